"""Inside an iteration a derivation knows what the walk has reached, and nothing else."""

from dataclasses import replace

from bpdesk.engine.phases import Phase
from bpdesk.explain.batch_mean import gradient
from bpdesk.explain.chain_rule import derivative_by_bias, derivative_by_weight
from bpdesk.explain.paths import all_paths
from bpdesk.explain.reach import reached_at
from bpdesk.explain.situation import Situation
from bpdesk.explain.values import ValueKind, Values
from bpdesk.training.inside import entered, entered_from_behind
from tests.builders import net
from tests.explain.situations import situation_of
from tests.training.test_replay import run_of


def test_each_value_is_known_from_its_station_on() -> None:
    document = net("x -> h -> y")
    run, iteration = run_of(document), situation_of(document).values.iteration
    moment = entered(run, 0, 0, "phase")
    place, known = moment.inside, []
    kinds: tuple[ValueKind, ...] = (
        *("weight", "target", "activation", "slope", "output_gradient", "batch_cost"),
        *("delta", "weight_gradient", "bias_gradient", "new_weight", "new_bias"),
    )
    of: dict[str, str] = {"weight": "x_h", "weight_gradient": "x_h", "new_weight": "x_h", "batch_cost": ""}
    while place is not None:
        values = Values(iteration, moment.shown, reached_at(replace(moment, inside=place)))
        known.append([values.of(kind, of.get(kind, "y")) is not None for kind in kinds])
        place = place.onward()
    counts = [sum(row) for row in known]
    assert counts == [4, 6, 7, 9, 11]
    assert all(row[:4] == [True] * 4 for row in known)


def test_inputs_are_known_from_the_first() -> None:
    moment = entered(run_of(net("x -> h1 h2 -> y")), 0, 0, "thing")
    reached = reached_at(moment)
    assert (reached("activation", "x"), reached("activation", "h1"), reached("activation", "h2")) == (True, True, False)


def test_the_memory_after_the_update_comes_with_the_parameter() -> None:
    run = run_of(net("x -> y", optimizer="adam"))
    assert reached_at(entered_from_behind(run, 0, 0, "thing"))("memory", "x_y")
    assert not reached_at(entered(run, 0, 0, "thing"))("memory", "x_y")


def test_a_gradient_is_no_sooner_known_than_the_walk_says_though_all_its_factors_are() -> None:
    document = net("x -> h1 h2 -> y", rows=2)
    run, iteration = run_of(document), situation_of(document).values.iteration
    moment = entered(run, 0, 0, "phase")
    assert moment.inside is not None
    phases: tuple[tuple[Phase, bool], ...] = (("backward", False), ("gradients", True))
    for phase, is_known in phases:
        situation = Situation.of(document, iteration, reached_at(replace(moment, inside=moment.inside.at_end_of(phase))))
        assert situation.delta("h1").value is not None
        shown = [
            derivative_by_weight(situation, "x_h1").left,
            derivative_by_bias(situation, "h1").left,
            gradient(situation, "weight", "x_h1").left,
            all_paths(situation, "weight", "x_h1").whole.left,
        ]
        assert [each.value is not None for each in shown] == [is_known] * 4


def test_while_the_person_is_asked_at_rest_the_way_back_is_unknown() -> None:
    document = net("x -> h -> y")
    moment = replace(run_of(document).moment(0, 0), is_asked=True)
    reached = reached_at(moment)
    known: tuple[ValueKind, ...] = ("activation", "slope", "target", "sample_cost")
    unknown: tuple[ValueKind, ...] = ("output_gradient", "delta", "bias_gradient", "new_bias", "memory")
    assert [reached(kind, "y") for kind in (*known, *unknown)] == [True] * 4 + [False] * 5
