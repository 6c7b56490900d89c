"""Forward and backward of one level in matrix form, for the shown sample (Rumelhart, Hinton and Williams, 1986; W_ji as in Nielsen).

z = Σ W a + b and a = f(z); δ = (Σ Wᵀδ + ∇C) ⊙ f′(z). A softmax level has δ = Jᵀ∇C; where cost and activation cancel, δ = a − y stands.
"""

from __future__ import annotations

from bpdesk.explain.matrices import Entrywise, Matrix, Product, total
from bpdesk.explain.matrix_grids import Grids
from bpdesk.explain.statement import Statement
from bpdesk.model.catalogue import CROSS_ENTROPY, SOFTMAX


def forward(grids: Grids, level: int) -> tuple[Statement, ...]:
    """z of that level, and its activations."""
    z, a = grids.pre_activations(level), grids.activations(level)
    terms: list[Matrix] = [Product((grids.weights(block), grids.activations(block.source))) for block in grids.layers.into(level)]
    if grids.has_biases(level) or not terms:
        terms.append(grids.biases(level))
    return (Statement(z, total(*terms), then=a, then_tex=f"{a.tex} = {grids.function(level)}({z.tex})"),)


def backward(grids: Grids, level: int) -> tuple[Statement, ...]:
    """δ of that level."""
    nodes, situation = grids.layers.levels[level], grids.situation
    delta = grids.deltas(level)
    if any(node.activation == SOFTMAX for node in nodes):
        long = Statement(delta, Product((grids.jacobian(level).transposed(), grids.cost_gradients(level))))
        return (long, Statement(delta, grids.errors(level))) if situation.training.cost == CROSS_ENTROPY else (long,)
    arriving: list[Matrix] = [
        Product((grids.weights(block).transposed(), grids.deltas(block.target))) for block in grids.layers.out_of(level)
    ]
    outputs = [node.id for node in nodes if node.kind == "output"]
    short = [node for node in outputs if situation.has_short_delta(node)]
    if len(short) < len(outputs) or not (arriving or short):
        arriving.append(grids.cost_gradients(level))
    terms: list[Matrix] = [Entrywise((total(*arriving), grids.slopes(level)))] if arriving else []
    if short:
        terms.append(grids.errors(level))
    return (Statement(delta, total(*terms)),)
