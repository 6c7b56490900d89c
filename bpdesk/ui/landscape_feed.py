"""What the landscape shows: of which parameters, around which moment. Has it computed on the engine's thread, coarse first, in slices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from bpdesk.model.document import Json
from bpdesk.model.network import Network
from bpdesk.model.quantities import Quantity, listed, quantities
from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.training.samples import Samples, Taken
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.range_choice import RangeChoice
from bpdesk.ui.charts.span import FITTING, RANGES, span_of, with_span
from bpdesk.ui.moment_follower import MomentFollower
from bpdesk.ui.session import Session
from bpdesk.ui.sliced_work import SLICE, SlicedWork

if TYPE_CHECKING:
    from bpdesk.engine.landscape import Bounds, Ground, Profile, Stand, Surface, Survey
    from bpdesk.ui.charts.landscape_chart import LandscapeChart

_RUNNING, _RUNNING_MAP = 60, 400
FIRST, SECOND = "first", "second"
_COST = Quantity("cost")
_OF = "of"


class LandscapeFeed(QObject):
    """Keeps one panel at the session's moment while it is to be seen. `chart` is what it shows, for a picture: of no other moment."""

    def __init__(self, session: Session, panel: ChartPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self.chart: LandscapeChart | None = None
        self._keys: dict[str, Quantity] = {}
        self._wanted = ["", ""]
        self._offered: Network | None = None
        self._range = RangeChoice(panel)
        self._work = SlicedWork(session, self.show_now)
        self._shown_of: tuple[Quantity, ...] = ()
        self._samples: Samples | None = None
        self._known: tuple[Ground, tuple[Bounds, ...], Profile | Surface] | None = None
        panel.add_choice(FIRST, tr("The parameter along which the cost is shown"))
        panel.add_choice(SECOND, tr("A second parameter: the cost is then shown as contours"))
        panel.end_choices()
        panel.chosen.connect(self._take_choice)
        panel.range_requested.connect(self._ask_range)
        self._range.changed.connect(lambda _points: self.show_now())
        self._follower = MomentFollower(session, panel.shown, self._work.follow, self._spacing, self)

    @property
    def chosen(self) -> list[Quantity]:
        """The one or two parameters."""
        return [self._keys[key] for key in dict.fromkeys(self._wanted) if key in self._keys]

    def choose(self, *keys: str) -> None:
        """Show the cost over those parameters, by their names in a history file."""
        self._wanted = [*keys, "", ""][:2]
        self._range.take(FITTING)
        self.show_now()

    @property
    def looks(self) -> dict[str, Json]:
        """What is remembered of the choices: nothing where they are as at first."""
        wanted = [key for key in self._wanted if key]
        first = [each.key for each in islice(_parameters(self._session.document.network), 1)]
        of: dict[str, Json] = {} if wanted in ([], first) else {_OF: tuple(wanted)}
        return with_span(of, self._range.span)

    def show_looks(self, kept: Mapping[str, Json]) -> None:
        """Choose as a document remembers it; what it doesn't have is passed over."""
        of = kept.get(_OF)
        self._wanted = [*(key for key in of if isinstance(key, str)), "", ""][:2] if isinstance(of, tuple | list) else ["", ""]
        self._range.take(span_of(kept.get(RANGES)))
        self.show_now()

    def show_selection(self, kind: str, identifier: str) -> None:
        """Show the cost along what was selected on the canvas, if it is a parameter."""
        if kind in ("weight", "bias") and not self._wanted[1]:
            self.choose(Quantity("weight" if kind == "weight" else "bias", identifier).key)

    def show_now(self) -> None:
        """Begin anew at the shown moment."""
        self._work.give_up()
        if self._panel.isVisible():
            self._offer()
            self._begin()
        else:
            self.chart, self._shown_of = None, ()

    def _spacing(self) -> int:
        return _RUNNING_MAP if len(self.chosen) == 2 else _RUNNING

    def _offer(self) -> None:
        """What can be chosen, listed once for each network: there may be thousands."""
        network = self._session.document.network
        if network is not self._offered:
            parameters, self._offered = list(_parameters(network)), network
            self._keys = {each.key: each for each in parameters}
            labels = [listed(network, each) for each in parameters]
            self._panel.offer(FIRST, labels, list(self._keys))
            self._panel.offer(SECOND, [tr("alone"), *labels], ["", *self._keys])
        if self._wanted[0] not in self._keys:
            self._wanted[0] = next(iter(self._keys), "")
        if self._wanted[1] not in self._keys or self._wanted[1] == self._wanted[0]:
            self._wanted[1] = ""
        self._panel.choose(FIRST, self._wanted[0])
        self._panel.choose(SECOND, self._wanted[1])

    def _take_choice(self) -> None:
        first, second = self._panel.choice(FIRST), self._panel.choice(SECOND)
        self.choose(first, "" if second == first else second)

    def _ask_range(self) -> None:
        if self.chart is not None:
            network = self._session.document.network
            self._panel.ask_range([listed(network, each) for each in self.chosen], self.chart.bounds)

    def _begin(self) -> None:
        """Where the run stands, and the way it has come."""
        run, moment, chosen = self._session.playback.run, self._session.moment, self.chosen
        if run is None or moment is None or not chosen:
            self.chart, self._shown_of = None, ()
            self._panel.canvas.show_sentence(
                tr("The cost as a function of a weight or a bias, and the descent into it. It appears once the network can run.")
            )
            return
        if moment.is_asked:
            self.chart, self._shown_of = None, ()
            self._panel.canvas.show_sentence(tr("Where the next step leads is shown here once you have found it."))
            return
        from bpdesk.engine.landscape import Ground, stand
        from bpdesk.training.quantity_values import parameter_of

        wanted = (*chosen, _COST)
        if self._samples is None or self._samples.run is not run or self._samples.wanted != wanted:
            self._samples, self._known = Samples(run, wanted, 0), None
        samples, engine, state = self._samples, run.engine, moment.state
        if samples.wanted != wanted:
            return
        regime = run.regime_at(moment.iteration)
        indices = tuple(parameter_of(run.program, each) for each in chosen)
        ground = Ground.of(engine, regime, state.parameters, indices)
        self._work.begin(run)
        self._work.do(lambda: (stand(engine, regime, state, indices), samples.work(SLICE)), partial(self._go_on, samples, ground))

    def _go_on(self, samples: Samples, ground: Ground, found: tuple[Stand, Taken]) -> None:
        """With the way so far known, the bounds are: show what is known for them, or have it computed."""
        from bpdesk.engine.landscape import ALONG, COARSE, Survey, extent

        standing, taken = found
        samples.take(taken)
        after = standing.after or (None,) * len(standing.at)
        ways = [samples.curve(each).low for each in samples.wanted[:-1]]
        bounds = self._range.span.of([extent(_or_here(way, at), to) for way, at, to in zip(ways, standing.at, after, strict=True)])
        if self._known is not None and self._known[0] == ground and self._known[1] == bounds:
            self._show(samples, standing, self._known[2])
            self._fill_path(samples, standing)
            self._work.end()
        else:
            self._survey(samples, standing, Survey(ground, bounds, ALONG if len(bounds) == 1 else COARSE))

    def _survey(self, samples: Samples, standing: Stand, survey: Survey) -> None:
        """The next slice; once it is whole it is shown, and of a surface a finer one begun where the run rests."""
        from bpdesk.engine.landscape import COARSE, FINE, Survey

        if not survey.is_done:
            self._work.tell_share(self._panel.canvas, survey.share, is_other=samples.wanted != self._shown_of)
            self._work.do(lambda: survey.work(SLICE), lambda survey: self._survey(samples, standing, survey))
        elif survey.size == COARSE:
            self._show(samples, standing, survey.found)
            if self._session.playback.is_running:
                self._work.end()
            else:
                self._survey(samples, standing, Survey(survey.ground, survey.across, FINE))
        else:
            self._known = survey.ground, survey.across, survey.found
            self._show(samples, standing, survey.found)
            self._fill_path(samples, standing)
            self._work.end()

    def _fill_path(self, samples: Samples, standing: Stand) -> None:
        """What is still missing of a long way."""
        if not samples.is_complete and not self._session.playback.is_running:
            self._work.do(lambda: samples.work(SLICE), lambda taken: self._take_path(samples, standing, taken))

    def _take_path(self, samples: Samples, standing: Stand, taken: Taken) -> None:
        samples.take(taken)
        if samples.is_complete:
            self.show_now()
        else:
            self._fill_path(samples, standing)

    def _show(self, samples: Samples, standing: Stand, found: Profile | Surface) -> None:
        from bpdesk.ui.charts.landscape_chart import chart_of

        self.chart = chart_of(self._session.document.network, samples, standing, found)
        self._shown_of = samples.wanted
        self._panel.canvas.show_chart(self.chart)


def _parameters(network: Network) -> Iterator[Quantity]:
    """All that a landscape can be drawn along."""
    return chain(quantities(network, "weight"), quantities(network, "bias"))


def _or_here(way: Array, at: float) -> Array:
    """The way so far, which ends where the run stands."""
    return np.append(way, at)
