"""Pictures for the command line: the only place here that needs Qt, which is loaded when something is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bpdesk import missing_library
from bpdesk.cli.messages import Refusal
from bpdesk.model.document import Document

if TYPE_CHECKING:
    from bpdesk.cli.curves import Curves
    from bpdesk.cli.landscape import Landscape
    from bpdesk.engine.moment import Moment
    from bpdesk.model.network import Node
    from bpdesk.training.run import Run
    from bpdesk.ui.charts.landscape_chart import LandscapeChart
    from bpdesk.ui.charts.region_chart import FitChart, RegionChart
    from bpdesk.ui.plots.plot_curve import PlotContent

SCREEN_DPI = 96
_PLOT_WIDTH = 960
_FINENESS = 100
_ONE_PLOT_HEIGHT, _STACKED_PLOT_HEIGHT = 600, 420


@dataclass(frozen=True)
class Size:
    """Width and height in final pixels, None for what suits the picture, and the scale of text and lines."""

    pixels: tuple[int, int] | None = None
    dpi: int = SCREEN_DPI

    def pixels_or(self, width: int, height: int) -> tuple[int, int]:
        """The size that was asked for, or that one, which is given at 100 %."""
        return self.pixels or (round(width * self.dpi / SCREEN_DPI), round(height * self.dpi / SCREEN_DPI))


def check(size: Size) -> None:
    """Refuse a size that no picture can have, before anything is computed for it."""
    with _drawing():
        from bpdesk.ui.pictures import PictureSize, check_size

        check_size(PictureSize(*(size.pixels or (_PLOT_WIDTH, _ONE_PLOT_HEIGHT)), size.dpi))


def plots(
    document: Document, curves: Curves, what: Sequence[str], size: Size, ending: str, earlier: Sequence[tuple[str, Curves]] = ()
) -> bytes:
    """The plots of those kinds (`cost`, `weights`) one above the other, as a file; the cost of other runs by their names, pale."""
    height = _ONE_PLOT_HEIGHT if len(what) == 1 else _STACKED_PLOT_HEIGHT * len(what)
    with _drawing():
        from bpdesk.ui.pictures import PictureFormat, PictureSize, offscreen_application, picture, plot_paint

        _application = offscreen_application()
        contents = [_cost_content(curves, earlier) if each == "cost" else _weights_content(document, curves) for each in what]
        room = PictureSize(*size.pixels_or(_PLOT_WIDTH, height), size.dpi)
        return picture(plot_paint(contents), room, kind=PictureFormat(ending), title=_title(document, " and ".join(what)))


def landscape(document: Document, computed: Landscape, size: Size, ending: str) -> bytes:
    """The cost along one parameter, or over two, as a file with that ending."""
    with _drawing():
        from bpdesk.ui.charts.landscape_chart import chart_of

        return _chart(chart_of(document.network, computed.samples, computed.stand, computed.found), document, "landscape", size, ending)


def regions(document: Document, run: Run, node: Node, size: Size, ending: str) -> bytes:
    """What a node says over the plane of two inputs, or along one, where the run stands."""
    with _drawing():
        from bpdesk.ui.region_feed import region, why_not

        reason = why_not(document)
        if reason:
            raise Refusal(reason[:1].lower() + reason[1:].rstrip("."))
        return _chart(region(document, run, run.state_at(run.newest), node, _FINENESS), document, "regions", size, ending)


def _chart(chart: LandscapeChart | RegionChart | FitChart, document: Document, what: str, size: Size, ending: str) -> bytes:
    from bpdesk.ui import fonts
    from bpdesk.ui.pictures import PictureFormat, PictureSize, offscreen_application, picture
    from bpdesk.ui.theme import LIGHT

    _application = offscreen_application()
    room = PictureSize(*size.pixels_or(_PLOT_WIDTH, _ONE_PLOT_HEIGHT), size.dpi)
    heading, kind = _title(document, what), PictureFormat(ending)
    with fonts.at_full_size():
        return picture(lambda painter, extent: chart.paint(painter, extent, LIGHT), room, kind=kind, title=heading)


def network(document: Document, moment: Moment | None, size: Size, ending: str) -> bytes:
    """The network at a moment; without one there are dashes for what would be computed."""
    with _drawing():
        from bpdesk.ui.network_picture import NetworkFigure
        from bpdesk.ui.pictures import PictureFormat, PictureSize, offscreen_application, picture

        _application = offscreen_application()
        figure = NetworkFigure(document, moment)
        room = figure.fitting(size.dpi) if size.pixels is None else PictureSize(*size.pixels, size.dpi)
        return picture(figure.paint, room, kind=PictureFormat(ending), title=_title(document, "network"))


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
    from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve
    from bpdesk.ui.plotting.plotted import TRACE_DASH
    from bpdesk.ui.theme import LIGHT

    curve = curves.cost()
    pale = [PlotCurve(f"cost {name}", name, each.cost(), LIGHT.trace, TRACE_DASH) for name, each in earlier]
    lines = (*pale, PlotCurve("cost", curves.name or "cost", curve, LIGHT.backward))
    newest = max([curves.newest, *(each.newest for _, each in earlier)])
    return PlotContent(lines, newest=newest, logarithmic=bool((curve.low > 0).all()), y_label="cost")


def _weights_content(document: Document, curves: Curves) -> PlotContent:
    from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve
    from bpdesk.ui.theme import LIGHT, curve_style

    lines = []
    for index, (edge, curve) in enumerate(curves.weights()):
        colour, dash = curve_style(LIGHT, index)
        lines.append(PlotCurve(edge, document.network.edge_by_id[edge].label or edge, curve, colour, dash))
    return PlotContent(tuple(lines), newest=curves.newest, y_label="weight", empty_text="no weights")
