"""The class that the network says of a row, as it stands in the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bpdesk.model.classes import Classes
from bpdesk.model.dataset import Array
from bpdesk.text import MINUS, tr
from bpdesk.ui.theme import Theme


@dataclass(frozen=True)
class SaidClass:
    """Which of the classes, what it is called, and whether it is the row's own: None where the row's is not given."""

    place: int
    name: str
    is_right: bool | None

    @classmethod
    def of(cls, classes: Classes, names: Sequence[str], outputs: Array, targets: Sequence[float | None]) -> SaidClass:
        """What outputs `(1, o)` say; `names` are those of the outputs, `targets` the row's."""
        place = int(classes.said(outputs)[0])
        name = names[place] if classes.threshold is None else f"{classes.pair[place]:g}".replace("-", MINUS)
        given = [target for target in targets if target is not None]
        is_known = len(given) == len(targets)
        return cls(place, name, bool(classes.right(outputs, np.array([given]))[0]) if is_known else None)

    @property
    def text(self) -> str:
        return self.name + {True: " ✓", False: " ✗", None: ""}[self.is_right]

    @property
    def tip(self) -> str:
        return {True: tr("{name}: right", name=self.name), False: tr("{name}: wrong", name=self.name), None: self.name}[self.is_right]

    def colour(self, theme: Theme) -> str:
        return {True: theme.good, False: theme.problem, None: theme.text}[self.is_right]
