"""Scaling and splitting, against NumPy's own words for them."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.files.schema import read, write
from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.model.scaling import Way, scale
from bpdesk.model.splitting import split
from tests.builders import net

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def _train(document: Document) -> np.ndarray:
    assert document.data is not None
    return document.data.train.array()


@given(column=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_the_network_sees_what_it_should(column: list[float]) -> None:
    document = net("x -> y", rows=[[value, 1.0] for value in column])
    for way, least, greatest in (("min_max", 0.0, 1.0), ("standard", None, None)):
        edited = scale(document, way, ["x"])  # type: ignore[arg-type]  # the names of the ways
        assert edited.data is not None
        seen = edited.data.scaled(edited.data.train)[:, 0]
        spread = edited.data.scaling["x"].scale
        if least is not None and spread != 1.0:
            assert (seen.min(), seen.max()) == pytest.approx((least, greatest), abs=1e-9)
        elif spread != 1.0 and np.ptp(column) > 1e-6:
            assert (seen.mean(), seen.std()) == pytest.approx((0.0, 1.0), abs=1e-6)
        assert _train(edited).tolist() == _train(document).tolist()
        assert read(write(edited)) == edited


@pytest.mark.parametrize("way", ["min_max", "standard"])
@given(column=st.lists(NUMBERS, min_size=1, max_size=5))
def test_any_numbers_are_scaled_to_a_document_or_refused(way: Way, column: list[float]) -> None:
    document = net("x -> y", rows=[[value, 1.0] for value in column])
    try:
        edited = scale(document, way, ["x", "y"])
    except Refusal as refusal:
        edited = document
        assert "too far apart" in str(refusal)  # noqa: PT017 - either is right
    assert read(write(edited)) == edited


def test_only_what_is_asked_for_and_none_again() -> None:
    document = net("x1 x2 -> y", rows=[[1, None, 5], [3, 4, 5]], test=[[7, 8, 9]])
    edited = scale(document, "min_max", ["x1", "x2", "y"])
    assert edited.data is not None
    assert {name: (each.offset, each.scale) for name, each in edited.data.scaling.items()} == {"x1": (1, 2), "x2": (4, 1), "y": (5, 1)}
    assert scale(edited, "none", ["x1"]).data == document.data
    with pytest.raises(Refusal, match="no training row"):
        scale(Document(), "standard", [])


@given(share=st.floats(0, 0.99), seed=st.integers(0, 2**63 - 1), train=st.integers(1, 30), test=st.integers(1, 10))
def test_rows_are_dealt_out_none_lost_none_doubled(share: float, seed: int, train: int, test: int) -> None:
    document = net("x -> y", rows=train, test=test)
    edited = split(document, share, seed)
    assert document.data is not None
    assert edited.data is not None
    before, after = ([*map(tuple, (*data.train, *data.test))] for data in (document.data, edited.data))
    assert sorted(before) == sorted(after)
    assert len(edited.data.test) == min(round((train + test) * share), train + test - 1)
    assert split(document, share, seed) == edited


ROWS = st.lists(st.tuples(st.sampled_from([0.0, -0.0, 1.0]) | st.floats(-5, 5), st.sampled_from([0.0, 1.0])), min_size=2, max_size=30)


@given(
    rows=ROWS, share=st.floats(0, 0.99), other=st.floats(0, 0.99), seed=st.integers(0, 2**63 - 1), chance=st.randoms(use_true_random=False)
)
def test_the_same_share_and_seed_deal_the_same_rows_out_alike(
    rows: list[tuple[float, float]], share: float, other: float, seed: int, chance: Random
) -> None:
    document = net("x -> y", rows=rows)
    edited = split(document, share, seed)
    assert split(edited, share, seed) is edited
    again = split(split(edited, other, seed + 1), share, seed)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    for found in (again, split(net("x -> y", rows=shuffled), share, seed)):
        assert _sorted(found, "test") == _sorted(edited, "test")
        assert _sorted(found, "train") == _sorted(edited, "train")


def test_another_seed_deals_out_otherwise_and_no_row_is_preferred() -> None:
    document = net("x1 x2 -> y", rows=[[row, -row, row % 2] for row in range(40)])
    times = np.zeros(40)
    for seed in range(400):
        data = split(document, 0.25, seed).data
        assert data is not None
        times[data.test.column(0).astype(int)] += 1
    # 400 draws of a quarter: 100 on average with a deviation of 8.7; five of those on either side.
    assert 56 < times.min() <= times.max() < 144


def _sorted(document: Document, part: str) -> list[str]:
    """Every row, told apart by its bits."""
    assert document.data is not None
    return sorted(map(repr, document.data.train if part == "train" else document.data.test))
