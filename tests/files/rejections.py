"""How the tests of rejections are written: the canonical document changed in one place, and what is said of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpdesk.files.schema import FormatError, read

CANONICAL = (Path(__file__).resolve().parents[1] / "golden" / "canonical.bpdesk").read_text(encoding="utf-8")
ABSENT = object()
Case = tuple[str, str | bytes, str, str]
"""A name for the case, the content of a file, the place and the message of its rejection."""


def changed(*path_and_value: Any) -> str:
    """The canonical document with the value at a path replaced, added, or with ABSENT taken away."""
    *path, last, value = path_and_value
    document = json.loads(CANONICAL)
    part = document
    for key in path:
        part = part[key]
    if value is ABSENT:
        del part[last]
    elif isinstance(part, list) and last == len(part):
        part.append(value)
    else:
        part[last] = value
    return json.dumps(document)


def swapped(one: str, other: str) -> str:
    """The canonical text with one passage replaced."""
    assert CANONICAL.count(one) == 1
    return CANONICAL.replace(one, other)


def without_run(mutate: Callable[[dict[str, Any]], None]) -> str:
    document = json.loads(CANONICAL)
    document["run"] = None
    mutate(document)
    return json.dumps(document)


def named(**groups: list[Case]) -> list[Any]:
    """The cases as parameters of a test, each with its name."""
    return [pytest.param(*case, id=f"{group}: {name}") for group, cases in groups.items() for name, *case in cases]


def check_rejection(content: str | bytes, place: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(content)
    assert (caught.value.place, caught.value.message) == (place, message)
    assert str(caught.value) == (f"{place}: {message}" if place else message)
