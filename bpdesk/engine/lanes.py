"""Lanes: 4, 8 or 16 doubles side by side, computed with at once; the samples of a batch lie in them.

A compiler makes vector code of plain loops only for long ones, and guards them with checks that cost small networks more than their sums.
Here a loop over samples goes in steps of whole lanes, so rows of values are padded to a multiple of `WIDTH`. LLVM turns each operation
into as many instructions as the processor needs.
"""

import math
import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, models, register_model

WIDTH = 4
"""The smallest lanes; rows of values are padded to a multiple of them."""


class Lanes(types.Type):  # type: ignore[misc]  # numba has no types
    """So many doubles."""

    def __init__(self, count: int) -> None:
        super().__init__(name=f"Lanes({count})")
        self.count = count


class Mask(types.Type):  # type: ignore[misc]  # as above
    """So many answers, yes or no."""

    def __init__(self, count: int) -> None:
        super().__init__(name=f"Mask({count})")
        self.count = count


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):  # type: ignore[misc]  # as above
    def __init__(self, manager: Any, lanes: Lanes) -> None:
        super().__init__(manager, lanes, _doubles(lanes.count))


@register_model(Mask)
class _MaskModel(models.PrimitiveModel):  # type: ignore[misc]  # as above
    def __init__(self, manager: Any, mask: Mask) -> None:
        super().__init__(manager, mask, ir.VectorType(ir.IntType(1), mask.count))


def _doubles(count: int) -> ir.VectorType:
    return ir.VectorType(ir.DoubleType(), count)


def _spread(context: Any, builder: Any, value: Any, kind: Any, count: int) -> Any:
    """The value in every lane; lanes as they are."""
    if isinstance(kind, Lanes):
        return value
    number = context.cast(builder, value, kind, types.float64)
    one = builder.insert_element(ir.Constant(_doubles(count), ir.Undefined), number, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(ir.IntType(32), count), [0] * count))


