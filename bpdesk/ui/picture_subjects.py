"""What the window's pictures can be of: the network, each plot, each chart, the derivation of what is selected, the iteration worked out.

A new one is a function here and a line in `subjects_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QColor

from bpdesk.explain.page import Page
from bpdesk.export.csv_tables import columns_table
from bpdesk.export.curve_table import curve_table
from bpdesk.text import tr
from bpdesk.ui.charts.reading import Chart
from bpdesk.ui.dialogs.picture_choice import PictureChoice, Unit
from bpdesk.ui.dialogs.picture_subject import PaintOn, Subject
from bpdesk.ui.explain.page_figure import PageFigure
from bpdesk.ui.network_picture import NetworkFigure
from bpdesk.ui.parts import Parts
from bpdesk.ui.picture_style import Paint
from bpdesk.ui.pictures import PictureSize, plot_paint
from bpdesk.ui.plots.end_names import MOST_NAMES
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.theme import LIGHT, Theme

NETWORK, DERIVATION, ITERATION = "network", "derivation", "iteration"
_ROOM_FOR_LEGEND = PictureChoice(150, 90)

Remembered = Callable[[str, PictureChoice], PictureChoice]
"""How the subject of that name is to be made, for which that size is proposed."""


def subjects_of(parts: Parts, remembered: Remembered) -> list[Subject]:
    """All that a window has to take away, the network first."""
    made = _Subjects(parts, remembered)
    explaining, moment = parts.explaining, parts.session.moment
    is_asked = moment is not None and moment.is_asked
    return [
        made.network(),
        *(made.plot(spec.name, spec.full_title(parts.session.document), panel) for spec, panel in parts.plots.shown),
        *(made.chart(*each) for each in parts.charts.shown()),
        *made.page(DERIVATION, tr("Derivation"), explaining.derived),
        *([] if is_asked else made.page(ITERATION, tr("Iteration worked out"), explaining.worked_out)),
    ]


def network_figure(parts: Parts, theme: Theme) -> NetworkFigure:
    """The network as the canvas shows it."""
    session, scene = parts.session, parts.scene
    return NetworkFigure(session.document, session.moment, theme, session.row, scene.digits, scene.density, scene.has_captions)


@dataclass(frozen=True)
class _Subjects:
    parts: Parts
    remembered: Remembered

    def network(self) -> Subject:
        def paint_on(theme: Theme, _background: QColor | None) -> Paint:
            return network_figure(self.parts, theme).paint

        def as_drawn() -> PictureChoice:
            return _as_large_as_drawn(network_figure(self.parts, LIGHT).fitting)

        return self._subject(NETWORK, tr("Network"), paint_on, lambda theme: theme.canvas, as_drawn)

    def plot(self, name: str, title: str, panel: PlotPanel) -> Subject:
        content = panel.content

        def paint_on(theme: Theme, background: QColor | None) -> Paint:
            return plot_paint([content], theme, background)

        def paint_bare_on(theme: Theme, background: QColor | None) -> Paint:
            return plot_paint([replace(content, has_legend=False)], theme, background)

        def table() -> str:
            return curve_table([(each.spoken, each.curve) for each in content.curves])

        size = PictureChoice() if len(content.curves) <= MOST_NAMES else _ROOM_FOR_LEGEND
        subject = self._subject(name, title, paint_on, lambda theme: theme.panel, lambda: size)
        return replace(subject, paint_bare_on=paint_bare_on, table=table)

    def chart(self, name: str, title: str, chart: Chart) -> Subject:
        def paint_on(theme: Theme, _background: QColor | None) -> Paint:
            return lambda painter, size: chart.paint(painter, size, theme)

        subject = self._subject(name, title, paint_on, lambda theme: theme.panel, lambda: _ROOM_FOR_LEGEND)
        return replace(subject, table=lambda: columns_table(chart.columns))

    def page(self, name: str, title: str, made: Callable[[], Page | None]) -> list[Subject]:
        """A page of derivations, typeset when it is chosen; nothing where nothing is computed."""
        if self.parts.session.moment is None:
            return []
        kept: list[PageFigure] = []

        def figure() -> PageFigure:
            if not kept:
                page = made()
                assert page is not None  # there is a moment, and no event is handled meanwhile that could take it away
                kept.append(PageFigure(page, self.parts.scene.digits))
            return kept[0]

        def paint_on(theme: Theme, _background: QColor | None) -> Paint:
            return lambda painter, size: figure().paint(painter, size, theme)

        return [self._subject(name, title, paint_on, lambda theme: theme.panel, lambda: _as_large_as_drawn(figure().fitting))]

    def _subject(
        self, name: str, title: str, paint_on: PaintOn, ground_of: Callable[[Theme], str], size: Callable[[], PictureChoice]
    ) -> Subject:
        def propose() -> PictureChoice:
            return self.remembered(name, size())

        return Subject(name, title, paint_on, ground_of, propose, self.parts.session.document.title)


def _as_large_as_drawn(fitting: Callable[[int], PictureSize]) -> PictureChoice:
    """The size at which text and lines are as on the screen."""
    proposed = PictureChoice(unit=Unit.PIXELS)
    size = fitting(proposed.dpi)
    return replace(proposed, width=size.width, height=size.height).in_unit(Unit.MILLIMETRES)
