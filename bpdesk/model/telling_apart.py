"""Labels of what is pasted: one that is taken already counts on, so that names in formulas keep telling things apart."""

import re
from collections.abc import Callable, Iterable
from itertools import count

from bpdesk.model.math_syntax import is_maths

_INDEX = re.compile(r"_(?:\{([0-9]{1,9})\}|([0-9]))")
_AT_THE_END = re.compile(r"[0-9]{1,9}$")
_LONGEST = 200


class Labels:
    """Those of a document, `there`, and of what `comes`. What shared a label before it was pasted shares one afterwards."""

    def __init__(self, there: Iterable[str], comes: Iterable[str | None]) -> None:
        self._there = frozenset(there)
        self._taken = self._there.union(label for label in comes if label is not None)
        self._given: dict[str, str] = {}

    def told_apart(self, label: str | None) -> str | None:
        r"""That label where the document has none like it, else the next: `h_3` for `h_1`, `\hat{y}_2` for `\hat{y}`."""
        if label is None or label not in self._there:
            return label
        if label not in self._given:
            number, counted = _counting(label)
            free = next(name for name in map(counted, count(number + 1)) if name not in self._taken)
            self._given[label] = free if len(free) <= _LONGEST else label
            self._taken |= {free}
        return self._given[label]


def _counting(label: str) -> tuple[int, Callable[[int], str]]:
    """The number that a label counts with, and the label for another; without one it is the first."""
    index, end = _INDEX.search(label), _AT_THE_END.search(label)
    if index is not None:
        before, after = label[: index.start()], label[index.end() :]
        return int(index[1] or index[2]), lambda number: f"{before}{_index(number)}{after}"
    if is_maths(label) or len(label) == 1:
        base = f"{{{label}}}" if "_" in label else label
        return 1, lambda number: f"{base}{_index(number)}"
    if end is not None:
        return int(end[0]), lambda number: f"{label[: end.start()]}{number}"
    return 1, lambda number: f"{label} {number}"


def _index(number: int) -> str:
    return f"_{number}" if number < 10 else f"_{{{number}}}"
