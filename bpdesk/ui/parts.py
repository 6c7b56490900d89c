"""The parts of a main window, for those who command it or speak through it: they know the parts, not the window that holds them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.charts_desk import Charts
from bpdesk.ui.document_actions import DocumentActions
from bpdesk.ui.drawing_desk import DrawingDesk
from bpdesk.ui.explain.explain_desk import ExplainDesk
from bpdesk.ui.message_bar import MessageBar
from bpdesk.ui.plotting.plot_board import PlotBoard
from bpdesk.ui.predict.predict_desk import PredictDesk
from bpdesk.ui.preferences import Preferences
from bpdesk.ui.run_desk import RunDesk
from bpdesk.ui.session import Session
from bpdesk.ui.side_dock import SideDock
from bpdesk.ui.theme_choice import ThemeChoice


@dataclass(frozen=True)
class Parts:
    """`window` is the parent of dialogs and has the status bar; `commit_typing` takes what is being typed anywhere in it."""

    window: QMainWindow
    session: Session
    preferences: Preferences
    scene: NetworkScene
    canvas: NetworkView
    message: MessageBar
    plots: PlotBoard
    charts: Charts
    side: SideDock
    drawing: DrawingDesk
    predict: PredictDesk
    explaining: ExplainDesk
    runs: RunDesk
    files: DocumentActions
    commit_typing: Callable[[], bool]
    ask_new_window: Callable[[], None]
    ask_quit: Callable[[], None]

    @property
    def themes(self) -> ThemeChoice:
        return self.preferences.themes
