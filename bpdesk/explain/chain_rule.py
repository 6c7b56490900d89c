"""The chain rule at one weight, bias or node, for one sample (Rumelhart, Hinton and Williams, 1986).

∂C_n/∂w_ij = ∂C_n/∂a_j · ∂a_j/∂z_j · ∂z_j/∂w_ij at an output that feeds no other node, δ_j · a_i elsewhere;
δ_j = f′_j(z_j) (∂C_n/∂a_j + Σ_k w_jk δ_k); with softmax δ_j = Σ_i ∂C_n/∂a_i · ∂a_i/∂z_j.
"""

from __future__ import annotations

from bpdesk.explain.activations import ACTIVATIONS, softmax_slope
from bpdesk.explain.costs import COSTS
from bpdesk.explain.derivation import Caption, Derivation, Line, both_ways
from bpdesk.explain.formula import ONE, Constant, Expression, Product, Quantity, Sum, difference, folded, product
from bpdesk.explain.names import derivative_tex
from bpdesk.explain.situation import Situation
from bpdesk.model.catalogue import LINEAR, SOFTMAX
from bpdesk.text import tr

MOST_TERMS = 5


def derivative_by_weight(situation: Situation, edge_id: str) -> Derivation:
    """∂C_n/∂w of one sample."""
    edge = situation.network.edge_by_id[edge_id]
    value_in = situation.activation(edge.source)
    weight = situation.weight(edge_id)
    known = situation.values.of("weight_gradient", edge_id) is not None
    return _derivative(situation, edge.target, weight.tex, value_in, _value_in(), is_known=known)


def derivative_by_bias(situation: Situation, node_id: str) -> Derivation:
    """∂C_n/∂b of one sample: δ, as a bias is added to z as it is."""
    known = situation.values.of("bias_gradient", node_id) is not None
    return _derivative(situation, node_id, situation.names.bias(node_id), ONE, _added(), is_known=known)


def delta(situation: Situation, node_id: str) -> Derivation:
    """δ = ∂C_n/∂z of a node."""
    left = situation.delta(node_id)
    if situation.node(node_id).activation == SOFTMAX:
        return Derivation(left, _softmax_lines(situation, node_id), definition=_softmax_rule(situation, node_id))
    if situation.has_short_delta(node_id) and not situation.feeds_on(node_id):
        short = _error(situation, node_id)
        return Derivation(left, (Line(_two_factors(situation, node_id)), *both_ways(short)), is_main=False)
    if not _comes_from_cost_alone(situation, node_id):
        return Derivation(left, both_ways(_recursion(situation, node_id)), definition=_recursion_rule(situation, node_id))
    head, definitions, values = _cost_end(situation, node_id)
    lines = (Line(Product(head)), *both_ways(Product(definitions)), Line(Product(values), in_numbers=True))
    return Derivation(left, lines, captions=(_from_cost(), _slope()))


def slope(situation: Situation, node_id: str) -> Derivation:
    """f′(z) of a node, from its definition."""
    return Derivation(situation.slope(node_id), both_ways(activation_slope(situation, node_id)))


def output_gradient(situation: Situation, node_id: str) -> Derivation:
    """∂C_n/∂a of an output, from the cost's definition."""
    return Derivation(situation.output_gradient(node_id), both_ways(cost_derivative(situation, node_id)))


def own_delta(situation: Situation, node_id: str) -> Expression:
    """The part of an output's δ that comes from its own target (with softmax from all): where every path ends."""
    if not situation.feeds_on(node_id):
        return situation.delta(node_id)
    if situation.has_short_delta(node_id):
        return _error(situation, node_id)
    return Product((situation.slope(node_id), situation.output_gradient(node_id)))


def cost_derivative(situation: Situation, node_id: str) -> Expression:
    """∂C_n/∂a of an output as the cost's definition gives it."""
    mathematics = COSTS[situation.training.cost]
    a, y = situation.activation(node_id, "backward"), situation.target(node_id, "backward")
    return mathematics.derivative(a, y, len(situation.network.outputs))


def activation_slope(situation: Situation, node_id: str) -> Expression:
    """f′(z) as the activation's definition gives it."""
    mathematics = ACTIVATIONS[situation.node(node_id).activation or LINEAR]
    return mathematics.slope(situation.pre_activation(node_id, "slope"), situation.activation(node_id, "slope"))


def _derivative(
    situation: Situation,
    node_id: str,
    by: str,
    value_in: Expression,
    caption: Caption,
    *,
    is_known: bool,
) -> Derivation:
    cost, z = situation.cost_name, situation.names.pre_activation(node_id)
    last = Quantity(derivative_tex(z, by), value_in.value, "forward", getattr(value_in, "ref", None))
    sample = product(situation.delta(node_id), value_in)
    left = Quantity(derivative_tex(cost, by), sample.value if is_known else None)
    if _is_three_factors(situation, node_id):
        head, back, end = _cost_end(situation, node_id)
        lines = (
            Line(Product((*head, last))),
            *both_ways(Product((*back, value_in))),
            Line(Product((*end, value_in)), in_numbers=True),
        )
        return Derivation(left, lines, (_from_cost(), _slope(), caption), is_main=True)
    by_z = Quantity(derivative_tex(cost, z), situation.delta(node_id).value, "backward", situation.delta(node_id).ref)
    lines = (Line(Product((by_z, last))), *both_ways(Product((situation.delta(node_id), value_in))))
    return Derivation(left, lines, (_coming_back(), caption), is_main=True)


