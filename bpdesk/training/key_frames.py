"""Whole states at even distances, few enough to keep and near enough that what lies between is replayed in no time."""

from bisect import bisect_right

from bpdesk.engine.state import State

FEW_FRAMES, MOST_FRAMES = 512, 16_384
MOST_BYTES = 48 * 1024 * 1024
BESIDES_ARRAYS = 700
"""Bytes that a state takes in Python besides the numbers in its arrays."""


class KeyFrames:
    """States by iteration. When there are too many, every second one goes and the distance doubles.

    Up to the distance `near` there are no more than FEW_FRAMES; beyond it they only thin out where memory asks for it.
    """

    def __init__(self, first: State | None, near: int = 1 << 62, distance: int = 1) -> None:
        self._frames = [] if first is None else [first]
        self._near, self._distance, self._finest = near, distance, distance
        self._bytes = _bytes(self._frames)

    @property
    def distance(self) -> int:
        """States are kept at its multiples."""
        return self._distance

    @property
    def size(self) -> int:
        """Bytes, about."""
        return self._bytes

    def ahead(self) -> "KeyFrames":
        """Room for the frames of the next iterations alone, which `extend` takes over."""
        return KeyFrames(None, self._near, self._distance)

    def keep(self, state: State) -> None:
        """Keep the state if its iteration is due."""
        if state.iteration % self._distance or (self._frames and state.iteration <= self._frames[-1].iteration):
            return
        self._frames.append(state)
        self._bytes += state.size + BESIDES_ARRAYS
        self._thin_out()

    def extend(self, ahead: "KeyFrames") -> None:
        """Keep the frames that were found ahead."""
        self._set_distance(max(self._distance, ahead.distance))
        for state in ahead._frames:
            self.keep(state)

    def before(self, iteration: int) -> State:
        """The last state kept at or before that iteration."""
        return self._frames[bisect_right(self._frames, iteration, key=lambda frame: frame.iteration) - 1]

    def until(self, iteration: int) -> "KeyFrames":
        """A copy with the frames before that iteration and the very first; those that follow are kept as near as in a new one."""
        result = KeyFrames(self._frames[0], self._near, self._finest)
        while result._distance < self._distance and iteration > FEW_FRAMES * result._distance:
            result._distance *= 2
        result._frames += [frame for frame in self._frames[1:] if frame.iteration < iteration]
        result._bytes = _bytes(result._frames)
        return result

    def _thin_out(self) -> None:
        while len(self._frames) > 2 and self._are_too_many():
            self._set_distance(self._distance * 2)

    def _are_too_many(self) -> bool:
        most = FEW_FRAMES if self._distance < self._near else MOST_FRAMES
        return len(self._frames) > most or self._bytes > MOST_BYTES

    def _set_distance(self, distance: int) -> None:
        """The very first stays: whatever its iteration, there is nothing before it to replay from."""
        if distance != self._distance:
            self._distance = distance
            first, others = self._frames[:1], self._frames[1:]
            self._frames = first + [frame for frame in others if frame.iteration % distance == 0]
            self._bytes = _bytes(self._frames)


def _bytes(frames: list[State]) -> int:
    return sum(frame.size + BESIDES_ARRAYS for frame in frames)
