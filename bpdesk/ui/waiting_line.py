"""Edits that wait until the run is there that they change, in their order, and saves that wait for these edits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Wish = Callable[[], None]


class WaitingLine:
    """Of one session. While one of its edits is made, or a run is being followed, the others keep still."""

    def __init__(self) -> None:
        self._edits: list[Wish] = []
        self._saves: list[Wish] = []
        self.is_held = False

    def __len__(self) -> int:
        """How many edits wait."""
        return len(self._edits)

    @property
    def comes_first(self) -> bool:
        """Whether edits wait that a new one has to come after."""
        return bool(self._edits) and not self.is_held

    def put_off(self, edit: Wish) -> None:
        """Let an edit wait at the end of the line."""
        self._edits.append(edit)

    def withdraw(self) -> None:
        """Drop the edit that was put off last."""
        self._edits.pop()

    def save_later(self, save: Wish) -> None:
        """Save once no edit waits any more."""
        self._saves.append(save)

    def clear(self) -> None:
        self._edits.clear()
        self._saves.clear()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing that waits is done meanwhile."""
        self.is_held = True
        try:
            yield
        finally:
            self.is_held = False

    def go_on(self, must_wait: Callable[[], bool]) -> None:
        """Make the edits that wait, as far as they needn't any more, each once the one before has its run; then save."""
        if self.is_held:
            return
        with self.held():
            while self._edits and not must_wait():
                self._edits.pop(0)()
            while self._saves and not must_wait():
                self._saves.pop(0)()
