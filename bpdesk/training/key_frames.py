"""Whole states at even distances, few enough to keep; what lies between is replayed."""

from bisect import bisect_right

from bpdesk.engine.state import State

MOST_FRAMES = 512
MOST_BYTES = 64 * 1024 * 1024


class KeyFrames:
    """States by iteration. When there are too many, every second one goes and the distance doubles."""

    def __init__(self, first: State) -> None:
        self._frames = [first]
        self._distance = 1
        self._bytes = first.size

    @property
    def distance(self) -> int:
        """States are kept at its multiples."""
        return self._distance

    def keep(self, state: State) -> None:
        """Keep the state if its iteration is due."""
        if state.iteration % self._distance or state.iteration <= self._frames[-1].iteration:
            return
        self._frames.append(state)
        self._bytes += state.size
        while len(self._frames) > 2 and (len(self._frames) > MOST_FRAMES or self._bytes > MOST_BYTES):
            self._distance *= 2
            self._frames = [frame for frame in self._frames if frame.iteration % self._distance == 0]
            self._bytes = sum(frame.size for frame in self._frames)

    def before(self, iteration: int) -> State:
        """The last state kept at or before that iteration."""
        return self._frames[bisect_right(self._frames, iteration, key=lambda frame: frame.iteration) - 1]

    def until(self, iteration: int) -> "KeyFrames":
        """A copy with the frames before that iteration and the very first."""
        result = KeyFrames(self._frames[0])
        result._frames += [frame for frame in self._frames[1:] if frame.iteration < iteration]
        result._distance = self._distance
        result._bytes = sum(frame.size for frame in result._frames)
        return result
