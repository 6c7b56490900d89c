"""Which value is asked for, and how a sentence asks for it. Pure."""

from collections.abc import Mapping
from math import isfinite

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import Inside
from bpdesk.explain.hand.mistake import Asked, Question
from bpdesk.model.names import shown_label
from bpdesk.model.network import Network
from bpdesk.text import tr, whole


def next_question(network: Network, inside: Inside | None, selection: tuple[str, str] | None) -> Question | None:
    """At rest the selected weight or bias after the next iteration; inside an iteration what the next move brings last."""
    if inside is not None:
        onward = inside.onward()
        return None if onward is None else Question(*onward.station.values[-1])
    if selection is None:
        return None
    kind, identifier = selection
    if kind == "weight" and identifier in network.edge_by_id:
        return Question("weight", identifier)
    node = network.node_by_id.get(identifier)
    return Question("bias", identifier) if node is not None and node.bias is not None else None


def is_number(moment: Moment, question: Question) -> bool:
    """Whether what is asked for is finite: where training is about to diverge it may be none that can be typed."""
    shown, kind = moment.shown, question.kind
    if kind == "cost":
        return isfinite(shown.cost)
    if kind in ("weight", "bias"):
        return moment.inside is None or moment.inside.after is not None
    tables: dict[Asked, Mapping[str, float]] = {
        "pre_activation": shown.pre_activations,
        "activation": shown.activations,
        "delta": shown.deltas,
        "weight_gradient": moment.weight_gradients,
        "bias_gradient": moment.bias_gradients,
    }
    return isfinite(tables[kind][question.identifier])


def label_of(network: Network, question: Question) -> str:
    """The name of the thing that is asked about, as the canvas shows it."""
    if question.kind == "cost":
        return ""
    if question.kind in ("weight", "weight_gradient"):
        return shown_label(network.edge_by_id[question.identifier])
    return shown_label(network.node_by_id[question.identifier])


def words_for(question: Question, iteration: int) -> str:
    """The question up to the name that follows it."""
    words: dict[Asked, str] = {
        "pre_activation": tr("Pre-activation z of"),
        "activation": tr("Activation a of"),
        "cost": tr("The cost of the shown row"),
        "delta": tr("Delta δ of"),
        "weight_gradient": tr("Gradient ∂C/∂w of"),
        "bias_gradient": tr("Gradient ∂C/∂b of the bias of"),
        "weight": tr("After iteration {k}, the weight", k=whole(iteration + 1)),
        "bias": tr("After iteration {k}, the bias of", k=whole(iteration + 1)),
    }
    return words[question.kind]
