"""Where numba keeps compiled kernels; imported before any of them.

The folder's name holds a digest of the kernels' own source: numba looks only at the file of the outermost function, and
a packed wheel gives all versions the same date, so an upgrade could otherwise go on with the old machine code.
The cache is pickled code: it lies in a private folder of this person, or in a fresh temporary one that goes at the end.
"""

import atexit
import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

import numba
from platformdirs import user_cache_path

_COMPILED = ("compiled", "lanes", "elementary", "activation_loops", "cost_loops", "optimizer_loops", "kernel")


def _digest() -> str:
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / f"{name}.py").read_bytes() for name in _COMPILED)).hexdigest()[:16]


def _private_folder() -> Path:
    folder = user_cache_path("bpdesk", appauthor=False) / f"kernels-{_digest()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK | os.X_OK) and _is_ours_alone(folder)
    except OSError:
        usable = False
    return folder if usable else _temporary_folder()


def _is_ours_alone(folder: Path) -> bool:
    """Whether only this person could have written there; where there are no owners the person's own folders are taken to be so."""
    found = folder.stat()
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _temporary_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="bpdesk-kernels-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def use_private_cache() -> None:
    """Let numba write its cache to a folder that only this person can write."""
    numba.config.CACHE_DIR = str(_private_folder())


use_private_cache()
