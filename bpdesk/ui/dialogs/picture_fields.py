"""The right side of the export dialog: fields for size, resolution and ground, read as they are typed."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from bpdesk import text
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.dialogs.picture_choice import Ground, PictureChoice, Unit
from bpdesk.ui.pictures import check_size
from bpdesk.ui.theme import Theme

_RESOLUTIONS = (96, 150, 300, 600)
_FIELD_WIDTH, _ROW_HEIGHT = 64, 30


class PictureFields(QWidget):
    """Emits `choice_changed` with each choice that makes a picture, `refused` with the reason where what was typed doesn't."""

    choice_changed = Signal(PictureChoice)
    refused = Signal(str)

    def __init__(self, choice: PictureChoice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.width_field = _number_field("exportPicture.width", tr("Width"))
        self.height_field = _number_field("exportPicture.height", tr("Height"))
        self.unit = _combo("exportPicture.unit", tr("Unit of the size"), [unit.value for unit in Unit], choice.unit.value)
        shown = tr("{n} dpi", n=choice.dpi)
        self.resolution = _combo("exportPicture.resolution", tr("Resolution"), [tr("{n} dpi", n=dpi) for dpi in _RESOLUTIONS], shown)
        self.resolution.setEditable(True)
        self.resolution.setEditText(shown)
        self.grounds = {
            Ground.WHITE: _segment("exportPicture.white", tr("White"), tr("On white, in the colours for paper")),
            Ground.TRANSPARENT: _segment("exportPicture.transparent", tr("Transparent"), tr("On nothing, in the colours for paper")),
            Ground.AS_SHOWN: _segment("exportPicture.asShown", tr("As shown"), tr("In the colours of the window")),
        }
        self.grounds[choice.ground].setChecked(True)
        self._lay_out(theme.muted)
        self._show_lengths()
        self._connect()

    def _lay_out(self, muted: str) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(_label(tr("Size"), muted), _row(self.width_field, _label("×", muted), self.height_field, self.unit))
        form.addRow(_label(tr("Resolution"), muted), _row(self.resolution))
        form.addRow(_label(tr("Background"), muted), _row(*self.grounds.values()))
        self._exclusive = QButtonGroup(self)
        for button in self.grounds.values():
            self._exclusive.addButton(button)

    def _connect(self) -> None:
        self.width_field.textEdited.connect(self._read)
        self.height_field.textEdited.connect(self._read)
        self.resolution.editTextChanged.connect(self._read)
        self.unit.currentTextChanged.connect(self._change_unit)
        self._exclusive.buttonClicked.connect(self._read)

    def _show_lengths(self) -> None:
        self.width_field.setText(f"{self._choice.width:g}")
        self.height_field.setText(f"{self._choice.height:g}")

    def _change_unit(self, unit: str) -> None:
        self._choice = self._choice.in_unit(Unit(unit))
        self._show_lengths()
        self._read()

    def _read(self) -> None:
        """Take over what is typed, or say why it can't be."""
        for field in (self.width_field, self.height_field):
            _mark(field, "")
        try:
            typed = replace(
                self._choice,
                width=self._length(self.width_field),
                height=self._length(self.height_field),
                dpi=_resolution(self.resolution.currentText()),
                ground=next(ground for ground, button in self.grounds.items() if button.isChecked()),
            )
            check_size(typed.size)
        except ValueError as refusal:
            self.refused.emit(str(refusal))
            return
        self._choice = typed
        self.choice_changed.emit(typed)

    def _length(self, field: QLineEdit) -> float:
        try:
            length = text.read_number(field.text())
            if Unit(self.unit.currentText()) is Unit.PIXELS and length != round(length):
                raise ValueError(tr("Pixels are whole numbers."))
        except ValueError as refusal:
            _mark(field, str(refusal))
            raise
        return length


def _resolution(typed: str) -> int:
    dpi = text.read_number(typed.lower().removesuffix("dpi"))
    if dpi != round(dpi):
        raise ValueError(tr("The resolution is a whole number."))
    return round(dpi)


def _mark(field: QLineEdit, refusal: str) -> None:
    field.setProperty("invalid", bool(refusal))
    field.style().unpolish(field)
    field.style().polish(field)


def _number_field(object_name: str, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(object_name)
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setFont(fonts.font(13))
    field.setFixedWidth(_FIELD_WIDTH)
    return field


def _combo(object_name: str, name: str, choices: list[str], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(object_name)
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setFont(fonts.font(13))
    combo.addItems(choices)
    combo.setCurrentText(chosen)
    return combo


def _segment(object_name: str, label: str, tool_tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(object_name)
    button.setText(label)
    button.setCheckable(True)
    button.setFont(fonts.font(13))
    button.setToolTip(tool_tip)
    button.setAccessibleName(tool_tip)
    return button


def _label(words: str, colour: str) -> QLabel:
    label = QLabel(words)
    label.setFont(fonts.font(13))
    label.setStyleSheet(f"color: {colour}")
    label.setMinimumHeight(_ROW_HEIGHT)
    return label


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
