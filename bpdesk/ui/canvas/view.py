"""The canvas: hands on what Qt tells it, and paints the ground. Sight, mouse, keys, fields and overlays have files of their own."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.model.network import Kind
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.announcer import Announcer
from bpdesk.ui.canvas.drops import Drops
from bpdesk.ui.canvas.empty_canvas import EmptyCanvas
from bpdesk.ui.canvas.field_over import FieldOver
from bpdesk.ui.canvas.fields import Fields
from bpdesk.ui.canvas.grid import paint_grid
from bpdesk.ui.canvas.keyboard import ARROWS, Keyboard
from bpdesk.ui.canvas.overlay import STRIP
from bpdesk.ui.canvas.overlays import Overlays
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.pointer import Pointer
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.sight import Sight
from bpdesk.ui.canvas.tools.gesture import Tool
from bpdesk.ui.canvas.walk_overlay import WalkOverlay
from bpdesk.ui.canvas.wheel import Wheel
from bpdesk.ui.canvas.wishes import Wishes
from bpdesk.ui.theme import Theme


class NetworkView(QGraphicsView):
    """Shows a NetworkScene. Fits it until the person zooms, pans or draws."""

    value_edited = Signal(Place, float)
    tool_changed = Signal()

    def __init__(self, scene: NetworkScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Network"))
        self._network = scene
        self._sight = Sight(self, scene)
        self._wheel = Wheel(self._sight.lens, self.set_zoom)
        self._over = Overlays(scene.theme, self)
        self._fields = Fields(self, scene)
        self._pointer = Pointer(self, scene, self._sight.lens, self._over.tell)
        self._keyboard = Keyboard(self, scene, self._pointer)
        self._announcer = Announcer(self, scene)
        self._shows_focus = False
        self._fields.value_edited.connect(self.value_edited)
        self._set_up()
        self._sight.moved.connect(self._arrange)
        self.show_theme(scene.theme)
        self.fit()

    @property
    def zoom(self) -> float:
        """1.0 at 100 %."""
        return self._sight.lens.zoom

    @property
    def empty(self) -> EmptyCanvas:
        """What says how to begin."""
        return self._over.empty

    @property
    def walk(self) -> WalkOverlay:
        """Where within an iteration it stands."""
        return self._over.walk

    @property
    def editor(self) -> FieldOver | None:
        """The field that is open over a number or a name."""
        return self._fields.field

    @property
    def snaps(self) -> bool:
        """Whether nodes that are dragged stop on the grid."""
        return self._pointer.snaps

    @snaps.setter
    def snaps(self, snaps: bool) -> None:
        self._pointer.snaps = snaps

    @property
    def tool(self) -> Tool:
        return self._pointer.tool

    def begin_edge(self) -> None:
        """Draw an edge from each selected node; the next click, or Enter, ends it."""
        nodes = sorted(self._network.selected_nodes)
        if nodes:
            self._pointer.connect_from(nodes)

    def draw_with(self, wishes: Wishes) -> None:
        """From now on the person can draw; `wishes` answers."""
        self._pointer.take_wishes(wishes)
        self._fields.name_edited.connect(wishes.rename)
        Drops(self, wishes.take_text)

    def take_tool(self, tool: Tool, kind: Kind | None = None) -> None:
        """Let the mouse do that from now on; the Node tool makes nodes of that kind, or of the one that fits."""
        self._pointer.cancel()
        self._pointer.tool, self._pointer.kind = tool, kind
        self.tool_changed.emit()

    def leave_tool(self) -> bool:
        """Back to selecting; whether another tool was taken."""
        had_tool = self.tool is not Tool.SELECT
        if had_tool:
            self.take_tool(Tool.SELECT)
        return had_tool

    def show_size(self, size: float) -> None:
        """Show texts and what is drawn that much larger."""
        self._sight.show_size(size)

    def cancel_gesture(self) -> bool:
        """Give up the drag that is under way; whether there was one."""
        return self._pointer.cancel()

    def fit(self) -> None:
        """Show everything, at 150 % at most, and keep doing so."""
        self._sight.fit()

    def fit_selection(self) -> None:
        """Show what is selected; everything where nothing is."""
        self._sight.fit_selection()

    def stay(self) -> None:
        """Look where it looks now, whatever comes to be drawn."""
        self._sight.stay()

    def reveal(self, nodes: Collection[str], edges: Collection[str] = ()) -> None:
        """Bring nodes and edges into sight that aren't."""
        self._sight.reveal(nodes, edges)

    def reveal_new(self, nodes: Collection[str]) -> None:
        """Bring nodes into sight that were drawn just now."""
        self._sight.reveal_new(nodes)

    def show_theme(self, theme: Theme) -> None:
        """Show the scene, and what lies over it, in another theme."""
        self._network.show_theme(theme)
        self._over.show_theme(theme)
        self._fields.show_theme(theme)
        self._paint_strip(theme)
        self.resetCachedContent()
        self._sight.adapt()
        self.viewport().update()

    def show_walk(self, document: Document, moment: Moment | None) -> None:
        """Tell where within an iteration it stands; the picture moves only where the strip on top would cover some of it."""
        was_shown = self.walk.is_shown
        self.walk.show_place(document, moment)
        if not (was_shown or self.walk.is_shown):
            return
        self._over.hint.cover(self.walk.is_shown)
        self._sight.cover(self.walk.height, is_new=self.walk.is_shown and not was_shown)
        self._sight.adapt()

    def show_hint(self, key: str, text: str) -> None:
        """One line at the lower left: a key's name, and what it does."""
        self._over.hint.show_hint(key, text)
        self._arrange()

    def hide_hint(self) -> None:
        self._over.hint.put_away()

    def tell(self, text: str) -> None:
        """A short reason at the pointer."""
        self._over.tell(text, self._pointer.place or self.viewport().rect().center())

    def edit(self, place: Place, begins: str = "") -> None:
        """Open a field over a number, with what is typed already; one that is open with something unreadable stays."""
        self._fields.edit(place, begins)

    def rename(self, kind: str, identifier: str) -> None:
        """Open a field over a name."""
        self._fields.rename(kind, identifier)

    def commit_edit(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        return self._fields.commit()

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom, with the point `at` of the viewport (its middle by default) standing still."""
        self._sight.set_zoom(zoom, at)

    def show_menu_of_selection(self) -> None:
        """The menu of what is selected, beside it."""
        wishes = self._pointer.hand.wishes
        if wishes is not None:
            rect = self._network.reading.rectangle_of(self._network.choice)
            where = self.viewport().rect().center() if rect is None else self.mapFromScene(rect.center())
            wishes.show_menu(self.viewport().mapToGlobal(where))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, QColor(self._network.theme.canvas))
        paint_grid(painter, QRectF(rect), self._network.theme.grid, self.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sight.fit_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel.turn(event)
        self._sight.adapt()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._wheel.pinch(event):
            return True
        return super().viewportEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """A ring around the canvas while it has the focus, once keys are used."""
        if self._shows_focus and self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(QColor(self._network.theme.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._show_focus(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_focus(False)
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pointer.move(event):
            self._sight.adapt()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)
        held_at = self._pointer.take_held_menu()
        if held_at is not None:
            self._show_menu(held_at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.tool is Tool.SELECT:
            self._double_click(event.position().toPoint())
        else:
            self._pointer.press(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button's menu opens when it is let go: a drag with it pans."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self._pointer.holds_menu(event.pos()):
            self._show_menu(event.pos())
        event.accept()

    def _show_menu(self, at: QPoint) -> None:
        wishes = self._pointer.hand.wishes
        if wishes is not None:
            self._pointer.cancel()
            self._pointer.hand.choose_for_menu(self.mapToScene(at))
            wishes.show_menu(self.viewport().mapToGlobal(at))

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer.place = None
        self._network.point_at(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keyboard.keeps_from_window(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.press(event):
            event.ignore()
        elif event.key() in ARROWS:
            self._show_focus(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the nodes, and leaves the canvas at their end."""
        walked = self._keyboard.walk(forward)
        self._show_focus(walked)
        return walked or super().focusNextPrevChild(forward)

    def _show_focus(self, shows: bool) -> None:
        if shows != self._shows_focus:
            self._shows_focus = shows
            self.viewport().update()

    def _double_click(self, at: QPoint) -> None:
        point, wishes = self.mapToScene(at), self._pointer.hand.wishes
        part = self._network.part_at(point)
        place = None if part is None else self._network.reading.place_of(*part)
        if part is None and wishes is not None and self._pointer.hand.is_free(point):
            wishes.ask_kind(point, self.viewport().mapToGlobal(at))
        elif part is not None and wishes is not None and (part[0] == "label" or (part[0] == "node" and place is None)):
            self.rename(*part)
        elif place is not None:
            self.edit(place)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(300, 150)

    def _paint_strip(self, theme: Theme) -> None:
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.canvas))
        self.setPalette(colours)
        self.setAutoFillBackground(True)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._sight.wait_for_rest()

    def _arrange(self) -> None:
        """Put what lies over the canvas in its place."""
        self.setViewportMargins(0, 0, 0, fonts.scaled(STRIP))
        self._over.arrange(self.zoom, is_empty=not self._network.network.nodes)
        self._fields.follow()
