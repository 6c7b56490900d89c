"""What the mouse does on the canvas: it keeps the gesture that is under way, and begins, moves, ends or cancels it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QGraphicsView

from bpdesk.model.network import Kind
from bpdesk.ui.canvas.lens import Lens
from bpdesk.ui.canvas.rim import node_of_rim
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.tools.draw_edge import DrawEdge
from bpdesk.ui.canvas.tools.gesture import Gesture, Tool
from bpdesk.ui.canvas.tools.move_nodes import MoveNodes
from bpdesk.ui.canvas.tools.pan import Pan
from bpdesk.ui.canvas.tools.press import Hand, Press
from bpdesk.ui.canvas.tools.scrub import Scrub
from bpdesk.ui.canvas.wishes import Wishes

_A_DRAG = 4
"""Pixels from where a press is no click any more."""
_CURSORS = {DrawEdge: Qt.CursorShape.CrossCursor, Scrub: Qt.CursorShape.SizeHorCursor}
_ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Pointer:
    """The mouse on one view."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene, lens: Lens, tell: Callable[[str, QPoint], None]) -> None:
        self._view, self._scene, self._lens, self._tell_at = view, scene, lens, tell
        self.snaps = False
        """Whether nodes that are dragged stop on the grid."""
        self._held = Qt.KeyboardModifier.NoModifier
        self.hand = self._hand(None)
        self.tool = Tool.SELECT
        self.kind: Kind | None = None
        self.place: QPoint | None = None
        """Where the pointer is on the viewport, if it is there."""
        self._middle: QPointF | None = None
        """Where keys draw without a pointer: the view follows what they draw, and layers are to stay in line."""
        self.aimed_at: str | None = None
        """The node that the keyboard leads an edge to."""
        self._press: Press | None = None
        self._pressed_at = QPoint()
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton
        self._right_at: QPoint | None = None
        self._panned = False
        self._menu_at: QPoint | None = None
        scene.document_about_to_change.connect(self._follow_document)

    @property
    def gesture(self) -> Gesture | None:
        """What is under way."""
        return self._gesture

    def take_wishes(self, wishes: Wishes) -> None:
        """From now on drawing is answered."""
        self.hand = self._hand(wishes)

    def on_screen(self) -> QPoint:
        """Where the pointer is on the screen, or else the middle of the view."""
        return self._view.viewport().mapToGlobal(self._view.viewport().rect().center() if self.place is None else self.place)

    def in_scene(self) -> QPointF:
        """Where the pointer is in the scene, or else what was in the middle when keys began to draw, for as long as it is seen."""
        port = self._view.viewport().rect()
        if self.place is not None:
            self._middle = None
            return self._view.mapToScene(self.place)
        if self._middle is None or not self._scene.network.nodes or not port.contains(self._view.mapFromScene(self._middle)):
            self._middle = self._view.mapToScene(port.center())
        return self._middle

    def press(self, event: QMouseEvent) -> None:
        at, button = event.position().toPoint(), event.button()
        self.place, self._held = at, event.modifiers()
        if self._gesture is not None:
            self._interrupt(at, button)
        elif button == Qt.MouseButton.MiddleButton:
            self._begin(Pan(self._view, self._lens, self._scene_point(at)), button)
        elif button == Qt.MouseButton.RightButton:
            self._right_at, self._menu_at, self._panned = at, None, False
        elif (
            button == Qt.MouseButton.LeftButton
            and self._held & Qt.KeyboardModifier.AltModifier
            and self.hand.is_free(self._scene_point(at))
        ):
            self._begin(Pan(self._view, self._lens, self._scene_point(at)), button)
        elif button == Qt.MouseButton.LeftButton:
            adds = bool(event.modifiers() & _ADDING)
            self._press, self._pressed_at, self._button = None, at, button
            self._press = self.hand.press(self.tool, self.kind, self._scene_point(at), adds)

    def move(self, event: QMouseEvent) -> bool:
        """Whether a gesture took the move."""
        self.place = at = event.position().toPoint()
        self._held = event.modifiers()
        self._pan_with_right(at, event.buttons())
        if self._press is not None and not event.buttons() & self._button:
            self._press = None
        if self._press is not None and self._press.drag and (at - self._pressed_at).manhattanLength() >= _A_DRAG:
            begin, self._press = self._press.drag, None
            self._begin(begin(), self._button)
        if self._gesture is None:
            self._show_cursor(at)
            return False
        if self._button != Qt.MouseButton.NoButton and not event.buttons() & self._button:
            self._end(at)
        else:
            self._gesture.move(self._scene_point(self._where_seen(at)))
        return True

    def release(self, event: QMouseEvent) -> None:
        at, self._held = event.position().toPoint(), event.modifiers()
        if event.button() == Qt.MouseButton.RightButton:
            self._right_at = None
        if self._gesture is not None and event.button() == self._button:
            self._end(at)
        elif self._press is not None and event.button() == self._button:
            press, self._press = self._press, None
            if press.click is not None:
                press.click()
            elif press.is_lasting and press.drag is not None:
                self._begin(press.drag(), Qt.MouseButton.NoButton)

    def holds_menu(self, at: QPoint) -> bool:
        """Whether a menu has to wait for the right button to be let go, or isn't meant because it panned."""
        if self._right_at is not None:
            self._menu_at = at
        return self._right_at is not None or self._has_panned()

    def take_held_menu(self) -> QPoint | None:
        """Where the menu is to open now that the right button is let go."""
        at, self._menu_at = self._menu_at, None
        return at

    def _has_panned(self) -> bool:
        panned, self._panned = self._panned, False
        return panned

    def _pan_with_right(self, at: QPoint, buttons: Qt.MouseButton) -> None:
        """Begin once the right button is dragged."""
        if self._right_at is None:
            return
        if not buttons & Qt.MouseButton.RightButton:
            self._right_at = self._menu_at = None
        elif (at - self._right_at).manhattanLength() >= _A_DRAG:
            self._begin(Pan(self._view, self._lens, self._scene_point(self._right_at)), Qt.MouseButton.RightButton)
            self._right_at = self._menu_at = None
            self._panned = True

    def connect_from(self, nodes: Sequence[str]) -> None:
        """Begin an edge at each of the nodes without the button: the next click ends it."""
        if self.hand.wishes is not None and self._gesture is None:
            self._begin(DrawEdge(self._scene, nodes, self.hand.wishes, self._tell, self.in_scene()), Qt.MouseButton.NoButton)
            self.aimed_at = nodes[0]

    @property
    def is_connecting(self) -> bool:
        """Whether an edge is being drawn without the button."""
        return isinstance(self._gesture, DrawEdge) and self._button == Qt.MouseButton.NoButton

    def aim_at(self, node: str) -> None:
        """Lead the edge that is being drawn to a node."""
        at = QPointF(*self._scene.network.node_by_id[node].position)
        self.aimed_at, self.place = node, self._view.mapFromScene(at)
        if self._gesture is not None:
            self._gesture.move(at)

    def finish(self) -> bool:
        """End the gesture where it is; whether it could be."""
        if self.place is not None:
            self._end(self.place)
        return self.place is not None

    def cancel(self) -> bool:
        """Give up what is under way; whether there was anything."""
        gesture, self._gesture, self._press = self._gesture, None, None
        if gesture is not None:
            gesture.cancel()
            self._view.viewport().unsetCursor()
        return gesture is not None

    def _hand(self, wishes: Wishes | None) -> Hand:
        return Hand(self._scene, wishes, self._tell, self.on_screen, lambda: self._lens.zoom, lambda: self.snaps, lambda: self._held)

    def _follow_document(self) -> None:
        """A gesture ends when the document changes under it, but for one that changes it by every move."""
        if not isinstance(self._gesture, Scrub):
            self.cancel()

    def _begin(self, gesture: Gesture, button: Qt.MouseButton) -> None:
        self._gesture, self._button = gesture, button
        shape = next((shape for kind, shape in _CURSORS.items() if isinstance(gesture, kind)), Qt.CursorShape.ClosedHandCursor)
        self._view.viewport().setCursor(shape)

    def _end(self, at: QPoint) -> None:
        gesture, self._gesture = self._gesture, None
        self._view.viewport().unsetCursor()
        if gesture is not None:
            gesture.end(self._scene_point(self._where_seen(at, gesture)))

    def _where_seen(self, at: QPoint, gesture: Gesture | None = None) -> QPoint:
        """Nodes are dragged no farther than where they are seen."""
        port = self._view.viewport().rect()
        if not isinstance(gesture or self._gesture, MoveNodes):
            return at
        return QPoint(min(max(at.x(), port.left()), port.right()), min(max(at.y(), port.top()), port.bottom()))

    def _interrupt(self, at: QPoint, button: Qt.MouseButton) -> None:
        """A click ends a gesture that needs no button; another button gives up one that does."""
        if self._button == Qt.MouseButton.NoButton and button == Qt.MouseButton.LeftButton:
            self._end(at)
        else:
            self.cancel()

    def _tell(self, text: str) -> None:
        self._tell_at(text, self.place or self._view.viewport().rect().center())

    def _scene_point(self, at: QPoint) -> QPointF:
        return self._view.mapToScene(at)

    def _show_cursor(self, at: QPoint) -> None:
        """What a drag from here would do."""
        point = self._scene_point(at)
        part = self._scene.part_at(point)
        if self.hand.wishes is None:
            shape = Qt.CursorShape.ArrowCursor
        elif self.tool is not Tool.SELECT or node_of_rim(self._scene.network, point) is not None:
            shape = Qt.CursorShape.CrossCursor
        elif self.hand.can_scrub(point):
            shape = Qt.CursorShape.SizeHorCursor
        elif part is not None and part[0] in ("node", "input", "label"):
            shape = Qt.CursorShape.SizeAllCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(QCursor(shape))
