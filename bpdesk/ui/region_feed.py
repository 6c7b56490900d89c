"""What the regions show: of which node, how fine, how wide. Has it computed on the engine's thread at the shown moment, in slices."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from bpdesk.model.document import Json
from bpdesk.model.math_syntax import linear
from bpdesk.model.names import one_line
from bpdesk.model.network import Node
from bpdesk.text import tr
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.range_choice import RangeChoice
from bpdesk.ui.charts.range_popup import FEWEST_POINTS, MOST_POINTS
from bpdesk.ui.charts.region_of import NodeChart, NodeSurvey, survey, why_not
from bpdesk.ui.charts.span import RANGES, span_of, with_span
from bpdesk.ui.moment_follower import MomentFollower
from bpdesk.ui.session import Session
from bpdesk.ui.sliced_work import SLICE, SlicedWork

NODE, FINENESS = "node", "fineness"
SIZES = (25, 50, 100, 200)
_USUAL = "50"
_RUNNING = 60


class RegionFeed(QObject):
    """Keeps one panel at the session's moment while it is to be seen. `chart` is what it shows, for a picture: of no other moment."""

    def __init__(self, session: Session, panel: ChartPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self.chart: NodeChart | None = None
        self._node, self._size = "", _USUAL
        self._listed: dict[str, list[tuple[str, str]]] = {}
        self._range = RangeChoice(panel)
        self._work = SlicedWork(session, self.show_now)
        panel.add_choice(NODE, tr("The node whose output is shown"))
        panel.add_choice(FINENESS, tr("How fine the picture is: points to each side"))
        panel.end_choices()
        panel.chosen.connect(self._take_choice)
        panel.range_requested.connect(self._ask_range)
        self._range.changed.connect(self._take_range)
        self._follower = MomentFollower(session, panel.shown, self._work.follow, lambda: _RUNNING, self)

    @property
    def looks(self) -> dict[str, Json]:
        """What is remembered of the choices: nothing where they are as at first."""
        outputs = self._session.document.network.outputs
        first = self._node == "" or (bool(outputs) and self._node == outputs[0].id)
        chosen: dict[str, Json] = {} if first else {NODE: self._node}
        return with_span(chosen if self._size == _USUAL else {**chosen, FINENESS: int(self._size)}, self._range.span)

    def show_looks(self, kept: Mapping[str, Json]) -> None:
        """Choose as a document remembers it; what it doesn't have is passed over."""
        node, size = kept.get(NODE), kept.get(FINENESS)
        self._node = node if isinstance(node, str) else ""
        known = isinstance(size, int) and not isinstance(size, bool) and FEWEST_POINTS <= size <= MOST_POINTS
        self._size = str(size) if known else _USUAL
        self._range.take(span_of(kept.get(RANGES)))
        self.show_now()

    def show_selection(self, kind: str, identifier: str) -> None:
        """Show the node that was selected on the canvas."""
        if kind == "node":
            self._node = identifier
            self.show_now()

    def show_now(self) -> None:
        """Begin anew at the shown moment."""
        self._work.give_up()
        if not self._panel.isVisible():
            self.chart = None
            return
        self._offer()
        run, moment, node = self._session.playback.run, self._session.moment, self._shown_node()
        reason = why_not(self._session.document)
        if reason or run is None or moment is None or node is None:
            self.chart = None
            self._panel.canvas.show_sentence(reason or tr("The output for every input. It appears once the network can run."))
        else:
            document, state, size, span = self._session.document, moment.state, int(self._size), self._range.span
            self._work.begin(run)
            self._work.do(lambda: survey(document, run, state, node, size, span).work(SLICE), self._go_on)

    def _go_on(self, found: NodeSurvey) -> None:
        """The next slice; once it is whole it is shown."""
        if found.is_done:
            self.chart = found.chart
            self._panel.canvas.show_chart(self.chart)
            self._work.end()
        else:
            is_other = self.chart is not None and self.chart.node.id != found.node.id
            self._work.tell_share(self._panel.canvas, found.share, is_other=is_other)
            self._work.do(lambda: found.work(SLICE), self._go_on)

    def _shown_node(self) -> Node | None:
        return self._session.document.network.node_by_id.get(self._node)

    def _offer(self) -> None:
        nodes = [node for node in self._session.document.network.nodes if node.kind != "input"]
        nodes.sort(key=lambda node: node.kind != "output")
        if self._node not in {node.id for node in nodes}:
            self._node = nodes[0].id if nodes else ""
        self._list(NODE, [(one_line(node), node.id) for node in nodes], self._node)
        sizes = sorted({*SIZES, int(self._size)})
        self._list(FINENESS, [(str(size), str(size)) for size in sizes], self._size)

    def _list(self, name: str, choices: list[tuple[str, str]], chosen: str) -> None:
        if choices != self._listed.get(name):
            self._listed[name] = choices
            self._panel.offer(name, [label for label, _ in choices], [key for _, key in choices])
        self._panel.choose(name, chosen)

    def _take_choice(self) -> None:
        self._node, self._size = self._panel.choice(NODE), self._panel.choice(FINENESS) or _USUAL
        self.show_now()

    def _take_range(self, points: int) -> None:
        self._size = str(points) if points else self._size
        self.show_now()

    def _ask_range(self) -> None:
        if self.chart is not None:
            names = [linear(name) for name in self.chart.labels[: len(self.chart.bounds)]]
            self._panel.ask_range(names, self.chart.bounds, int(self._size) if len(names) == 2 else 0)
