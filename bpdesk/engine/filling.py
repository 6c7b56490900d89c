"""Many numbers computed in slices, so that whoever waits for them can show how far they are, and give up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from time import perf_counter
from typing import Self

import numpy as np

from bpdesk.engine.program import Floats


class Filling:
    """`values` `(size,)`, whole once it `is_done`; `parts` computes them, stretch after stretch, as they are asked for."""

    def __init__(self, size: int, parts: Iterator[Floats]) -> None:
        self.values: Floats = np.full(size, np.nan)
        self._known, self._parts = 0, parts

    @property
    def is_done(self) -> bool:
        return self._known == len(self.values)

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return self._known / max(1, len(self.values))

    def work(self, seconds: float = math.inf) -> Self:
        """Compute for about so long, at least one stretch."""
        ends = perf_counter() + seconds
        for part in self._parts:
            self.values[self._known : self._known + len(part)] = part
            self._known += len(part)
            if perf_counter() > ends:
                break
        return self
