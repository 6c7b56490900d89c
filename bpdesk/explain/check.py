"""The derivative held against a central difference of the cost, which knows nothing of the chain rule: as a section of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.explain.derivation import Derivation
from bpdesk.explain.formula import Quantity
from bpdesk.explain.page import Section, Words
from bpdesk.text import number, tr

if TYPE_CHECKING:
    from bpdesk.engine.gradient_check import Comparison

_STEP_TEX = r"\frac{C(w + h) - C(w - h)}{2h}, \quad h = 6 \cdot 10^{-6} \max(1, |w|)"


def check_section(name: str, comparison: Comparison, kink: str = "") -> Section:
    """The central difference beside the derivative, and what the comparison says; `name` is the parameter's in LaTeX.

    `kink` is what is exactly 0 where the cost has one (see `kinks`).
    """
    difference = Quantity(rf"\frac{{\Delta C}}{{\Delta {name}}}", comparison.difference)
    derivation = Derivation(difference, (), definition=rf"\frac{{\Delta C}}{{\Delta w}} = {_STEP_TEX}")
    return Section("check", tr("Check: a central difference"), (derivation, Words(verdict(comparison, kink))))


def verdict(comparison: Comparison, kink: str = "") -> str:
    """In a sentence; at a kink there is no derivative to compare with."""
    apart = number(comparison.relative, 2)
    sentences = {
        "agrees": tr("✓ The finite difference agrees: relative difference {apart}.", apart=apart),
        "kink": tr(
            "The cost has a kink here, as {kink}, so a finite difference tells nothing: the derivative lies between both slopes.", kink=kink
        )
        if kink
        else tr("The cost has a kink here, so a finite difference tells nothing: the derivative lies between the slopes at both sides."),
        "differs": tr("Differs from the finite difference by {apart} of its size.", apart=apart),
        "not finite": tr("The cost beside this point isn't finite, so there is nothing to compare with."),
    }
    return sentences[comparison.verdict.value]
