"""The small parts that the export dialog's rows are made of: fields, choices, segments, labels."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QToolButton

from bpdesk.ui import fonts
from bpdesk.ui.ink import ink

_FIELD_WIDTH, _ROW_HEIGHT = 64, 30


def number_field(object_name: str, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(object_name)
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setFont(fonts.font(13))
    field.setFixedWidth(_FIELD_WIDTH)
    return field


def mark_field(field: QLineEdit, refusal: str) -> None:
    """Show that what is typed can't be taken, or that it can."""
    field.setProperty("invalid", bool(refusal))
    field.style().unpolish(field)
    field.style().polish(field)


def choice_box(object_name: str, name: str, choices: list[str], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(object_name)
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setFont(fonts.font(13))
    combo.addItems(choices)
    combo.setCurrentText(chosen)
    return combo


def segment(object_name: str, label: str, tool_tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(object_name)
    button.setText(label)
    button.setCheckable(True)
    button.setFont(fonts.font(13))
    button.setToolTip(tool_tip)
    button.setAccessibleName(tool_tip)
    return button


def row_label(words: str, colour: str) -> QLabel:
    label = QLabel(words)
    label.setFont(fonts.font(13))
    ink(label, colour)
    label.setMinimumHeight(_ROW_HEIGHT)
    return label
