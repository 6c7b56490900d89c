"""Key frames and cost points against naive lists, and their bounds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.state import State
from bpdesk.training.cost_points import MOST_POINTS, CostPoints
from bpdesk.training.key_frames import BESIDES_ARRAYS, FEW_FRAMES, MOST_BYTES, MOST_FRAMES, KeyFrames


def _state(iteration: int, parameters: int = 1, slots: int = 0) -> State:
    return State(iteration, np.zeros(parameters), np.zeros((slots, parameters)))


def _kept(frames: KeyFrames, newest: int) -> list[int]:
    return sorted({frames.before(iteration).iteration for iteration in range(newest + 1)})


@given(newest=st.integers(0, 4000), near=st.sampled_from([1, 3, 4, 1000]), data=st.data())
def test_the_nearest_frame_is_the_last_multiple_of_the_distance(newest: int, near: int, data: st.DataObject) -> None:
    frames = KeyFrames(_state(0), near)
    for iteration in range(1, newest + 1):
        frames.keep(_state(iteration))
    kept = list(range(0, newest + 1, frames.distance))
    assert len(kept) <= (FEW_FRAMES if frames.distance < near else MOST_FRAMES)
    assert frames.distance == 1 or newest // (frames.distance // 2) + 1 > FEW_FRAMES
    assert frames.distance < 2 * near
    for iteration in data.draw(st.lists(st.integers(0, newest), max_size=5)):
        assert frames.before(iteration).iteration == iteration // frames.distance * frames.distance


@given(blocks=st.lists(st.integers(1, 700), max_size=8), near=st.sampled_from([1, 4, 1000]))
def test_frames_found_ahead_are_those_that_one_after_the_other_would_be_kept(blocks: list[int], near: int) -> None:
    one_by_one, ahead = KeyFrames(_state(0), near), KeyFrames(_state(0), near)
    newest = 0
    for block in blocks:
        found = ahead.ahead()
        for iteration in range(newest + 1, newest + block + 1):
            one_by_one.keep(_state(iteration))
            found.keep(_state(iteration))
        ahead.extend(found)
        newest += block
    assert ahead.distance == one_by_one.distance
    assert _kept(ahead, newest) == _kept(one_by_one, newest)


@given(newest=st.integers(0, 1500), until=st.integers(0, 1600))
def test_a_copy_until_an_iteration_holds_the_frames_before_it_and_the_first(newest: int, until: int) -> None:
    frames = KeyFrames(_state(0))
    for iteration in range(1, newest + 1):
        frames.keep(_state(iteration))
    copy = frames.until(until)
    assert _kept(copy, newest) == sorted({0, *(kept for kept in _kept(frames, newest) if kept < until)})
    copy.keep(_state(frames.distance * 4000))
    assert frames.before(frames.distance * 4000).iteration <= newest


def test_a_state_that_is_there_already_or_not_due_is_not_kept() -> None:
    first = _state(0)
    frames = KeyFrames(first)
    frames.keep(_state(0))
    assert frames.before(5) is first
    frames.keep(_state(3))
    frames.keep(_state(2))
    assert frames.before(2) is first


def test_large_states_stay_within_the_bytes_also_where_the_memory_shrinks() -> None:
    frames = KeyFrames(_state(0, 10_000, 2))
    for iteration in range(1, 1200):
        frames.keep(_state(iteration, 10_000, 2 if iteration < 240 else 0))
        kept = {id(frame): frame for frame in (frames.before(k) for k in range(0, iteration + 1, frames.distance))}
        assert sum(frame.size + BESIDES_ARRAYS for frame in kept.values()) <= MOST_BYTES
        assert len(kept) <= MOST_FRAMES


def test_one_state_larger_than_all_room_still_has_a_first_frame_to_replay_from() -> None:
    huge = MOST_BYTES // 8 + 1
    frames = KeyFrames(_state(0, huge))
    for iteration in range(1, 6):
        frames.keep(_state(iteration, huge))
    assert frames.before(5).iteration in (0, 4)


def test_what_follows_on_the_start_of_a_long_run_is_kept_as_near_as_in_a_short_one() -> None:
    frames = KeyFrames(_state(0))
    for iteration in range(1, 5000):
        frames.keep(_state(iteration))
    assert frames.distance > 8
    branch = frames.until(30)
    branch.keep(_state(31))
    assert branch.distance == 1
    assert branch.before(40).iteration == 31
    assert branch.before(30).iteration == frames.before(29).iteration


@given(distance=st.integers(1, 7), iterations=st.lists(st.integers(1, 9), max_size=60))
def test_cost_points_are_those_at_multiples_of_the_distance(distance: int, iterations: list[int]) -> None:
    points, expected, iteration = CostPoints(distance), [], 0
    for ahead in iterations:
        iteration += ahead
        points.add(iteration, float(iteration), -float(iteration) if iteration % 2 else None)
        if iteration % distance == 0:
            expected.append(iteration)
    assert points.train_curve().iterations.tolist() == expected
    assert points.train_curve().low.tolist() == expected
    assert points.test_curve().iterations.tolist() == [k for k in expected if k % 2]
    assert points.test_curve().high.tolist() == [-k for k in expected if k % 2]
    copy = points.until(iteration // 2)
    assert copy.train_curve().iterations.tolist() == [k for k in expected if k < iteration // 2]


def test_too_many_cost_points_become_half_as_many() -> None:
    points = CostPoints(3)
    for k in range(20 * MOST_POINTS):
        points.add(3 * k, float(k), None)
        assert len(points.train_curve().iterations) <= MOST_POINTS
        if k > 2 * MOST_POINTS:
            break
    assert points.distance == 12
    assert points.train_curve().iterations.tolist() == list(range(0, 3 * k + 1, 12))
