"""How many iterations to make at a time: blocks so long that a call costs nothing, so short that one can be shown, and stopped, between."""

import time
from collections.abc import Callable, Iterator

_BLOCK_SECONDS = 0.05
_FIRST_BLOCK, LARGEST_BLOCK = 64, 1_000_000


def paced(stands: Callable[[], int], goal: int, ends: Callable[[], bool], most: int = LARGEST_BLOCK) -> Iterator[int]:
    """How many to make next, from where it `stands` to the goal, or until `ends` says so; the time until the next is asked for counts."""
    count = max(1, min(_FIRST_BLOCK, most))
    while stands() < goal and not ends():
        begun = time.perf_counter()
        yield min(count, goal - stands())
        took = time.perf_counter() - begun
        count = min(most, count * 2) if took < _BLOCK_SECONDS / 2 else max(1, count // 2) if took > _BLOCK_SECONDS else count
