"""How alive the window stays: gaps in its event loop, time a frame, a crowd of nodes, and any of a million iterations.

A script: `QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.window_speed [PART…]`. A Markdown table of what was measured and what is
asked for. Gaps and ways are told by the clock and so need an idle machine; "work" is the processor time of the window's
thread, which others on the machine hardly change.
"""

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtWidgets import QGraphicsView

from bpdesk.engine.landscape import COARSE, FINE
from bpdesk.model.document import Document
from bpdesk.model.quantities import Quantity
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.charts.map_chart import MapChart
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.plot_feed import PlotFeed
from bpdesk.ui.speeds import UNLIMITED
from tests.benchmarks.engine_speed import _layers, _random
from tests.benchmarks.figures import Figure, idle, tell, wait_for
from tests.benchmarks.pulse import Pulse


def _open(window: MainWindow, document: Document) -> float:
    """Show the document; the seconds until its first moment is painted."""
    begun = time.perf_counter()
    session, edges = window.session, {edge.id for edge in document.network.edges}
    session.open(document, None)
    wait_for(lambda: not session.thread_of_engine.is_busy and session.moment is not None and set(session.moment.weights) == edges)
    _paint(_views(window))
    return time.perf_counter() - begun


def _views(window: MainWindow) -> list[QGraphicsView]:
    return [view for view in window.findChildren(QGraphicsView) if view.isVisible()]


def _paint(views: list[QGraphicsView]) -> None:
    for view in views:
        view.viewport().repaint()


def _go(window: MainWindow, iteration: int) -> float:
    """Show that iteration; the milliseconds until it is painted, with all that has to be computed for it."""
    begun = time.perf_counter()
    window.session.playback.go_to(iteration)
    wait_for(lambda: window.session.moment is not None and window.session.moment.iteration == iteration)
    QCoreApplication.processEvents()
    return 1e3 * (time.perf_counter() - begun)


def _gaps(window: MainWindow, seconds: float) -> str:
    """What passes between two turns of the event loop while it runs at full speed."""
    window.session.playback.choose_speed(UNLIMITED)
    window.session.playback.start_running()
    idle(1.0)
    pulse = Pulse()
    idle(seconds)
    window.session.playback.pause()
    told = pulse.told()
    pulse.deleteLater()
    return told


def running(window: MainWindow) -> Iterator[Figure]:
    _open(window, replace(_layers((2, 8, 8, 1), 250, 10), title="2-8-8-1"))
    yield Figure("event loop at full speed, 2-8-8-1 with 250 samples", _gaps(window, 5.0), "95 % under 20 ms, at most 50 ms")
    wait_for(lambda: not window.session.thread_of_engine.is_busy)
    _open(window, _in_columns(replace(_random(1_000, 20_000, rows=10_000), title="slow")))
    yield Figure("event loop, 20 000 edges × 10 000 rows", _gaps(window, 45.0), "95 % under 20 ms, at most 50 ms")
    wait_for(lambda: not window.session.thread_of_engine.is_busy)


def frame(window: MainWindow) -> Iterator[Figure]:
    """Canvas and plots with twelve weights, as each frame of a run draws them."""
    document = replace(_layers((2, 8, 8, 1), 250, 10), title="frame")
    _open(window, document)
    window.plots.tick([Quantity("weight", edge.id) for edge in document.network.edges[12:]], False)
    _run(window, 1.0)
    window.side.panel.bring_forward(window.side.training)
    yield Figure("a frame of canvas and plots, 2-8-8-1 with 12 weight curves (work)", _drawn(window), "under 16 ms")
    yield Figure("all that the window does for a moment of a run at full speed (work)", f"{_run(window, 5.0):.1f} ms", "")
    window.side.panel.bring_forward(window.side.explain)
    yield Figure("the same with Explain beside it", f"{_run(window, 5.0):.1f} ms", "")


def _drawn(window: MainWindow) -> str:
    """What it takes to show a moment and all curves up to it, until both are painted, while the engine rests."""
    feed, run = window.findChild(PlotFeed), window.session.playback.run
    assert feed is not None
    assert run is not None
    taken, views = [], _views(window)
    for _ in range(100):
        run.advance(500)
        moment = run.moment(run.newest, 0)
        begun = time.thread_time()
        window.scene.show_moment(moment, 0)
        feed.show_now()
        _paint(views)
        taken.append(1e3 * (time.thread_time() - begun))
    return f"median {median(taken):.1f} ms, at most {max(taken):.1f} ms"


def _run(window: MainWindow, seconds: float) -> float:
    """Run as fast as it goes; the work of the window's thread for each moment that was shown, in milliseconds."""
    playback, shown = window.session.playback, []
    playback.moment_changed.connect(lambda: shown.append(1))
    playback.choose_speed(UNLIMITED)
    begun = time.thread_time()
    playback.start_running()
    idle(seconds)
    playback.pause()
    taken = 1e3 * (time.thread_time() - begun) / len(shown)
    wait_for(lambda: not window.session.thread_of_engine.is_busy)
    return taken


