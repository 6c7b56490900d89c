"""From a state to what is shown there: names instead of indices, one sample in full, the batch's gradients."""

import numpy as np

from bpdesk.engine.iteration import Iteration, Memory
from bpdesk.engine.moment import Moment, RowPass
from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State
from bpdesk.engine.step import Engine, Pass, Rows
from bpdesk.model.catalogue import KINKED_ACTIVATIONS, KINKED_COSTS, optimizer_entry

_FEWEST_SAMPLES, _MOST_SAMPLES = 4, 200
_MOST_VALUES = 20_000
_MOST_LOOKED_AT = 2_000_000


def observe(engine: Engine, regime: Regime, state: State, row: int) -> Moment:
    """The moment at rest at that state, with the training row `row` in full."""
    program = engine.program
    batch = engine.batch(regime, state)
    batch_cost, gradient = engine.gradient(regime, state.parameters, batch)
    values, gradients = program.by_parameter(state.parameters), program.by_parameter(gradient)
    whole = len(batch) == len(program.train)
    return Moment(
        state=state,
        training=regime.training,
        cost=batch_cost if whole else engine.cost(regime, state.parameters, program.train),
        test_cost=None if program.test is None else engine.cost(regime, state.parameters, program.test),
        weights=values.edges,
        biases=values.biases,
        frozen_weights=frozenset(edge for edge, frozen in zip(program.edge_ids, regime.frozen, strict=False) if frozen),
        frozen_biases=frozenset(
            node for node, frozen in zip(program.biased_ids, regime.frozen[len(program.edge_ids) :], strict=True) if frozen
        ),
        weight_gradients=gradients.edges,
        bias_gradients=gradients.biases,
        batch=batch,
        batch_cost=batch_cost,
        shown=row_pass(program, engine.trace(regime, state.parameters, program.train, np.array([row], np.int64)), 0),
    )


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
        at_kinks=_at_kinks(engine, regime, state, moment.batch[len(held) :]),
    )


def _at_kinks(engine: Engine, regime: Regime, state: State, rows: Rows) -> tuple[RowPass, ...]:
    """Those of the samples in which a z, or an output's error, is exactly 0 where the function has a kink; none of very many samples."""
    program = engine.program
    bent = [place for place, name in enumerate(program.activations) if name in KINKED_ACTIVATIONS]
    has_bent_cost = regime.training.cost in KINKED_COSTS
    if not len(rows) or not (bent or has_bent_cost) or len(rows) * len(program.node_ids) > _MOST_LOOKED_AT:
        return ()
    values = engine.trace(regime, state.parameters, program.train, rows)
    stands = (values.pre_activations[bent] == 0).any(axis=0)
    if has_bent_cost:
        stands |= (values.activations[program.outputs] == values.targets).any(axis=0)
    return tuple(row_pass(program, values, int(column)) for column in np.flatnonzero(stands)[:_MOST_SAMPLES])


def row_pass(program: Program, values: Pass, column: int) -> RowPass:
    """The sample in that column of a traced pass, by node."""
    names = program.node_ids
    neurons = [names[index] for index in program.neuron]
    outputs = [names[index] for index in program.outputs]

    def of_neurons(table: Floats) -> dict[str, float]:
        return dict(zip(neurons, table[program.neuron, column].tolist(), strict=True))

    def of_outputs(table: Floats) -> dict[str, float]:
        return dict(zip(outputs, table[:, column].tolist(), strict=True))

    return RowPass(
        row=int(values.rows[column]),
        cost=float(values.costs[column]),
        targets=of_outputs(values.targets),
        pre_activations=of_neurons(values.pre_activations),
        activations=dict(zip(names, values.activations[:, column].tolist(), strict=True)),
        deltas=of_neurons(values.deltas),
        slopes=of_neurons(values.slopes),
        output_gradients=of_outputs(values.output_gradients),
    )


def _by_slot(program: Program, names: tuple[str, ...], memory: Floats) -> Memory:
    return {name: program.by_parameter(values) for name, values in zip(names, memory, strict=True)}
