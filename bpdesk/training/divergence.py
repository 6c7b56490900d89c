"""Why a training ended: whether the cost grew, from which iteration on and how fast, or was never defined; and which rate would hold.

Where it ended at a state that a file holds, the past is looked at as well, as far as it has been replayed.

Computes with the run's own replay and changes nothing, so it may run on a worker thread. Words are made where they are shown.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bpdesk.engine.curvature import has_stable_rate, hessian_columns, largest_eigenvalue, stable_rate
from bpdesk.engine.program import Floats
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State
from bpdesk.engine.step import Engine, Rows
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, SIGMOID, SOFTMAX
from bpdesk.model.run_record import Change
from bpdesk.model.settings import Training
from bpdesk.training.contradiction import contradiction
from bpdesk.training.run import Run

_MOST_ROWS = 10_000
_MOST_WORK = 2_000_000_000
"""Edges × rows × parameters up to which the curvature takes a few seconds at most."""


_TINY = sys.float_info.min
_NOTHING: Rows = np.zeros(0, np.int64)

_OF_THE_COST = frozenset({"cost", "l1", "l2"})
"""Settings that make it another quantity: what it was before can't be compared with it."""

Past = Literal["whole", "not replayed", "contradicts"]
"""Whether all that led to the end is recorded. Where a file's state isn't what its run leads to, what came before doesn't explain it."""


@dataclass(frozen=True)
class OutOfRange:
    """An output that makes the cost of that name undefined: its node, its value and the training row.

    `of_rest` tells that the logarithm is that of 1 less the output; `by_step` that the output was in range before the last update.
    """

    cost: str
    node: str
    value: float
    row: int
    of_rest: bool
    by_step: bool


@dataclass(frozen=True)
class Rise:
    """From `iteration` on the cost grew, from `cost`, by `factor` per iteration (geometric mean).

    It is infinite where one iteration led beyond all numbers, None where the cost was 0.
    """

    iteration: int
    cost: float
    factor: float | None


@dataclass(frozen=True)
class Divergence:
    """A run that ended after `iteration`.

    `rise` is None where the cost isn't known to have grown: of a `past` that isn't whole only what came after it is known.
    `largest_rate` is the bound from the curvature where the rise began, or before the step that led out of range, or at the end; None where
    there is none to tell. `settings` are those under which it came to this, which may have been changed too late to help: `settings_from`
    is the iteration at which their learning rate was set, `last_rate` the one in force at the end. `is_by_rate` tells that nothing rose
    before and that a smaller rate would keep the update finite. `change` is what was changed at the end, where that has led to it.
    """

    iteration: int
    settings: Training
    settings_from: int
    last_rate: float
    past: Past
    rise: Rise | None
    largest_rate: float | None
    out_of_range: OutOfRange | None
    is_by_rate: bool
    change: Change | None


def divergence(run: Run) -> Divergence:
    """Look back from the end of a run that has stopped."""
    newest, past = run.newest, _past(run)
    gone = _out_of_range(run, run.regime_at(newest))
    changed = _last_change_of_the_cost(run)
    begins = max(0 if past == "whole" else run.first, 0 if changed is None else changed.iteration)
    rise = _rise(run, begins, is_defined=gone is None)
    is_by_rate = rise is None and gone is None and _is_finite_without_a_step(run)
    looked_at = rise.iteration if rise is not None else newest if is_by_rate else newest - 1 if gone is not None and gone.by_step else None
    led_here = newest if looked_at is None else looked_at if rise is None else _grew_most(run, rise.iteration)
    regime = run.regime_at(led_here)
    return Divergence(
        newest,
        regime.training,
        max((change.iteration for change in run.changes if "learning_rate" in change.training and change.iteration <= led_here), default=0),
        run.regime_at(newest).training.learning_rate,
        past,
        rise,
        None if looked_at is None else _largest_rate(run.engine, regime, run.state_at(looked_at)),
        gone,
        is_by_rate,
        changed if changed is not None and changed.iteration == newest and gone is None and not is_by_rate else None,
    )


def _last_change_of_the_cost(run: Run) -> Change | None:
    """The last change that made the cost another at once; one at the end counts only where the run would have gone on without it."""
    changes = [change for change in run.changes if change.iteration <= run.newest and _makes_cost_another(change)]
    if changes and changes[-1].iteration == run.newest and not _went_on_before_the_end(run):
        changes.pop()
    return changes[-1] if changes else None


def _went_on_before_the_end(run: Run) -> bool:
    """Whether the update at the end can be made without what was changed there; so it is taken where what was before isn't known."""
    before = run.newest - 1
    return not run.has(before) or run.engine.advance(run.regime_at(before), run.state_at(before), 2, _NOTHING).made == 2


def _makes_cost_another(change: Change) -> bool:
    """Whether the cost is another at once, by no step."""
    return bool(change.edges or change.biases or _OF_THE_COST & change.training.keys())


def _past(run: Run) -> Past:
    if contradiction(run) is not None:
        return "contradicts"
    return "not replayed" if run.lacks_past else "whole"


