"""What a picture of the landscape or the regions is of, by the names that are typed; the cost around where a run stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.cli.messages import Refusal
from bpdesk.cli.patience import SLICE, make_whole
from bpdesk.files.faults import quoted
from bpdesk.model.document import Document
from bpdesk.model.network import Node
from bpdesk.model.quantities import Quantity, quantities

if TYPE_CHECKING:
    from bpdesk.engine.landscape import Profile, Stand, Surface
    from bpdesk.training.run import Run
    from bpdesk.training.samples import Samples

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


def landscape(run: Run, chosen: list[Quantity], ends: Callable[[], bool]) -> Landscape:
    """The cost around where the run stands, and the way that led there."""
    from bpdesk.engine.landscape import ALONG, FINE, Ground, Survey, extent, stand
    from bpdesk.training.quantity_values import parameter_of
    from bpdesk.training.samples import Samples

    samples, state, regime = Samples(run, [*chosen, Quantity("cost")], 0), run.state_at(run.newest), run.regime_at(run.newest)
    while not samples.is_complete and not ends():
        samples.take(samples.work(SLICE))
    indices = tuple(parameter_of(run.program, each) for each in chosen)
    standing = stand(run.engine, regime, state, indices)
    after = standing.after or (None,) * len(chosen)
    bounds = [extent(np.append(samples.curve(each).low, at), to) for each, at, to in zip(chosen, standing.at, after, strict=True)]
    survey = Survey(Ground.of(run.engine, regime, state.parameters, indices), bounds, ALONG if len(bounds) == 1 else FINE)
    make_whole(survey, "landscape", ends)
    return Landscape(samples, standing, survey.found)
