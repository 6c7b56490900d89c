"""What the dock at the right holds: panels under tabs, one of them shown. It knows nothing of what they show.

A new panel is one call of `add`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.header import Header
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.theme import Theme

NARROWEST, WIDEST = 336, 960
_AIR, _BUTTON = 8, 28


class SideHeader(Header):
    """The tabs, and a button that closes the dock; the dock takes it for its title bar, by which it is dragged."""

    close_requested = Signal()
    large_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_tight, self._needed = False, 0
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("side.tabs")
        self.tabs.setAccessibleName(tr("Panels"))
        self.tabs.setFont(fonts.font(13))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._large = self._button("side.large", tr("Large panels"), tr("Give these panels half of the window, or their usual width (F12)"))
        self._large.setCheckable(True)
        self._large.clicked.connect(self.large_wanted)
        self._close = self._button("side.close", tr("Close the panels"), tr("Close these panels; View brings them back"))
        self._close.clicked.connect(self.close_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self._large)
        row.addWidget(self._close)
        self.show_theme(theme)

    def show_large(self, large: bool) -> None:
        self._large.setChecked(large)

    def turn_size(self) -> None:
        """Ask for the other size."""
        self._large.click()

    def _button(self, object_name: str, name: str, tip: str) -> QToolButton:
        button = self.icon_button(object_name, tip, name)
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        self._large.setIcon(icon("enlarge", theme, IN_BUTTONS))
        self._close.setIcon(icon("close", theme, IN_BUTTONS))
        self._dress()

    def _dress(self) -> None:
        theme, side = self._theme, 2 if self._is_tight else 5
        self.tabs.setFont(fonts.font(12 if self._is_tight else 13))
        self.setStyleSheet(
            f"QTabBar::tab {{ background: transparent; color: {theme.muted}; padding: 8px {side}px 7px {side}px; border: none;"
            f" border-bottom: 2px solid transparent; }}"
            f"QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}"
            f"QTabBar::tab:hover:!selected {{ color: {theme.text}; }}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the tabs stand closer, so that they and the buttons find room; of the larger one its key is left at last."""
        super().resizeEvent(event)
        buttons = self._close.width() + self._large.width() + 2 * _AIR
        if not self._is_tight:
            self._needed = self.tabs.sizeHint().width() + buttons
        is_tight = self.width() < self._needed
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            self._dress()
        self._large.setVisible(self.width() >= self.tabs.sizeHint().width() + buttons - _AIR)


class SidePanel(QStackedWidget):
    """The panels; `turned` tells that another one is in front."""

    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self._names: list[str] = []
        self.header = SideHeader(theme, self)
        self.header.tabs.currentChanged.connect(self._turn)
        self.show_theme(theme)

    def add(self, panel: QWidget, title: str, tip: str) -> None:
        self.addWidget(panel)
        self._names.append(panel.objectName())
        place = self.header.tabs.addTab(title)
        self.header.tabs.setTabToolTip(place, tip)

    def bring_forward(self, panel: QWidget) -> None:
        self.header.tabs.setCurrentIndex(self.indexOf(panel))

    @property
    def front(self) -> str:
        """The object name of the panel in front."""
        return self._names[self.currentIndex()]

    @front.setter
    def front(self, name: str) -> None:
        """A name that no panel has changes nothing."""
        if name in self._names:
            self.header.tabs.setCurrentIndex(self._names.index(name))

    def show_theme(self, theme: Theme) -> None:
        self.header.show_theme(theme)
        self.setStyleSheet(f"#side {{ background: {theme.panel}; }}")

    def _turn(self, place: int) -> None:
        self.setCurrentIndex(place)
        self.turned.emit()
