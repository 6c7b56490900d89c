"""Lets every part of a window show the same document, the same moment, in the same looks."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bpdesk.ui.actions import Actions
from bpdesk.ui.commands import Commands
from bpdesk.ui.own_turn import paint_in_own_turn
from bpdesk.ui.parts import Parts
from bpdesk.ui.plot_feed import PlotFeed
from bpdesk.ui.rate_bound import RateBound, RateBoundFinder
from bpdesk.ui.settings_bar import SettingsBar
from bpdesk.ui.stability_wording import of_the_eigenvalue, stable_below
from bpdesk.ui.submenus import Submenus
from bpdesk.ui.theme import Theme
from bpdesk.ui.transport_bar import TransportBar


class Showing(QObject):
    """Follows the session and the preferences of one window."""

    def __init__(
        self, parts: Parts, actions: Actions, commands: Commands, settings: SettingsBar, transport: TransportBar, submenus: Submenus
    ) -> None:
        super().__init__(parts.window)
        self._parts, self._session, self._playback = parts, parts.session, parts.session.playback
        self._actions, self._commands, self._submenus = actions, commands, submenus
        self._settings, self._transport = settings, transport
        self._feed = PlotFeed(parts.session, parts.plots, parts.scene, parts.themes.theme, parts.window)
        self.rate_bound = RateBoundFinder(parts.session)
        self._size = 100
        self._connect()

    def show_all(self) -> None:
        """Show it for the first time."""
        self._show_theme(self._parts.themes.theme)
        self._show_preferences()
        self._show_document()

    def _connect(self) -> None:
        session, playback = self._session, self._playback
        session.document_changed.connect(self._show_document)
        session.runs.problems_changed.connect(self._show_moment)
        session.runs.engine_loaded.connect(self._show_moment)
        session.runs.row_shown.connect(self._show_moment)
        playback.moment_changed.connect(self._show_moment)
        playback.running_changed.connect(self._transport.show_running)
        playback.speed_changed.connect(lambda: self._transport.show_speed(playback.speed))
        self.rate_bound.found.connect(self._show_rate_bound)
        self._parts.themes.theme_changed.connect(self._show_theme)
        self._parts.preferences.changed.connect(self._show_preferences)

    def _show_document(self) -> None:
        session, scene, window = self._session, self._parts.scene, self._parts.window
        document = session.document
        scene.show_document(document)
        if scene.choice.is_empty and len(document.network.edges) == 1:
            scene.select_edge(document.network.edges[0].id)
        window.setWindowTitle(f"{session.name}[*] — bpdesk")
        window.setWindowModified(not session.undo_history.is_clean)
        self._show_moment()

    def _show_moment(self) -> None:
        session, parts, moment = self._session, self._parts, self._session.moment
        if self._playback.is_running:
            paint_in_own_turn(parts.canvas)
        parts.scene.show_moment(moment, session.row)
        parts.canvas.show_walk(session.document, moment)
        parts.scene.show_problems({problem.where: problem.message for problem in reversed(session.problems) if problem.blocking})
        self._settings.show_training(session.training)
        parts.side.show_moment()
        cost = moment.cost if moment is not None and moment.reaches("cost") else None
        self._transport.show_moment(None if moment is None else moment.iteration, cost)
        run, playback = self._playback.run, self._playback
        has_stopped = run is not None and run.stop is not None
        self._transport.timeline.show_run(playback.iteration, playback.newest, parts.runs.marks(), has_stopped)
        self._commands.enable(self._actions)

    def _show_rate_bound(self, bound: RateBound | None) -> None:
        if bound is None:
            self._settings.show_rate_bound(None, "", may_return=self._playback.is_running)
        else:
            told = f"{stable_below(bound.optimizer, bound.rate)}\n{of_the_eigenvalue(bound.eigenvalue)}"
            self._settings.show_rate_bound(bound.rate, told)

    def _show_theme(self, theme: Theme) -> None:
        parts = self._parts
        for part in (
            parts.side, parts.canvas, parts.message, parts.predict.bar, self._settings, parts.plots, parts.charts, self._transport,
        ):  # fmt: skip
            part.show_theme(theme)
        self._actions.show_theme(theme)
        self._transport.show_running(self._playback.is_running)
        self._feed.show_theme(theme)

    def _show_preferences(self) -> None:
        parts, preferences = self._parts, self._parts.preferences
        self._commands.check_looks(self._actions)
        self._submenus.show_preferences()
        parts.scene.set_digits(preferences.digits)
        if preferences.size != self._size:
            self._size = preferences.size
            self._show_theme(parts.themes.theme)
            parts.canvas.show_size(self._size / 100)
        for part in (parts.side, self._transport):
            part.show_digits(preferences.digits)
        self._show_moment()
