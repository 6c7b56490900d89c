"""The page about one thing at one moment: sections of derivations and sentences. The window and the exports show the same page.

A new kind of thing is a function here and a line in `page`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bpdesk.explain import batch_mean, chain_rule, forward, meaning
from bpdesk.explain.activations import ACTIVATIONS
from bpdesk.explain.conventions import conventions
from bpdesk.explain.derivation import Derivation
from bpdesk.explain.paths import all_paths, counts
from bpdesk.explain.published import notes
from bpdesk.explain.scaled import scaled_words
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import Of, update
from bpdesk.model.catalogue import ACTIVATIONS as ACTIVATION_ENTRIES
from bpdesk.model.catalogue import COSTS as COST_ENTRIES
from bpdesk.model.catalogue import LINEAR, OPTIMIZERS, SOFTMAX
from bpdesk.model.math_syntax import linear
from bpdesk.model.names import one_line
from bpdesk.text import count, tr, whole

PageKind = Literal["weight", "bias", "node", "input", "cost", "solution"]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence; a `quiet` one is a remark, and `more` is what its tooltip or a second line adds."""

    text: str
    quiet: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Derivations and sentences under a heading."""

    name: str
    heading: str
    items: tuple[Derivation | Words, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`symbol` is the thing's name in LaTeX, said after the heading."""

    kind: PageKind
    identifier: str
    heading: str
    symbol: str
    sections: tuple[Section, ...]


def page(situation: Situation, kind: PageKind, identifier: str = "", *, with_paths: bool = False) -> Page:
    """The page about a weight (by its edge), a bias, a node or an input (by its node), or the cost."""
    if kind in ("weight", "bias"):
        return _of_parameter(situation, "weight" if kind == "weight" else "bias", identifier, with_paths)
    if kind == "node":
        return _of_node(situation, identifier)
    return _of_input(situation, identifier) if kind == "input" else _of_cost(situation)


def number_of_paths(situation: Situation, kind: PageKind, identifier: str) -> int:
    """How many paths the derivative is a sum over; 0 for what is none, or is no sum over paths."""
    if kind not in ("weight", "bias"):
        return 0
    node = situation.network.edge_by_id[identifier].target if kind == "weight" else identifier
    return counts(situation)[node] if situation.feeds_on(node) else 0


def _of_parameter(situation: Situation, kind: Of, identifier: str, with_paths: bool) -> Page:
    node_id = situation.network.edge_by_id[identifier].target if kind == "weight" else identifier
    derive = chain_rule.derivative_by_weight if kind == "weight" else chain_rule.derivative_by_bias
    scaled = _scaled(situation, (*((situation.network.edge_by_id[identifier].source,) if kind == "weight" else ()), node_id))
    derived: tuple[Derivation | Words, ...] = (derive(situation, identifier), *_sources(situation, node_id), *scaled)
    sections = [Section("derivative", _sample_heading(situation), derived)]
    if with_paths and number_of_paths(situation, kind, identifier):
        sections.append(_paths(situation, kind, identifier))
    if not situation.is_one_sample:
        sections.append(Section("batch", _batch_heading(situation, kind), (batch_mean.gradient(situation, kind, identifier),)))
    sections.append(_next_step(situation, kind, identifier))
    symbol = situation.names.weight(identifier) if kind == "weight" else situation.names.bias(identifier)
    heading = tr("How the cost changes with")
    return Page(kind, identifier, heading, symbol, (*sections, *_ending(situation, kind, identifier)))


def _of_node(situation: Situation, node_id: str) -> Page:
    comes_in = (edge.source for edge in situation.incoming[node_id])
    value = Section("forward", tr("Its value, going forward"), (*_forward(situation, node_id), *_scaled(situation, comes_in)))
    error: tuple[Derivation | Words, ...] = (
        chain_rule.delta(situation, node_id),
        *_own_sources(situation, node_id),
        Words(meaning.of_delta(situation, node_id)),
        *_scaled(situation, (node_id,)),
    )
    back = Section("delta", tr("The error that reaches it"), (Words(_what_delta_is(situation), quiet=True), *error))
    sections = (value, back, *_ending(situation, "node", node_id))
    return Page("node", node_id, tr("Node"), situation.names.node(node_id), sections)


def _of_input(situation: Situation, node_id: str) -> Page:
    fed = situation.outgoing[node_id]
    words = count(len(fed), "Its value is given by the data. It goes to {n} node.", "Its value is given by the data. It goes to {n} nodes.")
    forward_words = (*_sample_words(situation), Words(words), *_scaled(situation, (node_id,)))
    return Page("input", node_id, tr("Input"), situation.names.node(node_id), (Section("forward", tr("Its value"), forward_words),))


def _of_cost(situation: Situation) -> Page:
    label = next(entry.label for entry in COST_ENTRIES if entry.name == situation.training.cost)
    scaled = _scaled(situation, (node.id for node in situation.network.outputs))
    sections = [Section("sample", tr("The cost of the shown row"), (*_sample_words(situation), batch_mean.sample_cost(situation), *scaled))]
    if not situation.is_one_sample:
        sections.append(Section("batch", _batch_heading(situation, "weight"), (batch_mean.batch_cost(situation),)))
    return Page("cost", "", f"{tr('The cost')}: {tr(label)}", "{C}", (*sections, *_ending(situation, "cost", "")))


def _scaled(situation: Situation, node_ids: Iterable[str]) -> tuple[Words, ...]:
    """Of those inputs and targets, how the numbers above came from the data's."""
    return tuple(Words(told, quiet=True) for told in scaled_words(situation, node_ids))


