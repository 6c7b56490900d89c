"""A document to its canonical text: the same bytes for the same document, whatever it was read from."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from bpdesk.files.faults import FormatError
from bpdesk.files.json_text import too_large
from bpdesk.files.limits import FORMAT, MOST_BYTES, VERSION
from bpdesk.files.run_writing import DocumentOrder, branch_object, change_object, setting_objects, state_object
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document, Json
from bpdesk.model.network import Edge, Node
from bpdesk.model.run_record import RunRecord, training_after
from bpdesk.model.settings import Training
from bpdesk.text import tr

_LONGEST_NUMBER, _ROOM_AROUND_ROW = 26, 10
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(document: Document) -> str:
    """The text of a document's file; FormatError when no reader would take it."""
    return b"".join(encoded(document)).decode()


def encoded(document: Document) -> Iterator[bytes]:
    """The same in UTF-8, in pieces of some hundred kilobytes: nobody waits for the whole, no memory is taken for it."""
    size = 0
    for text in _pieces(document):
        try:
            piece = text.encode()
        except UnicodeEncodeError:
            raise FormatError("", tr("a text holds half of a surrogate pair")) from None
        size += len(piece)
        if size > MOST_BYTES:
            raise too_large()
        yield piece


def check_size(document: Document) -> None:
    """FormatError where the document could not be saved: it would be too large. Quick where it is far from that."""
    data = document.data
    longest = 0 if data is None else (len(data.train) + len(data.test)) * (_ROOM_AROUND_ROW + _LONGEST_NUMBER * len(data.columns))
    if longest > MOST_BYTES // 2:
        for _ in encoded(document):
            pass


def _pieces(document: Document) -> Iterator[str]:
    nodes = (_line(_node_object(node), f"nodes[{index}]") for index, node in enumerate(document.network.nodes))
    edges = (_line(_edge_object(edge), f"edges[{index}]") for index, edge in enumerate(document.network.edges))
    yield from _object_pieces(
        0,
        {
            "format": [_line(FORMAT, "format")],
            "version": [_line(VERSION, "version")],
            "title": [_line(document.title, "title")],
            "notes": [_line(document.notes, "notes")],
            "nodes": [_list(1, nodes)],
            "edges": [_list(1, edges)],
            "data": ["null"] if document.data is None else _data(document.data, document),
            "training": [_training(document.training)],
            "run": ["null" if document.run is None else _run(document.run, document)],
            "view": [_line(_thawed(document.view), "view")],
        },
    )
    yield "\n"


def _object_pieces(depth: int, fields: Mapping[str, Iterable[str]]) -> Iterator[str]:
    inner, before = "  " * (depth + 1), "{\n"
    for key, pieces in fields.items():
        yield f'{before}{inner}"{key}": '
        yield from pieces
        before = ",\n"
    yield "\n" + "  " * depth + "}"


def _object(depth: int, fields: Mapping[str, str]) -> str:
    return "".join(_object_pieces(depth, {key: [value] for key, value in fields.items()}))


def _list(depth: int, lines: Iterable[str]) -> str:
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    text = f",{inner}".join(lines)
    return f"[{inner}{text}{outer}]" if text else "[]"


def _line(value: object, place: str) -> str:
    try:
        return _encode(value)
    except ValueError:
        raise FormatError(place, tr("holds a number that is not finite")) from None


def _thawed(value: Json) -> Any:  # what the encoder takes
    if isinstance(value, Mapping):
        return {key: _thawed(each) for key, each in value.items()}
    return [_thawed(each) for each in value] if isinstance(value, (tuple, list)) else value


def _node_object(node: Node) -> dict[str, object]:
    fields: dict[str, object] = {"id": node.id, "kind": node.kind}
    if node.label is not None:
        fields["label"] = node.label
    fields["position"] = [float(node.position[0]), float(node.position[1])]
    if node.kind != "input":
        fields["activation"] = node.activation
        fields["bias"] = None if node.bias is None else {"value": float(node.bias.value), "frozen": node.bias.frozen}
    return fields


def _edge_object(edge: Edge) -> dict[str, object]:
    fields: dict[str, object] = {"id": edge.id, "source": edge.source, "target": edge.target}
    if edge.label is not None:
        fields["label"] = edge.label
    return {**fields, "weight": float(edge.weight), "frozen": edge.frozen}


def _data(data: Dataset, document: Document) -> Iterator[str]:
    fields: dict[str, Iterable[str]] = {
        "columns": [_line(data.columns, "data.columns")],
        "train": _rows(data.train, "data.train"),
        "test": _rows(data.test, "data.test"),
    }
    if data.scaling:
        scaled = [node.id for node in document.network.nodes if node.id in data.scaling]
        scaling = {name: {"offset": float(data.scaling[name].offset), "scale": float(data.scaling[name].scale)} for name in scaled}
        fields["scaling"] = [_line(scaling, "data.scaling")]
    return _object_pieces(1, fields)


def _rows(rows: Rows, place: str) -> Iterator[str]:
    """A piece for each block of rows."""
    if not len(rows):
        yield "[]"
        return
    before = "["
    for block in rows.blocks:
        if np.isinf(block).any():
            raise FormatError(place, tr("holds a number that is not finite"))
        yield before + ",".join(f"\n      {line}" for line in _row_lines(block.tolist()))
        before = ","
    yield "\n    ]"


def _row_lines(table: Iterable[Sequence[float]]) -> Iterator[str]:
    """A line for each row. Not one call of an encoder for all: while that runs, no other thread can, and the window would stand."""
    for row in table:
        line = ", ".join(map(repr, row))
        yield f"[{line.replace('nan', 'null') if 'nan' in line else line}]"


def _training(training: Training) -> str:
    return _object(1, {key: _line(value, f"training.{key}") for key, value in setting_objects(vars(training)).items()})


def _run(run: RunRecord, document: Document) -> str:
    order = DocumentOrder(document.network)
    changes = (_line(change_object(change, order), f"run.changes[{index}]") for index, change in enumerate(run.changes))
    branches = (_line(branch_object(branch, order), f"run.branches[{index}]") for index, branch in enumerate(run.branches))
    optimizer = training_after(document.training, run.changes).optimizer
    fields = {
        "name": _line(run.name, "run.name"),
        "iteration": _line(int(run.iteration), "run.iteration"),
        "changes": _list(2, changes),
        "state": _line(state_object(run.state, optimizer, order), "run.state"),
        "branches": _list(2, branches),
    }
    return _object(1, fields)
