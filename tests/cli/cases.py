"""The cases of `tests/cases` and how closely their numbers have to be met."""

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases"
NAMES = tuple(sorted(path.stem for path in CASES.glob("*.bpdesk")))
ROOT = Path(__file__).parents[2]

_RELATIVE, _OF_GROUP, _LEAST = 1e-9, 1e-5, 1e-12


def document(name: str) -> str:
    return str(CASES / f"{name}.bpdesk")


@cache
def expected(name: str) -> dict[str, Any]:
    """What training that case gives; infinite and NaN values are texts."""
    return json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # JSON has no type


def diverges_at(name: str) -> int | None:
    """The first iteration that is not made."""
    found: int | None = expected(name)["first_iteration_whose_cost_is_not_finite"]
    return found


def assert_close(found: float, wanted: float, largest: float) -> None:
    scale = max(abs(wanted), _OF_GROUP * largest, _LEAST)
    assert abs(found - wanted) <= _RELATIVE * scale, f"{found!r} instead of {wanted!r}"


def assert_group_close(found: Mapping[str, float], wanted: Mapping[str, float]) -> None:
    """Each of the expected numbers, measured against the largest of them."""
    assert found.keys() == wanted.keys()
    largest = max((abs(value) for value in wanted.values()), default=0.0)
    for name, value in wanted.items():
        assert_close(found[name], value, largest)


def read_history(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
