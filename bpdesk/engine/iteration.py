"""The iteration that follows a moment, for looking at: its samples one by one, and what the update makes of parameters and memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from bpdesk.engine.moment import Moment, RowPass
from bpdesk.engine.observation import row_pass
from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.model.catalogue import optimizer_entry
from bpdesk.model.run_record import ByParameter

_FEWEST_SAMPLES, _MOST_SAMPLES = 4, 200
_MOST_VALUES = 20_000

Memory = Mapping[str, ByParameter]


@dataclass(frozen=True, eq=False)
class Iteration:
    """All of one iteration. Of a large batch only the first samples are held.

    `memory` is the optimizer's before the update (by slot: v, s, m) and `steps` how many updates it has seen; `after` and `memory_after`
    are None where the update would not be finite and is not made.
    """

    moment: Moment
    samples: tuple[RowPass, ...]
    memory: Memory
    steps: int
    after: ByParameter | None
    memory_after: Memory | None


def iteration_after(engine: Engine, regime: Regime, moment: Moment) -> Iteration:
    """The iteration that begins at that moment, under the regime in force there."""
    program, state = engine.program, moment.state
    held = moment.batch[: max(_FEWEST_SAMPLES, min(_MOST_SAMPLES, _MOST_VALUES // max(1, len(program.node_ids))))]
    values = engine.trace(regime, state.parameters, program.train, held)
    block = engine.advance(regime, state, 1, held[:0])
    names = optimizer_entry(regime.training.optimizer.name).memory
    return Iteration(
        moment=moment,
        samples=tuple(row_pass(program, values, column) for column in range(len(held))),
        memory=_by_slot(program, names, state.memory),
        steps=state.steps,
        after=program.by_parameter(block.state.parameters) if block.made else None,
        memory_after=_by_slot(program, names, block.state.memory) if block.made else None,
    )


def _by_slot(program: Program, names: tuple[str, ...], memory: Floats) -> Memory:
    return {name: program.by_parameter(values) for name, values in zip(names, memory, strict=True)}