def _sample_heading(situation: Situation) -> str:
    if situation.is_one_sample:
        return ""
    shown = situation.values.row.row + 1
    if situation.moment.shown_row_in_batch:
        return tr("For the shown sample, row {n}", n=whole(shown))
    return tr("For row {n}, which the next batch doesn't hold", n=whole(shown))


def _sample_words(situation: Situation) -> tuple[Words, ...]:
    heading = _sample_heading(situation)
    return (Words(f"{heading}.", quiet=True),) if heading else ()


def _what_delta_is(situation: Situation) -> str:
    """Of a batch: that it is one sample's."""
    if situation.is_one_sample:
        return tr("δ is ∂C/∂z: how the cost changes with this node's z.")
    samples = len(situation.moment.batch)
    told = tr("{heading}: δ is ∂C_n/∂z, and C_n the cost of this row alone.", heading=_sample_heading(situation))
    return f"{told} " + tr("The mean over the batch is taken of the gradients, not of the deltas.") if samples > 1 else told


def _batch_heading(situation: Situation, kind: Of) -> str:
    samples = len(situation.moment.batch)
    mean = count(samples, "The batch of {n} sample", "The mean over the batch of {n} samples")
    regularised = kind == "weight" and (situation.training.l1 or situation.training.l2)
    return tr("{mean}, with regularisation", mean=mean) if regularised else mean


def _forward(situation: Situation, node_id: str) -> tuple[Derivation | Words, ...]:
    return forward.pre_activation(situation, node_id), forward.activation(situation, node_id), *_function(situation, node_id)


def _function(situation: Situation, node_id: str) -> tuple[Words, ...]:
    name = situation.node(node_id).activation
    label = next(entry.label for entry in ACTIVATION_ENTRIES if entry.name == name)
    return (Words(tr("f is {activation}.", activation=tr(label)), quiet=True),)


def _sources(situation: Situation, node_id: str) -> tuple[Derivation, ...]:
    """Where the factors of a parameter's derivative come from."""
    node = situation.node(node_id)
    if node.activation == SOFTMAX or situation.feeds_on(node_id) or node.kind != "output" or situation.has_short_delta(node_id):
        return (chain_rule.delta(situation, node_id), *_own_sources(situation, node_id))
    return ()


def _own_sources(situation: Situation, node_id: str) -> tuple[Derivation, ...]:
    """Where the factors of a node's δ come from."""
    node, feeds = situation.node(node_id), situation.feeds_on(node_id)
    if node.activation == SOFTMAX:
        if situation.has_short_delta(node_id):
            return ()
        return tuple(chain_rule.output_gradient(situation, output.id) for output in situation.network.outputs[:3])
    if situation.has_short_delta(node_id) and not feeds:
        return ()
    found = []
    if feeds and node.kind == "output" and not situation.has_short_delta(node_id):
        found.append(chain_rule.output_gradient(situation, node_id))
    if feeds or node.kind == "hidden":
        rise = chain_rule.slope(situation, node_id)
        definition = "" if node.activation == LINEAR else f"f'(z) = {ACTIVATIONS[node.activation or LINEAR].derivative}"
        found.append(Derivation(rise.left, rise.lines, definition=definition))
    return tuple(found)


def _paths(situation: Situation, kind: Of, identifier: str) -> Section:
    """The sum over all paths, each with its way in words."""
    found = all_paths(situation, kind, identifier)
    items: list[Derivation | Words] = []
    for path, derivation in found.paths:
        begin = (situation.network.edge_by_id[identifier].source,) if kind == "weight" else ()
        way = " → ".join(one_line(situation.node(node)) for node in (*begin, *path.nodes))
        items += [Words(tr("{name}: {way}", name=linear(derivation.left.tex), way=way), quiet=True), derivation]
    heading = count(found.count, "The one path to an output", "The sum over all {n} paths to the outputs")
    return Section("paths", heading, (*items, found.whole))


def _next_step(situation: Situation, kind: Of, identifier: str) -> Section:
    items: list[Derivation | Words] = list(update(situation, kind, identifier)) if situation.values.iteration.after is not None else []
    name = situation.training.optimizer.name
    if items and name != "gradient_descent":
        items.append(Words(tr("The optimizer is {name}.", name=next(e.label for e in OPTIMIZERS if e.name == name)), quiet=True))
    words = meaning.of_gradient(situation, kind, identifier)
    heading = tr("The step of iteration {k}", k=whole(situation.moment.iteration + 1))
    return Section("step", heading, (*items, *((Words(words),) if words else ())))


def _ending(situation: Situation, kind: str, identifier: str) -> tuple[Section, ...]:
    printed = tuple(Words(note) for note in notes(situation, kind, identifier))
    held = tuple(Words(each.holds, more=each.otherwise) for each in conventions(situation))
    published = (Section("published", tr("In print"), printed),) if printed else ()
    return (*published, Section("conventions", tr("Conventions that hold here"), held))


def brief(situation: Situation, kind: PageKind, identifier: str = "") -> Page:
    """The page's numbers alone, for while iterations fly by."""
    whole_page = page(situation, kind, identifier)
    mains = (item for section in whole_page.sections for item in section.items if isinstance(item, Derivation) and item.is_main)
    numbers = tuple(replace(item, lines=(), captions=(), definition="") for item in mains)
    quiet = Words(tr("While running, numbers only."), quiet=True)
    return replace(whole_page, sections=(Section("brief", "", (*numbers, quiet)),))


def with_section(whole_page: Page, section: Section) -> Page:
    """The page with one more section, before what was printed and the conventions."""
    ending = next((place for place, each in enumerate(whole_page.sections) if each.name in ("published", "conventions")), None)
    sections = whole_page.sections
    return replace(whole_page, sections=(*sections[:ending], section, *(() if ending is None else sections[ending:])))
