"""Why a training ended: whether the cost grew, from which iteration on and how fast, or was never defined; and which rate would hold.

Computes with the run's own replay and changes nothing, so it may run on a worker thread. Words are made where they are shown.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np

from bpdesk.engine.curvature import has_stable_rate, hessian_columns, largest_eigenvalue, stable_rate
from bpdesk.engine.program import Floats
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State
from bpdesk.engine.step import Engine, Rows
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, SIGMOID, SOFTMAX
from bpdesk.model.settings import Training
from bpdesk.training.run import Run

_MOST_ROWS = 10_000
_MOST_WORK = 2_000_000_000
"""Edges × rows × parameters up to which the curvature takes a few seconds at most."""


_TINY = sys.float_info.min


@dataclass(frozen=True)
class OutOfRange:
    """An output that makes the cost undefined: its node, its value and the training row.

    `of_rest` tells that the logarithm is that of 1 less the output; `by_step` that the output was in range before the last update.
    """

    node: str
    value: float
    row: int
    of_rest: bool
    by_step: bool


@dataclass(frozen=True)
class Divergence:
    """A run that ended after `iteration`.

    `rising_from` is the iteration with the least cost, after which it rose, by `factor` per iteration (geometric mean); None where it
    didn't rise. `largest_rate` is the bound from the curvature there, or before the step that led out of range, None where there is none
    to tell. `settings` are those under which it came to this, which may have been changed too late to help: `settings_from` is the
    iteration at which their learning rate was set, `last_rate` the one in force at the end.
    """

    iteration: int
    settings: Training
    settings_from: int
    last_rate: float
    rising_from: int | None
    factor: float | None
    largest_rate: float | None
    out_of_range: OutOfRange | None


def divergence(run: Run) -> Divergence:
    """Look back from the end of a run that has stopped."""
    newest = run.newest
    rising, factor = _rise(run)
    gone = _out_of_range(run, run.regime_at(newest))
    looked_at = newest - 1 if rising is None and gone is not None and gone.by_step else rising
    led_here = newest if looked_at is None else looked_at if rising is None else _grew_most(run, rising)
    regime = run.regime_at(led_here)
    return Divergence(
        newest,
        regime.training,
        max((change.iteration for change in run.changes if "learning_rate" in change.training and change.iteration <= led_here), default=0),
        run.regime_at(newest).training.learning_rate,
        rising,
        factor,
        None if looked_at is None else _largest_rate(run.engine, regime, run.state_at(looked_at)),
        gone,
    )


def _rise(run: Run) -> tuple[int | None, float | None]:
    """The iteration with the least batch cost, the last one of several, and by what the cost grew from there at each iteration."""
    if run.newest == run.first or run.stop is None:
        return None, None
    curve = run.batch_cost_curve()
    curve = curve.where(curve.iterations > run.first)
    bucket = len(curve.low) - 1 - int(np.argmin(curve.low[::-1]))
    first, *after = (curve.iterations[bucket : bucket + 2].astype(int) - 1).tolist()
    costs = run.batch_costs(first, min([*after, run.newest]))
    least = first + len(costs) - 1 - int(np.argmin(costs[::-1]))
    end, last = (run.newest, run.stop.cost) if math.isfinite(run.stop.cost) else (run.newest - 1, _last(run))
    lowest = float(costs[least - first])
    if end <= least or not last > lowest:
        return None, None
    return least, math.exp((math.log(last) - math.log(lowest)) / (end - least)) if lowest > 0 else None


def _grew_most(run: Run, rising: int) -> int:
    """The first iteration of those settings under which the cost has grown most since it began to rise."""
    later = [change.iteration for change in run.changes if change.training and rising < change.iteration < run.newest]
    firsts = [rising, *later]
    costs = [*(float(run.batch_costs(first, first + 1)[0]) for first in firsts), _last(run)]
    heights = [math.log(max(cost, _TINY)) for cost in costs]
    return max(zip(firsts, heights[:-1], heights[1:], strict=True), key=lambda part: part[2] - part[1])[0]


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
            return OutOfRange(logarithms.node, value, int(row[0]), logarithms.of_rest, _was_in_range(run, place, row))
    return None


def _was_in_range(run: Run, place: int, row: Rows) -> bool:
    """Whether that logarithm was defined for that row before the last update, which then has led out of range."""
    before = run.newest - 1
    if not run.has(before) or any(change.iteration == run.newest and (change.edges or change.biases) for change in run.changes):
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
