"""When a run ends by itself: at the very iteration at which a condition holds, whatever the block that computes it.

A new condition is a field of Conditions, a method of Watch that finds it in a block, and a sentence in `ui.stop_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from bpdesk.engine.regime import Regime
    from bpdesk.engine.state import State
    from bpdesk.engine.step import Block, Engine

_MOST_VALUES = 2_000_000
"""Numbers that a block may record while signs are watched."""


@dataclass(frozen=True)
class Conditions:
    """What ends a run; None and False are not asked for.

    `cost_below`, `gradient_below` and `iteration` are goals: a run that is there already goes no further. The others are events
    on the way. The cost over the training set is looked at after each iteration where a batch is the whole set, else once an epoch.
    The gradient is that of the next update, of all parameters that aren't frozen, its norm √Σg².
    """

    cost_below: float | None = None
    iteration: int | None = None
    gradient_below: float | None = None
    test_rises: int | None = None
    """Epochs in a row in each of which the cost over the test set grew."""
    sign_changes: bool = False
    cost_rises: bool = False

    @property
    def any(self) -> bool:
        return any(getattr(self, field.name) not in (None, False) for field in fields(self))


@dataclass(frozen=True)
class Reason:
    """Which of the conditions held at that iteration; `value` is the cost, the norm, or the weight with the index `parameter`.

    `others` held at the same iteration.
    """

    condition: str
    iteration: int
    value: float = 0.0
    parameter: int | None = None
    others: tuple[Reason, ...] = ()


class Watch:
    """Looks at the blocks of one run one after the other. It remembers what the next block is compared with; not for two threads."""

    def __init__(self, engine: Engine, conditions: Conditions) -> None:
        self._engine, self._asked = engine, conditions
        self._edges = len(engine.program.edge_ids)
        self._rows = len(engine.program.train)
        self._training: object = None
        self._cost: float | None = None
        self._test: float | None = None
        self._rises = 0
        self._signs = np.zeros(self._edges)

    @property
    def watched(self) -> npt.NDArray[np.int64]:
        """The parameters that have to be seen of every iteration."""
        return np.arange(self._edges if self._asked.sign_changes else 0, dtype=np.int64)

    def due(self, state: State, regime: Regime) -> int:
        """The iteration up to which a block may go from there."""
        most = state.iteration + (max(1, _MOST_VALUES // max(1, self._edges)) if self._asked.sign_changes else 1 << 62)
        if self._asked.gradient_below is not None:
            most = state.iteration + 1
        if self._asked.iteration is not None and self._asked.iteration > state.iteration:
            most = min(most, self._asked.iteration)
        return min(most, state.iteration + self._left_in_epoch(state, regime)) if self._looks_at_epochs(regime) else most

    def find(self, state: State, regime: Regime, block: Block) -> Reason | None:
        """The first iteration from `state` on, before the block or in it, at which a condition holds."""
        self._begin(state, regime)
        within = (self._in_costs(state, regime, block), self._in_gradient(state, regime, block), self._in_signs(state, block))
        at_goal = (Reason("iteration", at) for at in (state.iteration, block.state.iteration) if at == self._asked.iteration)
        found = [*chain(*within), *self._at_end(regime, block), *at_goal]
        if not found:
            return None
        first = min(found, key=lambda reason: reason.iteration)
        if first.iteration == block.state.iteration:
            found += self._in_next_cost(regime, block.state)
        return replace(first, others=tuple(each for each in found if each is not first and each.iteration == first.iteration))

    def _begin(self, state: State, regime: Regime) -> None:
        """Where it begins, and under other settings, costs can't be compared with those before: with that of the state there."""
        if regime.training == self._training:
            return
        self._training, self._cost, self._test, self._rises = regime.training, None, None, 0
        if not self._looks_at_epochs(regime) or 0 < state.position < self._rows:
            return
        if not self._is_whole(regime):
            self._cost = self._engine.cost(regime, state.parameters, self._engine.program.train)
        if self._engine.program.test is not None:
            self._test = self._engine.cost(regime, state.parameters, self._engine.program.test)

    def _in_costs(self, state: State, regime: Regime, block: Block) -> Iterator[Reason]:
        if not self._is_whole(regime) or not block.made:
            return
        yield from self._of_costs(state.iteration, block.batch_costs)
        self._cost = float(block.batch_costs[-1])

    def _in_next_cost(self, regime: Regime, end: State) -> Iterator[Reason]:
        """What the next block would tell of the cost where this one ends."""
        if self._is_whole(regime) and (self._asked.cost_below is not None or self._asked.cost_rises):
            following = self._engine.advance(regime, end, 1, self.watched)
            yield from self._of_costs(end.iteration, following.batch_costs)

    def _of_costs(self, begins: int, costs: npt.NDArray[np.float64]) -> Iterator[Reason]:
        """The costs of a batch that is the whole set, from that iteration on."""
        if self._asked.cost_below is not None:
            yield from _first("cost_below", begins, costs < self._asked.cost_below, costs)
        if self._asked.cost_rises:
            before = np.concatenate(([np.inf if self._cost is None else self._cost], costs[:-1]))
            yield from _first("cost_rises", begins, costs > before, costs)

    def _in_gradient(self, state: State, regime: Regime, block: Block) -> Iterator[Reason]:
        if self._asked.gradient_below is not None:
            norm = float(np.linalg.norm(block.gradient[~regime.frozen]))
            if norm < self._asked.gradient_below:
                yield Reason("gradient_below", state.iteration, norm)

    def _in_signs(self, state: State, block: Block) -> Iterator[Reason]:
        if not self._asked.sign_changes or not block.made:
            return
        values = np.vstack((block.watched, block.state.parameters[: self._edges]))
        signs = _without_zeros(np.sign(values), self._signs)
        self._signs = signs[-1]
        changed = (signs[1:] * signs[:-1]) < 0
        rows = np.flatnonzero(changed.any(axis=1))
        if len(rows):
            edge = int(np.argmax(changed[rows[0]]))
            yield Reason("sign_changes", state.iteration + int(rows[0]) + 1, float(values[rows[0] + 1, edge]), edge)

    def _at_end(self, regime: Regime, block: Block) -> Iterator[Reason]:
        """At the block's end, where an epoch may end."""
        end = block.state
        if self._looks_at_epochs(regime) and block.made and end.position >= self._rows:
            if not self._is_whole(regime):
                yield from self._in_epochs_cost(regime, end)
            yield from self._in_test_cost(regime, end)

    def _in_epochs_cost(self, regime: Regime, end: State) -> Iterator[Reason]:
        if self._asked.cost_below is None and not self._asked.cost_rises:
            return
        before, self._cost = self._cost, self._engine.cost(regime, end.parameters, self._engine.program.train)
        if self._asked.cost_below is not None and self._cost < self._asked.cost_below:
            yield Reason("cost_below", end.iteration, self._cost)
        if self._asked.cost_rises and before is not None and self._cost > before:
            yield Reason("cost_rises", end.iteration, self._cost)

    def _in_test_cost(self, regime: Regime, end: State) -> Iterator[Reason]:
        test = self._engine.program.test
        if self._asked.test_rises is None or test is None:
            return
        before, self._test = self._test, self._engine.cost(regime, end.parameters, test)
        self._rises = self._rises + 1 if before is not None and self._test > before else 0
        if self._rises >= self._asked.test_rises:
            yield Reason("test_rises", end.iteration, self._test)

    def _looks_at_epochs(self, regime: Regime) -> bool:
        asked = self._asked
        of_test = asked.test_rises is not None and self._engine.program.test is not None
        return of_test or (not self._is_whole(regime) and (asked.cost_below is not None or asked.cost_rises))

    def _left_in_epoch(self, state: State, regime: Regime) -> int:
        taken = 0 if state.position >= self._rows else state.position
        return -(-(self._rows - taken) // regime.batch_size(self._rows))

    def _is_whole(self, regime: Regime) -> bool:
        return regime.batch_size(self._rows) == self._rows


def _first(condition: str, begins: int, holds: npt.NDArray[np.bool_], values: npt.NDArray[np.float64]) -> Iterator[Reason]:
    places = np.flatnonzero(holds)
    if len(places):
        yield Reason(condition, begins + int(places[0]), float(values[places[0]]))


def _without_zeros(signs: npt.NDArray[np.float64], before: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """In the place of each 0 the sign that stood there last: a weight that rests at 0 has changed once it comes out on the other side."""
    signs[0] = np.where(signs[0] == 0, before, signs[0])
    for row in np.flatnonzero((signs[1:] == 0).any(axis=1)) + 1:
        signs[row] = np.where(signs[row] == 0, signs[row - 1], signs[row])
    return signs
