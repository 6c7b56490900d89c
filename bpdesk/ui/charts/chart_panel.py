"""A chart in a dock: its header with what is chosen, and the chart itself. It computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.plots.axes import paint_empty
from bpdesk.ui.theme import Theme

PaintChart = Callable[[QPainter, QSizeF, Theme], None]

_HEIGHT = 36
_WHEEL_STEP = 1.2


class ChartHeader(QWidget):
    """Name, choices, and the buttons that save the chart and put it away."""

    def __init__(self, title: str, theme: Theme, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self.title = QLabel(title, self)
        self.title.setFont(fonts.font(13, fonts.SEMIBOLD))
        self.export = _tool(self, f"{object_name}.export", tr("Save this chart as a picture…"))
        self.close_button = _tool(self, f"{object_name}.close", tr("Put this chart away"))
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 3, 10, 4)
        whole.addWidget(self.title)
        whole.addSpacing(8)
        whole.addLayout(self.row, 1)
        whole.addWidget(self.export)
        whole.addWidget(self.close_button)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.title.setStyleSheet(f"color: {theme.text}")
        self.export.setIcon(icon("export", theme, IN_BUTTONS))
        self.close_button.setIcon(icon("close", theme, IN_BUTTONS))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.border))
        painter.end()


class ChartCanvas(QWidget):
    """Paints what it was handed last, or the sentence that says how to get something. The wheel asks for more or less of it."""

    width_wanted = Signal(float)
    """So many times as wide a range."""

    def __init__(self, theme: Theme, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setMinimumSize(QSize(120, 80))
        self._theme = theme
        self._paint: PaintChart | None = None
        self._sentence = ""

    @property
    def is_empty(self) -> bool:
        return self._paint is None

    def show_chart(self, paint: PaintChart) -> None:
        self._paint = paint
        self.update()

    def show_sentence(self, sentence: str) -> None:
        self._paint, self._sentence = None, sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        if self._paint is None:
            paint_empty(painter, self.rect().toRectF(), self._sentence, self._theme)
        else:
            self._paint(painter, QSizeF(self.size()), self._theme)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.width_wanted.emit(_WHEEL_STEP ** (-event.angleDelta().y() / 120))
        event.accept()


class ChartPanel(QWidget):
    """A header over a canvas. `choices` are the combo boxes of the header, by their names."""

    export_requested = Signal()
    close_requested = Signal()
    chosen = Signal()
    """A person has chosen something else in the header."""
    shown = Signal()

    def __init__(self, title: str, theme: Theme, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.title = title
        self.header = ChartHeader(title, theme, object_name, self)
        self.canvas = ChartCanvas(theme, f"{object_name}.canvas", self)
        self.canvas.setAccessibleName(title)
        self.choices: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.canvas, 1)
        self.header.export.clicked.connect(self.export_requested)
        self.header.close_button.clicked.connect(self.close_requested)

    def add_choice(self, name: str, tool_tip: str) -> QComboBox:
        """Another combo box in the header."""
        box = QComboBox(self.header)
        box.setObjectName(f"{self.objectName()}.{name}")
        box.setToolTip(tool_tip)
        box.setAccessibleName(tool_tip)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(lambda _index: self.chosen.emit())
        self.choices[name] = box
        self.header.row.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def end_choices(self) -> None:
        """Keep the choices together at the left."""
        self.header.row.addStretch(1)

    def offer(self, name: str, labels: Sequence[str], keys: Sequence[str], chosen: str) -> None:
        """What can be chosen there, and what is."""
        box = self.choices[name]
        with QSignalBlocker(box):
            if [box.itemData(index) for index in range(box.count())] != list(keys) or [
                box.itemText(index) for index in range(box.count())
            ] != list(labels):
                box.clear()
                for label, key in zip(labels, keys, strict=True):
                    box.addItem(label, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def choice(self, name: str) -> str:
        """The key of what is chosen there."""
        return str(self.choices[name].currentData() or "")

    def show_theme(self, theme: Theme) -> None:
        self.header.show_theme(theme)
        self.canvas.show_theme(theme)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.shown.emit()


def _tool(parent: QWidget, object_name: str, tool_tip: str) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(object_name)
    button.setIconSize(QSize(IN_BUTTONS, IN_BUTTONS))
    button.setToolTip(tool_tip)
    button.setAccessibleName(tool_tip)
    return button
