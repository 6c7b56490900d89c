"""Brings a run from its start to an iteration, on the engine's thread and in slices, so that whatever else is asked for waits for none."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from bpdesk.ui.engine_thread import EngineThread

if TYPE_CHECKING:
    from bpdesk.training.run import Run, Work

Result = TypeVar("Result")
_FIRST_BLOCK, _LARGEST_BLOCK = 16, 1 << 22
_SLICE_SECONDS = 0.03


class Replay:
    """`progressed` is told the share that is done after each slice, `done` the run at its goal or where it ended before it.

    `done` gets None where memory doesn't suffice.
    """

    def __init__(
        self,
        thread: EngineThread,
        make: Callable[[], Run],
        goal: int,
        progressed: Callable[[float], None],
        done: Callable[[Run | None], None],
    ) -> None:
        self._thread, self._goal, self._progressed, self._done = thread, goal, progressed, done
        self._is_cancelled = False
        self._block = _FIRST_BLOCK
        self._do(make, self._go_on)

    def cancel(self) -> None:
        """Neither `progressed` nor `done` is called any more."""
        self._is_cancelled = True

    def _do(self, job: Callable[[], Result], then: Callable[[Result], None]) -> None:
        def arrive(found: Result | None) -> None:
            if self._is_cancelled:
                return
            if found is None:
                self._done(None)
            else:
                then(found)

        self._thread.do(lambda: _or_none(job), arrive)

    def _go_on(self, run: Run) -> None:
        if run.newest >= self._goal or run.stop is not None:
            self._done(run)
        else:
            count = min(self._block, self._goal - run.newest)
            self._do(lambda: _timed(run, count), lambda found: self._arrive(run, *found))

    def _arrive(self, run: Run, work: Work, seconds: float) -> None:
        run.take(work)
        self._progressed(run.newest / max(self._goal, 1))
        if seconds < _SLICE_SECONDS / 4:
            self._block = min(self._block * 4, _LARGEST_BLOCK)
        elif seconds > _SLICE_SECONDS * 2:
            self._block = max(1, self._block // 2)
        if not self._is_cancelled:
            self._go_on(run)


def _timed(run: Run, count: int) -> tuple[Work, float]:
    began = perf_counter()
    return run.work(count), perf_counter() - began


def _or_none(job: Callable[[], Result]) -> Result | None:
    """None where memory doesn't suffice."""
    try:
        return job()
    except MemoryError:
        return None
