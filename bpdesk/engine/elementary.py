"""exp, and the pair (value, slope) of sigmoid and tanh, without branches, so that loops over samples become vector code.

exp follows fdlibm's e_exp.c (Sun Microsystems, netlib.org/fdlibm), tanh near 0 Cephes' tanh.c (S. Moshier, netlib.org/cephes).
Right within 1 unit in the last place for exp, 3 for sigmoid and tanh, 5 for the slopes. Reassociation stays off:
it would undo the two-step argument reduction.
"""

import math
from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from bpdesk.engine import kernel_cache  # noqa: F401 - chooses the cache's folder before anything is compiled

_part = njit(nogil=True, fastmath={"contract"}, error_model="numpy", forceinline=True, no_cfunc_wrapper=True)
_TO_INTEGER = 6755399441055744.0  # 1.5 · 2⁵²: added to a small whole number, it leaves that number in the low bits


@intrinsic
def _bits(typing_context: Any, value: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), generate


@intrinsic
def _from_bits(typing_context: Any, value: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), generate


@_part
def _power_of_two(exponent: float) -> float:
    return _from_bits((_bits(exponent + _TO_INTEGER) + 1023) << 52)  # type: ignore[no-any-return]  # as above


@_part
def exp(x: float) -> float:
    """e^x; 0 and infinity where a double ends, NaN for NaN."""
    inside = min(max(x, -746.0), 710.0)
    k = math.floor(1.44269504088896338700 * inside + 0.5)
    high = inside - k * 6.93147180369123816490e-01
    low = k * 1.90821492927058770002e-10
    r = high - low
    q = r * r
    c = 4.13813679705723846039e-08 * q - 1.65339022054652515390e-06
    c = (c * q + 6.61375632143793436117e-05) * q - 2.77777777770155933842e-03
    c = r - (c * q + 1.66666666666666019037e-01) * q
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    half = math.floor(0.5 * k)
    value = y * _power_of_two(half) * _power_of_two(k - half)
    return value if x == x else x


@_part
def sigmoid(z: float) -> tuple[float, float]:
    """1/(1+e^-z) and its slope e^-z/(1+e^-z)², both to full relative precision where they are tiny."""
    e = exp(-abs(z))
    r = 1.0 / (1.0 + e)
    return (r if z >= 0.0 else e * r), e * r * r


@_part
def tanh(z: float) -> tuple[float, float]:
    """tanh z and its slope 4e^-2|z|/(1+e^-2|z|)², the latter without the loss of digits of 1 − tanh² z."""
    magnitude = abs(z)
    e = exp(-2.0 * magnitude)
    r = 1.0 / (1.0 + e)
    q = z * z
    n = (-9.64399179425052238628e-1 * q - 9.92877231001918586564e1) * q - 1.61468768441708447952e3
    d = ((q + 1.12811678491632931402e2) * q + 2.23548839060100448583e3) * q + 4.84406305325125486048e3
    small = z + z * q * (n / d)
    large = (1.0 - e) * r
    signed = large if z >= 0.0 else -large
    return (small if magnitude < 0.625 else signed), 4.0 * e * r * r
