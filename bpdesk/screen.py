"""Why no window can open here, found out before Qt would end the program without a word that helps. Only X and Wayland can tell."""

import ctypes
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from bpdesk import missing_library

_X_PLUGIN = Path("Qt", "plugins", "platforms", "libqxcb.so")


def why_no_window(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str | None:
    """One line for the person; None when nothing is known to be in the way."""
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return None
    if not environment.get("DISPLAY"):
        return "there is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set (see bpdesk --help for commands)"
    return _missing_for_x()


def _missing_for_x() -> str | None:
    """What Qt's part for X lacks; loading it is what Qt does next anyway."""
    found = find_spec("PySide6")
    plugins = [Path(folder) / _X_PLUGIN for folder in (found.submodule_search_locations or ())] if found else []
    for plugin in filter(Path.is_file, plugins):
        try:
            ctypes.CDLL(str(plugin))
        except OSError as failure:
            return missing_library.in_words(failure)
    return None
