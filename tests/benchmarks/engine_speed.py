"""Iterations per second of the engine, of NumPy by levels, of PyTorch eager and of C, as a Markdown table; then how it grows with size.

A script: `python -m tests.benchmarks.engine_speed`. Medians of interleaved rounds; the machine's own speed falls out of the ratios.
First it holds the weights of all of them against each other. PyTorch and gcc are used where they are there.
"""

import ctypes
import sys
import tempfile
import time
from collections.abc import Iterator
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
from bpdesk.training.run import Run
from tests.benchmarks.peers import Trainer, by_levels, compiled, in_c
from tests.benchmarks.torch_peer import in_torch
from tests.builders import net, one_weight

ROUNDS = 7
SECONDS_A_ROUND = 0.15
BLOCK_SECONDS = 0.024
LONG_ROUNDS, SECONDS_A_LONG_ROUND = 5, 2.0


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


def _random(nodes: int, edges: int, rows: int = 16) -> Document:
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
    data = Dataset(columns, Rows.of(random.uniform(-1, 1, (rows, 20)), 20), Rows.of([], 20))
    return Document(network=Network(tuple(made), arrows), data=data, training=Training(learning_rate=0.001))


def _neuron(kind: str) -> tuple[str | None, Bias | None]:
    return (None, None) if kind == "input" else ("tanh", Bias(0.1))


def ours(program: Program, *, costs: bool = True) -> Trainer:
    """The engine itself; with the cost of every iteration, as the peers keep it, or with nothing kept at all."""
    engine, regime, state = Engine(program), Regime.at_start(program), start(program)
    nothing = np.zeros(0, np.int64)

    def train(count: int) -> Floats:
        return engine.advance(regime, state, count, nothing, costs=costs).state.parameters

    return train


def recorded(program: Program) -> Trainer:
    """The engine within a run: key frames, and the curves of the cost and of the weights; in blocks as the window makes them."""

    def train(count: int) -> Floats:
        run, block = Run(Engine(program)), 1
        while run.newest < count:
            begun = time.perf_counter()
            run.advance(min(block, count - run.newest))
            block = block * 2 if time.perf_counter() - begun < BLOCK_SECONDS / 2 else block
        return run.state_at(run.newest).parameters

    return train


def cost_of_history(program: Program) -> float:
    """How many times as long the same iterations take when they are recorded; a long training, for the first frames lie close."""
    alone, with_history = ours(program, costs=False), recorded(program)
    count = round(_count_for(alone) * SECONDS_A_LONG_ROUND / SECONDS_A_ROUND)
    return median(_seconds(with_history, count) / _seconds(alone, count) for _ in range(LONG_ROUNDS))


def measure(trainers: dict[str, Trainer]) -> dict[str, float]:
    """Iterations per second of each, medians of interleaved rounds."""
    counts = {name: _count_for(trainer) for name, trainer in trainers.items()}
    rates: dict[str, list[float]] = {name: [] for name in trainers}
    for _ in range(ROUNDS):
        for name, trainer in trainers.items():
            rates[name].append(counts[name] / _seconds(trainer, counts[name]))
    return {name: median(values) for name, values in rates.items()}


def _seconds(trainer: Trainer, count: int) -> float:
    begun = time.perf_counter()
    trainer(count)
    return time.perf_counter() - begun


def _count_for(trainer: Trainer) -> int:
    """How many iterations last about as long as a round should."""
    count = 4
    while True:
        taken = _seconds(trainer, count)
        if taken > SECONDS_A_ROUND / 8:
            return max(1, round(count * SECONDS_A_ROUND / taken))
        count *= 4


COLUMNS = ("network", "engine, iterations/s", "NumPy by levels", "PyTorch eager", "C")
RATIOS = (("engine / NumPy", "numpy", ".0f"), ("engine / PyTorch", "torch", ".0f"), ("engine / C", "c", ".2f"))


def trainers_of(program: Program, peer: ctypes.CDLL | None) -> dict[str, Trainer]:
    """The engine and the peers that are there."""
    in_eager = in_torch(program)
    found = {"engine": ours(program), "numpy": by_levels(program)}
    if in_eager is not None:
        found["torch"] = in_eager
    if peer is not None:
        found["c"] = in_c(peer, program)
    return found


def row_of(name: str, rates: dict[str, float]) -> str:
    """A row of the table: rates, and how many times as fast the engine is."""
    cells = [name, *(f"{rates[each]:,.0f}" if each in rates else "–" for each in ("engine", "numpy", "torch", "c"))]
    cells += [format(rates["engine"] / rates[each], form) if each in rates else "–" for _, each, form in RATIOS]
    cells.append(f"{rates['history'] - 1:.0%}")
    return f"| {' | '.join(cells)} |"


def growth() -> Iterator[str]:
    """Time per iteration, edge and sample over sizes: the same where the cost is linear in edges × samples."""
    yield "| nodes, edges | samples | iteration, µs | per edge and sample, ns |"
    yield "|---|---|---|---|"
    for nodes, edges in ((50, 500), (200, 2_000), (1_000, 20_000)):
        for rows in (16, 160, 1_600):
            program = compile_document(_random(nodes, edges, rows))
            assert isinstance(program, Program)
            seconds = 1 / measure({"engine": ours(program)})["engine"]
            yield f"| {nodes:,}, {edges:,} | {rows:,} | {seconds * 1e6:,.0f} | {seconds * 1e9 / edges / rows:.2f} |"


def main() -> None:
    ratios = (*(title for title, _, _ in RATIOS), "recording costs")
    lines = [f"| {' | '.join((*COLUMNS, *ratios))} |", "|---" * (len(COLUMNS) + len(ratios)) + "|"]
    with tempfile.TemporaryDirectory() as folder:
        peer = compiled(Path(folder))
        for name, document in documents():
            program = compile_document(document)
            assert isinstance(program, Program)
            trainers = trainers_of(program, peer)
            weights = [trainer(20) for trainer in trainers.values()]
            for other in weights[1:]:
                np.testing.assert_allclose(other, weights[0], rtol=1e-9, atol=1e-12)
            lines.append(row_of(name, measure(trainers) | {"history": cost_of_history(program)}))
    sys.stdout.write("\n".join([*lines, "", *growth()]) + "\n")


if __name__ == "__main__":
    main()
