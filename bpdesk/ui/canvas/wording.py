"""Tooltips of the canvas: name, role and full values, as plain text of a few lines."""

from collections.abc import Callable

from bpdesk.explain.scaled import scaled_told
from bpdesk.model.catalogue import ACTIVATIONS, LINEAR, SOFTMAX
from bpdesk.model.names import one_line
from bpdesk.model.network import Edge, Network, Node
from bpdesk.text import NOT_YET, exact, tr, whole
from bpdesk.ui.canvas.shown import Shown

_ACTIVATION_LABELS = {entry.name: entry.label for entry in ACTIVATIONS}


def tooltip(shown: Shown, kind: str, identifier: str) -> str:
    """The tooltip of a `weight`, `bias`, `input`, `node`, `delta`, `error` or `target`; of a node's id, or an edge's for a weight."""
    network = shown.document.network
    if kind == "weight":
        return "\n".join(_edge_lines(shown, network.edge_by_id[identifier]))
    return "\n".join(_NODE_LINES.get(kind, _node_lines)(shown, network.node_by_id[identifier]))


def _line(symbol: str, value: float | None) -> str:
    return f"{symbol} = {NOT_YET if value is None else exact(value)}"


def _edge_lines(shown: Shown, edge: Edge) -> list[str]:
    lines = [
        tr("Weight {name}, {route}", name=one_line(edge), route=_route(shown.document.network, edge)),
        _line("w", shown.weight(edge)),
        _line("∂C/∂w", shown.weight_gradient(edge)),
        _gradient_formula(shown, edge),
    ]
    return [*lines, tr("Frozen: it is never updated")] if shown.weight_is_frozen(edge) else lines


def _gradient_formula(shown: Shown, edge: Edge) -> str:
    """What the gradient is made of: of one sample, or of how many."""
    nodes = shown.document.network.node_by_id
    product = f"δ({one_line(nodes[edge.target])}) · a({one_line(nodes[edge.source])})"
    samples = 1 if shown.moment is None else len(shown.moment.batch)
    made_of = product if samples == 1 else tr("mean of {product} over {n} samples", product=product, n=whole(samples))
    training = shown.document.training if shown.moment is None else shown.moment.training
    penalty = " + l1·sign w" * bool(training.l1) + " + l2·w" * bool(training.l2)
    return f"∂C/∂w = {made_of}{penalty}"


def _route(network: Network, edge: Edge) -> str:
    return f"{one_line(network.node_by_id[edge.source])} → {one_line(network.node_by_id[edge.target])}"


def _node_lines(shown: Shown, node: Node) -> list[str]:
    if node.kind == "input":
        return _input_lines(shown, node)
    activation = tr(_ACTIVATION_LABELS.get(node.activation or "", node.activation or ""))
    role = (
        tr("Output {name}, {activation}", name=one_line(node), activation=activation)
        if node.kind == "output"
        else tr("Neuron {name}, {activation}", name=one_line(node), activation=activation)
    )
    lines = [role, _line("z", shown.pre_activation(node)), _line("a", shown.activation(node)), _delta_line(shown, node)]
    return [*lines, *_bias_value_lines(shown, node), *_node_formulas(shown, node)]


def _node_formulas(shown: Shown, node: Node) -> list[str]:
    """How its numbers are made."""
    comes_in = [edge for edge in shown.document.network.edges if edge.target == node.id]
    parts = (["Σ w·a"] if comes_in else []) + (["b"] if node.bias is not None else [])
    function = "e^z / Σ e^z" if node.activation == SOFTMAX else "z" if node.activation == LINEAR else f"{node.activation or ''}(z)"
    return [f"z = {' + '.join(parts) or '0'}", f"a = {function}", _delta_formula(shown.document.network, node)]


def _delta_formula(network: Network, node: Node) -> str:
    back = " + ".join(
        part
        for part, applies in (("∂C/∂a", node.kind == "output"), ("Σ w·δ", any(edge.source == node.id for edge in network.edges)))
        if applies
    )
    if node.activation == SOFTMAX:
        return tr("δ: over all softmax outputs, Σ ∂C/∂a · ∂a/∂z")
    return f"δ = f′(z) · ({back})" if " + " in back else f"δ = f′(z) · {back or '0'}"


def _bias_value_lines(shown: Shown, node: Node) -> list[str]:
    if node.bias is None:
        return []
    lines = [_line("b", shown.bias(node))]
    return [*lines, tr("Frozen: it is never updated")] if shown.bias_is_frozen(node) else lines


def _input_lines(shown: Shown, node: Node) -> list[str]:
    value, heading = shown.given_value(node), tr("Input {name}", name=one_line(node))
    if value is None or shown.moment is None or not shown.is_scaled(node):
        return [heading, _line("x", value)]
    return [heading, f"x = {scaled_told(shown.document, node.id, value, exact(shown.moment.shown.activations[node.id]))}"]


def _bias_lines(shown: Shown, node: Node) -> list[str]:
    return [
        tr("Bias of {name}", name=one_line(node)),
        *_bias_value_lines(shown, node),
        _line("∂C/∂b", shown.bias_gradient(node)),
        _bias_formula(shown),
    ]


def _bias_formula(shown: Shown) -> str:
    samples = 1 if shown.moment is None else len(shown.moment.batch)
    return "∂C/∂b = δ" if samples == 1 else tr("∂C/∂b = mean of δ over {n} samples", n=whole(samples))


def _delta_lines(shown: Shown, node: Node) -> list[str]:
    return [tr("Delta of {name}", name=one_line(node)), _delta_line(shown, node), _delta_formula(shown.document.network, node)]


def _delta_line(shown: Shown, node: Node) -> str:
    """Of a batch it is that of the shown row alone."""
    is_one = shown.moment is None or len(shown.moment.batch) == 1
    return _line("δ = ∂C/∂z" if is_one else tr("δ = ∂Cₙ/∂z of row {n}", n=whole(shown.row + 1)), shown.delta(node))


def _target_lines(shown: Shown, node: Node) -> list[str]:
    value, heading, error = shown.given_value(node), tr("Target of {name}", name=one_line(node)), _line("a − y", shown.error(node))
    if not shown.is_scaled(node):
        return [heading, _line("y", value), error]
    seen = None if shown.moment is None else shown.moment.shown.targets.get(node.id)
    given = _line("y", value) if value is None or seen is None else f"y = {scaled_told(shown.document, node.id, value, exact(seen))}"
    return [heading, given, error, tr("a − y is in scaled units, as the network sees it")]


_NODE_LINES: dict[str, Callable[[Shown, Node], list[str]]] = {
    "input": _input_lines,
    "bias": _bias_lines,
    "delta": _delta_lines,
    "target": _target_lines,
    "error": _target_lines,
}
