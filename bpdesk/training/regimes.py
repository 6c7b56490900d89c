"""The changes of a run laid out along its iterations: which settings hold where, and what each change does to the state."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from bpdesk.engine.batches import place_after
from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State, changed, restored, start
from bpdesk.model.run_record import Change, SavedState

Flags = npt.NDArray[np.bool_]


class Regimes:
    """The regime at the very start, before any change, and after each change, with the iteration from which it holds."""

    def __init__(self, program: Program, changes: Sequence[Change]) -> None:
        self._program = program
        self._change_at = {change.iteration: place for place, change in enumerate(changes)}
        self._changes = tuple(changes)
        self._regimes = [Regime.at_start(program)]
        for change in changes:
            self._regimes.append(self._regimes[-1].changed(program, change))
        self._firsts = [0, *(change.iteration for change in changes)]
        self._is_whole = np.array([self.is_whole_batch(regime) for regime in self._regimes])

    def at(self, iteration: int) -> Regime:
        """The settings in force at rest at that iteration."""
        return self._regimes[bisect_right(self._firsts, iteration) - 1]

    def next_change(self, iteration: int) -> int | None:
        """Where the first change after that iteration is made."""
        place = bisect_right(self._firsts, iteration)
        return self._firsts[place] if place < len(self._firsts) else None

    def has_change(self, iteration: int) -> bool:
        return iteration in self._change_at

    def at_rest(self, state: State) -> State:
        """The state with the change of its iteration made, if there is one."""
        place = self._change_at.get(state.iteration)
        if place is None:
            return state
        return changed(self._program, state, self._changes[place], self._regimes[place], self._regimes[place + 1])

    def start(self) -> State:
        """Iteration 0 at rest."""
        return self.at_rest(start(self._program))

    def restored(self, iteration: int, record: SavedState) -> State:
        """The state that a document holds for that iteration; its place in the epoch follows from the settings on the way."""
        return restored(self._program, record, self.at(iteration), self._counted(iteration))

    def is_whole_batch(self, regime: Regime) -> bool:
        """Whether each batch is the whole training set."""
        rows = len(self._program.train)
        return regime.batch_size(rows) == rows

    @property
    def is_ever_whole(self) -> bool:
        """Whether batches are the whole training set at any time."""
        return bool(self._is_whole.any())

    def where(self, iterations: Floats, widths: Floats, *, whole: bool) -> Flags:
        """For buckets of so many iterations: whether all of each are under one regime, with batches that are the whole set or not."""
        first = np.searchsorted(self._firsts, iterations, "right") - 1
        last = np.searchsorted(self._firsts, iterations + (widths - 1), "right") - 1
        inside: Flags = (first == last) & (self._is_whole[first] == whole)
        return inside

    def _counted(self, iteration: int) -> State:
        """The start, moved on to that iteration in nothing but what counts iterations."""
        rows, state = len(self._program.train), self.start()
        while state.iteration < iteration:
            due = min(iteration, self.next_change(state.iteration) or iteration)
            size = self.at(state.iteration).batch_size(rows)
            epochs, position = place_after(state.position, due - state.iteration, size, rows)
            steps = state.steps + due - state.iteration
            state = self.at_rest(replace(state, iteration=due, steps=steps, epoch=state.epoch + epochs, position=position))
        return state
