"""What the page is about: what is selected; within an iteration what is in work, until something else is selected there.

While the person is asked for the next value, that is in work.
"""

from __future__ import annotations

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import Inside, Station, ValueKind
from bpdesk.explain.page import PageKind
from bpdesk.model.network import Network
from bpdesk.ui.canvas.selection import Selection

Subject = tuple[PageKind, str]
_PAGES: dict[ValueKind, PageKind] = {
    "pre_activation": "node",
    "activation": "node",
    "delta": "node",
    "cost": "cost",
    "weight_gradient": "weight",
    "weight": "weight",
    "bias_gradient": "bias",
    "bias": "bias",
}


class Follower:
    """Remembers where the place in the iteration was, and what was selected, when it was last asked."""

    def __init__(self) -> None:
        self._place: tuple[int, int] | None = None
        self._selection = Selection()
        self._follows = True
        self._in_work: Subject | None = None
        self.came_to: ValueKind | None = None
        """What the newest place has brought, or asks for, when it was just reached."""

    def kind(self, moment: Moment, selection: Selection, selected: Subject | None) -> Subject | None:
        """The page's subject at that moment; `selected` is what the selection alone says."""
        inside = moment.inside
        place = None if inside is None else (moment.iteration, inside.at)
        is_new = place != self._place
        if is_new:
            self._follows = True
        elif selection != self._selection:
            self._follows = False
        self._place, self._selection = place, selection
        self.came_to = None
        if inside is not None and (is_new or moment.is_asked):
            station = _in_question(inside) if moment.is_asked or inside.at < 0 else inside.station
            in_work = _PAGES[station.kind], station.of
            self.came_to = station.kind if is_new or in_work != self._in_work else None
            self._in_work = in_work
        return selected if inside is None or not self._follows else self._in_work


def _in_question(inside: Inside) -> Station:
    """What the next move brings, which the person is asked for; at the end the newest one."""
    onward = inside.onward()
    return inside.station if onward is None else onward.station


def subject_of(network: Network, selection: Selection) -> Subject | None:
    """What the page is about: the cost where nothing is selected, None where several things are."""
    if selection.primary is None:
        return None if selection.nodes or selection.edges else ("cost", "")
    kind, identifier = selection.primary
    if kind == "target":
        return "node", identifier
    node = network.node_by_id.get(identifier)
    if kind == "bias" and (node is None or node.bias is None):
        return ("node", identifier) if node is not None else ("cost", "")
    kinds: dict[str, PageKind] = {"weight": "weight", "bias": "bias", "node": "node", "input": "input"}
    return kinds[kind], identifier
