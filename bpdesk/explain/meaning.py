"""What numbers mean, in a plain sentence."""

from __future__ import annotations

import math

from bpdesk.explain.kinks import kink
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import Of, Parameter
from bpdesk.text import tr


def of_gradient(situation: Situation, kind: Of, identifier: str) -> str:
    """What the gradient says about the cost, and what the step does because of it; empty where it isn't reached."""
    parameter = Parameter(situation, kind, identifier)
    gradient, now, new = parameter.gradient.value, parameter.now.value, parameter.new.value
    noun = tr("weight") if kind == "weight" else tr("bias")
    if gradient is None or now is None:
        return ""
    if parameter.is_frozen:
        return tr("This {noun} is frozen: it takes part in the pass, but steps leave it as it is.", noun=noun)
    if not math.isfinite(situation.moment.batch_cost):
        return why_no_update(situation)
    at_kink = kink(situation, kind, identifier)
    slope = _at_kink(at_kink, noun) if at_kink else _slope(gradient, noun)
    if not situation.values.knows_all and new is None:
        return slope
    if situation.values.iteration.after is None:
        return f"{slope} {why_no_update(situation)}"
    return slope if new is None else f"{slope} {_step(gradient, new - now, noun)}"


def why_no_update(situation: Situation) -> str:
    """Why the step that begins at the moment isn't made."""
    cost = situation.moment.batch_cost
    if math.isnan(cost):
        return tr("The cost is undefined here, so no update is made.")
    if math.isinf(cost):
        return tr("The cost is not finite here, so no update is made.")
    return tr("The next update would not be finite, so it isn't made.")


def _slope(gradient: float, noun: str) -> str:
    if gradient < 0:
        return tr("The gradient is negative: a larger {noun} gives a smaller cost.", noun=noun)
    if gradient > 0:
        return tr("The gradient is positive: a larger {noun} gives a larger cost.", noun=noun)
    return tr("The gradient is 0: a small change of this {noun} doesn't change the cost.", noun=noun)


def _at_kink(where: str, noun: str) -> str:
    return tr(
        "Here {where}, where the cost may have a kink: its slopes towards a smaller and a larger {noun} may differ. "
        "The gradient is what the convention takes there, and need not tell which way the cost falls.",
        where=where,
        noun=noun,
    )


def _step(gradient: float, change: float, noun: str) -> str:
    if change == 0:
        return tr("So this step leaves the {noun} as it is.", noun=noun)
    grows = change > 0
    if gradient != 0 and grows == (gradient < 0):
        return tr("So this step makes the {noun} larger.", noun=noun) if grows else tr("So this step makes the {noun} smaller.", noun=noun)
    return (
        tr("The optimizer's memory makes it larger all the same.") if grows else tr("The optimizer's memory makes it smaller all the same.")
    )


def of_delta(situation: Situation, node_id: str) -> str:
    """Where the error of a node comes from."""
    node, feeds = situation.node(node_id), len(situation.outgoing[node_id])
    if node.kind == "output":
        return (
            tr("The error comes from the node's own target, and back from the nodes that it feeds.")
            if feeds
            else tr("The error begins here: the difference to the target, as the cost weighs it.")
        )
    if feeds == 0:
        return tr("Nothing follows this node, so no error comes back to it.")
    if feeds == 1:
        return tr("The error of the next node comes back through the weight between them, and is scaled by how steep f is at z.")
    return tr("The errors of {n} nodes come back, each through its weight, are added, and are scaled by how steep f is at z.", n=feeds)
