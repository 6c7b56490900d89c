"""Copies of unsaved documents: private, whole, offered only once their process is gone; what is broken is set aside."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bpdesk.files.examples import load_example
from bpdesk.files.faults import FileError
from bpdesk.files.process import start_of
from bpdesk.files.recovery import ENDING, RecoveryFolder, new_token
from bpdesk.files.stamp import absolute, stamp_of
from bpdesk.model.document import Document

GONE = {"pid": 2**22 + 1, "start": "before"}
"""A process beyond the numbers that systems give out."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


@pytest.fixture
def folder(place: Path) -> RecoveryFolder:
    return RecoveryFolder(place)


def leave_behind(place: Path, folder: RecoveryFolder, document: Document, original: Path | None = None, time: str = "") -> Path:
    """A copy as a process leaves it that is gone by now."""
    token = new_token()
    folder.keep(token, document, original, None if original is None else stamp_of(original))
    file = place / f"{token}{ENDING}"
    header, _, content = file.read_text(encoding="utf-8").partition("\n")
    changed = json.loads(header) | GONE | ({"time": time} if time else {})
    file.write_text(json.dumps(changed) + "\n" + content, encoding="utf-8")
    return file


def test_a_copy_comes_back_whole_once_its_process_is_gone(place: Path, folder: RecoveryFolder, tmp_path: Path) -> None:
    document = replace(load_example("mazur"), title='“Quotes” " and \\ others')
    original = tmp_path / "mine.bpdesk"
    original.write_bytes(b"")
    file = leave_behind(place, folder, document, original)
    (copy,), broken = folder.left_behind()
    assert (copy.file, copy.title, copy.original, copy.document) == (file, document.title, original, document)
    assert copy.stamp == stamp_of(original)
    assert broken == []


def test_a_copy_that_names_its_file_from_some_folder_names_none(place: Path, folder: RecoveryFolder) -> None:
    leave_behind(place, folder, load_example("xor"), Path("mine.bpdesk"))
    assert folder.left_behind()[0][0].original is None


def test_a_path_is_taken_from_the_root_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b")
    monkeypatch.chdir(tmp_path / "a")
    assert absolute("x.bpdesk") == tmp_path / "a" / "x.bpdesk"
    assert absolute("b/../x.bpdesk") == tmp_path / "a" / "x.bpdesk"
    (tmp_path / "a" / "x.bpdesk").write_bytes(b"")
    assert absolute("../link/../x.bpdesk").samefile(tmp_path / "a" / "x.bpdesk")


def test_copies_of_living_processes_are_neither_offered_nor_touched(place: Path, folder: RecoveryFolder) -> None:
    folder.keep(new_token(), load_example("xor"), None, None)
    before = {file: file.read_bytes() for file in place.iterdir()}
    assert folder.left_behind() == ([], [])
    assert {file: file.read_bytes() for file in place.iterdir()} == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the start isn't always known")
def test_a_number_that_was_given_to_another_process_is_no_life(place: Path, folder: RecoveryFolder) -> None:
    file = leave_behind(place, folder, load_example("xor"))
    header, _, content = file.read_text(encoding="utf-8").partition("\n")
    file.write_text(json.dumps(json.loads(header) | {"pid": os.getpid()}) + "\n" + content, encoding="utf-8")
    assert [copy.file for copy in folder.left_behind()[0]] == [file]


def test_the_newest_is_offered_first(place: Path, folder: RecoveryFolder) -> None:
    old = leave_behind(place, folder, load_example("xor"), time="2026-01-02T10:00:00+00:00")
    new = leave_behind(place, folder, load_example("xor"), time="2026-01-02T10:30:00+01:00")
    newest = leave_behind(place, folder, load_example("xor"), time="2026-01-03T00:00:00+00:00")
    assert [copy.file for copy in folder.left_behind()[0]] == [newest, old, new]


