"""Tells once, as soon as it is known, that a file holds another state than its run leads to: what, where, and which of both holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bpdesk.model.names import one_line
from bpdesk.text import number, tr, whole
from bpdesk.ui.parts import Parts

if TYPE_CHECKING:
    from bpdesk.training.contradiction import Contradiction
    from bpdesk.training.run import Run

_DIGITS = 7


class ReplayCheck(QObject):
    """Looks at the run of a session each time that more of its past has been replayed."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._message = parts.session, parts.message
        self._is_over = False
        parts.session.opened.connect(self._begin)
        parts.session.playback.history_changed.connect(self._look)

    def _begin(self) -> None:
        """Another document: nothing is known of it."""
        self._is_over = False

    def _look(self) -> None:
        run = self._session.playback.run
        past = None if run is None else run.past
        if self._is_over or run is None or past is None or (past.newest < run.first and past.stop is None):
            return
        from bpdesk.training.contradiction import contradiction  # loaded with the run

        self._is_over = True
        found = contradiction(run)
        if found is not None:
            title = tr("The state in the file isn't what its run leads to")
            self._message.tell("warning", title, f"{self._difference(run, found)} {_what_holds(found)}")

    def _difference(self, run: Run, found: Contradiction) -> str:
        at = whole(found.iteration)
        if found.stopped_at is not None:
            return tr(
                "It stands at iteration {k}, but a replay from the start ends after iteration {end}: its next update isn't finite.",
                k=at, end=whole(found.stopped_at),
            )  # fmt: skip
        if found.parameter is None:
            return tr("At iteration {k} the optimizer's memory differs from that of a replay from the start.", k=at)
        values = {"held": number(found.held, _DIGITS), "replayed": number(found.replayed, _DIGITS)}
        told = tr("At iteration {k} {name} is {held} in the file, and {replayed} replayed from the start.")
        return told.format(k=at, name=self._name(run, found.parameter), **values)

    def _name(self, run: Run, parameter: int) -> str:
        network, edges = self._session.document.network, run.program.edge_ids
        if parameter < len(edges):
            return tr("the weight {name}", name=one_line(network.edge_by_id[edges[parameter]]))
        node = next(node for node, index in run.program.bias_index.items() if index == parameter)
        return tr("the bias of {name}", name=one_line(network.node_by_id[node]))


def _what_holds(found: Contradiction) -> str:
    return tr(
        "The file's state holds from iteration {k} on, the replay before it; nothing was changed. "
        "To keep other values, type them over at an iteration: that makes a change of the run.",
        k=whole(found.iteration),
    )
