"""What ends a run, in words: a condition, why it holds now, why it never will."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.network import Network
from bpdesk.text import count, exact, number, tr, whole
from bpdesk.training.stopping import Conditions, Reason


def in_words(conditions: Conditions) -> str:
    """When it stops, in one line; empty where nothing is asked for."""
    return tr("Stops when {what}.", what=tr(" or ").join(_each(conditions))) if conditions.any else ""


def _each(asked: Conditions) -> Iterator[str]:
    if asked.cost_below is not None:
        yield tr("the cost is below {c}", c=exact(asked.cost_below))
    if asked.iteration is not None:
        yield tr("iteration {k} is reached", k=whole(asked.iteration))
    if asked.gradient_below is not None:
        yield tr("the gradient's norm is below {g}", g=exact(asked.gradient_below))
    if asked.test_rises is not None:
        yield tr("the test cost has risen for {epochs}", epochs=count(asked.test_rises, "{n} epoch", "{n} epochs"))
    if asked.sign_changes:
        yield tr("a weight changes its sign")
    if asked.cost_rises:
        yield tr("the cost rises")


_ALL_DIGITS = 17
_NEARLY = 1 - 1e-9
"""The least cost is rounded."""
GOALS = ("cost_below", "iteration", "gradient_below")
"""What a run that is there already goes no further for."""


def is_met_in_words(reason: Reason, asked: Conditions, digits: int) -> str:
    """Why a run doesn't even begin: a goal is reached where it stands."""
    return {
        "cost_below": tr("The cost {value} is below {c} already", **_told_below(reason.value, asked.cost_below, digits, "c")),
        "iteration": tr("Iteration {k} is reached already", k=whole(reason.iteration)),
        "gradient_below": tr(
            "The gradient's norm {value} is below {g} already", **_told_below(reason.value, asked.gradient_below, digits, "g")
        ),
    }[reason.condition]


def reason_in_words(reason: Reason, asked: Conditions, network: Network, digits: int) -> str:
    """Why a run has stopped where it stands: all that holds there."""
    told = tr(", and ").join(_held(each, asked, network, digits) for each in (reason, *reason.others))
    return tr("Stopped at iteration {k}: {why}.", k=whole(reason.iteration), why=told)


def _held(reason: Reason, asked: Conditions, network: Network, digits: int) -> str:
    value = number(reason.value, digits)
    weight = "" if reason.parameter is None else one_line(network.edges[reason.parameter])
    return {
        "cost_below": tr("the cost {value} is below {c}", **_told_below(reason.value, asked.cost_below, digits, "c")),
        "iteration": tr("it was to stop here"),
        "gradient_below": tr("the gradient's norm {value} is below {g}", **_told_below(reason.value, asked.gradient_below, digits, "g")),
        "test_rises": tr("the test cost has risen for {epochs}", epochs=count(asked.test_rises or 0, "{n} epoch", "{n} epochs")),
        "sign_changes": tr("{weight} has changed its sign: {value}", weight=weight, value=value),
        "cost_rises": tr("the cost has risen, to {value}", value=value),
    }[reason.condition]


def _told_below(value: float, bound: float | None, digits: int, letter: str) -> dict[str, str]:
    """Both, the value with so many digits that it is seen to be below."""
    least, fewer = bound or 0.0, abs(value) < 1  # below 1 a number is shown to one digit fewer
    enough = next((many for many in range(digits, _ALL_DIGITS) if float(f"{value:.{many - 1 - fewer}e}") < least), _ALL_DIGITS)
    return {"value": number(value, enough), letter: exact(least)}


@dataclass(frozen=True)
class Standing:
    """Where a run stands that is asked to end: what decides whether a condition can ever hold from there on.

    `least_cost` is the least that any network has on the training rows, None where that isn't known.
    """

    iteration: int
    least_cost: float | None
    weights: int
    free_weights: int
    has_test_rows: bool


def never(condition: str, asked: Conditions, standing: Standing) -> str:
    """Why a condition can never hold from there on; empty where it may."""
    value, least = getattr(asked, condition), standing.least_cost
    if condition == "cost_below" and value is not None and least is not None and value <= least * _NEARLY:
        return tr("With these rows the cost is never below {c}.", c=number(least)) if least > 0 else tr("This cost is never below 0.")
    if condition == "gradient_below" and value is not None and value <= 0:
        return tr("A norm is never below 0.")
    if condition == "iteration" and value is not None and value < standing.iteration:
        return tr("It stands at iteration {k} already.", k=whole(standing.iteration))
    if condition == "test_rises" and value is not None and not standing.has_test_rows:
        return tr("There is no test row that is complete. Add some in Data.")
    if condition == "sign_changes" and value and not standing.free_weights:
        return tr("Every weight is frozen.") if standing.weights else tr("There is no weight.")
    return ""


def has_whole_test_rows(document: Document) -> bool:
    """Whether there is a test cost."""
    test = None if document.data is None else document.data.test
    return test is not None and len(test) > 0 and all(value == value for row in test.array().tolist() for value in row)
