"""Where the docks stand: the plots side by side at the bottom, the panels at the right.

Their sizes follow the window until a person changes them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow

from bpdesk.ui.plots.plot_panel import PlotPanel

_SMALL, _LARGE = QSize(1024, 700), QSize(1440, 900)
_SIDE, _PLOTS = (344, 400), (190, 244)


def side_width(window: QSize) -> int:
    """Logical pixels for the right dock in a window of that size."""
    return _between(window.width(), _SMALL.width(), _LARGE.width(), *_SIDE)


def plots_height(window: QSize) -> int:
    """Logical pixels for the plots in a window of that size."""
    return _between(window.height(), _SMALL.height(), _LARGE.height(), *_PLOTS)


class Docks(QObject):
    """The docks of a window. `chosen_width` and `chosen_height`: a person dragged the border of the side or of the plots."""

    def __init__(self, window: QMainWindow, side: QDockWidget, plots: Sequence[tuple[PlotPanel, str]]) -> None:
        super().__init__(window)
        self._window, self._side = window, side
        self._plots = [_dock(window, panel, title) for panel, title in plots]
        self._grasped = QSize()
        self.chosen_width = self.chosen_height = False
        window.installEventFilter(self)
        self.place()

    @property
    def toggles(self) -> list[QAction]:
        """An entry of the View menu for each dock."""
        return [dock.toggleViewAction() for dock in (self._side, *self._plots)]

    def place(self) -> None:
        """Put all of them where they stand at first."""
        for dock in (self._side, *self._plots):
            dock.setFloating(False)
            dock.show()
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._side)
        for dock in self._plots:
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        self._window.splitDockWidget(self._plots[0], self._plots[1], Qt.Orientation.Horizontal)
        self._window.resizeDocks(self._plots, [_LARGE.width() // 2] * 2, Qt.Orientation.Horizontal)
        self.chosen_width = self.chosen_height = False
        self.follow_size()

    def follow_size(self) -> None:
        """Give the docks what fits the window's size, but for what a person made larger or smaller."""
        size = self._window.size()
        if not self.chosen_width:
            self._window.resizeDocks([self._side], [side_width(size)], Qt.Orientation.Horizontal)
        if not self.chosen_height:
            self._window.resizeDocks(self._plots, [plots_height(size)] * len(self._plots), Qt.Orientation.Vertical)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The borders between docks are the window's own; a press and a release there frame a drag."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._grasped = self._sizes()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            now = self._sizes()
            self.chosen_width = self.chosen_width or now.width() != self._grasped.width()
            self.chosen_height = self.chosen_height or now.height() != self._grasped.height()
        return super().eventFilter(watched, event)

    def _sizes(self) -> QSize:
        return QSize(self._side.width(), self._plots[0].height())


def _dock(window: QMainWindow, panel: PlotPanel, title: str) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(f"dock.{panel.objectName()}")
    dock.setTitleBarWidget(panel.header)
    dock.setWidget(panel)
    return dock


def _between(size: int, small: int, large: int, least: int, most: int) -> int:
    share = min(max((size - small) / (large - small), 0.0), 1.0)
    return round(least + share * (most - least))
