"""CSV as RFC 4180 has it, read back by Python's own reader."""

import csv
import io
import math

from hypothesis import given
from hypothesis import strategies as st

from bpdesk.export.csv_tables import csv_line, history_header, history_row

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


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