def _cost_end(situation: Situation, node_id: str) -> tuple[tuple[Expression, ...], tuple[Expression, ...], tuple[Expression, ...]]:
    """The factors of error and slope as derivatives, as definitions, and as values."""
    gradient, rise = situation.output_gradient(node_id), activation_slope(situation, node_id)
    head = (gradient, situation.slope_as_derivative(node_id))
    value = rise if isinstance(rise, Constant) else situation.slope(node_id)
    return head, (cost_derivative(situation, node_id), rise), (gradient, value)


def _is_three_factors(situation: Situation, node_id: str) -> bool:
    return _comes_from_cost_alone(situation, node_id) and not situation.has_short_delta(node_id)


def _comes_from_cost_alone(situation: Situation, node_id: str) -> bool:
    node = situation.node(node_id)
    return node.kind == "output" and node.activation != SOFTMAX and not situation.feeds_on(node_id)


def _two_factors(situation: Situation, node_id: str) -> Expression:
    return Product((situation.output_gradient(node_id), situation.slope_as_derivative(node_id)))


def _recursion(situation: Situation, node_id: str) -> Expression:
    """f′(z) Σ_k w_jk δ_k; an output that feeds on has the term from its own target as well."""
    back: list[Expression] = [product(situation.weight(edge.id), situation.delta(edge.target)) for edge in situation.outgoing[node_id]]
    if situation.node(node_id).kind != "output":
        return Product((situation.slope(node_id), _in_sum(back)))
    if situation.has_short_delta(node_id):
        return Sum((_error(situation, node_id), Product((situation.slope(node_id), _in_sum(back)))))
    return Product((situation.slope(node_id), _in_sum([situation.output_gradient(node_id), *back])))


def _in_sum(terms: list[Expression]) -> Expression:
    return folded(terms, MOST_TERMS)


def _recursion_rule(situation: Situation, node_id: str) -> str:
    if situation.node(node_id).kind == "output":
        if situation.has_short_delta(node_id):
            return r"\delta_j = (a_j - y_j) + f'(z_j) \sum_k w_{jk} \delta_k"
        return r"\delta_j = f'(z_j) \left( \frac{\partial C_n}{\partial a_j} + \sum_k w_{jk} \delta_k \right)"
    return r"\delta_j = f'(z_j) \sum_k w_{jk} \delta_k"


def _softmax_rule(situation: Situation, node_id: str) -> str:
    rule = r"\delta_j = \sum_i \frac{\partial C_n}{\partial a_i} \frac{\partial a_i}{\partial z_j}"
    return rf"{rule} = a_j \sum_i y_i - y_j" if situation.has_short_delta(node_id) else rule


def _softmax_lines(situation: Situation, node_id: str) -> tuple[Line, ...]:
    outputs = [node.id for node in situation.network.outputs]
    if situation.has_short_delta(node_id):
        return both_ways(_error(situation, node_id))
    this = situation.activation(node_id, "slope")
    terms: list[Expression] = []
    for output in outputs:
        entry = softmax_slope(situation.activation(output, "slope"), this, is_same=output == node_id)
        terms.append(Product((situation.output_gradient(output), entry)))
    return both_ways(folded(terms, MOST_TERMS))


def _error(situation: Situation, node_id: str) -> Expression:
    """a − y; with softmax a Σ y − y, which is the same where the targets are shares of one."""
    a, y = situation.activation(node_id, "backward"), situation.target(node_id, "backward")
    outputs = situation.network.outputs
    if situation.node(node_id).activation != SOFTMAX:
        return difference(a, y)
    targets = [situation.target(output.id, "backward") for output in outputs]
    shares = Sum(tuple(targets))
    return difference(a if shares.value == 1.0 else Product((a, folded(targets, MOST_TERMS))), y)


def _from_cost() -> Caption:
    return Caption(tr("error"), "backward", tr("What comes back from the cost: how it changes with this node's activation."))


def _coming_back() -> Caption:
    return Caption(tr("error"), "backward", tr("δ, what comes back from the cost: how it changes with this node's z."))


def _slope() -> Caption:
    return Caption(tr("slope"), "slope", tr("How steep the activation function is at this node's z."))


def _value_in() -> Caption:
    return Caption(tr("value in"), "forward", tr("The activation that the weight multiplies."))


def _added() -> Caption:
    return Caption(tr("added as it is"), "forward", tr("A bias is added to z as it is: ∂z/∂b is 1."))
