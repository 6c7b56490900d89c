import math
from dataclasses import replace

import pytest

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.model.branching import standing_at
from bpdesk.model.document import Document
from bpdesk.model.edits import set_weight
from bpdesk.model.run_record import Change
from bpdesk.model.settings import Optimizer
from bpdesk.training.divergence import divergence
from bpdesk.training.run import Run
from tests.builders import net, one_weight


def ended(document: Document, *changes: Change) -> Run:
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program), changes)
    run.advance(20_000)
    assert run.stop is not None
    return run


def test_the_posts_network_grows_by_a_known_factor() -> None:
    """Each step multiplies the error by 1 − ηλ, λ = 2·5.7², and the cost by its square."""
    found = divergence(ended(replace(one_weight(), training=replace(one_weight().training, learning_rate=0.05))))
    assert found.rise is not None
    assert (found.iteration, found.rise.iteration, found.past) == (432, 0, "whole")
    assert found.rise.factor == pytest.approx((1 - 0.05 * 2 * 5.7**2) ** 2, rel=1e-9)
    assert found.rise.cost == pytest.approx(33040.3329)
    assert found.largest_rate == pytest.approx(2 / (2 * 5.7**2), rel=1e-6)
    assert found.out_of_range is None


def test_the_rise_begins_where_the_rate_was_changed() -> None:
    found = divergence(ended(one_weight(), Change(9000, training={"learning_rate": 0.04})))
    assert found.settings_from == 9000
    assert found.rise is not None
    assert 0 < found.rise.iteration <= 9000
    assert found.rise.factor is not None
    assert found.rise.factor > 1.5


def test_a_rate_that_was_changed_when_it_was_too_late_is_not_judged() -> None:
    """The cost grows under 0.05 up to where the next update would not be finite; what is set there changes nothing."""
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=0.05))
    found = divergence(ended(document, Change(432, training={"learning_rate": 0.025})))
    assert found.rise is not None
    assert (found.iteration, found.rise.iteration, found.settings_from) == (432, 0, 0)
    assert (found.settings.learning_rate, found.last_rate) == (0.05, 0.025)
    found = divergence(ended(document, Change(300, training={"learning_rate": 0.032})))
    assert (found.settings.learning_rate, found.settings_from, found.last_rate) == (0.05, 0, 0.032)


def test_a_logarithm_of_a_negative_output_is_told_apart() -> None:
    run = ended(set_weight(net("x -> y", rows=[[1.0, 0.5]], biases=False, cost="cross_entropy"), "x_y", -1.0))
    found = divergence(run)
    assert (found.iteration, found.rise) == (0, None)
    assert found.out_of_range is not None
    assert (found.out_of_range.node, found.out_of_range.value, found.out_of_range.row) == ("y", -1.0, 0)


def test_an_output_that_leaves_the_range_on_the_way_is_named() -> None:
    document = net("x -> y", rows=[[1.0, 0.9]], biases=False, cost="binary_cross_entropy", learning_rate=0.4)
    found = divergence(ended(set_weight(document, "x_y", 0.4)))
    assert (found.iteration, found.rise) == (1, None)
    assert found.out_of_range is not None
    assert found.out_of_range.value > 1.0
    assert found.out_of_range.by_step


def test_the_row_is_named_whose_cost_is_undefined_and_a_bound_from_before_the_step() -> None:
    """Row 1 wants 1 and has more, which costs less than nothing; row 4 wants 0 and has more than 1: there 1 − a has no logarithm."""
    rows = [[2.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.5, 0.0]]
    document = net("x -> y", rows=rows, biases=False, cost="binary_cross_entropy", learning_rate=0.3)
    found = divergence(ended(set_weight(document, "x_y", 0.3)))
    assert found.out_of_range is not None
    assert (found.out_of_range.row, found.out_of_range.of_rest, found.out_of_range.by_step) == (3, True, True)
    assert found.out_of_range.value > 1.0
    assert found.largest_rate is not None
    assert found.largest_rate < 0.3


def test_what_was_typed_and_not_a_step_led_out_of_range() -> None:
    document = net("x -> y", rows=[[1.0, 0.9]], biases=False, cost="binary_cross_entropy", learning_rate=0.001)
    found = divergence(ended(set_weight(document, "x_y", 0.4), Change(5, edges={"x_y": 3.0})))
    assert found.iteration == 5
    assert found.out_of_range is not None
    assert (found.out_of_range.value, found.out_of_range.by_step) == (3.0, False)


def reopened(document: Document, run: Run) -> Run:
    """The run as a file brings it back; its past isn't replayed."""
    record = standing_at(replace(document, run=None), run.newest, run.saved_state()).run
    assert record is not None
    opened = Run.opened(run.engine, replace(record, changes=run.changes))
    opened.find_stop()
    assert opened.stop is not None
    return opened


def test_a_reopened_run_is_judged_as_before_once_its_past_is_there() -> None:
    document, change = one_weight(), Change(10, training={"learning_rate": 0.04})
    run = ended(document, change)
    before, opened = divergence(run), reopened(document, run)
    without = divergence(opened)
    assert (without.past, without.rise, without.is_by_rate) == ("not replayed", None, False)
    assert opened.past is not None
    replayed = opened.past.anew(opened.past.changes)
    replayed.advance(opened.first)
    opened.take_past(replayed)
    assert divergence(opened) == before
    assert before.rise is not None
    assert before.rise.iteration == 10


