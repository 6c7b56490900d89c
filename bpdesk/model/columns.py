"""The data's columns follow the network's inputs and outputs."""

from dataclasses import replace

import numpy as np

from bpdesk.model.dataset import MISSING, Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Network


def with_columns(document: Document, network: Network) -> Document:
    """The document with that network, without a run; a new column's cells are missing. The first column makes the first row."""
    wanted = _columns(() if document.data is None else document.data.columns, network)
    data = document.data
    if not wanted:
        data = None
    elif data is None or not data.columns:
        data = Dataset(wanted, Rows.of([[MISSING] * len(wanted)], len(wanted)), Rows.of([], len(wanted)))
    elif data.columns != wanted:
        scaling = {name: scaling for name, scaling in data.scaling.items() if name in wanted}
        data = Dataset(wanted, _moved(data.train, data.columns, wanted), _moved(data.test, data.columns, wanted), scaling)
    return replace(document, network=network, data=data, run=None)


def _columns(before: tuple[str, ...], network: Network) -> tuple[str, ...]:
    """Columns keep their order; new inputs come after the last input, new outputs at the end."""
    ends = {node.id: node.kind for node in (*network.inputs, *network.outputs)}
    kept = [name for name in before if name in ends]
    known = set(kept)
    place = max((index + 1 for index, name in enumerate(kept) if ends[name] == "input"), default=0)
    new_inputs = [node.id for node in network.inputs if node.id not in known]
    new_outputs = [node.id for node in network.outputs if node.id not in known]
    return (*kept[:place], *new_inputs, *kept[place:], *new_outputs)


def _moved(rows: Rows, before: tuple[str, ...], wanted: tuple[str, ...]) -> Rows:
    table = np.full((len(rows), len(wanted)), MISSING)
    place = {name: index for index, name in enumerate(before)}
    here = [index for index, name in enumerate(wanted) if name in place]
    table[:, here] = rows.array()[:, [place[wanted[index]] for index in here]]
    return Rows.of(table, len(wanted))
