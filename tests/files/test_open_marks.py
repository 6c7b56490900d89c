"""Marks of what is open where: other processes' that live are seen, by links too; what dead ones left is removed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bpdesk.files.open_marks import ENDING, OpenMarks
from bpdesk.files.process import start_of


def marked_by(process: int, start: str, marks: Path, path: Path) -> Path:
    """A mark as that process would have put it."""
    own = OpenMarks(marks)
    own.put(path, "other")
    (mark,) = marks.glob(f"*-other{ENDING}")
    mark.write_text(json.dumps({"pid": process, "start": start}), encoding="utf-8")
    return mark


def test_a_file_is_known_by_links_too_and_only_in_other_processes(tmp_path: Path) -> None:
    path, link, marks = tmp_path / "mine.bpdesk", tmp_path / "link.bpdesk", OpenMarks(tmp_path / "open")
    path.write_bytes(b"")
    link.symlink_to(path)
    assert not marks.put(path, "one")
    assert not marks.put(link, "two")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        marked_by(other.pid, start_of(other.pid) or "", tmp_path / "open", path)
        assert marks.put(link, "two")
        assert not marks.put(tmp_path / "another.bpdesk", "two")
        other.communicate(b"\n")
    assert not marks.put(link, "two")


def test_what_a_dead_process_left_is_removed_and_one_s_own_mark_goes(tmp_path: Path) -> None:
    marks = OpenMarks(tmp_path / "open")
    dead = marked_by(2**22 + 1, "before", tmp_path / "open", tmp_path / "old.bpdesk")
    assert not marks.put(tmp_path / "mine.bpdesk", "one")
    assert not dead.exists()
    marks.remove(tmp_path / "mine.bpdesk", "one")
    marks.remove(tmp_path / "mine.bpdesk", "one")
    assert list((tmp_path / "open").iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"pid": "1", "start": ""}', "[" * 900])
def test_a_mark_that_makes_no_sense_says_nothing(tmp_path: Path, content: str) -> None:
    marks = OpenMarks(tmp_path / "open")
    marked_by(os.getpid(), "", tmp_path / "open", tmp_path / "mine.bpdesk").write_text(content, encoding="utf-8")
    assert not marks.put(tmp_path / "mine.bpdesk", "one")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_what_is_no_mark_hides_none(tmp_path: Path) -> None:
    path, marks = tmp_path / "mine.bpdesk", OpenMarks(tmp_path / "open")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        marked_by(other.pid, start_of(other.pid) or "", tmp_path / "open", path)
        os.mkfifo(tmp_path / "open" / f"pipe{ENDING}")
        (tmp_path / "open" / f"folder{ENDING}").mkdir()
        (tmp_path / "open" / f"nothing{ENDING}").symlink_to(tmp_path / "nothing")
        assert marks.put(path, "one")
        other.communicate(b"\n")


def test_where_no_mark_can_be_written_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    marks = OpenMarks(tmp_path / "file" / "open")
    assert not marks.put(tmp_path / "mine.bpdesk", "one")
    marks.remove(tmp_path / "mine.bpdesk", "one")
