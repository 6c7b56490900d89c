"""Nodes and edges out of a file: that each is one, and that together they are a network."""

from collections.abc import Sequence
from dataclasses import replace

from bpdesk.files.faults import FormatError, quoted
from bpdesk.files.limits import COLUMNS_OF_A_RUN, LONGEST_ID, LONGEST_LABEL
from bpdesk.files.part import Part
from bpdesk.model.arrange import positions_by_level
from bpdesk.model.catalogue import ACTIVATION_NAMES, SOFTMAX
from bpdesk.model.network import KINDS, Bias, Edge, Network, Node
from bpdesk.model.topology import find_cycle, topological_order
from bpdesk.text import one_line, tr

_LONGEST_CYCLE_TEXT = 160
_SOMEWHERE = (0.0, 0.0)


def read_network(nodes: Part, edges: Part) -> Network:
    """The network; nodes without a position are laid out by levels."""
    node_parts = nodes.items()
    unplaced = {index for index, part in enumerate(node_parts) if not part.has("position")}
    read_nodes = [_node(part) for part in node_parts]
    _check_unique(read_nodes, nodes)
    read_edges = _edges(edges, {node.id: node for node in read_nodes})
    _check_softmax(read_nodes, {edge.source for edge in read_edges}, nodes)
    _check_acyclic(read_nodes, read_edges, edges)
    return Network(_placed(read_nodes, read_edges, unplaced), tuple(read_edges))


def _node(part: Part) -> Node:
    kind = part.field("kind").choice(KINDS)
    if kind == "input":
        fields = part.fields(("id", "kind"), ("label", "position"))
    else:
        fields = part.fields(("id", "kind", "activation"), ("label", "position", "bias"))
    return Node(
        id=fields["id"].text(LONGEST_ID, shortest=1),
        kind=next(known for known in KINDS if known == kind),
        position=_position(fields["position"]) if "position" in fields else _SOMEWHERE,
        activation=fields["activation"].choice(ACTIVATION_NAMES) if "activation" in fields else None,
        bias=_bias(fields["bias"]) if "bias" in fields else None,
        label=_label(fields),
    )


def _position(part: Part) -> tuple[float, float]:
    coordinates = part.items()
    if len(coordinates) != 2:
        raise part.fault(tr("not two numbers"))
    return coordinates[0].number(), coordinates[1].number()


def _bias(part: Part) -> Bias | None:
    if part.value is None:
        return None
    fields = part.fields(("value",), ("frozen",))
    return Bias(fields["value"].number(), _frozen(fields))


def _label(fields: dict[str, Part]) -> str | None:
    return fields["label"].text(LONGEST_LABEL) if "label" in fields else None


def _frozen(fields: dict[str, Part]) -> bool:
    return fields["frozen"].flag() if "frozen" in fields else False


def _check_unique(things: Sequence[Node | Edge], parts: Part) -> None:
    seen: set[str] = set()
    for index, thing in enumerate(things):
        if thing.id in seen:
            raise FormatError(f"{parts.place}[{index}].id", tr("{id} is the id of another one", id=quoted(thing.id)))
        seen.add(thing.id)


def _edges(part: Part, nodes: dict[str, Node]) -> list[Edge]:
    reserved = {*COLUMNS_OF_A_RUN, *(f"{node}.bias" for node in nodes)}
    edges = [_edge(each, nodes, reserved) for each in part.items()]
    _check_unique(edges, part)
    taken: set[tuple[str, str]] = set()
    for index, edge in enumerate(edges):
        if (edge.source, edge.target) in taken:
            between = tr("a second edge from {source} to {target}", source=quoted(edge.source), target=quoted(edge.target))
            raise FormatError(f"{part.place}[{index}]", between)
        taken.add((edge.source, edge.target))
    return edges


def _edge(part: Part, nodes: dict[str, Node], reserved: set[str]) -> Edge:
    fields = part.fields(("id", "source", "target", "weight"), ("label", "frozen"))
    name = fields["id"].text(LONGEST_ID, shortest=1)
    if name in reserved:
        raise fields["id"].fault(tr("{id} is taken by another column of the history", id=quoted(name)))
    source, target = _end(fields["source"], nodes), _end(fields["target"], nodes)
    if nodes[target].kind == "input":
        raise fields["target"].fault(tr("{id} is an input: no edge leads into one", id=quoted(target)))
    return Edge(name, source, target, fields["weight"].number(), _frozen(fields), _label(fields))


def _end(part: Part, nodes: dict[str, Node]) -> str:
    name = part.text()
    if name not in nodes:
        raise part.fault(tr("there is no node {id}", id=quoted(name)))
    return name


def _check_softmax(nodes: list[Node], feeding: set[str], parts: Part) -> None:
    """All outputs or none are a softmax group, and none of the group feeds on."""
    grouped = any(node.activation == SOFTMAX and node.kind == "output" for node in nodes)
    for index, node in enumerate(nodes):
        place = f"{parts.place}[{index}].activation"
        if node.kind == "hidden" and node.activation == SOFTMAX:
            raise FormatError(place, tr("softmax on a node that is no output"))
        if node.kind == "output" and grouped and node.activation != SOFTMAX:
            raise FormatError(place, tr("not softmax like another output: it takes all outputs or none"))
        if node.activation == SOFTMAX and node.id in feeding:
            raise FormatError(place, tr("softmax on an output that feeds another node"))


def _check_acyclic(nodes: list[Node], edges: list[Edge], part: Part) -> None:
    names, arrows = [node.id for node in nodes], [(edge.source, edge.target) for edge in edges]
    if len(topological_order(names, arrows)) == len(names):
        return
    cycle = find_cycle(names, arrows)
    walk = " → ".join(one_line(name, 20) for name in [*cycle, cycle[0]])
    raise part.fault(tr("a cycle: {walk}", walk=one_line(walk, _LONGEST_CYCLE_TEXT)))


def _placed(nodes: list[Node], edges: list[Edge], unplaced: set[int]) -> tuple[Node, ...]:
    if not unplaced:
        return tuple(nodes)
    outputs = [node.id for node in nodes if node.kind == "output"]
    positions = positions_by_level([node.id for node in nodes], outputs, [(edge.source, edge.target) for edge in edges])
    return tuple(replace(node, position=positions[node.id]) if index in unplaced else node for index, node in enumerate(nodes))
