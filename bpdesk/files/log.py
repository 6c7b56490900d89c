"""What the program writes about itself, for whoever looks into what went wrong."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_log_path

_LONGEST = 1_000_000
"""Bytes: a longer log begins anew, so that a bug that comes again and again fills no disk."""


def default_log() -> Path:
    """Where this system keeps what programs write about themselves."""
    return user_log_path("bpdesk", appauthor=False) / "bpdesk.log"


def write_log(log: Path, text: str) -> None:
    """Add that with the time. A log that can't be written must not hide what it is about, which the window tells too."""
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        is_long = log.exists() and log.stat().st_size > _LONGEST
        with log.open("w" if is_long else "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {text}\n")
