"""A whole iteration worked out, for paper: forward, cost, backward, gradients, update, and the conventions that hold."""

from __future__ import annotations

from collections.abc import Iterator

from bpdesk.explain import batch_mean, chain_rule, forward
from bpdesk.explain.conventions import conventions
from bpdesk.explain.derivation import Derivation
from bpdesk.explain.meaning import why_no_update
from bpdesk.explain.page import Page, Section, Words
from bpdesk.explain.shown_numbers import typed
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import Of, update
from bpdesk.model.topology import topological_order
from bpdesk.text import count, tr, whole

MOST_NODES, MOST_PARAMETERS = 40, 120

Item = Derivation | Words


def solution(situation: Situation, title: str) -> Page:
    """The iteration that begins at the moment, for its shown sample; of a large network the first parts, and how many more there are."""
    order = [node for node in _order(situation) if situation.node(node).kind != "input"]
    parameters: list[tuple[Of, str]] = [("weight", edge.id) for edge in situation.network.edges]
    parameters += [("bias", node.id) for node in situation.network.biased]
    sections = (
        Section("given", "", tuple(_given(situation))),
        Section("forward", tr("Forward"), tuple(_forward(situation, order))),
        Section("cost", tr("Cost"), (batch_mean.sample_cost(situation), *_batch_cost(situation))),
        Section("backward", tr("Backward"), tuple(_backward(situation, order[::-1]))),
        Section("gradients", tr("Gradients"), tuple(_gradients(situation, parameters))),
        Section("update", tr("Update"), tuple(_updates(situation, parameters))),
        Section("conventions", tr("Conventions"), tuple(Words(each.holds, more=each.otherwise) for each in conventions(situation))),
    )
    heading = tr("{title}: iteration {k} worked out", title=title, k=whole(situation.moment.iteration + 1))
    return Page("solution", "", heading, "", sections)


def _order(situation: Situation) -> list[str]:
    network = situation.network
    return topological_order([node.id for node in network.nodes], [(edge.source, edge.target) for edge in network.edges])


def _given(situation: Situation) -> Iterator[Item]:
    training, samples = situation.training, len(situation.moment.batch)
    shown = tr("Values are those of row {n}.", n=whole(situation.values.row.row + 1))
    batch = count(samples, "The batch has {n} sample.", "The batch has {n} samples.")
    yield Words(f"{batch} {shown} " + tr("The learning rate is {rate}.", rate=typed(training.learning_rate)))
    for node in situation.network.inputs[:MOST_NODES]:
        yield Derivation(situation.activation(node.id), ())
    for node in situation.network.outputs[:MOST_NODES]:
        yield Derivation(situation.target(node.id), ())


def _forward(situation: Situation, order: list[str]) -> Iterator[Item]:
    for node in order[:MOST_NODES]:
        yield forward.pre_activation(situation, node)
        yield forward.activation(situation, node)
    yield from _more(len(order) - MOST_NODES, "… and {n} more node.", "… and {n} more nodes.")


def _batch_cost(situation: Situation) -> Iterator[Item]:
    if not situation.is_one_sample:
        yield batch_mean.batch_cost(situation)


def _backward(situation: Situation, order: list[str]) -> Iterator[Item]:
    for node in order[:MOST_NODES]:
        yield chain_rule.delta(situation, node)
    yield from _more(len(order) - MOST_NODES, "… and {n} more node.", "… and {n} more nodes.")


def _gradients(situation: Situation, parameters: list[tuple[Of, str]]) -> Iterator[Item]:
    for kind, identifier in parameters[:MOST_PARAMETERS]:
        derive = chain_rule.derivative_by_weight if kind == "weight" else chain_rule.derivative_by_bias
        yield derive(situation, identifier)
        if not situation.is_one_sample:
            yield batch_mean.gradient(situation, kind, identifier)
    yield from _more(len(parameters) - MOST_PARAMETERS, "… and {n} more parameter.", "… and {n} more parameters.")


def _updates(situation: Situation, parameters: list[tuple[Of, str]]) -> Iterator[Item]:
    if situation.values.iteration.after is None:
        yield Words(why_no_update(situation))
        return
    frozen = [identifier for kind, identifier in parameters if not update(situation, kind, identifier)]
    for kind, identifier in parameters[:MOST_PARAMETERS]:
        yield from update(situation, kind, identifier)
    yield from _more(len(parameters) - MOST_PARAMETERS, "… and {n} more parameter.", "… and {n} more parameters.")
    if frozen:
        yield Words(count(len(frozen), "{n} parameter is frozen and stays as it is.", "{n} parameters are frozen and stay as they are."))


def _more(number: int, one: str, many: str) -> Iterator[Item]:
    if number > 0:
        yield Words(count(number, one, many), quiet=True)
