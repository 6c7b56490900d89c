"""A section of a page as a sheet: its heading, derivations and sentences from top to bottom."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from bpdesk.explain.derivation import Derivation
from bpdesk.explain.page import Section, Words
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.explain.lines import add_derivation
from bpdesk.ui.explain.sheet import Ink, Sheet

_HEADING_SIZE, _WORDS_SIZE, _QUIET_SIZE = 13, 13, 12
_LINE_HEIGHT = 1.45
_AFTER_HEADING, _AFTER_WORDS = 10.0, 8.0


def section_sheet(section: Section, digits: int, width: float, typesetter: Typesetter) -> Sheet:
    """The section laid out to that width; formulas whose turn hasn't come are due with the typesetter."""
    sheet = Sheet()
    if section.heading:
        add_words(sheet, section.heading, width, fonts.font(_HEADING_SIZE, fonts.SEMIBOLD), "text")
        sheet.height += _AFTER_HEADING
    for item in section.items:
        sheet.tops.append(sheet.height)
        if isinstance(item, Derivation):
            add_derivation(sheet, item, digits, width, typesetter)
        else:
            _add_sentence(sheet, item, width)
    return sheet


def _add_sentence(sheet: Sheet, words: Words, width: float) -> None:
    size, role = (_QUIET_SIZE, "muted") if words.quiet else (_WORDS_SIZE, "text")
    add_words(sheet, words.text, width, fonts.font(size), role)
    if words.more:
        add_words(sheet, words.more, width, fonts.font(_QUIET_SIZE), "muted")
    sheet.height += _AFTER_WORDS


def add_words(sheet: Sheet, words: str, width: float, font: QFont, role: str) -> QRectF:
    """Append words, broken into lines; the rectangle is where they stand."""
    metrics = QFontMetricsF(font)
    top, height = sheet.height, metrics.height() * _LINE_HEIGHT / 1.2
    for said in _broken(words, max(width, 40.0), font.key()):
        sheet.parts.append(Ink(0, sheet.height + metrics.ascent() + (height - metrics.height()) / 2, said, (role,), font))
        sheet.height += height
    sheet.lines.append(words)
    return QRectF(0, top, width, sheet.height - top)


@lru_cache(maxsize=500)
def _broken(words: str, width: float, font_key: str) -> tuple[str, ...]:
    """The words in lines of that width. Of most sentences they are the same at every moment."""
    font = QFont()
    font.fromString(font_key)
    layout = QTextLayout(words, font)
    layout.setTextOption(_wrapped())
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(words[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)


def _wrapped() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
