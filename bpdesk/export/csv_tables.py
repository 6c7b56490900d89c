"""Tables as CSV (RFC 4180, lines ending in a line feed), numbers as `repr`. Where the rows come from and go to isn't known here."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = re.compile(r"'*[=+\-@\t]")
"""What a spreadsheet would run, or what a reader would take for one that was shielded."""
_NEED_QUOTES = frozenset('",\r\n')


def csv_line(fields: Iterable[str]) -> str:
    """One line of a table; a field is quoted where it has to be."""
    return ",".join(f'"{field.replace(chr(34), chr(34) * 2)}"' if _NEED_QUOTES & set(field) else field for field in fields) + "\n"


def history_header(edge_ids: Iterable[str], biased_ids: Iterable[str]) -> str:
    """The first line of a history: what its columns hold."""
    return csv_line(["iteration", "cost", "batch_cost", *edge_ids, *(f"{node}.bias" for node in biased_ids)])


def history_row(iteration: int, cost: float, batch_cost: float | None, parameters: Sequence[float]) -> str:
    """The line after `iteration` updates; `batch_cost` is None where no update led there."""
    batch = "" if batch_cost is None else repr(batch_cost)
    return f"{iteration},{cost!r},{batch}," + ",".join(map(repr, parameters)) + "\n" if parameters else f"{iteration},{cost!r},{batch}\n"


def data_lines(names: Sequence[str], rows: Iterable[Sequence[float]]) -> Iterator[str]:
    """Rows of data below their names; a missing value is empty. No name is what a spreadsheet would take for a formula."""
    yield csv_line(map(shielded, names))
    for row in rows:
        yield ",".join("" if math.isnan(value) else repr(value) for value in row) + "\n"


def shielded(name: str) -> str:
    """The name, behind an apostrophe where a spreadsheet would run it; reading a table takes that off again."""
    return f"'{name}" if _FORMULA.match(name) else name


def columns_table(columns: Sequence[tuple[str, Sequence[float]]]) -> str:
    """CSV with those columns, which are equally long, under their names."""
    names = csv_line([shielded(name) for name, _ in columns])
    return names + "".join(csv_line(list(map(repr, row))) for row in zip(*(values for _, values in columns), strict=True))
