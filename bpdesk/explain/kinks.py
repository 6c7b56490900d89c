"""Where the cost has a kink in a parameter: no derivative is there, and what is taken for one is a convention."""

from __future__ import annotations

from collections.abc import Iterator

from bpdesk.engine.moment import RowPass
from bpdesk.explain.printing import linear_name
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import Of
from bpdesk.model.catalogue import KINKED_ACTIVATIONS, KINKED_COSTS
from bpdesk.text import tr, whole


def kink(situation: Situation, kind: Of, identifier: str) -> str:
    """What is 0 there, as `z_(h) = 0 in row 3`; empty where no sample of the batch stands at a kink that this parameter moves."""
    if kind == "weight" and situation.training.l1 and situation.moment.weights[identifier] == 0:
        return f"{linear_name(situation.names.weight(identifier))} = 0"
    iteration, shown = situation.values.iteration, situation.moment.shown
    found = ((row.row, told) for row in (*iteration.samples, *iteration.at_kinks) for told in _of_sample(situation, row, kind, identifier))
    row, told = min(found, key=lambda each: each[0] != shown.row, default=(shown.row, ""))
    return told if row == shown.row else tr("{told} in row {n}", told=told, n=whole(row + 1))


def kink_of_row(situation: Situation, node_id: str) -> str:
    """As `kink`, for what a node's z moves in the shown sample."""
    return next(_of_sample(situation, situation.moment.shown, "bias", node_id), "")


def _of_sample(situation: Situation, row: RowPass, kind: Of, identifier: str) -> Iterator[str]:
    names, begin = situation.names, identifier
    if kind == "weight":
        edge = situation.network.edge_by_id[identifier]
        begin = edge.target
        if row.activations[edge.source] == 0:
            return
    for node in _moved(situation, begin):
        if situation.node(node).activation in KINKED_ACTIVATIONS and row.pre_activations[node] == 0:
            yield f"{linear_name(names.pre_activation(node))} = 0"
        if situation.training.cost in KINKED_COSTS and node in row.targets and row.activations[node] == row.targets[node]:
            yield f"{linear_name(names.node(node))} = {linear_name(names.target(node))}"


def _moved(situation: Situation, begin: str) -> Iterator[str]:
    """That node and all that it feeds."""
    waiting, seen = [begin], {begin}
    while waiting:
        node = waiting.pop()
        yield node
        for edge in situation.outgoing[node]:
            if edge.target not in seen:
                seen.add(edge.target)
                waiting.append(edge.target)
