"""Whether targets tell classes apart, and which class an output says: what accuracy is counted by. In the units of the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpdesk.model.dataset import Array
from bpdesk.model.document import Document

_PAIRS = ((0.0, 1.0), (-1.0, 1.0))


@dataclass(frozen=True)
class Classes:
    """One output for two classes, parted by `threshold`; or an output for each class, where `threshold` is None and the largest says.

    `pair` are the targets of the two classes of one output.
    """

    threshold: float | None
    pair: tuple[float, float] = (0.0, 1.0)

    def said(self, outputs: Array) -> npt.NDArray[np.int64]:
        """Of each row of `(rows, outputs)`, which class is said, from 0: by the output, or of one output by the side of the threshold."""
        if self.threshold is not None:
            return np.asarray(outputs[:, 0] > self.threshold, np.int64)
        return np.asarray(np.argmax(outputs, axis=1), np.int64)

    def right(self, outputs: Array, targets: Array) -> npt.NDArray[np.bool_]:
        """Of each row of `(rows, outputs)`, whether the wanted class is said. On the threshold, or level with another, none is."""
        if self.threshold is not None:
            said: npt.NDArray[np.bool_] = (outputs[:, 0] - self.threshold) * (targets[:, 0] - self.threshold) > 0
            return said
        wanted = np.argmax(targets, axis=1)
        rows = np.arange(len(outputs))
        own, others = outputs[rows, wanted], np.array(outputs)
        others[rows, wanted] = -np.inf
        level: npt.NDArray[np.bool_] = own > others.max(axis=1)
        return level


def classes_of(document: Document) -> Classes | None:
    """How the training rows' targets tell classes: 0 and 1 (or −1 and 1) of one output, or a single 1 among zeros; else None."""
    data = document.data
    outputs = [node.id for node in document.network.outputs]
    if data is None or not outputs or not len(data.train):
        return None
    places = [data.columns.index(name) for name in outputs]
    targets = (block[:, places] for block in data.train.blocks)
    if len(outputs) > 1:
        return Classes(None) if all(_is_one_hot(some) for some in targets) else None
    given: set[float] = set()
    for some in targets:
        given.update(np.unique(some).tolist())
        if len(given) > 2:
            return None
    pair = next((each for each in _PAIRS if given == set(each)), None)
    return None if pair is None else Classes((pair[0] + pair[1]) / 2, pair)


def _is_one_hot(targets: Array) -> bool:
    """Whether each row has a single 1 among zeros."""
    return bool(np.isin(targets, (0.0, 1.0)).all() and (targets.sum(axis=1) == 1).all())
