"""The dock at the right: Explain, Matrix, Inspect, Train, Data, Runs, Table under tabs. Only the one in front gets what it shows."""

from PySide6.QtWidgets import QWidget

from bpdesk.text import tr
from bpdesk.ui.canvas.scene import DIGITS
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.dataset.dataset_panel import DatasetPanel
from bpdesk.ui.dock import Dock
from bpdesk.ui.explain.explain_panel import ExplainPanel
from bpdesk.ui.inspector.inspector_panel import InspectorPanel
from bpdesk.ui.matrix.matrix_panel import MatrixPanel
from bpdesk.ui.network_table.network_table_panel import NetworkTablePanel
from bpdesk.ui.rarely import Rarely
from bpdesk.ui.runs.runs_panel import RunsPanel
from bpdesk.ui.session import Session
from bpdesk.ui.side_panel import SidePanel
from bpdesk.ui.speeds import FOLLOWED
from bpdesk.ui.theme import Theme
from bpdesk.ui.training_panel import TrainingPanel

_MILLISECONDS_WHILE_RUNNING = 100


class SideDock(Dock):
    """Shows a session and what is selected in its network."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Panels at the side"), parent)
        self.setObjectName("dock.side")
        self._session = session
        self._while_running = Rarely(self.show_now, _MILLISECONDS_WHILE_RUNNING, self)
        self._selection = Selection()
        self.digits = DIGITS
        self.panel = SidePanel(theme, self)
        self.explain = ExplainPanel(session, theme, self.panel)
        self.matrix = MatrixPanel(session, theme, self.panel)
        self.inspector = InspectorPanel(session, theme, self.panel)
        self.training = TrainingPanel(session, theme, self.panel)
        self.data = DatasetPanel(session, theme, self.panel)
        self.panel.add(self.explain, tr("Explain"), tr("Where the numbers of what is selected come from, step by step"))
        self.panel.add(self.matrix, tr("Matrix"), tr("The whole iteration as matrices, layer by layer"))
        self.panel.add(self.inspector, tr("Inspect"), tr("What is selected, with every number in full"))
        self.panel.add(self.training, tr("Train"), tr("How the network is trained"))
        self.panel.add(self.data, tr("Data"), tr("The rows that the network learns from and is tested with"))
        self.runs = RunsPanel(session, theme, self.panel)
        self.panel.add(self.runs, tr("Runs"), tr("The run and its branches: what they differ in, and how far they came"))
        self.table = NetworkTablePanel(session, theme, self.panel)
        self.panel.add(self.table, tr("Table"), tr("All nodes and connections, to be sorted, typed over and pasted into"))
        self.setTitleBarWidget(self.panel.header)
        self.setWidget(self.panel)
        self.panel.header.close_requested.connect(self.close)
        self.panel.turned.connect(self.show_now)
        self.visibilityChanged.connect(self.show_now)
        session.playback.running_changed.connect(self._follow_running)
        self.show_now()

    def show_selection(self, selection: Selection) -> None:
        """Inspect that from now on."""
        self._selection = selection
        self.show_now()

    def show_moment(self) -> None:
        """Show the session's moment; while it runs fast not at every frame: nobody reads numbers so fast and the picture needs the time."""
        playback = self._session.playback
        if playback.is_running and playback.speed > FOLLOWED:
            self._while_running.ask()
        else:
            self.show_now()

    def show_now(self) -> None:
        """Let the panel in front show the session's moment."""
        session, panel = self._session, self.panel.currentWidget()
        if self.isHidden():
            return
        shown = Shown(session.document, session.moment, session.row, self.digits)
        if panel is self.explain:
            self.explain.show_selection(shown, self._selection)
        elif panel is self.matrix:
            self.matrix.show_selection(shown, self._selection)
        elif panel is self.inspector:
            self.inspector.show_selection(shown, self._selection)
        elif panel is self.training:
            playback = session.playback
            self.training.show_training(session.training, None if playback.is_running else playback.shown_iteration)
        elif panel is self.data:
            self.data.show_rows(session.document, session.row, session.moment)
        elif panel is self.runs:
            self.runs.show_runs()
        elif panel is self.table:
            self.table.show_network(shown)
            self.table.show_selection(self._selection)

    def _follow_running(self, running: bool) -> None:
        """What was left out while iterations flew by comes when they rest."""
        if not running:
            self.show_now()

    def show_explanation(self, key: str = "") -> None:
        """Bring the Explain page forward, with the line of that key (see `ExplainPanel.bring_into_view`) in view."""
        self.show()
        self.panel.bring_forward(self.explain)
        self.explain.bring_into_view(key)

    def show_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        self.digits = digits
        self.data.show_digits(digits)
        self.runs.show_digits(digits)
        self.show_now()

    def show_theme(self, theme: Theme) -> None:
        for part in (self.panel, self.explain, self.matrix, self.inspector, self.training, self.data, self.runs, self.table):
            part.show_theme(theme)

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and is brought to the front."""
        for panel in (self.inspector, self.training, self.data, self.table):
            if not panel.commit_typing():
                self.show()
                self.panel.bring_forward(panel)
                return False
        return True
