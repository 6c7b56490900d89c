"""The cursor over an iteration: every value once, in an order in which it could be computed, onward and back."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.phases import PACES, PHASES, Course, Inside, Pace, Value, begin, course, first_place, last_place
from bpdesk.engine.program import Program, compile_document
from bpdesk.model.catalogue import SOFTMAX
from bpdesk.model.document import Document
from bpdesk.model.run_record import ByParameter
from bpdesk.model.topology import levels
from tests.builders import net
from tests.engine.random_networks import documents

AFTER = ByParameter({}, {})


def course_of(document: Document, updates: bool = True) -> Course:
    program = compile_document(document)
    assert isinstance(program, Program)
    return course(program, updates)


def all_values(document: Document) -> set[Value]:
    """What an iteration computes, from the document alone."""
    network = document.network
    neurons = [node.id for node in network.nodes if node.kind != "input"]
    found: set[Value] = {("cost", "")}
    for node in neurons:
        found |= {("pre_activation", node), ("activation", node), ("delta", node)}
    found |= {value for edge in network.edges for value in (("weight_gradient", edge.id), ("weight", edge.id))}
    found |= {value for node in network.biased for value in (("bias_gradient", node.id), ("bias", node.id))}
    return found


def needed(document: Document, value: Value) -> set[Value]:
    """What a value is computed from."""
    network, (kind, of) = document.network, value
    neurons = {node.id for node in network.nodes if node.kind != "input"}
    outputs = [node.id for node in network.outputs]
    before: set[Value] = set()
    if kind == "pre_activation":
        before = {("activation", edge.source) for edge in network.edges if edge.target == of}
    elif kind == "activation":
        softmax = network.node_by_id[of].activation == SOFTMAX
        before = {("pre_activation", node) for node in (outputs if softmax else [of])}
    elif kind == "cost":
        before = {("activation", node) for node in outputs}
    elif kind == "delta":
        before = {("cost", ""), *(("delta", edge.target) for edge in network.edges if edge.source == of)}
    elif kind == "weight_gradient":
        edge = network.edge_by_id[of]
        before = {("delta", edge.target), ("activation", edge.source)}
    elif kind == "bias_gradient":
        before = {("delta", of)}
    else:
        before = {("weight_gradient", edge.id) for edge in network.edges} | {("bias_gradient", node.id) for node in network.biased}
    return {each for each in before if each[0] != "activation" or each[1] in neurons}


def walked(course: Course, pace: Pace) -> Iterator[Inside]:
    place: Inside | None = first_place(course, pace, AFTER)
    while place is not None:
        yield place
        place = place.onward()


@given(documents())
def test_every_value_is_reached_once_and_after_what_it_is_computed_from(document: Document) -> None:
    reached: list[Value] = []
    for place in walked(course_of(document), "thing"):
        for value in place.station.values:
            assert needed(document, value) <= {*reached, *place.station.values[:1]}
        reached += place.station.values
        for value in all_values(document):
            assert place.reaches(*value) == (value in reached)
    assert len(reached) == len(set(reached))
    assert set(reached) == all_values(document)


@given(documents(), st.sampled_from(PACES))
def test_the_way_back_is_the_way_onward(document: Document, pace: Pace) -> None:
    places = list(walked(course_of(document), pace))
    assert [place.back() for place in places[1:]] == places[:-1]
    assert places[0].back() is None
    assert places[-1] == last_place(places[0].course, pace, AFTER)
    assert sum((list(place.now) for place in places), []) == list(places[0].course.stations)


@given(documents())
def test_a_level_is_of_one_phase_and_one_topological_level(document: Document) -> None:
    network = document.network
    level = levels([node.id for node in network.nodes], [(edge.source, edge.target) for edge in network.edges])
    for place in walked(course_of(document), "level"):
        assert len({(station.phase, station.level) for station in place.now}) == 1
        for station in place.now:
            if station.kind in ("pre_activation", "delta", "bias_gradient", "bias"):
                assert station.level == level[station.of]
            elif station.kind in ("weight_gradient", "weight"):
                assert station.level == level[network.edge_by_id[station.of].target]


@given(documents())
def test_a_phase_at_a_time_walks_the_phases(document: Document) -> None:
    places = list(walked(course_of(document), "phase"))
    with_parameters = PHASES if document.network.edges or document.network.biased else PHASES[:3]
    assert tuple(place.phase for place in places) == with_parameters
    assert all(place.is_complete(phase) == (n >= m) for n, place in enumerate(places) for m, phase in enumerate(with_parameters))
    assert all(place.counted[0] == place.counted[1] for place in places)
    assert [places[0].at_end_of(phase).at for phase in with_parameters] == [place.at for place in places]


def test_softmax_outputs_wait_for_one_another() -> None:
    found = [station.values for station in course_of(net("x -> y1 y2", output="softmax")).stations[:3]]
    assert found == [(("pre_activation", "y1"),), (("pre_activation", "y2"),), (("activation", "y1"), ("activation", "y2"))]


def test_where_the_update_cannot_be_made_the_course_ends_with_the_gradients() -> None:
    place = last_place(course_of(net("x -> y"), updates=False), "thing", None)
    assert (place.phase, place.reaches("weight", "x_y"), place.onward()) == ("gradients", False, None)
    assert not place.is_complete("update") or place.course.phase("update") == range(0)


@pytest.mark.parametrize("pace", PACES)
def test_another_pace_goes_on_from_the_same_place(pace: Pace) -> None:
    start = first_place(course_of(net("x -> h1 h2 -> y")), "thing", AFTER).at_pace(pace)
    assert start.reaches("activation", "h1")
    assert not start.reaches("activation", "h2")
    onward = start.onward()
    assert onward is not None
    assert onward.at == {"thing": 1, "level": 1, "phase": 2}[pace]


@pytest.mark.parametrize("pace", PACES)
def test_before_the_first_move_nothing_but_the_inputs_is_reached(pace: Pace) -> None:
    document = net("x1 x2 -> h1 h2 -> y")
    way = course_of(document)
    place = begin(way, pace, AFTER)
    assert not any(place.reaches(kind, of) for kind, of in all_values(document))
    assert place.reaches("activation", "x1")
    assert (place.phase, place.now, place.counted) == ("forward", (), (0, 3))
    assert not any(place.is_complete(phase) for phase in PHASES)
    onward = place.onward()
    assert onward is not None
    assert onward.at == first_place(way, pace, AFTER).at
    assert place.back() is None
