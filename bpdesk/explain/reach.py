"""Which of the values that a derivation shows are known at a moment: at rest all, inside an iteration what it has reached."""

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
    inside = moment.inside
    if inside is None:
        return everything

    def reached(kind: ValueKind, identifier: str) -> bool:
        brought_by = _REACHED_WITH.get(kind, ())
        return kind in _GIVEN or any(inside.reaches(each, "" if each == "cost" else identifier) for each in brought_by)

    return reached
