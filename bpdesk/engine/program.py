"""compile: document → Program, flat arrays that say all the kernel needs, or the problems that keep it from running.

Nothing after this looks at nodes and edges. Parameters stand in document order: every weight, then every bias that exists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Network
from bpdesk.model.problems import Problem, problems
from bpdesk.model.run_record import ByParameter
from bpdesk.model.settings import Training
from bpdesk.model.topology import topological_order

AnyArray = TypeVar("AnyArray", bound=npt.NDArray[Any])
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Samples:
    """Rows as the network sees them: inputs `(rows, i)` and targets `(rows, o)`, columns in document order of the nodes."""

    inputs: Floats
    targets: Floats

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True)
class Program:
    """A document ready to run; shapes are given in `engine.kernel.Wiring`, which these arrays become."""

    node_ids: tuple[str, ...]
    edge_ids: tuple[str, ...]
    biased_ids: tuple[str, ...]
    activations: tuple[str | None, ...]
    neuron: Indices
    first_edge: Indices
    source: Indices
    weight: Indices
    has_bias: Flags
    bias: Indices
    inputs: Indices
    outputs: Indices
    start: Floats
    frozen: Flags
    network: Network
    data: Dataset
    training: Training

    @property
    def parameter_count(self) -> int:
        return len(self.start)

    @property
    def train_count(self) -> int:
        """How many training rows there are."""
        return len(self.data.train)

    @cached_property
    def train(self) -> Samples:
        """The training rows; put together once they are asked for, which takes its time where they are many."""
        return _samples(self.network, self.data, self.data.train)

    @cached_property
    def test(self) -> Samples | None:
        """The test rows; None where there are none, or a value of them is missing."""
        complete = len(self.data.test) > 0 and not self.data.test.gap_count()
        return _samples(self.network, self.data, self.data.test) if complete else None

    @property
    def size(self) -> int:
        """Bytes of its samples, about."""
        return 8 * (len(self.data.train) + len(self.data.test)) * len(self.data.columns)

    @cached_property
    def least_costs(self) -> dict[str, float | None]:
        """By cost, what `cost_bound` has found of the training set, which takes a look at every row."""
        return {}

    @cached_property
    def edge_index(self) -> Mapping[str, int]:
        """Where each edge's weight stands among the parameters."""
        return {edge: index for index, edge in enumerate(self.edge_ids)}

    @cached_property
    def bias_index(self) -> Mapping[str, int]:
        """Where each node's bias stands among the parameters."""
        return {node: len(self.edge_ids) + index for index, node in enumerate(self.biased_ids)}

    def by_parameter(self, values: Floats) -> ByParameter:
        """An array of one value per parameter, by edge and by node."""
        numbers = values.tolist()
        split = len(self.edge_ids)
        return ByParameter(dict(zip(self.edge_ids, numbers[:split], strict=True)), dict(zip(self.biased_ids, numbers[split:], strict=True)))

    def as_array(self, values: ByParameter) -> Floats:
        """The reverse of `by_parameter`."""
        return np.array([*(values.edges[edge] for edge in self.edge_ids), *(values.biases[node] for node in self.biased_ids)], np.float64)


def compile_document(document: Document) -> Program | list[Problem]:
    """The document's program, or its problems when one of them blocks."""
    found = problems(document)
    if any(problem.blocking for problem in found):
        return found
    assert document.data is not None
    network = document.network
    return Program(
        node_ids=tuple(node.id for node in network.nodes),
        edge_ids=tuple(edge.id for edge in network.edges),
        biased_ids=tuple(node.id for node in network.biased),
        activations=tuple(node.activation for node in network.nodes),
        **_wiring(network),
        start=_read_only(np.array([*(edge.weight for edge in network.edges), *_bias_values(network)], np.float64)),
        frozen=_read_only(np.array([*(edge.frozen for edge in network.edges), *_bias_freezing(network)], np.bool_)),
        network=network,
        data=document.data,
        training=document.training,
    )


def _bias_values(network: Network) -> Iterable[float]:
    return (node.bias.value for node in network.biased if node.bias is not None)


def _bias_freezing(network: Network) -> Iterable[bool]:
    return (node.bias.frozen for node in network.biased if node.bias is not None)


def _wiring(network: Network) -> dict[str, Any]:
    index = {node.id: place for place, node in enumerate(network.nodes)}
    order = topological_order([node.id for node in network.nodes], [(edge.source, edge.target) for edge in network.edges])
    neurons = [node for node in order if network.node_by_id[node].kind != "input"]
    incoming: dict[str, list[int]] = {node: [] for node in neurons}
    for place, edge in enumerate(network.edges):
        incoming[edge.target].append(place)
    bias_place = {node.id: len(network.edges) + place for place, node in enumerate(network.biased)}
    weights = [place for node in neurons for place in incoming[node]]
    return {
        "neuron": _indices(index[node] for node in neurons),
        "first_edge": _indices(np.cumsum([0, *(len(incoming[node]) for node in neurons)])),
        "source": _indices(index[network.edges[place].source] for place in weights),
        "weight": _indices(weights),
        "has_bias": np.array([node in bias_place for node in neurons], np.bool_),
        "bias": _indices(bias_place.get(node, 0) for node in neurons),
        "inputs": _indices(index[node.id] for node in network.inputs),
        "outputs": _indices(index[node.id] for node in network.outputs),
    }


def samples_of(network: Network, columns: Sequence[str], table: Floats) -> Samples:
    """Samples from a table `(rows, columns)` as the network sees it."""
    place = {column: index for index, column in enumerate(columns)}
    return Samples(
        _read_only(np.ascontiguousarray(table[:, [place[node.id] for node in network.inputs]])),
        _read_only(np.ascontiguousarray(table[:, [place[node.id] for node in network.outputs]])),
    )


def _samples(network: Network, data: Dataset, rows: Rows) -> Samples:
    """A block after the other: a copy of all rows besides would take as much memory once more."""
    parts = [samples_of(network, data.columns, data.scaled_table(block.copy())) for block in rows.blocks]
    if not parts:
        return samples_of(network, data.columns, rows.array())
    return Samples(
        _read_only(np.concatenate([part.inputs for part in parts])), _read_only(np.concatenate([part.targets for part in parts]))
    )


def _indices(values: Iterable[int]) -> Indices:
    return _read_only(np.array(list(values), np.uint32))


def _read_only(array: AnyArray) -> AnyArray:
    array.flags.writeable = False
    return array
