"""A painter's path as the `d` of an SVG path: hundredths of a pixel, each step relative to the last, which keeps long curves short."""

from PySide6.QtGui import QPainterPath

_Kind = QPainterPath.ElementType


def path_data(path: QPainterPath) -> str:
    """Rounded where it stands, not step by step: nothing drifts. A subpath that ends where it began is closed."""
    pieces: list[str] = []
    at = start = (0, 0)
    index, count = 0, path.elementCount()
    while index < count:
        element = path.elementAt(index)
        here = _place(element)
        kind = element.type
        if kind == _Kind.MoveToElement:
            pieces.append(f"M{_number(here[0])} {_number(here[1])}")
            start = here
        elif kind == _Kind.LineToElement:
            pieces.append(f"l{_step(at, here)}")
        else:
            second, here = _place(path.elementAt(index + 1)), _place(path.elementAt(index + 2))
            pieces.append(f"c{_step(at, _place(element))} {_step(at, second)} {_step(at, here)}")
            index += 2
        at = here
        index += 1
        ends = index == count or path.elementAt(index).type == _Kind.MoveToElement
        if ends and at == start and kind != _Kind.MoveToElement:
            pieces.append("z")
    return "".join(pieces)


def number(value: float) -> str:
    """At most two decimals, and none that say nothing."""
    return _number(round(value * 100))


def _place(element: QPainterPath.Element) -> tuple[int, int]:
    return round(element.x * 100), round(element.y * 100)


def _step(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"{_number(end[0] - start[0])} {_number(end[1] - start[1])}"


def _number(hundredths: int) -> str:
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{f'{rest:02d}'.rstrip('0')}"
