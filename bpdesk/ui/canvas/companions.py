"""Which arrows go along with edges at a place within an iteration: values on their way forward, deltas on their way back. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bpdesk.engine.phases import Inside, Station
from bpdesk.model.network import Network

TO_THE_LABEL = 0.38


@dataclass(frozen=True)
class Companion:
    """An arrow beside an edge, `forward` or back; `is_now` while it is in work. It goes along `reach` of the edge's length."""

    edge: str
    forward: bool
    is_now: bool
    reach: float = 1.0


def companions(network: Network, inside: Inside | None) -> list[Companion]:
    """Those of the phase in work, what is done before what is in work."""
    if inside is None:
        return []
    now = set(inside.now)
    reached = [inside.course.stations[place] for place in inside.course.phase(inside.phase) if place <= inside.at]
    if inside.phase in ("forward", "backward"):
        found = list(_between_nodes(network, reached, now, forward=inside.phase == "forward"))
        return sorted(found, key=lambda companion: companion.is_now)
    if inside.phase == "gradients":
        return list(_to_weights(inside.now))
    return []


def _between_nodes(network: Network, reached: list[Station], now: set[Station], *, forward: bool) -> Iterator[Companion]:
    """Values come in from the nodes before, deltas from those behind."""
    in_work = {station.of: station in now for station in reached}
    for edge in network.edges:
        arrives = edge.target if forward else edge.source
        if arrives in in_work:
            yield Companion(edge.id, forward, in_work[arrives])


def _to_weights(now: tuple[Station, ...]) -> Iterator[Companion]:
    """A weight's gradient is the value from one end times the delta from the other: they meet on its edge."""
    for station in now:
        if station.kind == "weight_gradient":
            yield Companion(station.of, True, True, TO_THE_LABEL)
            yield Companion(station.of, False, True, TO_THE_LABEL)
