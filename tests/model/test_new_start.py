"""New random start weights: from a seed, by a rule, for all that isn't frozen."""

from dataclasses import replace

import numpy as np
import pytest

from bpdesk.model.drawing import freeze
from bpdesk.model.initializers import HE, UNIFORM, XAVIER, Initializer
from bpdesk.model.new_start import draw_start
from tests.builders import net, with_run


@pytest.mark.parametrize("rule", [XAVIER, HE, UNIFORM])
def test_the_same_seed_draws_the_same_start_and_another_seed_another(rule: str) -> None:
    document = with_run(net("x1 x2 -> h1 h2 -> y"), 9)
    first, again, other = (draw_start(document, Initializer(rule), seed, resets_biases=True) for seed in (7, 7, 8))
    assert first == again
    assert [edge.weight for edge in first.network.edges] != [edge.weight for edge in other.network.edges]
    assert first.run is None
    assert all(node.bias is None or node.bias.value == 0 for node in first.network.nodes)
    assert (first.data, first.training) == (document.data, document.training)


def test_what_is_frozen_stays_and_biases_where_they_are_not_reset() -> None:
    document = freeze(net("x1 x2 -> h1 h2 -> y"), ["x1_h1"], ["h2"], True)
    after = draw_start(document, Initializer(), 3, resets_biases=False)
    assert after.network.edge_by_id["x1_h1"] == document.network.edge_by_id["x1_h1"]
    assert after.network.nodes == document.network.nodes
    reset = draw_start(document, Initializer(), 3, resets_biases=True)
    assert reset.network.node_by_id["h2"].bias == document.network.node_by_id["h2"].bias
    assert replace(reset.network.node_by_id["h1"].bias or pytest.fail("no bias"), value=0.0) == reset.network.node_by_id["h1"].bias


def test_weights_stay_within_what_the_rule_gives_for_their_nodes() -> None:
    hidden = " ".join(f"h{i}" for i in range(40))
    after = draw_start(net(f"x1 x2 -> {hidden} -> y"), Initializer(XAVIER), 1, resets_biases=True)
    weights = np.array([edge.weight for edge in after.network.edges if edge.source == "x1"])
    assert np.abs(weights).max() <= np.sqrt(6 / 42) * 1.05
    assert np.abs(weights).max() > np.sqrt(6 / 42) * 0.7
