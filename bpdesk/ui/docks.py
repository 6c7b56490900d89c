"""Where the docks stand: the plots side by side, stacked or in tabs at the bottom, the panels at the right.

Their sizes follow the window until a person changes them.
"""

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from bpdesk.ui.dock import Dock

_SMALL, _LARGE = QSize(1024, 700), QSize(1440, 900)
_SIDE, _PLOTS = (344, 400), (190, 244)
_NARROWEST = 340


def side_width(window: QSize) -> int:
    """Logical pixels for the right dock in a window of that size."""
    return _between(window.width(), _SMALL.width(), _LARGE.width(), *_SIDE)


def plots_height(window: QSize) -> int:
    """Logical pixels for the plots in a window of that size."""
    return _between(window.height(), _SMALL.height(), _LARGE.height(), *_PLOTS)


class Arrangement(Enum):
    """How plots stand to one another."""

    SIDE_BY_SIDE = "side_by_side"
    STACKED = "stacked"
    TABS = "tabs"


Docked = tuple[QWidget, QWidget, str]
"""A plot or a chart, the header that it is moved by, and its name."""


class Docks(QObject):
    """The docks of a window: the side, plots, and charts, which are put away at first.

    `is_large`: the side has half of the window. `chosen_width` and `chosen_height`: a person dragged the border of the side or of
    the plots.
    """

    def __init__(self, window: QMainWindow, side: QDockWidget, plots: Sequence[Docked], charts: Sequence[Docked] = ()) -> None:
        super().__init__(window)
        self._window, self._side = window, side
        self._by_panel: dict[QWidget, QDockWidget] = {each[0]: _dock(window, *each) for each in (*plots, *charts)}
        self._at_first_hidden = [self._by_panel[each[0]] for each in charts]
        for dock in self._at_first_hidden:
            dock.toggleViewAction().triggered.connect(lambda shown, dock=dock: self._make_room(dock) if shown else None)
        self._grasped: QSize | None = None
        """The sizes when the button went down on a border; None while it is up, as after a click that only closed a menu."""
        self.chosen_width = self.chosen_height = self.is_large = False
        window.installEventFilter(self)
        self.place()

    @property
    def toggles(self) -> list[QAction]:
        """An entry of the View menu for each dock."""
        return [dock.toggleViewAction() for dock in (self._side, *self._plots)]

    @property
    def _plots(self) -> list[QDockWidget]:
        return list(self._by_panel.values())

    def as_read(self) -> list[QWidget]:
        """The side, then the plots, and the tabs that some are behind, from left to right and from top to bottom."""
        tabs = self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        plots = [dock for dock in self._plots if dock.isVisible() and not dock.isFloating()]
        return [self._side, *sorted([*plots, *tabs], key=lambda each: (each.y(), each.x()))]

    def dock_of(self, panel: QWidget) -> QDockWidget:
        """The dock that holds that plot."""
        return self._by_panel[panel]

    def add(self, panel: QWidget, header: QWidget, title: str) -> None:
        """Put another plot beside the last one; its header is what it is moved by."""
        dock = self._by_panel[panel] = _dock(self._window, panel, header, title)
        self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        self._make_room(dock)

    def remove(self, panel: QWidget) -> None:
        """Take a plot away for good."""
        dock = self._by_panel.pop(panel)
        self._window.removeDockWidget(dock)
        dock.deleteLater()

    def arrange(self, arrangement: Arrangement) -> None:
        """Put the plots that are to be seen side by side, one above the other, or in tabs."""
        shown = [dock for dock in self._plots if not dock.isHidden()]
        for dock in shown:
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        for before, dock in zip([None, *shown], shown, strict=False):
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
            if before is not None and arrangement is Arrangement.TABS:
                self._window.tabifyDockWidget(before, dock)
            elif before is not None:
                beside = arrangement is Arrangement.SIDE_BY_SIDE
                self._window.splitDockWidget(before, dock, Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
            dock.show()
        if arrangement is Arrangement.TABS and shown:
            shown[0].raise_()

    def place(self) -> None:
        """Put all of them where they stand at first."""
        for dock in (self._side, *self._plots):
            dock.setFloating(False)
            dock.show()
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._side)
        for dock in self._plots:
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        for before, dock in pairwise(self._plots):
            self._window.splitDockWidget(before, dock, Qt.Orientation.Horizontal)
        self._share_width()
        for dock in self._at_first_hidden:
            dock.hide()
        self.chosen_width = self.chosen_height = False
        self.follow_size()

    def enlarge(self, large: bool) -> None:
        """Give the side half of the window and all of its height where the plots fit beside it, or its usual width above the plots."""
        if large != self.is_large:
            self.is_large, self.chosen_width = large, False
            self.follow_size()

    def follow_size(self) -> None:
        """Give the docks what fits the window's size, but for what a person made larger or smaller."""
        size, corner = self._window.size(), Qt.Corner.BottomRightCorner
        of_side = self.is_large and self._least_width() <= size.width()
        area = Qt.DockWidgetArea.RightDockWidgetArea if of_side else Qt.DockWidgetArea.BottomDockWidgetArea
        if self._window.corner(corner) != area:
            self._window.setCorner(corner, area)
        if not self.chosen_width:
            width = size.width() // 2 if self.is_large else side_width(size)
            self._window.resizeDocks([self._side], [width], Qt.Orientation.Horizontal)
        if not self.chosen_height:
            shown = [dock for dock in self._plots if not dock.isHidden()]
            self._window.resizeDocks(shown, [plots_height(size)] * len(shown), Qt.Orientation.Vertical)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The borders between docks are the window's own; a press and a release there frame a drag."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._grasped = self._sizes()
        elif event.type() == QEvent.Type.MouseButtonRelease and self._grasped is not None:
            before, now, self._grasped = self._grasped, self._sizes(), None
            self.chosen_width = self.chosen_width or now.width() != before.width()
            self.chosen_height = self.chosen_height or now.height() != before.height()
        return super().eventFilter(watched, event)

    def _make_room(self, dock: QDockWidget) -> None:
        """Put a dock that has come beside the others where there is room for one more, else behind the last one's tab."""
        others = [each for each in self._plots if each is not dock and not each.isHidden() and not each.isFloating()]
        if not others or dock.isFloating():
            return
        if (len(others) + 1) * _NARROWEST <= self._window.width():
            self._window.splitDockWidget(others[-1], dock, Qt.Orientation.Horizontal)
            self._share_width()
        else:
            self._window.tabifyDockWidget(others[-1], dock)
            dock.raise_()

    def _share_width(self) -> None:
        shown = [dock for dock in self._plots if not dock.isHidden()]
        self._window.resizeDocks(shown, [max(1, self._window.width() // max(1, len(shown)))] * len(shown), Qt.Orientation.Horizontal)

    def _least_width(self) -> int:
        """Of the plots and the side beside one another: narrower, they would cover it."""
        behind: set[QDockWidget] = set()
        shown = [dock for dock in (self._side, *self._plots) if not dock.isHidden() and not dock.isFloating()]
        for dock in shown:
            if dock not in behind:
                behind.update(self._window.tabifiedDockWidgets(dock))
        return sum(dock.minimumSizeHint().width() for dock in shown if dock not in behind)

    def _sizes(self) -> QSize:
        return QSize(self._side.width(), self._plots[0].height())


def _dock(window: QMainWindow, panel: QWidget, header: QWidget, title: str) -> QDockWidget:
    dock = Dock(title, window)
    dock.setObjectName(f"dock.{panel.objectName()}")
    dock.setTitleBarWidget(header)
    dock.setWidget(panel)
    return dock


def _between(size: int, small: int, large: int, least: int, most: int) -> int:
    share = min(max((size - small) / (large - small), 0.0), 1.0)
    return round(least + share * (most - least))
