"""Try: type an input that stands in no row, and see what the network says at the shown iteration."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.dataset.cell_editor import CellDelegate, CellEditor
from bpdesk.ui.dataset.forecast import prediction_of_table
from bpdesk.ui.dataset.try_model import TryModel
from bpdesk.ui.form import leave_space, plain_label
from bpdesk.ui.ink import ink
from bpdesk.ui.latest import Latest
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

if TYPE_CHECKING:
    from bpdesk.engine.prediction import Prediction

_SPACING = 50
_AROUND_TEXT = 10


class TryPage(QWidget):
    """A line of numbers of the person's own, and the outputs."""

    refused = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(session.thread_of_engine, _SPACING, self)
        self._document = Document()
        self._moment: Moment | None = None
        self.model = TryModel(theme, self)
        self.table = QTableView(self)
        self.table.setObjectName("data.try.table")
        self.table.setAccessibleName(tr("Inputs to try, and outputs"))
        self.delegate = CellDelegate(self.table)
        self.delegate.refused.connect(self.refused)
        self.table.setModel(self.model)
        self.table.setItemDelegate(self.delegate)
        leave_space(self.table)
        self.note = plain_label(tr("Type inputs. The outputs are those of the shown iteration; no row is changed."), self)
        self.note.setWordWrap(True)
        self._lay_out()
        self.model.typed.connect(self._ask)
        self.show_theme(theme)

    def show_moment(self, document: Document, row: int, moment: Moment | None) -> None:
        """The network at that moment; at first with the inputs of the shown row."""
        self._document, self._moment = document, moment
        network = document.network
        self.model.show_nodes(network.inputs, network.outputs, _inputs_of(document, row))
        self._ask()

    def show_theme(self, theme: Theme) -> None:
        self.model.show_theme(theme)
        ink(self.note, theme.muted)

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        editor: CellEditor | None = self.delegate.editor
        if editor is None:
            return True
        if not editor.can_be_read():
            return False
        self.table.commitData(editor)
        self.table.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        return True

    def _ask(self) -> None:
        data, values = self._document.data, list(self.model.values)
        unknown = [math.nan] * len(self._document.network.outputs)
        if data is None:
            self.model.show_outputs(unknown)
            return
        table = np.full((1, len(data.columns)), math.nan)
        table[0, [data.columns.index(node.id) for node in self._document.network.inputs]] = values
        predict = prediction_of_table(self._session, self._document, lambda: table, self._moment)
        if predict is None:
            self._latest.forget()
            self.model.show_outputs(unknown)
        else:
            self._latest.ask(predict, self._take)

    def _take(self, prediction: Prediction) -> None:
        self.model.show_outputs(prediction.outputs[0].tolist())

    def _lay_out(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.SelectedClicked)
        self.table.setFont(fonts.font(13))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().setObjectName("data.try.header")
        self.table.verticalHeader().setFont(fonts.font(13, fonts.MEDIUM))
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + _AROUND_TEXT)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)


def _inputs_of(document: Document, row: int) -> list[float]:
    """The inputs of that training row; 0 where none is given."""
    data, inputs = document.data, document.network.inputs
    if data is None or row >= len(data.train):
        return [0.0] * len(inputs)
    values = dict(zip(data.columns, data.train[row], strict=True))
    return [0.0 if math.isnan(values[node.id]) else values[node.id] for node in inputs]
