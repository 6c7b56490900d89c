"""What the Data menu does: tables in and out."""

from __future__ import annotations

from collections.abc import Callable

from bpdesk.ui.parts import Parts
from bpdesk.ui.table_export import TableExport
from bpdesk.ui.table_import import TableImport


class DataCommands:
    """For one window."""

    def __init__(self, parts: Parts) -> None:
        self.importing = TableImport(parts.session, parts.window, parts.themes, self._tell)
        self.exporting = TableExport(parts.session, parts.window, self._tell)
        self._parts = parts

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each action of the menu."""
        return {
            "import_table": self.importing.ask_which,
            "export_train": lambda: self.exporting.ask_where("train"),
            "export_test": lambda: self.exporting.ask_where("test"),
        }

    def _tell(self, title: str, text: str) -> None:
        self._parts.message.tell("problem", title, text)