def _rise(run: Run, begins: int, *, is_defined: bool) -> Rise | None:
    """From the iteration with the least batch cost since `begins`, the last one of several, up to the end."""
    if run.newest == begins or run.stop is None:
        return None
    curve = run.batch_cost_curve()
    curve = curve.where(curve.iterations > begins)
    bucket = len(curve.low) - 1 - int(np.argmin(curve.low[::-1]))
    first, *after = (curve.iterations[bucket : bucket + 2].astype(int) - 1).tolist()
    costs = run.batch_costs(first, min([*after, run.newest]))
    least = first + len(costs) - 1 - int(np.argmin(costs[::-1]))
    lowest, is_finite = float(costs[least - first]), math.isfinite(run.stop.cost)
    end, last = (run.newest, run.stop.cost) if is_finite else (run.newest - 1, _last(run))
    if is_defined and not is_finite and _height(sys.float_info.max) - _height(last) > _height(last) - _height(lowest):
        return Rise(run.newest - 1, last, math.inf)  # the last step alone has done more than all before it
    if end <= least or not last > lowest:
        return None
    growth = (_height(last) - _height(lowest)) / (end - least)
    return Rise(least, lowest, math.exp(min(growth, _height(sys.float_info.max))) if lowest > 0 else None)


def _is_finite_without_a_step(run: Run) -> bool:
    """Whether the next update fails by the size of its step alone: cost, gradients and the optimizer's memory are finite."""
    regime = run.regime_at(run.newest)
    resting = replace(regime, training=replace(regime.training, learning_rate=0.0))
    return run.engine.advance(resting, run.state_at(run.newest), 1, _NOTHING).made == 1


def _grew_most(run: Run, rising: int) -> int:
    """The first iteration of those settings under which the cost has grown most since it began to rise."""
    later = [change.iteration for change in run.changes if change.training and rising < change.iteration < run.newest]
    firsts = [rising, *later]
    costs = [*(float(run.batch_costs(first, first + 1)[0]) for first in firsts), _last(run)]
    heights = [_height(cost) for cost in costs]
    return max(zip(firsts, heights[:-1], heights[1:], strict=True), key=lambda part: part[2] - part[1])[0]


def _height(cost: float) -> float:
    return math.log(max(cost, _TINY))


def _last(run: Run) -> float:
    return float(run.batch_costs(run.newest - 1, run.newest)[-1])


def _largest_rate(engine: Engine, regime: Regime, state: State) -> float | None:
    program = engine.program
    work = len(program.edge_ids) * len(program.train) * program.parameter_count
    if not has_stable_rate(program, regime) or work > _MOST_WORK:
        return None
    return stable_rate(regime, largest_eigenvalue(list(hessian_columns(engine, regime, state.parameters))))


def _out_of_range(run: Run, regime: Regime) -> OutOfRange | None:
    """The first output of the next batch, and its first row, where the cost takes a logarithm in vain."""
    state = run.state_at(run.newest)
    rows = run.engine.batch(regime, state)[:_MOST_ROWS]
    for place, logarithms in enumerate(_logarithms(run.engine, regime, state, rows)):
        bad = np.flatnonzero((logarithms.shares != 0.0) & (logarithms.taken_of <= 0.0))
        if len(bad):
            value, row = float(logarithms.outputs[bad[0]]), rows[bad[:1]]
            return OutOfRange(regime.training.cost, logarithms.node, value, int(row[0]), logarithms.of_rest, _was_in_range(run, place, row))
    return None


def _was_in_range(run: Run, place: int, row: Rows) -> bool:
    """Whether that logarithm was defined for that row before the last update, which then has led out of range."""
    before = run.newest - 1
    if not run.has(before) or any(change.iteration == run.newest and _makes_cost_another(change) for change in run.changes):
        return False
    return bool(_logarithms(run.engine, run.regime_at(before), run.state_at(before), row)[place].taken_of[0] > 0.0)


@dataclass(frozen=True)
class _Logarithms:
    """What the cost takes the logarithm of, by row: an output, or 1 less it; a row counts where its share isn't 0."""

    node: str
    of_rest: bool
    shares: Floats
    outputs: Floats

    @property
    def taken_of(self) -> Floats:
        return 1.0 - self.outputs if self.of_rest else self.outputs


def _logarithms(engine: Engine, regime: Regime, state: State, rows: Rows) -> list[_Logarithms]:
    """None of an output whose activation keeps it in range by itself."""
    cost, program = regime.training.cost, engine.program
    if cost not in (BINARY_CROSS_ENTROPY, CROSS_ENTROPY):
        return []
    found, seen = [], engine.trace(regime, state.parameters, program.train, rows)
    safe = SIGMOID if cost == BINARY_CROSS_ENTROPY else SOFTMAX
    for target, output in zip(seen.targets, program.outputs, strict=True):
        if program.activations[output] != safe:
            name, outputs = program.node_ids[output], seen.activations[output]
            found.append(_Logarithms(name, False, target, outputs))
            if cost == BINARY_CROSS_ENTROPY:
                found.append(_Logarithms(name, True, 1.0 - target, outputs))
    return found
