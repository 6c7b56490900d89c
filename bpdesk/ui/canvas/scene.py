"""The scene of a network: what it shows, what is selected in it, and its texts to be read. Looking at it is the view's part."""

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneHelpEvent, QGraphicsSceneMouseEvent, QToolTip

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.model.network import Network
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.picture import Picture
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.reading import Reading
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

DIGITS = 4
_SELECTED_WITH = {"delta": "node", "error": "target"}
"""What has no selection of its own is selected with what it belongs to."""


class NetworkScene(QGraphicsScene):
    """Shows a document at a moment. Both come in through `show_…`; `selected` tells what the person picked."""

    selected = Signal(str, str)
    """Kind (`weight`, `bias`, `node`, `input`, `target`) and id; both empty when nothing is selected any more."""
    bounds_changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown(Document(), None, 0, DIGITS)
        self._selection: tuple[str, str] | None = None
        self._theme = theme
        self._picture = Picture(self, theme)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def selection(self) -> tuple[str, str] | None:
        """Kind and id of what is selected."""
        return self._selection

    @property
    def reading(self) -> Reading:
        """The texts and numbers of now."""
        return Reading(self._picture, self._shown)

    def show_document(self, document: Document) -> None:
        """Show a document; what was known of a moment of another network is not kept."""
        before, after = self._shown.document.network, document.network
        same_nodes = before.node_by_id.keys() == after.node_by_id.keys() and before.edge_by_id.keys() == after.edge_by_id.keys()
        self._shown = Shown(document, self._shown.moment if same_nodes else None, self._shown.row, self._shown.digits)
        if self._selection and not _is_there(after, self._selection):
            self.deselect()
        if _looks(before) == _looks(after):
            self._tell_growth(self._picture.show_numbers(self._shown))
            return
        self._picture.show_network(self._shown, self._selection)
        self.bounds_changed.emit()

    def show_moment(self, moment: Moment | None, row: int = 0) -> None:
        """Show the values of a moment, and the given ones of that training row."""
        self._shown = Shown(self._shown.document, moment, row, self._shown.digits)
        self._tell_growth(self._picture.show_values(self._shown))

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._picture.show_theme(theme)
        self.invalidate()

    @property
    def digits(self) -> int:
        """How many significant digits computed numbers are shown to."""
        return self._shown.digits

    def set_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        self._shown = Shown(self._shown.document, self._shown.moment, self._shown.row, digits)
        self._picture.show_digits(self._shown, self._selection)
        self.bounds_changed.emit()

    def select_edge(self, edge_id: str) -> None:
        self.select("weight", edge_id)

    def select(self, kind: str, identifier: str) -> None:
        """Select a weight by its edge's id, or a node, its input value, bias or target by the node's."""
        if (kind, identifier) != self._selection and _is_there(self._shown.document.network, (kind, identifier)):
            self._take_selection((kind, identifier))

    def deselect(self) -> None:
        if self._selection is not None:
            self._take_selection(None)

    def bounds(self) -> QRectF:
        """Of everything drawn, labels and targets included."""
        return self._picture.bounds()

    def part_at(self, point: QPointF) -> tuple[str, str] | None:
        """Kind and id of what is at a point: also `delta` and `error`."""
        for item in self.items(point):
            part = item.part_at(item.mapFromScene(point)) if isinstance(item, CanvasItem) else None
            if part is not None and isinstance(item, CanvasItem):
                return part, item.identifier
        return None

    def shown_text(self, place: Place) -> str:
        """The text of a number."""
        return self.reading.text(place.kind, place.id)

    def tooltip(self, place: Place) -> str:
        """The tooltip of a number, as plain text."""
        return self.reading.tooltip(place.kind, place.id)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        part = self.part_at(event.scenePos())
        if part is None:
            self.deselect()
        else:
            self.select(_SELECTED_WITH.get(part[0], part[0]), part[1])
        event.accept()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        part = self.part_at(event.scenePos())
        text = as_rich_text(self.reading.tooltip(*part)) if part else ""
        QToolTip.showText(event.screenPos(), text, event.widget())
        event.accept()

    def _tell_growth(self, has_grown: bool) -> None:
        if has_grown:
            self.bounds_changed.emit()

    def _take_selection(self, selection: tuple[str, str] | None) -> None:
        self._selection = selection
        self._picture.show_selection(self._shown, selection)
        self.selected.emit(*(selection or ("", "")))


def label_rectangles(scene: NetworkScene) -> list[tuple[str, QRectF]]:
    """All labels of a scene."""
    return scene.reading.label_rectangles()


def _looks(network: Network) -> object:
    """What of a network decides where things stand."""
    nodes = [(node.id, node.kind, node.position, node.label, node.activation, node.bias is None) for node in network.nodes]
    return nodes, [(edge.id, edge.source, edge.target, edge.label) for edge in network.edges]


def _is_there(network: Network, selection: tuple[str, str]) -> bool:
    kind, identifier = selection
    return identifier in (network.edge_by_id if kind == "weight" else network.node_by_id)
