"""Prints matrix expressions: in symbols, or with grids of numbers in their places; in either convention; as LaTeX and as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.folding import unfolded
from bpdesk.explain.formula import Role
from bpdesk.explain.mathsvg import marked
from bpdesk.explain.matrices import Applied, Cell, Convention, Entrywise, Grid, Matrix, Ones, Product, Scalar, Sum
from bpdesk.explain.printing import linear_name
from bpdesk.explain.shown_numbers import number_tex, shown_value
from bpdesk.explain.statement import Statement

_ROLES: dict[str, Role] = {
    "a": "forward", "A": "forward", r"\delta": "backward", r"\Delta": "backward", "dC": "backward", "y": "target",
    "f'": "slope", "J": "slope",
}  # fmt: skip
SignKind = Literal["symbol", "number", "operator", "open", "close"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands between grids: LaTeX, and plain text."""

    tex: str
    plain: str
    kind: SignKind = "symbol"
    role: Role = "text"


Item = Grid | Sign
_WIDEST = 84
"""Characters on a line of LaTeX."""

_PLUS, _MINUS, _TIMES = Sign("+", "+", "operator"), Sign("-", "−", "operator"), Sign(r"\cdot", "·", "operator")
_ENTRYWISE, _DIVIDED = Sign(r"\odot", "⊙", "operator"), Sign(r"\oslash", "⊘", "operator")
_EQUALS, _BECOMES, _FOLLOWS = Sign("=", "=", "operator"), Sign(r"\leftarrow", "←", "operator"), Sign(r"\rightarrow", "→", "operator")
_OPEN, _CLOSE = Sign("(", "(", "open"), Sign(")", ")", "close")


def role_of(grid: Grid) -> Role:
    """The colour of its name: what goes forward, what comes back, a slope."""
    return _ROLES.get(grid.key.split()[0], "text")


def formula(statement: Statement, convention: Convention) -> tuple[Sign, ...]:
    """In symbols: `z = W a + b`."""
    relation = _EQUALS if statement.relation == "=" else _BECOMES
    return (symbol(statement.left), relation, *_signs(_Printer(convention, fills=False).row(statement.right)))


def filled(statement: Statement, convention: Convention) -> tuple[Item, ...]:
    """With numbers: what it is made of, `=`, and the result; and what follows from it."""
    printer = _Printer(convention, fills=True)
    follows = () if statement.then is None else (_FOLLOWS, *printer.row(statement.then))
    made_of = () if isinstance(statement.right, Grid) else (*printer.row(statement.right), _EQUALS)
    return (*made_of, *printer.row(statement.left), *follows)


def marked_tex(signs: Iterable[Sign]) -> tuple[str, tuple[Role, ...]]:
    """LaTeX whose marks are places in the roles."""
    found = tuple(signs)
    roles = tuple(sign.role for sign in found)
    pieces = [sign.tex if sign.role == "text" else marked(sign.tex, place) for place, sign in enumerate(found)]
    return " ".join(pieces), roles


def cell_text(cell: Cell, digits: int) -> str:
    """A number as its cell shows it: — where it isn't reached, 0 where there is nothing."""
    return "0" if cell.kind == "absent" else shown_value(cell.value, digits, is_given=cell.kind == "given")


def latex(statement: Statement, convention: Convention, digits: int) -> str:
    """In symbols, then with the numbers of its grids, large ones folded to their corners."""
    symbols = " ".join(sign.tex for sign in formula(statement, convention))
    lines = _broken(filled(statement, convention), digits)
    numbers = " \\\\ ".join(" ".join(item.tex if isinstance(item, Sign) else grid_latex(item, digits) for item in line) for line in lines)
    follows = rf" \qquad {statement.then_tex}" if statement.then_tex else ""
    return rf"{symbols}{follows} \\ {numbers}"


def _broken(items: Iterable[Item], digits: int) -> list[list[Item]]:
    """Into lines that fit on a page, each but the first beginning with an operator."""
    lines: list[list[Item]] = [[]]
    chunks: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.kind == "operator" and item.plain != "·":
            chunks.append([])
        chunks[-1].append(item)
    for chunk in chunks:
        if lines[-1] and _width([*lines[-1], *chunk], digits) > _WIDEST:
            lines.append([])
        lines[-1] += chunk
    return lines


def _width(items: Iterable[Item], digits: int) -> int:
    """About, in characters."""
    return sum(len(item.plain) if isinstance(item, Sign) else _grid_width(item, digits) for item in items)


def _grid_width(grid: Grid, digits: int) -> int:
    rows, columns = unfolded(grid.shape[0]), unfolded(grid.shape[1])
    widths = [
        max((1 if row is None or column is None else len(cell_text(grid.cell(row, column), digits)) for row in rows), default=0) + 3
        for column in columns
    ]
    return sum(widths) + 3 * bool(grid.unheld)


