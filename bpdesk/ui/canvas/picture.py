"""The items of a network in a scene, kept in step with document, moment, theme and selection. What is selected is decided elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from bpdesk.model.names import target_label
from bpdesk.model.network import Network, Node
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.captions import CaptionsItem
from bpdesk.ui.canvas.crowd_film import FilmTurns
from bpdesk.ui.canvas.crowd_item import CROWD, CrowdItem
from bpdesk.ui.canvas.density import USUAL, Density
from bpdesk.ui.canvas.edge_item import EdgeItem, EdgeValues
from bpdesk.ui.canvas.edges_item import EdgesItem
from bpdesk.ui.canvas.emphasis import Emphasis
from bpdesk.ui.canvas.geometry import Route, route_between
from bpdesk.ui.canvas.legibility import Legibility
from bpdesk.ui.canvas.node_item import NodeItem, NodeLooks
from bpdesk.ui.canvas.nodes_item import NodesItem
from bpdesk.ui.canvas.placement import MOST_LABELS
from bpdesk.ui.canvas.routing import routes
from bpdesk.ui.canvas.selection import Part, Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.canvas.target_item import TargetItem
from bpdesk.ui.canvas.target_sides import place_targets
from bpdesk.ui.canvas.walk import Walk
from bpdesk.ui.canvas.weight_labels import WeightLabels
from bpdesk.ui.theme import Theme

_BESIDE = 200.0
"""How far a node's texts reach at most."""


