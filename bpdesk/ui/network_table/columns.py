"""What the table of nodes and connections has columns for: how each is read, and whether it can be typed over.

A new column is an entry of `NODE_COLUMNS` or `EDGE_COLUMNS`; what typing there does is in `network_table_panel`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bpdesk.model.catalogue import ACTIVATIONS
from bpdesk.model.names import one_line
from bpdesk.model.network import Edge, Node
from bpdesk.ui.canvas.shown import Shown

Cell = str | float | bool | None
Key = Literal["name", "kind", "activation", "bias", "value", "delta", "frozen", "from", "to", "weight", "gradient"]
_ACTIVATIONS = {entry.name: entry.label for entry in ACTIVATIONS}


@dataclass(frozen=True)
class Column:
    """A column: None is a cell that the node or edge has nothing for, or, where that `is_due`, a number that isn't known yet."""

    key: Key
    title: str
    tip: str
    read: Callable[[Shown, Any], Cell]
    """Of a Node or an Edge, as the table is of."""
    is_typed: bool = False
    is_due: Callable[[Any], bool] = lambda part: False

    @property
    def is_pasted(self) -> bool:
        """Whether cells are pasted into it."""
        return self.is_typed or self.key == "frozen"


def _end(shown: Shown, node: str) -> str:
    return one_line(shown.document.network.node_by_id[node])


def _bias_is_frozen(shown: Shown, node: Node) -> bool | None:
    return None if node.bias is None else shown.bias_is_frozen(node)


def _is_part(_part: Node | Edge) -> bool:
    return True


def _is_neuron(node: Node) -> bool:
    return node.kind != "input"


NODE_COLUMNS: tuple[Column, ...] = (
    Column("name", "Name", "The label on the canvas, or the id", lambda _, node: node.label or node.id, is_typed=True),
    Column("kind", "Kind", "Input, hidden or output", lambda _, node: node.kind),
    Column("activation", "Activation", "The activation function", lambda _, node: _ACTIVATIONS.get(node.activation or ""), is_typed=True),
    Column("bias", "Bias", "The bias at the shown moment", lambda shown, node: shown.bias(node), is_typed=True),
    Column(
        "frozen", "Frozen", "Whether training leaves the bias alone", lambda shown, node: shown.bias_is_frozen(node) if node.bias else None
    ),
    Column("value", "a", "The activation of the shown row", lambda shown, node: shown.activation(node), is_due=_is_part),
    Column("delta", "δ", "The delta of the shown row", lambda shown, node: shown.delta(node), is_due=_is_neuron),
)
EDGE_COLUMNS: tuple[Column, ...] = (
    Column("name", "Name", "The label on the canvas, or the id", lambda _, edge: edge.label or edge.id, is_typed=True),
    Column("from", "From", "The node that it comes from", lambda shown, edge: _end(shown, edge.source)),
    Column("to", "To", "The node that it leads to", lambda shown, edge: _end(shown, edge.target)),
    Column("weight", "Weight", "The weight at the shown moment", lambda shown, edge: shown.weight(edge), is_typed=True),
    Column("frozen", "Frozen", "Whether training leaves the weight alone", lambda shown, edge: shown.weight_is_frozen(edge)),
    Column("gradient", "∂C/∂w", "The gradient at the shown moment", lambda shown, edge: shown.weight_gradient(edge), is_due=_is_part),
)
NUMBERS: tuple[Key, ...] = ("weight", "bias")
"""The columns that numbers are typed and pasted into."""
