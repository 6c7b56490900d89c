"""A form in a panel: captions at the left, fields at the right, a refusal below its field; check boxes and choices in our manner.

What a form is about (a node, the training settings) lives with its panel.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bpdesk.ui import fonts
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField

_CAPTION_WIDTH = 104


class Form(QWidget):
    """Rows from top to bottom. `show_reason` is for what is refused without having been typed, as a choice."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._muted: list[QLabel] = []
        self._reasons: dict[QWidget, QLabel] = {}
        self._cells: dict[QWidget, QWidget] = {}
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(20, 16, 20, 16)
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(8)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def add(self, caption: str, field: QWidget) -> None:
        """A row; a field that can refuse gets room below for the reason."""
        label = self._caption(caption)
        label.setBuddy(field)
        label.setMinimumWidth(_CAPTION_WIDTH)
        label.setMinimumHeight(field.sizeHint().height())
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # beside the field, not beside it and its reason
        label.setToolTip(field.toolTip())
        self._cells[field] = self._with_room_below(field)
        self._rows.addRow(label, self._cells[field])

    def add_wide(self, widget: QWidget) -> None:
        """A row without a caption."""
        self._cells[widget] = widget
        self._rows.addRow(widget)

    def add_heading(self, text: str) -> QLabel:
        heading = plain_label(text, self)
        heading.setFont(fonts.font(13, fonts.SEMIBOLD))
        heading.setContentsMargins(0, 10, 0, 0)
        self._rows.addRow(heading)
        return heading

    def add_note(self, text: str) -> QLabel:
        """A line in small muted type."""
        note = self._caption(text)
        note.setFont(fonts.font(12))
        note.setWordWrap(True)
        self.add_wide(note)
        return note

    def set_row_visible(self, field: QWidget, visible: bool) -> None:
        self._rows.setRowVisible(self._cells[field], visible)

    def set_caption(self, field: QWidget, caption: str) -> None:
        label = self._rows.labelForField(self._cells[field])
        if isinstance(label, QLabel):
            label.setText(caption)

    def show_reason(self, field: QWidget, reason: str) -> None:
        """Say below a field why something isn't done; an empty reason takes that back."""
        self._reasons[field].setText(reason)
        self._reasons[field].setVisible(bool(reason))
        self._give_room(field)

    def forget_reasons(self) -> None:
        for field in self._reasons:
            self.show_reason(field, "")

    def reason(self, field: QWidget) -> str:
        """What is said below that field."""
        return self._reasons[field].text()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        for label in self._muted:
            ink(label, theme.muted)
        for label in self._reasons.values():
            ink(label, theme.problem)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for field in self._reasons:
            self._give_room(field)

    def _give_room(self, field: QWidget) -> None:
        """As high as the reason's lines are: a dialog doesn't grow by itself for text that wraps."""
        reason = self._reasons[field]
        reason.setMinimumHeight(reason.heightForWidth(max(field.width(), 1)) if reason.text() else 0)
        dialog = self.window()
        layout = dialog.layout()
        if reason.text() and isinstance(dialog, QDialog) and layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(dialog.width()) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()
            if needed > dialog.height():
                dialog.resize(dialog.width(), needed)

    def _caption(self, text: str) -> QLabel:
        label = plain_label(text, self)
        ink(label, self._theme.muted)
        self._muted.append(label)
        return label

    def _with_room_below(self, field: QWidget) -> QWidget:
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(field)
        reason = plain_label("", cell)
        reason.setObjectName(f"{field.objectName()}.reason")
        reason.setFont(fonts.font(12))
        reason.setWordWrap(True)
        ink(reason, self._theme.problem)
        reason.hide()
        column.addWidget(reason)
        self._reasons[field] = reason
        if isinstance(field, ValueField):
            field.refused.connect(lambda text: self.show_reason(field, text))
        return cell


class _SpaceStays(QObject):
    """Lets Space work a widget that has the focus, although it steps elsewhere."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.setAccepted(event.modifiers() == Qt.KeyboardModifier.NoModifier)
            return event.isAccepted()
        return super().eventFilter(watched, event)


def keep_space(widget: QWidget) -> None:
    """Focus comes with Tab only, so that Space goes on stepping after a click; with it, Space works the widget."""
    widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    widget.installEventFilter(_SpaceStays(widget))


class _SpaceGoes(QObject):
    """Lets Space be the window's, also while it has nothing to step: a table would open a cell for it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.ignore()
            return True
        return False


def leave_space(widget: QWidget) -> None:
    """Space, with whatever is held beside it, does nothing in the widget itself."""
    widget.installEventFilter(_SpaceGoes(widget))


def check_box(text: str, object_name: str, tip: str, parent: QWidget) -> QCheckBox:
    box = QCheckBox(text, parent)
    box.setObjectName(object_name)
    box.setAccessibleName(text)
    box.setToolTip(tip)
    box.setFont(fonts.font(13))
    keep_space(box)
    return box


def choice(choices: Iterable[tuple[str, str]], name: str, object_name: str, tip: str, parent: QWidget) -> QComboBox:
    """A combo box of (name in code, label) pairs; the name is each entry's data."""
    box = QComboBox(parent)
    box.setObjectName(object_name)
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setFont(fonts.font(13))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for code, label in choices:
        box.addItem(label, code)
    keep_space(box)
    return box


def push_button(text: str, object_name: str, tip: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(object_name)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setFont(fonts.font(13))
    button.setAutoDefault(False)
    keep_space(button)
    return button


def value_label(object_name: str, name: str, parent: QWidget) -> QLabel:
    """For a computed number: shown short, in full in its tooltip, to be selected and copied."""
    label = plain_label("", parent)
    label.setObjectName(object_name)
    label.setAccessibleName(name)
    label.setFont(fonts.font(13, fonts.MEDIUM))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def plain_label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(fonts.font(13))
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Side by side, at the left."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
