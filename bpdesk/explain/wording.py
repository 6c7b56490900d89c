"""The place within an iteration in one sentence: what is computed there, and from what. Names as on the canvas, on one line."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import Inside, Phase, Station
from bpdesk.model.catalogue import GRADIENT_DESCENT, optimizer_entry
from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.network import Network
from bpdesk.text import count, exact, tr, whole

_MOST_NAMES = 4
PHASE_LABELS: Mapping[Phase, str] = {
    "forward": "Forward",
    "cost": "Cost",
    "backward": "Backward",
    "gradients": "Gradients",
    "update": "Update",
}
_COUNTED: Mapping[Phase, tuple[str, str]] = {
    "forward": ("{k} of {n} value", "{k} of {n} values"),
    "backward": ("{k} of {n} delta", "{k} of {n} deltas"),
    "gradients": ("{k} of {n} gradient", "{k} of {n} gradients"),
    "update": ("{k} of {n} update", "{k} of {n} updates"),
}


def sentence(document: Document, moment: Moment) -> str:
    """`Backward: δ of h₂ from the deltas of o₁ and o₂`; empty at rest."""
    if moment.inside is None:
        return ""
    phase, now = moment.inside.phase, moment.inside.now
    said = _SAID[phase](document, moment, now) if now else tr("nothing is computed yet")
    return f"{tr(PHASE_LABELS[phase])}: {said}"


def counted(inside: Inside) -> str:
    """`3 of 5 deltas`; empty where the phase is one thing."""
    reached, of = inside.counted
    if inside.phase not in _COUNTED:
        return ""
    one, many = _COUNTED[inside.phase]
    return tr(one if of == 1 else many, k=whole(reached), n=whole(of))


def _forward(document: Document, moment: Moment, now: Sequence[Station]) -> str:
    network = document.network
    nodes = list(dict.fromkeys(of for station in now for _, of in station.values))
    computed = set(nodes)
    sources = [edge.source for edge in network.edges if edge.target in computed and edge.source not in computed]
    brings = {kind for station in now for kind, _ in station.values}
    if brings == {"activation"}:
        return tr("softmax makes the values of {nodes} from their z", nodes=_nodes(network, nodes))
    what = tr("z of {nodes}", nodes=_nodes(network, nodes)) if brings == {"pre_activation"} else _values(network, nodes)
    biases = [node for node in nodes if network.node_by_id[node].bias is not None]
    return tr("{what} from {sources}", what=what, sources=_summed(network, sources, len(biases)))


def _summed(network: Network, sources: Sequence[str], biases: int) -> str:
    """What a pre-activation adds up."""
    if not sources:
        return tr("the bias alone") if biases else tr("nothing that comes in")
    values = _values(network, _in_order(network, sources))
    bias = tr("the bias") if biases == 1 else tr("the biases")
    return tr("{values} and {bias}", values=values, bias=bias) if biases else values


def _cost(document: Document, moment: Moment, now: Sequence[Station]) -> str:
    outputs = [node.id for node in document.network.outputs]
    nodes = _nodes(document.network, outputs)
    return tr("C from {nodes} and the target", nodes=nodes) if len(outputs) == 1 else tr("C from {nodes} and their targets", nodes=nodes)


def _backward(document: Document, moment: Moment, now: Sequence[Station]) -> str:
    network, nodes = document.network, [station.of for station in now]
    computed = set(nodes)
    behind = _in_order(network, [edge.target for edge in network.edges if edge.source in computed and edge.target not in computed])
    sources = [tr("the cost")] if any(network.node_by_id[node].kind == "output" for node in nodes) else []
    if behind:
        told = tr("the delta of {nodes}") if len(behind) == 1 else tr("the deltas of {nodes}")
        sources.append(told.format(nodes=_nodes(network, behind)))
    return tr(
        "δ of {nodes} from {sources}", nodes=_nodes(network, nodes), sources=_listed(sources) or tr("nothing: the cost is apart from it")
    )


def _gradients(document: Document, moment: Moment, now: Sequence[Station]) -> str:
    network, station = document.network, now[-1]
    if len(now) > 1:
        told = tr("{parameters} into {nodes}, each a delta times a value", **_parameters(network, now))
    elif station.kind == "weight_gradient":
        edge = network.edge_by_id[station.of]
        source, target = (one_line(network.node_by_id[node]) for node in (edge.source, edge.target))
        told = tr("∂C/∂{w} from the delta of {target} and the value of {source}", w=one_line(edge), target=target, source=source)
    else:
        told = tr("∂C/∂b of {node} from its delta", node=one_line(network.node_by_id[station.of]))
    return told + _mean(moment, any(station.kind == "weight_gradient" for station in now))


def _mean(moment: Moment, of_weights: bool) -> str:
    """How the batch's gradient is made from its samples'."""
    samples, training = len(moment.batch), moment.training
    mean = ", " + count(samples, "mean of {n} sample", "mean of {n} samples") if samples > 1 else ""
    return mean + (tr(", with the penalty") if of_weights and (training.l1 or training.l2) else "")


def _update(document: Document, moment: Moment, now: Sequence[Station]) -> str:
    network, station = document.network, now[-1]
    if len(now) > 1:
        return tr("{parameters} into {nodes}, all at once", **_parameters(network, now))
    is_weight = station.kind == "weight"
    thing = one_line(network.edge_by_id[station.of]) if is_weight else tr("bias of {node}", node=one_line(network.node_by_id[station.of]))
    if station.of in (moment.frozen_weights if is_weight else moment.frozen_biases):
        return tr("{thing} is frozen and stays", thing=thing)
    optimizer = moment.training.optimizer.name
    if optimizer == GRADIENT_DESCENT:
        return tr("{thing} goes against its gradient, at the rate {rate}", thing=thing, rate=exact(moment.training.learning_rate))
    return tr("{thing} from its gradient, by {optimizer}", thing=thing, optimizer=tr(optimizer_entry(optimizer).label))


def _parameters(network: Network, now: Sequence[Station]) -> dict[str, str]:
    """How many of which they are, and the nodes that they lead into."""
    weights = [station.of for station in now if station.kind in ("weight", "weight_gradient")]
    biases = [station.of for station in now if station.kind in ("bias", "bias_gradient")]
    counts = []
    if weights:
        counts.append(count(len(weights), "{n} weight", "{n} weights"))
    if biases:
        counts.append(count(len(biases), "{n} bias", "{n} biases"))
    into = _in_order(network, [*(network.edge_by_id[edge].target for edge in weights), *biases])
    return {"parameters": _listed(counts), "nodes": _nodes(network, into)}


def _values(network: Network, nodes: Sequence[str]) -> str:
    told = tr("the value of {nodes}") if len(nodes) == 1 else tr("the values of {nodes}")
    return told.format(nodes=_nodes(network, nodes))


def _nodes(network: Network, nodes: Iterable[str]) -> str:
    return _listed([one_line(network.node_by_id[node]) for node in nodes])


def _in_order(network: Network, nodes: Iterable[str]) -> list[str]:
    """Each once, in document order."""
    found = set(nodes)
    return [node.id for node in network.nodes if node.id in found]


def _listed(names: Sequence[str]) -> str:
    """`a, b and c`, or `a, b, c and 12 more`."""
    if len(names) > _MOST_NAMES:
        shown = _MOST_NAMES - 1
        return tr("{names} and {n} more", names=", ".join(names[:shown]), n=whole(len(names) - shown))
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


_SAID: Mapping[Phase, Callable[[Document, Moment, Sequence[Station]], str]] = {
    "forward": _forward,
    "cost": _cost,
    "backward": _backward,
    "gradients": _gradients,
    "update": _update,
}
