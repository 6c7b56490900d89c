"""The context menu of the canvas: what fits what is selected; and the small menu that asks which kind of node to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from bpdesk.model.catalogue import ACTIVATIONS, SOFTMAX
from bpdesk.model.network import Edge, Kind, Node
from bpdesk.text import tr
from bpdesk.ui.actions import Actions
from bpdesk.ui.canvas.place import Place, PlaceKind
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.drawing_wishes import DrawingWishes
from bpdesk.ui.session import Session

_FOR_EDGES = ("change_weights",)
_FOR_NODES = ("add_layer", "select_incoming", "select_outgoing")
_FOR_SEVERAL_NODES = ("connect_groups", "connect_skipping")
KINDS: tuple[tuple[Kind, str], ...] = (("input", "&Input"), ("hidden", "&Hidden neuron"), ("output", "&Output"))
_KEYS = {
    "set_input": "F2", "set_target": "F2", "set_bias": "F2", "set_weight": "F2", "rename": "Shift+F2", "begin_edge": "C",
    "add_input": "I", "add_hidden": "H", "add_output": "O",
}  # fmt: skip
"""What the canvas does for these keys by itself; shown beside the entries."""
_TIPS = {
    "set_input": "Type the value in the shown row",
    "set_target": "Type what the output should be in the shown row",
    "set_bias": "Type the bias over the one that is shown",
    "set_weight": "Type the weight over the one that is shown",
    "rename": "Type another label; LaTeX such as h_1 is set as maths",
    "begin_edge": "Draw a connection from here: the next click ends it, on a node or on empty ground",
    "add_bias": "Give it a bias, 0 at first",
    "remove_bias": "Take the bias away",
    "freeze": "Keep the value as it is while the network learns",
    "unfreeze": "Let the value learn again",
    "make_input": "Let its value come from the data",
    "make_hidden": "Let it compute a value between inputs and outputs",
    "make_output": "Hold its value against a target",
    "add_input": "Draw a node whose value comes from the data",
    "add_hidden": "Draw a neuron between inputs and outputs",
    "add_output": "Draw a neuron that is held against a target",
}
_PLACES: dict[str, tuple[PlaceKind, str]] = {"input": ("input", "Set value…"), "output": ("target", "Set target…")}


class DrawingMenu:
    """Makes menus for one canvas. `common` are the actions of the Edit menu that close each.

    Each of `others` adds what others offer for those nodes and edges.
    """

    def __init__(self, session: Session, scene: NetworkScene, canvas: NetworkView, wishes: DrawingWishes) -> None:
        self._session, self._scene, self._canvas, self._wishes = session, scene, canvas, wishes
        self.common: Sequence[QAction] = ()
        self._more: dict[str, QAction] = {}
        self.fits: Callable[[QAction], bool] = QAction.isEnabled
        """Whether a common action can be done."""
        self.others: list[Callable[[QMenu, Sequence[str], Sequence[str]], None]] = []

    def take_actions(self, actions: Actions) -> None:
        """Offer those of the Network and Edit menus that fit several things."""
        self._more = {name: actions[name] for name in (*_FOR_EDGES, *_FOR_NODES, *_FOR_SEVERAL_NODES)}

    def pop_up(self, where: QPoint) -> None:
        """The menu of what is selected."""
        menu, choice, network = self._new_menu("canvas.menu"), self._scene.choice, self._scene.network
        nodes = [network.node_by_id[node] for node in sorted(choice.nodes)]
        edges = [network.edge_by_id[edge] for edge in sorted(choice.edges)]
        if choice.primary is not None and choice.primary[0] in ("bias", "target"):
            nodes = [network.node_by_id[choice.primary[1]]]
        if len(nodes) == 1 and not edges:
            self._fill_for_node(menu, nodes[0])
        if len(edges) == 1 and not nodes:
            self._fill_for_edge(menu, edges[0])
        self._fill_for_all(menu, nodes, edges)
        if any(node.activation != SOFTMAX for node in nodes) and choice.nodes:
            self._add(menu, "begin_edge", tr("Connect with…"), self._canvas.begin_edge)
        self._fill_for_several(menu, len(choice.nodes), len(edges))
        for fill in self.others:
            fill(menu, [node.id for node in nodes], [edge.id for edge in edges])
        if not nodes and not edges:
            self._fill_for_nothing(menu, self._canvas.mapToScene(self._canvas.viewport().mapFromGlobal(where)))
        menu.addSeparator()
        menu.addActions([action for action in self.common if self.fits(action)])
        menu.popup(where)

    def ask_kind(self, at: QPointF, where: QPoint) -> None:
        """Which node to draw there: the kind that the network still needs stands first."""
        menu, network = self._new_menu("canvas.kinds"), self._scene.network
        missing = "input" if not network.inputs else "output"
        for kind, label in sorted(KINDS, key=lambda entry: entry[0] != missing):
            self._add(menu, f"add_{kind}", tr(label), self._adder(kind, at))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(where)

    def _new_menu(self, name: str) -> QMenu:
        menu = QMenu(self._canvas)
        menu.setObjectName(name)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _fill_for_node(self, menu: QMenu, node: Node) -> None:
        if node.kind in _PLACES:
            kind, text = _PLACES[node.kind]
            # The key types over the bias where there is one.
            self._add(menu, f"set_{kind}", tr(text), lambda: self._canvas.edit(Place(kind, node.id)), has_key=node.bias is None)
        if node.bias is not None:
            self._add(menu, "set_bias", tr("Set bias…"), lambda: self._canvas.edit(Place("bias", node.id)))
        self._add(menu, "rename", tr("Rename…"), lambda: self._canvas.rename("node", node.id))
        submenu = menu.addMenu(tr("Change kind"))
        submenu.setObjectName("canvas.menu.kind")
        for each, label in KINDS:
            if each != node.kind:
                self._add(submenu, f"make_{each}", tr(label).replace("&", ""), self._kind_setter(node.id, each))

    def _fill_for_edge(self, menu: QMenu, edge: Edge) -> None:
        self._add(menu, "set_weight", tr("Set weight…"), lambda: self._canvas.edit(Place("weight", edge.id)))
        self._add(menu, "rename", tr("Rename…"), lambda: self._canvas.rename("weight", edge.id))

    def _fill_for_all(self, menu: QMenu, nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
        neurons = [node for node in nodes if node.kind != "input"]
        if neurons:
            self._fill_activations(menu, neurons)
            biased, bare = [node.id for node in neurons if node.bias is not None], [node.id for node in neurons if node.bias is None]
            if bare:
                self._add(menu, "add_bias", tr("Add bias"), lambda: self._wishes.set_biases(bare, 0.0))
            if biased:
                self._add(menu, "remove_bias", tr("Remove bias"), lambda: self._wishes.set_biases(biased, None))
        self._fill_freezing(menu, [node.id for node in neurons if node.bias is not None], [edge.id for edge in edges])

    def _fill_for_several(self, menu: QMenu, nodes: int, edges: int) -> None:
        names = [*(_FOR_EDGES if edges > 1 else ()), *(_FOR_NODES if nodes else ()), *(_FOR_SEVERAL_NODES if nodes > 1 else ())]
        fitting = [self._more[name] for name in names if self._more[name].isEnabled()]
        if fitting:
            menu.addSeparator()
            menu.addActions(fitting)

    def _fill_activations(self, menu: QMenu, neurons: Sequence[Node]) -> None:
        submenu = menu.addMenu(tr("Activation"))
        submenu.setObjectName("canvas.menu.activation")
        group = QActionGroup(submenu)
        for entry in ACTIVATIONS:
            action = self._add(submenu, f"activation_{entry.name}", tr(entry.label), self._activation_setter(neurons, entry.name))
            action.setCheckable(True)
            action.setChecked(all(node.activation == entry.name for node in neurons))
            group.addAction(action)

    def _fill_freezing(self, menu: QMenu, biases: Sequence[str], edges: Sequence[str]) -> None:
        reading, set_frozen = self._scene.reading, self._session.numbers.freeze
        frozen = [reading.is_frozen(Place("weight", edge)) for edge in edges] + [reading.is_frozen(Place("bias", node)) for node in biases]
        freeze, thaw = (tr("Freeze"), tr("Unfreeze")) if edges else (tr("Freeze bias"), tr("Unfreeze bias"))
        if not all(frozen):
            self._add(menu, "freeze", freeze, lambda: set_frozen(edges, biases, True))
        if any(frozen):
            self._add(menu, "unfreeze", thaw, lambda: set_frozen(edges, biases, False))

    def _fill_for_nothing(self, menu: QMenu, at: QPointF) -> None:
        for kind, label in KINDS:
            self._add(menu, f"add_{kind}", tr("Add {kind}", kind=tr(label).replace("&", "").lower()), self._adder(kind, at))

    def _add(self, menu: QMenu, name: str, text: str, act: Callable[[], None], *, has_key: bool = True) -> QAction:
        action = menu.addAction(f"{text}\t{_KEYS[name]}" if name in _KEYS and has_key else text)
        action.setObjectName(f"canvas.menu.{name}")
        tip = tr(_TIPS.get(name, ""))
        action.setToolTip(tip or text)
        action.setStatusTip(tip)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _adder(self, kind: Kind, at: QPointF) -> Callable[[], None]:
        return lambda: self._wishes.add_node(kind, at)

    def _kind_setter(self, node: str, kind: Kind) -> Callable[[], None]:
        return lambda: self._wishes.set_kind(node, kind)

    def _activation_setter(self, neurons: Sequence[Node], name: str) -> Callable[[], None]:
        return lambda: self._wishes.set_activation([node.id for node in neurons], name)
