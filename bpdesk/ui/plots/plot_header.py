"""The row above a plot: its name with the list of what it shows, Linear or Log, and the buttons that save it and put it away."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.header import Header
from bpdesk.ui.icons import IN_BUTTONS, ON_CANVAS, icon
from bpdesk.ui.theme import Theme

_AROUND_TITLE, _NARROWEST_TITLE = 76, 40


class PlotHeader(Header):
    """Signals come from a person only; `set_logarithmic` and `show_title` are silent."""

    scale_chosen = Signal(bool)
    export_requested = Signal()
    curves_requested = Signal()
    close_requested = Signal()

    def __init__(self, title: str, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title = title
        self.title = QToolButton(self)
        self.title.setObjectName(f"{object_name}.title")
        self.title.setFont(fonts.font(13, fonts.SEMIBOLD))
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the name
        self.title.setIconSize(QSize(ON_CANVAS, ON_CANVAS))
        self.linear = _segment(tr("Linear"), tr("Linear scale"), f"{object_name}.linear")
        self.log = _segment(tr("Log"), tr("Logarithmic scale"), f"{object_name}.log")
        self.export = self.icon_button(f"{object_name}.export", tr("Save this plot as a picture…"))
        self.close_button = self.icon_button(f"{object_name}.close", tr("Put this plot away"))
        self._scales = QButtonGroup(self)
        for button in (self.linear, self.log):
            self._scales.addButton(button)
        self.linear.setChecked(True)
        self._lay_out()
        self._scales.buttonClicked.connect(self._tell_scale)
        self.export.clicked.connect(self.export_requested)
        self.title.clicked.connect(self.curves_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.show_title(title)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        self.title.setIcon(icon("chevron", theme, ON_CANVAS))
        self.close_button.setIcon(icon("close", theme, IN_BUTTONS))
        self.export.setIcon(icon("export", theme, IN_BUTTONS))

    def show_title(self, title: str) -> None:
        """Call the plot so."""
        self._title = title
        self._fit_title()
        self.title.setAccessibleName(tr("{title}: choose what is plotted", title=title))
        self.export.setAccessibleName(tr("Save the plot “{title}” as a picture", title=title))
        self.close_button.setAccessibleName(tr("Put the plot “{title}” away", title=title))

    def set_logarithmic(self, on: bool) -> None:
        (self.log if on else self.linear).setChecked(True)

    @property
    def is_logarithmic(self) -> bool:
        return self.log.isChecked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        """Cut the name short where there is no room for all of it; the tooltip has it whole."""
        buttons = (self.linear, self.log, self.export, self.close_button)
        room = self.width() - sum(button.sizeHint().width() for button in buttons) - _AROUND_TITLE
        metrics = QFontMetricsF(self.title.font())
        self.title.setText(metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, max(room, _NARROWEST_TITLE)))
        self.title.setToolTip(tr("{title}: choose what is plotted", title=self._title))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 4)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.linear)
        row.addWidget(self.log)
        row.addSpacing(4)
        row.addWidget(self.export)
        row.addWidget(self.close_button)

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
