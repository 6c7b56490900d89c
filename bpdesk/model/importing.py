"""A foreign table put into a document: which column is which node's, classes as an output each, a network that fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from bpdesk.model.arrange import BETWEEN_NODES
from bpdesk.model.catalogue import CROSS_ENTROPY, LINEAR, MEAN_SQUARED_ERROR, SOFTMAX
from bpdesk.model.columns import with_columns
from bpdesk.model.dataset import MISSING, MOST_VALUES, Array, Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.names import Names, one_line
from bpdesk.model.network import Bias, Network, Node
from bpdesk.model.recipes import layered
from bpdesk.model.refusal import Refusal
from bpdesk.model.rows import Part
from bpdesk.model.settings import Optimizer, Training
from bpdesk.text import tr, whole

MOST_CLASSES = 100
_LONGEST_NAME = 60
_INDEXED = re.compile(r"[^\W\d_]_\d+")
Role = Literal["ignore", "node", "input", "output", "classes"]


@dataclass(frozen=True, eq=False)
class Fault:
    """What in a column of numbers can't be read: the rows, from 0, what stands in the first of them, and a sentence on the first.

    `read_with` are the decimal sign and the one between thousands that would read the column, empty where none would.
    """

    rows: npt.NDArray[np.int64]
    texts: tuple[str, ...]
    reason: str
    read_with: str = ""


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table: its numbers with NaN where one is missing, or where they are None its texts, empty where one is missing.

    With a `fault` it can only be left out.
    """

    name: str
    numbers: Array | None
    texts: tuple[str, ...] = ()
    fault: Fault | None = None

    def __len__(self) -> int:
        return len(self.texts) if self.numbers is None else len(self.numbers)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The different values, sorted; empty where there are too many for classes, or numbers that aren't whole."""
        if self.numbers is None:
            found = sorted(set(self.texts) - {""})
        else:
            given = np.unique(self.numbers[~np.isnan(self.numbers)])
            found = [str(int(value)) for value in given] if len(given) <= MOST_CLASSES and (given == np.round(given)).all() else []
        return tuple(found) if 2 <= len(found) <= MOST_CLASSES else ()

    @cached_property
    def missing(self) -> npt.NDArray[np.int64]:
        """The rows, from 0, in which it has no value."""
        if self.numbers is None:
            return np.flatnonzero(np.array([not text for text in self.texts]))
        gaps = np.flatnonzero(np.isnan(self.numbers))
        return gaps if self.fault is None else np.setdiff1d(gaps, self.fault.rows)

    @property
    def is_told_apart(self) -> bool:
        """Whether rows share its values, as they do classes: where nearly every row has its own, it measures."""
        return 3 * len(self.classes) <= 2 * (len(self) - len(self.missing))

    def look_through(self) -> None:
        """Find out now, on this thread, what else is found out when it is asked for."""
        _ = self.classes, self.missing

    def only(self, rows: npt.NDArray[np.int64]) -> Column:
        """Those rows of it."""
        if self.numbers is None:
            return Column(self.name, None, tuple(self.texts[row] for row in rows))
        return Column(self.name, self.numbers[rows], fault=self.fault)

    def one_hot(self) -> Array:
        """`(rows, classes)`: 1 in the column of the row's class, 0 in the others, all missing where it is."""
        keys = self.texts if self.numbers is None else tuple("" if np.isnan(value) else str(int(value)) for value in self.numbers)
        place = {name: index for index, name in enumerate(self.classes)}
        table = np.zeros((len(keys), len(self.classes)))
        for row, key in enumerate(keys):
            if key:
                table[row, place[key]] = 1.0
            else:
                table[row] = MISSING
        return table


@dataclass(frozen=True)
class Use:
    """What becomes of a column: the values of the node `node`, of a new input or output, or of an output for each class."""

    role: Role
    node: str = ""


def proposed(columns: Sequence[Column], network: Network) -> tuple[Use, ...]:
    """Columns to nodes by id or label; where none fits, in order if there are as many; else the last column is what is wanted."""
    ends = (*network.inputs, *network.outputs)
    by_name = _by_name(ends)
    matched = [by_name.get(_key(column.name), "") for column in columns]
    if any(matched):
        return _matched(columns, matched, network)
    if ends and len(columns) == len(ends) and all(column.numbers is not None for column in columns):
        return tuple(Use("node", node.id) for node in ends)
    *first, last = columns
    is_class = last.classes and (last.numbers is None or (len(last.classes) > 2 and last.is_told_apart))
    target = Use("classes") if is_class else Use("output")
    return (*(Use("ignore") if column.numbers is None else Use("input") for column in first), target)


