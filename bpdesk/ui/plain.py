"""Text from documents as text: where Qt would read HTML (tooltips), it gets it escaped."""

from html import escape
from textwrap import wrap

_LONGEST_LINE = 100
"""Characters that every screen has room for."""


def as_rich_text(text: str) -> str:
    """HTML that shows exactly that text, its lines unbroken but for those that are too long for a screen."""
    lines = "<br>".join(escape(part) for line in text.split("\n") for part in _parts(line))
    return f"<p style='white-space: pre'>{lines}</p>"


def _parts(line: str) -> list[str]:
    return [line] if len(line) <= _LONGEST_LINE else wrap(line, _LONGEST_LINE)
