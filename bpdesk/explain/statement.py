"""One line of the matrix form: what a matrix is, in symbols and in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.matrices import Grid, Matrix


@dataclass(frozen=True)
class Statement:
    """`left = right`; `then` follows from `left` by a formula of its own. In an update `left` is the new value: ←.

    Entries of `left` that are absent are no part of the network, whatever `right` makes of them; frozen ones aren't updated.
    """

    left: Grid
    right: Matrix
    relation: Literal["=", "←"] = "="
    then: Grid | None = None
    then_tex: str = ""
