import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.arrange import positions_by_level
from bpdesk.model.names import target_label
from tests.builders import net


@given(sizes=st.lists(st.integers(1, 9), min_size=2, max_size=4))
def test_layers_stand_apart_far_enough_for_edges_to_be_flat(sizes: list[int]) -> None:
    layers = [[f"{depth}.{place}" for place in range(size)] for depth, size in enumerate(sizes)]
    arrows = [(one, other) for depth in range(len(layers) - 1) for one in layers[depth] for other in layers[depth + 1]]
    places = positions_by_level([name for layer in layers for name in layer], layers[-1], arrows)
    for source, target in arrows:
        (x1, y1), (x2, y2) = places[source], places[target]
        assert x2 - x1 >= 240
        assert abs(y2 - y1) <= (x2 - x1) * math.tan(math.radians(42)) * (1 + 1e-9)
    assert all(math.dist(one, other) >= 148 for one, other in combinations(places.values(), 2))


def test_a_very_tall_layer_doesn_t_push_the_next_one_out_of_sight() -> None:
    names = [f"x{place}" for place in range(200)]
    places = positions_by_level([*names, "y"], ["y"], [(name, "y") for name in names])
    assert places["y"][0] == 1_400


def test_targets_are_told_apart_from_one_another_and_from_nodes() -> None:
    assert target_label(net("x -> o").network, "o") == "{y}"
    assert target_label(net("x -> y").network, "y") == "y^*"
    assert [target_label(net("x -> a b").network, name) for name in "ab"] == ["y_1", "y_2"]
    assert [target_label(net("x -> y1 y2").network, name) for name in ("y1", "y2")] == ["y_1^*", "y_2^*"]
