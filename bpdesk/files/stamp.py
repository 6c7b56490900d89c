"""What a file looks like from outside: where it is, whatever folder the program stands in, and whether somebody else has written it."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """When it was last written (nanoseconds), how long it is (bytes), and which file stands at the path."""

    modified: int
    size: int
    inode: int


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file at that path as it is now; None where there is none to be seen."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def absolute(path: str | os.PathLike[str]) -> Path:
    """The path from the root on, which means the same file in every folder; without `..` where that leads to the same."""
    whole = Path(path).absolute()
    short = Path(os.path.abspath(whole))
    # Behind a link, `..` leads to the folder above what it links to.
    return short if short == whole or is_same_file(short.parent, whole.parent) else whole


def is_same_file(one: Path, other: Path) -> bool:
    """Whether both paths lead to one file, by links too."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return os.path.abspath(one) == os.path.abspath(other)
