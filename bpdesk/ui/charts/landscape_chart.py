"""The cost's landscape as a chart: a valley along one parameter, a map over two."""

from __future__ import annotations

import numpy as np

from bpdesk.engine.landscape import Profile, Stand, Surface
from bpdesk.model.network import Network
from bpdesk.model.quantities import label
from bpdesk.training.samples import Samples
from bpdesk.ui.charts.map_chart import MapChart
from bpdesk.ui.charts.valley_chart import ValleyChart
from bpdesk.ui.charts.way import Path, held_words

LandscapeChart = ValleyChart | MapChart


def chart_of(network: Network, samples: Samples, standing: Stand, found: Profile | Surface) -> LandscapeChart:
    """The chart of a run whose chosen parameters and cost have been sampled."""
    chosen = samples.wanted[:-1]
    ways = [samples.curve(each) for each in samples.wanted]
    path = Path(ways[0].iterations, np.column_stack([way.low for way in ways[:-1]]), ways[-1].low)
    held = held_words(samples.run.program.parameter_count - len(chosen), standing.iteration)
    labels = [label(network, each) for each in chosen]
    if isinstance(found, Profile):
        return ValleyChart(found, standing, path, labels[0], held)
    return MapChart(found, standing, path, (labels[0], labels[1]), held)
