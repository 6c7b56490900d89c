"""Matrices of a network's numbers and the expressions between them: evaluated here, printed by `matrix_printing`.

All are written for columns: a vector is a column, W has a row for each node that it leads to (W_ji). Transposed as a whole, each grid and
the order of each product, an expression is the same in the other convention: a vector is a row, W has a row for each source (W_ij).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from bpdesk.explain.formula import Ref, Role

Floats = npt.NDArray[np.float64]
CellKind = Literal["number", "given", "frozen", "absent"]
Convention = Literal["columns", "rows"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with its name in LaTeX; None where the shown iteration hasn't reached it.

    `absent`: there is no such edge or bias, which counts as 0. `frozen`: it is never updated. `given`: a person typed it.
    """

    value: float | None
    name: str
    role: Role = "text"
    ref: Ref | None = None
    kind: CellKind = "number"


@dataclass(frozen=True)
class Grid:
    """A matrix of numbers with the names of its rows and columns in LaTeX; a cell is made when it is asked for.

    `nodes` are the ids of the nodes that rows and columns stand for; a sample's column has none.

    `unheld` further columns are part of it, of which no numbers are held. Where `is_named_only`, its name stands for it: its numbers were
    shown before. `key` tells it from others of its page.
    """

    key: str
    tex: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cell: Callable[[int, int], Cell]
    unheld: int = 0
    is_named_only: bool = False
    is_transposed: bool = False
    nodes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.columns)

    def turned(self) -> Grid:
        """With rows for columns, under the same name: what it is in the other convention."""
        cell = self.cell
        rows, columns = self.nodes
        return replace(self, rows=self.columns, columns=self.rows, cell=lambda row, column: cell(column, row), nodes=(columns, rows))

    def transposed(self) -> Grid:
        """Its transpose, named so."""
        return replace(self.turned(), tex=rf"{{{self.tex}}}^{{\top}}", is_transposed=not self.is_transposed)

    def named_only(self) -> Grid:
        return replace(self, is_named_only=True)

    def numbers(self) -> Floats | None:
        """All its numbers; None where one isn't known."""
        if self.unheld:
            return None
        rows, columns = self.shape
        values = [self.cell(row, column).value for row in range(rows) for column in range(columns)]
        known = [value for value in values if value is not None]
        return np.array(known, np.float64).reshape(rows, columns) if len(known) == len(values) else None


@dataclass(frozen=True)
class Ones:
    """A row of ones, as many as there are samples: it sums over them, or lays the same column beside itself."""

    count: int
    is_column: bool = False

    @property
    def tex(self) -> str:
        return r"\mathbf{1}" if self.is_column else r"\mathbf{1}^{\top}"


@dataclass(frozen=True)
class Scalar:
    """A number before a matrix: in symbols, and with its number in, as LaTeX and as plain text."""

    tex: str
    value: float
    shown: str
    plain: str


@dataclass(frozen=True)
class Product:
    """Numbers times a product of matrices."""

    factors: tuple[Matrix, ...]
    scale: tuple[Scalar, ...] = ()


@dataclass(frozen=True)
class Entrywise:
    """Factors multiplied entry by entry, ⊙; what is below the line divides so, ⊘."""

    factors: tuple[Matrix, ...]
    below: Matrix | None = None


@dataclass(frozen=True)
class Sum:
    """Terms in their order; those whose place is in `minus` are subtracted. A number is added to each entry."""

    terms: tuple[Matrix, ...]
    minus: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Applied:
    """A function on each entry."""

    function: Literal["sign", "root"]
    of: Matrix


Matrix = Grid | Ones | Scalar | Product | Entrywise | Sum | Applied


def total(*terms: Matrix) -> Matrix:
    """Their sum; a term alone stands for itself."""
    return terms[0] if len(terms) == 1 else Sum(terms)


def difference(one: Matrix, other: Matrix) -> Sum:
    return Sum((one, other), frozenset({1}))


def evaluate(matrix: Matrix) -> Floats | None:
    """Its numbers, `(rows, columns)` for columns; None where one isn't known. What isn't finite stays so."""
    with np.errstate(all="ignore"):
        return _value(matrix)


def _value(matrix: Matrix) -> Floats | None:
    if isinstance(matrix, Grid):
        return matrix.numbers()
    if isinstance(matrix, Ones):
        return np.ones((matrix.count, 1) if matrix.is_column else (1, matrix.count))
    if isinstance(matrix, Scalar):
        return np.array([[matrix.value]])
    if isinstance(matrix, Product):
        return _combined(lambda parts: _scaled(matrix, parts), matrix.factors)
    if isinstance(matrix, Entrywise):
        above = _combined(_entrywise, matrix.factors)
        below = np.ones((1, 1)) if matrix.below is None else _value(matrix.below)
        return None if above is None or below is None else above / below
    if isinstance(matrix, Sum):
        return _combined(lambda parts: _summed(matrix, parts), matrix.terms)
    return _combined(lambda parts: np.sign(parts[0]) if matrix.function == "sign" else np.sqrt(parts[0]), (matrix.of,))


def _combined(combine: Callable[[list[Floats]], Floats], parts: tuple[Matrix, ...]) -> Floats | None:
    values = [_value(part) for part in parts]
    known = [value for value in values if value is not None]
    return combine(known) if len(known) == len(values) else None


def _scaled(product: Product, parts: list[Floats]) -> Floats:
    result = parts[0]
    for part in parts[1:]:
        result = result @ part
    for scalar in product.scale:
        result = scalar.value * result
    return result


def _entrywise(parts: list[Floats]) -> Floats:
    result = parts[0]
    for part in parts[1:]:
        result = result * part
    return result


def _summed(matrix: Sum, parts: list[Floats]) -> Floats:
    result = -parts[0] if 0 in matrix.minus else parts[0]
    for place, part in enumerate(parts[1:], 1):
        result = result - part if place in matrix.minus else result + part
    return result
