"""How the engine's loops are compiled: kernels are called from Python and kept in the cache, parts only become part of a kernel.

Of the relaxed rules of floating point only `contract` (a·b + c in one rounding) is allowed. NaN and infinity must be seen (divergence), and
what is gained by adding in another order is written out in `engine.lanes`, so that it doesn't depend on the compiler.
"""

from typing import Any

import llvmlite.binding
from numba import njit

from bpdesk.engine import kernel_cache  # noqa: F401 - chooses the cache's folder before anything is compiled

# Loops here go over whole lanes already; unrolled further, each would begin with counting that costs small networks more than their sums.
llvmlite.binding.set_option("", "-unroll-runtime=false")

# Without `_nrt` no kernel can allocate, and arrays handed on aren't counted: counting made small networks ten times slower.
_OPTIONS: Any = {"nogil": True, "fastmath": {"contract"}, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}

kernel: Any = njit(**_OPTIONS, cache=True)
part: Any = njit(**_OPTIONS, forceinline=True, no_cpython_wrapper=True)