class Picture:
    """All items, by the ids of their nodes and edges."""

    def __init__(self, scene: QGraphicsScene, theme: Theme) -> None:
        self._scene = scene
        self._theme = theme
        self._network = Network()
        self._routes: Mapping[str, Route] = {}
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[str, EdgeItem] = {}
        self._values, self._looks = EdgeValues(), NodeLooks()
        self.targets: dict[str, TargetItem] = {}
        self.labels = WeightLabels(scene)
        self.problems: Mapping[str, str] = {}
        self._marked: set[str] = set()
        self._loose: set[str] = set()
        self.emphasis = Emphasis(self.nodes, self.edges, self.targets)
        self._legibility = Legibility()
        self.density: Density = USUAL
        self._walk = Walk(scene, theme)
        self._captions = CaptionsItem(theme)
        scene.addItem(self._captions)
        turns = FilmTurns(scene)
        self._crowd = CrowdItem(theme, turns, self._values)
        scene.addItem(self._crowd)
        self._lines = EdgesItem(self._values, scene)
        scene.addItem(self._lines)
        self._shapes = NodesItem(turns, self._looks)
        scene.addItem(self._shapes)

    def show_network(self, shown: Shown, selected: Selection) -> None:
        """Take another network: items of what is gone go, new ones come, and all labels find their places."""
        before, self._network = self._network, shown.document.network
        self._routes = routes(self._network, before, self._routes)
        self._take_weights(shown)
        self._show_nodes()
        self._show_edges()
        self.show_digits(shown, selected)

    def show_digits(self, shown: Shown, selected: Selection) -> None:
        """Make room for numbers of so many digits, and show them."""
        self._show_values(shown)
        self.emphasis.select(selected)
        self._place_all(shown)

    def _place_all(self, shown: Shown) -> None:
        for target in self.targets.values():
            target.reserve(shown.digits)
        place_targets(self.targets.values(), self._network, self._routes, list(self._of_nodes()))
        self._show_labels(shown)

    def show_legibly(self, legibility: Legibility, shown: Shown) -> None:
        """Draw texts so large that they can be read; targets and labels find places of that size."""
        if legibility != self._legibility:
            self._legibility = legibility
            items: tuple[NodeItem | TargetItem, ...] = (*self.nodes.values(), *self.targets.values())
            for item in items:
                item.set_legibility(legibility)
            self.labels.enlarge(legibility.enlargement)
            self._captions.enlarge(legibility.enlargement)
            self._place_all(shown)

    def show_density(self, density: Density, shown: Shown, selected: Selection) -> None:
        """Tell so much."""
        self.density = density
        for node in self.nodes.values():
            node.set_density(density)
        for target in self.targets.values():
            target.setVisible(density != "plain")
        self.labels.set_density(density)
        self.show_digits(shown, selected)

    def show_numbers(self, shown: Shown) -> bool:
        """Take a network that differs in numbers only; whether something took more room than before."""
        self._network = shown.document.network
        for node in self._network.nodes:
            self.nodes[node.id].take_numbers(node)
            if node.id in self.targets:
                self.targets[node.id].node = node
        for edge in self._network.edges:
            self.edges[edge.id].edge = edge
        self.labels.show_numbers(self._network)
        return self.show_values(shown)

    def show_values(self, shown: Shown) -> bool:
        """Take the values of a moment; whether something took more room than before."""
        grown_targets, grown_labels = self._show_values(shown)
        if not grown_targets and not grown_labels:
            return False
        if grown_targets or not self.labels.widen(grown_labels):
            self._place_labels()
            self._reveal(shown)
        return True

    def show_selection(self, shown: Shown, selected: Selection) -> None:
        """Outline what is selected; the weights' numbers make way for its card."""
        card = self.emphasis.card
        self.emphasis.select(selected)
        if self.emphasis.card != card:
            self._show_labels(shown)
        else:
            self._reveal(shown)

    def show_near(self, kind: str, identifier: str, shown: Shown) -> None:
        """Light what belongs with that edge (`weight`) or node, and tell its numbers."""
        self.emphasis.point_at(self._network, kind, identifier)
        self._reveal(shown)

    def _show_labels(self, shown: Shown) -> None:
        """Find all weights' numbers their places."""
        self.labels.show_edges(self._network.edges, self._routes, self.emphasis.card, shown.weights, self._theme)
        self.labels.reserve(shown.digits)
        self.labels.show_values(shown)
        self._place_labels()
        self._reveal(shown)

    def look_at(self, seen: QRectF | None, shown: Shown) -> None:
        """In a crowd show the numbers in that part of the scene; anywhere with None."""
        if seen != self.labels.seen:
            self.labels.seen = seen
            if self.is_crowd:
                self._show_labels(shown)

    @property
    def is_crowd(self) -> bool:
        """Whether there are more edges than all their numbers could have places."""
        return len(self._routes) > MOST_LABELS

    def _reveal(self, shown: Shown) -> None:
        """Show the numbers of what is pointed at and of what is selected, also where there was no room."""
        edges = self.emphasis.told_edges(self._network)
        rect = QRectF()
        for edge in edges:
            rect = rect.united(self.edges[edge.id].boundingRect())
        near = [node for node in self.nodes.values() if rect.contains(node.pos())] if edges else []
        self.labels.reveal(edges, chain.from_iterable(node.reserved_rectangles() for node in near), shown, self._theme)

    def item_of(self, part: Part) -> CanvasItem | None:
        """The item of that weight or node."""
        kind, identifier = part
        return self.edges.get(identifier) if kind == "weight" else self.nodes.get(identifier)

    def show_travel(self, way: str, progress: float) -> None:
        """Show how far values or deltas have come along the edges."""
        self._walk.show_travel(way, progress, self.edges)

    def move_nodes(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Show nodes elsewhere for as long as they are dragged; `show_network` puts all in its place again."""
        nodes = {node.id: replace(node, position=positions.get(node.id, node.position)) for node in self._network.nodes}
        touched = [edge for edge in self._network.edges if edge.source in positions or edge.target in positions]
        self._loosen({edge.id for edge in touched})
        for identifier, position in positions.items():
            for item in (self.nodes[identifier], self.targets.get(identifier)):
                if item is not None:
                    item.setPos(QPointF(*position))
            self._shapes.follow(self.nodes[identifier])
        for edge in touched:
            route = route_between(nodes[edge.source], nodes[edge.target])
            self.edges[edge.id].show_edge(edge, route, in_crowd=False, alone=True)
            self.labels.follow(edge.id, route)
        self._walk.follow(self.edges)

    def show_problems(self, problems: Mapping[str, str], shown: Shown) -> None:
        """Mark the nodes that lack something which their own values don't show."""
        self.problems = problems
        there = {identifier: item for identifier in problems if (item := self.nodes.get(identifier)) is not None}
        marked = {
            identifier for identifier, item in there.items() if item.node.kind == "hidden" or shown.given_value(item.node) is not None
        }
        for identifier in marked | self._marked:
            if identifier in self.nodes:
                self.nodes[identifier].set_problem(identifier in marked)
        self._marked = marked

    def within(self, rect: QRectF) -> tuple[set[str], set[str]]:
        """The nodes whose centres a rectangle holds, and the edges that lie wholly within it."""
        nodes = {identifier for identifier, item in self.nodes.items() if rect.contains(item.pos())}
        ends = ((identifier, item.route) for identifier, item in self.edges.items())
        return nodes, {identifier for identifier, route in ends if rect.contains(route.start) and rect.contains(route.end)}

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._crowd.show_theme(theme)
        self._shapes.show_theme()
        self._walk.show_theme(theme)
        self._captions.show_theme(theme)
        for item in self.items():
            item.show_theme(theme)

    def items(self) -> Iterator[CanvasItem]:
        yield from chain(self.nodes.values(), self.edges.values(), self.targets.values(), self.labels.items())

    def bounds(self) -> QRectF:
        """Of all that is drawn, with room for the numbers to come."""
        return self._of_network().united(self._captions.boundingRect())

    @property
    def has_captions(self) -> bool:
        """Whether levels and indices are captioned."""
        return self._captions.is_on

    def show_captions(self, shown: bool) -> None:
        """Caption the levels and how indices are read, or don't."""
        self._captions.is_on = shown
        self._captions.show_network(self._network, self._of_network())

    def caption_texts(self) -> list[tuple[str, QRectF]]:
        """The captions and where they stand."""
        return self._captions.texts()

    def _of_network(self) -> QRectF:
        result = QRectF()
        nodes = (node.reserved_extent() for node in self.nodes.values())
        for rect in chain(nodes, (target.extent(target.side) for target in self.targets.values() if target.isVisible())):
            result = result.united(rect)
        crowd = self._crowd.boundingRect()
        for item in chain(self.edges.values() if crowd.isNull() else (), self.labels.items()):
            if item.isVisible():
                result = result.united(item.sceneBoundingRect().adjusted(10, 10, -10, -10))
        return result.united(crowd)

    def _loosen(self, edges: set[str]) -> None:
        """In a crowd, let those edges draw themselves."""
        if edges != self._loose and len(self._routes) > CROWD:
            self._crowd.let_loose(edges)
        self._loose = edges

    def _show_nodes(self) -> None:
        nodes = self._network.node_by_id
        for items in (self.nodes, self.targets):
            kinds = {identifier: item.node.kind for identifier, item in items.items()}
            for gone in [node for node, kind in kinds.items() if node not in nodes or nodes[node].kind != kind]:
                self._scene.removeItem(items.pop(gone))
        for node in self._network.nodes:
            self._show_node(node)
        self._shapes.show_nodes(self.nodes.values())

    def _show_node(self, node: Node) -> None:
        if node.id not in self.nodes:
            self.nodes[node.id] = NodeItem(node, self._theme, self._looks)
            self.nodes[node.id].set_legibility(self._legibility)
            self.nodes[node.id].set_density(self.density)
            self._scene.addItem(self.nodes[node.id])
        elif self.nodes[node.id].node != node or self.nodes[node.id].pos() != QPointF(*node.position):
            self.nodes[node.id].show_node(node)
        if node.kind != "output":
            return
        label = target_label(self._network, node.id)
        if node.id not in self.targets:
            self.targets[node.id] = TargetItem(node, label, self._theme)
            self.targets[node.id].set_legibility(self._legibility)
            self.targets[node.id].setVisible(self.density != "plain")
            self._scene.addItem(self.targets[node.id])
        self.targets[node.id].show_node(node, label)

    def _show_edges(self) -> None:
        for gone in self.edges.keys() - self._routes.keys():
            self._scene.removeItem(self.edges.pop(gone))
        in_crowd = len(self._routes) > CROWD
        for edge in self._network.edges:
            if edge.id not in self.edges:
                self.edges[edge.id] = EdgeItem(edge, self._routes[edge.id], self._theme, self._values)
                self._scene.addItem(self.edges[edge.id])
            self.edges[edge.id].show_edge(edge, self._routes[edge.id], in_crowd)
        self._crowd.show_edges(self.edges.values() if in_crowd else ())
        self._lines.show_edges(() if in_crowd else self.edges.values())
        self._loose = set()

    def _take_weights(self, shown: Shown) -> None:
        self._values.weights, self._values.frozen = shown.weights, shown.frozen_weights

    def _show_values(self, shown: Shown) -> tuple[bool, Sequence[str]]:
        """Whether targets take more room than before, and the edges whose labels do."""
        for node in self.nodes.values():
            node.show_values(shown)
        self._shapes.show_values()
        self._take_weights(shown)
        self._lines.update()
        self._crowd.show_values()
        self._walk.show_values(shown, self.nodes, self.edges)
        grown = [target.show_values(shown) for target in self.targets.values()]
        return any(grown), self.labels.show_values(shown)

    def _place_labels(self) -> None:
        targets = (target.extent(target.side) for target in self.targets.values())
        self.labels.place(chain(self._of_nodes(self.labels.seen if self.is_crowd else None), targets))
        self._captions.show_network(self._network, self._of_network() if self._captions.is_on else QRectF())

    def _of_nodes(self, seen: QRectF | None = None) -> Iterator[QRectF]:
        """What other labels keep off; `seen` leaves out nodes that are far off it."""
        around = None if seen is None else seen.adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE)
        for node in self.nodes.values():
            if around is None or around.contains(node.pos()):
                yield from node.reserved_rectangles()
