"""What an answer to a question says: right, right but rounded early, one of the usual mistakes, or none of these.

An answer counts as exact where it is the value rounded, or cut off, to the digits that were typed; what is near it, or near to a mistake,
is measured for a parameter against its step, so that one that stays as it was isn't taken for it. Where several mistakes give the same
number all of them are named. Nothing here tells the right value to somebody who hasn't found it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.mistakes import Answers, Mistake
from bpdesk.text import MINUS, read_number, tr

Outcome = Literal["right", "rounded", "mistake", "other"]

_ROUNDED_EARLY = 0.005
_OF_A_DOUBLE = 1e-12
_HALF_A_DIGIT = 0.5 + 1e-9
_DIGITS = re.compile(r"[+-]?(\d*)(?:[.,](\d*))?(?:[eE]([+-]?\d+))?")


@dataclass(frozen=True)
class Diagnosis:
    """The outcome, a sentence or more, and the keys of the lines of the derivation where to look."""

    outcome: Outcome
    text: str
    lines: tuple[str, ...] = ()


def diagnose(typed: str, answers: Answers) -> Diagnosis:
    """Judge what was typed; ValueError with a sentence for the person where it is no number."""
    value, unit = read_number(typed), unit_of_last_digit(typed)
    if _is_same(value, answers.right, unit):
        shows_step = answers.before is None or answers.right == answers.before or not _is_same(value, answers.before, unit)
        return Diagnosis(
            "right", tr("Right.") if shows_step else tr("Right to so few digits, which don't show the step: it was so before.")
        )
    exact = [mistake for mistake, wrong in answers.mistaken.items() if _is_same(value, wrong, unit)]
    if exact:
        return _named(exact)
    if _is_near(value, answers.right, answers.before):
        return Diagnosis("rounded", tr("Right, but rounded early: keep more digits on the way and round the result only."))
    near = [mistake for mistake, wrong in answers.mistaken.items() if _is_near(value, wrong, answers.before)]
    if near:
        return _named(near)
    if _is_same(-value, answers.right, unit):
        return Diagnosis("mistake", _sentences()[Mistake.SIGN])
    return _unknown(value, answers.right)


def unit_of_last_digit(typed: str) -> float:
    """What one unit of the last typed digit is worth; 0 for a fraction, which is exact."""
    plain = typed.strip().replace(MINUS, "-").replace("\N{NARROW NO-BREAK SPACE}", "").replace(" ", "")
    found = _DIGITS.fullmatch(plain)
    if found is None:
        return 0.0
    exponent = int(found[3] or "0") - len(found[2] or "")
    return 10.0**exponent if abs(exponent) < 300 else 0.0


def _is_same(value: float, truth: float, unit: float) -> bool:
    """Whether `value` is the truth to its last digit. A whole number stands for itself, or for a rounded one."""
    apart = abs(value - truth)
    return apart <= _HALF_A_DIGIT * unit * _counts(value, unit) or apart <= _OF_A_DOUBLE * abs(truth)


def _counts(value: float, unit: float) -> float:
    """Fewer than two digits say too little to be taken for a rounded value, unless the value is 0 to them."""
    return 0.0 if unit and 0 < abs(value) < 9.5 * unit else 1.0


def _is_near(value: float, truth: float, before: float | None) -> bool:
    """Whether rounding on the way may have led there; of a parameter it is its step that was computed."""
    size = abs(truth) if before is None else abs(truth - before)
    return size != 0 and abs(value - truth) <= _ROUNDED_EARLY * size


def _named(mistakes: list[Mistake]) -> Diagnosis:
    sentences = _sentences()
    named = [sentences[mistake] for mistake in mistakes]
    lines = tuple(dict.fromkeys(mistake.line for mistake in mistakes))
    if len(named) == 1:
        return Diagnosis("mistake", named[0], lines)
    return Diagnosis("mistake", " ".join([tr("More than one slip gives this number.", n=len(named)), *named]), lines)


def _unknown(value: float, right: float) -> Diagnosis:
    if right != 0 and value != 0 and math.isfinite(value / right):
        if value / right < 0:
            return Diagnosis("other", tr("Not yet: the sign differs, and so does the size."))
        is_too_large = abs(value) > abs(right)
        if right < 0:
            told = (
                tr("Not yet: the sign is right, the size too large.")
                if is_too_large
                else tr("Not yet: the sign is right, the size too small.")
            )
        else:
            told = tr("Not yet: this is too large.") if is_too_large else tr("Not yet: this is too small.")
        return Diagnosis("other", told)
    return Diagnosis("other", tr("Not yet."))


def _sentences() -> dict[Mistake, str]:
    """For the person; translated when asked for."""
    return {
        Mistake.SIGN: tr("The size is right, the sign is wrong."),
        Mistake.NO_SLOPE: tr("The slope f′(z) of this node is missing."),
        Mistake.NO_SLOPE_ANYWHERE: tr("The slopes f′(z) are missing on the way back."),
        Mistake.HALF: tr("Half of it: this cost has no ½ in front, and a factor 2 in its derivative."),
        Mistake.DOUBLE: tr("Twice as much: there is one factor 2 too many for this cost."),
        Mistake.UPDATED_WEIGHT: tr(
            "This goes back through weights that are already updated. All are updated together, so the old ones count here."
        ),
        Mistake.NO_MEAN: tr("This is the sum over the batch: the cost is the mean, so divide by the number of samples."),
        Mistake.NO_RATE: tr("The learning rate is missing in the step."),
        Mistake.ADDED: tr("The step goes uphill: it is subtracted, W ← W − η ∂C/∂W."),
        Mistake.NO_INPUT: tr("This is δ alone: the value that comes in along the edge is missing as a factor."),
        Mistake.NO_BIAS: tr("The bias is missing in the sum."),
        Mistake.NO_ACTIVATION: tr("This is z: the activation function is still to be applied."),
        Mistake.NO_PENALTY: tr("The term of the regularisation is missing."),
    }
