"""Walks the SVG of a typeset formula into painter paths, one for each run of the same mark. Knows what the renderer writes, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from bpdesk.explain.mathsvg import mark_of

_TOKEN = re.compile(r"[MLQCZ]|-?[\d.]+(?:e-?\d+)?")
_LENGTHS = {"M": 2, "L": 2, "Q": 4, "C": 6}
Piece = tuple[QPainterPath, int | None]


def pieces(root: Element, shift: QPointF) -> list[Piece]:
    """The filled outlines in drawing order, moved by `shift`; neighbours with one mark are one outline."""
    merged: list[Piece] = []
    for path, mark in _walk(root, None):
        if not merged or merged[-1][1] != mark:
            merged.append((_winding(), mark))
        merged[-1][0].addPath(path.translated(shift))
    return [(_trimmed(path), mark) for path, mark in merged]


def _trimmed(path: QPainterPath) -> QPainterPath:
    """Without the room that it took to grow: half of its memory, and it is kept."""
    result = _winding()
    result.reserve(path.elementCount())
    result.addPath(path)
    return result


def _walk(element: Element, inherited: str | None) -> Iterator[Piece]:
    shape, stroke, fill = _shape(element), element.get("stroke"), element.get("fill", inherited)
    if shape is not None and stroke is not None:
        yield _outline(shape, float(element.get("stroke-width", "1"))), mark_of(stroke)
    if shape is not None and fill != "none":
        yield shape, mark_of(fill)
    for child in element:
        yield from _walk(child, fill)


def _shape(element: Element) -> QPainterPath | None:
    if element.tag == "path":
        return _path(element.get("d", ""))
    if element.tag not in ("rect", "line"):
        return None
    path = _winding()
    names = ("x", "y", "width", "height") if element.tag == "rect" else ("x1", "y1", "x2", "y2")
    a, b, c, d = (float(element.get(name, "0")) for name in names)
    if element.tag == "rect":
        path.addRect(QRectF(a, b, c, d))
    else:
        path.moveTo(a, b)
        path.lineTo(c, d)
    return path


def _path(data: str) -> QPainterPath:
    path, tokens, at, command = _winding(), _TOKEN.findall(data), 0, "M"
    draw: dict[str, Callable[..., None]] = {"M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo}
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        if command == "Z":
            path.closeSubpath()
            continue
        length = _LENGTHS[command]
        draw[command](*map(float, tokens[at : at + length]))
        at += length
        command = "L" if command == "M" else command
    return path


def _outline(shape: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    return stroker.createStroke(shape)


def _winding() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