def plain(statement: Statement, convention: Convention, digits: int) -> str:
    """Two lines: in symbols, and with numbers, a matrix as `[1, 2; 3, 4]`."""
    symbols = " ".join(sign.plain for sign in formula(statement, convention))
    follows = f"   {linear_name(statement.then_tex).replace('=', ' = ')}" if statement.then_tex else ""
    numbers = " ".join(item.plain if isinstance(item, Sign) else grid_plain(item, digits) for item in filled(statement, convention))
    return f"{symbols}{follows}\n{numbers}"


def grid_latex(grid: Grid, digits: int) -> str:
    """As a bmatrix."""
    rows, columns = unfolded(grid.shape[0]), unfolded(grid.shape[1])
    lines = [" & ".join(_cell_latex(grid, row, column, digits) for column in columns) for row in rows]
    if grid.unheld:
        lines = [rf"{line} & \cdots" for line in lines]
    return r"\begin{bmatrix} " + r" \\ ".join(lines) + r" \end{bmatrix}"


def grid_plain(grid: Grid, digits: int) -> str:
    """On one line, with all its numbers."""
    rows, columns = grid.shape
    more = ", …" if grid.unheld else ""
    lines = [", ".join(cell_text(grid.cell(row, column), digits).replace("−", "-") for column in range(columns)) for row in range(rows)]
    return "[" + "; ".join(line + more for line in lines) + "]"


def _cell_latex(grid: Grid, row: int | None, column: int | None, digits: int) -> str:
    if row is None or column is None:
        return r"\ddots" if row is None and column is None else r"\vdots" if row is None else r"\cdots"
    return number_tex(cell_text(grid.cell(row, column), digits))


def symbol(grid: Grid) -> Sign:
    """Its name, which stands for it."""
    return Sign(grid.tex, linear_name(grid.tex), "symbol", role_of(grid))


def _plain_symbol(tex: str) -> str:
    below = tex.removeprefix(r"\frac{1}{").removesuffix("}") if tex.startswith(r"\frac{1}{") else ""
    name = linear_name(below or tex)
    return f"1/({name})" if " " in below else f"1/{name}" if below else name


def _signs(items: Iterable[Item]) -> list[Sign]:
    return [symbol(item) if isinstance(item, Grid) else item for item in items]


@dataclass(frozen=True)
class _Printer:
    """`fills` puts grids and numbers where there are any."""

    convention: Convention
    fills: bool

    def row(self, matrix: Matrix) -> tuple[Item, ...]:
        if isinstance(matrix, Grid):
            if matrix.is_named_only or not self.fills:
                return (symbol(matrix),)
            return (matrix if self.convention == "columns" else matrix.turned(),)
        if isinstance(matrix, Ones):
            return (Sign(matrix.tex, linear_name(matrix.tex)),)
        if isinstance(matrix, Scalar):
            return (self._scalar(matrix),)
        if isinstance(matrix, Product):
            return self._product(matrix)
        if isinstance(matrix, Entrywise):
            return self._entrywise(matrix)
        return self._sum(matrix) if isinstance(matrix, Sum) else (self._applied(matrix),)

    def _scalar(self, scalar: Scalar) -> Sign:
        return Sign(scalar.shown, scalar.plain, "number") if self.fills else Sign(scalar.tex, _plain_symbol(scalar.tex))

    def _product(self, product: Product) -> tuple[Item, ...]:
        row: tuple[Item, ...] = ()
        for scalar in product.scale:
            row += (self._scalar(scalar), _TIMES) if self.fills else (self._scalar(scalar),)
        for factor in product.factors if self.convention == "columns" else reversed(product.factors):
            row += self._guarded(factor) if isinstance(factor, Sum) else self.row(factor)
        return row

    def _entrywise(self, matrix: Entrywise) -> tuple[Item, ...]:
        row: tuple[Item, ...] = ()
        for place, factor in enumerate(matrix.factors):
            needs = isinstance(factor, Sum) or (isinstance(factor, Product) and len(factor.factors) > 1)
            row += ((_ENTRYWISE,) if place else ()) + (self._guarded(factor) if needs else self.row(factor))
        if matrix.below is not None:
            row += (_DIVIDED, *(self._guarded(matrix.below) if isinstance(matrix.below, Sum) else self.row(matrix.below)))
        return row

    def _sum(self, matrix: Sum) -> tuple[Item, ...]:
        row: tuple[Item, ...] = ()
        for place, term in enumerate(matrix.terms):
            sign = (_MINUS,) if place in matrix.minus else (_PLUS,) if place else ()
            row += (*sign, *self.row(term))
        return row

    def _guarded(self, matrix: Matrix) -> tuple[Item, ...]:
        return (_OPEN, *self.row(matrix), _CLOSE)

    def _applied(self, matrix: Applied) -> Sign:
        inner = _signs(self.row(matrix.of))
        tex, words = " ".join(sign.tex for sign in inner), " ".join(sign.plain for sign in inner)
        if matrix.function == "sign":
            return Sign(rf"\operatorname{{sgn}} {tex}", f"sgn {words}")
        return Sign(rf"\sqrt{{{tex}}}", f"√({words})")
