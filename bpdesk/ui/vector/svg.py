"""A `Drawing` as an SVG file that looks the same in every viewer.

Letters are shapes; the text itself stands beside them, unseen, to be found.
"""

import math
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QTransform

from bpdesk.ui.vector.drawing import Drawing, Mark, Shape, Words
from bpdesk.ui.vector.path_data import number, path_data
from bpdesk.ui.vector.recorder import DPI

_CAPS = {Qt.PenCapStyle.FlatCap: "butt", Qt.PenCapStyle.SquareCap: "square", Qt.PenCapStyle.RoundCap: "round"}
_JOINS = {Qt.PenJoinStyle.BevelJoin: "bevel", Qt.PenJoinStyle.RoundJoin: "round"}
_NOT_IN_XML = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
Attributes = Mapping[str, str | None]


def svg_bytes(drawing: Drawing, background: QColor | None, title: str) -> bytes:
    """As large as the drawing at 100 %; without a background the page shows through."""
    return "\n".join([*_head(drawing, background, title), *_Body(drawing).lines(), "</svg>", ""]).encode()


def _head(drawing: Drawing, background: QColor | None, title: str) -> Iterator[str]:
    width, height = drawing.size.width(), drawing.size.height()
    size = {"width": _inches(width), "height": _inches(height), "viewBox": f"0 0 {width:.3f} {height:.3f}"}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _tag("svg", {"xmlns": "http://www.w3.org/2000/svg", **size}, ">")
    yield f"<title>{_text(title)}</title>"
    yield f"<desc>{_text(' '.join(mark.text for mark in drawing.marks if isinstance(mark, Words)))}</desc>"
    if background is not None:
        ground = QPainterPath()
        ground.addRect(QRectF(0, 0, width, height))
        yield _tag("path", {"d": path_data(ground), **_fill(background)})


class _Body:
    """The marks as elements, with each clip defined once."""

    def __init__(self, drawing: Drawing) -> None:
        self._marks = drawing.marks
        self._clips: dict[str, str] = {}

    def lines(self) -> list[str]:
        elements = [line for mark in self._marks for line in self._elements(mark)]
        clips = [f"<clipPath id={quoteattr(name)}>{_tag('path', {'d': data})}</clipPath>" for data, name in self._clips.items()]
        return ["<defs>", *clips, "</defs>", *elements] if clips else elements

    def _elements(self, mark: Mark) -> Iterator[str]:
        common = {"opacity": f"{mark.opacity:.3g}" if mark.opacity < 1 else None, "clip-path": self._clip(mark.clip)}
        if isinstance(mark, Shape):
            rule = "evenodd" if mark.fill is not None and mark.path.fillRule() == Qt.FillRule.OddEvenFill else None
            yield _tag("path", {"d": path_data(mark.path), **_fill(mark.fill), "fill-rule": rule, **_stroke(mark.pen), **common})
            return
        if mark.colour is not None:
            yield _tag("path", {"d": path_data(mark.outline()), **_fill(mark.colour), **common})
        yield _unseen_text(mark)

    def _clip(self, clip: QPainterPath | None) -> str | None:
        if clip is None:
            return None
        return f"url(#{self._clips.setdefault(path_data(clip), f'clip{len(self._clips) + 1}')})"


def _unseen_text(words: Words) -> str:
    """Text that a search finds and a pointer marks where its letters are drawn."""
    attributes: Attributes = {
        "x": "0",
        "y": "0",
        "transform": _matrix(words.place),
        "font-family": f"{words.font.family()}, sans-serif",
        "font-size": number(words.font.pixelSize()),
        "textLength": number(words.width),
        "lengthAdjust": "spacingAndGlyphs",
        "fill-opacity": "0",
    }
    return f"{_tag('text', attributes, '>')}{_text(words.text)}</text>"


def _inches(pixels: float) -> str:
    """Rounded down: a viewer rounds the pixels up, and must not find one more."""
    return f"{math.floor(pixels / DPI * 1e6) / 1e6:.6f}in"


def _fill(colour: QColor | None) -> dict[str, str | None]:
    if colour is None:
        return {"fill": "none"}
    return {"fill": colour.name(), "fill-opacity": _alpha(colour)}


def _stroke(pen: QPen | None) -> dict[str, str | None]:
    if pen is None:
        return {}
    width = pen.widthF()
    dashes = None if pen.style() == Qt.PenStyle.SolidLine else " ".join(number(length * width) for length in pen.dashPattern())
    return {
        "stroke": pen.color().name(),
        "stroke-opacity": _alpha(pen.color()),
        "stroke-width": number(width),
        "stroke-linecap": _CAPS.get(pen.capStyle(), "butt"),
        "stroke-linejoin": _JOINS.get(pen.joinStyle(), "miter"),
        "stroke-dasharray": dashes,
        "stroke-dashoffset": number(pen.dashOffset() * width) if dashes and pen.dashOffset() else None,
    }


def _alpha(colour: QColor) -> str | None:
    return f"{colour.alphaF():.3g}" if colour.alpha() < 255 else None


def _matrix(place: QTransform) -> str:
    turn = " ".join(f"{value:.6g}" for value in (place.m11(), place.m12(), place.m21(), place.m22()))
    return f"matrix({turn} {number(place.dx())} {number(place.dy())})"


def _tag(name: str, attributes: Attributes, end: str = "/>") -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items() if value is not None)}{end}"


def _text(words: str) -> str:
    return escape(words.translate(_NOT_IN_XML))
