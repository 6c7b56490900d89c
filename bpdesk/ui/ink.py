"""The colour of a widget's text. A style sheet's bare rule, and one for every QLabel, would be the widget's tooltip's as well."""

from PySide6.QtWidgets import QWidget


def ink(widget: QWidget, colour: str) -> None:
    """Write the widget's text in that colour, on whatever lies behind it; its tooltip stays as every other."""
    widget.setStyleSheet(f".{widget.metaObject().className()} {{ color: {colour}; background: transparent; }}")
