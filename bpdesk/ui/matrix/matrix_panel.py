"""The Matrix page: the network in matrix form, one level or all, with the numbers of the shown moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from bpdesk.explain.formula import Ref
from bpdesk.explain.layers import Layers, layers_of
from bpdesk.explain.matrices import Convention
from bpdesk.explain.matrix_form import Section, level_form, whole_form
from bpdesk.explain.situation import Situation
from bpdesk.model.network import Network
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.explain.situations import Situations
from bpdesk.ui.ink import ink
from bpdesk.ui.matrix.copying import copy_page
from bpdesk.ui.matrix.header import CONVENTIONS, Header
from bpdesk.ui.matrix.lighting import Lighting
from bpdesk.ui.matrix.matrix_sheet import MatrixSheet
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

_FAST = 5.0
_FEW_LEVELS, _FEW_NODES = 3, 4


class MatrixPanel(QWidget):
    """Shows the level that holds what is selected, or the one that was chosen. Pointed at and clicked cells go out as Refs."""

    pointed = Signal(object)
    chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix")
        self._session, self._theme = session, theme
        self._network: Network | None = None
        self._layers = Layers((), ())
        self._situation: Situation | None = None
        self._takes_long = False
        self._again: Callable[[], None] = lambda: None
        self._situations = Situations(session, self)
        self._situations.found.connect(lambda: self._again())
        self._selection = Selection()
        self._pointed: frozenset[Ref] = frozenset()
        self.level = 1
        self.digits = 4
        self.convention: Convention = "columns"
        self.header, self.sheet, self.hint = Header(theme, self), MatrixSheet(session.thread_of_engine, theme, self), QLabel(self)
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is shown."""
        if self._situation is None:
            return ()
        return level_form(self._situation, self._layers, self.level) if self.level else whole_form(self._situation, self._layers)

    def show_selection(self, shown: Shown, selection: Selection) -> None:
        """Show the iteration that begins at that moment, on the level of what is newly selected."""
        run, moment = self._session.playback.run, shown.moment
        self._take_network(shown.document.network)
        if selection.primary != self._selection.primary:
            self._go_to_selection(selection)
        self._selection, self.digits = selection, shown.digits
        self._again = lambda: self.show_selection(shown, selection)
        self._situation, self._takes_long = None, False
        if run is not None and moment is not None and self._layers.last >= 1:
            self._situation = self._situations.of(shown.document, run, moment)
            self._takes_long = self._situation is None
        self._show()

    def light(self, refs: frozenset[Ref]) -> None:
        """Light what stands for those things."""
        self._pointed = refs
        if self._network is not None:
            self.sheet.light(self._lighting)

    def show_level(self, level: int) -> None:
        self.level = level
        self._show()

    def show_convention(self, convention: str) -> None:
        """`columns`: W_ji; `rows`: W_ij."""
        self.convention = next(name for name, _ in CONVENTIONS if name == convention)
        self._show()

    def copy(self, form: str) -> None:
        """Put the page on the clipboard, as `latex`, `text` or `picture`."""
        copy_page(form, self.sections, self.sheet, self._theme)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.header.show_theme(theme)
        self.sheet.show_theme(theme)
        ink(self.hint, theme.muted)

    def _lay_out(self) -> None:
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setFont(fonts.font(13))
        self.hint.setContentsMargins(20, 16, 20, 16)
        self._area = _Area(self)
        self._area.resized.connect(self.sheet.fit_into)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.sheet)
        self._area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.header, 0), (self.hint, 0), (self._area, 1)):
            column.addWidget(widget, stretch)
        column.addStretch(0)

    def _connect(self) -> None:
        self._session.opened.connect(self._forget_network)
        self.header.level_wanted.connect(self.show_level)
        self.header.convention_wanted.connect(self.show_convention)
        self.header.copy_wanted.connect(self.copy)
        self.sheet.pointed.connect(self.pointed)
        self.sheet.pointed.connect(self.light)
        self.sheet.chosen.connect(self.chosen)
        self.sheet.came_to.connect(lambda rect: self._area.ensureVisible(round(rect.center().x()), round(rect.center().y()), 60, 60))

    def _take_network(self, network: Network) -> None:
        if network is not self._network:
            is_first = self._network is None
            self._network, self._layers = network, layers_of(network)
            least = 0 if self._layers.last > 1 else 1
            self.level = 0 if is_first and _is_small(self._layers) else max(least, min(self.level, self._layers.last))

    def _forget_network(self) -> None:
        self._network, self.level = None, 1

    def _go_to_selection(self, selection: Selection) -> None:
        """An edge and a bias stand on the level that they lead to; an input stays where it is looked at from. All levels hold all."""
        if self.level == 0:
            return
        kind, identifier = selection.primary or ("", "")
        network = self._network
        if network is not None and kind == "weight" and identifier in network.edge_by_id:
            identifier = network.edge_by_id[identifier].target
        self.level = self._layers.level_of.get(identifier, self.level) or self.level

    @property
    def _lighting(self) -> Lighting:
        assert self._network is not None
        return Lighting.of(self._network, self._selection.primary, self._pointed)

    def _show(self) -> None:
        is_shown = self._situation is not None
        for widget in (self.header, self._area):
            widget.setVisible(is_shown)
        self.hint.setVisible(not is_shown)
        if not is_shown:
            self.hint.setText(self._why_not())
            return
        playback = self._session.playback
        self.sheet.is_typesetting = not (playback.is_running and playback.speed > _FAST)
        self.header.show_level(self._layers, self.level, self.convention)
        self.sheet.show_sections(self.sections, self.convention, self.digits, self._lighting, is_whole=self.level == 0)

    def _why_not(self) -> str:
        if self._takes_long:
            return self._situations.why_not()
        if not self._session.runs.can_run or self._layers.last < 1:
            return tr("The iteration as matrices, layer by layer, with the network's own numbers. It appears once the network can run.")
        return tr("The engine is loading. The matrices come with it.")


class _Area(QScrollArea):
    """Tells how much room it has."""

    resized = Signal(QSize)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.viewport().size())


def _is_small(layers: Layers) -> bool:
    """Whether all levels are shown at first: a page or so of numbers."""
    return 1 < layers.last <= _FEW_LEVELS and max(map(len, layers.levels)) <= _FEW_NODES
