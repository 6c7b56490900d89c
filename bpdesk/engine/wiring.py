"""What the kernel takes of a program and of its settings."""

import numpy as np

from bpdesk.engine import kernel
from bpdesk.engine.activation_loops import ACTIVATION_CODES
from bpdesk.engine.cost_loops import COST_CODES
from bpdesk.engine.optimizer_loops import OPTIMIZER_CODES
from bpdesk.engine.program import Indices, Program
from bpdesk.model.catalogue import LINEAR
from bpdesk.model.settings import Training


def rule_of(training: Training) -> kernel.Rule:
    """The cost, the optimizer and their settings."""
    settings = training.optimizer.settings
    epsilon = settings.get("epsilon", 0.0)
    others = [value for name, value in settings.items() if name != "epsilon"]
    first, second = [*others, 0.0, 0.0][:2]
    return kernel.Rule(
        COST_CODES[training.cost], OPTIMIZER_CODES[training.optimizer.name],
        *map(float, (training.learning_rate, first, second, epsilon, training.l1, training.l2)),
    )  # fmt: skip


def wiring_of(program: Program) -> kernel.Wiring:
    """How values go through the network."""
    output = np.full(len(program.node_ids), -1, np.int64)
    output[program.outputs] = np.arange(len(program.outputs))
    codes = np.array([ACTIVATION_CODES[name or LINEAR] for name in program.activations], np.int64)
    return kernel.Wiring(
        program.neuron, program.first_edge, program.source, program.weight, *_ways_on(program), program.has_bias, program.bias,
        codes[program.neuron], output[program.neuron], program.inputs, program.outputs, codes[program.outputs], len(program.edge_ids),
    )  # fmt: skip


def _ways_on(program: Program) -> tuple[Indices, Indices, Indices]:
    """The edges between neurons, grouped by the neuron they come from: where each group begins, target nodes, parameter indices."""
    place = np.full(len(program.node_ids), -1, np.int64)
    place[program.neuron] = np.arange(len(program.neuron))
    begin = place[program.source]
    order = np.argsort(begin, kind="stable")[np.count_nonzero(begin < 0) :]
    first = np.concatenate([[0], np.cumsum(np.bincount(begin[order], minlength=len(program.neuron)))])
    target = np.repeat(program.neuron, np.diff(program.first_edge))
    return first.astype(np.uint32), target[order], program.weight[order]
