"""A cursor over the trace of one iteration: what it has reached at each place. It computes nothing, so it goes back as easily as on.

The order is the algorithm's own (Rumelhart, Hinton and Williams, 1986): values in topological order, the cost, deltas in the reverse
order, gradients from the outputs back, then all updates, which are simultaneous and so may be walked in any order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from bpdesk.engine.program import Program
from bpdesk.model.catalogue import SOFTMAX
from bpdesk.model.run_record import ByParameter

Phase = Literal["forward", "cost", "backward", "gradients", "update"]
PHASES: tuple[Phase, ...] = ("forward", "cost", "backward", "gradients", "update")
Pace = Literal["thing", "level", "phase"]
PACES: tuple[Pace, ...] = ("thing", "level", "phase")
ValueKind = Literal["pre_activation", "activation", "cost", "delta", "weight_gradient", "bias_gradient", "weight", "bias"]
Value = tuple[ValueKind, str]
"""A value of an iteration, by the id of its node or edge. `cost` has none; a `weight` or `bias` is the one after the update."""


@dataclass(frozen=True, slots=True)
class Station:
    """One thing of an iteration and the values that it brings; a parameter is of the level of the node that it leads into.

    Of softmax outputs each z is a station, and one more brings all their activations.
    """

    phase: Phase
    level: int
    values: tuple[Value, ...]

    @property
    def kind(self) -> ValueKind:
        return self.values[0][0]

    @property
    def of(self) -> str:
        """The id of its node or edge; the first one's where it brings values of several."""
        return self.values[0][1]


@dataclass(frozen=True, eq=False)
class Course:
    """All stations of an iteration, in order, and the ids of the inputs, whose values are given."""

    stations: tuple[Station, ...]
    inputs: frozenset[str]

    @cached_property
    def place_of(self) -> Mapping[Value, int]:
        """At which station each value is reached."""
        return {value: place for place, station in enumerate(self.stations) for value in station.values}

    @cached_property
    def ends(self) -> Mapping[Pace, tuple[int, ...]]:
        """Where a move of each pace may end, ascending; the last station always."""
        by_level = [(station.phase, station.level) for station in self.stations]
        by_phase = [station.phase for station in self.stations]
        return {"thing": tuple(range(len(self.stations))), "level": _ends(by_level), "phase": _ends(by_phase)}

    def phase(self, phase: Phase) -> range:
        """The places of a phase's stations."""
        return self._phases.get(phase, range(0))

    @cached_property
    def _phases(self) -> Mapping[Phase, range]:
        starts = [0, *(end + 1 for end in self.ends["phase"])]
        return {self.stations[first].phase: range(first, end) for first, end in pairwise(starts)}


@dataclass(frozen=True)
class Inside:
    """A place within an iteration: its stations up to the one at `at` are reached, moved to at that pace. Before the first one it is −1.

    `after` are the parameters after the update; None where it isn't finite and can't be made: the course then ends before it.
    """

    course: Course
    at: int
    pace: Pace
    after: ByParameter | None

    @property
    def station(self) -> Station:
        """The newest one; the first one before it is reached."""
        return self.course.stations[max(self.at, 0)]

    @property
    def phase(self) -> Phase:
        return self.station.phase

    @cached_property
    def now(self) -> tuple[Station, ...]:
        """What is in work: the newest station with those before it that the same move brought."""
        if self.at < 0:
            return ()
        ends = self.course.ends[self.pace]
        begins = bisect_left(ends, self.at)
        return self.course.stations[ends[begins - 1] + 1 if begins else 0 : self.at + 1]

    @property
    def counted(self) -> tuple[int, int]:
        """How many stations of the phase are reached, and how many there are."""
        places = self.course.phase(self.phase)
        return self.at - places.start + 1, len(places)

    def reaches(self, kind: ValueKind, of: str = "") -> bool:
        """Whether that value is known here; an input's is from the first, one that there is none of never."""
        if kind == "activation" and of in self.course.inputs:
            return True
        return self.course.place_of.get((kind, of), len(self.course.stations)) <= self.at

    def is_complete(self, phase: Phase) -> bool:
        """Whether all of that phase is reached."""
        places = self.course.phase(phase)
        return self.at >= places.stop - 1 if places else self.at >= len(self.course.stations) - 1

    def onward(self) -> Inside | None:
        """The place after the next move; None at the end of the iteration."""
        ends = self.course.ends[self.pace]
        following = bisect_right(ends, self.at)
        return replace(self, at=ends[following]) if following < len(ends) else None

    def back(self) -> Inside | None:
        """The place before the last move; None at its begin."""
        ends = self.course.ends[self.pace]
        previous = bisect_left(ends, self.at) - 1
        return replace(self, at=ends[previous]) if previous >= 0 else None

    def at_end_of(self, phase: Phase) -> Inside:
        """The place where all of that phase is reached; the same one where it has nothing."""
        places = self.course.phase(phase)
        return replace(self, at=places[-1]) if places else self

    def at_pace(self, pace: Pace) -> Inside:
        """The same place, from which moves go on at another pace."""
        return replace(self, pace=pace)


