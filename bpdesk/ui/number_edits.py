"""Edits of what a run computes with: its weights, biases and settings. At the start they change the start; later on, the run.

Each waits in the session's line until the moment is there that it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from bpdesk.model import drawing, edits
from bpdesk.model.branching import changes_of, with_change
from bpdesk.model.document import Document
from bpdesk.model.run_looks import with_hidden
from bpdesk.model.run_record import Change
from bpdesk.model.runs import switch_to
from bpdesk.model.starts import with_start_of
from bpdesk.text import tr
from bpdesk.ui.document_runs import DocumentRuns
from bpdesk.ui.waiting_line import WaitingLine


class Apply(Protocol):
    """Makes an edit and names it."""

    def __call__(self, text: str, edit: Callable[..., Document], *arguments: Any, merge_key: str | None = None) -> None: ...


class NumberEdits(QObject):
    """Of one session, whose `apply` makes an edit and whose `reshape` makes one that begins a new run."""

    branched = Signal(str, object)
    """A change within a run has left its old continuation behind: its name and its newest iteration."""

    def __init__(self, runs: DocumentRuns, line: WaitingLine, apply: Apply, reshape: Apply, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs, self._line, self._apply, self._reshape = runs, line, apply, reshape

    def set_number(self, kind: str, identifier: str, value: float, merge_key: str | None = None) -> None:
        """Give the shown weight, bias, input value or target another value; with the key of the edit before, in the same undo step."""
        if self._line.puts_off(lambda: self.set_number(kind, identifier, value, merge_key)):
            return
        if kind == "weight":
            change = Change(self._runs.shown_iteration, edges={identifier: value})
            self._set_parameter(tr("Set weight"), edits.set_weight, change, identifier, value, merge_key=merge_key)
        elif kind == "bias":
            change = Change(self._runs.shown_iteration, biases={identifier: value})
            self._set_parameter(tr("Set bias"), edits.set_bias, change, identifier, value, merge_key=merge_key)
        else:
            text = tr("Set input") if kind == "input" else tr("Set target")
            self._reshape(text, edits.set_training_value, self._runs.row, identifier, value, merge_key=merge_key)

    def set_weights(self, text: str, weights: Mapping[str, float]) -> None:
        """Give several shown weights other values in one undo step, by edge id."""
        if not self._line.puts_off(lambda: self.set_weights(text, weights)):
            self._set_parameter(text, edits.set_weights, Change(self._runs.shown_iteration, edges=dict(weights)), weights)

    def set_biases(self, text: str, biases: Mapping[str, float]) -> None:
        """Give several shown biases other values in one undo step, by node id."""
        if not self._line.puts_off(lambda: self.set_biases(text, biases)):
            self._set_parameter(text, edits.set_biases, Change(self._runs.shown_iteration, biases=dict(biases)), biases)

    def freeze(self, edges: Collection[str], biases: Collection[str], frozen: bool) -> None:
        """Freeze weights (by edge id) and biases (by node id) from the shown moment on, or let them go."""
        if self._line.puts_off(lambda: self.freeze(edges, biases, frozen)):
            return
        flags = {"frozen_edges": dict.fromkeys(edges, frozen), "frozen_biases": dict.fromkeys(biases, frozen)}
        text = tr("Freeze") if frozen else tr("Unfreeze")
        self._set_parameter(text, drawing.freeze, Change(self._runs.shown_iteration, **flags), edges, biases, frozen)

    def set_training(self, text: str, **values: Any) -> None:
        """Change training settings from the shown moment on."""
        if self._line.puts_off(lambda: self.set_training(text, **values)):
            return
        if all(getattr(self._runs.training, name) == value for name, value in values.items()):
            return
        run = self._runs.current
        if run is None or (run.newest == 0 and not changes_of(self._runs.document)):
            self._reshape(text, lambda start: edits.set_training(start, replace(start.training, **values)))
        else:
            self._change(text, Change(self._runs.shown_iteration, training=values))

    def change_at(self, iteration: int, text: str, **values: Any) -> None:
        """Change training settings at an iteration of the run that was made already: the run branches there."""
        if self._line.puts_off(lambda: self.change_at(iteration, text, **values)):
            return
        if (run := self._runs.current) is not None and iteration <= run.newest:
            self._change(text, Change(iteration, training=values))

    def switch_run(self, name: str) -> None:
        """Let a branch go on where it ended; the run that is shown becomes a branch."""
        if self._line.puts_off(lambda: self.switch_run(name)):
            return
        run, known = self._runs.current, self._runs.of_branch(name)
        if run is not None:
            state = None
            if known is not None:
                state, known.cursor = known.saved_state(), known.newest
            self._apply(tr("Go on with {name}", name=name), switch_to, name, run.newest, run.saved_state(), state)

    def set_start(self, text: str, edit: Callable[[Document], Document], drawn: str = "") -> None:
        """Give the network another start; what was run from this one is kept beside it. `drawn` tells how its weights were drawn."""
        if not self._line.puts_off(lambda: self.set_start(text, edit, drawn)):
            self._apply(text, lambda document: replace(edit(document), run=None))
            if drawn:
                self._runs.note_drawn(drawn)

    def switch_start(self, key: str) -> None:
        """Go back to another start, to where it ended, with what was run from it; this one becomes the other."""
        if self._line.puts_off(lambda: self.switch_start(key)):
            return
        start = next((each for each in self._runs.other_starts() if each.key == key), None)
        if start is not None:
            self._runs.keep_other(start)
            text, record = tr("Go on with {name}", name=start.name), start.record
            self._apply(text, lambda document: with_hidden(with_start_of(document, start.document, record), key, False))

    def _set_parameter(
        self, text: str, edit: Callable[..., Document], change: Change, *arguments: Any, merge_key: str | None = None
    ) -> None:
        """At the start, the start changes; later on, the run does."""
        if self._runs.current is None:
            self._reshape(text, edit, *arguments, merge_key=merge_key)
        elif change.iteration == 0 and not any(each.iteration == 0 for each in changes_of(self._runs.document)):
            self._apply(text, lambda document: replace(edit(document, *arguments), run=None), merge_key=merge_key)
        else:
            self._change(text, change, merge_key)

    def _change(self, text: str, change: Change, merge_key: str | None = None) -> None:
        """Change the run at that moment: it goes on changed, or branches."""
        run = self._runs.current
        if run is None:
            return
        taken = {name for start in self._runs.other_starts() for name in start.names}
        self._apply(text, with_change, change, run.newest, run.saved_state(), self._runs.own_name, taken, merge_key=merge_key)
        record = self._runs.document.run
        if change.iteration < run.newest and record is not None:
            self.branched.emit(record.branches[-1].name, run.newest)
