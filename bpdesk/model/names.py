"""Ids and labels that count on, names as a sentence says them, and what a label may hold.

Which things are named, and when, is decided in `drawing` and its neighbours.
"""

import re
import unicodedata
from collections.abc import Iterable

from bpdesk.model.math_syntax import as_typed, linear
from bpdesk.model.network import Edge, Kind, Network, Node
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

PREFIXES: dict[Kind, str] = {"input": "x", "hidden": "h", "output": "y"}
EDGE_PREFIX = "w"

_LONGEST_LABEL = 200
_LONGEST_STEM = 40
_COLUMNS_OF_A_RUN = ("iteration", "cost", "batch_cost")
_COUNTED = re.compile(r"(.*?)([0-9]{1,9})?", re.DOTALL)
_NO_TEXT = ("Cc", "Cs")


class Names:
    """The ids that are taken, nodes' or edges'; gives free ones that count on, each once."""

    def __init__(self, taken: Iterable[str], reserved: Iterable[str] = ()) -> None:
        self._taken = {*taken, *reserved}
        self._highest: dict[str, int] = {}
        for name in self._taken:
            stem, number = _parted(name)
            self._highest[stem] = max(self._highest.get(stem, 0), number)

    @classmethod
    def of_nodes(cls, network: Network) -> "Names":
        """No node may be called so that an edge of today has the name of its bias."""
        endings = (edge.id.removesuffix(".bias") for edge in network.edges if edge.id.endswith(".bias"))
        return cls((node.id for node in network.nodes), endings)

    @classmethod
    def of_edges(cls, network: Network) -> "Names":
        """No edge may be called like another column of a run's history."""
        return cls((edge.id for edge in network.edges), (*_COLUMNS_OF_A_RUN, *(f"{node.id}.bias" for node in network.nodes)))

    def counted(self, stem: str) -> str:
        """The next one of that stem: x3 where x1 and x2 are there."""
        stem = stem[:_LONGEST_STEM]
        number = self._highest.get(stem, 0) + 1
        while f"{stem}{number}" in self._taken:
            number += 1
        return self._take(f"{stem}{number}")

    def like(self, name: str) -> str:
        """That name where it is free, else the next of its stem."""
        return self.counted(_parted(name)[0]) if name in self._taken else self._take(name)

    def _take(self, name: str) -> str:
        self._taken.add(name)
        stem, number = _parted(name)
        self._highest[stem] = max(self._highest.get(stem, 0), number)
        return name


def label_of(name: str) -> str | None:
    """The label that goes with an id that counts: `x_1`, `w_{12}`; None for another id."""
    stem, number = _parted(name)
    if len(stem) != 1 or not stem.isalpha() or str(number) != name[1:]:
        return None
    return f"{stem}_{number}" if number < 10 else f"{stem}_{{{number}}}"


def shown_label(thing: Node | Edge) -> str:
    """What stands on the canvas: the label, or one that shows the id as it is."""
    return thing.label or as_typed(thing.id)


def one_line(thing: Node | Edge) -> str:
    """The label on one line, as `w₃₁⁽²⁾`, or the id."""
    return linear(thing.label) if thing.label else thing.id


def checked_label(label: str | None) -> str | None:
    """The label as a document takes it; an empty one is none."""
    if not label:
        return None
    if len(label) > _LONGEST_LABEL:
        raise Refusal(tr("Too long for a label: at most {n} characters.", n=_LONGEST_LABEL))
    if any(unicodedata.category(letter) in _NO_TEXT for letter in label):
        raise Refusal(tr("A label is one line of text: no tabs, line breaks or other control characters."))
    return label


def _parted(name: str) -> tuple[str, int]:
    """The stem and the number: `h12` is ("h", 12), `y` is ("y", 1)."""
    found = _COUNTED.fullmatch(name)
    assert found is not None
    return found[1], int(found[2] or 1)


def target_label(network: Network, node_id: str) -> str:
    """What the target of that output is called: y alone, y_1, y_2 … in document order, with a star where a node is called so."""
    ids = [output.id for output in network.outputs]
    index = "" if len(ids) < 2 else str(ids.index(node_id) + 1)
    label = f"y_{{{index}}}" if len(index) > 1 else f"y_{index}" if index else "{y}"
    nodes = {node.label or node.id for node in network.nodes}
    return label if nodes.isdisjoint((label, label.strip("{}"), f"y{index}")) else f"{label}^*" if index else "y^*"
