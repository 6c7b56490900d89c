"""Any valid document, for properties: odd ids and labels, extreme numbers, runs with changes, branches and state."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from bpdesk.files.limits import COLUMNS_OF_A_RUN
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZERS, SOFTMAX, OptimizerEntry, Setting, optimizer_entry
from bpdesk.model.dataset import MISSING, Dataset, Rows, Scaling
from bpdesk.model.document import Document
from bpdesk.model.network import KINDS, Bias, Edge, Network, Node
from bpdesk.model.run_record import Branch, ByParameter, Change, RunRecord, SavedState, training_after
from bpdesk.model.settings import Optimizer, Training

MOST_NODES = 6
_CALM = tuple(name for name in ACTIVATION_NAMES if name != SOFTMAX)
_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))

numbers = st.floats(allow_nan=False, allow_infinity=False)
not_negative = st.floats(min_value=0.0, allow_nan=False, allow_infinity=False)
ids = st.one_of(
    st.sampled_from(["x", "y", "h.bias", "w", "1", "cost", "a b", "[0]", '"', "\\"]), st.text(_CHARACTERS, min_size=1, max_size=64)
)
names = st.text(_CHARACTERS, min_size=1, max_size=200)
labels = st.none() | st.text(_CHARACTERS, max_size=200)
notes = st.text(st.one_of(_CHARACTERS, st.sampled_from("\n\r\t")))
biases = st.none() | st.builds(Bias, numbers, st.booleans())
views = st.dictionaries(
    st.text(_CHARACTERS),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**70), 2**70) | numbers | st.text(_CHARACTERS),
        lambda inner: st.lists(inner, max_size=2).map(tuple) | st.dictionaries(st.text(_CHARACTERS), inner, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
)


def _setting(setting: Setting) -> st.SearchStrategy[float]:
    highest = setting.below if setting.below == float("inf") else None
    bounded = st.floats(setting.lowest, min(setting.below, 1e308), exclude_min=not setting.lowest_is_allowed, exclude_max=highest is None)
    return bounded.map(abs)


def _optimizer(entry: OptimizerEntry) -> st.SearchStrategy[Optimizer]:
    given = st.fixed_dictionaries({setting.name: _setting(setting) for setting in entry.settings})
    return given.map(lambda values: Optimizer.of(entry.name, **values))


_SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "cost": st.sampled_from(COST_NAMES),
    "optimizer": st.sampled_from(OPTIMIZERS).flatmap(_optimizer),
    "learning_rate": not_negative,
    "batch_size": st.none() | st.integers(1, 2**40),
    "shuffle": st.booleans(),
    "seed": st.integers(0, 2**63 - 1),
    "l1": not_negative,
    "l2": not_negative,
}
trainings = st.builds(Training, **_SETTINGS)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Any acyclic network: nodes in any order, edges from a node to any later one that is no input."""
    node_ids = draw(st.lists(ids, unique=True, max_size=MOST_NODES))
    softmax = draw(st.booleans())
    nodes = [draw(_nodes(node_id, softmax)) for node_id in node_ids]
    pairs = [(one, other) for place, one in enumerate(nodes) for other in nodes[place + 1 :] if _may_connect(one, other)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    reserved = {*COLUMNS_OF_A_RUN, *(f"{node_id}.bias" for node_id in node_ids)}
    edge_ids = draw(st.lists(ids.filter(lambda name: name not in reserved), unique=True, min_size=len(chosen), max_size=len(chosen)))
    edges = [
        Edge(edge_id, one.id, other.id, draw(numbers), draw(st.booleans()), draw(labels))
        for edge_id, (one, other) in zip(edge_ids, chosen, strict=True)
    ]
    return Network(tuple(draw(st.permutations(nodes))), tuple(edges))


@st.composite
def _nodes(draw: st.DrawFn, node_id: str, softmax: bool) -> Node:
    kind = draw(st.sampled_from(KINDS))
    place, label = draw(st.tuples(numbers, numbers)), draw(labels)
    if kind == "input":
        return Node(node_id, kind, place, label=label)
    activation = SOFTMAX if softmax and kind == "output" else draw(st.sampled_from(_CALM))
    return Node(node_id, kind, place, activation, draw(biases), label)


def _may_connect(one: Node, other: Node) -> bool:
    return other.kind != "input" and one.activation != SOFTMAX


@st.composite
def datasets(draw: st.DrawFn, network: Network) -> Dataset:
    columns = tuple(draw(st.permutations([node.id for node in (*network.inputs, *network.outputs)])))
    row = st.lists(numbers | st.just(MISSING), min_size=len(columns), max_size=len(columns))
    train, test = (Rows.of(draw(st.lists(row, max_size=3)), len(columns)) for _ in range(2))
    scalings = st.builds(Scaling, numbers, st.floats(min_value=0.0, exclude_min=True, allow_infinity=False))
    scaling = draw(st.dictionaries(st.sampled_from(columns), scalings)) if columns else {}
    return Dataset(columns, train, test, scaling)


@st.composite
def changes(draw: st.DrawFn, network: Network, newest: int) -> tuple[Change, ...]:
    iterations = sorted(draw(st.sets(st.integers(0, newest), max_size=3)))
    edges, nodes = [edge.id for edge in network.edges], [node.id for node in network.biased]
    return tuple(
        Change(
            iteration,
            draw(st.fixed_dictionaries({}, optional=_SETTINGS)),
            draw(_for_some(edges, numbers)),
            draw(_for_some(nodes, numbers)),
            draw(_for_some(edges, st.booleans())),
            draw(_for_some(nodes, st.booleans())),
        )
        for iteration in iterations
    )


def _for_some(names: Sequence[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, values))


def _for_all(network: Network) -> st.SearchStrategy[ByParameter]:
    edges = st.fixed_dictionaries({edge.id: numbers for edge in network.edges})
    return st.builds(ByParameter, edges, st.fixed_dictionaries({node.id: numbers for node in network.biased}))


@st.composite
def runs(draw: st.DrawFn, network: Network, training: Training) -> RunRecord:
    iteration = draw(st.integers(0, 2**40))
    made = draw(changes(network, iteration))
    entry = optimizer_entry(training_after(training, made).optimizer.name)
    memory = {slot: draw(_for_all(network)) for slot in entry.memory}
    state = SavedState(draw(_for_all(network)), memory, draw(st.integers(0, 2**40)) if entry.counts_steps else None)
    lengths = draw(st.lists(st.integers(0, 50), max_size=2))
    return RunRecord(draw(names), iteration, state, made, tuple(Branch(draw(names), n, draw(changes(network, n))) for n in lengths))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document that the format can hold."""
    network, training = draw(networks()), draw(trainings)
    return Document(
        title=draw(st.text(_CHARACTERS, max_size=1000)),
        notes=draw(notes),
        network=network,
        data=draw(st.none() | datasets(network)),
        training=training,
        run=draw(st.none() | runs(network, training)),
        view=draw(views),
    )
