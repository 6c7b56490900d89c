"""The charts of a window: the cost's landscape and the regions, each with what feeds it. Wiring only."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bpdesk.model.document import Json
from bpdesk.text import tr
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.reading import Chart
from bpdesk.ui.landscape_feed import LandscapeFeed
from bpdesk.ui.region_feed import RegionFeed
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

LANDSCAPE, REGIONS = "landscape", "regions"
_VIEW = "charts"


class Charts(QObject):
    """A panel each; `put_away` asks to hide one."""

    export_requested = Signal(str)
    put_away = Signal(ChartPanel)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        landscape = ChartPanel(tr("Landscape"), theme, LANDSCAPE, parent)
        regions = ChartPanel(tr("Regions"), theme, REGIONS, parent)
        self.panels = (landscape, regions)
        self.landscape = LandscapeFeed(session, landscape)
        self.regions = RegionFeed(session, regions)
        for panel in self.panels:
            panel.export_requested.connect(lambda panel=panel: self.export_requested.emit(panel.objectName()))
            panel.close_requested.connect(lambda panel=panel: self.put_away.emit(panel))
        self._session, self._others = session, session.looks
        session.looks = self._looks
        session.opened.connect(self._show_kept)
        self._show_kept()

    def show_selection(self, kind: str, identifier: str) -> None:
        """Follow what was selected on the canvas."""
        self.landscape.show_selection(kind, identifier)
        self.regions.show_selection(kind, identifier)

    def show_theme(self, theme: Theme) -> None:
        for panel in self.panels:
            panel.show_theme(theme)

    def shown(self) -> list[tuple[str, str, Chart]]:
        """Name, title and value of each chart that there is."""
        charts = ((LANDSCAPE, tr("Landscape"), self.landscape.chart), (REGIONS, tr("Regions"), self.regions.chart))
        return [(name, title, chart) for name, title, chart in charts if chart is not None]

    def _show_kept(self) -> None:
        """Choose as the document remembers it."""
        kept = self._session.document.view.get(_VIEW)
        for name, feed in ((LANDSCAPE, self.landscape), (REGIONS, self.regions)):
            looks = kept.get(name) if isinstance(kept, Mapping) else None
            feed.show_looks(looks if isinstance(looks, Mapping) else {})

    def _looks(self, view: Mapping[str, Json]) -> Mapping[str, Json]:
        """The choices of each chart where they aren't those of a new document; what else stands there stays."""
        result, kept = dict(self._others(view)), view.get(_VIEW)
        others = {name: each for name, each in kept.items() if name not in (LANDSCAPE, REGIONS)} if isinstance(kept, Mapping) else {}
        looks: dict[str, Json] = {LANDSCAPE: self.landscape.looks, REGIONS: self.regions.looks}
        chosen = {**others, **{name: each for name, each in looks.items() if each}}
        if chosen:
            result[_VIEW] = chosen
        else:
            result.pop(_VIEW, None)
        return result