def left_empty(columns: Sequence[Column], uses: Sequence[Use], network: Network) -> list[Node]:
    """The inputs and outputs of the network that get no values of the columns."""
    fed = {use.node for use in uses}
    for column, use in zip(columns, uses, strict=True):
        fed.update(_class_outputs(column, network) if use.role == "classes" else ())
    return [node for node in (*network.inputs, *network.outputs) if node.id not in fed]


def _matched(columns: Sequence[Column], names: Sequence[str], network: Network) -> tuple[Use, ...]:
    """Each column to the node of its name, once; one of classes to the outputs that are called so."""
    taken: set[str] = set()
    found = []
    for column, name in zip(columns, names, strict=True):
        outputs = _outputs_called(column, network)
        if name and name not in taken:
            taken.add(name)
            found.append(Use("node", name))
        elif outputs and not taken & set(outputs):
            taken.update(outputs)
            found.append(Use("classes"))
        else:
            found.append(Use("ignore"))
    return tuple(found)


def _outputs_called(column: Column, network: Network) -> list[str]:
    """The outputs that are called as the column's classes are, in their order; none where one has no output, or an output no class."""
    by_name = _by_name(network.outputs)
    found = [by_name.get(_key(name), "") for name in column.classes]
    return found if found and all(found) and len(set(found)) == len(network.outputs) else []


def _class_outputs(column: Column, network: Network) -> list[str]:
    """The outputs for the column's classes: those that are called so, else all if there are as many; none where new ones are needed."""
    existing = _outputs_called(column, network) or [node.id for node in network.outputs]
    return existing if len(existing) == len(column.classes) else []


def _by_name(nodes: Sequence[Node]) -> dict[str, str]:
    return {_key(name): node.id for node in nodes for name in (one_line(node), node.label or node.id, node.id)}


def _check_size(rows: int, columns: int) -> None:
    if rows * columns > MOST_VALUES:
        values, most = whole(rows * columns), whole(MOST_VALUES)
        raise Refusal(tr("{n} values would be too many: a document holds at most {most}.", n=values, most=most))


def ends_made(columns: Sequence[Column], uses: Sequence[Use]) -> tuple[int, int]:
    """How many inputs and outputs a new network gets of them."""
    inputs = sum(use.role == "input" for use in uses)
    return inputs, _width(columns, uses) - inputs


def _width(columns: Sequence[Column], uses: Sequence[Use]) -> int:
    """How many columns they make."""
    return sum(len(column.classes) if use.role == "classes" else use.role != "ignore" for column, use in zip(columns, uses, strict=True))


def heading(text: str) -> str:
    """A foreign text as a name: one line, shortened, of what prints; may be empty."""
    return "".join(letter for letter in " ".join(text.split())[:_LONGEST_NAME] if letter.isprintable())


def _key(name: str) -> str:
    return heading(name).casefold()


def complete(columns: Sequence[Column], uses: Sequence[Use]) -> list[Column]:
    """The columns without the rows in which a used one has no value."""
    is_whole = np.ones(len(columns[0]), np.bool_)
    for column, use in zip(columns, uses, strict=True):
        if use.role != "ignore":
            is_whole[column.missing] = False
    kept = np.flatnonzero(is_whole)
    if not len(kept):
        raise Refusal(tr("Each row has a missing value: none would be left."))
    return [column.only(kept) for column in columns]


def put_in(document: Document, columns: Sequence[Column], uses: Sequence[Use], part: Part, *, replaces: bool) -> Document:
    """The table's rows in place of the rows of that part, or after them; for new columns new inputs and outputs are drawn."""
    values: dict[str, Array] = {}
    network = document.network
    _check_size(len(columns[0]), _width(columns, uses) + len(network.inputs) + len(network.outputs))
    for column, use in zip(columns, uses, strict=True):
        network, added = _placed(network, column, use)
        twice = values.keys() & added.keys()
        if twice:
            raise Refusal(tr("Two columns are to be {name}.", name=min(twice)))
        values |= added
    if not values:
        raise Refusal(tr("No column of the table is used."))
    edited = document if network is document.network else with_columns(document, network)
    return _filled(edited, values, part, replaces=replaces)


