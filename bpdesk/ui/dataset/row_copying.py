"""Copies rows of the data table. A long text is written on the engine's thread, some of it at a time, while the window goes on."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtGui import QGuiApplication

from bpdesk.model.dataset import Indices
from bpdesk.text import count, tr, whole
from bpdesk.ui.dataset.copying import RowsToCopy
from bpdesk.ui.dataset.data_table import DataTable
from bpdesk.ui.dataset.row_pasting import MOST_PASTED
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.progress_line import ProgressLine
from bpdesk.ui.session import Session

_COPIED_AT_ONCE = 20_000
"""Cells up to which writing takes no time that can be noticed."""
_SLICE = 0.02
"""Seconds; what else the engine is asked for comes in between."""


class RowCopying:
    """For one table; `say` gets what has come of it. One text at a time: another one takes its place."""

    def __init__(self, session: Session, table: DataTable, model: RowsModel, progress: ProgressLine, say: Callable[[str], None]) -> None:
        self._session, self._table, self._model, self._progress, self._say = session, table, model, progress, say
        self._copied: RowsToCopy | None = None
        progress.cancelled.connect(self.cancel)
        progress.hide()

    @property
    def is_writing(self) -> bool:
        return self._copied is not None

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet takes them; computed ones only where nothing else is selected."""
        blocks = self._table.selected_blocks()
        if not blocks:
            return
        rows, typed = self._table.selected_rows(), len(self._model.columns)
        first, end = min(each.start for _, each in blocks), max(each.stop for _, each in blocks)
        columns = np.arange(first, min(end, typed) if first < typed else end)
        copied = self._copied = self._typed(rows, columns) if first < typed else self._computed(rows, columns)
        if len(rows) * len(columns) <= _COPIED_AT_ONCE:
            copied.go_on(math.inf)
            self._put(copied)
        else:
            self._progress.show()
            self._go_on(copied)

    def cancel(self) -> None:
        """Write no further; what was on the clipboard stays there."""
        if self.is_writing:
            self._end()
            self._say(tr("Nothing was copied."))

    def _typed(self, rows: Indices, columns: Indices) -> RowsToCopy:
        given = self._model.rows
        return RowsToCopy(rows, lambda some: given.take(some)[:, columns])

    def _computed(self, rows: Indices, columns: Indices) -> RowsToCopy:
        """Only of rows that were looked at something is known: these are few."""
        table = np.full((len(rows), len(columns)), math.nan)
        for place in np.flatnonzero(np.isin(rows, self._model.known_rows)).tolist():
            table[place] = [self._model.any_value(int(rows[place]), column) for column in columns.tolist()]
        return RowsToCopy(np.arange(len(rows)), lambda some: table[some])

    def _go_on(self, copied: RowsToCopy) -> None:
        if copied is self._copied:
            self._progress.show_share(copied.share)
            self._session.thread_of_engine.do(lambda: copied.go_on(_SLICE), lambda is_whole: self._arrive(copied, is_whole))

    def _arrive(self, copied: RowsToCopy, is_whole: bool) -> None:
        if not is_whole:
            self._go_on(copied)
        elif copied is self._copied:
            text = self._put(copied)
            told = count(len(self._table.selected_rows()), "Copied {n} row.", "Copied {n} rows.")
            too_long = tr("Pasting here takes at most {most} characters, and these are {n}.", most=whole(MOST_PASTED), n=whole(len(text)))
            self._say(f"{told} {too_long}" if len(text) > MOST_PASTED else told)

    def _put(self, copied: RowsToCopy) -> str:
        self._end()
        text = copied.text
        QGuiApplication.clipboard().setText(text)
        return text

    def _end(self) -> None:
        self._copied = None
        self._progress.hide()
