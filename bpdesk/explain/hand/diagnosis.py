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

from bpdesk.explain.hand.mistake import Answers, Mistake, Wrong
from bpdesk.explain.hand.sentences import sentence
from bpdesk.text import MINUS, read_number, tr

Outcome = Literal["right", "rounded", "mistake", "other"]

_ROUNDED_EARLY = 0.005
_OF_A_DOUBLE = 1e-12
_HALF_A_DIGIT = 0.5 + 1e-9
_FEWEST, _FEWEST_OF_RARE = 10.0, 100.0
"""How many units of the last digit a number has to be worth, so that it isn't taken for a mistake by chance: two digits, or three."""
_MOST_NAMED = 3
_DIGITS = re.compile(r"[+-]?(\d*)(?:[.,](\d*))?(?:[eE]([+-]?\d+))?")


_STATED = (Mistake.NO_STEP, Mistake.STEP_ALONE, Mistake.GRADIENT_ALONE, Mistake.OTHER_PARAMETER)
"""What a parameter is taken for by its own size, not by that of its step."""


@dataclass(frozen=True)
class Diagnosis:
    """The outcome, a sentence or more, and the keys of the lines of the derivation where to look."""

    outcome: Outcome
    text: str
    lines: tuple[str, ...] = ()


def diagnose(typed: str, answers: Answers) -> Diagnosis:
    """Judge what was typed; ValueError with a sentence for the person where it is no number."""
    value, unit = read_number(typed), unit_of_last_digit(typed)
    if not math.isfinite(answers.right):
        return Diagnosis("other", tr("No number is right: the next update would not be finite, training diverges here."))
    if _is_same(value, answers.right, unit):
        shows_step = answers.before is None or answers.right == answers.before or not _is_same(value, answers.before, unit)
        return Diagnosis(
            "right", tr("Right.") if shows_step else tr("Right to so few digits, which don't show the step: it was so before.")
        )
    exact = _exact(value, unit, answers)
    if exact:
        return _named(exact)
    if _is_near(value, answers.right, answers.before):
        return Diagnosis("rounded", tr("Right, but rounded early: keep more digits on the way and round the result only."))
    near = [wrong for wrong in answers.wrong if wrong.mistake.is_usual and _is_near(value, wrong.value, answers.before)]
    if near:
        nearest = min(near, key=lambda wrong: abs(value - wrong.value))
        return _named([wrong for wrong in near if _is_same(wrong.value, nearest.value, 0.0)])
    return _of_sign(value, unit, answers) or _unknown(value, answers.right)


def _exact(value: float, unit: float, answers: Answers) -> list[Wrong]:
    """The mistakes that give that number to its last digit, where it has enough of them to tell."""
    told = math.inf if unit == 0.0 else abs(value) / unit
    of_step = told if answers.before is None or unit == 0.0 else abs(value - answers.before) / unit
    found = []
    for wrong in answers.wrong:
        is_stated = wrong.mistake in _STATED
        fewest = _FEWEST if wrong.mistake.is_usual or is_stated else _FEWEST_OF_RARE
        is_told = (told if is_stated else min(told, of_step)) >= fewest
        if _is_same(value, wrong.value, unit if is_told else 0.0):
            found.append(wrong)
    return found


def _of_sign(value: float, unit: float, answers: Answers) -> Diagnosis | None:
    """Of what has the wrong sign beside another mistake; of a parameter the sign of its own value."""
    if _is_same(-value, answers.right, unit):
        return Diagnosis("mistake", sentence(Wrong(Mistake.SIGN, value)))
    if answers.before is not None:
        return None
    found = _exact(-value, unit, answers)
    if not found:
        return None
    named = _named(found)
    return Diagnosis("mistake", tr("The sign is wrong, and more: {told}", told=named.text), named.lines)


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


def _named(mistakes: list[Wrong]) -> Diagnosis:
    """The usual ones first, as they are made."""
    first = sorted(mistakes, key=lambda wrong: not wrong.mistake.is_usual)[:_MOST_NAMED]
    named = list(dict.fromkeys(sentence(wrong) for wrong in first))
    lines = tuple(dict.fromkeys(wrong.mistake.line for wrong in first))
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
