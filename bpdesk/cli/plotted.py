"""What `bpdesk export` plots besides the cost: which quantities were asked for, and their curves along the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bpdesk.cli.curves import MOST_WEIGHTS
from bpdesk.cli.messages import Refusal, say
from bpdesk.files.faults import quoted
from bpdesk.model.document import Document
from bpdesk.model.quantities import COSTS, Kind, Quantity, quantities

if TYPE_CHECKING:
    from bpdesk.training.curves import Curve
    from bpdesk.training.run import Run

KINDS: Mapping[str, tuple[Kind, ...]] = {
    "cost": ("cost",),
    "batch-cost": ("batch_cost",),
    "test-cost": ("test_cost",),
    "weights": ("weight",),
    "biases": ("bias",),
    "gradients": ("weight_gradient", "bias_gradient"),
    "activations": ("activation",),
    "deltas": ("delta",),
    "gradient-norm": ("gradient_norm",),
}
"""The plots by the names that are typed."""
_WORDS = {"biases": "bias", "gradients": "weight or bias", "activations": "node", "deltas": "hidden or output node", "weights": "weight"}
_SLICE = 0.2


@dataclass(frozen=True)
class Plotted:
    """Quantities with their curves; `iteration` is where these end."""

    curves: list[tuple[Quantity, Curve]]
    iteration: int
    targets: Mapping[str, float]
    """What is wanted of each output for the row that activations and deltas are of."""


def quantities_of(document: Document, what: str, typed: str | None) -> list[Quantity]:
    """What was asked for by the names in a history file; without names the first of that kind, which standard error says."""
    network = document.network
    every = [each for kind in KINDS[what] for each in quantities(network, kind)]
    if what == "test-cost" and (document.data is None or not document.data.test):
        raise Refusal("there are no test rows, so there is no test cost")
    if typed is None:
        shown = [each for each in every if each.kind != "activation" or network.node_by_id[each.of].kind != "input"]
        if len(shown) > MOST_WEIGHTS:
            say(f"the first {MOST_WEIGHTS} of {len(shown)} {what} are drawn")
        return shown[:MOST_WEIGHTS]
    known = {_name(each): each for each in every}
    names = [typed] if typed in known else typed.split(",")
    for name in names:
        if name not in known:
            raise Refusal(f"no {_WORDS[what]} is called {quoted(name)}")
    if len(names) > MOST_WEIGHTS:
        raise Refusal(f"a plot has room for {MOST_WEIGHTS} curves")
    return [known[name] for name in dict.fromkeys(names)]


def plotted(run: Run, wanted: list[Quantity], ends: Callable[[], bool]) -> Plotted:
    """Their curves to where the run stands: of costs what it has recorded, of all else values at its iterations, for the first row."""
    from bpdesk.training.samples import Samples

    newest = run.moment(run.newest, 0)
    samples = Samples(run, [each for each in wanted if each.kind not in COSTS], 0)
    while not samples.is_complete and not ends():
        samples.take(samples.work(_SLICE))
    recorded: dict[str, Callable[[], Curve]] = {
        "cost": lambda: run.cost_curve(newest),
        "batch_cost": run.batch_cost_curve,
        "test_cost": lambda: run.test_cost_curve(newest),
    }
    curves = [(each, recorded[each.kind]() if each.kind in recorded else samples.curve(each)) for each in wanted]
    return Plotted(curves, run.newest, newest.shown.targets)


def _name(quantity: Quantity) -> str:
    return f"{quantity.of}.bias" if quantity.kind in ("bias", "bias_gradient") else quantity.of
