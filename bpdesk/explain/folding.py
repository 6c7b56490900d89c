"""Which rows or columns of a large matrix are written: its corners, and what is kept for a reason. No numbers."""

from __future__ import annotations

from collections.abc import Collection

MOST = 8
_FIRST = 3


def unfolded(count: int, kept: Collection[int] = ()) -> tuple[int | None, ...]:
    """The places of `count` rows that are written, None for those that are left out between them; all where they are few."""
    if count <= MOST:
        return tuple(range(count))
    places = sorted({*range(_FIRST), *(place for place in kept if 0 <= place < count), count - 1})
    found: list[int | None] = []
    for place in places:
        before = found[-1] if found else -1
        assert before is not None
        if place == before + 2:
            found.append(place - 1)
        elif place > before + 1:
            found.append(None)
        found.append(place)
    return tuple(found)
