"""Answers what the canvas asks for when a person draws, with edits of the session's document. What is forbidden is told with its reason."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from bpdesk.model import drawing
from bpdesk.model.document import Document
from bpdesk.model.linking import connect_all
from bpdesk.model.network import Kind, Network
from bpdesk.model.refusal import Refusal
from bpdesk.model.rows import add_row, set_cells
from bpdesk.text import tr
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.rim import nearest_node
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session

_TOO_NEAR, _BESIDE, _COLUMN = 60.0, 96.0, 300.0
_LEFT_TO_RIGHT: tuple[Kind, ...] = ("input", "hidden", "output")
_TEXTS: dict[Kind, str] = {"input": "Add input", "hidden": "Add neuron", "output": "Add output"}
WeightChange = Callable[[Network, dict[str, float]], dict[str, float]]
Grown = tuple[Document, Iterable[str], Iterable[str]]


class DrawingWishes(QObject):
    """One session's answers; what comes new is selected."""

    refused = Signal(str)
    drawn = Signal()
    """An edit of what is drawn is about to be made."""
    came = Signal(object)
    """The ids of nodes that an edit brought."""
    kind_wanted = Signal(QPointF, QPoint)
    menu_wanted = Signal(QPoint)
    text_dropped = Signal(str, QPointF)
    copy_wanted = Signal(float, float)

    def __init__(self, session: Session, scene: NetworkScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._scene = session, scene
        self._new: Selection | None = None

    def add_node(self, kind: Kind, at: QPointF) -> None:
        def edit(document: Document) -> Grown:
            after, node = drawing.add_node(document, kind, _free_place(document.network, at, kind))
            return after, [node], []

        self.add(tr(_TEXTS[kind]), edit)

    def ask_kind(self, at: QPointF, where: QPoint) -> None:
        network = self._session.document.network
        if network.inputs and network.outputs:
            self.add_node("hidden", at)
        else:
            self.kind_wanted.emit(at, where)

    def connect(self, sources: Sequence[str], target: str) -> None:  # type: ignore[override]  # a node's, not a signal's
        def edit(document: Document) -> Grown:
            after, edges = connect_all(document, sources, [target], random_weight)
            return after, [], edges

        self.add(tr("Connect"), edit)

    def grow(self, sources: Sequence[str], at: QPointF) -> None:
        def edit(document: Document) -> Grown:
            with_node, node = drawing.add_node(document, "hidden", _free_place(document.network, at))
            after, _ = connect_all(with_node, sources, [node], random_weight)
            return after, [node], []

        self.add(tr("Add connected neuron"), edit)

    def move(self, positions: Mapping[str, tuple[float, float]], text: str = "") -> None:
        """`text` names the edit, where it is more than a move."""
        self._apply(text or tr("Move"), drawing.move, positions)

    def copy_by(self, across: float, down: float) -> None:
        self.copy_wanted.emit(across, down)

    def change_weights(self, edges: Iterable[str], change: WeightChange) -> None:
        """Give several shown weights other values, in one step."""
        network, reading = self._scene.network, self._scene.reading
        weights = {edge: reading.value(Place("weight", edge)) for edge in edges if edge in network.edge_by_id}
        try:
            after = change(network, {edge: weight for edge, weight in weights.items() if weight is not None})
        except Refusal as refusal:
            self.refused.emit(str(refusal))
        else:
            self._session.numbers.set_weights(tr("Change weights"), after)

    def scrub(self, place: Place, value: float, key: str) -> None:
        """A number that is being dragged; all with that key are one step."""
        if self._is_given(place):
            self._session.numbers.set_number(place.kind, place.id, value, key)

    def give_up_scrub(self, key: str) -> None:
        self._session.take_back(key)

    def nudge(self, across: float, down: float) -> None:
        nodes = {node: self._session.document.network.node_by_id[node].position for node in sorted(self._scene.selected_nodes)}
        moved = {node: (x + across, y + down) for node, (x, y) in nodes.items()}
        self._apply(tr("Move"), drawing.move, moved, merge_key=f"nudge {' '.join(nodes)}")

    def rename(self, kind: str, identifier: str, name: str) -> None:
        edit = drawing.set_edge_label if kind == "weight" else drawing.set_node_label
        self._apply(tr("Rename"), edit, identifier, name or None)

    def set_number(self, place: Place, value: float) -> None:
        """A number that was typed on the canvas; the first value of a network without rows makes its first row."""
        if self._is_given(place):
            self._session.numbers.set_number(place.kind, place.id, value)
        else:
            text = tr("Set input") if place.kind == "input" else tr("Set target")
            self.reshape(text, lambda document: set_cells(add_row(document, "train"), "train", {(0, place.id): value}))

    def _is_given(self, place: Place) -> bool:
        """Whether there is a row for it, if it needs one."""
        data = self._session.document.data
        return place.kind in ("weight", "bias") or (data is not None and self._session.row < len(data.train))

    def show_menu(self, where: QPoint) -> None:
        self.menu_wanted.emit(where)

    def take_text(self, text: str, at: QPointF) -> None:
        self.text_dropped.emit(text, at)

    def delete(self) -> None:
        """What is selected."""
        choice = self._scene.choice
        if choice.primary is not None and choice.primary[0] == "bias":
            self.reshape(tr("Remove bias"), drawing.set_node_bias, choice.primary[1], None)
        elif choice.nodes or choice.edges:
            self.reshape(tr("Delete"), drawing.delete, choice.nodes, choice.edges)

    def set_biases(self, nodes: Iterable[str], value: float | None) -> None:
        """Give neurons a bias, or take theirs away."""

        def edit(document: Document) -> Document:
            for node in nodes:
                document = drawing.set_node_bias(document, node, value)
            return document

        self.reshape(tr("Remove bias") if value is None else tr("Add bias"), edit)

    def set_activation(self, nodes: Iterable[str], name: str) -> None:
        self.reshape(tr("Choose activation"), drawing.set_activation, tuple(nodes), name)

    def set_kind(self, node: str, kind: Kind) -> None:
        self.reshape(tr("Change kind"), drawing.set_kind, node, kind)

    def add(self, text: str, edit: Callable[[Document], Grown]) -> None:
        """Make an edit that brings nodes and edges, and select them."""

        def edited(document: Document) -> Document:
            after, nodes, edges = edit(document)
            self._new = Selection.several(after.network, nodes, edges)
            return after

        self.reshape(text, edited)
        self.select_new()

    def select_new(self) -> None:
        """Select what came with the last edit, as soon as it is there."""
        new, network = self._new, self._scene.network
        if new is not None and new.nodes <= network.node_by_id.keys() and new.edges <= network.edge_by_id.keys():
            self._new = None
            self._scene.choose(new)
            self.came.emit(new.nodes)

    def reshape(self, text: str, edit: Callable[..., Document], *arguments: object) -> None:
        """Make an edit of the shape, or tell why not."""
        self.drawn.emit()
        self._session.reshape(text, unless_refused(edit, self.refused.emit), *arguments)

    def _apply(self, text: str, edit: Callable[..., Document], *arguments: object, merge_key: str | None = None) -> None:
        before = self._session.document
        edited = unless_refused(edit, self.refused.emit)(before, *arguments)
        if edited is not before:
            self.drawn.emit()
            self._session.apply(text, lambda document: edited, merge_key=merge_key)


def random_weight() -> float:
    """In ±1 with two decimals; never 0, from which nothing would be learnt."""
    return random.choice((-1, 1)) * random.randint(1, 100) / 100


def _free_place(network: Network, at: QPointF, kind: Kind | None = None) -> tuple[float, float]:
    """That place, or the next below it where no node is; below one of another kind not, but in a column of its `kind`.

    So keys that add one node after the other at the same place make layers.
    """
    place = QPointF(round(at.x()), round(at.y()))
    there = nearest_node(network, place, _TOO_NEAR)
    if there is not None and kind is not None and network.node_by_id[there].kind != kind:
        place.setX(_column(network, kind, place.x()))
    while nearest_node(network, place, _TOO_NEAR) is not None:
        place += QPointF(0, _BESIDE)
    return place.x(), place.y()


def _column(network: Network, kind: Kind, x: float) -> float:
    """Where nodes of that kind stand: with the last of them, else between what comes before and what comes after."""
    rank = _LEFT_TO_RIGHT.index(kind)
    across: dict[int, list[float]] = {0: [], 1: [], -1: []}
    for node in network.nodes:
        other = _LEFT_TO_RIGHT.index(node.kind)
        across[(other > rank) - (other < rank)].append(node.position[0])
    if across[0]:
        return across[0][-1]
    if across[-1] and across[1]:
        return max(across[-1]) / 2 + min(across[1]) / 2
    return max(across[-1]) + _COLUMN if across[-1] else min(across[1], default=x) - _COLUMN
