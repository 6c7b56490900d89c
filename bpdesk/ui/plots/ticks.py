"""Where an axis has its numbers, and how they read: round values, whole iterations, powers of ten with real superscripts."""

import math
from dataclasses import dataclass

from bpdesk import text
from bpdesk.ui.plots.scale import Scale, round_step

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_STEPS_OF_POWERS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500)
_PLAIN_BELOW, _PLAIN_FROM = 1e6, 1e-3


@dataclass(frozen=True)
class Tick:
    """A number of an axis at its place in axis coordinates."""

    position: float
    text: str


def iteration_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Whole numbers only, at most `most` of them or a few."""
    step = max(1, round(round_step(high - low, max(1, most))))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [Tick(float(i * step), text.whole(i * step)) for i in range(first, last + 1)]


def value_ticks(scale: Scale, low: float, high: float, most: int) -> list[Tick]:
    """The numbers of the value axis between two axis coordinates, which a zoom may have narrowed."""
    return _power_ticks(low, high, most) if scale.logarithmic else _linear_ticks(low, high, most, scale.unit)


def _linear_ticks(low: float, high: float, most: int, unit: float) -> list[Tick]:
    step = _finest(low, high, max(1, most))
    multiples = _multiples(low, high, step)
    largest = max((abs(i) for i in multiples), default=0) * step
    if largest == 0:
        return [Tick(0.0, "0")] if multiples else []
    exponent, unit_exponent = _exponent(largest), _exponent(unit)
    if unit == 1.0 and _PLAIN_FROM <= largest < _PLAIN_BELOW:
        return [Tick(i * step, _plain(i * step, max(0, -_exponent(step)))) for i in multiples]
    decimals = max(0, exponent - _exponent(step))
    return [Tick(i * step, _with_power(i * step / 10.0**exponent, decimals, exponent + unit_exponent)) for i in multiples]


def _finest(low: float, high: float, most: int) -> float:
    """The step of 1, 2, 5 times a power of ten that fits, or the one below it where no more than so many of its multiples lie there."""
    step = round_step(high - low, most)
    finer = step * (0.4 if round(step / 10.0 ** _exponent(step)) == 5 else 0.5)
    return finer if len(_multiples(low, high, finer)) <= most else step


def _multiples(low: float, high: float, step: float) -> range:
    return range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)


def _power_ticks(low: float, high: float, most: int) -> list[Tick]:
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    if last - first >= 2:
        return [Tick(float(k), _power(k)) for k in _every(first, last, most)]
    exponents = range(math.floor(low), math.ceil(high) + 1)
    found = [Tick(math.log10(m) + k, _power(k) if m == 1 else _multiple(m, k)) for k in exponents for m in (1, 2, 5)]
    within = [tick for tick in found if low - 1e-9 <= tick.position <= high + 1e-9]
    return within if len(within) >= 2 else _close_ticks(low, high, most)


def _every(first: int, last: int, most: int) -> range:
    """Each, each second, third, fifth, tenth … power of ten, so that at most `most` are named; always from a multiple."""
    step = next(step for step in _STEPS_OF_POWERS if (last - first) // step < most)
    return range(math.ceil(first / step) * step, last + 1, step)


def _close_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Within less than a factor of two: evenly spaced values, at their places on the logarithmic axis."""
    exponent = math.floor(low)
    ticks = _linear_ticks(10.0 ** (low - exponent), 10.0 ** (high - exponent), most, 1.0)
    return [Tick(math.log10(tick.position) + exponent, _scaled(tick.text, exponent)) for tick in ticks if tick.position > 0]


def _scaled(mantissa: str, exponent: int) -> str:
    return mantissa if exponent == 0 else f"{mantissa}×{_power(exponent)}"


def _multiple(factor: int, exponent: int) -> str:
    return _plain(factor * 10.0**exponent, max(0, -exponent)) if -3 <= exponent < 6 else f"{factor}×{_power(exponent)}"


def _power(exponent: int) -> str:
    return "10" + str(exponent).translate(_SUPERSCRIPT)


def _with_power(mantissa: float, decimals: int, exponent: int) -> str:
    return "0" if mantissa == 0 else f"{_plain(mantissa, decimals)}×{_power(exponent)}"


def _plain(value: float, decimals: int) -> str:
    integer, point, fraction = f"{abs(value):.{decimals}f}".partition(".")
    return (text.MINUS if value < 0 else "") + text.whole(int(integer)) + point + fraction


def _exponent(value: float) -> int:
    return math.floor(math.log10(value) + 1e-9)
