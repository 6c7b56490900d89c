"""What is typed: examples, help, and everything that is refused with one line and status 2."""

from pathlib import Path

import pytest

from bpdesk import __version__
from bpdesk.__main__ import main
from bpdesk.assets import resource
from bpdesk.cli.arguments import COMMANDS
from bpdesk.files.examples import names, title
from bpdesk.files.schema import write
from tests.builders import one_weight
from tests.cli.cases import document

Captured = pytest.CaptureFixture[str]


def test_the_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"bpdesk {__version__}\n"


def test_the_help_names_every_command(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert "[--theme light|dark] [FILE]" in text
    assert all(f"\n  {name} " in text for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: Captured) -> None:
    assert main([command, "--help"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"usage: bpdesk {command}")
    assert captured.err == ""


def test_the_examples_are_listed(capsys: Captured) -> None:
    assert main(["examples"]) == 0
    listed = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert listed == [[name, title(name)] for name in names()]


@pytest.mark.parametrize("out", [[], ["-o", "-"]])
def test_an_example_goes_to_standard_output(out: list[str], capsys: Captured) -> None:
    assert main(["examples", "xor", *out]) == 0
    assert capsys.readouterr().out.encode() == resource("examples", "xor.bpdesk").read_bytes()


def test_an_example_goes_to_a_file(tmp_path: Path, capsys: Captured) -> None:
    assert main(["examples", "mazur", "-o", str(tmp_path / "m.bpdesk")]) == 0
    assert (tmp_path / "m.bpdesk").read_bytes() == resource("examples", "mazur.bpdesk").read_bytes()
    assert capsys.readouterr() == ("", "")


REFUSED = [
    (["no-such-file.bpdesk"], "bpdesk: no-such-file.bpdesk: neither a command nor a file"),
    (["--theme", "red"], "bpdesk: argument --theme: invalid choice: 'red'"),
    (["--theme", "dark", "run"], "bpdesk: run: neither a command nor a file"),
    (["a", "b"], "bpdesk: unrecognized arguments: b"),
    (["."], "bpdesk: .: a folder, not a document"),
    (["run"], "bpdesk run: the following arguments are required: FILE, -n"),
    (["run", "{file}"], "bpdesk run: the following arguments are required: -n"),
    (["run", "{file}", "-n", "abc"], 'bpdesk run: argument -n: not a whole number: "abc"'),
    (["run", "{file}", "-n", "1.5"], 'bpdesk run: argument -n: not a whole number: "1.5"'),
    (["run", "{file}", "-n", "-1"], "bpdesk run: argument -n: at least 0, not -1"),
    (["run", "{file}", "-n", "99999999999999999999"], "bpdesk run: argument -n: at most 9007199254740992"),
    (["run", "{file}", "-n", "9" * 5000], "bpdesk run: argument -n: not a whole number"),
    (["run", "{file}", "-n", "1_000"], "bpdesk run: argument -n: not a whole number"),
    (["run", "{file}", "-n", "3", "--every", "0"], "bpdesk run: argument --every: at least 1, not 0"),
    (["run", "{file}", "-n", "3", "--hist", "x"], "bpdesk run: unrecognized arguments: --hist x"),
    (["run", "{file}", "-n", "3", "--bad\nline"], "bpdesk run: unrecognized arguments: --bad\\nline"),
    (["run", "{file}", "-n", "3", "--history", "-", "--save", "-"], "bpdesk: - can stand for one output only"),
    (["run", "{file}", "-n", "3", "--history", "x", "--save", "./x"], "bpdesk: x: asked for as more than one output"),
    (["run", "{file}", "-n", "3", "--plot", "x.bmp"], "bpdesk: can't write .bmp: it can be .png, .svg or .pdf"),
    (["run", "missing.bpdesk", "-n", "3"], "bpdesk: missing.bpdesk: there is no such file or folder"),
    (["trace", "{file}", "-k", "0"], "bpdesk trace: argument -k: at least 1, not 0"),
    (["trace", "{file}", "-o", "{file}"], "would take the place of the document"),
    (["check", "."], "bpdesk: .: a folder, not a file"),
    (["examples", "nonesuch"], 'bpdesk: no example is called "nonesuch"; there are one-weight'),
    (["examples", "-o", "x"], "bpdesk: -o needs the name of an example"),
    (["examples", "xor", "-o", "no/folder/x"], "bpdesk: no/folder/x: there is no such file or folder"),
]


@pytest.mark.parametrize(("typed", "message"), REFUSED, ids=[" ".join(typed)[:60] for typed, _ in REFUSED])
def test_bad_usage_is_one_line(typed: list[str], message: str, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([word.format(file=document("seed_20it")) if "{" in word else word for word in typed]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["run", "-n", "1"], ["trace"], ["check"], ["export", "-o", "x.png"]])
def test_a_document_that_cant_be_read_or_run_is_one_line(command: list[str], capsys: Captured, tmp_path: Path) -> None:
    broken, unfinished = tmp_path / "broken.bpdesk", tmp_path / "unfinished.bpdesk"
    text = write(one_weight())
    broken.write_text(text.replace("-23.1", '"heavy"'), encoding="utf-8")
    unfinished.write_text(text.replace("50.1", "null"), encoding="utf-8")
    assert main([command[0], str(broken), *command[1:]]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"bpdesk: {broken}: edges[0].weight: not a number\n"
    if command[0] != "export":
        assert main([command[0], str(unfinished), *command[1:]]) == 2
        assert capsys.readouterr().err == f"bpdesk: {unfinished}: row 1: target of a2 is missing\n"
