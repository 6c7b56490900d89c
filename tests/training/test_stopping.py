"""A run stops at the very iteration at which a condition first holds, in whatever blocks: held against a search one by one."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.training.run import Run, Work
from bpdesk.training.stopping import Conditions, Watch
from tests.builders import net
from tests.engine.random_networks import documents
from tests.training.test_replay import assert_same_state, run_of

LAST = 24


@st.composite
def conditions(draw: st.DrawFn, run: Run) -> Conditions:
    """Conditions near what happens in the run, so that most come to hold somewhere."""
    moments = [run.moment(k, 0) for k in range(run.newest + 1)]
    place = st.integers(0, run.newest)
    asked = draw(st.sets(st.sampled_from(["cost", "iteration", "gradient", "test", "sign", "rise"]), min_size=1, max_size=3))
    return Conditions(
        cost_below=moments[draw(place)].cost * draw(st.sampled_from([0.999, 1.0, 1.001])) if "cost" in asked else None,
        iteration=draw(st.integers(0, LAST + 5)) if "iteration" in asked else None,
        gradient_below=_norm(run, draw(place)) * draw(st.sampled_from([0.999, 1.0, 1.001])) if "gradient" in asked else None,
        test_rises=draw(st.integers(1, 3)) if "test" in asked else None,
        sign_changes="sign" in asked,
        cost_rises="rise" in asked,
    )


def _with_test_rows(document: Document) -> Document:
    assert document.data is not None
    return replace(document, data=replace(document.data, test=Rows.of(document.data.train.array()[:2] * 0.5, len(document.data.columns))))


def _norm(run: Run, iteration: int) -> float:
    """Of the gradient of the next update, frozen parameters left out."""
    moment, frozen = run.moment(iteration, 0), run.regime_at(iteration).frozen
    gradient = [*moment.weight_gradients.values(), *moment.bias_gradients.values()]
    return math.sqrt(sum(g * g for g, held in zip(gradient, frozen, strict=True) if not held))


def _first(run: Run, asked: Conditions, begins: int, ends: int) -> set[tuple[int, str]]:
    """Every condition that holds at the first iteration at which one does."""
    for iteration in range(begins, ends + 1):
        found = {(iteration, name) for name in _holding(run, asked, begins, ends, iteration)}
        if found:
            return found
    return set()


def _holding(run: Run, asked: Conditions, begins: int, ends: int, k: int) -> Iterator[str]:
    costs = [at for at in _looks(run, begins, k) if _is_seen(run, ends, at)]
    if costs and costs[-1] == k:
        cost, is_whole = run.moment(k, 0).cost, run.regime_at(0).batch_size(len(run.program.train)) == len(run.program.train)
        if asked.cost_below is not None and cost < asked.cost_below and (is_whole or k > begins):
            yield "cost_below"
        if asked.cost_rises and len(costs) > 1 and cost > run.moment(costs[-2], 0).cost:
            yield "cost_rises"
    if k < ends and asked.gradient_below is not None and _norm(run, k) < asked.gradient_below:
        yield "gradient_below"
    if asked.sign_changes and k > begins and _changes_sign(run, begins, k):
        yield "sign_changes"
    if asked.iteration == k:
        yield "iteration"
    if asked.test_rises is not None and run.program.test is not None:
        tests = [run.moment(at, 0).test_cost for at in range(begins, k + 1) if _is_between_epochs(run, at)]
        tail = tests[-asked.test_rises - 1 :]
        if _ends_epoch(run, k) and k > begins and len(tail) == asked.test_rises + 1 and tail == sorted(set(tail)):  # type: ignore[type-var]
            yield "test_rises"


def _looks(run: Run, begins: int, k: int) -> list[int]:
    """The iterations at which the cost over the training set is looked at."""
    if run.regime_at(0).batch_size(len(run.program.train)) == len(run.program.train):
        return list(range(begins, k + 1))
    return [at for at in range(begins, k + 1) if _is_between_epochs(run, at)]


def _is_seen(run: Run, ends: int, k: int) -> bool:
    return k < ends or run.regime_at(0).batch_size(len(run.program.train)) < len(run.program.train)


def _ends_epoch(run: Run, k: int) -> bool:
    return run.state_at(k).position >= len(run.program.train)


def _is_between_epochs(run: Run, k: int) -> bool:
    return k == 0 or _ends_epoch(run, k)


def _changes_sign(run: Run, begins: int, k: int) -> bool:
    weights = np.array([run.state_at(at).parameters[: len(run.program.edge_ids)] for at in range(begins, k + 1)])
    for column in weights.T:
        signs = [s for s in np.sign(column) if s]
        if len(signs) > 1 and column[-1] != 0 and signs[-1] != signs[-2]:
            return True
    return False


def _run_until(run: Run, asked: Conditions, ends: int, data: st.DataObject) -> Work:
    watch = Watch(run.engine, asked)
    while True:
        work = run.work(data.draw(st.integers(1, ends - run.newest)), watch)
        run.take(work)
        if work.reason is not None or run.newest == ends:
            return work


@given(data=st.data(), document=documents(), rate=st.sampled_from([0.05, 0.8]))
def test_a_run_stops_where_a_search_one_by_one_finds_it(data: st.DataObject, document: Document, rate: float) -> None:
    document = replace(_with_test_rows(document), training=replace(document.training, learning_rate=rate))
    straight = run_of(document)
    straight.advance(LAST + 1)
    if straight.newest < 2:
        return
    ends = min(LAST, straight.newest - 1)
    asked = data.draw(conditions(straight))
    begins = data.draw(st.integers(0, ends - 1))
    run = run_of(document)
    run.advance(begins)
    expected = _first(straight, asked, begins, ends)
    work = _run_until(run, asked, ends, data)
    if work.reason is None:
        assert not expected
    else:
        assert (work.reason.iteration, work.reason.condition) in expected
        assert run.newest == work.reason.iteration
    assert run.stop is None
    assert_same_state(run.state_at(run.newest), straight.state_at(run.newest))
    since = straight.state_at(begins)
    walked = straight.work(ends - begins, Watch(straight.engine, asked), since)
    assert (walked.reason is None) == (not expected)
    assert_same_state(walked.state, straight.state_at(min(expected)[0] if expected else ends))


def test_in_a_long_run_the_first_iteration_below_a_cost_is_found() -> None:
    document = net("x1 x2 -> h1 h2 -> y", learning_rate=0.05)
    straight, run = run_of(document), run_of(document)
    straight.advance(3000)
    goal = straight.moment(2345, 0).cost
    work = run.work(1_000_000, Watch(run.engine, Conditions(cost_below=goal)))
    assert work.reason is not None
    assert work.reason.condition == "cost_below"
    assert straight.moment(work.state.iteration, 0).cost < goal <= straight.moment(work.state.iteration - 1, 0).cost


def test_a_weight_that_passes_through_zero_has_changed_its_sign_on_the_other_side() -> None:
    document = net("x -> y", biases=False, rows=[[1.0, -1.0]], learning_rate=0.25)
    edge = replace(document.network.edges[0], weight=1.0)
    run = run_of(replace(document, network=replace(document.network, edges=(edge,))))
    assert [run.work(k).state.parameters[0] for k in (1, 2)] == [0.0, -0.5]
    work = run.work(50, Watch(run.engine, Conditions(sign_changes=True)))
    assert work.reason is not None
    assert (work.reason.iteration, work.reason.value, work.reason.parameter) == (2, -0.5, 0)


@pytest.mark.parametrize("asked", [Conditions(), Conditions(test_rises=2)])
def test_what_is_not_asked_for_or_has_no_test_rows_never_stops(asked: Conditions) -> None:
    run = run_of(net("x -> y"))
    assert run.work(500, Watch(run.engine, asked)).reason is None


def test_all_that_holds_at_once_is_told_whatever_the_blocks() -> None:
    """From 1 towards −1 at a rate too large: at the first step the weight has another sign and the cost has risen."""
    document = net("x -> y", biases=False, rows=[[1.0, -1.0]], learning_rate=1.2)
    edge = replace(document.network.edges[0], weight=1.0)
    document = replace(document, network=replace(document.network, edges=(edge,)))
    for size in (1, 2, 7):
        run = run_of(document)
        work = run.work(size, Watch(run.engine, Conditions(sign_changes=True, cost_rises=True)))
        assert work.reason is not None
        assert {(each.condition, each.iteration) for each in (work.reason, *work.reason.others)} == {("sign_changes", 1), ("cost_rises", 1)}


def test_a_test_cost_that_rises_is_counted_from_where_the_run_begins() -> None:
    """Test rows that want the contrary of the training rows: their cost rises at each epoch."""
    run = run_of(net("x -> y", biases=False, rows=[[1.0, 3.0]], test=[[1.0, -30.0]], learning_rate=0.01))
    run.advance(24)
    work = run.work(50, Watch(run.engine, Conditions(test_rises=3)))
    assert work.reason is not None
    assert work.reason.iteration == 27