def crowd(window: MainWindow) -> Iterator[Figure]:
    document = _in_columns(replace(_random(1_000, 10_000), title="crowd"))
    yield Figure("1 000 nodes, 10 000 edges: open", f"{_open(window, document):.1f} s", "under 3 s")
    canvas = window.canvas
    canvas.set_zoom(1.0)
    yield Figure("pan", _rate(lambda turn: canvas.centerOn(QPointF(40.0 * turn, 20.0 * turn)), window), "20 frames a second")
    canvas.fit()
    yield Figure("pan, seen whole", _rate(lambda turn: canvas.centerOn(QPointF(30.0 * turn, 20.0 * turn)), window), "20 frames a second")
    yield Figure("zoom", _rate(lambda turn: canvas.set_zoom(0.2 * 1.1 ** (turn % 20)), window), "20 frames a second")
    canvas.fit()
    yield Figure("zoom out whole and step", f"{1e3 / median(_go(window, turn) for turn in range(1, 12)):.1f} a second", "5 a second")
    scene, nodes = window.scene, [node.id for node in document.network.nodes]
    deeds: dict[str, Callable[[int], None]] = {
        "step inside": lambda _: window.session.inside.step(),
        "point at a node": lambda turn: scene.point_at(QPointF(*document.network.nodes[20 * turn].position)),
        "select a node": lambda turn: scene.choose(Selection.several(scene.network, [nodes[20 * turn]])),
        "select a weight": lambda turn: scene.select_edge(document.network.edges[turn].id),
        "select all, and nothing": lambda turn: scene.choose(Selection.several(scene.network, nodes if turn % 2 else [])),
        "drag a node": lambda turn: scene.preview.move({nodes[500]: (6_000.0 + turn, 40.0)}),
        "move a node": lambda turn: window.drawing.wishes.move({nodes[500]: (6_000.0 + turn, 40.0)}),
    }
    for name, deed in deeds.items():
        yield Figure(name, _work(deed, window), "under 100 ms" if name.startswith(("drag", "point")) else "under 500 ms")
    window.session.inside.finish()


def _in_columns(document: Document) -> Document:
    """With its nodes in columns of 25, as a person would lay them out."""
    nodes = (replace(node, position=(320.0 * (place // 25), 148.0 * (place % 25))) for place, node in enumerate(document.network.nodes))
    return replace(document, network=replace(document.network, nodes=tuple(nodes)))


def _work(deed: Callable[[int], None], window: MainWindow) -> str:
    """The processor time of the window's thread, until what is done is painted."""
    taken = []
    for turn in range(12):
        begun = time.thread_time()
        deed(turn)
        wait_for(lambda: not window.session.thread_of_engine.is_busy)
        QCoreApplication.processEvents()
        window.canvas.viewport().repaint()
        taken.append(1e3 * (time.thread_time() - begun))
    return f"median {median(taken):.0f} ms, at most {max(taken):.0f} ms (work)"


def _rate(move: Callable[[int], None], window: MainWindow) -> str:
    taken = []
    for turn in range(40):
        begun = time.thread_time()
        move(turn)
        window.canvas.viewport().repaint()
        taken.append(time.thread_time() - begun)
    return f"{1 / median(taken):.0f} frames a second, the slowest {1e3 * max(taken):.0f} ms (work)"


def history(window: MainWindow) -> Iterator[Figure]:
    """A network of 105 parameters, a million iterations."""
    document = replace(_layers((2, 8, 8, 1), 4, None), title="history")
    _open(window, document)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    _go(window, 1_000_000)
    gc.collect()
    added = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    yield Figure("a million iterations of 105 parameters add", f"{added / 2**20:.1f} MB", "under 64 MB")
    places = np.random.default_rng(1).integers(0, 1_000_000, 60).tolist()
    shown, work = [], []
    for place in places:
        begun = time.thread_time()
        shown.append(_go(window, place))
        work.append(1e3 * (time.thread_time() - begun))
    of_it = f"work of the window's thread median {median(work):.0f} ms, at most {max(work):.0f} ms"
    yield Figure("any of them shown", f"median {median(shown):.0f} ms, at most {max(shown):.0f} ms ({of_it})", "under 50 ms")


def charts(window: MainWindow) -> Iterator[Figure]:
    """The cost over two weights as contours, from the choice until it is painted, and what the window does meanwhile."""
    document = replace(_layers((2, 8, 8, 1), 250, None), title="charts")
    _open(window, document)
    _go(window, 200)
    panel, feed = window.charts.panels[0], window.charts.landscape
    window.docks.dock_of(panel).show()
    wait_for(lambda: feed.chart is not None and not window.session.thread_of_engine.is_busy)
    seen: dict[int, list[float]] = {COARSE: [], FINE: []}
    work: dict[int, list[float]] = {COARSE: [], FINE: []}
    pulse = Pulse()
    for turn in range(1, 8):
        begun, worked = time.perf_counter(), time.process_time()
        feed.choose(document.network.edges[0].id, document.network.edges[turn].id)
        for size, taken in seen.items():
            wait_for(lambda size=size: isinstance(feed.chart, MapChart) and len(feed.chart.surface.x) == size)  # type: ignore[misc]
            panel.canvas.repaint()
            taken.append(1e3 * (time.perf_counter() - begun))
            work[size].append(1e3 * (time.process_time() - worked))
    told = pulse.told()
    pulse.deleteLater()
    for size, wanted in ((COARSE, "150 ms"), (FINE, "3 s")):
        told_of_it = f"median {median(seen[size]):.0f} ms (work of all threads {median(work[size]):.0f} ms)"
        yield Figure(f"landscape of two weights, {size} × {size}, until painted", told_of_it, wanted)
    yield Figure("event loop meanwhile", told, "95 % under 20 ms, at most 50 ms")
    window.docks.dock_of(panel).hide()


PARTS = {measure.__name__: measure for measure in (frame, charts, running, crowd, history)}


if __name__ == "__main__":
    tell(lambda window, _folder: (figure for part in sys.argv[1:] or PARTS for figure in PARTS[part](window)))
