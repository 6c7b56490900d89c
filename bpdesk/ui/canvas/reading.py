"""Reads the picture: the texts it shows, their tooltips, where they stand, and the numbers behind them. Changes nothing."""

from typing import get_args

from PySide6.QtCore import QRectF

from bpdesk.model.network import Node
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.picture import Picture
from bpdesk.ui.canvas.place import Place, PlaceKind
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.canvas.wording import tooltip

_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)


class Reading:
    """What a picture says at the moment that it shows."""

    def __init__(self, picture: Picture, shown: Shown) -> None:
        self._picture = picture
        self._shown = shown
        self._network = shown.document.network

    def has(self, place: Place) -> bool:
        """Whether that number is there."""
        if place.kind == "weight":
            return place.id in self._network.edge_by_id
        node = self._network.node_by_id.get(place.id)
        return node is not None and _has(node, place.kind)

    def place_of(self, kind: str, identifier: str) -> Place | None:
        """The number to type over for a part; for a neuron its bias, else its target."""
        kinds: tuple[PlaceKind, ...] = ("bias", "target") if kind == "node" else tuple(known for known in _KINDS if known == kind)
        return next((place for place in (Place(each, identifier) for each in kinds) if self.has(place)), None)

    def places(self) -> list[Place]:
        """Every number that can be typed over, node by node from left to right, each after the weights that lead into it."""
        nodes = sorted(self._network.nodes, key=lambda node: node.position)
        entering: dict[str, list[str]] = {}
        order = {node.id: number for number, node in enumerate(nodes)}
        for edge in sorted(self._network.edges, key=lambda edge: order[edge.source]):
            entering.setdefault(edge.target, []).append(edge.id)
        found = []
        for node in nodes:
            found += [Place("weight", edge) for edge in entering.get(node.id, ())]
            own = [Place(kind, node.id) for kind in ("input", "bias", "target")]
            found += [place for place in own if self.has(place)]
        return found

    def has_thing(self, kind: str, identifier: str) -> bool:
        """Whether that edge (`weight`) or node is there."""
        return identifier in (self._network.edge_by_id if kind == "weight" else self._network.node_by_id)

    def label(self, kind: str, identifier: str) -> str:
        """The label that was given to an edge (`weight`) or a node; empty where the id is shown."""
        things = self._network.edge_by_id if kind == "weight" else self._network.node_by_id
        return things[identifier].label or ""

    def label_rectangle(self, kind: str, identifier: str) -> QRectF:
        """Where a name stands, in the scene."""
        if kind == "weight":
            return self.rectangle(Place("weight", identifier))
        return self._picture.nodes[identifier].part_rectangle("label")

    def value(self, place: Place) -> float | None:
        """The number in full; None where none is given yet."""
        if place.kind == "weight":
            return self._shown.weight(self._network.edge_by_id[place.id])
        node = self._network.node_by_id[place.id]
        return self._shown.bias(node) if place.kind == "bias" else self._shown.given_value(node)

    def is_frozen(self, place: Place) -> bool:
        """Whether training leaves that weight or bias as it is."""
        if place.kind == "weight":
            return self._shown.weight_is_frozen(self._network.edge_by_id[place.id])
        return self._shown.bias_is_frozen(self._network.node_by_id[place.id])

    def text(self, kind: str, identifier: str) -> str:
        """The text shown for a `weight`, `gradient`, `bias`, `input`, `value`, `delta`, `error` or `target`."""
        if kind in ("weight", "gradient"):
            return self._edge_text(kind, identifier)
        if kind in ("target", "error"):
            target = self._picture.targets[identifier]
            return target.text if kind == "target" else target.error_text
        node = self._picture.nodes[identifier]
        row = {"bias": node.bias_row, "delta": node.delta_row}.get(kind)
        return row.text if row is not None else node.value_text

    def tooltip(self, kind: str, identifier: str) -> str:
        """As plain text."""
        lines = tooltip(self._shown, kind, identifier)
        missing = "" if kind == "weight" else self._picture.problems.get(identifier, "")
        return f"{lines}\n{missing}" if missing else lines

    def rectangle(self, place: Place) -> QRectF:
        """Where the number stands, in the scene."""
        return self._item(place).part_rectangle(place.kind)

    def rectangle_of(self, selection: Selection) -> QRectF | None:
        """Where the one number stands that is selected, or around all that is; None where that is nothing."""
        place = None if selection.primary is None else self.place_of(*selection.primary)
        return self.extent_of(selection) if place is None else self.rectangle(place)

    def extent_of(self, selection: Selection) -> QRectF | None:
        """What the selected nodes and edges take in the scene; None where there are none."""
        rect = QRectF()
        for node in selection.nodes:
            rect = rect.united(self._picture.nodes[node].extent())
        for edge in selection.edges:
            rect = rect.united(self._picture.edges[edge].sceneBoundingRect())
        return None if rect.isNull() else rect

    def label_rectangles(self) -> list[tuple[str, QRectF]]:
        """Name and rectangle of each text outside of a node's body."""
        return [named for item in self._picture.items() for named in item.label_rectangles()]

    def _item(self, place: Place) -> CanvasItem:
        if place.kind == "target":
            return self._picture.targets[place.id]
        if place.kind != "weight":
            return self._picture.nodes[place.id]
        label = self._picture.labels.get(place.id)
        return label if label is not None and label.isVisible() else self._picture.edges[place.id]

    def _edge_text(self, kind: str, identifier: str) -> str:
        """What the label says, or would say if there were room for it."""
        label = self._picture.labels.get(identifier)
        if label is not None:
            return label.text if kind == "weight" else label.gradient_text
        edge = self._network.edge_by_id[identifier]
        return self._shown.text(self._shown.weight(edge) if kind == "weight" else self._shown.weight_gradient(edge))


def _has(node: Node, kind: PlaceKind) -> bool:
    return {"input": node.kind == "input", "target": node.kind == "output", "bias": node.bias is not None}.get(kind, False)
