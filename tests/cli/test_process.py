"""The program as the system starts it: streams, signals, what is imported, and a Qt that can't load."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bpdesk import __version__
from bpdesk.files.store import save
from tests.builders import net
from tests.cli.cases import ROOT, document, read_history

TIMEOUT = 100


def environment(**extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, (extra.pop("first_path", ""), str(ROOT)))), **extra}


def bpdesk(*typed: str, **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bpdesk", *typed]
    return subprocess.run(command, env=environment(**extra), capture_output=True, text=True, encoding="utf-8", check=False, timeout=TIMEOUT)


def interrupted(code: str, folder: Path, *typed: str) -> tuple[int, str]:
    """Exit status and standard error of a program that is sent Ctrl+C once it has said something."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *typed],
        env=environment(), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=TIMEOUT)
    return running.returncode, told


def imported_by(*typed: str) -> set[str]:
    """The packages that a command imports."""
    code = "import sys; from bpdesk.__main__ import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *typed], env=environment(), capture_output=True, text=True, check=True, timeout=TIMEOUT
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_it_is_started_as_a_module() -> None:
    done = bpdesk("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"bpdesk {__version__}\n", "")


@pytest.mark.parametrize("typed", [["--help"], ["examples"], ["run", "--help"], ["examples", "xor"]])
def test_what_computes_nothing_loads_neither_engine_nor_qt(typed: list[str]) -> None:
    assert not imported_by(*typed) & {"numba", "PySide6", "pyqtgraph", "shiboken6"}


@pytest.mark.parametrize("typed", [["run", "{file}", "-n", "2", "--history", "-"], ["trace", "{file}"], ["check", "{file}"]])
def test_what_computes_loads_no_qt(typed: list[str]) -> None:
    found = imported_by(*(word.format(file=document("seed_20it")) for word in typed))
    assert "numba" in found
    assert not found & {"PySide6", "pyqtgraph", "shiboken6"}


@pytest.mark.parametrize(("what", "ending"), [("derivation", "tex"), ("derivation", "md"), ("gradients", "csv"), ("cost", "csv")])
def test_text_is_exported_without_qt(what: str, ending: str, tmp_path: Path) -> None:
    found = imported_by("export", document("seed_20it"), "-o", str(tmp_path / f"out.{ending}"), "--what", what, "-n", "3")
    assert not found & {"PySide6", "pyqtgraph", "shiboken6"}
    assert (tmp_path / f"out.{ending}").stat().st_size > 20


def test_pictures_need_no_screen(tmp_path: Path) -> None:
    for what in ("network", "cost", "gradients", "landscape", "regions", "derivation"):
        done = bpdesk("export", document("chain2_free"), "-o", str(tmp_path / f"{what}.png"), "--what", what, "-n", "5")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / f"{what}.png").read_bytes().startswith(b"\x89PNG")


