"""CSV as RFC 4180 has it, read back by Python's own reader."""

import csv
import io
import math

from hypothesis import given
from hypothesis import strategies as st

from bpdesk.export.csv_tables import csv_line, data_lines, history_header, history_row
from bpdesk.files.table import Layout
from bpdesk.files.table_columns import columns_of

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "'=1", "''=1", '=HYPERLINK("http://x","y")', "'x", "<b>x</b>", "a,b;c"]


@given(names=st.lists(st.sampled_from(FORMULAS), min_size=1, max_size=4))
def test_no_heading_is_a_formula_for_a_spreadsheet_and_each_is_read_back(names: list[str]) -> None:
    text = "".join(data_lines(names, [[-1.0] * len(names)]))
    cells = next(csv.reader(io.StringIO(text, newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    columns = columns_of(text, Layout())
    assert [column.name for column in columns] == [name.strip() for name in names]
    assert all(column.numbers is not None and column.numbers.tolist() == [-1.0] for column in columns)


@given(st.lists(texts, min_size=1))
def test_any_text_reads_back(fields: list[str]) -> None:
    assert next(csv.reader(io.StringIO(csv_line(fields), newline=""))) == fields


def test_only_what_needs_quotes_gets_them() -> None:
    assert csv_line(["a b", "c,d", 'e"f', "'g'"]) == 'a b,"c,d","e""f",\'g\'\n'


def test_the_header_names_weights_and_biases() -> None:
    assert history_header(["w", "v,1"], ["h"]) == 'iteration,cost,batch_cost,w,"v,1",h.bias\n'


@given(st.floats(), st.floats(), st.lists(st.floats(allow_nan=False)))
def test_numbers_keep_all_their_digits(cost: float, batch_cost: float, parameters: list[float]) -> None:
    line = history_row(7, cost, batch_cost, parameters)
    assert line.endswith("\n")
    read = [float(cell) for cell in line.split(",")]
    assert read[0] == 7
    assert read[1] == cost or (math.isnan(read[1]) and math.isnan(cost))
    assert read[3:] == parameters


def test_row_0_has_no_batch_cost() -> None:
    assert history_row(0, 1.5, None, [2.0]) == "0,1.5,,2.0\n"
    assert history_row(0, 1.5, None, []) == "0,1.5,\n"
