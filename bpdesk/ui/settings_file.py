"""What the program remembers between two starts: an INI file in the folder for settings. Each thing kept is one JSON text under its key.

Settings that can't be read are set aside, never a reason not to start; `news_of` says so in words.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QSettings

from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.store import read_bytes
from bpdesk.text import tr

_ASIDE = ".broken"
_NEWS = "news"
_LINE = re.compile(r"\s*(\[[^\[\]]*\]\s*|[^\[\s=;#][^=]*=.*|[;#].*)?")
"""A section, a key with its value, a comment, or nothing."""


def default_path() -> Path:
    """Where this system keeps settings."""
    return user_config_path("bpdesk", appauthor=False) / "bpdesk.ini"


def open_settings(path: Path | None = None) -> QSettings:
    """The settings; a file that is none is moved aside."""
    place = path or default_path()
    if not os.path.exists(place) or _is_of_ours(place):
        return QSettings(str(place), QSettings.Format.IniFormat)
    aside = f"{place}{_ASIDE}"
    try:
        place.replace(aside)
    except OSError:
        settings = QSettings(str(place), QSettings.Format.IniFormat)
        settings.clear()
        settings.setProperty(_NEWS, tr("They are as at the first start."))
    else:
        settings = QSettings(str(place), QSettings.Format.IniFormat)
        settings.setProperty(_NEWS, tr("They are kept as {path}; all is as at the first start.", path=aside))
    return settings


def _is_of_ours(place: Path) -> bool:
    """Whether it is a file of sections, keys and comments: Qt takes nearly any bytes, and would write them back as keys."""
    try:
        text = read_bytes(place).decode("utf-8-sig")
    except (FileError, FormatError, UnicodeDecodeError):
        return False
    return "\0" not in text and all(map(_LINE.fullmatch, text.replace("\r\n", "\n").split("\n")))


def news_of(settings: QSettings) -> str:
    """What was set aside since this was asked last, in words; empty for nothing."""
    told = settings.property(_NEWS)
    settings.setProperty(_NEWS, None)
    return told if isinstance(told, str) else ""


def read(settings: QSettings, key: str) -> dict[str, Any]:
    """What is kept under the key; nothing where that can't be read."""
    text = str(settings.value(key, ""))
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        set_aside(settings, key)
        return {}
    return found


def write(settings: QSettings, key: str, kept: dict[str, Any]) -> None:
    settings.setValue(key, json.dumps(kept))
    settings.sync()


def set_aside(settings: QSettings, key: str) -> None:
    """Keep what makes no sense under another key, to be looked at."""
    settings.setValue(key + _ASIDE, settings.value(key))
    settings.remove(key)
    settings.setProperty(_NEWS, tr("What makes no sense is passed over, and kept in {path}.", path=settings.fileName()))
