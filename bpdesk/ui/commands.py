"""What each action of a window does, and when it can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from bpdesk import __version__
from bpdesk.text import tr
from bpdesk.ui.actions import Actions, way_to
from bpdesk.ui.data_commands import DataCommands
from bpdesk.ui.history_export import HistoryExport
from bpdesk.ui.new_documents import NewDocuments
from bpdesk.ui.parts import Parts
from bpdesk.ui.picture_commands import PictureCommands
from bpdesk.ui.shortcuts_sheet import ShortcutsSheet
from bpdesk.ui.step_many_dialog import StepManyDialog
from bpdesk.ui.theme_choice import CHOICES, Choice

_ZOOM_STEP = 1.25


class Commands:
    """The wishes of the person at one window, passed on to its session and panels."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._session = parts.session
        self._playback = parts.session.playback
        self.new_documents = NewDocuments(parts)
        self.pictures = PictureCommands(parts)
        self.data = DataCommands(parts)
        self.history = HistoryExport(parts.session, parts.window, parts.message)
        self._step_count = 100

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each action of the table."""
        parts, playback, session = self._parts, self._playback, self._session
        return {
            "new": self._after_typing(self.new_documents.open_empty),
            "new_layered": self._after_typing(self.new_documents.ask_layered),
            "new_window": parts.ask_new_window,
            "open": parts.files.ask_open,
            "save": self._after_typing(parts.files.save),
            "save_as": self._after_typing(parts.files.ask_save),
            "export_picture": self._after_typing(self.pictures.export_last),
            "export_history": self._after_typing(self.history.ask_where),
            "print": self._after_typing(self.pictures.print_network),
            "quit": parts.ask_quit,
            "undo": self._after_typing(parts.drawing.unless_dragging(session.undo)),
            "redo": self._after_typing(parts.drawing.unless_dragging(session.redo)),
            **parts.drawing.by_name(),
            **{name: self._after_typing(command) for name, command in self.data.by_name().items()},
            "fit": parts.canvas.fit,
            "full_size": lambda: parts.canvas.set_zoom(1.0),
            "zoom_in": lambda: parts.canvas.set_zoom(parts.canvas.zoom * _ZOOM_STEP),
            "zoom_out": lambda: parts.canvas.set_zoom(parts.canvas.zoom / _ZOOM_STEP),
            "new_plot": parts.plots.add,
            "travel": lambda: parts.preferences.choose_travels(not parts.preferences.travels),
            "large_side": parts.side.panel.header.turn_size,
            "snap": lambda: parts.preferences.choose_snaps(not parts.preferences.snaps),
            "full_screen": self._toggle_full_screen,
            **{f"theme_{choice}": self._chooser(choice) for choice in CHOICES},
            "start": self._mover(lambda: playback.go_to(0)),
            "back": self._stepper(-1),
            "step": self._stepper(1),
            "inside": self._mover(session.inside.step),
            "inside_back": self._mover(session.inside.back),
            "inside_finish": self._mover(session.inside.finish),
            "ten_on": self._stepper(10),
            "ten_back": self._stepper(-10),
            "epoch_on": self._mover(lambda: playback.step(session.runs.iterations_per_epoch)),
            "epoch_back": self._mover(lambda: playback.step(-session.runs.iterations_per_epoch)),
            "newest": self._mover(lambda: playback.go_to(playback.newest)),
            "step_many": self._after_typing(self._ask_step_many),
            "run": self._mover(self._run_or_pause),
            **parts.runs.by_name(),
            **{name: self._after_typing(act) for name, act in parts.explaining.by_name().items()},
            "predict": lambda: parts.predict.switch(not parts.predict.is_on),
            "shortcuts": self._show_shortcuts,
            "about": self._about,
        }

    def enable(self, actions: Actions) -> None:
        """Switch off what can't be done at this moment, with the reason."""
        session, playback, history = self._session, self._playback, self._session.undo_history
        missing = session.problems[0].message if session.problems else tr("Training ended here: the next update isn't finite.")
        actions.enable("forward", session.runs.can_go_on, missing)
        actions.enable("back", playback.iteration > 0 or playback.is_inside, tr("This is the start."))
        actions.enable("inside", playback.is_inside, tr("Step inside an iteration first."))
        actions.enable("newest", playback.shown_iteration < playback.newest, tr("This is the newest iteration."))
        data = session.document.data
        no_test_row = tr("There is no test row: set some aside with {way}", way=way_to("split_data"))
        actions.enable("train_rows", data is not None and len(data.train) > 0, tr("There is no training row yet."))
        actions.enable("test_rows", data is not None and len(data.test) > 0, no_test_row)
        actions.enable("weights", bool(session.document.network.edges), tr("There is no weight yet."))
        actions.enable("run", playback.run is not None, tr("There is no run yet."))
        is_asked = session.moment is not None and session.moment.is_asked
        actions.enable(
            "derivatives",
            playback.run is not None and not is_asked,
            tr("It would tell what Predict asks for.") if is_asked else tr("There is no run yet."),
        )
        for name, can, text in (("undo", history.can_undo, history.undo_text), ("redo", history.can_redo, history.redo_text)):
            actions.enable(name, can, tr("There is nothing to undo.") if name == "undo" else tr("There is nothing to redo."))
            label = tr("Undo") if name == "undo" else tr("Redo")
            actions[name].setText(f"{label}: {text}" if text else label)

    def check_looks(self, actions: Actions) -> None:
        """Tick what was chosen about looks."""
        actions["travel"].setChecked(self._parts.preferences.travels)
        actions["snap"].setChecked(self._parts.preferences.snaps)
        self._parts.canvas.snaps = self._parts.preferences.snaps
        for choice in CHOICES:
            actions[f"theme_{choice}"].setChecked(self._parts.themes.choice == choice)

    def set_learning_rate(self, value: float) -> None:
        self._session.numbers.set_training(tr("Set learning rate"), learning_rate=value)

    def set_cost(self, name: str) -> None:
        self._session.numbers.set_training(tr("Choose cost"), cost=name)

    def set_speed(self, speed: float) -> None:
        self._playback.choose_speed(speed)

    def go_to(self, iteration: int) -> None:
        """Show that iteration; where typing holds it back, whoever asked shows again where it stands."""
        if self._parts.commit_typing():
            self._session.runs.when_settled(lambda: self._playback.go_to(iteration))
        else:
            self._playback.moment_changed.emit()

    def step(self, count: int) -> None:
        self._mover(lambda: self._playback.step(count))()

    def _after_typing(self, command: Callable[[], None]) -> Callable[[], None]:
        """The command, once what is being typed has been taken; what can't be read stays open and holds it back."""

        def act() -> None:
            if self._parts.commit_typing():
                command()

        return act

    def _mover(self, move: Callable[[], None]) -> Callable[[], None]:
        """A move along the run, once the run is there that belongs to the document."""
        return self._after_typing(lambda: self._session.runs.when_settled(move))

    def _stepper(self, count: int) -> Callable[[], None]:
        return lambda: self.step(count)

    def _chooser(self, choice: Choice) -> Callable[[], None]:
        return lambda: self._parts.preferences.choose_theme(choice)

    def _run_or_pause(self) -> None:
        if self._playback.is_running:
            self._playback.pause()
        else:
            self._parts.runs.start_running()

    def _toggle_full_screen(self) -> None:
        self._parts.window.setWindowState(self._parts.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _ask_step_many(self) -> None:
        dialog = StepManyDialog(self._step_count, self._parts.themes.theme, self._parts.window)
        dialog.count_chosen.connect(self._step_many)
        dialog.open()

    def _step_many(self, count: int) -> None:
        self._step_count = count
        self.step(count)

    def _show_shortcuts(self) -> None:
        """One sheet for a window, also when asked twice."""
        sheet = self._parts.window.findChild(ShortcutsSheet) or ShortcutsSheet(self._parts.themes.theme, self._parts.window)
        self._parts.themes.theme_changed.connect(sheet.show_theme)
        sheet.show()
        sheet.raise_()
        sheet.activateWindow()

    def _about(self) -> None:
        box = QMessageBox(self._parts.window)
        box.setObjectName("about")
        box.setWindowTitle(tr("About bpdesk"))
        box.setText(f"bpdesk {__version__}")
        box.setInformativeText(tr("Draw a neural network, step through backpropagation, see every number."))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
