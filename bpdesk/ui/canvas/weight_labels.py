"""All weights' numbers: which are shown, how, and where along their edges they stand."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsScene

from bpdesk.model.network import Edge, Network
from bpdesk.ui.canvas.density import USUAL, Density
from bpdesk.ui.canvas.geometry import Route
from bpdesk.ui.canvas.placement import MOST_LABELS, Ground, Request, Spot, find_spot, place, rectangle
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.canvas.weight_label import LARGE, SMALL, WeightLabel
from bpdesk.ui.theme import Theme

FEW_EDGES = 2
_ROOM_FOR_GRADIENTS = 1.2
"""In numbers that are enlarged further there is room for the weights alone; gradients come back on zoom."""
_EDGE_LEFT_BESIDE_CARD = 60.0
_LARGE_FROM = 230.0


class WeightLabels:
    """The labels in a scene, by edge id. They stay where they are until the network, the selection or their size changes."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: dict[str, WeightLabel] = {}
        self._spots: dict[str, Spot] = {}
        self._routes: Mapping[str, Route] = {}
        self._selected: str | None = None
        self._enlargement = 1.0
        self._density: Density = USUAL

    def get(self, edge_id: str) -> WeightLabel | None:
        """The label of an edge; None for one that has none in a crowd."""
        return self._items.get(edge_id)

    def items(self) -> Iterable[WeightLabel]:
        return self._items.values()

    def show_edges(
        self, edges: Sequence[Edge], routes: Mapping[str, Route], selected: str | None, magnitudes: Mapping[str, float], theme: Theme
    ) -> None:
        """Take the edges of a network and which of them is selected; `place` comes next."""
        self._routes, self._selected = routes, selected
        candidates = [edge for edge in edges if edge.id == selected] if self._density == "plain" else edges
        wanted = _most_important(candidates, selected, magnitudes)
        for gone in self._items.keys() - {edge.id for edge in wanted}:
            self._scene.removeItem(self._items.pop(gone))
        few = len(edges) <= FEW_EDGES
        size = self._size_for(edges)
        for edge in wanted:
            if edge.id not in self._items:
                self._items[edge.id] = WeightLabel(edge, theme)
                self._scene.addItem(self._items[edge.id])
            self._items[edge.id].show_edge(edge, size, named=few, selected=edge.id == selected)

    def enlarge(self, enlargement: float) -> None:
        """Draw the numbers that much larger from the next `show_edges` on."""
        self._enlargement = enlargement

    def set_density(self, density: Density) -> None:
        """How much is told from the next `show_edges` on."""
        self._density = density

    def show_numbers(self, network: Network) -> None:
        """Take a network that differs in numbers only."""
        for edge_id, item in self._items.items():
            item.edge = network.edge_by_id[edge_id]

    def reserve(self, digits: int) -> None:
        for item in self._items.values():
            item.reserve(digits)

    def show_values(self, shown: Shown) -> bool:
        """Take the values of a moment; whether labels must be placed anew."""
        needs_place = [item.show_values(shown) for item in self._items.values()]
        return any(needs_place)

    def place(self, taken: Iterable[QRectF], magnitudes: Mapping[str, float]) -> None:
        """Find each label a place off the rectangles that are taken."""
        ground = Ground(taken, self._routes)
        if self._selected in self._items:
            self._decide_gradient(self._items[self._selected], ground)
        for edge, item in self._items.items():
            if edge != self._selected:
                item.show_gradient(False)
        requests = [self._request(edge, magnitudes.get(edge, 0.0)) for edge in self._items]
        self._spots = place(requests, self._routes, ground)
        if self._density == "everything" and self._enlargement <= _ROOM_FOR_GRADIENTS:
            self._add_gradients(sorted(requests, key=lambda request: -request.magnitude), ground)
        for edge, item in self._items.items():
            spot = self._spots.get(edge)
            item.setVisible(spot is not None)
            if spot is not None:
                item.setPos(spot.point)

    def follow(self, edge_id: str, route: Route) -> None:
        """Move a label along with its edge, where it stood on it."""
        spot = self._spots.get(edge_id)
        if spot is not None:
            self._items[edge_id].setPos(route.point(spot.along))

    def _size_for(self, edges: Sequence[Edge]) -> float:
        """A crowd's numbers aren't enlarged: there is no room for them."""
        few = len(edges) <= FEW_EDGES
        usual = LARGE if few and all(route.length >= _LARGE_FROM for route in self._routes.values()) else SMALL
        return usual if len(edges) > MOST_LABELS else max(usual, SMALL * self._enlargement)

    def _request(self, edge: str, magnitude: float) -> Request:
        before = self._spots.get(edge)
        return Request(edge, self._items[edge].place_size, magnitude, edge == self._selected, before.along if before else None)

    def _add_gradients(self, requests: Sequence[Request], ground: Ground) -> None:
        """Give the labels a second row, the largest weights first, where there is room besides all numbers."""
        for edge in [request.edge for request in requests if request.edge in self._spots and not request.selected]:
            ground.leave(edge)
            self._items[edge].show_gradient(True)
            spot = find_spot(self._request(edge, 0.0), self._routes[edge], ground)
            if spot.free:
                self._spots[edge] = spot
            else:
                self._items[edge].show_gradient(False)
            ground.take(rectangle(self._spots[edge].point, self._items[edge].place_size), edge)

    def _decide_gradient(self, card: WeightLabel, ground: Ground) -> None:
        """The card has its second row where the edge stays to be seen on both sides, and nothing is covered."""
        card.show_gradient(True)
        route = self._routes[card.identifier]
        (width, height), along = card.place_size, route.arriving
        covered = min(width / max(abs(along.x()), 1e-9), height / max(abs(along.y()), 1e-9))
        spot = find_spot(self._request(card.identifier, 0.0), route, ground)
        card.show_gradient(spot.free and route.length >= covered + _EDGE_LEFT_BESIDE_CARD)


def _most_important(edges: Sequence[Edge], selected: str | None, magnitudes: Mapping[str, float]) -> Sequence[Edge]:
    """All of them, or in a crowd the selected one and the largest weights."""
    if len(edges) <= MOST_LABELS:
        return edges
    return sorted(edges, key=lambda edge: (edge.id != selected, -magnitudes.get(edge.id, 0.0)))[:MOST_LABELS]
