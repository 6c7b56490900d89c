"""All weights' numbers: which are shown, how, and where along their edges they stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsScene

from bpdesk.model.network import Edge, Network
from bpdesk.ui.canvas.density import USUAL, Density
from bpdesk.ui.canvas.geometry import Array, Route, as_row
from bpdesk.ui.canvas.numbers_item import NumbersItem
from bpdesk.ui.canvas.placement import MOST_LABELS, Ground, Request, Spot, find_spot, place, rectangle
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.canvas.weight_label import LARGE, SMALL, WeightLabel
from bpdesk.ui.theme import Theme

FEW_EDGES = 2
_ROOM_FOR_GRADIENTS = 1.2
"""In numbers that are enlarged further there is room for the weights alone; gradients come back on zoom."""
_EDGE_LEFT_BESIDE_CARD = 60.0
_LARGE_FROM = 230.0
_MOST_REVEALED = 40
_SOME = (0.2, 0.35, 0.5, 0.65, 0.8)


class WeightLabels:
    """The labels in a scene, by edge id. They stay where they are until the network, the selection or their size changes."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: dict[str, WeightLabel] = {}
        self._spots: dict[str, Spot] = {}
        self._routes: Mapping[str, Route] = {}
        self._weights: Mapping[str, float] = {}
        self._selected: str | None = None
        self._enlargement = 1.0
        self._density: Density = USUAL
        self.seen: QRectF | None = None
        """In a crowd numbers are shown from the next `show_edges` on in that part of the scene alone; anywhere with None."""
        self._points: tuple[Mapping[str, Route], Array] = {}, np.zeros((0, len(_SOME), 2))
        self._revealed: list[WeightLabel] = []
        self._covered: list[WeightLabel] = []
        self._ground = Ground((), {})
        """Where labels stand, and what else they keep off, since `place`."""
        self._numbers = NumbersItem()
        scene.addItem(self._numbers)

    def get(self, edge_id: str) -> WeightLabel | None:
        """The label of an edge; None for one that has none in a crowd."""
        return self._items.get(edge_id) or next((label for label in self._revealed if label.identifier == edge_id), None)

    def items(self) -> Iterable[WeightLabel]:
        """All of them, those that are shown for now last."""
        return [*self._items.values(), *(label for label in self._revealed if label.identifier not in self._items)]

    def show_edges(
        self, edges: Sequence[Edge], routes: Mapping[str, Route], selected: str | None, weights: Mapping[str, float], theme: Theme
    ) -> None:
        """Take the edges of a network, their weights and which of them is selected; `place` comes next."""
        self._routes, self._selected, self._weights = routes, selected, weights
        candidates = [edge for edge in edges if edge.id == selected] if self._density == "plain" else edges
        self._conceal()
        wanted = self._most_important(candidates)
        for gone in self._items.keys() - {edge.id for edge in wanted}:
            self._scene.removeItem(self._items.pop(gone))
        few = len(edges) <= FEW_EDGES
        size = self._size_for(edges)
        for edge in wanted:
            if edge.id not in self._items:
                self._items[edge.id] = WeightLabel(edge, theme)
                self._scene.addItem(self._items[edge.id])
            self._items[edge.id].show_edge(edge, size, named=few, selected=edge.id == selected)

    def reveal(self, edges: Sequence[Edge], taken: Iterable[QRectF], shown: Shown, theme: Theme) -> None:
        """Show the numbers of those edges for now, wherever there was no room; what they would cover gives way."""
        self._conceal()
        hidden = [edge for edge in edges if edge.id not in self._spots][:_MOST_REVEALED] if self._density != "plain" else []
        ground = Ground(taken, {})
        for edge in edges:
            if edge.id in self._spots:
                ground.take(rectangle(self._spots[edge.id].point, self._items[edge.id].place_size), edge.id)
        size = max(SMALL, SMALL * self._enlargement)
        for edge in hidden:
            label = self._items.get(edge.id) or WeightLabel(edge, theme)
            if edge.id not in self._items:
                self._scene.addItem(label)
            label.show_edge(edge, size, named=False, selected=False)
            label.show_values(shown)
            spot = find_spot(Request(edge.id, label.place_size, 0.0, True, None), self._routes[edge.id], ground, self.seen)
            rect = rectangle(spot.point, label.place_size)
            ground.take(rect, edge.id)
            self._give_way(rect, {each.id for each in edges})
            label.stand_at(spot.point)
            label.setVisible(True)
            self._revealed.append(label)
        self._numbers.show_labels(self.items())

    def _give_way(self, rect: QRectF, kept: Collection[str]) -> None:
        for edge, spot in self._spots.items():
            label = self._items[edge]
            if edge not in kept and label.isVisible() and rectangle(spot.point, label.place_size).intersects(rect):
                label.setVisible(False)
                self._covered.append(label)

    def _conceal(self) -> None:
        """As before something was revealed."""
        for label in self._revealed:
            if label.identifier in self._items:
                label.setVisible(False)
            else:
                self._scene.removeItem(label)
        for label in self._covered:
            label.setVisible(True)
        self._revealed, self._covered = [], []

    def enlarge(self, enlargement: float) -> None:
        """Draw the numbers that much larger from the next `show_edges` on."""
        self._enlargement = enlargement

    def set_density(self, density: Density) -> None:
        """How much is told from the next `show_edges` on."""
        self._density = density

    def show_numbers(self, network: Network) -> None:
        """Take a network that differs in numbers only."""
        for item in self.items():
            item.edge = network.edge_by_id[item.identifier]

    def reserve(self, digits: int) -> None:
        for item in self._items.values():
            item.reserve(digits)

    def show_values(self, shown: Shown) -> list[str]:
        """Take the values of a moment; the edges whose labels take more room than they have been given."""
        self._weights = shown.weights
        grown = [item.identifier for item in self.items() if item.show_values(shown)]
        self._numbers.update()
        return grown

    def widen(self, grown: Iterable[str]) -> bool:
        """Give those labels their room, where they stand if that is free and else elsewhere; whether all others could stay as they are."""
        if self._revealed:
            return False
        for edge in [edge for edge in grown if edge in self._spots]:
            self._ground.leave(edge)
            request, spot = self._request(edge, 0.0), self._spots[edge]
            if not self._ground.is_free(rectangle(spot.point, request.size)):
                spot = find_spot(request, self._routes[edge], self._ground, self._limit())
                if not spot.free:
                    return False
                self._items[edge].stand_at(spot.point)
            self._spots[edge] = spot
            self._ground.take(rectangle(spot.point, request.size), edge)
            self._numbers.follow(self._items[edge])
        return True

    def place(self, taken: Iterable[QRectF]) -> None:
        """Find each label a place off the rectangles that are taken."""
        self._conceal()
        ground = self._ground = Ground(taken, self._routes)
        if self._selected in self._items:
            self._decide_gradient(self._items[self._selected], ground)
        for edge, item in self._items.items():
            if edge != self._selected:
                item.show_gradient(False)
        requests = [self._request(edge, abs(self._weights.get(edge, 0.0))) for edge in self._items]
        self._spots = place(requests, self._routes, ground, self._limit())
        if self._density == "everything" and self._enlargement <= _ROOM_FOR_GRADIENTS:
            self._add_gradients(sorted(requests, key=lambda request: -request.magnitude), ground)
        for edge, item in self._items.items():
            spot = self._spots.get(edge)
            item.setVisible(spot is not None)
            if spot is not None:
                item.stand_at(spot.point)
        self._numbers.show_labels(self.items())

    def follow(self, edge_id: str, route: Route) -> None:
        """Move a label along with its edge, where it stood on it."""
        spot = self._spots.get(edge_id)
        if spot is not None:
            self._items[edge_id].stand_at(route.point(spot.along))
            self._numbers.follow(self._items[edge_id])

    def _limit(self) -> QRectF | None:
        """Where numbers may stand: in a crowd where they are seen."""
        return self.seen if len(self._routes) > MOST_LABELS else None

    def _most_important(self, edges: Sequence[Edge]) -> Sequence[Edge]:
        """All of them, or in a crowd the selected one and the largest weights of those that are seen."""
        if len(edges) <= MOST_LABELS:
            return edges
        if self._points[0] is not self._routes:
            self._points = self._routes, _points([self._routes[edge.id] for edge in edges])
        weights = np.abs(np.fromiter((self._weights.get(edge.id, 0.0) for edge in edges), np.float64, len(edges)))
        weights = np.nan_to_num(weights, nan=-1.0, posinf=np.inf)
        there = np.arange(len(edges)) if self.seen is None else np.flatnonzero(_within(self._points[1], self.seen))
        largest = there[np.argsort(-weights[there], kind="stable")][:MOST_LABELS].tolist()
        chosen = [edges[place] for place in largest if edges[place].id != self._selected]
        return [*(edge for edge in edges if edge.id == self._selected), *chosen]

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


def _points(routes: Sequence[Route]) -> Array:
    """Some points of each route: shape `(routes, points, 2)`."""
    ends = np.array([(*route.start.toTuple(), *route.end.toTuple()) for route in routes])
    return np.asarray(ends[:, None, :2] + (ends[:, 2:] - ends[:, :2])[:, None] * np.array(_SOME)[:, None])


def _within(points: Array, rect: QRectF) -> npt.NDArray[np.bool_]:
    """Whether one of the points of a route is."""
    left, top, right, bottom = as_row(rect)
    x, y = points[..., 0], points[..., 1]
    return np.asarray(((x >= left) & (x <= right) & (y >= top) & (y <= bottom)).any(axis=1))
