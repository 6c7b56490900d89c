"""What the page is about: what is selected; within an iteration what is in work, until something else is selected there."""

from __future__ import annotations

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import ValueKind
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
        self.came_to: ValueKind | None = None
        """What the newest place has brought, when that was just reached."""

    def kind(self, moment: Moment, selection: Selection, selected: Subject | None) -> Subject | None:
        """The page's subject at that moment; `selected` is what the selection alone says."""
        inside = moment.inside
        place = None if inside is None else (moment.iteration, inside.at)
        self.came_to = None if inside is None or inside.at < 0 or place == self._place else inside.station.kind
        if place != self._place:
            self._follows = True
        elif selection != self._selection:
            self._follows = False
        self._place, self._selection = place, selection
        if inside is None or inside.at < 0 or not self._follows:
            return selected
        return _PAGES[inside.station.kind], inside.station.of


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
