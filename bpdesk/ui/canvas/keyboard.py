"""What keys do while the canvas has the focus and nothing is being typed. Those of actions with Ctrl are the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from bpdesk.model.network import Kind
from bpdesk.ui.canvas.grid import STEP
from bpdesk.ui.canvas.pointer import Pointer
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.steps import Direction, along_edges, nearest, next_edge
from bpdesk.ui.canvas.tools.gesture import Tool

if TYPE_CHECKING:
    from bpdesk.ui.canvas.view import NetworkView

_KINDS: dict[int, Kind] = {Qt.Key.Key_I: "input", Qt.Key.Key_H: "hidden", Qt.Key.Key_O: "output"}
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_DIRECTIONS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_EDITING = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GIVING_UP = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Cut)
"""In the middle of a gesture, also where there is nothing to undo or to cut."""
_BEGINS_A_NUMBER = tuple("0123456789-.,")
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_OF_THE_WINDOW = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Keyboard:
    """The keys of one view."""

    def __init__(self, view: NetworkView, scene: NetworkScene, pointer: Pointer) -> None:
        self._view, self._scene, self._pointer = view, scene, pointer
        self._last: str | None = None
        """The node that was walked to last."""

    def keeps_from_window(self, event: QKeyEvent) -> bool:
        """Whether Esc has to leave something here before it may end a run."""
        return event.key() == Qt.Key.Key_Escape and (self._pointer.gesture is not None or self._view.tool is not Tool.SELECT)

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was for the canvas."""
        if any(event.matches(key) for key in _GIVING_UP) or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self._pointer.cancel()
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and event.modifiers() == _SHIFT):
            self._view.show_menu_of_selection()
            return True
        if event.modifiers() & ~_SHIFT == _ALT and event.key() in _DIRECTIONS:
            return self._walk_along(_DIRECTIONS[Qt.Key(event.key())], adds=bool(event.modifiers() & _SHIFT))
        if event.modifiers() & _OF_THE_WINDOW:
            return False
        if self._pointer.is_connecting and event.key() in _DIRECTIONS:
            return self._aim(_DIRECTIONS[Qt.Key(event.key())])
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return self._edit(event) or self._nudge(event) or self._draw(event)

    def walk(self, forward: bool) -> bool:
        """Go to the next node from left to right: select it, or aim at it with the edge that is being drawn. False at either end."""
        nodes = sorted(self._scene.network.nodes, key=lambda node: node.position)
        here = self._pointer.aimed_at if self._pointer.is_connecting else next(iter(self._scene.selected_nodes), None)
        place = next((index for index, node in enumerate(nodes) if node.id == here), -1 if forward else len(nodes))
        place += 1 if forward else -1
        if not 0 <= place < len(nodes):
            return False
        if self._pointer.is_connecting:
            self._aim_at(nodes[place].id)
        else:
            self._scene.choose(Selection.several(self._scene.network, [nodes[place].id]))
            self._view.reveal([nodes[place].id])
        return True

    def _walk_along(self, direction: Direction, *, adds: bool) -> bool:
        """Select the node at the other end of an edge, or above or below; from an edge its own ends. `adds` keeps what is selected."""
        choice, network = self._scene.choice, self._scene.network
        if choice.primary is not None and choice.primary[0] == "weight" and direction in ("left", "right"):
            edge = network.edge_by_id[choice.primary[1]]
            self._arrive(edge.source if direction == "left" else edge.target, adds=adds)
            return True
        here = self._last if self._last in choice.nodes else next(iter(sorted(choice.nodes)), None)
        if here is None:
            return self.walk(forward=direction in ("right", "down"))
        there = along_edges(network, here, direction)
        if there is not None:
            self._arrive(there, adds=adds)
        return True

    def _arrive(self, node: str, *, adds: bool) -> None:
        network, kept = self._scene.network, self._scene.choice if adds else Selection()
        self._last = node
        self._scene.choose(kept.with_others(network, [node], []))
        self._view.reveal([node])

    def _walk_edges(self) -> bool:
        """Select the next edge of the node that is selected, or that the selected edge was reached from; of all, where there is none."""
        choice, network = self._scene.choice, self._scene.network
        edge = choice.primary[1] if choice.primary is not None and choice.primary[0] == "weight" else None
        if edge is None:
            self._last = next(iter(sorted(choice.nodes)), None)
        elif self._last not in (network.edge_by_id[edge].source, network.edge_by_id[edge].target):
            self._last = network.edge_by_id[edge].target
        following = next_edge(network, self._last, edge)
        if following is not None:
            self._scene.choose(Selection.several(network, [], [following]))
            self._view.reveal([], [following])
        return following is not None

    def _aim(self, direction: Direction) -> bool:
        """Lead the edge that is being drawn to the nearest node there."""
        here = self._pointer.aimed_at
        there = None if here is None else nearest(self._scene.network, here, direction)
        if there is not None:
            self._aim_at(there)
        return True

    def _aim_at(self, node: str) -> None:
        """Also where it was out of sight."""
        self._view.reveal([node])
        self._pointer.aim_at(node)

    def _leave(self) -> None:
        """One thing at a time: the gesture, the tool, the selection."""
        if not self._pointer.cancel() and not self._view.leave_tool():
            self._scene.deselect()

    def _edit(self, event: QKeyEvent) -> bool:
        """Enter and F2 open a field over what is selected, with Shift and where it has no number over its name; digits begin one."""
        if self._pointer.is_connecting:
            return event.key() in _EDITING and self._pointer.finish()
        begins = event.text() if event.text() in _BEGINS_A_NUMBER else ""
        selection = self._scene.selection
        if selection is None or not (begins or event.key() in _EDITING):
            return False
        place = self._scene.reading.place_of(*selection)
        if place is not None and not event.modifiers() & _SHIFT:
            self._view.edit(place, begins)
        elif not begins and self._pointer.hand.wishes is not None:
            self._view.rename("weight" if selection[0] == "weight" else "node", selection[1])
        return True

    def _nudge(self, event: QKeyEvent) -> bool:
        wishes = self._pointer.hand.wishes
        if event.key() not in ARROWS or wishes is None or not self._scene.selected_nodes:
            return False
        across, down = ARROWS[Qt.Key(event.key())]
        by = 1.0 if event.modifiers() & _SHIFT else STEP
        wishes.nudge(across * by, down * by)
        return True

    def _draw(self, event: QKeyEvent) -> bool:
        key, wishes = event.key(), self._pointer.hand.wishes
        if key == Qt.Key.Key_F and event.modifiers() & _SHIFT:
            self._view.fit_selection()
        elif key == Qt.Key.Key_F:
            self._view.fit()
        elif key in _KINDS and wishes is not None:
            wishes.add_node(_KINDS[key], self._pointer.in_scene())
        elif key == Qt.Key.Key_C and wishes is not None and self._scene.selected_nodes:
            self._view.begin_edge()
        elif key == Qt.Key.Key_E:
            return self._walk_edges()
        else:
            return False
        return True
