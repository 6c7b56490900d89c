"""What the plots show of a run: which curves, with which reference lines, and how often."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from bpdesk.model.quantities import Quantity
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.own_turn import paint_in_own_turn
from bpdesk.ui.plot_links import quantities_of
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.plotting.curve_sources import CurveSources
from bpdesk.ui.plotting.plot_board import PlotBoard
from bpdesk.ui.plotting.plotted import Plotted
from bpdesk.ui.session import Session
from bpdesk.ui.speeds import FOLLOWED
from bpdesk.ui.theme import Theme

_MILLISECONDS_WHILE_RUNNING = 50


class PlotFeed(QObject):
    """Keeps the plots of a window at the session's moment; while it runs, some 20 times a second, and one plot at a time.

    All of them in one turn of the event loop would hold it for longer than a person who types or drags should notice.
    """

    def __init__(self, session: Session, board: PlotBoard, scene: NetworkScene, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._chosen: frozenset[Quantity] = frozenset()
        scene.selection_changed.connect(self._show_selection)
        self._session, self._board, self._theme = session, board, theme
        self._sources = CurveSources(session.thread_of_engine, self)
        self._wanted: object = None
        """What decides what is sampled."""
        self._due: list[PlotPanel] = []
        """The plots that wait for their turn."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_next)
        session.playback.moment_changed.connect(self._show_soon)
        session.playback.running_changed.connect(self.show_now)
        session.document_changed.connect(self.show_now)
        board.changed.connect(self.show_now)
        self._sources.grown.connect(self._show_later)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_now()

    def show_now(self) -> None:
        """Draw the curves up to the newest iteration, with the shown one marked."""
        self._due = []
        self._show([panel for _, panel in self._board.shown])

    def _show(self, panels: Sequence[PlotPanel]) -> None:
        session, playback = self._session, self._session.playback
        run, moment = playback.run, session.moment
        if run is None or moment is None:
            for panel in panels:
                panel.show_curves([], playback.shown_iteration, playback.newest)
            return
        earlier, places = session.runs.earlier(), session.runs.places()
        plotted = Plotted(session.document, run, moment, earlier, places, self._sources, self._theme, self._chosen)
        self._want(plotted)
        for spec, panel in self._board.shown:
            if panel in panels and (panel.isVisible() or not playback.is_running):
                if playback.is_running:
                    paint_in_own_turn(panel.view)
                shown = spec.shown(session.document)
                panel.show_curves(plotted.curves(shown), moment.iteration, run.newest, plotted.references(shown))

    def _show_selection(self) -> None:
        """Of many curves those of what is selected on the canvas are compared with earlier runs."""
        choice = self._scene.choice
        nodes = choice.nodes | ({choice.primary[1]} if choice.primary is not None and choice.primary[0] != "weight" else frozenset())
        parts = [*(("weight", edge) for edge in choice.edges), *(("node", node) for node in nodes)]
        self._chosen = frozenset(quantity for kind, identifier in parts for quantity in quantities_of(kind, identifier))
        self.show_now()

    def _want(self, plotted: Plotted) -> None:
        """Have what is plotted sampled, of this run and of the earlier ones."""
        specs, row, before = [spec for spec, _ in self._board.shown], plotted.moment.shown.row, plotted.named_earlier
        wanted = plotted.document, specs, row, [plotted.run, *(run for _, run in before)], plotted.chosen
        if wanted != self._wanted:
            self._wanted = wanted
            plots = [spec.shown(plotted.document) for spec in specs]
            now = list(dict.fromkeys(each for shown in plots for each in plotted.shown(shown)))
            compared = list(dict.fromkeys(each for shown in plots for each in plotted.compared(shown)))
            self._sources.want([(plotted.run, now, row), *((run, compared, row) for _, run in before)])
        self._sources.is_hasty = self._session.playback.is_running
        self._sources.fill()

    def _show_soon(self) -> None:
        playback = self._session.playback
        if playback.is_running and playback.speed > FOLLOWED:
            self._show_later()
        else:
            self.show_now()

    def _show_later(self) -> None:
        self._due += [panel for _, panel in self._board.shown if panel.isVisible() and panel not in self._due]
        if self._due and not self._timer.isActive():
            self._timer.start(_MILLISECONDS_WHILE_RUNNING // len(self._board.shown))

    def _show_next(self) -> None:
        if not self._session.playback.is_running:
            self.show_now()
        elif self._due:
            self._show([self._due.pop(0)])
            if self._due:
                self._timer.start(_MILLISECONDS_WHILE_RUNNING // len(self._board.shown))
