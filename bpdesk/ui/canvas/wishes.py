"""What the canvas asks for when a person draws. Whoever owns the canvas answers; the canvas itself edits nothing."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF

from bpdesk.model.network import Kind
from bpdesk.ui.canvas.place import Place


class Wishes(Protocol):
    """Answered for a whole document, by a session."""

    def add_node(self, kind: Kind, at: QPointF) -> None:
        """A node of that kind there."""

    def ask_kind(self, at: QPointF, where: QPoint) -> None:
        """A node there, of the kind that fits, or else that the person picks from a small menu at `where` on the screen."""

    def connect(self, sources: Sequence[str], target: str) -> None:
        """An edge from each."""

    def grow(self, sources: Sequence[str], at: QPointF) -> None:
        """A neuron there, and an edge to it from each."""

    def move(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Those nodes there."""

    def copy_by(self, across: float, down: float) -> None:
        """What is selected once more, so far from where it is."""

    def scrub(self, place: Place, value: float, key: str) -> None:
        """That value for now; all with the same key are one edit."""

    def give_up_scrub(self, key: str) -> None:
        """The number as it was before the edit with that key."""

    def nudge(self, across: float, down: float) -> None:
        """The selected nodes on by so much."""

    def rename(self, kind: str, identifier: str, name: str) -> None:
        """Another label; an empty one lets the id be shown."""

    def show_menu(self, where: QPoint) -> None:
        """The menu of what is selected, at a point of the screen."""

    def take_text(self, text: str, at: QPointF) -> None:
        """What text in the file's format holds, there."""
