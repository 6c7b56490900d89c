"""The pyramid against a plain list of all rows, at any way of appending."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.training.pyramid import CAPACITY, Pyramid

_BLOCKS = st.lists(st.integers(0, 40), max_size=20)


def _assert_holds(pyramid: Pyramid, rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    """Every bucket has the least and the largest of its own rows."""
    assert len(pyramid) == len(rows)
    for quantity in range(rows.shape[1]):
        curve = pyramid.curve(quantity, offset=3)
        starts = list(range(0, len(rows), pyramid.width))
        assert curve.iterations.tolist() == [start + 3 for start in starts]
        assert curve.low.tolist() == [rows[start : start + pyramid.width, quantity].min() for start in starts]
        assert curve.high.tolist() == [rows[start : start + pyramid.width, quantity].max() for start in starts]


@given(blocks=_BLOCKS, capacity=st.sampled_from([2, 4, 8, 32]), seed=st.integers(0, 99))
def test_each_bucket_holds_the_least_and_the_largest_of_its_rows(blocks: list[int], capacity: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    pyramid = Pyramid(2, capacity)
    rows = np.zeros((0, 2))
    for size in blocks:
        fresh = random.normal(size=(size, 2))
        pyramid.extend(fresh)
        rows = np.concatenate((rows, fresh))
        _assert_holds(pyramid, rows)
    assert -(-len(rows) // pyramid.width) <= capacity
    assert pyramid.width == 1 or len(rows) > capacity * pyramid.width // 2


@given(blocks=_BLOCKS, data=st.data())
def test_the_first_rows_are_whole_buckets_and_go_on_as_the_whole_did(blocks: list[int], data: st.DataObject) -> None:
    rows = np.random.default_rng(1).normal(size=(sum(blocks), 2))
    pyramid = Pyramid(2, 8)
    pyramid.extend(rows)
    asked = data.draw(st.integers(0, len(rows)))
    first = pyramid.first_rows(asked)
    assert asked - pyramid.width < len(first) <= asked
    first.extend(rows[len(first) :])
    _assert_covers(first, rows)
    _assert_holds(pyramid, rows)


@given(shared=st.integers(0, 5000), long=st.integers(0, 20_000))
def test_what_follows_on_few_rows_of_a_long_run_is_as_fine_as_in_a_short_one(shared: int, long: int) -> None:
    random = np.random.default_rng(shared)
    rows, other = random.normal(size=(shared + long, 1)), random.normal(size=(50, 1))
    pyramid = Pyramid(1, 64, 8)
    pyramid.extend(rows)
    branch = pyramid.first_rows(shared)
    begins = len(branch)
    branch.extend(other)
    alone = Pyramid(1, 64)
    alone.extend(np.zeros((begins + len(other), 1)))
    widths = _assert_covers(branch, np.concatenate((rows[:begins], other)))
    assert branch.width == alone.width
    starts = branch.curve(0).iterations.tolist()
    assert all(width <= branch.width for start, width in zip(starts, widths, strict=True) if start >= begins)
    for _ in range(8):
        branch.extend(other)
    _assert_covers(branch, np.concatenate((rows[:begins], *[other] * 9)))


@given(blocks=_BLOCKS, widths=st.lists(st.sampled_from([1, 2, 4]), min_size=20, max_size=20), capacity=st.sampled_from([2, 4, 8]))
def test_rows_that_are_folded_already_are_kept_like_rows(blocks: list[int], widths: list[int], capacity: int) -> None:
    random = np.random.default_rng(len(blocks))
    pyramid, rows = Pyramid(2, capacity), np.zeros((0, 2))
    for size, width in zip(blocks, widths, strict=False):
        fresh, before = random.normal(size=(size, 2)), len(rows)
        rows = np.concatenate((rows, fresh))
        wide = min(width, pyramid.width_for(len(rows)))
        starts = [start - before for start in sorted({before, *range(-(-before // wide) * wide, len(rows), wide)}) if start < len(rows)]
        low, high = (least.reduceat(fresh, starts) if starts else fresh for least in (np.minimum, np.maximum))
        pyramid.extend_folded(size, wide, (low[:, :1], high[:, :1]), (low[:, 1:], high[:, 1:]))
        _assert_holds(pyramid, rows)


def _assert_covers(pyramid: Pyramid, rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[int]:
    """Every point has the least and the largest of the rows up to the next one; returns how many rows each stands for."""
    starts = pyramid.curve(0).iterations.astype(int).tolist()
    assert starts[:1] == [0][: len(rows)]
    ends = [*starts[1:], len(rows)]
    for quantity in range(rows.shape[1]):
        curve = pyramid.curve(quantity)
        assert curve.low.tolist() == [rows[start:end, quantity].min() for start, end in zip(starts, ends, strict=bool(starts))]
        assert curve.high.tolist() == [rows[start:end, quantity].max() for start, end in zip(starts, ends, strict=bool(starts))]
    return [end - start for start, end in zip(starts, ends, strict=bool(starts))]


@given(blocks=_BLOCKS, capacity=st.sampled_from([4, 8, 32]), early=st.sampled_from([2, 4]), data=st.data())
def test_finer_buckets_stay_of_the_first_rows_also_in_what_is_shared(
    blocks: list[int], capacity: int, early: int, data: st.DataObject
) -> None:
    random = np.random.default_rng(sum(blocks))
    pyramid, rows = Pyramid(2, capacity, early), np.zeros((0, 2))
    for size in blocks:
        fresh = random.normal(size=(size, 2))
        pyramid.extend(fresh)
        rows = np.concatenate((rows, fresh))
        _assert_covers(pyramid, rows)
    branch = pyramid.first_rows(data.draw(st.integers(0, len(rows))))
    other = np.concatenate((rows[: len(branch)], random.normal(size=(100, 2))))
    for first in range(len(branch), len(other), 9):
        branch.extend(other[first : first + 9])
        _assert_covers(branch, other[: first + 9])
    _assert_covers(pyramid, rows)


def test_the_first_rows_of_a_long_run_stay_exact_and_the_next_ones_fine() -> None:
    pyramid, rows = Pyramid(1, 32, 8), np.random.default_rng(5).normal(size=(4096, 1))
    for first in range(0, 4096, 16):
        pyramid.extend(rows[first : first + 16])
    widths = _assert_covers(pyramid, rows)
    assert widths == [1] * 8 + [2] * 4 + [4] * 4 + [8] * 4 + [16] * 4 + [32] * 4 + [64] * 4 + [128] * 28


def test_while_there_is_room_each_point_is_exact() -> None:
    pyramid = Pyramid(1)
    pyramid.extend(np.arange(float(CAPACITY)).reshape(-1, 1))
    assert pyramid.curve(0).is_exact
    pyramid.extend(np.array([[0.5]]))
    assert pyramid.width == 2
    assert not pyramid.curve(0).is_exact


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_stays_in_its_bucket(odd: float) -> None:
    pyramid = Pyramid(1, 4)
    values = [0.0, 1.0, odd, 3.0, 4.0, 5.0]
    pyramid.extend(np.array(values).reshape(-1, 1))
    curve = pyramid.curve(0)
    assert pyramid.width == 2
    assert np.array_equal(curve.low, [0.0, np.minimum(odd, 3.0), 4.0], equal_nan=True)
    assert np.array_equal(curve.high, [1.0, np.maximum(odd, 3.0), 5.0], equal_nan=True)


def test_a_block_far_larger_than_the_room_is_taken_at_once() -> None:
    rows = np.random.default_rng(2).normal(size=(1000, 1))
    pyramid = Pyramid(1, 4)
    pyramid.extend(rows[:3])
    pyramid.extend(rows[3:])
    _assert_holds(pyramid, rows)


@pytest.mark.parametrize("columns", [1, 3, 9])
def test_wide_buckets_are_folded_as_narrow_ones(columns: int) -> None:
    rows = np.random.default_rng(columns).normal(size=(3000, columns))
    pyramid = Pyramid(columns, 32)
    for place in range(0, 3000, 700):
        pyramid.extend(rows[place : place + 700, :1], rows[place : place + 700, 1:])
    assert pyramid.width == 128
    _assert_holds(pyramid, rows)
