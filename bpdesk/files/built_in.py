"""Data that come with the program, each in a document with a network that fits. A new one is an entry of `BUILT_IN`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bpdesk.assets import resource
from bpdesk.files.table import recognised
from bpdesk.files.table_columns import columns_of
from bpdesk.model import generated
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.generated import Made, Random
from bpdesk.model.recipes import layered
from bpdesk.model.scaling import scale
from bpdesk.model.settings import Optimizer, Training
from bpdesk.model.splitting import split
from bpdesk.text import tr

_SEED = 1
_TEST_SHARE = 0.25


@dataclass(frozen=True)
class BuiltIn:
    """Data and the network for them; `about` is what the notes say, with `iterations` after which the task is done."""

    name: str
    title: str
    about: str
    make: Callable[[Random], Made]
    hidden: tuple[int, ...]
    output: str
    cost: str
    learning_rate: float
    iterations: int
    seed: int = _SEED
    is_tested: bool = True


_MADE = "Made by a seeded generator of bpdesk; free to use."

BUILT_IN: tuple[BuiltIn, ...] = (
    BuiltIn("and", "AND", "1 only where both inputs are 1. A single neuron does it.",
            lambda _: generated.truth_table(lambda a, b: a & b), (), "sigmoid", BINARY_CROSS_ENTROPY, 0.1, 100, is_tested=False),
    BuiltIn("or", "OR", "1 where at least one input is 1. A single neuron does it.",
            lambda _: generated.truth_table(lambda a, b: a | b), (), "sigmoid", BINARY_CROSS_ENTROPY, 0.1, 100, is_tested=False),
    BuiltIn("xor", "XOR, three hidden neurons", "1 where exactly one input is 1. No single neuron can do it.",
            lambda _: generated.truth_table(lambda a, b: a ^ b), (3,), "sigmoid", BINARY_CROSS_ENTROPY, 0.1, 300, is_tested=False),
    BuiltIn("moons", "Two moons", "Two half circles that reach into one another.",
            generated.moons, (8,), "sigmoid", BINARY_CROSS_ENTROPY, 0.05, 500),
    BuiltIn("circles", "Circles", "One class within the other.",
            generated.circles, (8,), "sigmoid", BINARY_CROSS_ENTROPY, 0.05, 500),
    BuiltIn("spirals", "Spirals", "Two arms around one another: needs two hidden layers.",
            generated.spirals, (16, 16), "sigmoid", BINARY_CROSS_ENTROPY, 0.02, 2000),
    BuiltIn("gaussians", "Gaussians", "Three clouds of normally distributed points that touch.",
            generated.gaussians, (), "softmax", CROSS_ENTROPY, 0.05, 300),
    BuiltIn("sine", "Sine curve", "One period of a sine with noise, to be drawn by a small network.",
            generated.sine, (8,), "linear", MEAN_SQUARED_ERROR, 0.02, 1500),
    BuiltIn("line", "Line with noise", "y = 2x + 1 with noise: a weight and a bias find slope and height.",
            generated.line, (), "linear", MEAN_SQUARED_ERROR, 0.05, 500),
    BuiltIn("iris", "Iris flowers",
            "Length and width of sepals and petals of 150 flowers of three species, in cm. R. A. Fisher, "
            "*The use of multiple measurements in taxonomic problems* (1936), measured by E. Anderson; "
            "UCI Machine Learning Repository, CC BY 4.0, as corrected in R and scikit-learn.",
            lambda _: _iris(), (6,), "softmax", CROSS_ENTROPY, 0.05, 300),
)  # fmt: skip


def built_in(name: str) -> Document:
    """The document of that name."""
    entry = next(entry for entry in BUILT_IN if entry.name == name)
    inputs, targets = entry.make(np.random.default_rng(entry.seed))
    network = layered((inputs.shape[1], *entry.hidden, targets.shape[1]), "tanh", entry.output, True, entry.seed).network
    labels = dict(zip((node.id for node in (*network.inputs, *network.outputs)), _LABELS.get(name, ()), strict=False))
    network = replace(network, nodes=tuple(replace(node, label=labels.get(node.id, node.label)) for node in network.nodes))
    columns = tuple(node.id for node in (*network.inputs, *network.outputs))
    data = Dataset(columns, Rows.of(np.column_stack((inputs, targets)), len(columns)), Rows.of([], len(columns)))
    training = Training(entry.cost, Optimizer.of("adam"), entry.learning_rate)
    document = Document(tr(entry.title), _notes(entry), network, data, training)
    if entry.is_tested:
        document = split(document, _TEST_SHARE, entry.seed)
    return scale(document, "standard", [node.id for node in network.inputs]) if name == "iris" else document


def _notes(entry: BuiltIn) -> str:
    source = "" if entry.name in _LABELS else "\n\n" + tr(_MADE)
    return tr(entry.about) + source + "\n\n" + tr("Learned after about {n} iterations.", n=entry.iterations)


_LABELS = {"iris": ("sepal length", "sepal width", "petal length", "petal width", "setosa", "versicolor", "virginica")}


def _iris() -> Made:
    text = resource("data", "iris.csv").read_text(encoding="utf-8")
    layout = recognised(text)
    *measured, species = columns_of(text, layout)
    return np.column_stack([column.numbers for column in measured if column.numbers is not None]), species.one_hot()
