"""The scene of a network: what it shows, what is selected in it, and its texts to be read. Looking at it is the view's part."""

import math
from collections.abc import Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneHelpEvent, QGraphicsSceneMouseEvent, QToolTip

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.model.network import Network
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.density import Density
from bpdesk.ui.canvas.legibility import Legibility
from bpdesk.ui.canvas.picture import Picture
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.preview import Preview
from bpdesk.ui.canvas.reach import within_reach
from bpdesk.ui.canvas.reading import Reading
from bpdesk.ui.canvas.selection import Part, Selection, is_there, node_kind
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.canvas.spotlight import Spotlight
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

DIGITS = 4
_ROOM = 500.0
"""Steps in which the room that is searched for items grows."""


class NetworkScene(QGraphicsScene):
    """Shows a document at a moment. Both come in through `show_…`; `selected` tells what the person picked."""

    selected = Signal(str, str)
    """Kind (`weight`, `bias`, `node`, `input`, `target`) and id; both empty when nothing or several things are selected."""
    selection_changed = Signal()
    bounds_changed = Signal()
    grown = Signal()
    """Texts need more room than before; where everything stands is the same."""
    document_about_to_change = Signal()
    pointed = Signal(str, str)
    """Kind (`weight` or `node`) and id of what the pointer is over; both empty when it is over nothing any more."""

    density_changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown(Document(), None, 0, DIGITS)
        self._choice = Selection()
        self._lit: Part | None = None
        self._pointed_at = "", ""
        self._theme = theme
        self._picture = Picture(self, theme)
        self._spotlight = Spotlight(theme)
        self.addItem(self._spotlight)
        self.preview = Preview(self._picture, self._show_network)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def network(self) -> Network:
        """What is drawn."""
        return self._shown.document.network

    @property
    def choice(self) -> Selection:
        """All that is selected."""
        return self._choice

    @property
    def selection(self) -> Part | None:
        """Kind and id of the one thing that is selected."""
        return self._choice.primary

    @property
    def selected_nodes(self) -> frozenset[str]:
        return self._choice.nodes

    @property
    def selected_edges(self) -> frozenset[str]:
        return self._choice.edges

    @property
    def reading(self) -> Reading:
        """The texts and numbers of now."""
        return Reading(self._picture, self._shown)

    def show_document(self, document: Document) -> None:
        """Show a document; what was known of a moment of another network is not kept."""
        document = within_reach(document)
        if document is not self._shown.document:
            self.document_about_to_change.emit()
        before, after = self._shown.document.network, document.network
        same_nodes = before.node_by_id.keys() == after.node_by_id.keys() and before.edge_by_id.keys() == after.edge_by_id.keys()
        self._shown = Shown(document, self._shown.moment if same_nodes else None, self._shown.row, self._shown.digits)
        chosen, self._choice = self._choice, self._choice.within(after)
        self.spotlight([])
        if _looks(before) == _looks(after):
            self._tell_growth(self._picture.show_numbers(self._shown))
            self._picture.show_selection(self._shown, self._choice)
            self._tell_choice(chosen)
            return
        self._show_network()
        # Only now: whoever hears of it may look at what is drawn.
        self._tell_choice(chosen)
        self.bounds_changed.emit()

    def show_moment(self, moment: Moment | None, row: int = 0) -> None:
        """Show the values of a moment, and the given ones of that training row."""
        if moment is self._shown.moment and row == self._shown.row:
            return
        self._shown = Shown(self._shown.document, moment, row, self._shown.digits)
        self._tell_growth(self._picture.show_values(self._shown))

    def show_travel(self, way: str, progress: float) -> None:
        """Show how far values or deltas have come along the edges (`travel.Travel`)."""
        self._picture.show_travel(way, progress)

    def show_legibly(self, legibility: Legibility) -> None:
        """Draw texts so large that they can be read at the zoom of who looks."""
        self._picture.show_legibly(legibility, self._shown)

    def look_at(self, seen: QRectF | None) -> None:
        """In a crowd show the numbers in that part; anywhere with None."""
        self._picture.look_at(seen, self._shown)

    @property
    def is_crowd(self) -> bool:
        """Whether there are more edges than all their numbers could have places."""
        return self._picture.is_crowd

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark nodes, by their ids, with what they lack."""
        self._picture.show_problems(problems, self._shown)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._picture.show_theme(theme)
        self._spotlight.show_theme(theme)
        self.invalidate()

    @property
    def digits(self) -> int:
        """How many significant digits computed numbers are shown to."""
        return self._shown.digits

    def set_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        self._shown = Shown(self._shown.document, self._shown.moment, self._shown.row, digits)
        self._picture.show_digits(self._shown, self._choice)
        self.bounds_changed.emit()

    @property
    def has_captions(self) -> bool:
        """Whether levels and indices are captioned."""
        return self._picture.has_captions

    def show_captions(self, shown: bool) -> None:
        """Caption the levels and how indices are read, or don't."""
        if shown != self.has_captions:
            self._picture.show_captions(shown)
            self.density_changed.emit()
            self.bounds_changed.emit()

    @property
    def captions(self) -> list[str]:
        """What stands there."""
        return [text for text, _ in self._picture.caption_texts()]

    @property
    def density(self) -> Density:
        """How much is told."""
        return self._picture.density

    def set_density(self, density: Density) -> None:
        """Show the plain picture, its values, or everything."""
        if density != self.density:
            self._picture.show_density(density, self._shown, self._choice)
            self.density_changed.emit()
            self.bounds_changed.emit()

    def spotlight(self, things: list[tuple[str, str]]) -> None:
        """Light a `weight` by its edge's id, a `node`, `bias`, `delta` or `target` by the node's, until others, or none, are lit."""
        self._spotlight.light(self._picture, things)

    def select_edge(self, edge_id: str) -> None:
        self.select("weight", edge_id)

    def select(self, kind: str, identifier: str) -> None:
        """Select a weight by its edge's id, or a node, its input value, bias or target by the node's."""
        if (kind, identifier) != self.selection and is_there(self.network, (kind, identifier)):
            self.choose(Selection.of(kind, identifier))

    def choose(self, selection: Selection) -> None:
        """Select any number of things."""
        if selection != self._choice:
            before, self._choice = self._choice, selection
            self._picture.show_selection(self._shown, selection)
            self._tell_choice(before)

    def deselect(self) -> None:
        self.choose(Selection())

    def light(self, part: Part | None) -> None:
        """Show that something else points at that weight or node; at nothing with None. What isn't there is passed over."""
        for kept, on in ((self._lit, False), (part, True)):
            item = None if kept is None else self._picture.item_of(kept)
            if item is not None:
                item.set_lit(on)
        self._lit = part

    @property
    def standing_out(self) -> set[str]:
        """The ids of what is lit because the pointer is over what it belongs with."""
        return self._picture.emphasis.near

    def bounds(self) -> QRectF:
        """Of everything drawn, labels and targets included."""
        return self._picture.bounds()

    def part_at(self, point: QPointF) -> Part | None:
        """Kind and id of what is at a point: also `label`, `delta` and `error`."""
        for item in self.items(point):
            part = item.part_at(item.mapFromScene(point)) if isinstance(item, CanvasItem) else None
            if part is not None and isinstance(item, CanvasItem):
                return part, item.identifier
        return None

    def selectable_at(self, point: QPointF) -> Part | None:
        """What a click there selects: what has no selection of its own is selected with what it belongs to."""
        part = self.part_at(point)
        if part is None or part[0] not in ("label", "delta", "error"):
            return part
        return ("target" if part[0] == "error" else node_kind(self.network, part[1])), part[1]

    def within(self, rect: QRectF) -> tuple[set[str], set[str]]:
        """The nodes whose centres a rectangle holds, and the edges that lie wholly within it."""
        return self._picture.within(rect)

    def shown_text(self, place: Place) -> str:
        """The text of a number."""
        return self.reading.text(place.kind, place.id)

    def tooltip(self, place: Place) -> str:
        """The tooltip of a number, as plain text."""
        return self.reading.tooltip(place.kind, place.id)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.point_at(event.scenePos())

    def point_at(self, point: QPointF | None) -> None:
        """Tell what the pointer is over now."""
        part = None if point is None else self.selectable_at(point)
        now = ("", "") if part is None else part if part[0] == "weight" else ("node", part[1])
        if now != self._pointed_at:
            self._pointed_at = now
            self._picture.show_near(*now, self._shown)
            self.pointed.emit(*now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        part = self.part_at(event.scenePos())
        text = as_rich_text(self.reading.tooltip(*part)) if part else ""
        QToolTip.showText(event.screenPos(), text, event.widget())
        event.accept()

    def _show_network(self) -> None:
        self.preview.forget_moves()
        self.setSceneRect(_room_for(self.network))
        self._picture.show_network(self._shown, self._choice)

    def _tell_choice(self, before: Selection) -> None:
        if self._choice.primary != before.primary:
            self.selected.emit(*(self._choice.primary or ("", "")))
        if self._choice != before:
            self.selection_changed.emit()

    def _tell_growth(self, has_grown: bool) -> None:
        if has_grown:
            self.grown.emit()


def label_rectangles(scene: NetworkScene) -> list[tuple[str, QRectF]]:
    """All labels of a scene."""
    return scene.reading.label_rectangles()


def _room_for(network: Network) -> QRectF:
    """About where things stand. A scene that finds that itself looks all items up again whenever one at the rim takes more room."""
    if not network.nodes:
        return QRectF(-_ROOM, -_ROOM, 2 * _ROOM, 2 * _ROOM)
    xs, ys = zip(*(node.position for node in network.nodes), strict=True)
    left, top = (_ROOM * math.floor(min(places) / _ROOM - 1) for places in (xs, ys))
    right, bottom = (_ROOM * math.ceil(max(places) / _ROOM + 1) for places in (xs, ys))
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def _looks(network: Network) -> object:
    """What of a network decides where things stand."""
    nodes = [(node.id, node.kind, node.position, node.label, node.activation, node.bias is None) for node in network.nodes]
    return nodes, [(edge.id, edge.source, edge.target, edge.label) for edge in network.edges]
