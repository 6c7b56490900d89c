"""A number on the canvas that a person can select and type over."""

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["weight", "bias", "input", "target"]


@dataclass(frozen=True, slots=True)
class Place:
    """Which number: a weight by its edge's id, the others by their node's."""

    kind: PlaceKind
    id: str
