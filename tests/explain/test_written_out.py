"""Long sums written out: every term is there, in symbols and with its number, and the sum is what it was."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.explain.derivation import Derivation
from bpdesk.explain.page import Page, PageKind, page
from bpdesk.explain.printing import text
from bpdesk.explain.written_out import MOST, leaves_out, page_written_out
from bpdesk.model.document import Document
from tests.builders import net
from tests.explain.situations import situation_of


def fan_in(number: int, l2: float = 0.0) -> Document:
    return net(f"{' '.join(f'x{k}' for k in range(number))} -> h -> y", seed=7, rows=2, l2=l2)


def rows_of(found: Page) -> list[str]:
    items = [item for section in found.sections for item in section.items if isinstance(item, Derivation)]
    return [text(row) for item in items for row in item.printed(5)]


def values_of(found: Page) -> list[float]:
    items = [item for section in found.sections for item in section.items if isinstance(item, Derivation)]
    return [line.expression.value for item in items for line in item.lines if line.expression.value is not None]


@pytest.mark.parametrize(("kind", "of"), [("node", "h"), ("cost", ""), ("weight", "x0_h")])
@given(number=st.integers(6, 40))
def test_every_term_is_written_and_the_sums_stay(kind: PageKind, of: str, number: int) -> None:
    found = page(situation_of(fan_in(number, l2=0.1)), kind, of)
    written = page_written_out(found)
    assert leaves_out(found) == (kind != "weight")
    assert not leaves_out(written)
    assert not any("more term" in row for row in rows_of(written))
    assert len(values_of(found)) == len(values_of(written))
    assert all(math.isclose(one, other, rel_tol=1e-12) for one, other in zip(values_of(found), values_of(written), strict=True))
    if kind == "node":
        row = next(row for row in rows_of(written) if "x0_h · x0" in row)
        assert all(f"x{k}_h · x{k}" in row for k in range(number))
        assert row.endswith("+ b_h")


def test_of_hundreds_of_terms_a_hundred_more_are_written_and_the_others_counted() -> None:
    written = page_written_out(page(situation_of(fan_in(500)), "node", "h"))
    row = next(row for row in rows_of(written) if "x0_h · x0" in row)
    assert row.count(" + ") == 4 + MOST
    assert row.endswith(f"… and {501 - 4 - MOST} more terms")


def test_samples_that_are_held_are_written_and_the_others_counted() -> None:
    document = net("x -> y", seed=1, rows=900)
    found = page_written_out(page(situation_of(document), "weight", "x_y"))
    row = next(row for row in rows_of(found) if "more terms" in row)
    assert row.count(" + ") == 4 + MOST
    assert f"… and {900 - 4 - MOST} more terms" in row
