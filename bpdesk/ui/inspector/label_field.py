"""The field for a label: plain text, or LaTeX maths where it holds one of `\\ ^ _ { }`."""

import unicodedata

from PySide6.QtWidgets import QWidget

from bpdesk.text import tr
from bpdesk.ui.value_field import ValueField

LONGEST_LABEL, LONGEST_TITLE = 200, 1000


def label_field(object_name: str, parent: QWidget) -> ValueField:
    tip = tr("Plain text, or maths as in LaTeX: h_1, W^{(L)}. Empty: the id is shown.")
    return ValueField(tr("Label"), object_name, parent, read=_label, write=_text, tip=tip)


def title_field(object_name: str, parent: QWidget) -> ValueField:
    return ValueField(tr("Title"), object_name, parent, read=_title, write=_text, tip=tr("The document's title"))


def _label(typed: str) -> str | None:
    return _checked(typed, LONGEST_LABEL).strip() or None


def _title(typed: str) -> str:
    return _checked(typed, LONGEST_TITLE).strip()


def _checked(typed: str, longest: int) -> str:
    """A text that a document can hold."""
    if len(typed) > longest:
        raise ValueError(tr("Too long: at most {n} characters.", n=longest))
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in typed):
        raise ValueError(tr("It holds a character that can't be shown."))
    return typed


def _text(value: str | None) -> str:
    return value or ""
