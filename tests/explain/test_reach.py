"""Inside an iteration a derivation knows what the walk has reached, and nothing else."""

from dataclasses import replace

from bpdesk.explain.reach import reached_at
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