def made_for(columns: Sequence[Column], uses: Sequence[Use], hidden: Sequence[int], title: str, seed: int) -> Document:
    """A new layered network that fits the table, with its rows to train."""
    inputs, outputs = [], []
    _check_size(len(columns[0]), _width(columns, uses))
    for column, use in zip(columns, uses, strict=True):
        if use.role == "input":
            inputs.append((column.name, _numbers(column)))
        elif use.role == "classes":
            outputs += list(zip(column.classes, _checked_one_hot(column).T, strict=True))
        elif use.role == "output":
            outputs.append((column.name, _numbers(column)))
    if not inputs or not outputs:
        raise Refusal(tr("A network needs at least one input and one output."))
    is_classes = any(use.role == "classes" for use in uses) and all(use.role != "output" for use in uses)
    document = layered((len(inputs), *hidden, len(outputs)), "tanh", SOFTMAX if is_classes else LINEAR, True, seed)
    names = iter((*(name for name, _ in inputs), *(name for name, _ in outputs)))
    nodes = tuple(node if node.kind == "hidden" else replace(node, label=_label(next(names))) for node in document.network.nodes)
    rows = len(columns[0])
    table = np.column_stack([values for _, values in (*inputs, *outputs)])
    ids = tuple(node.id for node in nodes if node.kind != "hidden")
    return replace(
        document,
        title=heading(title),
        network=replace(document.network, nodes=nodes),
        data=Dataset(ids, Rows.of(table, len(ids)), Rows.of([], len(ids))),
        training=fitting_training(rows, classes=is_classes),
    )


def fitting_training(rows: int, *, classes: bool) -> Training:
    """Settings that train a small network on so many rows without further ado."""
    cost = CROSS_ENTROPY if classes else MEAN_SQUARED_ERROR
    return Training(cost, Optimizer.of("adam"), 0.01, None if rows <= 200 else 32, rows > 200)


def _placed(network: Network, column: Column, use: Use) -> tuple[Network, Mapping[str, Array]]:
    """The network with the nodes that the column needs, and the values of each."""
    if use.role == "ignore":
        return network, {}
    if use.role == "node":
        return network, {use.node: _numbers(column)}
    if use.role == "classes":
        values, names = _checked_one_hot(column).T, column.classes
        existing = _class_outputs(column, network)
        if existing:
            return network, dict(zip(existing, values, strict=True))
        return _with_ends(network, "output", names, values)
    return _with_ends(network, "input" if use.role == "input" else "output", (column.name,), _numbers(column).reshape(1, -1))


def _with_ends(network: Network, kind: Literal["input", "output"], names: Sequence[str], values: Array) -> tuple[Network, dict[str, Array]]:
    """New nodes below those of their kind."""
    ids = Names.of_nodes(network)
    x, y = _below(network, kind)
    found: dict[str, Array] = {}
    nodes = list(network.nodes)
    function = None if kind == "input" else SOFTMAX if network.outputs and network.outputs[0].activation == SOFTMAX else LINEAR
    for index, name in enumerate(names):
        identifier = ids.counted("x" if kind == "input" else "y")
        bias = None if kind == "input" else Bias(0.0)
        nodes.append(Node(identifier, kind, (x, y + index * BETWEEN_NODES), function, bias, _label(name)))
        found[identifier] = values[index]
    return replace(network, nodes=tuple(nodes)), found


def _below(network: Network, kind: str) -> tuple[float, float]:
    same = [node.position for node in network.nodes if node.kind == kind]
    if same:
        return same[-1][0], max(y for _, y in same) + BETWEEN_NODES
    places = [node.position for node in network.nodes]
    if not places:
        return 0.0 if kind == "input" else 320.0, 0.0
    across = [x for x, _ in places]
    return (min(across) - 320.0 if kind == "input" else max(across) + 320.0), min(y for _, y in places)


def _filled(document: Document, values: Mapping[str, Array], part: Part, *, replaces: bool) -> Document:
    data = document.data
    assert data is not None
    rows = len(next(iter(values.values())))
    table = np.full((rows, len(data.columns)), MISSING)
    for name, column in values.items():
        table[:, data.columns.index(name)] = column
    before = data.train if part == "train" else data.test
    is_blank = len(before) == 1 and before.gap_count() == len(data.columns)
    after = Rows.of(table, len(data.columns)) if replaces or is_blank else before.with_rows(len(before), table)
    return replace(document, data=replace(data, train=after) if part == "train" else replace(data, test=after), run=None)


def _numbers(column: Column) -> Array:
    _check_fault(column)
    if column.numbers is None:
        raise Refusal(tr("Column {name} holds words, not numbers: let it be classes, or leave it out.", name=column.name))
    return column.numbers


def _check_fault(column: Column) -> None:
    if column.fault is not None:
        raise Refusal(column.fault.reason)


def _checked_one_hot(column: Column) -> Array:
    _check_fault(column)
    if not column.classes:
        raise Refusal(tr("Column {name} is no choice of 2 to {most} classes.", name=column.name, most=whole(MOST_CLASSES)))
    return column.one_hot()


def _label(name: str) -> str:
    """The name as a label: what a label would read as LaTeX is taken out, but for a plain index as in x_1."""
    name = heading(name)
    return name if _INDEXED.fullmatch(name) else re.sub(r"\s+", " ", re.sub(r"[\\^_{}]", " ", name)).strip() or "?"
