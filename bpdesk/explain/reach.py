"""Which of the values that a derivation shows are known at a moment: at rest all, inside an iteration what it has reached.

While the person is asked for the next value, ∂C/∂a isn't known before its δ, which it would give away.
"""

from collections.abc import Mapping

from bpdesk.engine import phases
from bpdesk.engine.moment import Moment
from bpdesk.explain.values import Reached, ValueKind, everything

_GIVEN = ("weight", "bias", "target")
_REACHED_WITH: Mapping[ValueKind, tuple[phases.ValueKind, ...]] = {
    "pre_activation": ("pre_activation",),
    "activation": ("activation",),
    "slope": ("activation",),
    "output_gradient": ("cost",),
    "sample_cost": ("cost",),
    "batch_cost": ("cost",),
    "delta": ("delta",),
    "weight_gradient": ("weight_gradient",),
    "bias_gradient": ("bias_gradient",),
    "new_weight": ("weight",),
    "new_bias": ("bias",),
    "memory": ("weight", "bias"),
}
"""What brings each kind of value: a slope is known with the activation, the optimizer's new memory with the parameter."""


def reached_at(moment: Moment) -> Reached:
    """What is known there."""
    if moment.inside is None and not moment.is_asked:
        return everything

    def reached(kind: ValueKind, identifier: str) -> bool:
        brought_by = ("delta",) if kind == "output_gradient" and moment.is_asked else _REACHED_WITH.get(kind, ())
        return kind in _GIVEN or any(moment.reaches(each, "" if each == "cost" else identifier) for each in brought_by)

    return reached
