"""Each rejection of a file as a whole, of its texts and its view; and that every message is one short line."""

from typing import Any

import pytest

from bpdesk.files.schema import FormatError, read
from tests.files.rejections import ABSENT, CANONICAL, Case, changed, check_rejection, named, swapped, without_run


def nested(levels: int) -> Any:
    return {"a": nested(levels - 1)} if levels else 0


def long_cycle(document: dict[str, Any]) -> None:
    names = [str(n) * 20 for n in range(10, 50)]
    document["nodes"] = [{"id": name, "kind": "hidden", "activation": "relu"} for name in names]
    document["data"] = None
    document["edges"] = [
        {"id": name, "source": name, "target": following, "weight": 1}
        for name, following in zip(names, [*names[1:], names[0]], strict=True)
    ]


WHOLE: list[Case] = [
    ("not utf-8", b'{"format": "\xff"}', "byte 12", "not UTF-8 text"),
    ("utf-16", '{"format": "bpdesk"}'.encode("utf-16"), "byte 0", "not UTF-8 text"),
    ("empty", b"", "line 1, column 1", "not JSON: a value is missing"),
    ("not json", '{\n "format": bpdesk}', "line 2, column 12", "not JSON: a value is missing"),
    ("two values", "{} {}", "line 1, column 4", "not JSON: something follows behind its end"),
    ("control character in json", '{"format": "b\x01"}', "line 1, column 14", "not JSON: a control character within a text"),
    ("not an object", "[]", "", "not an object"),
    ("a number", "5", "", "not an object"),
    ("no format", changed("format", ABSENT), "format", "missing"),
    ("wrong format", changed("format", "other"), "format", "not “bpdesk”"),
    ("no version", changed("version", ABSENT), "version", "missing"),
    ("newer version", changed("version", 2), "version", "made by a newer bpdesk"),
    ("version of 5 000 digits", swapped('"version": 1', '"version": ' + "7" * 5_000), "version", "made by a newer bpdesk"),
    ("version below 1", changed("version", 0), "version", "below 1"),
    ("version as a float", changed("version", 1.0), "version", "not a whole number"),
    ("version as true", changed("version", True), "version", "not a whole number"),
    ("unknown key", changed("colour", 1), "colour", "unknown key"),
    ("unknown odd key", changed("a\nb", 1), '["a\\nb"]', "unknown key"),
    ("no nodes", changed("nodes", ABSENT), "nodes", "missing"),
    ("no edges", changed("edges", ABSENT), "edges", "missing"),
    ("doubled key", swapped('"version": 1', '"version": 1, "version": 1'), "version", "given more than once"),
    ("deep inside", "[" * 100_000, "line 1, column 201", "nested deeper than the format has"),
    ("deep objects", '{"a":' * 100_000, "line 1, column 1001", "nested deeper than the format has"),
    ("deep, in a later line", '{"é": "[[[[",\n"b": ' + "[" * 300, "line 2, column 205", "nested deeper than the format has"),
    ("too large", b" " * (64 * 2**20 + 1), "", "larger than 64 MiB"),
]
TEXTS: list[Case] = [
    ("title not a text", changed("title", 5), "title", "not a text"),
    ("title too long", changed("title", "x" * 1001), "title", "longer than 1000 characters"),
    ("title with a line break", changed("title", "a\nb"), "title", "holds a control character"),
    ("title with a C1 control", changed("title", "a\x85b"), "title", "holds a control character"),
    ("title with a surrogate", changed("title", "\ud800"), "title", "holds half of a surrogate pair"),
    ("notes null", changed("notes", None), "notes", "not a text"),
    ("notes with a control", changed("notes", "a\x0b"), "notes", "holds a control character"),
    ("label too long", changed("nodes", 0, "label", "x" * 201), "nodes[0].label", "longer than 200 characters"),
    ("label with a tab", changed("nodes", 0, "label", "\t"), "nodes[0].label", "holds a control character"),
    ("label null", changed("nodes", 0, "label", None), "nodes[0].label", "not a text"),
    ("edge label too long", changed("edges", 1, "label", "x" * 201), "edges[1].label", "longer than 200 characters"),
]
VIEW: list[Case] = [
    ("view null", changed("view", None), "view", "not an object"),
    ("nine levels", changed("view", nested(9)), "view.a.a.a.a.a.a.a.a", "nested deeper than the format has"),
    ("a hundred levels", changed("view", nested(100)), "view.a.a.a.a.a.a.a.a", "nested deeper than the format has"),
    ("lists too deep", changed("view", {"a": [[[[[[[[]]]]]]]]}), "view.a[0][0][0][0][0][0][0]", "nested deeper than the format has"),
    ("infinite", swapped('{"row": 0}', '{"row": [1, Infinity]}'), "view.row[1]", "not finite"),
    ("whole number that no double holds", changed("view", "row", 10**400), "view.row", "not finite"),
    ("control character", changed("view", "row", "\x00"), "view.row", "holds a control character"),
    ("surrogate", changed("view", "row", "\udfff"), "view.row", "holds half of a surrogate pair"),
    ("surrogate in a key", changed("view", "\ud800", 1), 'view["\\ud800"]', "holds half of a surrogate pair"),
    ("doubled key", swapped('{"row": 0}', '{"row": {"a": 1, "a": 1}}'), "view.row.a", "given more than once"),
]


