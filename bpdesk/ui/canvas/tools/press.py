"""Which gesture a press of the left button begins, and what it means when it stays a click: decided by the tool and what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt

from bpdesk.model.network import Kind
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.rim import OUTER, nearest_node, node_of_rim
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.tools.draw_edge import DrawEdge
from bpdesk.ui.canvas.tools.gesture import Gesture, Held, Tool
from bpdesk.ui.canvas.tools.move_nodes import MoveNodes
from bpdesk.ui.canvas.tools.rubber_band import RubberBand
from bpdesk.ui.canvas.tools.scrub import Scrub
from bpdesk.ui.canvas.wishes import Wishes

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Press:
    """`drag` begins the gesture once the pointer has moved; `click` is done when it hasn't; a lasting one's click drags on."""

    drag: Callable[[], Gesture] | None = None
    click: Callable[[], None] | None = None
    is_lasting: bool = False


@dataclass(frozen=True)
class Hand:
    """What presses are judged with: a scene, who answers wishes (nobody, where nothing can be drawn), how reasons are told, where it is."""

    scene: NetworkScene
    wishes: Wishes | None
    tell: Tell
    on_screen: Callable[[], QPoint]
    zoom: Callable[[], float]
    snaps: Callable[[], bool]
    held: Held

    def is_free(self, at: QPointF) -> bool:
        """Whether nothing is drawn there."""
        return self.scene.part_at(at) is None and node_of_rim(self.scene.network, at) is None

    def press(self, tool: Tool, kind: Kind | None, at: QPointF, adds: bool) -> Press:
        """What a press there means; it selects at once what is there. With `adds` it adds to what is selected."""
        wishes, network = self.wishes, self.scene.network
        if wishes is not None and tool is Tool.CONNECT:
            source = nearest_node(network, at, RADIUS + OUTER)
            if source is not None:
                return Press(self._drawer(source, wishes, at), is_lasting=True)
        if wishes is not None and tool is Tool.NODE and self.is_free(at):
            return Press(click=lambda: wishes.add_node(kind, at) if kind else wishes.ask_kind(at, self.on_screen()))
        return self._press_to_select(at, adds)

    def can_scrub(self, at: QPointF) -> bool:
        """Whether a drag from there changes a number."""
        return self.wishes is not None and self._scrub(at, self.wishes) is not None

    def choose_for_menu(self, at: QPointF) -> None:
        """Select what a menu there is about; what is selected already keeps its company."""
        part, choice = self.scene.selectable_at(at), self.scene.choice
        if part is None:
            self.scene.deselect()
        elif part != choice.primary and not (part[1] in choice.nodes and part[0] in ("node", "input")) and part[1] not in choice.edges:
            self.scene.choose(Selection.of(*part))

    def _press_to_select(self, at: QPointF, adds: bool) -> Press:
        scene, wishes = self.scene, self.wishes
        part, rim = scene.selectable_at(at), node_of_rim(scene.network, at)
        scrub = None if wishes is None or adds else self._scrub(at, wishes)
        if scrub is not None:
            self._select(at, adds=False)
            return Press(scrub)
        if wishes is not None and rim is not None and not adds:
            return Press(self._drawer(rim, wishes, at))
        before = scene.choice
        if part is None:
            kept = before if adds else Selection()
            scene.choose(kept)
            return Press(lambda: RubberBand(scene, kept, at))
        was_selected = part[1] in before.nodes and part[0] in ("node", "input") and len(before.nodes) + len(before.edges) > 1
        is_selected_node = part[1] in before.nodes and part[0] in ("node", "input")
        if wishes is not None and adds and is_selected_node:
            # A click takes it out of the selection; a drag moves all of it, on one axis with Shift.
            return Press(self._mover(wishes, at), lambda: self._select(at, adds=True))
        if adds or not was_selected:
            self._select(at, adds)
        click = (lambda: scene.choose(Selection.of(*part))) if was_selected and not adds else None
        if wishes is None or part[1] not in scene.choice.nodes or part[0] not in ("node", "input"):
            return Press(click=click)
        return Press(self._mover(wishes, at), click)

    def _drawer(self, source: str, wishes: Wishes, at: QPointF) -> Callable[[], Gesture]:
        """Draws from that node; from all that are selected, if it is one of them."""
        chosen = self.scene.choice.nodes
        if source not in chosen:
            self._select(at, adds=False)
        sources = [source, *sorted(chosen - {source})] if source in chosen else [source]
        return lambda: DrawEdge(self.scene, sources, wishes, self.tell, at)

    def _mover(self, wishes: Wishes, at: QPointF) -> Callable[[], Gesture]:
        return lambda: MoveNodes(self.scene, self.scene.choice.nodes, wishes, at, self.zoom(), self.snaps(), self.held)

    def _scrub(self, at: QPointF, wishes: Wishes) -> Callable[[], Gesture] | None:
        """For a number that a drag changes: a weight's, a bias, a target; an input's with Alt, for its square is what one moves."""
        part = self.scene.part_at(at)
        kinds = ("weight", "bias", "target", *(("input",) if self.held() & Qt.KeyboardModifier.AltModifier else ()))
        if part is None or part[0] not in kinds:
            return None
        reading = self.scene.reading
        place = reading.place_of(*part)
        value = None if place is None else reading.value(place)
        if place is None or value is None or not reading.rectangle(place).adjusted(-6, -4, 6, 4).contains(at):
            return None
        return lambda: Scrub(place, value, wishes, at, self.zoom(), self.held)

    def _select(self, at: QPointF, adds: bool) -> None:
        part = self.scene.selectable_at(at)
        if part is None:
            return
        if adds and part[0] in ("node", "input", "weight"):
            self.scene.choose(self.scene.choice.toggled(self.scene.network, *part))
        else:
            self.scene.choose(Selection.of(*part))
