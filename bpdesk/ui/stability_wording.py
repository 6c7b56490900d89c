"""The bound for the learning rate in words: below which rate steps don't grow, and where that comes from."""

from bpdesk.model.catalogue import GRADIENT_DESCENT
from bpdesk.text import number, tr

_BOUNDS = {GRADIENT_DESCENT: "2/λ", "momentum": "2(1 + μ)/λ", "nesterov": "2(1 + μ)/((1 + 2μ)λ)"}


def stable_below(optimizer: str, largest_rate: float) -> str:
    """A sentence on the bound that the curvature gives."""
    bound = f"{_BOUNDS[optimizer]} = {number(largest_rate)}"
    return tr("Near here the learning rate should stay below {bound} (exact where the cost is a parabola).", bound=bound)


def of_the_eigenvalue(eigenvalue: float) -> str:
    """What λ is, for a tooltip."""
    return tr("λ = {value} is the largest eigenvalue of the cost's Hessian: how sharply the cost bends here.", value=number(eigenvalue))
