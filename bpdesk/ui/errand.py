"""What the engine's thread does for the playback: one short piece of the way to an iteration. Touches nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from time import thread_time
from typing import TYPE_CHECKING

from bpdesk.engine.moment import Moment

if TYPE_CHECKING:
    from bpdesk.engine.state import State
    from bpdesk.training.run import Run, Work
    from bpdesk.training.stopping import Reason, Watch

_BLOCKS_OF_A_REPLAY = 4
"""A replay shows nothing on its way, so its pieces may be longer."""


@dataclass(frozen=True)
class Errand:
    """To `goal` of a run from the iteration `shown`, with at most `block` iterations at a time, for that training row."""

    run: Run
    goal: int
    shown: int
    block: int
    row: int
    watch: Watch | None = None


@dataclass(frozen=True)
class Arrival:
    """What an errand brought: `work` for `part` to record, a state on the way, the moment to show once it is there.

    `made` counts its iterations, for which there was time of so many `blocks`; `reason` is what ended them.
    `seconds` are the thread's own: blocks must not shrink while it waits for the window's thread to draw. `besides` is what the moment
    took of them, which for a large training set is far more than an iteration of a small batch.
    """

    state: State
    made: int
    seconds: float
    part: Run | None = None
    work: Work | None = None
    moment: Moment | None = None
    reason: Reason | None = None
    blocks: int = 1
    besides: float = 0.0


def run_errand(errand: Errand) -> Arrival | None:
    """Do it, on the engine's thread; None where memory doesn't suffice."""
    try:
        return _run(errand, thread_time())
    except MemoryError:
        return None


def _run(errand: Errand, began: float) -> Arrival:
    run, goal, past = errand.run, errand.goal, errand.run.past  # another past may take its place meanwhile
    if goal > run.newest:
        return _made(errand, run, run.work(min(goal - run.newest, errand.block), errand.watch), began)
    if past is not None and not run.has(goal):
        most = errand.block * _BLOCKS_OF_A_REPLAY
        whole = run.first - past.newest  # where there is time for all of it, the state that is held can be compared
        count = whole if whole <= most else min(goal - past.newest, most)
        return _made(errand, past, past.work(count), began, _BLOCKS_OF_A_REPLAY)
    if errand.watch is not None and errand.shown < goal:
        work = run.work(goal - errand.shown, errand.watch, run.state_at(errand.shown))
        return Arrival(work.state, work.made, thread_time() - began, moment=run.moment_of(work.state, errand.row), reason=work.reason)
    return _replayed(errand, began)


def _made(errand: Errand, part: Run, work: Work, began: float, blocks: int = 1) -> Arrival:
    state = work.state
    shows, worked = part is errand.run or state.iteration == errand.goal, thread_time()
    moment = errand.run.moment_of(state, errand.row) if shows else None
    ended = thread_time()
    return Arrival(state, work.made, ended - began, part, work, moment, work.reason, blocks, ended - worked)


def _replayed(errand: Errand, began: float) -> Arrival:
    run, most = errand.run, errand.block * _BLOCKS_OF_A_REPLAY
    state = run.towards(errand.goal, most)
    moment = run.moment_of(state, errand.row) if state.iteration == errand.goal else None
    return Arrival(state, most if moment is None else 0, thread_time() - began, moment=moment, blocks=_BLOCKS_OF_A_REPLAY)
