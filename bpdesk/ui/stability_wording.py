"""The bound for the learning rate in words: below which rate steps don't grow, and where that comes from."""

from bpdesk.model.catalogue import GRADIENT_DESCENT
from bpdesk.text import number, tr

_BOUNDS = {GRADIENT_DESCENT: "2/λ", "momentum": "2(1 + μ)/λ", "nesterov": "2(1 + μ)/((1 + 2μ)λ)"}
_HELD_TOGETHER = str.maketrans({" ": "\N{NO-BREAK SPACE}", "/": "/\N{WORD JOINER}"})


def stable_below(optimizer: str, largest_rate: float) -> str:
    """A sentence on the bound that the curvature gives, with what its letters are; no line breaks within the formula."""
    bound = f"{_BOUNDS[optimizer]} = {number(largest_rate)}".translate(_HELD_TOGETHER)
    letters = tr("λ: its curvature, μ: the momentum") if "μ" in bound else tr("λ: its curvature")
    return tr(
        "Near here the learning rate should stay below {bound} (exact where the cost is a parabola; {letters}).",
        bound=bound,
        letters=letters,
    )


def of_the_eigenvalue(eigenvalue: float) -> str:
    """What λ is, for a tooltip."""
    return tr("λ = {value} is the largest eigenvalue of the cost's Hessian: how sharply the cost bends here.", value=number(eigenvalue))
