"""One table of all derivatives beside their central differences, computed slice by slice on the engine's thread while it fills."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.explain.formula import Ref
from bpdesk.explain.names import Names
from bpdesk.explain.printing import linear_name
from bpdesk.text import count, exact, number, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.engine.gradient_check import Comparison
    from bpdesk.training.run import Run

_SLICE_SECONDS, _AT_A_TIME = 0.05, 16
_HEADS = ("Parameter", "Derivative", "Central difference", "Relative difference", "Verdict")
_Index = QModelIndex | QPersistentModelIndex


class CheckDialog(QDialog):
    """Of the moment's batch; a double click goes to the parameter."""

    chosen = Signal(object)

    def __init__(self, session: Session, run: Run, moment: Moment, digits: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkDerivatives")
        self.setWindowTitle(tr("Derivatives and central differences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._total = session, run.program.parameter_count
        self._is_open = True
        self.model = _Table(_refs(session, run), digits, self)
        self.summary = QLabel(self)
        self.summary.setObjectName("checkDerivatives.summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.table = QTableView(self)
        self.table.setObjectName("checkDerivatives.table")
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.setFont(fonts.font(13))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.doubleClicked.connect(lambda index: self.chosen.emit(self.model.refs[index.row()]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        for widget in (self.summary, self.table, buttons):
            column.addWidget(widget)
        self.resize(fonts.scaled(720), fonts.scaled(480))
        self._go_on(_comparisons(run, moment))

    def done(self, result: int) -> None:
        self._is_open = False
        super().done(result)

    def _go_on(self, left: Iterator[Comparison]) -> None:
        self._tell(is_whole=False)
        self._session.thread_of_engine.do(lambda: _slice(left), lambda found: self._take(left, found))

    def _take(self, left: Iterator[Comparison], found: list[Comparison]) -> None:
        if not self._is_open:
            return
        self.model.append(found)
        if found:
            self._go_on(left)
        else:
            self._tell(is_whole=True)

    def _tell(self, *, is_whole: bool) -> None:
        found = self.model.comparisons
        if not is_whole:
            self.summary.setText(tr("{n} of {m} compared…", n=whole(len(found)), m=whole(self._total)))
        elif not found and self._total:
            self.summary.setText(tr("The cost isn't finite here, so there is nothing to compare with."))
        else:
            self.summary.setText(_summary(found))


class _Table(QAbstractTableModel):
    def __init__(self, refs: list[tuple[Ref, str]], digits: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.refs = [ref for ref, _ in refs]
        self._names = [name for _, name in refs]
        self._digits = digits
        self.comparisons: list[Comparison] = []

    def append(self, found: list[Comparison]) -> None:
        if found:
            first = len(self.comparisons)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self.comparisons += found
            self.endInsertRows()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.comparisons)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        comparison, column = self.comparisons[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(comparison, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (1, 2):
            return exact(comparison.derivative if column == 1 else comparison.difference)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (1, 2, 3):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, comparison: Comparison, column: int) -> str:
        if column == 0:
            return self._names[comparison.parameter]
        if column == 4:
            return _VERDICTS[comparison.verdict.value]()
        value = (comparison.derivative, comparison.difference, comparison.relative)[column - 1]
        return number(value, self._digits if column < 3 else 2)


_VERDICTS = {
    "agrees": lambda: tr("✓ agrees"),
    "kink": lambda: tr("kink: no derivative here"),
    "differs": lambda: tr("differs"),
    "not finite": lambda: tr("not finite"),
}


def _summary(found: list[Comparison]) -> str:
    kinds = [comparison.verdict.value for comparison in found]
    said = count(len(found), "{n} derivative of the batch's cost.", "{n} derivatives of the batch's cost.")
    parts = [
        count(kinds.count("agrees"), "{n} agrees with its central difference.", "{n} agree with their central differences."),
        count(kinds.count("kink"), "{n} stands at a kink, which is no fault.", "{n} stand at a kink, which is no fault."),
        count(kinds.count("differs"), "{n} differs.", "{n} differ."),
        count(kinds.count("not finite"), "Beside {n} the cost isn't finite.", "Beside {n} the cost isn't finite."),
    ]
    names = ("agrees", "kink", "differs", "not finite")
    return " ".join((said, *(part for name, part in zip(names, parts, strict=True) if kinds.count(name))))


def _refs(session: Session, run: Run) -> list[tuple[Ref, str]]:
    """Each parameter in the program's order, with its name."""
    names, program = Names(session.document.network), run.program
    weights = [(Ref("weight", edge), linear_name(names.weight(edge))) for edge in program.edge_ids]
    return [*weights, *((Ref("bias", node), linear_name(names.bias(node))) for node in program.biased_ids)]


def _comparisons(run: Run, moment: Moment) -> Iterator[Comparison]:
    """Begun on the engine's thread, where the engine is loaded."""
    begin = importlib.import_module("bpdesk.engine.gradient_check").comparisons
    yield from begin(run.engine, run.regime_at(moment.iteration), moment.state.parameters, moment.batch)


def _slice(left: Iterator[Comparison]) -> list[Comparison]:
    """On the engine's thread: as many as fit into a slice of time; none at the end."""
    ends, found = perf_counter() + _SLICE_SECONDS, list(islice(left, _AT_A_TIME))
    while found and perf_counter() < ends:
        more = list(islice(left, _AT_A_TIME))
        if not more:
            break
        found += more
    return found