@pytest.mark.parametrize(("content", "place", "message"), named(whole=WHOLE, texts=TEXTS, view=VIEW))
def test_is_rejected(content: str | bytes, place: str, message: str) -> None:
    check_rejection(content, place, message)


@pytest.mark.parametrize("key", ["cost", "optimizer"])
@pytest.mark.parametrize("name", ["nothing", "Softmax"])
def test_a_name_that_is_none_is_told_with_those_that_are(key: str, name: str) -> None:
    content = changed("training", key, {"name": name} if key == "optimizer" else name)
    with pytest.raises(FormatError, match=rf'^training\.{key}(\.name)?: "{name}" is none of \w+, \w+'):
        read(content)


def test_an_unknown_activation_is_told_with_those_that_are() -> None:
    with pytest.raises(FormatError, match=r'^nodes\[2\]\.activation: "relux" is none of linear, sigmoid, tanh'):
        read(changed("nodes", 2, "activation", "relux"))


LONG = "x\n\ud800\u202e" * 5000


@pytest.mark.parametrize(
    "content",
    [
        changed("nodes", 2, "activation", "x" * 10**6),
        changed(LONG, 1),
        changed("edges", 0, "source", "\u202e" * 5000),
        changed("data", "columns", ["y" * 10**6]),
        changed("run", "state", "edges", LONG, 1),
        changed("view", {LONG: {LONG: {LONG: {LONG: {LONG: {LONG: {LONG: {"a": "\x00"}}}}}}}}),
        without_run(long_cycle),
        b"\x00" * 10**6,
        b'"' + b"x" * 10**6,
    ],
)
def test_a_message_is_one_short_line(content: str | bytes) -> None:
    with pytest.raises(FormatError) as caught:
        read(content)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 1000
    line.encode()


def test_a_byte_order_mark_is_allowed() -> None:
    assert read(b"\xef\xbb\xbf" + CANONICAL.encode()) == read("\ufeff" + CANONICAL) == read(CANONICAL)


def test_eight_levels_of_view_are_kept() -> None:
    assert read(changed("view", nested(8))).view == nested(8)


def test_the_highest_seed() -> None:
    assert read(changed("training", "seed", 2**63 - 1)).training.seed == 2**63 - 1


def test_brackets_in_a_text_are_no_nesting() -> None:
    title = '[{"\\' * 100
    assert read(changed("title", title)).title == title


def test_whole_numbers_stand_for_floats() -> None:
    document = read(changed("edges", 0, "weight", 3))
    assert repr(document.network.edges[0].weight) == "3.0"
