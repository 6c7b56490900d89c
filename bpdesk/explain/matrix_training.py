"""Gradients and update of one level in matrix form: ∂C/∂W = ΔAᵀ/B + l1·sign W + l2·W, ∂C/∂b = Δ1/B, and the optimizer's rule.

A new optimizer is one function in `_RULES`; a test holds each to the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpdesk.explain.layers import Block
from bpdesk.explain.matrices import Applied, Entrywise, Grid, Matrix, Ones, Product, Scalar, Sum, difference, total
from bpdesk.explain.matrix_grids import Grids
from bpdesk.explain.shown_numbers import number_tex, typed
from bpdesk.explain.statement import Statement


@dataclass(frozen=True)
class Parameters:
    """A block of weights or the biases of a level: what stands there, its gradient, what the update makes of it, and memory by slot."""

    grids: Grids
    now: Grid
    new: Grid
    gradient: Grid
    memory: Callable[[str, bool], Grid]

    @classmethod
    def of_block(cls, grids: Grids, block: Block) -> Parameters:
        def memory(slot: str, after: bool) -> Grid:
            return grids.weight_memory(block, slot, after=after)

        return cls(grids, grids.weights(block), grids.new_weights(block), grids.weight_gradients(block), memory)

    @classmethod
    def of_biases(cls, grids: Grids, level: int) -> Parameters:
        def memory(slot: str, after: bool) -> Grid:
            return grids.bias_memory(level, slot, after=after)

        return cls(grids, grids.biases(level), grids.new_biases(level), grids.bias_gradients(level), memory)

    @property
    def rate(self) -> Scalar:
        return _given(r"\eta", self.grids.situation.training.learning_rate)

    def setting(self, tex: str, name: str) -> Scalar:
        return _given(tex, self.grids.situation.training.optimizer.settings[name])


def gradients(grids: Grids, level: int) -> tuple[Statement, ...]:
    """∂C/∂W of each block that leads to that level, and ∂C/∂b."""
    moment, held = grids.situation.moment, grids.situation.values.iteration.samples
    samples, size = (held, len(moment.batch)) if grids.is_batch else (None, 1)
    unheld = 0 if samples is None else size - len(samples)
    share = (Scalar(r"\frac{1}{B}", 1 / size, rf"\frac{{1}}{{{size}}}", f"1/{size}"),) if size > 1 else ()
    deltas = grids.deltas(level, samples, unheld)
    found = []
    for block in grids.layers.into(level):
        mean = Product((deltas, grids.activations(block.source, samples, unheld).transposed()), share)
        found.append(Statement(grids.weight_gradients(block), total(mean, *_regularisation(grids, block))))
    if grids.has_biases(level):
        of_batch = Product((deltas.named_only() if found else deltas, Ones(size, is_column=True)), share)
        found.append(Statement(grids.bias_gradients(level), of_batch if grids.is_batch else deltas))
    return tuple(found)


def updates(grids: Grids, level: int) -> tuple[Statement, ...]:
    """What the optimizer makes of the weights that lead to that level, and of its biases."""
    rule = _RULES[grids.situation.training.optimizer.name]
    parameters = [Parameters.of_block(grids, block) for block in grids.layers.into(level)]
    if grids.has_biases(level):
        parameters.append(Parameters.of_biases(grids, level))
    return tuple(statement for each in parameters for statement in rule(each))


def _regularisation(grids: Grids, block: Block) -> list[Matrix]:
    """l1·sign W and l2·W, where they apply."""
    training, weights = grids.situation.training, grids.weights(block).named_only()
    shares: list[Matrix] = []
    if training.l1:
        shares.append(Product((Applied("sign", weights),), (_given("l_1", training.l1),)))
    if training.l2:
        shares.append(Product((weights,), (_given("l_2", training.l2),)))
    return shares


def _given(tex: str, value: float) -> Scalar:
    return Scalar(tex, value, number_tex(typed(value)), typed(value))


def _less(one: Scalar) -> Scalar:
    """1 − β."""
    shown = _short(1.0 - one.value)
    return Scalar(f"(1 - {one.tex})", 1.0 - one.value, number_tex(shown), shown)


def _gradient_descent(of: Parameters) -> list[Statement]:
    step = Product((of.gradient.named_only(),), (of.rate,))
    return [Statement(of.new, difference(of.now, step), "←")]


def _momentum(of: Parameters) -> list[Statement]:
    new = of.memory("v", True)
    kept, step = Product((of.memory("v", False),), (of.setting(r"\mu", "momentum"),)), Product((of.gradient.named_only(),), (of.rate,))
    return [Statement(new, difference(kept, step), "←"), Statement(of.new, total(of.now, new.named_only()), "←")]


def _nesterov(of: Parameters) -> list[Statement]:
    mu, new, gradient = of.setting(r"\mu", "momentum"), of.memory("v", True), of.gradient.named_only()
    ahead = Product((total(gradient, Product((new.named_only(),), (mu,))),), (of.rate,))
    return [
        Statement(new, total(Product((of.memory("v", False),), (mu,)), gradient), "←"),
        Statement(of.new, difference(of.now, ahead), "←"),
    ]


def _adagrad(of: Parameters) -> list[Statement]:
    new, gradient = of.memory("s", True), of.gradient.named_only()
    squares = Entrywise((gradient, gradient))
    return [Statement(new, total(of.memory("s", False), squares), "←"), _scaled(of, gradient, new.named_only())]


def _rmsprop(of: Parameters) -> list[Statement]:
    new, gradient = of.memory("s", True), of.gradient.named_only()
    squares = Entrywise((gradient, gradient))
    return [_mean(of.setting(r"\rho", "decay"), of.memory("s", False), squares, new), _scaled(of, gradient, new.named_only())]


def _adam(of: Parameters) -> list[Statement]:
    """Kingma and Ba, 2015: both means are made larger at first, as they begin at 0."""
    gradient, steps = of.gradient.named_only(), of.grids.situation.values.iteration.steps + 1
    statements: list[Statement] = []
    enlarged: list[Matrix] = []
    for slot, tex, name, new in (("m", r"\beta_1", "beta1", gradient), ("v", r"\beta_2", "beta2", Entrywise((gradient, gradient)))):
        beta, after = of.setting(tex, name), of.memory(slot, True)
        left = 1.0 - beta.value**steps
        statements.append(_mean(beta, of.memory(slot, False), new, after))
        enlarged.append(Product((after.named_only(),), (_inverse(rf"\frac{{1}}{{1 - {tex}^{{t}}}}", left),)))
    return [*statements, _scaled(of, *enlarged)]


def _inverse(tex: str, of: float) -> Scalar:
    shown = _short(of)
    return Scalar(tex, 1.0 / of, rf"\frac{{1}}{{{number_tex(shown)}}}", f"1/{shown}")


def _short(value: float) -> str:
    return typed(float(f"{value:.6g}"))


def _mean(share: Scalar, old: Matrix, new: Matrix, left: Grid) -> Statement:
    """A running mean: share · old + (1 − share) · new."""
    return Statement(left, total(Product((old,), (share,)), Product((new,), (_less(share),))), "←")


def _scaled(of: Parameters, direction: Matrix, spread: Matrix) -> Statement:
    """W ← W − η · direction ⊘ (√spread + ε)."""
    step = Entrywise((direction,), below=Sum((Applied("root", spread), of.setting(r"\varepsilon", "epsilon"))))
    return Statement(of.new, difference(of.now, Product((step,), (of.rate,))), "←")


_RULES: Mapping[str, Callable[[Parameters], list[Statement]]] = {
    "gradient_descent": _gradient_descent,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
}
