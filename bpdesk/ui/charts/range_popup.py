"""Where the range of a chart is typed, and how fine it is: a popup below its header."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from bpdesk.text import given, read_number, tr
from bpdesk.ui import fonts
from bpdesk.ui.charts.span import Bounds, why_not
from bpdesk.ui.dialogs.picture_parts import mark_field, row_label
from bpdesk.ui.form import push_button, row_of
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme

FEWEST_POINTS, MOST_POINTS = 2, 400
_FIELD_WIDTH, _AXES, _LONGEST = 110, 2, 12


class RangePopup(QFrame):
    """Enter takes what is typed; what can't be taken stays there with the reason below."""

    typed = Signal(tuple, int)
    """The bounds of each axis, and the points to each side, 0 where these can't be chosen."""
    fitting_wanted = Signal()

    def __init__(self, object_name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(self.windowFlags() | self.windowType().Popup)
        self.setObjectName(f"{object_name}.range")
        self.ends = [[self._field(f"{object_name}.range.{axis}.{end}") for end in ("low", "high")] for axis in range(_AXES)]
        self._names = [row_label("", theme.muted) for _ in range(_AXES)]
        self.points = self._field(f"{object_name}.range.points")
        self.points.setAccessibleName(tr("Points to each side"))
        self._points_name = row_label(tr("Points"), theme.muted)
        self.note = QLabel(self)
        self.note.setFont(fonts.font(12))
        self.note.setWordWrap(True)
        self.note.hide()
        self.take = push_button(tr("Show"), f"{object_name}.range.take", tr("Show that range"), self)
        self.fitting = push_button(tr("Fit"), f"{object_name}.range.fit", tr("Back to the range that fits by itself"), self)
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(12)
        for name, (low, high) in zip(self._names, self.ends, strict=True):
            self._rows.addRow(name, row_of(low, row_label("…", theme.muted), high))
        self._rows.addRow(self._points_name, row_of(self.points))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addLayout(self._rows)
        column.addWidget(self.note)
        column.addLayout(row_of(self.take, self.fitting))
        self.take.clicked.connect(self._read)
        self.fitting.clicked.connect(self._fit)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(f"RangePopup {{ background: {theme.panel}; border: 1px solid {theme.border}; }}")
        for label in (*self._names, self._points_name):
            ink(label, theme.muted)
        ink(self.note, theme.problem)

    def pop_up(self, names: Sequence[str], bounds: Sequence[Bounds], points: int, below: QPoint) -> None:
        """Offer those bounds of the axes with those names; without `points` these can't be chosen."""
        for axis in range(_AXES):
            there = axis < len(names)
            self._rows.setRowVisible(axis, there)
            if there:
                self._names[axis].setText(names[axis])
                for field, value, end in zip(self.ends[axis], bounds[axis], (tr("from"), tr("to")), strict=True):
                    field.setText(_short(value))
                    field.setCursorPosition(0)
                    field.setAccessibleName(f"{names[axis]} {end}")
        self._axes = len(names)
        self._rows.setRowVisible(_AXES, points > 0)
        self.points.setText(str(points))
        self._say("")
        self.adjustSize()
        self.move(below)
        self.show()
        self.ends[0][0].setFocus()
        self.ends[0][0].selectAll()

    def _read(self) -> None:
        try:
            bounds = tuple(self._bounds(axis) for axis in range(self._axes))
            points = self._number_of_points()
        except ValueError as refusal:
            self._say(str(refusal))
            return
        self.hide()
        self.typed.emit(bounds, points)

    def _bounds(self, axis: int) -> Bounds:
        low, high = (self._number(field) for field in self.ends[axis])
        reason = why_not((low, high))
        if reason:
            mark_field(self.ends[axis][1], reason)
            raise ValueError(reason)
        return low, high

    def _number_of_points(self) -> int:
        if self.points.isHidden():
            return 0
        value = self._number(self.points)
        if value != round(value) or not FEWEST_POINTS <= value <= MOST_POINTS:
            reason = tr("Points to each side: a whole number from {least} to {most}.", least=FEWEST_POINTS, most=MOST_POINTS)
            mark_field(self.points, reason)
            raise ValueError(reason)
        return round(value)

    def _number(self, field: QLineEdit) -> float:
        mark_field(field, "")
        try:
            return read_number(field.text())
        except ValueError as refusal:
            mark_field(field, str(refusal))
            raise

    def _fit(self) -> None:
        self.hide()
        self.fitting_wanted.emit()

    def _say(self, reason: str) -> None:
        if not reason:
            for field in (*self.ends[0], *self.ends[1], self.points):
                mark_field(field, "")
        self.note.setText(reason)
        self.note.setVisible(bool(reason))
        self.adjustSize()

    def _field(self, object_name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(object_name)
        field.setFont(fonts.font(13))
        field.setFixedWidth(_FIELD_WIDTH)
        field.returnPressed.connect(self._read)
        return field


def _short(value: float) -> str:
    """What was typed as it is; of a range that fits by itself as many digits as one would type."""
    return given(value) if len(given(value)) <= _LONGEST else given(float(f"{value:.6g}"))
