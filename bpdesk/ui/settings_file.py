"""What the program remembers between two starts: an INI file in the folder for settings. Each thing kept is one JSON text under its key.

Settings that can't be read are set aside, never a reason not to start.
"""

import json
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QSettings

_ASIDE = ".broken"


def default_path() -> Path:
    """Where this system keeps settings."""
    return user_config_path("bpdesk", appauthor=False) / "bpdesk.ini"


def open_settings(path: Path | None = None) -> QSettings:
    """The settings; a file that is none is moved aside."""
    place = str(path or default_path())
    settings = QSettings(place, QSettings.Format.IniFormat)
    if settings.status() != QSettings.Status.FormatError:
        return settings
    try:
        Path(place).replace(place + _ASIDE)
    except OSError:
        settings.clear()
        return settings
    return QSettings(place, QSettings.Format.IniFormat)


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
