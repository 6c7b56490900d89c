"""Foreign tables: what is recognised, what comes of it, and one clear message for each that is none."""

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.files.faults import FormatError
from bpdesk.files.table import Layout, lines_of, recognised
from bpdesk.files.table_columns import columns_of
from bpdesk.files.table_numbers import NOTATIONS, Notation, is_number_somehow
from bpdesk.files.table_text import decoded
from bpdesk.model.importing import Column
from bpdesk.text import whole

TABLES = [
    b'x 1,"y ""z""",kind\n0.5,1,a\n-2e-3,NA,b\n7,,"two\nlines"\n' * 2,
    b"x;y;kind\n0,5;1;a\n-2,25;3;b\n" * 4,
    "x\ty\n0,5\t1\n".encode("utf-16"),
    b"1|2|3\n" * 20,
]
SLIPS = [b"", b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\x00", b"\xff\xfe", b"1,5", b"1.5", b"nan", b"=1", b"'", b"1e999"]
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def _columns(text: str, layout: Layout | None = None) -> list[Column]:
    layout = layout or recognised(text)
    return columns_of(text, layout)


def _numbers(text: str) -> list[list[float]]:
    columns = _columns(text)
    assert all(column.numbers is not None for column in columns)
    numbers = [column.numbers.tolist() for column in columns if column.numbers is not None]
    return [list(row) for row in zip(*numbers, strict=True)]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("x,y\n1,2\n3,4\n", Layout(",", ".", True)),
        ("1.5,2\n3,4\n", Layout(",", ".", False)),
        ("x;y\n1,5;2\n3;4,25\n", Layout(";", ",", True)),
        ("x;y\n1.5;2\n", Layout(";", ".", True)),
        ("x\ty\n1,5\t2\n", Layout("\t", ",", True)),
        ("x|y\n1|2\n", Layout("|", ".", True)),
        ('"a, b";c\n1;2\n', Layout(";", ".", True)),
        (",sepal,petal\n0,1,2\n", Layout(",", ".", True)),
        ("value\n1\n2\n", Layout(",", ".", True)),
        ("  x   y\n 1.5  2 \n10   3\n", Layout(" ", ".", True)),
        ("1,5 2\n3 4\n", Layout(" ", ",", False)),
        ("New York\nLos Angeles\n", Layout(",", ".", True)),
        ("New York,1\nLos Angeles,2\n", Layout(",", ".", False)),
        ("day 1;2\nday 2;3\n", Layout(";", ".", False)),
        ("x;y\n1.234,5;2\n3,5;4\n", Layout(";", ",", True, ".")),
        ("x;y\n1,234.5;2\n3.5;4\n", Layout(";", ".", True, ",")),
        ('x,y\n"1,234.5",2\n3,4\n', Layout(",", ".", True, ",")),
        ("x;y\n1.234.567;2\n3;4\n", Layout(";", ",", True, ".")),
        ("x;y\n1 234,5;2\n3;4\n", Layout(";", ",", True)),
        ("1'234.5;2\n3;4\n", Layout(";", ".", False)),
        ("x;y\n1.234;2\n3,5;4\n", Layout(";", ".", True)),
        ('x;y\n1,5;2\n3,5;"4\n', Layout(";", ",", True)),
    ],
)
def test_delimiter_decimal_sign_and_header_are_recognised(text: str, layout: Layout) -> None:
    assert recognised(text) == layout


def test_cells_parted_by_any_number_of_spaces() -> None:
    assert _numbers("  x   y\n 1.5  2 \n10   -3\n\n") == [[1.5, 2.0], [10.0, -3.0]]
    with pytest.raises(FormatError, match="^line 3: 1 value for 2 columns$"):
        _columns("x y\n1 2\n3 \n", Layout(" "))


def test_columns_of_numbers_words_and_gaps() -> None:
    age, kind, where = _columns("age;kind;where\n\n1,5;red;\n?;blue;N/A\n\n-2e-3;red;x\n")
    assert age.numbers is not None
    assert str(age.numbers.tolist()) == "[1.5, nan, -0.002]"
    assert age.missing.tolist() == [1]
    assert (kind.numbers, kind.classes) == (None, ("blue", "red"))
    assert kind.one_hot().tolist() == [[0, 1], [1, 0], [0, 1]]
    assert where.missing.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x;y\n1.234,5;2\n-1.234;0,25\n1.234.567;1.000.000,5e-3", [[1234.5, 2.0], [-1234.0, 0.25], [1234567.0, 1000.0005]]),
        ("x;y\n1,234.5;2\n-1,234;0.25\n12;.5", [[1234.5, 2.0], [-1234.0, 0.25], [12.0, 0.5]]),
        ("x;y\n1 234,5;2\n\N{MINUS SIGN}1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567;3", [[1234.5, 2.0], [-1234567.0, 3.0]]),
        ("x;y\n1'234.5;2\n12\N{RIGHT SINGLE QUOTATION MARK}000;3", [[1234.5, 2.0], [12000.0, 3.0]]),
        ("x,y\n1.234,2\n3,4\n", [[1.234, 2.0], [3.0, 4.0]]),
        ("x;y\n1,234;2\n3;4\n", [[1.234, 2.0], [3.0, 4.0]]),
    ],
)
def test_signs_between_thousands(text: str, expected: list[list[float]]) -> None:
    assert np.allclose(_numbers(text), expected, rtol=1e-15)


