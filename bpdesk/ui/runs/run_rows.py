"""What the list tells of each run of a document: a value per line, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.model.document import Document
from bpdesk.model.run_looks import hidden_runs, places, run_names
from bpdesk.model.run_record import Change
from bpdesk.text import NOT_YET, count, exact, number, tr, whole
from bpdesk.ui.change_words import differing_parts, differing_starts
from bpdesk.ui.document_runs import DocumentRuns
from bpdesk.ui.other_starts import OtherStart
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run


@dataclass(frozen=True)
class RunRow:
    """`place` is what its colour goes by; `cost` is None while the run isn't replayed.

    `share` is how far that is.
    """

    name: str
    place: int
    is_current: bool
    differs: str
    iterations: int
    cost: float | None
    is_hidden: bool
    is_known: bool
    share: float | None = None
    least: tuple[float, int] | None = None
    """The least cost over the training set that was seen, and at or near which iteration; None while the run isn't replayed."""
    is_other_start: bool = False
    has_stopped: bool = False
    start: str = ""
    """The key of another start, which may be called otherwise."""
    saved: int = 0
    """How far the run that goes on had come when it was saved, where it isn't replayed that far."""

    @property
    def key(self) -> str:
        """What it goes by where it isn't shown."""
        return self.start or self.name

    @property
    def is_branch(self) -> bool:
        return not self.is_current and not self.is_other_start

    def end_text(self, digits: int) -> str:
        """How far it came and the last cost; the least one where it is another. Each in a line of its own: words need the room beside."""
        if self.share is not None:
            return f"{whole(self.iterations)}\n{self.share:.0%}"
        if not self.is_known:
            return "\n".join((whole(self.iterations), tr("not replayed\nyet")))
        last = NOT_YET if self.cost is None else number(self.cost, digits)
        least = last if self.least is None else number(self.least[0], digits)
        lines = [whole(self.iterations), *([tr("of {k}", k=whole(self.saved))] if self.saved else []), last]
        return "\n".join(lines if least == last else [*lines, tr("least {cost}", cost=least)])

    @property
    def tip(self) -> str:
        """All that its line may cut off."""
        lines = [self.name, self.differs, tr("{k} iterations", k=whole(self.iterations))]
        if self.cost is not None:
            lines.append(tr("Last cost {cost}", cost=exact(self.cost)))
        if self.least is not None:
            lines.append(tr("Least cost {cost}, at iteration {k}", cost=exact(self.least[0]), k=whole(self.least[1])))
        if self.has_stopped:
            lines.append(tr("It ends there: the next update isn't finite."))
        if self.saved:
            lines.append(tr("It had come to iteration {k} when it was saved. Replay makes the rest again.", k=whole(self.saved)))
        if self.is_current:
            lines.append(tr("This run goes on."))
        elif self.is_other_start:
            lines.append(tr("A file holds runs of one start, weights and settings: this one is kept until the document is closed."))
        elif not self.is_known:
            lines.append(tr("From the file. Replay it to see its trace."))
        return "\n".join(lines)


def rows_of(session: Session, shares: dict[str, float]) -> list[RunRow]:
    """The run that goes on first, then its branches, then what was run from other starts, the newest first."""
    document, run, hidden = session.document, session.playback.run, hidden_runs(session.document)
    if run is None:
        return []
    own = _of_this_start(document, run, session.runs, shares)
    return own + [_of_other_start(document, start, start.key in hidden) for start in reversed(session.runs.other_starts())]


def _of_other_start(document: Document, start: OtherStart, hidden: bool) -> RunRow:
    record, run = start.document.run, start.run
    branches = 0 if record is None else len(record.branches)
    differs = start.drawn or differing_starts(start.document, document)
    differs += "; " + count(branches, "{n} more run from there", "{n} more runs from there") if branches else ""
    return RunRow(
        start.name,
        start.place,
        False,
        differs,
        run.newest,
        _last_cost(run),
        hidden,
        True,
        least=_least_cost(run),
        is_other_start=True,
        start=start.key,
    )


def _of_this_start(document: Document, run: Run, runs: DocumentRuns, shares: dict[str, float]) -> list[RunRow]:
    record = document.run
    if record is None:
        least = _least_cost(run)
        return [RunRow(runs.own_name, 0, True, tr("as at the start"), run.newest, _last_cost(run), False, True, least=least)]
    changes: dict[str, tuple[Change, ...]] = {branch.name: branch.changes for branch in record.branches} | {record.name: record.changes}
    iterations = {branch.name: branch.iteration for branch in record.branches} | {record.name: run.newest}
    known = {name: runs.of_branch(name) for name in changes} | {record.name: run}
    place, hidden = places(document), hidden_runs(document)
    return [
        RunRow(
            name,
            place[name],
            name == record.name,
            differing_parts(document, changes[name], [other for one, other in changes.items() if one != name]),
            iterations[name] if (kept := known[name]) is None else kept.newest,
            None if kept is None else _last_cost(kept),
            name in hidden,
            kept is not None,
            shares.get(name),
            None if kept is None else _least_cost(kept),
            has_stopped=kept is not None and kept.stop is not None,
            saved=record.iteration if name == record.name and run.newest < record.iteration and run.stop is None else 0,
        )
        for name in reversed(run_names(document))
    ]


def _last_cost(run: Run) -> float | None:
    """The cost over the training set at its newest iteration, where that was seen."""
    return run.end.cost if run.end is not None and run.end.iteration == run.newest else None


def _least_cost(run: Run) -> tuple[float, int] | None:
    """Of the iterations at which the cost over the training set was taken: of every one where a batch is the whole set."""
    curve = run.cost_curve(run.end)
    known = curve.where(~np.isnan(curve.low))
    if not len(known.low):
        return None
    place = int(known.low.argmin())
    return float(known.low[place]), int(known.iterations[place])
