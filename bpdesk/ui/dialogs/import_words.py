"""What is said, before an import, of what comes of it: sizes, gaps, what is left empty, and what keeps it from being taken."""

from collections.abc import Sequence

from bpdesk.model.importing import Column, Use, ends_made
from bpdesk.model.names import one_line
from bpdesk.model.network import Node
from bpdesk.text import count, tr, whole

_MOST_NAMED = 6


def size_words(columns: Sequence[Column]) -> str:
    """`3 rows, 2 columns.`"""
    return count(len(columns[0]), "{n} row", "{n} rows") + ", " + count(len(columns), "{n} column.", "{n} columns.")


def ends_words(columns: Sequence[Column], uses: Sequence[Use]) -> str:
    """What a new network gets of them: `2 inputs, 1 output.`"""
    inputs, outputs = ends_made(columns, uses)
    return count(inputs, "{n} input", "{n} inputs") + ", " + count(outputs, "{n} output.", "{n} outputs.")


def gap_words(used: Sequence[Column]) -> str:
    """Which values are missing in the columns that are used; empty where none is."""
    gaps = sorted((int(row), column.name) for column in used for row in column.missing[:_MOST_NAMED])[:_MOST_NAMED]
    if not gaps:
        return ""
    missing = sum(len(column.missing) for column in used)
    named = ", ".join(tr("row {row} of {column}", row=whole(row + 1), column=name) for row, name in gaps)
    more = tr(" and more") if missing > _MOST_NAMED else ""
    return count(missing, "{n} value is missing:", "{n} values are missing:") + f" {named}{more}."


def empty_words(empty: Sequence[Node]) -> str:
    """That those inputs and outputs get no values; empty where there are none."""
    if not empty:
        return ""
    named = ", ".join(map(one_line, empty[:_MOST_NAMED])) + (tr(" and more") if len(empty) > _MOST_NAMED else "")
    return tr("Nothing feeds {named}: Step will wait for their values.", named=named)


def why_not(columns: Sequence[Column], uses: Sequence[Use], *, makes_network: bool) -> str:
    """What keeps the table from being taken so; empty where nothing does."""
    used = [column for column, use in zip(columns, uses, strict=True) if use.role != "ignore"]
    if not used:
        return tr("No column of the table is used.")
    fault = next((column.fault for column in used if column.fault is not None), None)
    if fault is not None:
        reason = fault.reason[:1].upper() + fault.reason[1:]
        return tr("{reason}. Mend it in the file, or let the column be left out.", reason=reason)
    if makes_network and 0 in ends_made(columns, uses):
        return tr("A network needs at least one input and one output.")
    return ""
