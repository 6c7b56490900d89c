"""What can be plotted: the quantities of a network, how they are named, typeset and written into a document's view. Pure.

A new kind is a line in `KINDS`, what it is of in `quantities`, and its value in `training.quantity_values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bpdesk.model.math_syntax import linear
from bpdesk.model.names import shown_label
from bpdesk.model.network import Network

Kind = Literal[
    "cost", "batch_cost", "test_cost", "weight", "weight_gradient", "bias", "bias_gradient", "gradient_norm", "activation", "delta"
]
Of = Literal["network", "edge", "bias", "node", "neuron"]

PART = "\x1f"  # no id holds a control character


@dataclass(frozen=True)
class KindEntry:
    """`title` names a group of them, `symbol` the axis; `of` says which things of a network have one."""

    name: Kind
    title: str
    symbol: str
    of: Of


KINDS: tuple[KindEntry, ...] = (
    KindEntry("cost", "Cost, training set", "{C}", "network"),
    KindEntry("batch_cost", "Cost, batch", "{C}", "network"),
    KindEntry("test_cost", "Cost, test set", "{C}", "network"),
    KindEntry("gradient_norm", "Gradient norm", r"‖\nabla C‖", "network"),
    KindEntry("weight", "Weights", "{w}", "edge"),
    KindEntry("weight_gradient", "Gradients of weights", r"\partial C/\partial w", "edge"),
    KindEntry("bias", "Biases", "{b}", "bias"),
    KindEntry("bias_gradient", "Gradients of biases", r"\partial C/\partial b", "bias"),
    KindEntry("activation", "Activations", "{a}", "node"),
    KindEntry("delta", "Deltas", r"\delta", "neuron"),
)
_MOST_SYMBOLS = 2
COSTS: frozenset[str] = frozenset({"cost", "batch_cost", "test_cost"})
_ENTRIES = {entry.name: entry for entry in KINDS}


@dataclass(frozen=True)
class Quantity:
    """One number of each iteration; `of` is the id of the edge or node that it belongs to, empty where it is the network's."""

    kind: Kind
    of: str = ""

    @property
    def entry(self) -> KindEntry:
        return _ENTRIES[self.kind]

    @property
    def key(self) -> str:
        """A name that no other quantity has; of costs, weights and biases the one that a history file gives them."""
        if self.kind == "weight":
            return self.of
        if self.kind in ("cost", "batch_cost"):
            return self.kind
        return f"{self.of}.bias" if self.kind == "bias" else f"{self.kind}{PART}{self.of}"

    @property
    def spoken(self) -> str:
        """The key in plain words, for a table."""
        return self.key.replace(PART, " ").strip()

    @property
    def is_of_edge(self) -> bool:
        return self.entry.of == "edge"


def quantities(network: Network, kind: Kind) -> Iterator[Quantity]:
    """All of that kind that the network has, in document order."""
    of = _ENTRIES[kind].of
    if of == "network":
        yield Quantity(kind)
    elif of == "edge":
        yield from (Quantity(kind, edge.id) for edge in network.edges)
    elif of == "bias":
        yield from (Quantity(kind, node.id) for node in network.biased)
    else:
        yield from (Quantity(kind, node.id) for node in network.nodes if of == "node" or node.kind != "input")


def is_in(network: Network, quantity: Quantity) -> bool:
    """Whether the network has it."""
    of = quantity.entry.of
    if of == "edge":
        return quantity.of in network.edge_by_id
    node = network.node_by_id.get(quantity.of)
    if of == "bias":
        return node is not None and node.bias is not None
    return of == "network" or (node is not None and (of == "node" or node.kind != "input"))


def label(network: Network, quantity: Quantity) -> str:
    """Its name as labels are typed: LaTeX where the label of what it belongs to is, or can be, else words."""
    if not quantity.of:
        return quantity.entry.symbol
    name = _name(network, quantity)
    if quantity.kind in ("weight", "activation"):
        return name
    symbol = "b" if quantity.kind == "bias" else r"\delta" if quantity.kind == "delta" else ""
    if symbol:
        return f"{symbol}_{{{name}}}" if _is_set(name) else f"{_WORDS[quantity.kind]} {name}"
    inner = f"b_{{{name}}}" if quantity.kind == "bias_gradient" else name
    return rf"\partial C/\partial {{{inner}}}" if _is_set(name) else f"∂C/∂{'b ' if quantity.kind == 'bias_gradient' else ''}{name}"


def listed(network: Network, quantity: Quantity) -> str:
    """Its name on one line of plain text, as in a list: `b h₁`, where no index can stand below another."""
    before = "∂C/∂b" if quantity.kind == "bias_gradient" else _WORDS.get(quantity.kind, "")
    return f"{before} {linear(_name(network, quantity))}" if before else linear(label(network, quantity))


def axis_symbol(shown: Iterable[Quantity]) -> str:
    """What stands at an axis with those on it: the symbols of one kind or of two, of more none."""
    symbols = list(dict.fromkeys(each.entry.symbol.strip("{}") for each in shown))
    if len(symbols) > _MOST_SYMBOLS:
        return ""
    return f"{{{symbols[0]}}}" if len(symbols) == 1 and len(symbols[0]) == 1 else ", ".join(symbols)


def as_json(quantity: Quantity) -> tuple[str, ...]:
    """How a document's view holds it."""
    return (quantity.kind, quantity.of) if quantity.of else (quantity.kind,)


def from_json(found: object) -> Quantity | None:
    """The reverse of `as_json`; None for what is no quantity."""
    if not isinstance(found, tuple | list) or not 1 <= len(found) <= 2 or not all(isinstance(part, str) for part in found):
        return None
    entry = next((each for each in KINDS if each.name == found[0]), None)
    if entry is None or (entry.of == "network") != (len(found) == 1):
        return None
    return Quantity(entry.name, *map(str, found[1:]))


_WORDS = {"bias": "b", "delta": "δ"}
_LETTERS = re.compile(r"[^\W\d_][0-9]*", re.ASCII)


def _name(network: Network, quantity: Quantity) -> str:
    thing = network.edge_by_id[quantity.of] if quantity.is_of_edge else network.node_by_id[quantity.of]
    return shown_label(thing)


def _is_set(name: str) -> bool:
    """Whether a name can stand within LaTeX: LaTeX itself, or a letter with a number."""
    return not {"\\", "^", "_", "{", "}"}.isdisjoint(name) or _LETTERS.fullmatch(name) is not None
