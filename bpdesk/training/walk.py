"""From the start of a document onward through its changes, a block of iterations at a time, and with whoever listens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bpdesk.engine.program import Floats
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import changed, start
from bpdesk.engine.step import Block, Engine
from bpdesk.model.run_record import Change
from bpdesk.training.pace import LARGEST_BLOCK, paced

Indices = npt.NDArray[np.int64]

NOTHING: Indices = np.zeros(0, np.int64)
_MOST_WATCHED_VALUES = 2_000_000


@dataclass(frozen=True)
class Stretch:
    """Iterations made from `begins` on under one regime; with listeners, `block.watched` holds every parameter before each update."""

    begins: int
    regime: Regime
    block: Block


class Listener(Protocol):
    """Takes each stretch as it was walked."""

    def take(self, stretch: Stretch) -> None: ...


class Walk:
    """A state at rest on its way; `stopped_at` is the cost of a batch whose update wasn't finite, which ended it."""

    def __init__(self, engine: Engine, changes: Sequence[Change] = ()) -> None:
        self.engine = engine
        self.regime = Regime.at_start(engine.program)
        self.state = start(engine.program)
        self.stopped_at: float | None = None
        self._changes = {change.iteration: change for change in changes}
        self._make_change()

    @property
    def iteration(self) -> int:
        return self.state.iteration

    def again(self) -> "Walk":
        """A walk that stands where this one stands, and goes on by itself."""
        result = Walk(self.engine)
        result._changes = self._changes
        result.regime, result.state, result.stopped_at = self.regime, self.state, self.stopped_at
        return result

    def advance(self, count: int, watched: Indices = NOTHING) -> Stretch:
        """Make up to `count` iterations, at most to the next change."""
        begins, regime = self.state.iteration, self.regime
        nearest = min((at for at in self._changes if at > begins), default=begins + count)
        block = self.engine.advance(regime, self.state, min(count, nearest - begins), watched)
        block.watched.flags.writeable = False
        self.state, self.stopped_at = block.state, block.stopped_at
        if block.made:
            self._make_change()
        return Stretch(begins, regime, block)

    def cost(self) -> float:
        """The cost over the whole training set; where that is the batch, to the same bits as the next iteration finds it."""
        if not is_whole_batch(self.engine, self.regime):
            return self.engine.cost(self.regime, self.state.parameters, self.engine.program.train)
        trial = self.engine.advance(self.regime, self.state, 1, NOTHING)
        return float(trial.batch_costs[0]) if trial.stopped_at is None else trial.stopped_at

    def _make_change(self) -> None:
        change = self._changes.get(self.state.iteration)
        if change is not None:
            program, before = self.engine.program, self.regime
            self.regime = before.changed(program, change)
            self.state = changed(program, self.state, change, before, self.regime)


def is_whole_batch(engine: Engine, regime: Regime) -> bool:
    """Whether each batch is the whole training set."""
    rows = len(engine.program.train)
    return regime.batch_size(rows) == rows


def cost_of_row(engine: Engine, stretch: Stretch, place: int) -> float:
    """The cost over the whole training set before the update at that place of a watched stretch."""
    if is_whole_batch(engine, stretch.regime):
        return float(stretch.block.batch_costs[place])
    parameters: Floats = stretch.block.watched[place]
    return engine.cost(stretch.regime, parameters, engine.program.train)


def walk_to(
    walk: Walk,
    iteration: int,
    ends: Callable[[], bool] = lambda: False,
    listeners: Iterable[Listener] = (),
    tell: Callable[[int], None] = lambda _: None,
) -> None:
    """Walk to that iteration, to where training diverges, or until `ends` says so; `tell` gets where it stands."""
    heard = tuple(listeners)
    watched = np.arange(walk.engine.program.parameter_count, dtype=np.int64) if heard else NOTHING
    most = max(1, min(LARGEST_BLOCK, _MOST_WATCHED_VALUES // max(1, len(watched))))
    for count in paced(lambda: walk.iteration, iteration, lambda: walk.stopped_at is not None or ends(), most):
        stretch = walk.advance(count, watched)
        for listener in heard:
            listener.take(stretch)
        tell(walk.iteration)
