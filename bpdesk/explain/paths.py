"""The derivative as a sum over paths: from a weight along every way to an output, a product of weights and slopes for each.

∂C_n/∂w_ij = Σ over paths j = n₀ → n₁ → … → o of a_i · f′(z_j) · w · f′ · w · … · δ_o: the recursion multiplied out (Werbos, 1974).
The paths are counted without walking them; only as many as are shown are walked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from bpdesk.explain.chain_rule import own_delta
from bpdesk.explain.derivation import Derivation, Line, both_ways
from bpdesk.explain.formula import ONE, Expression, More, Product, Quantity, Ref, product, total
from bpdesk.explain.names import derivative_tex
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import Of
from bpdesk.model.network import Edge
from bpdesk.model.topology import topological_order

MOST_SHOWN = 12


@dataclass(frozen=True)
class Path:
    """A way from a node along `edges` to an output; none where the node is that output."""

    begin: str
    edges: tuple[Edge, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        return (self.begin, *(edge.target for edge in self.edges))


@dataclass(frozen=True)
class AllPaths:
    """`paths` with their products, of `count` there are; `whole` is their sum."""

    count: int
    paths: tuple[tuple[Path, Derivation], ...]
    whole: Derivation


def counts(situation: Situation) -> Mapping[str, int]:
    """How many paths lead from each node to an output, an output itself being the end of one."""
    network = situation.network
    order = topological_order([node.id for node in network.nodes], [(edge.source, edge.target) for edge in network.edges])
    found: dict[str, int] = {}
    for node in reversed(order):
        found[node] = (situation.node(node).kind == "output") + sum(found[edge.target] for edge in situation.outgoing[node])
    return found


def walk(situation: Situation, begin: str) -> Iterator[Path]:
    """The paths from that node, one after another; what leads nowhere is not entered."""
    ahead = counts(situation)
    waiting: list[tuple[str, tuple[Edge, ...]]] = [(begin, ())]
    while waiting:
        node, edges = waiting.pop()
        if situation.node(node).kind == "output":
            yield Path(begin, edges)
        waiting += [(edge.target, (*edges, edge)) for edge in reversed(situation.outgoing[node]) if ahead[edge.target]]


def all_paths(situation: Situation, kind: Of, identifier: str, most: int = MOST_SHOWN) -> AllPaths:
    """The derivative of the shown sample's cost by a weight or bias as a sum over all paths."""
    edge = situation.network.edge_by_id[identifier] if kind == "weight" else None
    begin = identifier if edge is None else edge.target
    value_in: Expression = ONE if edge is None else situation.activation(edge.source)
    name = situation.names.bias(identifier) if edge is None else situation.names.weight(identifier)
    number = counts(situation)[begin]
    paths = list(islice(walk(situation, begin), most))
    is_known = situation.values.of("weight_gradient" if kind == "weight" else "bias_gradient", identifier) is not None
    derivations = [_along(situation, path, value_in, place, edge, is_known=is_known) for place, path in enumerate(paths, 1)]
    value = product(situation.delta(begin), value_in).value if is_known else None
    left = Quantity(derivative_tex(situation.cost_name, name), value)
    terms: list[Expression] = [derivation.left for derivation in derivations]
    if number > len(terms):
        terms.append(More(number - len(terms), _rest(value, terms)))
    lines = (Line(total(terms)), Line(total(terms), in_numbers=True))
    return AllPaths(number, tuple(zip(paths, derivations, strict=True)), Derivation(left, lines, is_main=True))


def _along(situation: Situation, path: Path, value_in: Expression, place: int, first: Edge | None, *, is_known: bool) -> Derivation:
    """The product along one path: the value that comes in, slopes and weights on the way, the error at its end."""
    factors: list[Expression] = [value_in]
    for edge in path.edges:
        factors += [situation.slope(edge.source), situation.weight(edge.id)]
    factors.append(own_delta(situation, path.nodes[-1]))
    expression = product(*_flat(factors))
    lights = (*(Ref("node", node) for node in path.nodes), *(Ref("weight", edge.id) for edge in path.edges))
    if first is not None:
        lights = (Ref("node", first.source), Ref("weight", first.id), *lights)
    return Derivation(Quantity(f"P_{{{place}}}", expression.value if is_known else None), both_ways(expression), lights=lights)


def _flat(factors: list[Expression]) -> Iterator[Expression]:
    for factor in factors:
        yield from factor.factors if isinstance(factor, Product) else (factor,)


def _rest(value: float | None, terms: list[Expression]) -> float | None:
    known = [term.value for term in terms if term.value is not None]
    return None if value is None or len(known) < len(terms) else value - sum(known)
