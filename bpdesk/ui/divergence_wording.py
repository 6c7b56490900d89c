"""Why training stopped, in plain words, and which learning rate to try instead."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bpdesk.model.catalogue import COSTS
from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.network import Network
from bpdesk.text import exact, number, tr, whole
from bpdesk.ui.change_words import changed_parts
from bpdesk.ui.stability_wording import stable_below

if TYPE_CHECKING:
    from bpdesk.model.run_record import Change
    from bpdesk.training.divergence import Divergence, OutOfRange, Rise

_SAFELY_BELOW = 0.8
_MUCH_LESS, _MOST_TRIED = 0.1, 0.1
_LEAST_GROWTH, _IN_TIMES = 1e-6, 0.1
"""Shares of the cost that a step adds: too little to be told; from this one on a factor of two digits tells it."""


def title(found: Divergence) -> str:
    return tr("Training can't begin") if found.iteration == 0 else tr("Stopped after iteration {k}", k=whole(found.iteration))


def told(found: Divergence, document: Document) -> str:
    """What happened, and what would help."""
    if found.change is not None:
        return _by_change(found.change, document)
    return _at_the_start(found, document.network) if found.iteration == 0 else _on_the_way(found, document.network)


def rate_to_try(found: Divergence) -> float | None:
    """Two digits, safely below the bound, or much less than the rate that was too large; None where the rate isn't to blame."""
    by_step = found.out_of_range is not None and found.out_of_range.by_step
    if found.rise is None and not by_step and not found.is_by_rate:
        return None
    most, rate = found.largest_rate, found.settings.learning_rate
    tried = min(rate * _MUCH_LESS, _MOST_TRIED) if most is None or rate < most else most * _SAFELY_BELOW
    return float(f"{tried:.2g}") or None


def waits_for_past(found: Divergence) -> bool:
    """Whether the iterations before may tell more, which aren't replayed."""
    explained = found.rise is not None or found.out_of_range is not None or found.is_by_rate or found.change is not None
    return found.past == "not replayed" and not explained


def _by_change(change: Change, document: Document) -> str:
    return tr(
        "With the change made here ({what}) the cost or a gradient is not finite, so no update can be made. Undo it, or change it again. "
        "Every number up to here stays.",
        what=", ".join(changed_parts(document, change)),
    )


def _at_the_start(found: Divergence, network: Network) -> str:
    if found.out_of_range is not None:
        return tr("The cost is undefined from the start, it did not grow.") + " " + _logarithm(found.out_of_range, network)
    if found.is_by_rate:
        return _step_too_large(found)
    return tr("The cost or a gradient is not finite at the start, so no update can be made. Look at the weights and the targets.")


def _on_the_way(found: Divergence, network: Network) -> str:
    sentences = [] if found.rise is None else [_growth(found.rise)]
    if found.out_of_range is not None:
        sentences.append(_logarithm(found.out_of_range, network))
        if found.out_of_range.by_step:
            sentences.append(_smaller_rate(found))
    elif found.rise is not None:
        sentences.append(_rate(found, found.rise))
    else:
        sentences.append(_without_a_rise(found))
    return " ".join([*sentences, tr("Every number up to here stays.")])


def _without_a_rise(found: Divergence) -> str:
    if found.is_by_rate:
        return _step_too_large(found)
    if found.past == "whole":
        return tr("The next update would not be finite, though the cost had not grown.")
    why = (
        tr("The iterations before aren't replayed yet, so whether the cost had grown isn't known.")
        if found.past == "not replayed"
        else tr("The state in the file isn't what its run leads to, so the iterations before don't tell why.")
    )
    return tr("The next update would not be finite.") + " " + why


def _step_too_large(found: Divergence) -> str:
    rate = exact(found.settings.learning_rate)
    why = tr("Cost and gradients are finite here, but the next update is not: the learning rate {rate} is too large.", rate=rate)
    return why + _bound(found)


def _growth(rise: Rise) -> str:
    first = whole(rise.iteration + 1)
    if rise.factor == math.inf:
        return tr(
            "Iteration {k} made the cost grow from {cost} beyond 1.8×10³⁰⁸, the largest number that can be held.",
            k=first,
            cost=number(rise.cost),
        )
    grown = 0.0 if rise.factor is None else rise.factor - 1
    if grown < _LEAST_GROWTH:
        return tr("From iteration {k} on the cost grew.", k=first)
    if grown < _IN_TIMES:
        return tr("From iteration {k} on each step made the cost {share} % larger.", k=first, share=number(100 * grown, 2))
    return tr("From iteration {k} on each step made the cost {factor} times as large.", k=first, factor=number(1 + grown, 2))


def _rate(found: Divergence, rise: Rise) -> str:
    why = _why(found, rise)
    if found.last_rate == found.settings.learning_rate:
        return why
    before = max(rise.iteration, found.settings_from) + 1
    return f"{why} " + tr(
        "It grew under the rate {rate}, before {last} was set; go back to before iteration {k} and change it there.",
        rate=exact(found.settings.learning_rate), last=exact(found.last_rate), k=whole(before),
    )  # fmt: skip


def _why(found: Divergence, rise: Rise) -> str:
    rate, most = exact(found.settings.learning_rate), found.largest_rate
    if most is None and rise.factor == math.inf:
        return tr("The learning rate {rate} is too large: try a smaller one.", rate=rate)
    if most is None:
        return tr("The learning rate {rate} may be too large: a step that jumps over the minimum lands farther away.", rate=rate)
    if found.settings.learning_rate < most:
        return tr("The learning rate {rate} is below {most}, so the cost bends more sharply elsewhere.", rate=rate, most=number(most, 3))
    why = tr("The learning rate {rate} is too large: each step jumps over the minimum and lands farther away.", rate=rate)
    return why + _bound(found)


def _logarithm(gone: OutOfRange, network: Network) -> str:
    node, value, row = one_line(network.node_by_id[gone.node]), number(gone.value), whole(gone.row + 1)
    of_rest = tr("{cost} takes the logarithm of 1 less the outputs, and {node} is {value} in row {row}.")
    of_output = tr("{cost} takes the logarithm of the outputs, and {node} is {value} in row {row}.")
    cost = next(tr(entry.label) for entry in COSTS if entry.name == gone.cost)
    why = (of_rest if gone.of_rest else of_output).format(cost=cost, node=node, value=value, row=row)
    return f"{why} " + tr("Another activation for the output keeps it in range.")


def _smaller_rate(found: Divergence) -> str:
    """What else may help where a step led out of range."""
    return tr("A learning rate smaller than {rate} may avoid it, too.", rate=exact(found.settings.learning_rate)) + _bound(found)


def _bound(found: Divergence) -> str:
    """The bound that the curvature gives, with a space before it, where the rate isn't below it."""
    most = found.largest_rate
    if most is None or found.settings.learning_rate < most:
        return ""
    return " " + stable_below(found.settings.optimizer.name, most)