def test_a_past_that_contradicts_the_state_does_not_explain_it() -> None:
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=0.05))
    run = ended(document)
    other = ended(set_weight(document, "w", 70.0))
    opened = Run(run.engine, (), other.state_at(other.newest))
    opened.find_stop()
    assert opened.past is not None
    opened.past.advance(opened.first)
    found = divergence(opened)
    assert (found.past, found.rise) == ("contradicts", None)


@pytest.mark.parametrize(("optimizer", "rate", "bound"), [("gradient_descent", 1e152, 2 / (2 * 5.7**2)), ("adam", 1e200, None)])
def test_one_step_beyond_all_numbers_is_growth(optimizer: str, rate: float, bound: float | None) -> None:
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=rate, optimizer=Optimizer.of(optimizer)))
    found = divergence(ended(document))
    assert found.rise is not None
    assert (found.iteration, found.rise.iteration, found.rise.factor) == (1, 0, math.inf)
    assert found.largest_rate == (None if bound is None else pytest.approx(bound, rel=1e-6))


def test_a_jump_after_a_slow_rise_is_told_by_itself() -> None:
    """Under 0.031 the cost grows slowly; one step under 1e152 leaves all numbers behind."""
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=0.031))
    found = divergence(ended(document, Change(200, training={"learning_rate": 1e153})))
    assert found.rise is not None
    assert (found.iteration, found.rise.iteration, found.rise.factor, found.settings_from) == (201, 200, math.inf, 200)


@pytest.mark.parametrize("at", [0, 10])
def test_an_update_that_a_smaller_rate_would_make_is_told_apart(at: int) -> None:
    """The cost and the gradient are finite, but 1e306 times the gradient isn't."""
    found = divergence(ended(one_weight(), Change(at, training={"learning_rate": 1e308})))
    assert (found.iteration, found.rise, found.is_by_rate) == (at, None, True)
    assert found.largest_rate == pytest.approx(2 / (2 * 5.7**2), rel=1e-6)


def test_a_change_that_makes_the_cost_infinite_is_to_blame_and_no_iteration() -> None:
    change = Change(5, edges={"w": 1e300})
    found = divergence(ended(one_weight(), change))
    assert (found.iteration, found.rise, found.change, found.is_by_rate) == (5, None, change, False)
    found = divergence(ended(one_weight(), Change(5, training={"l2": 1e308})))
    assert found.rise is None
    assert found.change is not None


def test_growth_is_counted_from_a_change_of_weights_on() -> None:
    """Before it the cost was another; from it on each step multiplies the error by 1 − ηλ, λ = 2·5.7²."""
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=0.05))
    found = divergence(ended(document, Change(5, edges={"w": 8.0})))
    assert found.rise is not None
    assert (found.rise.iteration, found.change) == (5, None)
    assert found.rise.cost == pytest.approx((5.7 * 8.0 - 50.1) ** 2)
    assert found.rise.factor == pytest.approx((1 - 0.05 * 2 * 5.7**2) ** 2, rel=1e-9)


def test_a_cost_that_was_changed_to_one_that_is_undefined_there_grew_by_no_step() -> None:
    found = divergence(ended(one_weight(), Change(10, training={"cost": "binary_cross_entropy"})))
    assert (found.iteration, found.rise) == (10, None)
    assert found.out_of_range is not None
    assert (found.out_of_range.node, found.out_of_range.by_step, found.out_of_range.of_rest) == ("a2", False, True)


def test_the_rate_is_judged_by_what_came_after_a_weight_was_changed() -> None:
    document = one_weight()
    found = divergence(ended(document, Change(5, edges={"w": 1e153}), Change(7, training={"learning_rate": 0.05})))
    assert found.rise is not None
    assert found.rise.iteration == 7
    assert (found.settings.learning_rate, found.settings_from, found.last_rate) == (0.05, 7, 0.05)
    assert found.largest_rate == pytest.approx(2 / (2 * 5.7**2), rel=1e-6)


def test_growth_from_next_to_nothing_to_the_end_of_all_numbers_is_told() -> None:
    """Set next to the minimum by hand, the cost is some 10⁻³⁰⁰; a step at a rate of 10²⁹⁰ leads from there to some 10²⁸⁰."""
    document = net("x -> y", rows=[[1.0, 0.0]], biases=False, learning_rate=1e290)
    found = divergence(ended(set_weight(document, "x_y", 1e-160)))
    assert found.rise is not None
    assert found.rise.factor is not None
    assert found.rise.factor > 1e250


def test_a_change_at_an_end_that_had_come_without_it_is_not_to_blame() -> None:
    """The cost grows under 0.05 up to iteration 432; a weight that is set there to another of its kind changes nothing."""
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=0.05))
    found = divergence(ended(document, Change(432, edges={"w": 1e160})))
    assert (found.iteration, found.change) == (432, None)
    assert found.rise is not None
    assert found.rise.iteration == 0
    assert found.largest_rate == pytest.approx(2 / (2 * 5.7**2), rel=1e-6)
