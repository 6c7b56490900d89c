"""The right side of the export dialog: what, format, size, resolution, ground and style, read as they are typed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLineEdit, QToolButton, QWidget

from bpdesk import text
from bpdesk.text import tr
from bpdesk.ui.dialogs.picture_choice import Ground, PictureChoice, Unit
from bpdesk.ui.dialogs.picture_parts import choice_box, mark_field, number_field, row_label, segment
from bpdesk.ui.dialogs.style_fields import StyleFields
from bpdesk.ui.form import row_of
from bpdesk.ui.pictures import PictureFormat, is_side
from bpdesk.ui.theme import Theme

_RESOLUTIONS = (96, 150, 300, 600)


class PictureFields(QWidget):
    """Emits `choice_changed` with each choice that makes a picture, `refused` with the reason where what was typed doesn't."""

    subject_chosen = Signal(int)
    choice_changed = Signal(PictureChoice)
    refused = Signal(str)

    def __init__(self, subjects: Sequence[str], chosen: int, choice: PictureChoice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.what = choice_box("exportPicture.what", tr("What the picture is of"), list(subjects), subjects[chosen])
        self.width_field = number_field("exportPicture.width", tr("Width"))
        self.height_field = number_field("exportPicture.height", tr("Height"))
        self.unit = choice_box("exportPicture.unit", tr("Unit of the size"), [unit.value for unit in Unit], choice.unit.value)
        shown = tr("{n} dpi", n=choice.dpi)
        self.resolution = choice_box("exportPicture.resolution", tr("Resolution"), [tr("{n} dpi", n=dpi) for dpi in _RESOLUTIONS], shown)
        self.resolution.setEditable(True)
        self.resolution.setEditText(shown)
        self.kinds = _kinds()
        self.grounds = _grounds()
        self.kinds[choice.kind].setChecked(True)
        self.grounds[choice.ground].setChecked(True)
        self._groups = [_exclusive(self, list(buttons)) for buttons in (self.kinds.values(), self.grounds.values())]
        self.style_fields = StyleFields(choice.style, writes_table=choice.writes_table, muted=theme.muted, parent=self)
        self._lay_out(theme.muted)
        self._show_lengths()
        self._connect()

    def take_own_of(self, other: PictureChoice) -> None:
        """Take the size that suits another subject, and its title; all else stays as chosen."""
        self._choice = self._choice.sized_as(other)
        self.style_fields.title.setText(other.style.title)
        with QSignalBlocker(self.unit):
            self.unit.setCurrentText(other.unit.value)
        self._show_lengths()
        self._read()

    def _lay_out(self, muted: str) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(row_label(tr("What"), muted), row_of(self.what))
        form.addRow(row_label(tr("Format"), muted), row_of(*self.kinds.values()))
        form.addRow(row_label(tr("Size"), muted), row_of(self.width_field, row_label("×", muted), self.height_field, self.unit))
        form.addRow(row_label(tr("Resolution"), muted), row_of(self.resolution))
        form.addRow(row_label(tr("Background"), muted), row_of(*self.grounds.values()))
        form.addRow(self.style_fields)

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(self.subject_chosen)
        self.width_field.textEdited.connect(self._read)
        self.height_field.textEdited.connect(self._read)
        self.resolution.editTextChanged.connect(self._read)
        self.unit.currentTextChanged.connect(self._change_unit)
        self.style_fields.changed.connect(self._read)
        for group in self._groups:
            group.buttonClicked.connect(self._read)

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
            mark_field(field, "")
        try:
            typed = replace(
                self._choice,
                width=self._length(self.width_field),
                height=self._length(self.height_field),
                dpi=_resolution(self.resolution.currentText()),
                ground=next(ground for ground, button in self.grounds.items() if button.isChecked()),
                kind=next(kind for kind, button in self.kinds.items() if button.isChecked()),
                style=self.style_fields.read(),
                writes_table=self.style_fields.table.isChecked(),
            )
            self._check(typed)
        except ValueError as refusal:
            self.refused.emit(str(refusal))
            return
        self._choice = typed
        self.choice_changed.emit(typed)

    def _check(self, typed: PictureChoice) -> None:
        """Mark each length that no picture can have."""
        for field, pixels in ((self.width_field, typed.size.width), (self.height_field, typed.size.height)):
            if not is_side(pixels):
                mark_field(field, "beyond what a picture can have")
        typed.check()

    def _length(self, field: QLineEdit) -> float:
        try:
            length = text.read_number(field.text())
            if Unit(self.unit.currentText()) is Unit.PIXELS and length != round(length):
                raise ValueError(tr("Pixels are whole numbers."))
        except ValueError as refusal:
            mark_field(field, str(refusal))
            raise
        return length


def _kinds() -> dict[PictureFormat, QToolButton]:
    return {
        PictureFormat.PNG: segment("exportPicture.png", "PNG", tr("Pixels, for slides and the web")),
        PictureFormat.SVG: segment("exportPicture.svg", "SVG", tr("Shapes, for drawing programs and the web")),
        PictureFormat.PDF: segment("exportPicture.pdf", "PDF", tr("Shapes and text, for LaTeX and print")),
    }


def _grounds() -> dict[Ground, QToolButton]:
    return {
        Ground.WHITE: segment("exportPicture.white", tr("White"), tr("On white, in the colours for paper")),
        Ground.TRANSPARENT: segment("exportPicture.transparent", tr("Transparent"), tr("On nothing, in the colours for paper")),
        Ground.AS_SHOWN: segment("exportPicture.asShown", tr("As shown"), tr("In the colours of the window")),
    }


def _exclusive(parent: QWidget, buttons: Sequence[QToolButton]) -> QButtonGroup:
    group = QButtonGroup(parent)
    for button in buttons:
        group.addButton(button)
    return group


def _resolution(typed: str) -> int:
    dpi = text.read_number(typed.lower().removesuffix("dpi"))
    if dpi != round(dpi):
        raise ValueError(tr("The resolution is a whole number."))
    return round(dpi)
