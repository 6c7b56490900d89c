"""What an import brings along: the window's libraries and the compiler only where they are needed."""

import subprocess
import sys

import pytest

_FLOORS = ["bpdesk.text", "bpdesk.assets", "bpdesk.model.edits", "bpdesk.model.undo", "bpdesk.files.store", "bpdesk.engine.step"]


def _loaded_by(module: str, *watched: str) -> list[str]:
    """Which of the watched packages a fresh interpreter has loaded after importing the module."""
    program = f"import sys, {module}; print(*[name for name in {watched!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("module", [*_FLOORS, "bpdesk.training.run", "bpdesk.training.shelf"])
def test_below_the_window_nothing_imports_qt(module: str) -> None:
    assert _loaded_by(module, "PySide6", "pyqtgraph") == []


@pytest.mark.parametrize("module", ["bpdesk.engine.program", "bpdesk.engine.regime", "bpdesk.files.store", "bpdesk.model.undo"])
def test_compiling_a_document_does_not_load_the_compiler_of_the_kernel(module: str) -> None:
    assert _loaded_by(module, "numba", "llvmlite") == []


def test_the_engine_does_load_it() -> None:
    assert _loaded_by("bpdesk.engine.step", "numba") == ["numba"]