@pytest.mark.parametrize("text", ["1.23,5", "12.3456,5", "1,234,5", "1.234 567,5", "1234.567,5", ".234,5"])
def test_signs_that_part_no_thousands_make_no_number(text: str) -> None:
    assert _columns(f"x;y\n{text};1\n{text};2\n", Layout(";", ",", True, "."))[0].numbers is None


@given(value=st.floats(-1e15, 1e15).map(lambda value: round(value, 3)), notation=st.sampled_from([*NOTATIONS, *"  '"]))
def test_a_number_as_tables_write_it(value: float, notation: Notation | str) -> None:
    written = f"{value:,.3f}"
    signs = (notation.thousands, notation.decimal) if isinstance(notation, Notation) else (notation, ".")
    written = written.translate({ord(","): signs[0], ord("."): signs[1]})
    read = notation if isinstance(notation, Notation) else Notation()
    assert read.is_number(written)
    assert read.value(written) == value


@given(text=st.text("0123456789٣..,,' \N{NO-BREAK SPACE}\N{MINUS SIGN}-+e_x", max_size=9))
def test_a_number_somehow_is_one_in_some_notation(text: str) -> None:
    assert is_number_somehow(text) == any(notation.is_number(text) for notation in NOTATIONS)


@given(table=st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=6), delimiter=st.sampled_from([",", ";", "\t", "|"]))
def test_every_double_comes_back(table: list[list[float]], delimiter: str) -> None:
    text = "a" + delimiter + "b" + delimiter + "c\n" + "\n".join(delimiter.join(map(repr, row)) for row in table)
    assert _numbers(text) == table


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "", "the file is empty"),
        (" \n\n", "", "the file is empty"),
        (",,\n", "", "the file has no rows"),
        ("x,y\n", "", "a line of names, but no row"),
        ("x,y\n1,2\n\n1,2,3\n", "line 4", "3 values for 2 columns"),
        ('x,y\n1,2\n"3,4\n5,6\n', "line 3", "the quote that opens here is never closed"),
        ('x,y\n1,2\n3,"4', "line 3", "the quote that opens here is never closed"),
        ('x,y\n"a\nb",2\n"a\nb","4\n\n', "line 5", "the quote that opens here is never closed"),
        ('x,y\n1,2\n"3,4\n' + "5,6\n" * 50_000, "line 3", "the quote that opens here is never closed"),
        ('"x y\n1 2\n', "line 1", "the quote that opens here is never closed"),
        ('x,y\n1,2\n"3,4\n5,"6"\n', "line 3", "a quote that opens here is closed in line 4 only: 1 value for 2 columns"),
        (",".join(["1"] * 2001), "", "too many"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, place: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        _columns(text)
    assert caught.value.place == place
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "row", "cell", "reason"),
    [
        ("x;y\n" + "1,5;2\n" * 300 + "1.234,5;3\n", 300, "1.234,5", 'line 302, column "x": "1.234,5" has another decimal sign'),
        ("x;y\n1,5;2\n1.5;3\n2,5;3", 1, "1.5", 'line 3, column "x": "1.5" has another decimal sign'),
        ("x,y\n1,2\nabc,4\n3,4\n5,6", 1, "abc", 'line 3, column "x": "abc" is not a number'),
        ("x,y\n1e999,2\n", 0, "1e999", 'line 2, column "x": "1e999" is not finite'),
        ("x,y\n1_000,2\n2,3\n4,5", 0, "1_000", 'line 2, column "x": "1_000" is not a number'),
    ],
)
def test_a_cell_that_is_no_number_is_told_and_the_rest_is_read(text: str, row: int, cell: str, reason: str) -> None:
    column, other = _columns(text)
    assert column.fault is not None
    assert (column.fault.rows.tolist(), column.fault.texts) == ([row], (cell,))
    assert column.fault.reason.startswith(reason)
    assert column.numbers is not None
    assert np.flatnonzero(np.isnan(column.numbers)).tolist() == [row]
    assert column.missing.tolist() == []
    assert other.fault is None
    assert len(other) == len(column)


def test_a_million_rows_and_one_column() -> None:
    (column,) = _columns("value\n" + "1.5\n\n" * 500_000 + "?\n2\n" * 250_000)
    assert column.numbers is not None
    assert len(column) == 1_000_000
    assert float(np.nansum(column.numbers)) == 500_000 * 1.5 + 250_000 * 2
    assert len(column.missing) == 250_000


def test_more_values_than_a_document_holds_are_refused_on_the_way() -> None:
    with pytest.raises(FormatError, match="^more than .* values, which no document holds$"):
        deque(lines_of((",".join("1" * 2000) + "\n") * 7000, Layout()), maxlen=0)


