"""How long plots and the landscape take: `python -m tests.benchmarks.plot_speed`.

Medians of processor time, for the machine may be busy. Fifty curves of a million iterations each are to be drawn on screen in under
20 ms, and written as SVG in under 2 s and 2 MB; the landscape of 2-8-8-1 with 250 samples, 50 × 50, in under 150 ms, 200 × 200 in 3 s.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time

import numpy as np

from bpdesk.engine.landscape import COARSE, FINE, Ground, Survey
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.training.pyramid import Pyramid
from tests.builders import net

_CURVES, _ITERATIONS = 50, 1_000_000


def timed(job: Callable[[], object], times: int) -> float:
    """The median of so many runs, in milliseconds; one more before warms up."""
    job()
    taken = []
    for _ in range(times):
        began = process_time()
        job()
        taken.append(process_time() - began)
    return median(taken) * 1000


def plots() -> list[str]:
    """Draw and write fifty long curves."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from bpdesk.ui.pictures import PictureFormat, PictureSize, offscreen_application, picture, plot_paint
    from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve
    from bpdesk.ui.plots.plot_view import PlotView
    from bpdesk.ui.theme import LIGHT, curve_style

    _application = offscreen_application()
    random = np.random.default_rng(1)
    series = Pyramid(_CURVES)
    at = np.zeros(_CURVES)
    for _ in range(_ITERATIONS // 10_000):
        steps = at + np.cumsum(random.normal(size=(10_000, _CURVES)), axis=0)
        series.extend(steps)
        at = steps[-1]
    curves = tuple(PlotCurve(f"w{i}", f"w{i}", series.curve(i), *curve_style(LIGHT, i)) for i in range(_CURVES))
    content = PlotContent(curves, newest=_ITERATIONS, cursor=_ITERATIONS)
    view = PlotView(LIGHT)
    view.resize(700, 240)
    view.show()
    view.show_content(content)
    shown = timed(view.viewport().grab, 9)
    taken = timed(lambda: view.show_content(content), 9)
    size = PictureSize(960, 600)
    svg = picture(plot_paint([content]), size, kind=PictureFormat.SVG)
    written = timed(lambda: picture(plot_paint([content]), size, kind=PictureFormat.SVG), 3)
    return [
        f"{_CURVES} curves of {_ITERATIONS} iterations: taken over in {taken:.1f} ms, drawn in {shown:.1f} ms",
        f"as SVG: {written:.0f} ms, {len(svg) / 1e6:.2f} MB",
    ]


def landscape() -> list[str]:
    """Survey a small network's landscape, coarse and fine."""
    layers = "x1 x2 -> " + " ".join(f"g{i}" for i in range(8)) + " -> " + " ".join(f"h{i}" for i in range(8)) + " -> y"
    program = compile_document(net(layers, rows=250, activation="tanh"))
    assert isinstance(program, Program)
    ground = Ground.of(Engine(program), Regime.at_start(program), program.start, (0, 1))

    def survey(size: int) -> None:
        Survey(ground, ((-1.0, 1.0), (-1.0, 1.0)), size).work()

    return [f"landscape {size} × {size}: {timed(partial(survey, size), 3):.0f} ms" for size in (COARSE, FINE)]


if __name__ == "__main__":
    for result in (*plots(), *landscape()):
        print(result)  # noqa: T201  # the benchmark's result
