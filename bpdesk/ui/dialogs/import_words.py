"""What is said, before an import, of what comes of it: sizes, gaps, what is left empty, and what keeps it from being taken."""

from collections.abc import Sequence

from bpdesk.model.importing import Column, Fault, Use, ends_made
from bpdesk.model.names import one_line
from bpdesk.model.network import Node
from bpdesk.text import count, tr, whole

DECIMALS = {".": "Point  1.5", ",": "Comma  1,5", ".,": "Point  1,234.5", ",.": "Comma  1.234,5"}
"""What can be chosen, by the decimal sign and the one between thousands."""
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
    named = _named([one_line(node) for node in empty])
    return tr("Nothing feeds {named}: Step will wait for their values.", named=named)


def text_words(columns: Sequence[Column], uses: Sequence[Use]) -> str:
    """Which columns are left out that hold text; empty where there are none."""
    left_out = [column for column, use in zip(columns, uses, strict=True) if column.numbers is None and use.role == "ignore"]
    if not left_out:
        return ""
    named = _named([column.name for column in left_out])
    told = tr("Left out, as it holds text and not numbers: {named}.", named=named)
    if len(left_out) > 1:
        told = tr("Left out, as they hold text and not numbers: {named}.", named=named)
    if any(column.classes for column in left_out):
        told += " " + tr("“Becomes” can make text targets, an output for each class.")
    return told


def _named(names: Sequence[str]) -> str:
    """The first of them."""
    return ", ".join(names[:_MOST_NAMED]) + (tr(" and more") if len(names) > _MOST_NAMED else "")


def why_not(columns: Sequence[Column], uses: Sequence[Use], *, makes_network: bool) -> str:
    """What keeps the table from being taken so; empty where nothing does."""
    used = [column for column, use in zip(columns, uses, strict=True) if use.role != "ignore"]
    left_out = text_words(columns, uses)
    if not used:
        return f"{tr('No column of the table is used.')} {left_out}".rstrip()
    fault = next((column.fault for column in used if column.fault is not None), None)
    if fault is not None:
        return _mending(fault)
    if makes_network and 0 in ends_made(columns, uses):
        return f"{tr('A network needs at least one input and one output.')} {left_out}".rstrip()
    return ""


def _mending(fault: Fault) -> str:
    """What can't be read, and what to do about it."""
    reason = fault.reason[:1].upper() + fault.reason[1:]
    if fault.read_with:
        choice = " ".join(tr(DECIMALS[fault.read_with]).split())
        return tr("{reason}. Choose “{choice}” as decimal sign to read it, or let the column be left out.", reason=reason, choice=choice)
    return tr("{reason}. Mend it in the file, or let the column be left out.", reason=reason)