def test_words_far_down_make_the_whole_column_words_and_numbers_name_their_line() -> None:
    numbers = "1,2\n" * 30_000
    words = _columns("a,b\n" + numbers + "x,2\n" * 40_000)[0]
    assert words.numbers is None
    assert (len(words), words.classes) == (70_000, ("1", "x"))
    faulty = _columns("a,b\n" + numbers + "x,2\n" * 30 + numbers)[0].fault
    assert faulty is not None
    assert faulty.reason == f'line {whole(30_002)}, column "a": "x" is not a number'
    assert faulty.rows.tolist() == [*range(30_000, 30_030)]
    assert faulty.texts == ("x",) * 20


@pytest.mark.parametrize("layout", [Layout(";"), Layout(";", ","), Layout(";", ".", True, ","), Layout(";", ",", True, ".")])
def test_a_column_is_the_same_alone_and_in_a_wide_table_that_is_read_in_pieces(layout: Layout) -> None:
    kinds = [
        ["1.5"] * 400,
        ["red", "blue"] * 200,
        ["12"] * 190 + ["word", "?"] * 105,
        ["7"] * 150 + ["1,5", "NA"] * 125,
        ["7"] * 350 + ["1.234,5"] * 50,
        ["1.5"] * 100 + ["1,5"] * 300,
        ["1.5", "1,5", "word", "no"] * 100,
        ["3"] * 250 + ["1e999", "word", "1,234.5", "-1e999", "?"] * 30,
    ]
    wide = "\n".join(";".join(row) for row in [("head",) * 320, *zip(*(kinds * 40), strict=True)])
    alone = [_told(columns_of("\n".join(["head", *kind]), layout)[0]) for kind in kinds]
    assert [_told(column) for column in columns_of(wide, layout)] == alone * 40


def _told(column: Column) -> tuple[object, ...]:
    fault = column.fault and (column.fault.rows.tolist(), column.fault.texts, column.fault.reason, column.fault.read_with)
    return column.name, None if column.numbers is None else str(column.numbers.tolist()), column.texts, fault


def test_bad_cells_of_several_kinds_are_told_in_their_order() -> None:
    (column,) = columns_of("x\n" + "3\n" * 100 + "1e999\nword\n1,5\n?\n-1e999\n" * 6, Layout(";"))
    assert column.fault is not None
    assert column.fault.rows.tolist() == [100 + 5 * turn + place for turn in range(6) for place in (0, 1, 2, 4)]
    assert column.fault.texts == ("1e999", "word", "1,5", "-1e999") * 5
    assert column.fault.reason == 'line 102, column "x": "1e999" is not finite'
    assert column.fault.read_with == ""


def test_a_word_that_comes_again_is_held_once() -> None:
    (column,) = _columns("kind\n" + "setosa\n virginica \n" * 30_000)
    assert column.texts == ("setosa", "virginica") * 30_000
    assert len(set(map(id, column.texts))) == 2


def test_an_endless_line_is_refused_before_it_is_taken_apart() -> None:
    with pytest.raises(FormatError, match="^line 1: longer than"):
        recognised("1," * 1_000_000)
    with pytest.raises(FormatError, match=f"^line {whole(1_200_001)}: longer than"):
        _columns("1\n" * 1_200_000 + "1" * (2**20 + 1))


def test_encodings() -> None:
    text = "größe;y\n1;2\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        assert decoded(text.encode(encoding)).removeprefix("\ufeff") == text
    assert decoded(b"a,b\r\n1,2\r3,4") == "a,b\n1,2\n3,4"


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x00\x00", b"PK\x03\x04\x14\x00", b"1,2\n\x00,3"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="binary"):
        decoded(data)


def test_formulas_are_text_and_shielded_names_come_back() -> None:
    columns = _columns("'=x,y\n=1+1,2\n=HYPERLINK(0),3\n")
    assert columns[0].name == "=x"
    assert columns[0].texts == ("=1+1", "=HYPERLINK(0)")


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_make_a_table_or_one_message(data: bytes) -> None:
    _makes_a_table_or_one_message(data)


@given(
    table=st.sampled_from(TABLES),
    start=st.integers(0, 120),
    length=st.integers(0, 20),
    slip=st.sampled_from(
        [b"", b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\x00", b"\xff\xfe", b"1,5", b"1.5", b"nan", b"=1", b"'", b"1e999"]
    ),
)
def test_a_slip_in_a_table_leaves_a_table_or_one_message(table: bytes, start: int, length: int, slip: bytes) -> None:
    _makes_a_table_or_one_message(table[:start] + slip + table[start + length :])


def _makes_a_table_or_one_message(data: bytes) -> None:
    message, columns = "", []
    try:
        columns = _columns(decoded(data))
    except FormatError as failure:
        message = str(failure)
    assert bool(message) != bool(columns)
    assert message.replace("\N{NARROW NO-BREAK SPACE}", " ").isprintable()
    assert len({len(column) for column in columns}) <= 1
    assert all(column.numbers is None or not np.isinf(column.numbers).any() for column in columns)