@pytest.mark.skipif(os.name != "posix", reason="folders have no modes there")
def test_only_this_person_can_look_into_the_folder(place: Path, folder: RecoveryFolder) -> None:
    place.mkdir(parents=True, mode=0o755)
    place.chmod(0o755)
    folder.keep(new_token(), load_example("xor"), None, None)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_window_has_one_copy_and_removes_it(place: Path, folder: RecoveryFolder) -> None:
    token, other = new_token(), new_token()
    folder.keep(token, load_example("xor"), None, None)
    folder.keep(token, load_example("mazur"), None, None)
    folder.keep(other, load_example("mazur"), None, None)
    assert len(list(place.iterdir())) == 2
    folder.remove(token)
    folder.remove(token)
    assert [file.name for file in place.iterdir()] == [f"{other}{ENDING}"]


def test_only_one_window_gets_a_copy(place: Path, folder: RecoveryFolder) -> None:
    leave_behind(place, folder, load_example("xor"))
    (copy,), _ = folder.left_behind()
    first = new_token()
    folder.claim(copy, first)
    with pytest.raises(FileError, match="another window"):
        folder.claim(copy, new_token())
    assert [file.name for file in place.iterdir()] == [f"{first}{ENDING}"]


def test_discarding_removes_that_copy(place: Path, folder: RecoveryFolder) -> None:
    leave_behind(place, folder, load_example("xor"))
    kept = leave_behind(place, folder, load_example("mazur"), time="2026-01-02T10:00:00+00:00")
    folder.discard(folder.left_behind()[0][0])
    assert list(place.iterdir()) == [kept]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\n{}",
        b"not json\n{}",
        b"[1, 2]\n{}",
        b"[" * 90_000 + b"\n{}",
        b'{"title": 1, "path": null, "time": "", "pid": 4194305, "start": ""}\n{}',
        b'{"title": "", "path": null, "time": "yesterday", "pid": 4194305, "start": ""}\n{}',
        b'{"title": "", "path": null, "time": "2026-01-02T10:00:00+00:00", "pid": true, "start": ""}\n{}',
        b'{"title": "", "path": null, "time": "2026-01-02T10:00:00+00:00", "pid": 4194305, "start": "", "stamp": [1, "2"]}\n{}',
        b'{"title": "", "path": null, "time": "2026-01-02T10:00:00+00:00", "pid": 4194305, "start": ""}\n{"format": "bpdesk"}',
    ],
)
def test_a_broken_copy_is_told_and_set_aside_once(place: Path, folder: RecoveryFolder, content: bytes) -> None:
    whole = leave_behind(place, folder, load_example("xor"))
    broken = place / f"{'0' * 32}{ENDING}"
    broken.write_bytes(content)
    copies, told = folder.left_behind()
    assert [copy.file for copy in copies] == [whole]
    assert [each.file.read_bytes() for each in told] == [content]
    assert told[0].reason
    assert folder.left_behind() == (copies, [])


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_what_is_no_file_is_set_aside_unopened(place: Path, folder: RecoveryFolder) -> None:
    whole = leave_behind(place, folder, load_example("xor"))
    os.mkfifo(place / f"pipe{ENDING}")
    (place / f"folder{ENDING}").mkdir()
    (place / f"zeros{ENDING}").symlink_to("/dev/zero")
    copies, told = folder.left_behind()
    assert [copy.file for copy in copies] == [whole]
    reasons = {broken.file.name: broken.reason for broken in told}
    assert reasons == {
        f"folder{ENDING}.broken": "a folder, not a file",
        **{f"{name}{ENDING}.broken": "a device, not a file" for name in ("pipe", "zeros")},
    }
    assert all(os.path.lexists(broken.file) for broken in told)
    assert folder.left_behind() == (copies, [])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError):
        RecoveryFolder(tmp_path / "file" / "recovery").keep(new_token(), Document(), None, None)
    assert RecoveryFolder(tmp_path / "file" / "recovery").left_behind() == ([], [])


def test_a_process_lives_until_it_ends() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    start = start_of(child.pid)
    assert start is not None
    assert start_of(child.pid) == start
    child.kill()
    child.communicate()
    assert start_of(child.pid) is None
    assert start_of(os.getpid()) is not None
    assert start_of(0) is None
    assert start_of(-1) is None
