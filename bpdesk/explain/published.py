"""What was printed about the networks that come as examples, told where it belongs: numbers that agree, and mistakes.

A network is known by its numbers, whatever it is called. A new note is an entry of `_NOTES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bpdesk.explain.situation import Situation
from bpdesk.text import tr

_MAZUR = (0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55)
_HAN_KAMBER = (-0.5, -0.3, -0.3, -0.2, 0.1, 0.2, 0.2, 0.4)
_ONE_WEIGHT = (-23.1,)
_CHAIN = (0.8, 2.2)


@dataclass(frozen=True)
class _Note:
    """Told about networks that start with those weights, on pages of that kind, where `applies`."""

    weights: tuple[float, ...]
    kinds: tuple[str, ...]
    words: Callable[[], str]
    applies: Callable[[Situation, str], bool] = lambda situation, identifier: True


def notes(situation: Situation, kind: str, identifier: str) -> tuple[str, ...]:
    """The notes for a page on that weight, bias, node or (without an id) the cost."""
    edges = situation.network.edges
    if all(len(note.weights) != len(edges) for note in _NOTES):
        return ()
    start = tuple(sorted(edge.weight for edge in edges))
    found = (note for note in _NOTES if note.weights == start and kind in note.kinds)
    return tuple(note.words() for note in found if note.applies(situation, identifier))


def _is_hidden(situation: Situation, edge_id: str) -> bool:
    return situation.node(situation.network.edge_by_id[edge_id].target).kind == "hidden"


def _is_first(situation: Situation, edge_id: str) -> bool:
    edge = situation.network.edge_by_id[edge_id]
    return situation.node(edge.source).kind == "input" and _is_hidden(situation, edge_id)


_NOTES = (
    _Note(
        _MAZUR,
        ("cost",),
        lambda: tr(
            "Mazur's article prints 0.291027924 as the cost after one update. That comes from taking the output weights that were already"
            " updated when the hidden gradients are computed. All updated together, as here, it is 0.291027773694."
        ),
        lambda situation, _: situation.moment.iteration == 1,
    ),
    _Note(
        _MAZUR,
        ("cost", "node"),
        lambda: tr(
            "After 10 000 updates Mazur's article prints 0.015912196 and 0.984065734 as outputs, again from output weights already"
            " updated. Updated together they are 0.0159136204 and 0.9840642735."
        ),
        lambda situation, _: situation.moment.iteration >= 10_000,
    ),
    _Note(
        _MAZUR,
        ("weight",),
        lambda: tr(
            "Mazur's article says to take the old output weights here, and its printed hidden weights do. The cost that it prints after the"
            " update, 0.291027924, doesn't: it used the new ones. With the old ones it is 0.291027773694."
        ),
        lambda situation, edge: _is_hidden(situation, edge) and situation.moment.iteration == 0,
    ),
    _Note(
        _HAN_KAMBER,
        ("node", "bias", "weight"),
        lambda: tr(
            "Han and Kamber print the “error” Err = −δ: 0.1311 for node 6, −0.0065 for node 5, −0.0087 for node 4; and add η · Err · input"
            " where δ is subtracted here. The same step."
        ),
        lambda situation, _: situation.moment.iteration == 0,
    ),
    _Note(
        _ONE_WEIGHT,
        ("weight",),
        lambda: tr("The post writes ∂a⁽ᴸ⁾/∂W⁽ᴸ⁾ = a⁽ᴸ⁾. It is a⁽ᴸ⁻¹⁾, the value that comes in; the post's numbers use the right one."),
    ),
    _Note(
        _CHAIN,
        ("weight",),
        lambda: tr(
            "The post writes ∂W⁽ᴸ⁾/∂a⁽ᴸ⁻¹⁾ for the factor that leads back through the second weight. It is ∂a⁽ᴸ⁾/∂a⁽ᴸ⁻¹⁾ = W⁽ᴸ⁾. And"
            " the output a⁽ᴸ⁻¹⁾ W⁽ᴸ⁾ in its last formula holds only with the a⁽ᴸ⁻¹⁾ of this very pass."
        ),
        _is_first,
    ),
)
