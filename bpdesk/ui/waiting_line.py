"""Edits that wait until the run is there that they change, in their order, and saves that wait for these edits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bpdesk.ui.document_runs import DocumentRuns

Wish = Callable[[], None]


class WaitingLine:
    """Of one session. While one of its edits is made, or a run is being followed, the others keep still."""

    def __init__(self, runs: DocumentRuns) -> None:
        self._runs = runs
        self._edits: list[Wish] = []
        self._saves: list[Wish] = []
        self._is_held = False

    def __len__(self) -> int:
        """How many edits wait."""
        return len(self._edits)

    @property
    def comes_first(self) -> bool:
        """Whether edits wait that a new one has to come after."""
        return bool(self._edits) and not self._keeps_still

    def puts_off(self, edit: Wish) -> bool:
        """Let an edit wait for the moment that it changes, and the window go on meanwhile; False where it can be made now."""
        self._runs.finish_update()
        if self._runs.is_awaited or self.comes_first:
            self._edits.append(edit)
            return True
        return False

    def withdraw(self) -> None:
        """Drop the edit that was put off last."""
        self._edits.pop()

    def save_later(self, save: Wish) -> None:
        """Save once no edit waits any more."""
        self._saves.append(save)
        self.go_on()

    def clear(self) -> None:
        self._edits.clear()
        self._saves.clear()

    def go_on(self) -> None:
        """Make the edits that wait, as far as they needn't any more, each once the one before has its run; then save."""
        if self._keeps_still:
            return
        with self._held():
            while self._edits and not self._runs.is_awaited:
                self._edits.pop(0)()
            while self._saves and not self._runs.is_awaited:
                self._saves.pop(0)()

    @property
    def _keeps_still(self) -> bool:
        return self._is_held or self._runs.is_arriving

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Nothing that waits is done meanwhile."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
