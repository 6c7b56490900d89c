"""Networks that are made instead of drawn, and the random weights that a network begins with."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from bpdesk.model.arrange import positions_by_level
from bpdesk.model.catalogue import SOFTMAX
from bpdesk.model.columns import with_columns
from bpdesk.model.document import Document
from bpdesk.model.initializers import Initializer
from bpdesk.model.names import PREFIXES
from bpdesk.model.network import Bias, Edge, Kind, Network, Node
from bpdesk.model.refusal import Refusal
from bpdesk.text import count, tr, whole

MOST_LAYERS = 12
MOST_NODES = 2_000
MOST_WEIGHTS = 100_000
HIGHEST_SEED = 2**63 - 1
XAVIER_WEIGHTS = Initializer()

_SIZES = re.compile(r"\s*[0-9]{1,9}(?:\s*[-\N{EN DASH}\N{MINUS SIGN}×x,;\s]\s*[0-9]{1,9})*\s*")


def read_sizes(typed: str) -> tuple[int, ...]:
    """Sizes of layers as they are typed, `2-4-1`; ValueError with a sentence for the person."""
    if not _SIZES.fullmatch(typed):
        raise ValueError(tr("Type the sizes of the layers, input first: 2-4-1."))
    sizes = tuple(int(size) for size in re.findall("[0-9]+", typed))
    check_sizes(sizes)
    return sizes


def check_sizes(sizes: Sequence[int]) -> None:
    """Refusal where there are too few layers, or more than a window can show."""
    if len(sizes) < 2:
        raise Refusal(tr("At least two layers: inputs and outputs, as in 2-1."))
    if min(sizes) < 1:
        raise Refusal(tr("Each layer has at least one node."))
    if len(sizes) > MOST_LAYERS:
        raise Refusal(tr("At most {n} layers.", n=whole(MOST_LAYERS)))
    if sum(sizes) > MOST_NODES:
        raise Refusal(tr("{n} nodes are too many: at most {most}.", n=whole(sum(sizes)), most=whole(MOST_NODES)))
    if weights_of(sizes) > MOST_WEIGHTS:
        raise Refusal(tr("{n} weights are too many: at most {most}.", n=whole(weights_of(sizes)), most=whole(MOST_WEIGHTS)))


def weights_of(sizes: Sequence[int]) -> int:
    """How many weights a network of such layers has."""
    return sum(one * other for one, other in pairwise(sizes))


def sizes_text(sizes: Sequence[int], biases: bool) -> str:
    """What a network of such layers has: `2 inputs, 4 hidden, 1 output: 12 weights, 5 biases`."""
    layers = [count(sizes[0], "{n} input", "{n} inputs")]
    if len(sizes) > 2:
        layers.append(tr("{n} hidden", n=" + ".join(whole(size) for size in sizes[1:-1])))
    layers.append(count(sizes[-1], "{n} output", "{n} outputs"))
    numbers = [count(weights_of(sizes), "{n} weight", "{n} weights")]
    if biases:
        numbers.append(count(sum(sizes[1:]), "{n} bias", "{n} biases"))
    return f"{', '.join(layers)}: {', '.join(numbers)}"


def layered(
    sizes: Sequence[int],
    activation: str | Sequence[str],
    output_activation: str,
    biases: bool,
    seed: int,
    initializer: Initializer = XAVIER_WEIGHTS,
) -> Document:
    """A network of full layers, its weights drawn once from that seed, biases 0. One row of data, all of it still missing.

    `activation` is that of all hidden layers, or one for each.
    """
    check_sizes(sizes)
    hidden = [activation] * (len(sizes) - 2) if isinstance(activation, str) else list(activation)
    if SOFTMAX in hidden:
        raise Refusal(tr("Only the outputs take softmax."))
    if len(hidden) != len(sizes) - 2:
        raise Refusal(tr("Each hidden layer has one activation function."))
    random = np.random.default_rng(seed)
    layers = [[_node_name(sizes, depth, place) for place in range(1, size + 1)] for depth, size in enumerate(sizes)]
    edges = tuple(
        edge
        for depth, (sources, targets) in enumerate(pairwise(layers), 1)
        for edge in _full(depth, sources, targets, lambda fan_in, fan_out: initializer.draw(random, fan_in, fan_out))
    )
    ids = [name for layer in layers for name in layer]
    position = positions_by_level(ids, layers[-1], [(edge.source, edge.target) for edge in edges])
    functions = [None, *hidden, output_activation]
    nodes = tuple(
        Node(
            name,
            _kind(sizes, depth),
            position[name],
            functions[depth],
            Bias(0.0) if biases and depth else None,
            _label(sizes, depth, place),
        )
        for depth, layer in enumerate(layers)
        for place, name in enumerate(layer, 1)
    )
    return with_columns(Document(title="-".join(map(str, sizes))), Network(nodes, edges))


def _full(depth: int, sources: Sequence[str], targets: Sequence[str], draw: Callable[[int, int], float]) -> list[Edge]:
    """An edge from each source to each target, named by layer, target and source as in W⁽¹⁾₂₁."""
    return [
        Edge(
            _edge_name(depth, row, column),
            source,
            target,
            draw(len(sources), len(targets)),
            label=_indexed(depth, row, column),
        )
        for row, target in enumerate(targets, 1)
        for column, source in enumerate(sources, 1)
    ]


def _edge_name(depth: int, row: int, column: int) -> str:
    between = "_" if max(row, column) > 9 else ""
    return f"w{depth}_{row}{between}{column}"


def _indexed(depth: int, row: int, column: int) -> str:
    between = "," if max(row, column) > 9 else ""
    return f"W^{{({depth})}}_{{{row}{between}{column}}}"


def _node_name(sizes: Sequence[int], depth: int, place: int) -> str:
    """`x1`, `h1` and `y1`; with more than one hidden layer `h2_1`."""
    prefix = PREFIXES[_kind(sizes, depth)]
    return f"{prefix}{depth}_{place}" if prefix == PREFIXES["hidden"] and len(sizes) > 3 else f"{prefix}{place}"


def _label(sizes: Sequence[int], depth: int, place: int) -> str:
    kind = _kind(sizes, depth)
    if kind == "hidden" and len(sizes) > 3:
        return f"h^{{({depth})}}_{{{place}}}" if place > 9 else f"h^{{({depth})}}_{place}"
    return f"{PREFIXES[kind]}_{{{place}}}" if place > 9 else f"{PREFIXES[kind]}_{place}"


def _kind(sizes: Sequence[int], depth: int) -> Kind:
    return "input" if depth == 0 else "output" if depth == len(sizes) - 1 else "hidden"
