"""What the Matrix page says: its headings, and what a cell is."""

from __future__ import annotations

from bpdesk.explain.layers import Layers
from bpdesk.explain.matrices import Cell, Grid
from bpdesk.explain.matrix_form import SectionKind
from bpdesk.explain.printing import linear_name
from bpdesk.model.network import Node
from bpdesk.text import MINUS, exact, tr, whole


def section_name(kind: SectionKind) -> str:
    names = {"forward": tr("Forward"), "backward": tr("Backward"), "gradients": tr("Gradient"), "update": tr("Update")}
    return names[kind]


def level_name(layers: Layers, level: int) -> str:
    """A layer where every edge leads to the next one, else a level; 0 is all of them."""
    if level == 0:
        return tr("All levels") if layers.has_skips else tr("All layers")
    return tr("Level {n}", n=level) if layers.has_skips else tr("Layer {n}", n=level)


def level_sizes(layers: Layers, level: int) -> str:
    """`hidden to output, 3 to 2`; of all `2-3-2`."""
    if level == 0:
        return "-".join(whole(len(nodes)) for nodes in layers.levels)
    sources = [block.source for block in layers.into(level)]
    if not sources:
        return tr("nothing leads here")
    from_nodes = [node for source in sources for node in layers.levels[source]]
    kinds = tr("{source} to {target}", source=_kind(from_nodes), target=_kind(layers.levels[level]))
    sizes = tr("{n} to {m}", n=" + ".join(whole(len(layers.levels[source])) for source in sources), m=whole(len(layers.levels[level])))
    return f"{kinds}, {sizes}"


def cell_tip(grid: Grid, row: int, column: int) -> str:
    """What stands there, in full."""
    cell = grid.cell(row, column)
    if cell.kind == "absent":
        return _absent(grid, row, column)
    lines = [f"{linear_name(cell.name)} = {_full(cell)}"]
    lines += [place] if (place := _place(grid, row, column)) else []
    if cell.kind == "frozen":
        lines.append(tr("Frozen: it takes part in the pass, but is never updated."))
    if cell.ref is not None:
        lines.append(tr("A click selects it on the canvas."))
    return "\n".join(lines)


def fold_tip(grid: Grid) -> str:
    if grid.unheld and max(grid.shape) == 0:
        return ""
    return tr("A click shows all of it, or only its corners.")


def _full(cell: Cell) -> str:
    return tr("not reached yet in this iteration") if cell.value is None else exact(cell.value).replace("-", MINUS)


def _place(grid: Grid, row: int, column: int) -> str:
    rows, columns = grid.rows[row], grid.columns[column]
    names = [tr("row {name}", name=linear_name(_words(rows)))] if rows else []
    names += [tr("column {name}", name=linear_name(_words(columns)))] if columns else []
    return ", ".join(names)


def _absent(grid: Grid, row: int, column: int) -> str:
    kind = grid.key.split()[0]
    if kind in ("W", "dW", "V", "S", "M"):
        names = linear_name(_words(grid.rows[row])), linear_name(_words(grid.columns[column]))
        return tr("No edge between {one} and {other}: it counts as 0, and there is nothing to update.", one=names[0], other=names[1])
    name = linear_name(_words(grid.rows[row] or grid.columns[column]))
    if kind in ("b", "db", "v", "s", "m"):
        return tr("{name} has no bias: it counts as 0, and there is nothing to update.", name=name)
    return tr("Nothing comes back to {name} here: it counts as 0.", name=name)


def _words(tex: str) -> str:
    return tex.removeprefix(r"\text{").removesuffix("}") if tex.startswith(r"\text{") else tex


def _kind(nodes: list[Node] | tuple[Node, ...]) -> str:
    kinds = {node.kind for node in nodes}
    names = {"input": tr("input"), "hidden": tr("hidden"), "output": tr("output")}
    return " + ".join(name for kind, name in names.items() if kind in kinds)
