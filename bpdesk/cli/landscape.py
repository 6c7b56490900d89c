"""What a picture of the landscape or the regions needs: the run to where it is drawn, and for the landscape the cost around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bpdesk.cli.loading import changes_of
from bpdesk.cli.messages import Refusal
from bpdesk.files.faults import quoted
from bpdesk.model.document import Document
from bpdesk.model.network import Node
from bpdesk.model.quantities import Quantity, quantities

if TYPE_CHECKING:
    from bpdesk.engine.landscape import Profile, Stand, Surface
    from bpdesk.training.run import Run
    from bpdesk.training.samples import Samples
    from bpdesk.training.walk import Walk

_MOST_PARAMETERS = 2


@dataclass(frozen=True)
class Landscape:
    """The way through the chosen parameters, where it stands, and the cost around there."""

    samples: Samples
    stand: Stand
    found: Profile | Surface


def parameters_of(document: Document, typed: str | None) -> list[Quantity]:
    """The one or two parameters that were asked for, as a history file names them; the first weight without."""
    network = document.network
    known = {each.key: each for kind in ("weight", "bias") for each in quantities(network, kind)}
    if not known:
        raise Refusal("there is no weight or bias to draw the landscape of")
    if typed is None:
        return [next(iter(known.values()))]
    names = [typed] if typed in known else typed.split(",")
    for name in names:
        if name not in known:
            raise Refusal(f"no weight or bias is called {quoted(name)}")
    if len(set(names)) != len(names) or len(names) > _MOST_PARAMETERS:
        raise Refusal("--of takes one or two different parameters, as in w or w,h1.bias")
    return [known[name] for name in names]


def node_of(document: Document, typed: str | None) -> Node:
    """The hidden or output node that was asked for; the first output without."""
    nodes = document.network.node_by_id
    if typed is None:
        return document.network.outputs[0]
    if typed not in nodes or nodes[typed].kind == "input":
        raise Refusal(f"no hidden or output node is called {quoted(typed)}")
    return nodes[typed]


def run_to(document: Document, walk: Walk) -> Run:
    """The document's run to where the walk stands."""
    from bpdesk.training.run import Run

    run = Run(walk.engine, changes_of(document))
    run.advance(walk.iteration)
    return run


def landscape(document: Document, walk: Walk, chosen: list[Quantity]) -> Landscape:
    """The cost around where the walk stands, and the way that led there."""
    from bpdesk.engine.landscape import ALONG, FINE, Ground, Survey, extent, stand
    from bpdesk.training.quantity_values import parameter_of
    from bpdesk.training.samples import Samples

    run = run_to(document, walk)
    samples = Samples(run, [*chosen, Quantity("cost")], 0)
    while not samples.is_complete:
        samples.take(samples.work(1.0))
    indices = tuple(parameter_of(run.program, each) for each in chosen)
    standing = stand(run.engine, walk.regime, walk.state, indices)
    after = standing.after or (None,) * len(chosen)
    bounds = [extent(samples.curve(each).low, to) for each, to in zip(chosen, after, strict=True)]
    ground = Ground.of(run.engine, walk.regime, walk.state.parameters, indices)
    return Landscape(samples, standing, Survey(ground, bounds, ALONG if len(bounds) == 1 else FINE).work().found)
