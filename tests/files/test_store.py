"""Files are read within bounds and replaced whole or not at all."""

import os
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from bpdesk.files.faults import FileError
from bpdesk.files.schema import FormatError, write
from bpdesk.files.store import load, save, write_atomically
from bpdesk.model.document import Document
from tests.builders import one_weight

posix = pytest.mark.skipif(os.name != "posix", reason="symbolic links, permissions and pipes of Unix")
ROOT = Path(__file__).resolve().parents[2]


def test_a_document_is_saved_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "größe 1.bpdesk"
    save(one_weight(), path)
    assert load(path) == one_weight()
    assert path.read_bytes() == write(one_weight()).encode()
    assert os.listdir(tmp_path) == [path.name]


def test_saving_again_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.bpdesk"
    save(Document(title="x" * 500), path)
    save(one_weight(), path)
    assert load(str(path)) == one_weight()


@posix
def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    write_atomically(tmp_path / "new", b"1")
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_permissions_of_a_file_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a"
    path.touch()
    path.chmod(mode)
    write_atomically(path, b"1")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"1", mode)


@posix
def test_through_a_link_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(Path("folder") / "target")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path / "folder") == ["target"]


@posix
def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(FileError) as caught:
        write_atomically(path, b"new")
    assert caught.value.reason == "protected against writing"
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a"])


UNWRITABLE = [
    ("missing/a", "there is no such file or folder"),
    ("file/a", "part of the path is a file, not a folder"),
    ("folder", "a folder, not a file"),
    ("x" * 300, "the name is too long"),
    ("a\0b", "not a possible name for a file"),
]


@posix
@pytest.mark.parametrize(("name", "reason"), UNWRITABLE)
def test_what_can_not_be_written(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError) as caught:
        write_atomically(tmp_path / name, b"new")
    assert (caught.value.path, caught.value.reason) == (tmp_path / name, reason)
    assert str(caught.value).isprintable()
    assert (sorted(os.listdir(tmp_path)), os.listdir(tmp_path / "folder")) == (["file", "folder"], [])
    assert (tmp_path / "file").read_bytes() == b"old"


UNREADABLE = [
    ("missing", "there is no such file or folder"),
    ("file/a", "part of the path is a file, not a folder"),
    ("folder", "a folder, not a file"),
    ("pipe", "a device, not a file"),
    ("circle", "a link that leads in a circle"),
    ("a\0b", "not a possible name for a file"),
]


@posix
@pytest.mark.parametrize(("name", "reason"), UNREADABLE)
def test_what_can_not_be_read(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(FileError) as caught:
        load(tmp_path / name)
    assert caught.value.reason == reason


@posix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_read(path: str) -> None:
    with pytest.raises(FileError, match=rf"^{path}: a device, not a file$"):
        load(path)


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.bpdesk"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(FormatError, match="^larger than 64 MiB$"):
        load(path)


def test_a_file_that_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.bpdesk"
    path.write_bytes(b"\xff")
    with pytest.raises(FormatError, match="^byte 0: not UTF-8 text$"):
        load(path)


def test_a_document_that_could_not_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.bpdesk"
    save(one_weight(), path)
    with pytest.raises(FormatError, match="^title: holds a control character$"):
        save(Document(title="a\nb"), path)
    assert load(path) == one_weight()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_device() -> None:
    with pytest.raises(FileError, match="^/dev/full: the disk is full$"):
        write_atomically("/dev/full", b"1")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


@posix
def test_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="a pipe that nobody reads$"):
        write_atomically(tmp_path / "pipe", b"1")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files as paths")
def test_a_pipe_takes_it_all() -> None:
    data = b"x" * 1_000_000
    outlet, inlet = os.pipe()
    sender = threading.Thread(target=write_atomically, args=(f"/dev/fd/{inlet}", data))
    sender.start()
    with os.fdopen(outlet, "rb") as receiver:
        received = receiver.read(len(data))
        sender.join()
    os.close(inlet)
    assert received == data


@posix
def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    program = """
        import resource, sys
        from bpdesk.files.faults import FileError
        from bpdesk.files.store import write_atomically

        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            write_atomically(sys.argv[1], b"x" * 1_000_000)
        except FileError as failure:
            print(failure.reason)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "larger than the system allows\n"
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a"])


@pytest.mark.skipif(not os.access("/proc/kmsg", os.R_OK), reason="a file of the system's own that waits for what comes next")
def test_a_file_of_the_system_that_has_nothing_to_say_is_not_waited_for() -> None:
    def reason() -> str:
        try:
            load("/proc/kmsg")
        except FileError as failure:
            return failure.reason
        except FormatError:
            return ""
        return ""

    assert "a device, not a file" in [reason() for _ in range(100)]


HALF = """
import sys
from bpdesk.files.store import write_atomically
def pieces():
    yield b"half"
    print("begun", flush=True)
    sys.stdin.read()
write_atomically(sys.argv[1], pieces())
"""


@posix
def test_what_a_killed_program_left_half_written_goes_with_the_next_saving_and_nothing_else(tmp_path: Path) -> None:
    path, other = tmp_path / "mine.bpdesk", tmp_path / "other.bpdesk"
    command = [sys.executable, "-c", HALF]

    def parts() -> int:
        return len(list(tmp_path.glob(".*.bpdesk-part")))

    with subprocess.Popen([*command, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as living:
        assert living.stdout is not None
        living.stdout.readline()
        for target in (path, other):
            with subprocess.Popen([*command, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
                assert killed.stdout is not None
                killed.stdout.readline()
                killed.kill()
        assert parts() == 3
        save(one_weight(), path)
        assert parts() == 2
        living.communicate(b"")
    assert path.read_bytes() == b"half"
    save(one_weight(), other)
    assert parts() == 0
