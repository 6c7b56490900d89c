"""In words, how a value of the data became the number that the network sees."""

from __future__ import annotations

import math
from collections.abc import Iterable

from bpdesk.explain.situation import Situation
from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.scaling import Way, way_of
from bpdesk.text import given, number, tr

_MOST_TOLD = 8


def scaled_told(document: Document, node_id: str, value: float, seen: str) -> str:
    """`5.1, scaled to −0.822: (x − 5.84) / 0.83, with the mean 5.84 …` of a value in a scaled column."""
    assert document.data is not None
    scaling = document.data.scaling[node_id]
    offset, scale = number(scaling.offset), number(scaling.scale)
    measured = _measures()[way_of(document.data, node_id)].format(offset=offset, scale=scale)
    symbol = "x" if document.network.node_by_id[node_id].kind == "input" else "y"
    moved = f"{symbol} − {offset}" if scaling.offset >= 0 else f"{symbol} + {number(-scaling.offset)}"
    formula = f"({moved}) / {scale}"
    return tr("{value}, scaled to {seen}: {formula}, with {measured}", value=given(value), seen=seen, formula=formula, measured=measured)


def _measures() -> dict[Way, str]:
    return {
        "standard": tr("the mean {offset} and the deviation {scale} of the training rows"),
        "min_max": tr("the least value {offset} and the range {scale} of the training rows"),
        "none": tr("the offset {offset} and the scale {scale}"),
    }


def scaled_words(situation: Situation, node_ids: Iterable[str]) -> list[str]:
    """A sentence for each of those inputs and outputs that is scaled, of the shown row."""
    data, row = situation.document.data, situation.values.row.row
    if data is None or not data.scaling or not 0 <= row < len(data.train):
        return []
    raw, found = dict(zip(data.columns, data.train[row], strict=True)), []
    for node_id in node_ids:
        if node_id not in data.scaling or math.isnan(raw[node_id]):
            continue
        scaling = data.scaling[node_id]
        node, seen = situation.node(node_id), number((raw[node_id] - scaling.offset) / scaling.scale)
        what = one_line(node) if node.kind == "input" else tr("Target of {name}", name=one_line(node))
        found.append(f"{what}: {scaled_told(situation.document, node_id, raw[node_id], seen)}.")
    more = len(found) - _MOST_TOLD
    return [*found[:_MOST_TOLD], tr("{n} more are scaled.", n=more)] if more > 0 else found
