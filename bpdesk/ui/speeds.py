"""The speeds at which a run goes on by itself, and how they are called. In iterations a second."""

from bpdesk.text import count, tr, whole

BY_PHASE = 1 / 6
"""A phase a second: the five of an iteration, and the rest after it."""
UNLIMITED = float("inf")
SPEEDS = (BY_PHASE, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1_000.0, 10_000.0, UNLIMITED)
USUAL = 10.0
FOLLOWED = 20.0
"""Up to which a person can follow single iterations: each of them is shown everywhere at once."""


def name_of(speed: float) -> str:
    """In a menu."""
    if speed == BY_PHASE:
        return tr("One phase a second")
    if speed == UNLIMITED:
        return tr("As fast as it goes")
    return tr("{rate} a second", rate=count(int(speed), "{n} iteration", "{n} iterations"))


def short_name(speed: float) -> str:
    """Above a slider."""
    if speed == BY_PHASE:
        return tr("Speed: phases")
    return tr("Speed: full") if speed == UNLIMITED else tr("Speed: {n}/s", n=whole(int(speed)))


def description(speed: float) -> str:
    """In a tooltip."""
    if speed == BY_PHASE:
        return tr("Run through each iteration by its phases, one a second: forward, cost, backward, gradients, update.")
    if speed == UNLIMITED:
        return tr("Run as fast as it goes.")
    return tr("Run at {rate} a second.", rate=count(int(speed), "{n} iteration", "{n} iterations"))
