"""The main window: puts panels in their places and connects each with the session. It decides nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStyle, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui.actions import Actions
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.canvas_looks import CanvasLooks
from bpdesk.ui.charts_desk import Charts
from bpdesk.ui.commands import Commands
from bpdesk.ui.divergence_lesson import DivergenceLesson
from bpdesk.ui.docks import Docks
from bpdesk.ui.document_actions import DocumentActions
from bpdesk.ui.drawing_desk import DrawingDesk
from bpdesk.ui.explain.explain_desk import ExplainDesk
from bpdesk.ui.file_drops import FileDrops
from bpdesk.ui.file_news import FileNews
from bpdesk.ui.matrix.matrix_links import MatrixLinks
from bpdesk.ui.message_bar import MessageBar
from bpdesk.ui.narrator import Narrator
from bpdesk.ui.pace_menu import fill_paces
from bpdesk.ui.parts import Parts
from bpdesk.ui.plot_links import PlotLinks
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.plotting.plot_board import PlotBoard
from bpdesk.ui.plotting.plot_spec import COST, WEIGHTS
from bpdesk.ui.predict.predict_desk import PredictDesk
from bpdesk.ui.preferences import Preferences
from bpdesk.ui.recent_files import RecentFiles
from bpdesk.ui.replay_check import ReplayCheck
from bpdesk.ui.run_desk import RunDesk
from bpdesk.ui.session import Session
from bpdesk.ui.settings_bar import SettingsBar
from bpdesk.ui.showing import Showing
from bpdesk.ui.side_dock import SideDock
from bpdesk.ui.side_room import SideRoom
from bpdesk.ui.speed_menu import fill_speeds
from bpdesk.ui.submenus import Submenus
from bpdesk.ui.tab_order import next_widget
from bpdesk.ui.tool_bar import tool_bar
from bpdesk.ui.transport_bar import TransportBar

_SIZE, _SMALLEST = QSize(1440, 900), QSize(1024, 700)
_REFUSAL_MILLISECONDS = 8000


class MainWindow(QMainWindow):
    """One window on one session. It asks for what concerns all windows."""

    new_window_wanted = Signal()
    quit_wanted = Signal()
    closed = Signal(object)

    def __init__(self, session: Session, preferences: Preferences, recent: RecentFiles) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.session, self.preferences, self.themes, self._recent = session, preferences, preferences.themes, recent
        session.setParent(self)
        theme = self.themes.theme
        self.scene = NetworkScene(theme, self)
        self.canvas = NetworkView(self.scene, self)
        self.message = MessageBar(theme, self)
        self.settings = SettingsBar(theme, self)
        self.plots = PlotBoard(session.document, theme, self)
        self.charts = Charts(session, theme, self)
        self.side = SideDock(session, theme, self)
        self.drawing = DrawingDesk(session, self.scene, self.canvas)
        self.predict = PredictDesk(session, theme, self)
        self.runs = RunDesk(session, self, self.message, preferences, self.side.runs.replay)
        self.files = DocumentActions(session, self, self.commit_typing)
        self.drops = FileDrops(self)
        self.explaining = ExplainDesk(self.side.explain, self.scene, session, self, self.message)
        parts = self._parts()
        self.commands = Commands(parts)
        self.actions_by_name = Actions(self, self.commands.by_name())
        self.transport = TransportBar(theme, self.actions_by_name, self)
        self.narrator = Narrator(parts)
        self.lesson = DivergenceLesson(parts)
        self.replay_check = ReplayCheck(parts)
        self.news = FileNews(parts, recent)
        self._may_close = False
        self._lay_out()
        MatrixLinks(self.side.matrix, self.scene)
        self.showing = Showing(parts, self.actions_by_name, self.commands, self.settings, self.transport, self._submenus)
        self._connect()
        self.showing.show_all()

    def _parts(self) -> Parts:
        return Parts(
            self, self.session, self.preferences, self.scene, self.canvas, self.message, self.plots, self.charts, self.side,
            self.drawing, self.predict, self.explaining, self.runs, self.files, self.commit_typing, self.new_window_wanted.emit,
            self.quit_wanted.emit,
        )  # fmt: skip

    @property
    def cost_plot(self) -> PlotPanel:
        return self.plots.panels[COST]

    @property
    def weights_plot(self) -> PlotPanel:
        return self.plots.panels[WEIGHTS]

    def edit_place(self, place: Place, value: float) -> None:
        """Take a number that was typed over another on the canvas."""
        self.drawing.wishes.set_number(place, value)

    def commit_typing(self) -> bool:
        """Take what is being typed anywhere; False when it can't be read, and stays open."""
        return self.canvas.commit_edit() and self.settings.commit_typing() and self.side.commit_typing()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.canvas.cancel_gesture()
        if not self._may_close and not self.commit_typing():
            event.ignore()
        elif self._may_close or self.session.undo_history.is_clean:
            self.commands.history.close()
            self.session.close()
            event.accept()
            self.closed.emit(self)
        else:
            event.ignore()
            self.files.before_losing(self.close_for_good)

    def before_closing(self, then: Callable[[], None]) -> None:
        """Go on once nothing of this window would be lost; where that needs an answer, it comes to the front."""
        self.canvas.cancel_gesture()
        if not self.session.undo_history.is_clean:
            self.raise_()
            self.activateWindow()
        self.files.before_losing(then)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.docks.follow_size()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.files.look_outside()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads from the canvas to what makes it run, to the panels at the side, the plots, and the settings on top."""
        areas = [self.message, self.canvas, self.predict.bar, self.transport, *self.docks.as_read(), self.settings]
        there = next_widget(areas, self.focusWidget(), forward=forward)
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return there is not None

    def close_for_good(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    def _connect(self) -> None:
        session, status = self.session, self.statusBar()
        session.playback.moment_changed.connect(self.looks.follow_moment)
        self.side.table.chosen.connect(self.drawing.choose)
        self.scene.selection_changed.connect(lambda: self.side.show_selection(self.scene.choice))
        self.canvas.value_edited.connect(self.edit_place)
        self.scene.selected.connect(lambda: self.predict.prediction.show_selection(self.scene.selection))
        self.predict.bar.line_wanted.connect(self.side.show_explanation)
        self.explaining.wanted.connect(self.side.show_explanation)
        self.drawing.extend_menu(self.explaining.fill_canvas_menu)
        self.predict.switched.connect(self.actions_by_name["predict"].setChecked)
        self.settings.learning_rate_typed.connect(self.commands.set_learning_rate)
        self.settings.cost_chosen.connect(self.commands.set_cost)
        self.transport.timeline.iteration_requested.connect(self.commands.go_to)
        self.transport.speed_chosen.connect(self.commands.set_speed)
        self.canvas.walk.strip.phase_wanted.connect(session.inside.go_to)
        self.runs.conditions_changed.connect(self.transport.show_conditions)
        self.runs.moving_changed.connect(lambda moves: self.actions_by_name.enable("way", moves))
        for source in (self.plots.export_requested, self.charts.export_requested, self.explaining.picture_wanted):
            source.connect(self.commands.pictures.export)
        self.charts.put_away.connect(lambda panel: self.docks.dock_of(panel).hide())
        self.scene.selected.connect(self.charts.show_selection)
        self.drawing.take_actions(self.actions_by_name)
        self.canvas.empty.offer([self.actions_by_name[name] for name in ("new_layered", "open")])
        session.document_changed.connect(self.drawing.wishes.select_new)
        self.drops.dropped.connect(self.files.open_chosen)
        for table in (self.drops.table_dropped, self.files.table_chosen):
            table.connect(self.commands.data.importing.read)
        for refused in (self.drawing.refused, self.drops.refused):
            refused.connect(lambda reason: status.showMessage(reason, _REFUSAL_MILLISECONDS))
        self.side.data.told.connect(self.runs.told)
        self.actions_by_name.enable("way", False)
        session.playback.speed_changed.connect(lambda: self.preferences.keep_speed(session.playback.speed))
        session.playback.choose_speed(self.preferences.speed)
        self.runs.tell_conditions()

    def _lay_out(self) -> None:
        title_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        room = self.screen().availableSize() - QSize(0, title_bar)  # else the frame pushes the status bar off the screen
        self.setMinimumSize(_SMALLEST.boundedTo(room))
        self.resize(_SIZE.boundedTo(room))
        self.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self.setCentralWidget(_stacked(self, self.message, self.canvas, self.predict.bar, self.transport))
        plots = [(self.cost_plot, tr("Cost plot")), (self.weights_plot, tr("Weights plot"))]
        charts = [(panel, panel.header, panel.title) for panel in self.charts.panels]
        self.docks = Docks(self, self.side, [(panel, panel.header, title) for panel, title in plots], charts)
        self.addToolBar(tool_bar(self, self.actions_by_name, self.drawing, self.settings))
        self.plots.refused.connect(lambda why: self.message.tell("warning", tr("No more plots"), why))
        self.plot_links = PlotLinks(self.plots, self.session, self.scene, self.docks, self.drawing, self.commands.go_to)
        self.side_room = SideRoom(self.session, self.side, self.docks)
        self.looks = CanvasLooks(self.session, self.scene, self.preferences)
        others: dict[str, Callable[[QMenu], None]] = {
            "PLOTS": self.plot_links.fill_menu,
            "SPEED": lambda menu: fill_speeds(menu, self.session.playback),
            "PACE": lambda menu: fill_paces(menu, self.session.inside),
            "DENSITY": self.looks.fill_menu,
            "BUILT_IN": self.commands.data.fill_built_in,
            "ALIGN": lambda menu: self.drawing.fill_alignments(menu, self.actions_by_name),
        }
        self._submenus = Submenus(self.files, self._recent, self.preferences, self.docks.toggles, others)
        self.actions_by_name.fill(self.menuBar(), self._submenus.by_word())
        self.statusBar().setSizeGripEnabled(False)
        self.canvas.setFocus()


def _stacked(parent: QWidget, *widgets: QWidget) -> QWidget:
    centre = QWidget(parent)
    column = QVBoxLayout(centre)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return centre
