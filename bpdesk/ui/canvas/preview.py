"""What the scene shows only while a gesture lasts: nodes on their way, nodes that may or may not be an end. No edit is made."""

from collections.abc import Callable, Iterable, Mapping

from bpdesk.ui.canvas.picture import Picture

Positions = Mapping[str, tuple[float, float]]


class Preview:
    """Lies over a picture until it is cleared."""

    def __init__(self, picture: Picture, restore: Callable[[], None]) -> None:
        self._picture = picture
        self._restore = restore
        self._has_moved = False

    def move(self, positions: Positions) -> None:
        """Show nodes there; edges, labels and targets follow."""
        self._has_moved = True
        self._picture.move_nodes(positions)

    def mark_ends(self, allowed: Iterable[str], barred: Iterable[str]) -> None:
        """Give a ring to nodes that may be an end, and fade those that may not."""
        good, bad = set(allowed), set(barred)
        for identifier, item in self._picture.nodes.items():
            item.set_role("end" if identifier in good else "barred" if identifier in bad else "")

    def clear(self) -> None:
        """Show the document as it is again."""
        for item in self._picture.nodes.values():
            item.set_role("")
        if self._has_moved:
            self._restore()

    def forget_moves(self) -> None:
        """The picture shows the document again."""
        self._has_moved = False
