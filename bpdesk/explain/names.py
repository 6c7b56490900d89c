r"""What formulas call the things of a network: the names on the canvas, as LaTeX that can stand inside a formula.

A node's label names its activation. Where that is an a (`a^{(L)}`), its z, δ and b are called alike (`z^{(L)}`); else they take it for an
index (`z_{h_1}`). A label that is no LaTeX, or none that is known here, stands upright as it was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bpdesk.explain.mathsvg import DoesNotTypeset, svg
from bpdesk.model.math_syntax import NotSimple, is_maths, parse
from bpdesk.model.names import shown_label, target_label
from bpdesk.model.network import Network

_ESCAPES = {"{": r"\{", "}": r"\}", "_": r"\_", "%": r"\%", "#": r"\#", "$": r"\$", "^": "ˆ", "~": "∼"}
_OUTSIDE_TEXT = {"\\": r"\backslash", "&": r"\&", "<": r"\lt", ">": r"\gt"}
_MEANS_ELSE = re.compile(r"(?<!\\)[&%#$~]")
"""What LaTeX takes for something else, where the canvas shows it as it was typed."""
_ANY_SIZE = 20.0
_LETTER = re.compile(r"[^\W\d_]")
_ACTIVATION = re.compile(r"a(?=[_^])")


@lru_cache(maxsize=4096)
def as_tex(label: str) -> str:
    """A label, or an id where there is none, as part of a formula."""
    if is_maths(label):
        return label if not _MEANS_ELSE.search(label) and _is_typeset(label) else upright(label)
    return label if _LETTER.fullmatch(label) else upright(label)


def upright(words: str) -> str:
    """Words as they were typed, within a formula."""
    pieces = re.split(r"([&<>\\])", words)
    return " ".join(_OUTSIDE_TEXT.get(piece) or rf"\text{{{_escaped(piece)}}}" for piece in pieces if piece)


def _escaped(words: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in words)


def _is_typeset(label: str) -> bool:
    """Whether it can stand inside a formula; most labels are so simple that the renderer needn't be asked."""
    try:
        parse(label)
    except NotSimple:
        try:
            svg(label, _ANY_SIZE)
        except DoesNotTypeset:
            return False
    return True


class Names:
    """The names of one network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._taken = {node.label for node in network.nodes}

    def node(self, node_id: str) -> str:
        """Its activation."""
        return as_tex(shown_label(self._network.node_by_id[node_id]))

    def weight(self, edge_id: str) -> str:
        return as_tex(shown_label(self._network.edge_by_id[edge_id]))

    def target(self, node_id: str) -> str:
        label = target_label(self._network, node_id)
        return label.strip("{}") if label == "{y}" else label

    def bias(self, node_id: str) -> str:
        return self._beside("b", node_id)

    def pre_activation(self, node_id: str) -> str:
        return self._beside("z", node_id)

    def delta(self, node_id: str) -> str:
        return self._beside(r"\delta", node_id)

    def _beside(self, letter: str, node_id: str) -> str:
        name = self.node(node_id)
        alike = letter + name[1:]
        if _ACTIVATION.match(name) and alike not in self._taken:
            return alike
        return f"{letter}_{{{name}}}"


def derivative_tex(of: str, by: str) -> str:
    r"""`\partial of / \partial by` as a fraction."""
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"
