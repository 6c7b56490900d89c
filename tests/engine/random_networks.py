"""Random acyclic networks with calm numbers, for properties of what is computed: skips, outputs that feed on, loose ends."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZER_NAMES, SOFTMAX
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Bias, Edge, Kind, Network, Node
from bpdesk.model.settings import Optimizer, Training

CALM = tuple(name for name in ACTIVATION_NAMES if name != SOFTMAX)
ALLOWED_ON_OUTPUTS = {
    "binary_cross_entropy": ("sigmoid", SOFTMAX),
    "cross_entropy": ("sigmoid", "softplus", SOFTMAX),
}


def output_activations(cost: str) -> tuple[str, ...]:
    """The activations whose values the cost is defined for."""
    return ALLOWED_ON_OUTPUTS.get(cost, ACTIVATION_NAMES)


@st.composite
def documents(
    draw: st.DrawFn, activation: str | None = None, cost: str | None = None, optimizer: str | None = None, most_rows: int = 5
) -> Document:
    """A document that runs. With `activation` at least one node has it, where the cost allows."""
    cost = cost or draw(st.sampled_from(COST_NAMES))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    softmax = activation == SOFTMAX or (activation is None and draw(st.integers(0, 3)) == 0)
    inputs = [f"x{i}" for i in range(draw(st.integers(1, 3)))]
    hidden = [f"h{i}" for i in range(draw(st.integers(0, 4)))]
    outputs = [f"y{i}" for i in range(draw(st.integers(2 if softmax else 1, 3)))]
    neurons = [*hidden, *outputs] if softmax else draw(st.permutations([*hidden, *outputs]))
    nodes = [Node(name, "input", (0.0, 0.0)) for name in inputs]
    for name in neurons:
        is_output = name in outputs
        allowed = [f for f in output_activations(cost) if f != SOFTMAX] if is_output else CALM
        chosen = SOFTMAX if softmax and is_output else activation if activation in allowed else draw(st.sampled_from(allowed))
        bias = Bias(_number(random), draw(st.booleans())) if draw(st.booleans()) else None
        kind: Kind = "output" if is_output else "hidden"
        nodes.append(Node(name, kind, (0.0, 0.0), chosen, bias))
    edges = []
    for place, target in enumerate(nodes):
        for source in nodes[:place]:
            if target.kind != "input" and source.activation != SOFTMAX and random.random() < 0.6:
                edges.append(Edge(f"{source.id}>{target.id}", source.id, target.id, _number(random), bool(random.random() < 0.2)))
    columns = tuple(draw(st.permutations([*inputs, *outputs])))
    rows = draw(st.integers(1, most_rows))
    table = random.uniform(-2, 2, (rows, len(columns)))
    for place, column in enumerate(columns):
        if column in outputs:
            table[:, place] = _targets(random, cost, rows)
    training = Training(
        cost=cost,
        optimizer=Optimizer.of(optimizer or draw(st.sampled_from(OPTIMIZER_NAMES))),
        learning_rate=0.05,
        batch_size=draw(st.none() | st.integers(1, rows + 1)),
        shuffle=draw(st.booleans()),
        seed=draw(st.integers(0, 2**63 - 1)),
        l1=draw(st.sampled_from([0.0, 0.0, 0.03])),
        l2=draw(st.sampled_from([0.0, 0.0, 0.2])),
    )
    network = Network(tuple(draw(st.permutations(nodes))), tuple(draw(st.permutations(edges))))
    return Document(network=network, data=Dataset(columns, Rows.of(table, len(columns)), Rows.of([], len(columns))), training=training)


def with_training(document: Document, **settings: object) -> Document:
    """The document with other training settings."""
    return replace(document, training=replace(document.training, **settings))  # type: ignore[arg-type]  # as the caller gives them


def _number(random: np.random.Generator) -> float:
    return float(random.uniform(-1.5, 1.5))


def _targets(random: np.random.Generator, cost: str, rows: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if cost == "binary_cross_entropy":
        return np.where(random.random(rows) < 0.5, random.integers(0, 2, rows), random.random(rows))
    if cost == "cross_entropy":
        return np.where(random.random(rows) < 0.3, 0.0, random.random(rows) * 1.5)
    return random.uniform(-2, 2, rows)
