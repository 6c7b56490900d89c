"""Iterations per second of the engine, of NumPy by levels and of C, as a Markdown table.

A script: `python -m tests.benchmarks.engine_speed`. Medians of interleaved rounds; the machine's own speed falls out of the ratios.
First it holds the weights of all three against each other.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from bpdesk.engine.program import Floats, Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import start
from bpdesk.engine.step import Engine
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Bias, Edge, Network, Node
from bpdesk.model.settings import Training
from tests.benchmarks.peers import Trainer, by_levels, compiled, in_c
from tests.builders import net, one_weight

ROUNDS = 7
SECONDS_A_ROUND = 0.15


def documents() -> Iterator[tuple[str, Document]]:
    """The networks that are measured."""
    yield "one weight", one_weight()
    yield "2-4-1, 4 samples", _layers((2, 4, 1), 4, None)
    yield "2-8-8-1, batch 10 of 250", _layers((2, 8, 8, 1), 250, 10)
    yield "random, 200 nodes, 2 000 edges, 16 samples", _random(200, 2_000)
    yield "random, 1 000 nodes, 20 000 edges, 16 samples", _random(1_000, 20_000)
    yield "784-30-10, batch 10", _layers((784, 30, 10), 100, 10)


def _layers(sizes: tuple[int, ...], rows: int, batch: int | None) -> Document:
    layers = " -> ".join(" ".join(f"n{depth}_{i}" for i in range(size)) for depth, size in enumerate(sizes))
    return net(layers, rows=rows, batch_size=batch, activation="tanh", output="sigmoid", learning_rate=0.01)


def _random(nodes: int, edges: int) -> Document:
    """Ten inputs, ten outputs, edges between any two nodes in their order."""
    random = np.random.default_rng(1)
    kinds = ["input"] * 10 + ["hidden"] * (nodes - 20) + ["output"] * 10
    made = [
        Node(f"n{i}", "input" if kind == "input" else "output" if kind == "output" else "hidden", (0.0, 0.0), *_neuron(kind))
        for i, kind in enumerate(kinds)
    ]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < edges:
        target = int(random.integers(10, nodes))
        pairs[int(random.integers(0, min(target, nodes - 10))), target] = None
    arrows = tuple(Edge(f"{i}>{j}", f"n{i}", f"n{j}", float(random.normal() / (edges / nodes) ** 0.5)) for i, j in pairs)
    columns = tuple(node.id for node in made if node.kind != "hidden")
    data = Dataset(columns, Rows.of(random.uniform(-1, 1, (16, 20)), 20), Rows.of([], 20))
    return Document(network=Network(tuple(made), arrows), data=data, training=Training(learning_rate=0.001))


def _neuron(kind: str) -> tuple[str | None, Bias | None]:
    return (None, None) if kind == "input" else ("tanh", Bias(0.1))


def ours(program: Program) -> Trainer:
    """The engine itself."""
    engine, regime, state = Engine(program), Regime.at_start(program), start(program)
    nothing = np.zeros(0, np.int64)

    def train(count: int) -> Floats:
        return engine.advance(regime, state, count, nothing).state.parameters

    return train


def measure(trainers: dict[str, Trainer]) -> dict[str, float]:
    """Iterations per second of each, medians of interleaved rounds."""
    counts = {name: _count_for(trainer) for name, trainer in trainers.items()}
    rates: dict[str, list[float]] = {name: [] for name in trainers}
    for _ in range(ROUNDS):
        for name, trainer in trainers.items():
            begun = time.perf_counter()
            trainer(counts[name])
            rates[name].append(counts[name] / (time.perf_counter() - begun))
    return {name: median(values) for name, values in rates.items()}


def _count_for(trainer: Trainer) -> int:
    """How many iterations last about as long as a round should."""
    count = 4
    while True:
        begun = time.perf_counter()
        trainer(count)
        taken = time.perf_counter() - begun
        if taken > SECONDS_A_ROUND / 8:
            return max(1, round(count * SECONDS_A_ROUND / taken))
        count *= 4


def main() -> None:
    lines = ["| network | engine | NumPy by levels | C | engine / NumPy | engine / C |", "|---|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        peer = compiled(Path(folder))
        for name, document in documents():
            program = compile_document(replace(document, title=name))
            assert isinstance(program, Program)
            trainers = {"engine": ours(program), "numpy": by_levels(program)}
            if peer is not None:
                trainers["c"] = in_c(peer, program)
            weights = [trainer(20) for trainer in trainers.values()]
            for other in weights[1:]:
                np.testing.assert_allclose(other, weights[0], rtol=1e-9, atol=1e-12)
            rates = measure(trainers)
            speed, c = rates["engine"], rates.get("c")
            against_c = ("–", "–") if c is None else (f"{c:,.0f}", f"{speed / c:.2f}")
            cells = [name, f"{speed:,.0f}", f"{rates['numpy']:,.0f}", against_c[0], f"{speed / rates['numpy']:.1f}", against_c[1]]
            lines.append(f"| {' | '.join(cells)} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
