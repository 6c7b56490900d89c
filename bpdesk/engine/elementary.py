"""e^x, and the pair (value, slope) of sigmoid and tanh, for lanes: without branches or tables.

e^x = 2^k e^r with |r| ≤ ½ ln 2 in two steps as in fdlibm's e_exp.c (Sun Microsystems, netlib.org/fdlibm); e^r − 1 − r by a polynomial
through the Chebyshev points of that range (off by less than 10⁻¹⁸ e^r), evaluated by Estrin's scheme.
Right within 1 unit in the last place for e^x, 3 for sigmoid and tanh, 5 for the slopes.
"""

from typing import Any

from bpdesk.engine.compiled import part
from bpdesk.engine.lanes import choose, magnitude, scale_of, signed

_LOWEST = -746.0  # e^-746 is 0 in doubles
_LIFT = 2.0**-60
# 1.5 · 2⁵² leaves a small whole number, added to it, in the low bits; 1023 is the exponent of 1, and 60 more keep 2^k from being subnormal.
_TO_EXPONENT = 6755399441055744.0 + 1083.0
_LOG2_E = 1.4426950408889634
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10


@part
def exponential(x: Any) -> Any:
    """(e^x, e^x − 1) for x ≤ 0, both to full relative precision; NaN for NaN."""
    inside = choose(x < _LOWEST, _LOWEST, x)
    lifted = inside * _LOG2_E + _TO_EXPONENT
    k = lifted - _TO_EXPONENT
    high = inside - k * _LN2_HIGH
    r = high - k * _LN2_LOW
    rest = (high - r) - k * _LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (0.5 + 0.1666666666666667 * r) + r2 * (0.04166666666666667 + 0.008333333333326112 * r)
    middle = (0.001388888888888373 + 0.0001984126987490126 * r) + r2 * (2.4801587325605324e-05 + 2.7557255297969643e-06 * r)
    top = (2.755727357010214e-07 + 2.5105259538448494e-08 * r) + r2 * 2.0914717341716378e-09
    grown = r + (r2 * (low + r4 * (middle + r4 * top)) + rest)
    lifted_power = scale_of(lifted)
    power = lifted_power * _LIFT
    return (1.0 + grown) * lifted_power * _LIFT, power * grown + (power - 1.0)


@part
def sigmoid(z: Any) -> Any:
    """1/(1+e^-z) and its slope e^-z/(1+e^-z)², both to full relative precision where they are tiny."""
    e, _ = exponential(0.0 - magnitude(z))
    r = 1.0 / (1.0 + e)
    rest = e * r
    return choose(z >= 0.0, r, rest), rest * r


@part
def tanh(z: Any) -> Any:
    """tanh z and its slope 4e^-2|z|/(1+e^-2|z|)², the latter without the loss of digits of 1 − tanh² z."""
    e, less_one = exponential(-2.0 * magnitude(z))
    r = 1.0 / (1.0 + e)
    return signed(less_one * r, z), 4.0 * (e * r) * r
