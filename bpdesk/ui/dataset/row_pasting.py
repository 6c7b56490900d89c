"""Pastes rows into the data table. A long text is read on the engine's thread, some of it at a time, while the window goes on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication

from bpdesk.model import rows
from bpdesk.model.dataset import Array
from bpdesk.model.document import Document
from bpdesk.model.rows import Part
from bpdesk.text import count, tr, whole
from bpdesk.ui.actions import way_to
from bpdesk.ui.dataset.data_table import DataTable
from bpdesk.ui.dataset.pasting import CopiedRows
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.progress_line import ProgressLine
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session

MOST_PASTED = 64_000_000
"""Characters: a table of 100 000 rows and 20 columns has 40 million of them."""
_READ_AT_ONCE = 50_000
"""Characters up to which reading takes no time that can be noticed."""
_SLICE = 0.02
"""Seconds; what else the engine is asked for comes in between."""


@dataclass(frozen=True)
class _Wish:
    """What is pasted where: from that row and column on, of the document as it was then."""

    text: str
    room: int
    document: Document
    part: Part
    row: int
    column: str


class RowPasting:
    """For one table; `tell` gets the reason of what can't be done, `say` how a text was read where there was a doubt.

    One text at a time: another one takes its place.
    """

    def __init__(
        self,
        session: Session,
        table: DataTable,
        model: RowsModel,
        progress: ProgressLine,
        tell: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self._session, self._table, self._model, self._progress, self._tell, self._say = session, table, model, progress, tell, say
        self._wish: _Wish | None = None
        progress.cancelled.connect(self.cancel)
        progress.hide()

    @property
    def is_reading(self) -> bool:
        return self._wish is not None

    def paste(self, part: Part) -> None:
        """Put what was copied elsewhere in, from the current cell on; where it can't be read, nothing is changed."""
        wish = self._wish_of(QGuiApplication.clipboard().text(), part)
        if isinstance(wish, str):
            self._tell(wish)
            return
        self._end()
        self._tell("")
        self._wish = wish
        if len(wish.text) <= _READ_AT_ONCE:
            copied = CopiedRows(wish.text, wish.room)
            self._arrive(wish, copied, _read(copied, math.inf))
            return
        self._progress.show_share(0)
        self._progress.show()
        self._session.thread_of_engine.do(lambda: CopiedRows(wish.text, wish.room), lambda copied: self._go_on(wish, copied))

    def cancel(self) -> None:
        """Read no further; nothing is changed."""
        if self._wish is not None:
            self._end()
            self._tell(tr("Nothing was pasted."))

    def _wish_of(self, text: str, part: Part) -> _Wish | str:
        """What is wished, or why it can't be."""
        network = self._session.document.network
        columns = self._model.columns or (*network.inputs, *network.outputs)
        if not text.strip():
            return tr("There is no text on the clipboard to paste.")
        if len(text) > MOST_PASTED:
            told = tr("{n} characters are too many to paste: at most {most}. Save them as a CSV file, and choose {menu}",
                      n=whole(len(text)), most=whole(MOST_PASTED), menu=way_to("import_table"))  # fmt: skip
            return told
        if not columns:
            return tr("The columns are the inputs and outputs of the network: draw one first.")
        at = self._table.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (self._model.rowCount(), 0)
        if column >= len(columns):
            return tr("This column is computed: paste into the columns of inputs and targets.")
        return _Wish(text, len(columns) - column, self._session.document, part, row, columns[column].id)

    def _go_on(self, wish: _Wish, copied: CopiedRows) -> None:
        if wish is self._wish:
            self._progress.show_share(copied.share)
            self._session.thread_of_engine.do(lambda: _read(copied, _SLICE), lambda found: self._arrive(wish, copied, found))

    def _arrive(self, wish: _Wish, copied: CopiedRows, found: Array | str | None) -> None:
        if wish is not self._wish:
            return
        if found is None:
            self._go_on(wish, copied)
            return
        self._end()
        if isinstance(found, str):
            self._tell(tr("{reason} Nothing was changed.", reason=found))
        elif self._session.document is not wish.document:
            self._tell(tr("Nothing was pasted: the document was changed while that was being read. Paste it once more."))
        else:
            edit = unless_refused(rows.paste_rows, self._tell)
            self._session.reshape(count(len(found), "Paste row", "Paste {n} rows"), edit, wish.part, wish.row, wish.column, found)
            if copied.said and self._session.document is not wish.document:
                self._say(copied.said)

    def _end(self) -> None:
        self._wish = None
        self._progress.hide()


def _read(copied: CopiedRows, seconds: float) -> Array | str | None:
    """All that was copied, why it can't be read, or None where there is more to read."""
    try:
        return copied.table if copied.go_on(seconds) else None
    except ValueError as reason:
        return str(reason)
    except MemoryError:
        return tr("There is not enough memory for it.")
