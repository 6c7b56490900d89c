"""Where the cost has a kink in a parameter: no derivative is there, and what is taken for one is a convention."""

from __future__ import annotations

from collections.abc import Iterator

from bpdesk.engine.moment import RowPass
from bpdesk.explain.printing import linear_name
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import Of
from bpdesk.model.catalogue import KINKED_ACTIVATIONS, KINKED_COSTS


def kink(situation: Situation, kind: Of, identifier: str) -> str:
    """What is 0 there, as `z_(h) = 0`; empty where none of the samples that are held stands at a kink that this parameter moves."""
    if kind == "weight" and situation.training.l1 and situation.moment.weights[identifier] == 0:
        return f"{linear_name(situation.names.weight(identifier))} = 0"
    samples = situation.values.iteration.samples
    return next((found for row in samples for found in _of_sample(situation, row, kind, identifier)), "")


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
