"""The documents that come with the program. A new one: its file in `resources/examples`, its name in `order.txt` there."""

from functools import cache

from bpdesk.assets import resource
from bpdesk.files.store import load
from bpdesk.model.document import Document

FOLDER = "examples"


@cache
def names() -> tuple[str, ...]:
    """The names in the order in which they are shown; the first is what opens at the first start."""
    return tuple(resource(FOLDER, "order.txt").read_text(encoding="utf-8").split())


@cache
def load_example(name: str) -> Document:
    """The example of that name; KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    return load(resource(FOLDER, f"{name}.bpdesk"))


def title(name: str) -> str:
    return load_example(name).title
