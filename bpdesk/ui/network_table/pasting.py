"""Reads a block of cells that was copied from a spreadsheet, and what of the nodes or edges it would change. No Qt, no edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bpdesk.model import drawing, edits
from bpdesk.model.catalogue import ACTIVATIONS
from bpdesk.model.document import Document
from bpdesk.text import one_line, read_number, tr, whole
from bpdesk.ui.network_table.columns import NUMBERS, Cell, Column

Current = Callable[[str, Column], Cell]
_YES, _NO = ("true", "yes", "1", "x", "☑"), ("false", "no", "0", "☐")


@dataclass
class Changes:
    """By the ids of nodes or edges, only what isn't so already. `is_left_out` tells of cells that can't be typed over."""

    names: dict[str, str | None] = field(default_factory=dict)
    activations: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    frozen: dict[str, bool] = field(default_factory=dict)
    is_left_out: bool = False


def cells_of(text: str) -> list[list[str]]:
    """The cells of each line: parted by tabs, else by semicolons; a comma is a decimal one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    separator = next((each for each in ("\t", ";") if each in text), None)
    return [[cell.strip() for cell in (line.split(separator) if separator else [line])] for line in lines]


def changes_of(cells: Sequence[Sequence[str]], columns: Sequence[Column], ids: Sequence[str], current: Current) -> Changes:
    """What these cells would change, laid over the columns and the rows of those ids; empty cells change nothing.

    ValueError with a sentence for the person that names line and column of what can't be read.
    """
    found = Changes()
    for line, (identifier, row) in enumerate(zip(ids, cells, strict=False), 1):
        if len(row) > len(columns):
            told = tr("Line {line} of what was copied has more cells than there are columns from here on.", line=whole(line))
            raise ValueError(told)
        for column, cell in zip(columns, row, strict=False):
            try:
                _take(found, identifier, column, cell, current(identifier, column))
            except ValueError as reason:
                place = tr("Line {line}, column {column} of what was copied", line=whole(line), column=tr(column.title))
                raise ValueError(f"{place}: {reason}") from None
    return found


def applied(document: Document, changes: Changes, is_of_edges: bool) -> Document:
    """The document with them; a Refusal where they can't be made."""
    for identifier, name in changes.names.items():
        document = (drawing.set_edge_label if is_of_edges else drawing.set_node_label)(document, identifier, name)
    for name in dict.fromkeys(changes.activations.values()):
        document = drawing.set_activation(document, [node for node, each in changes.activations.items() if each == name], name)
    document = (edits.set_weights if is_of_edges else edits.set_biases)(document, changes.numbers)
    for frozen in (True, False):
        of = [identifier for identifier, each in changes.frozen.items() if each is frozen]
        document = drawing.freeze(document, of if is_of_edges else (), () if is_of_edges else of, frozen) if of else document
    return document


def _take(found: Changes, identifier: str, column: Column, cell: str, now: Cell) -> None:
    if not cell:
        return
    if column.key in NUMBERS:
        number = read_number(cell)
        if now is None:
            raise ValueError(tr("{name} has no bias.", name=identifier))
        if number != now:
            found.numbers[identifier] = number
    elif column.key == "frozen":
        _take_frozen(found, identifier, cell.casefold(), now)
    elif column.key == "activation":
        name = activation_called(cell)
        if now is None:
            raise ValueError(tr("{name} has no activation function.", name=identifier))
        if name != activation_called(str(now)):
            found.activations[identifier] = name
    elif column.key == "name":
        if cell != now:
            found.names[identifier] = None if cell == identifier else cell
    else:
        found.is_left_out = found.is_left_out or cell != ("" if now is None else str(now))


def _take_frozen(found: Changes, identifier: str, cell: str, now: Cell) -> None:
    if cell not in (*_YES, *_NO):
        raise ValueError(tr("“{text}” is neither yes nor no.", text=one_line(cell)))
    if now is None:
        raise ValueError(tr("{name} has no bias.", name=identifier))
    if (cell in _YES) != now:
        found.frozen[identifier] = cell in _YES


def activation_called(typed: str) -> str:
    """The name in code of an activation function that is called like that; ValueError where there is none."""
    known = {word.casefold(): entry.name for entry in ACTIVATIONS for word in (entry.name, entry.label)}
    name = known.get(typed.strip().casefold())
    if name is None:
        raise ValueError(tr("There is no activation function {name}.", name=one_line(typed)))
    return name
