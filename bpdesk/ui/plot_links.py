"""Ties the plots of a window to its other parts: docks, document, shown moment; the canvas's items to the curves, and both ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from bpdesk.model.quantities import Quantity, is_in
from bpdesk.text import tr
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.docks import Arrangement, Docks
from bpdesk.ui.drawing_desk import DrawingDesk
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.plotting.plot_board import PlotBoard
from bpdesk.ui.plotting.plot_spec import kept_plots, with_plots
from bpdesk.ui.session import Session

_OF_EDGE = (("weight", "Weight"), ("weight_gradient", "Gradient"))
_OF_NODE = (("activation", "Activation"), ("bias", "Bias"), ("bias_gradient", "Gradient of the bias"), ("delta", "Delta"))
_ARRANGEMENTS = (
    (Arrangement.SIDE_BY_SIDE, "Plots side by side"), (Arrangement.STACKED, "Plots stacked"), (Arrangement.TABS, "Plots in tabs")
)  # fmt: skip


class PlotLinks(QObject):
    """Wiring only."""

    def __init__(
        self, board: PlotBoard, session: Session, scene: NetworkScene, docks: Docks, drawing: DrawingDesk, go_to: Callable[[int], None]
    ) -> None:
        super().__init__(board)
        self._board, self._session, self._scene, self._docks = board, session, scene, docks
        others = session.looks
        session.looks = lambda view: with_plots(others(view), board.specs)
        session.opened.connect(self._show_kept)
        session.document_changed.connect(self._show_document)
        board.added.connect(self._add_dock)
        board.removed.connect(docks.remove)
        board.put_away.connect(lambda panel: docks.dock_of(panel).hide())
        board.changed.connect(self._name_docks)
        board.cursor_moved.connect(go_to)
        board.pointed.connect(self._light_canvas)
        scene.pointed.connect(self._light_curves)
        drawing.extend_menu(self._fill_canvas_menu)
        self._show_kept()

    def fill_menu(self, menu: QMenu) -> None:
        """The entries of the View menu that arrange plots."""
        for arrangement, label in _ARRANGEMENTS:
            action = menu.addAction(tr(label))
            action.setObjectName(f"action.plots.{arrangement.value}")
            action.setStatusTip(tr("Put all plots that are to be seen so"))
            action.triggered.connect(lambda _checked=False, arrangement=arrangement: self._docks.arrange(arrangement))

    def _show_kept(self) -> None:
        self._board.show_document(self._session.document)
        self._board.show_specs(kept_plots(self._session.document))
        self._name_docks()

    def _show_document(self) -> None:
        self._board.show_document(self._session.document)
        self._name_docks()

    def _add_dock(self, panel: PlotPanel) -> None:
        self._docks.add(panel, panel.header, tr("Plot"))

    def _name_docks(self) -> None:
        for spec, panel in self._board.shown:
            self._docks.dock_of(panel).setWindowTitle(spec.full_title(self._session.document))

    def _light_canvas(self, quantity: Quantity | None) -> None:
        if quantity is None or not quantity.of:
            self._scene.light(None)
        else:
            self._scene.light(("weight" if quantity.is_of_edge else "node", quantity.of))

    def _light_curves(self, kind: str, identifier: str) -> None:
        self._board.light(quantities_of(kind, identifier) if kind else ())

    def _fill_canvas_menu(self, menu: QMenu, nodes: Sequence[str], edges: Sequence[str]) -> None:
        """A tick for each kind of quantity that what is selected has."""
        network = self._session.document.network
        submenu = QMenu(tr("Plot"), menu)
        submenu.setObjectName("canvas.menu.plot")
        for kinds, identifiers in ((_OF_EDGE, edges), (_OF_NODE, nodes)):
            for kind, label in kinds:
                every = [Quantity(kind, identifier) for identifier in identifiers]  # type: ignore[arg-type]  # names of kinds
                there = [quantity for quantity in every if is_in(network, quantity)]
                if there:
                    self._add_tick(submenu, f"canvas.menu.plot.{kind}", tr(label), there)
        if submenu.actions():
            menu.addMenu(submenu)

    def _add_tick(self, menu: QMenu, name: str, label: str, quantities: Sequence[Quantity]) -> None:
        action = menu.addAction(label)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(all(self._board.is_ticked(each) for each in quantities))
        action.triggered.connect(lambda checked: self._board.tick(quantities, checked))


def quantities_of(kind: str, identifier: str) -> list[Quantity]:
    """All that belongs to a weight or to a node."""
    return [Quantity(name, identifier) for name, _ in (_OF_EDGE if kind == "weight" else _OF_NODE)]  # type: ignore[arg-type]  # names of kinds