def _define(operation: Any, result: type[types.Type], emit: Callable[[Any, Any, Any], Any]) -> None:
    """That operation between lanes, or lanes and a number."""

    @infer_global(operation)
    class _(AbstractTemplate):  # type: ignore[misc]  # as above
        def generic(self, arguments: Any, keywords: Any) -> Any:
            counts = {kind.count for kind in arguments if isinstance(kind, Lanes)}
            fitting = all(isinstance(kind, (Lanes, types.Number)) for kind in arguments) and len(arguments) == 2 and len(counts) == 1
            return signature(result(*counts), *arguments) if fitting else None

    def lower(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        count = found.return_type.count
        left, right = (_spread(context, builder, value, kind, count) for value, kind in zip(arguments, found.args, strict=True))
        return emit(builder, left, right)

    for kinds in ((Lanes, Lanes), (Lanes, types.Number), (types.Number, Lanes)):
        lower_builtin(operation, *kinds)(lower)


def _comparing(sign: str) -> Callable[[Any, Any, Any], Any]:
    return lambda builder, left, right: (builder.fcmp_unordered if sign == "!=" else builder.fcmp_ordered)(sign, left, right)


_define(operator.add, Lanes, lambda builder, left, right: builder.fadd(left, right))
_define(operator.sub, Lanes, lambda builder, left, right: builder.fsub(left, right))
_define(operator.mul, Lanes, lambda builder, left, right: builder.fmul(left, right))
_define(operator.truediv, Lanes, lambda builder, left, right: builder.fdiv(left, right))
for _operation, _sign in (
    (operator.lt, "<"), (operator.le, "<="), (operator.gt, ">"), (operator.ge, ">="), (operator.eq, "=="), (operator.ne, "!=")
):  # fmt: skip
    _define(_operation, Mask, _comparing(_sign))


def _splat(count: int) -> Any:
    @intrinsic
    def splat(typing_context: Any, value: Any) -> Any:
        def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
            return _spread(context, builder, arguments[0], found.args[0], count)

        return Lanes(count)(value), generate

    return splat


four, eight, sixteen = _splat(4), _splat(8), _splat(16)
"""A number in each of so many lanes."""


def _place(context: Any, builder: Any, kinds: Any, values: Any, vector: ir.VectorType) -> Any:
    """The address of array[row, column], read as so many doubles."""
    array = context.make_array(kinds[0])(context, builder, values[0])
    indices = [context.cast(builder, value, kind, types.intp) for value, kind in zip(values[1:], kinds[1:], strict=True)]
    pointer = cgutils.get_item_pointer(context, builder, kinds[0], array, indices, wraparound=False)
    return builder.bitcast(pointer, vector.as_pointer())


@intrinsic
def load(typing_context: Any, like: Any, array: Any, row: Any, column: Any) -> Any:
    """array[row, column : column + n], n as in the lanes `like`."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        return builder.load(_place(context, builder, found.args[1:], arguments[1:], _doubles(like.count)), align=8)

    return like(like, array, row, column), generate


@intrinsic
def store(typing_context: Any, value: Any, array: Any, row: Any, column: Any) -> Any:
    """array[row, column : column + n] = the n lanes."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        builder.store(arguments[0], _place(context, builder, found.args[1:], arguments[1:], _doubles(value.count)), align=8)
        return context.get_dummy_value()

    return types.void(value, array, row, column), generate


@intrinsic
def choose(typing_context: Any, mask: Any, yes: Any, no: Any) -> Any:
    """Lane by lane `yes` where the mask holds, else `no`; each may be a number."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        yes_lanes, no_lanes = (_spread(context, builder, arguments[i], found.args[i], mask.count) for i in (1, 2))
        return builder.select(arguments[0], yes_lanes, no_lanes)

    return Lanes(mask.count)(mask, yes, no), generate


@intrinsic
def below(typing_context: Any, like: Any, first: Any, end: Any) -> Any:
    """Which of the places first, first + 1, … lie before `end`."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        left = builder.sub(*(context.cast(builder, arguments[i], found.args[i], types.int64) for i in (2, 1)))
        steps = ir.Constant(_doubles(like.count), [float(step) for step in range(like.count)])
        number = builder.sitofp(left, ir.DoubleType())
        return builder.fcmp_ordered("<", steps, _spread(context, builder, number, types.float64, like.count))

    return Mask(like.count)(like, first, end), generate


@intrinsic
def folded(typing_context: Any, lanes: Any) -> Any:
    """The sum of both halves: half as many lanes."""
    half = lanes.count // 2

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        halves = [
            builder.shuffle_vector(arguments[0], arguments[0], ir.Constant(ir.VectorType(ir.IntType(32), half), list(range(at, at + half))))
            for at in (0, half)
        ]
        return builder.fadd(*halves)

    return Lanes(half)(lanes), generate


@intrinsic
def first_lane(typing_context: Any, lanes: Any) -> Any:
    """The number in the first lane."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        return builder.extract_element(arguments[0], ir.Constant(ir.IntType(32), 0))

    return types.float64(lanes), generate


@intrinsic
def are_finite(typing_context: Any, mask: Any, lanes: Any) -> Any:
    """The mask, but no where a lane holds an infinity or isn't a number."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        size = _by_llvm("fabs", 1)(builder, arguments[1:])
        infinite = ir.Constant(_doubles(lanes.count), [math.inf] * lanes.count)
        return builder.and_(arguments[0], builder.fcmp_ordered("<", size, infinite))

    return mask(mask, lanes), generate


@intrinsic
def every(typing_context: Any, mask: Any) -> Any:
    """Whether all answers are yes."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        bits = builder.bitcast(arguments[0], ir.IntType(mask.count))
        return builder.icmp_unsigned("==", bits, ir.Constant(ir.IntType(mask.count), -1))

    return types.boolean(mask), generate


@intrinsic
def scale_of(typing_context: Any, lanes: Any) -> Any:
    """The doubles whose sign and exponent are the lowest 12 bits of these, and whose fraction is 0."""

    def generate(context: Any, builder: Any, found: Any, arguments: Any) -> Any:
        whole = ir.VectorType(ir.IntType(64), lanes.count)
        bits = builder.bitcast(arguments[0], whole)
        return builder.bitcast(builder.shl(bits, ir.Constant(whole, [52] * lanes.count)), _doubles(lanes.count))

    return lanes(lanes), generate


def _by_llvm(name: str, operands: int) -> Callable[[Any, Any], Any]:
    """What LLVM has for lanes under that name."""

    def emit(builder: Any, arguments: Any) -> Any:
        vector = arguments[0].type
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(vector, [vector] * operands), f"llvm.{name}.v{vector.count}f64"
        )
        return builder.call(function, arguments)

    return emit


def _unary(name: str) -> Any:
    emit = _by_llvm(name, 1)

    @intrinsic
    def unary(typing_context: Any, lanes: Any) -> Any:
        return lanes(lanes), lambda context, builder, found, arguments: emit(builder, arguments)

    return unary


magnitude, square_root = _unary("fabs"), _unary("sqrt")
"""|x| and √x."""


@intrinsic
def signed(typing_context: Any, lanes: Any, sign: Any) -> Any:
    """|x| with the sign of the other lanes."""
    emit = _by_llvm("copysign", 2)
    return lanes(lanes, sign), lambda context, builder, found, arguments: emit(builder, arguments)
