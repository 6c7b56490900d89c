"""The curves of a plot as a table: an iteration a row, a curve a column, or two where a point stands for a range."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bpdesk.export.csv_tables import csv_line, shielded
from bpdesk.training.curves import Curve


def curve_table(curves: Sequence[tuple[str, Curve]]) -> str:
    """CSV with the columns `iteration` and each curve's name; of ranges `NAME.low` and `NAME.high`. Empty where a curve has no point."""
    columns: list[tuple[str, dict[float, float]]] = []
    for name, curve in curves:
        if curve.is_exact:
            columns.append((name, dict(zip(curve.iterations.tolist(), curve.low.tolist(), strict=True))))
        else:
            columns += [
                (f"{name}.{end}", dict(zip(curve.iterations.tolist(), values.tolist(), strict=True)))
                for end, values in (("low", curve.low), ("high", curve.high))
            ]
    every = np.unique(np.concatenate([curve.iterations for _, curve in curves])) if curves else np.zeros(0)
    rows = [csv_line(["iteration", *(shielded(name) for name, _ in columns)])]
    for at in every.tolist():
        rows.append(csv_line([f"{at:.0f}", *(repr(values[at]) if at in values else "" for _, values in columns)]))
    return "".join(rows)
