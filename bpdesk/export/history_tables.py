"""The tables that a history can be: which columns, and what stands in a row. A new one is a function here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bpdesk.engine.program import Program
from bpdesk.export.csv_tables import csv_line, history_header, history_row

Row = Callable[[int, float, float | None, Sequence[float]], str]


@dataclass(frozen=True)
class HistoryTable:
    """The first line, and the line after so many updates from the cost, the batch's cost and every parameter."""

    header: str
    row: Row


def whole_table(program: Program) -> HistoryTable:
    """The cost, the batch's and every parameter."""
    return HistoryTable(history_header(program.edge_ids, program.biased_ids), history_row)


def cost_table(program: Program) -> HistoryTable:
    """The cost over the training set alone."""
    return HistoryTable(csv_line(["iteration", "cost"]), lambda iteration, cost, _batch, _parameters: f"{iteration},{cost!r}\n")


def weights_table(program: Program) -> HistoryTable:
    """Every weight."""
    weights = len(program.edge_ids)
    return HistoryTable(
        csv_line(["iteration", *program.edge_ids]),
        lambda iteration, _cost, _batch, parameters: csv_line([str(iteration), *map(repr, parameters[:weights])]),
    )
