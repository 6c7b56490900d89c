"""What the Data menu does: tables in and out, scaling, splitting, data that come with the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from bpdesk.files.built_in import BUILT_IN, built_in
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.dialogs.data_step import DataStepDialog
from bpdesk.ui.dialogs.scale_data import ScaleDialog
from bpdesk.ui.dialogs.split_data import SplitDialog
from bpdesk.ui.parts import Parts
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.table_export import TableExport
from bpdesk.ui.table_import import TableImport
from bpdesk.ui.theme import Theme


class DataCommands:
    """For one window."""

    def __init__(self, parts: Parts) -> None:
        self.importing = TableImport(parts.session, parts.files, parts.window, parts.themes, parts.message, parts.runs.told.emit)
        self.exporting = TableExport(parts.session, parts.files, parts.window, parts.message)
        self._parts = parts

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each action of the menu."""
        return {
            "import_table": self.importing.ask_which,
            "scale_data": lambda: self._ask(ScaleDialog(*self._for_dialog()), tr("Scale the data")),
            "split_data": lambda: self._ask(SplitDialog(*self._for_dialog()), tr("Split the rows")),
            "export_train": lambda: self.exporting.ask_where("train"),
            "export_test": lambda: self.exporting.ask_where("test"),
        }

    def fill_built_in(self, menu: QMenu) -> None:
        """A submenu of the data that come with the program."""
        submenu = menu.addMenu(tr("New from built-in data"))
        submenu.setObjectName("menu.builtIn")
        submenu.setToolTipsVisible(True)
        for entry in BUILT_IN:
            action = submenu.addAction(tr(entry.title))
            action.setObjectName(f"action.builtIn.{entry.name}")
            action.setToolTip(tr(entry.about))
            action.triggered.connect(lambda _checked=False, name=entry.name: self.open_built_in(name))

    def open_built_in(self, name: str) -> None:
        """Open data that come with the program, after what is unsaved has been seen to."""
        self._parts.files.before_losing(lambda: self._parts.session.open(built_in(name), None))

    def _for_dialog(self) -> tuple[Document, Theme, QWidget]:
        return self._parts.session.document, self._parts.themes.theme, self._parts.window

    def _ask(self, dialog: DataStepDialog, text: str) -> None:
        dialog.taken.connect(lambda edit: self._parts.session.reshape(text, unless_refused(edit, self._tell_refusal)))
        dialog.open()

    def _tell_refusal(self, reason: str) -> None:
        self._parts.window.statusBar().showMessage(reason, 8000)