def first_place(course: Course, pace: Pace, after: ByParameter | None) -> Inside:
    """Where the first move into an iteration leads."""
    return Inside(course, course.ends[pace][0], pace, after)


def begin(course: Course, pace: Pace, after: ByParameter | None) -> Inside:
    """Where nothing of the iteration is reached."""
    return Inside(course, -1, pace, after)


def last_place(course: Course, pace: Pace, after: ByParameter | None) -> Inside:
    """Where all of the iteration is reached."""
    return Inside(course, len(course.stations) - 1, pace, after)


def course(program: Program, updates: bool = True) -> Course:
    """The stations of an iteration of that program, without the update where there is none."""
    nodes = _Nodes(program)
    stations = [*nodes.forward(), Station("cost", 0, (("cost", ""),)), *nodes.backward(), *nodes.gradients()]
    inputs = frozenset(program.node_ids[index] for index in program.inputs)
    return Course((*stations, *nodes.updates()) if updates else tuple(stations), inputs)


class _Nodes:
    """Neurons in topological order with their levels and parameters."""

    def __init__(self, program: Program) -> None:
        level = [0] * len(program.node_ids)
        self._neurons: list[tuple[str, int, list[str], bool]] = []
        self._softmax = [program.node_ids[j] for j in program.outputs if program.activations[j] == SOFTMAX]
        for place, (first, end) in enumerate(pairwise(program.first_edge.tolist())):
            node = int(program.neuron[place])
            level[node] = 1 + max((level[source] for source in program.source[first:end].tolist()), default=-1)
            edges = [program.edge_ids[weight] for weight in program.weight[first:end].tolist()]
            self._neurons.append((program.node_ids[node], level[node], edges, bool(program.has_bias[place])))

    def forward(self) -> Iterator[Station]:
        softmax = set(self._softmax)
        highest = max((level for node, level, _, _ in self._neurons if node in softmax), default=-1)
        is_due = bool(softmax)
        for node, level, _, _ in self._neurons:
            if is_due and level > highest:
                is_due = False
                yield self._shares(highest)
            brings: tuple[Value, ...] = (("pre_activation", node),)
            yield Station("forward", level, brings if node in softmax else (*brings, ("activation", node)))
        if is_due:
            yield self._shares(highest)

    def backward(self) -> Iterator[Station]:
        return (Station("backward", level, (("delta", node),)) for node, level, _, _ in reversed(self._neurons))

    def gradients(self) -> Iterator[Station]:
        for node, level, edges, has_bias in reversed(self._neurons):
            yield from (Station("gradients", level, (("weight_gradient", edge),)) for edge in edges)
            if has_bias:
                yield Station("gradients", level, (("bias_gradient", node),))

    def updates(self) -> Iterator[Station]:
        for node, level, edges, has_bias in self._neurons:
            yield from (Station("update", level, (("weight", edge),)) for edge in edges)
            if has_bias:
                yield Station("update", level, (("bias", node),))

    def _shares(self, level: int) -> Station:
        return Station("forward", level, tuple(("activation", node) for node in self._softmax))


def _ends(marks: Sequence[object]) -> tuple[int, ...]:
    """The places after which the mark is another one."""
    return (*(place for place, (mark, following) in enumerate(pairwise(marks)) if mark != following), len(marks) - 1)
