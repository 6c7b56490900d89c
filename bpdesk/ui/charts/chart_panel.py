"""A chart in a dock: its header with what is chosen, and the canvas below. It computes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.charts.chart_canvas import ChartCanvas
from bpdesk.ui.charts.range_popup import RangePopup
from bpdesk.ui.charts.span import Bounds
from bpdesk.ui.header import Header
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme

_NARROWEST_CHOICE = 74


class ChartHeader(Header):
    """Name, choices, the range, and the buttons that save the chart and put it away."""

    def __init__(self, title: str, theme: Theme, object_name: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.title = QLabel(title, self)
        self.title.setFont(fonts.font(13, fonts.SEMIBOLD))
        self.range = self._words(f"{object_name}.rangeButton", tr("Range…"), tr("Type what part of it is shown"))
        self.show_all = self._words(f"{object_name}.showAll", tr("Show all"), tr("Back to the range that fits by itself"))
        self.show_all.hide()
        self.export = self.icon_button(f"{object_name}.export", tr("Save this chart as a picture…"))
        self.close_button = self.icon_button(f"{object_name}.close", tr("Put this chart away"))
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 3, 10, 4)
        whole.setSpacing(4)
        whole.addWidget(self.title)
        whole.addSpacing(8)
        whole.addLayout(self.row, 1)
        for button in (self.show_all, self.range, self.export, self.close_button):
            whole.addWidget(button)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        ink(self.title, theme.text)
        self.export.setIcon(icon("export", theme, IN_BUTTONS))
        self.close_button.setIcon(icon("close", theme, IN_BUTTONS))

    def _words(self, object_name: str, label: str, tool_tip: str) -> QToolButton:
        button = self.icon_button(object_name, tool_tip, label)
        button.setText(label)
        button.setFont(fonts.font(12))
        return button


class ChartPanel(QWidget):
    """A header over a canvas. `choices` are the combo boxes of the header, by their names."""

    export_requested = Signal()
    close_requested = Signal()
    chosen = Signal()
    """A person has chosen something else in the header."""
    range_requested = Signal()
    """The range is about to be typed: whoever feeds the panel calls `ask_range`."""
    shown = Signal()

    def __init__(self, title: str, theme: Theme, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.title = title
        self.header = ChartHeader(title, theme, object_name, self)
        self.canvas = ChartCanvas(theme, f"{object_name}.canvas", self)
        self.canvas.setAccessibleName(title)
        self.range_popup = RangePopup(object_name, theme, self)
        self.choices: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.canvas, 1)
        self.header.export.clicked.connect(self.export_requested)
        self.header.close_button.clicked.connect(self.close_requested)
        self.header.range.clicked.connect(self.range_requested)
        self.header.show_all.clicked.connect(self.range_popup.fitting_wanted)

    def add_choice(self, name: str, tool_tip: str) -> QComboBox:
        """Another combo box in the header."""
        box = QComboBox(self.header)
        box.setObjectName(f"{self.objectName()}.{name}")
        box.setToolTip(tool_tip)
        box.setAccessibleName(tool_tip)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMinimumWidth(_NARROWEST_CHOICE)  # else four docks beside one another have no room
        box.activated.connect(lambda _index: self.chosen.emit())
        self.choices[name] = box
        self.header.row.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def end_choices(self) -> None:
        """Keep the choices together at the left."""
        self.header.row.addStretch(1)

    def offer(self, name: str, labels: Sequence[str], keys: Sequence[str]) -> None:
        """What can be chosen there."""
        box = self.choices[name]
        with QSignalBlocker(box):
            box.clear()
            box.addItems(list(labels))
            for place, key in enumerate(keys):
                box.setItemData(place, key)

    def choose(self, name: str, key: str) -> None:
        """What is chosen there."""
        box = self.choices[name]
        if box.currentData() != key:
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(key)))

    def choice(self, name: str) -> str:
        """The key of what is chosen there."""
        return str(self.choices[name].currentData() or "")

    def ask_range(self, names: Sequence[str], bounds: Sequence[Bounds], points: int = 0) -> None:
        """Let the bounds of those axes be typed below the header; with `points` also how fine it is."""
        button = self.header.range
        self.range_popup.pop_up(names, bounds, points, button.mapToGlobal(button.rect().bottomLeft()))

    def show_theme(self, theme: Theme) -> None:
        self.header.show_theme(theme)
        self.canvas.show_theme(theme)
        self.range_popup.show_theme(theme)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.shown.emit()
