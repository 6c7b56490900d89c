"""Pictures for the command line: the only place here that needs Qt, which is loaded when something is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bpdesk import missing_library
from bpdesk.cli.messages import Refusal, say
from bpdesk.cli.patience import make_whole
from bpdesk.export.csv_tables import columns_table
from bpdesk.model.document import Document
from bpdesk.model.names import shown_label

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPainter

    from bpdesk.cli.curves import Curves
    from bpdesk.cli.landscape import Landscape
    from bpdesk.cli.plotted import Plotted
    from bpdesk.engine.moment import Moment
    from bpdesk.explain.page import Page
    from bpdesk.model.network import Node
    from bpdesk.training.run import Run
    from bpdesk.ui.charts.landscape_chart import LandscapeChart
    from bpdesk.ui.charts.region_of import NodeChart
    from bpdesk.ui.explain.page_figure import PageFigure
    from bpdesk.ui.picture_style import Paint, PictureStyle
    from bpdesk.ui.pictures import PictureSize
    from bpdesk.ui.plots.plot_curve import PlotContent

SCREEN_DPI = 96
TABLE = ".csv"
_MM_PER_INCH = 25.4
_WHITE = "white"
_PLOT_WIDTH = 960
_FINENESS = 100
_LEGIBLE = 0.5
_ONE_PLOT_HEIGHT, _STACKED_PLOT_HEIGHT = 600, 420


@dataclass(frozen=True)
class Look:
    """Width and height in final pixels, the scale of text and lines, and what else was asked for; None for what suits the picture.

    `millimetres` are width and height where they were typed so; `line` and `text` are in pixels at 96 dpi.
    """

    pixels: tuple[int, int] | None = None
    millimetres: tuple[float, float] | None = None
    dpi: int = SCREEN_DPI
    line: float | None = None
    text: float | None = None
    title: str = ""
    has_legend: bool = True
    is_transparent: bool = False
    is_logarithmic: bool | None = None

    def pixels_or(self, width: int, height: int) -> tuple[int, int]:
        """The size that was asked for, or that one, which is given at 100 %."""
        return self.pixels or (round(width * self.dpi / SCREEN_DPI), round(height * self.dpi / SCREEN_DPI))


def pixels_of(size: tuple[float, float, str], dpi: int) -> tuple[int, int]:
    """Width and height in pixels of a size in `px` or `mm`."""
    factor = 1.0 if size[2] == "px" else dpi / _MM_PER_INCH
    return round(size[0] * factor), round(size[1] * factor)


def check(look: Look) -> None:
    """Refuse what no picture can have, before anything is computed for it."""
    with _drawing():
        from bpdesk.ui.picture_style import check_style
        from bpdesk.ui.pictures import Lengths, PictureSize, check_size

        typed = None if look.millimetres is None else Lengths(*look.millimetres, "mm", look.dpi / _MM_PER_INCH)
        check_size(PictureSize(*(look.pixels or (_PLOT_WIDTH, _ONE_PLOT_HEIGHT)), look.dpi), typed)
        check_style(_style(look))


def plots(
    document: Document, curves: Curves, what: Sequence[str], look: Look, ending: str, earlier: Sequence[tuple[str, Curves]] = ()
) -> bytes:
    """The plots of those kinds (`cost`, `weights`) one above the other, as a file; the cost of other runs by their names, pale."""
    with _drawing():
        contents = [_cost_content(curves, earlier) if each == "cost" else _weights_content(document, curves) for each in what]
        return _plots(contents, document, " and ".join(what), look, ending)


def sampled(document: Document, what: str, found: Plotted, look: Look, ending: str) -> bytes:
    """The plot of quantities that were sampled along a run."""
    with _drawing():
        return _plots([_sampled_content(document, what, found)], document, what, look, ending)


def _plots(contents: list[PlotContent], document: Document, what: str, look: Look, ending: str) -> bytes:
    from PySide6.QtGui import QColor

    from bpdesk.ui.pictures import offscreen_application, plot_paint

    _application = offscreen_application()
    height = _ONE_PLOT_HEIGHT if len(contents) == 1 else _STACKED_PLOT_HEIGHT * len(contents)
    axis = look.is_logarithmic
    shown = [replace(each, has_legend=look.has_legend, logarithmic=each.logarithmic if axis is None else axis) for each in contents]
    paint = plot_paint(shown, background=None if look.is_transparent else QColor(_WHITE))
    return _rendered(paint, look.pixels_or(_PLOT_WIDTH, height), document, what, look, ending)


def landscape(document: Document, computed: Landscape, look: Look, ending: str) -> bytes:
    """The cost along one parameter, or over two, as a file with that ending."""
    with _drawing():
        from bpdesk.ui.charts.landscape_chart import chart_of

        return _chart(chart_of(document.network, computed.samples, computed.stand, computed.found), document, "landscape", look, ending)


def check_regions(document: Document) -> None:
    """Refuse what has no regions, before anything is computed for them."""
    with _drawing():
        from bpdesk.ui.charts.region_of import why_not

        reason = why_not(document)
        if reason:
            raise Refusal(reason[:1].lower() + reason[1:].rstrip("."))


def regions(document: Document, run: Run, node: Node, look: Look, ending: str, ends: Callable[[], bool]) -> bytes:
    """What a node says over the plane of two inputs, or along one, where the run stands."""
    with _drawing():
        from bpdesk.ui.charts.region_of import survey

        found = survey(document, run, run.state_at(run.newest), node, _FINENESS)
        make_whole(found, "picture of the regions", ends)
        return _chart(found.chart, document, "regions", look, ending)


def _chart(chart: LandscapeChart | NodeChart, document: Document, what: str, look: Look, ending: str) -> bytes:
    from bpdesk.ui import fonts
    from bpdesk.ui.theme import LIGHT

    if ending == TABLE:
        return columns_table(chart.columns).encode()

    def paint(painter: QPainter, extent: QSizeF) -> None:
        with fonts.at_full_size():
            chart.paint(painter, extent, LIGHT)

    return _rendered(paint, look.pixels_or(_PLOT_WIDTH, _ONE_PLOT_HEIGHT), document, what, look, ending)


def network(document: Document, moment: Moment | None, look: Look, ending: str) -> bytes:
    """The network at a moment; without one there are dashes for what would be computed."""
    with _drawing():
        from bpdesk.ui.network_picture import NetworkFigure
        from bpdesk.ui.pictures import offscreen_application

        _application = offscreen_application()
        figure = NetworkFigure(document, moment)
        return _rendered(figure.paint, look.pixels or _pixels(figure.fitting(look.dpi)), document, "network", look, ending)


def derivation(document: Document, page: Page, digits: int, look: Look, ending: str) -> bytes:
    """A page of derivations: within the size that was asked for, else as large as it is; a PDF is then on sheets of A4."""
    with _drawing():
        from bpdesk.ui.explain.page_figure import PageFigure
        from bpdesk.ui.explain.page_picture import page_pdf
        from bpdesk.ui.pictures import offscreen_application
        from bpdesk.ui.theme import LIGHT

        _application = offscreen_application()
        if ending == ".pdf" and look.pixels is None:
            return page_pdf(page, digits)
        figure = PageFigure(page, digits)
        fitting = _pixels(figure.fitting(look.dpi))
        pixels = look.pixels or fitting
        _tell_tiny_letters(figure, pixels, fitting, look.dpi)
        return _rendered(lambda painter, room: figure.paint(painter, room, LIGHT), pixels, document, "derivation", look, ending)


def _tell_tiny_letters(figure: PageFigure, pixels: tuple[int, int], fitting: tuple[int, int], dpi: int) -> None:
    """Say it when nobody will be able to read the page in the size that was asked for."""
    from PySide6.QtCore import QSizeF

    logical = SCREEN_DPI / dpi
    scale = figure.scale_in(QSizeF(pixels[0] * logical, pixels[1] * logical))
    if scale < _LEGIBLE:
        full = f"{fitting[0]}x{fitting[1]}"
        say(f"the letters are at {scale:.0%} of their size; {full} pixels, or --of one weight, bias or node, shows them larger")


def _rendered(paint: Paint, pixels: tuple[int, int], document: Document, what: str, look: Look, ending: str) -> bytes:
    from PySide6.QtGui import QColor

    from bpdesk.ui.pictures import PictureFormat, PictureSize, offscreen_application, record_picture, render

    _application = offscreen_application()
    size = PictureSize(*pixels, look.dpi)
    drawing = record_picture(paint, size, _style(look))
    return render(drawing, size, None if look.is_transparent else QColor(_WHITE), PictureFormat(ending), _title(document, what))


def _style(look: Look) -> PictureStyle:
    from bpdesk.ui.picture_style import PictureStyle

    usual = PictureStyle()
    line, text = (own if asked is None else asked for asked, own in ((look.line, usual.line_width), (look.text, usual.text_size)))
    return PictureStyle(line, text, look.title)


def _pixels(size: PictureSize) -> tuple[int, int]:
    return size.width, size.height


def _title(document: Document, what: str) -> str:
    """What the file says of itself."""
    return f"{document.title}: {what}" if document.title else what


@contextmanager
def _drawing() -> Iterator[None]:
    """Refusal where Qt lacks a library, or where no picture can have that size."""
    try:
        yield
    except ImportError as failure:
        words = missing_library.in_words(failure)
        if words is None:
            raise
        raise Refusal(words) from failure
    except ValueError as failure:
        raise Refusal(str(failure)) from failure


def _cost_content(curves: Curves, earlier: Sequence[tuple[str, Curves]]) -> PlotContent:
    from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve, ReferenceLine
    from bpdesk.ui.plotting.plotted import TRACE_DASH
    from bpdesk.ui.theme import LIGHT

    curve = curves.cost()
    pale = [PlotCurve(f"cost {name}", name, each.cost(), LIGHT.trace, TRACE_DASH) for name, each in earlier]
    lines = (*pale, PlotCurve("cost", curves.name or "cost", curve, LIGHT.backward))
    newest = max([curves.newest, *(each.newest for _, each in earlier)])
    bound = () if curves.least is None else (ReferenceLine(curves.least, "bound"),)
    return PlotContent(lines, newest=newest, references=bound, logarithmic=bool((curve.low > 0).all()), y_label="{C}")


def _weights_content(document: Document, curves: Curves) -> PlotContent:
    from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve
    from bpdesk.ui.theme import LIGHT, curve_style

    lines = []
    for index, (edge, curve) in enumerate(curves.weights()):
        colour, dash = curve_style(LIGHT, index)
        lines.append(PlotCurve(edge, shown_label(document.network.edge_by_id[edge]), curve, colour, dash))
    return PlotContent(tuple(lines), newest=curves.newest, y_label="{w}", empty_text="no weights")


def _sampled_content(document: Document, what: str, found: Plotted) -> PlotContent:
    from bpdesk.model.names import target_label
    from bpdesk.model.quantities import COSTS, axis_symbol, label
    from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve, ReferenceLine
    from bpdesk.ui.theme import LIGHT, curve_style

    lines, references = [], []
    for index, (quantity, curve) in enumerate(found.curves):
        style = (LIGHT.backward, None) if quantity.kind in COSTS else curve_style(LIGHT, index)
        name = label(document.network, quantity) if quantity.of else what.replace("-", " ")
        lines.append(PlotCurve(quantity.key, name, curve, *style))
        if quantity.kind == "activation" and quantity.of in found.targets:
            references.append(ReferenceLine(found.targets[quantity.of], target_label(document.network, quantity.of)))
    is_cost = all(quantity.kind in COSTS and bool((curve.low > 0).all()) for quantity, curve in found.curves)
    return PlotContent(
        tuple(lines),
        newest=found.iteration,
        references=tuple(references),
        logarithmic=is_cost,
        y_label=axis_symbol(quantity for quantity, _ in found.curves),
        empty_text=f"no {what}",
    )
