"""The row above a plot: its name, Linear or Log, and the button that saves it as a picture."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.theme import Theme

_HEIGHT = 36


class PlotHeader(QWidget):
    """`scale_chosen` and `export_requested` come from a person only; `set_logarithmic` is silent."""

    scale_chosen = Signal(bool)
    export_requested = Signal()

    def __init__(self, title: str, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self.title = QLabel(title, self)
        self.title.setFont(fonts.font(13, fonts.SEMIBOLD))
        self.linear = _segment(tr("Linear"), tr("Linear scale"), f"{object_name}.linear")
        self.log = _segment(tr("Log"), tr("Logarithmic scale"), f"{object_name}.log")
        self.export = QToolButton(self)
        self.export.setObjectName(f"{object_name}.export")
        self.export.setIconSize(QSize(IN_BUTTONS, IN_BUTTONS))
        self.export.setToolTip(tr("Save this plot as a picture…"))
        self.export.setAccessibleName(tr("Save the plot “{title}” as a picture", title=title))
        self._scales = QButtonGroup(self)
        for button in (self.linear, self.log):
            self._scales.addButton(button)
        self.linear.setChecked(True)
        self._lay_out()
        self._scales.buttonClicked.connect(self._tell_scale)
        self.export.clicked.connect(self.export_requested)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.title.setStyleSheet(f"color: {theme.text}")
        self.export.setIcon(icon("export", theme, IN_BUTTONS))
        self.update()

    def set_logarithmic(self, on: bool) -> None:
        (self.log if on else self.linear).setChecked(True)

    @property
    def is_logarithmic(self) -> bool:
        return self.log.isChecked()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel's ground, also where a dock has taken the header out, and the one hairline that parts it from the plot."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.border))
        painter.end()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 10, 4)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.linear)
        row.addWidget(self.log)
        row.addSpacing(4)
        row.addWidget(self.export)

    def _tell_scale(self) -> None:
        self.scale_chosen.emit(self.is_logarithmic)


def _segment(label: str, tool_tip: str, object_name: str) -> QToolButton:
    button = QToolButton()
    button.setText(label)
    button.setCheckable(True)
    button.setFont(fonts.font(13))
    button.setToolTip(tool_tip)
    button.setAccessibleName(tool_tip)
    button.setObjectName(object_name)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button