def test_foreign_letters_come_through_any_code_page(tmp_path: Path) -> None:
    text = Path(document("seed_20it")).read_text(encoding="utf-8").replace('"w"', '"η→w"')
    (tmp_path / "d.bpdesk").write_text(text, encoding="utf-8")
    done = bpdesk("run", str(tmp_path / "d.bpdesk"), "-n", "1", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "η→w = " in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send Ctrl+C to one process")
@pytest.mark.parametrize("other", [[], ["--plot", "p.png"]])
def test_ctrl_c_leaves_what_was_asked_for_up_to_there(other: list[str], tmp_path: Path) -> None:
    typed = ["run", document("seed_20it"), "-n", str(10**15), "--every", "100000", "--history", "-", "--save", "s.bpdesk", *other]
    with subprocess.Popen(
        [sys.executable, "-m", "bpdesk", *typed],
        env=environment(), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        begun = [running.stdout.readline() for _ in range(4)]
        running.send_signal(signal.SIGINT)
        rest, said = running.communicate(timeout=TIMEOUT)
    assert running.returncode == 130
    rows = read_history("".join(begun) + rest)
    last = int(rows[-1]["iteration"])
    saved = json.loads((tmp_path / "s.bpdesk").read_text(encoding="utf-8"))
    assert saved["run"]["iteration"] == last >= 200_000
    assert f"iterations = {last}\n" in said
    assert "Traceback" not in said
    assert all((tmp_path / name).exists() for name in other[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send Ctrl+C to one process")
def test_ctrl_c_ends_a_trace_at_once() -> None:
    typed = ["trace", document("seed_20it"), "-k", str(10**15)]
    code = (
        "import sys\n"
        "from bpdesk.__main__ import main\n"
        "from bpdesk.training.walk import Walk\n"
        "advance = Walk.advance\n"
        "def tell_and_advance(*arguments):\n"
        "    print('walking', file=sys.__stdout__, flush=True)\n"
        "    Walk.advance = advance\n"
        "    return advance(*arguments)\n"
        "Walk.advance = tell_and_advance\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, *typed], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        rest, said = running.communicate(timeout=TIMEOUT)
    assert (running.returncode, rest, said) == (130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send Ctrl+C to one process")
@pytest.mark.parametrize(
    ("what", "of", "said"),
    [
        ("landscape", "x1_h1,h1_y", "the landscape was interrupted at"),
        ("regions", "y", "the picture of the regions was interrupted at"),
    ],
)
def test_ctrl_c_cuts_a_chart_short_and_leaves_no_part_of_it(what: str, of: str, said: str, tmp_path: Path) -> None:
    save(net("x1 x2 -> h1 h2 -> y", rows=50_000), tmp_path / "d.bpdesk")
    code = (
        "import sys, time\n"
        "from bpdesk.__main__ import main\n"
        "from bpdesk.engine.filling import Filling\n"
        "work = Filling.work\n"
        "def tell_and_work(filling, seconds):\n"
        "    print('working', file=sys.__stdout__, flush=True)\n"
        "    time.sleep(0.01)\n"  # so that it doesn't end before Ctrl+C comes
        "    return work(filling, 0.0)\n"
        "Filling.work = tell_and_work\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    status, told = interrupted(code, tmp_path, "export", "d.bpdesk", "-o", "out.png", "--what", what, "--of", of)
    assert status == 130
    assert said in told
    assert told.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["d.bpdesk"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send Ctrl+C to one process")
@pytest.mark.parametrize("what", ["gradients", "landscape", "regions", "cost"])
def test_ctrl_c_on_the_way_draws_what_there_is_where_it_came_to(what: str, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from bpdesk.__main__ import main\n"
        "from bpdesk.engine.step import Engine\n"
        "advance = Engine.advance\n"
        "def tell_and_advance(*arguments, **others):\n"
        "    print('walking', file=sys.__stdout__, flush=True)\n"
        "    Engine.advance = advance\n"
        "    return advance(*arguments, **others)\n"
        "Engine.advance = tell_and_advance\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    typed = "export", document("seed_20it"), "-o", "out.csv", "--what", what, "-n", str(10**15)
    assert interrupted(code, tmp_path, *typed) == (130, "")
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) > 2


@pytest.mark.parametrize("typed", [["run", "{file}", "-n", str(10**15), "--history", "-"], ["examples"], ["trace", "{file}"]])
def test_a_reader_that_goes_ends_it_quietly(typed: list[str]) -> None:
    words = [word.format(file=document("seed_20it")) for word in typed]
    with subprocess.Popen(
        [sys.executable, "-m", "bpdesk", *words], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait(timeout=TIMEOUT) == 0
    assert said == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("typed", [["examples"], ["run", "{file}", "-n", "2"], ["run", "{file}", "-n", "2", "--history", "-", "--quiet"]])
def test_a_full_disk_behind_standard_output_is_told(typed: list[str]) -> None:
    words = [word.format(file=document("seed_20it")) for word in typed]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bpdesk", *words],
            env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=TIMEOUT,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "bpdesk: standard output: No space left on device\n")


def without_library(folder: Path, library: str) -> str:
    """A folder that, first on the path, has a Qt which can't load that library."""
    package = folder / "PySide6"
    package.mkdir()
    message = f"{library}: cannot open shared object file: No such file or directory"
    (package / "__init__.py").write_text(f"raise ImportError({message!r})\n", encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(("library", "package"), [("libEGL.so.1", "libegl1"), ("libglib-2.0.so.0", "libglib2.0-0")])
@pytest.mark.parametrize("typed", [[], ["{file}"], ["export", "{file}", "-o", "x.png"], ["run", "{file}", "-n", "2", "--plot", "x.png"]])
def test_a_missing_library_is_named_with_its_package(typed: list[str], library: str, package: str, tmp_path: Path) -> None:
    words = [word.format(file=document("seed_20it")) for word in typed]
    done = bpdesk(*words, first_path=without_library(tmp_path, library))
    assert done.returncode == 2
    assert done.stderr == (f"bpdesk: Qt can't load: the system library {library} is missing. On Debian or Ubuntu: apt install {package}\n")


def test_what_needs_no_qt_works_without_its_libraries(tmp_path: Path) -> None:
    done = bpdesk("run", document("seed_20it"), "-n", "20", first_path=without_library(tmp_path, "libGL.so.1"))
    assert done.returncode == 0
    assert "w = 8.7893" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_a_window_without_a_screen_is_refused_in_a_line() -> None:
    done = bpdesk(document("seed_20it"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("bpdesk: there is no screen to open a window on")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("typed", [[], ["{file}"], ["--theme", "dark", "{file}"]])
def test_without_a_command_the_window_opens(typed: list[str], tmp_path: Path) -> None:
    """A process of its own, whose loop is left as soon as it runs, says what the window shows."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QMainWindow\n"
        "import bpdesk.ui.app as app\n"
        "def look(window):\n"
        "    print(type(window).__name__, window.isVisible())\n"
        "    QApplication.exit(7)\n"
        "new_window = app.new_window\n"
        "def new_window_and_look(*arguments):\n"
        "    window = new_window(*arguments)\n"
        "    QTimer.singleShot(0, lambda: look(window))\n"
        "    return window\n"
        "app.new_window = new_window_and_look\n"
        "from bpdesk.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    words = [word.format(file=document("seed_20it")) for word in typed]
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environment(QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path)),
        capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (7, "MainWindow True\n"), done.stderr
