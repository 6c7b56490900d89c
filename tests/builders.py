"""Documents for tests, in one line: `net("x1 x2 -> h1 h2 -> y", seed=1)`. Random ones for properties are in `strategies`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from bpdesk.model.arrange import positions_by_level
from bpdesk.model.catalogue import optimizer_entry
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Bias, Edge, Kind, Network, Node
from bpdesk.model.run_record import Branch, ByParameter, Change, RunRecord, SavedState, training_after
from bpdesk.model.settings import Optimizer, Training

Table = Sequence[Sequence[float | None]]


def net(
    layers: str,
    seed: int = 0,
    *,
    activation: str = "sigmoid",
    output: str = "linear",
    biases: bool = True,
    rows: int | Table = 4,
    test: int | Table = 0,
    optimizer: str = "gradient_descent",
    **training: Any,
) -> Document:
    """A network of full layers with random numbers: the nodes of a layer by their ids, the layers parted by `->`.

    The edge from `x1` to `h2` is called `x1_h2`. `rows` and `test` are tables, columns in document order, or a number
    of random rows; further keywords are fields of `Training`.
    """
    random = np.random.default_rng(seed)
    names = [layer.split() for layer in layers.split("->")]
    arrows = [(source, target) for one, next_one in pairwise(names) for source in one for target in next_one]
    positions = positions_by_level([name for layer in names for name in layer], names[-1], arrows)
    nodes = []
    for depth, layer in enumerate(names):
        kind: Kind = "input" if depth == 0 else "output" if depth == len(names) - 1 else "hidden"
        function = None if kind == "input" else output if kind == "output" else activation
        for name in layer:
            bias = Bias(_drawn(random)) if biases and kind != "input" else None
            nodes.append(Node(name, kind, positions[name], function, bias))
    edges = tuple(Edge(f"{source}_{target}", source, target, _drawn(random)) for source, target in arrows)
    columns = (*names[0], *names[-1])
    return Document(
        title=layers,
        network=Network(tuple(nodes), edges),
        data=Dataset(columns, _rows(rows, len(columns), random), _rows(test, len(columns), random)),
        training=Training(optimizer=Optimizer.of(optimizer), **training),
    )


def one_weight() -> Document:
    """The network that the project started from: 5.7 times −23.1, where 50.1 is wanted, with the rate 0.007."""
    document = net("a1 -> a2", biases=False, rows=[[5.7, 50.1]], learning_rate=0.007)
    edge = replace(document.network.edges[0], id="w", weight=-23.1)
    return replace(document, network=replace(document.network, edges=(edge,)))


def with_run(document: Document, iteration: int = 0, changes: Sequence[Change] = (), branches: Sequence[Branch] = ()) -> Document:
    """The document with a run that has come to the iteration, its state made up: the start and a memory of zeros."""
    weights = {edge.id: edge.weight for edge in document.network.edges}
    biases = {node.id: node.bias.value for node in document.network.nodes if node.bias is not None}
    optimizer = optimizer_entry(training_after(document.training, changes).optimizer.name)
    zeros = ByParameter(dict.fromkeys(weights, 0.0), dict.fromkeys(biases, 0.0))
    state = SavedState(ByParameter(weights, biases), dict.fromkeys(optimizer.memory, zeros), iteration if optimizer.counts_steps else None)
    return replace(document, run=RunRecord("run 1", iteration, state, tuple(changes), tuple(branches)))


def _rows(rows: int | Table, width: int, random: np.random.Generator) -> Rows:
    return Rows.of(np.round(random.uniform(-1, 1, (rows, width)), 2) if isinstance(rows, int) else rows, width)


def _drawn(random: np.random.Generator) -> float:
    return float(np.round(random.uniform(-1, 1), 2))
