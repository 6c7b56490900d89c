"""Where compiled kernels are kept: a private folder, and a temporary one where no folder of this person's can be written."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="XDG_CACHE_HOME decides only there")

_PROGRAM = "import bpdesk.engine.kernel_cache, numba; print(numba.config.CACHE_DIR)"
_TEMPORARY_IS_PRIVATE = """
import os, stat, numba, bpdesk.engine.elementary
folder = numba.config.CACHE_DIR
print(folder, oct(stat.S_IMODE(os.stat(folder).st_mode)))
"""


def _printed(program: str, cache: Path, temporary: Path) -> str:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "TMPDIR": str(temporary), "HOME": str(cache)}
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_folder_is_private_and_stays(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    folder = Path(_printed(_PROGRAM, cache, tmp_path))
    assert folder.is_relative_to(cache / "bpdesk")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert Path(_printed(_PROGRAM, cache, tmp_path)) == folder


def test_without_a_writable_home_it_is_a_private_temporary_folder_that_goes(tmp_path: Path) -> None:
    home, temporary = tmp_path / "file", tmp_path / "temporary"
    home.write_text("no folder")
    temporary.mkdir()
    name, mode = _printed(_TEMPORARY_IS_PRIVATE, home, temporary).split()
    assert Path(name).parent == temporary
    assert mode == "0o700"
    assert list(temporary.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_not_used(tmp_path: Path) -> None:
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    folder = Path(_printed(_PROGRAM, cache, temporary))
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        assert Path(_printed(_PROGRAM, cache, temporary)).parent == temporary
    finally:
        folder.chmod(0o700)
    assert list(temporary.iterdir()) == []


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    folder = Path(_printed(_PROGRAM, cache, temporary))
    folder.chmod(0o777)
    assert Path(_printed(_PROGRAM, cache, temporary)).parent == temporary
