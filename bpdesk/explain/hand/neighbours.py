"""What is mistaken for one another: a weight for that with its indices the other way round, or for one that shares an end with it."""

from __future__ import annotations

from collections.abc import Iterator

from bpdesk.explain.hand.numbers import MOST, Numbers
from bpdesk.explain.layers import Block


def square(numbers: Numbers, node: int, *, forward: bool) -> Block | None:
    """The one block of weights into that node's level, or out of it, where it has as many rows as columns; None where it isn't so."""
    level = numbers.layers.level_of[numbers.program.node_ids[node]]
    blocks = numbers.layers.into(level) if forward else numbers.layers.out_of(level)
    if len(blocks) != 1:
        return None
    block = blocks[0]
    return block if len(numbers.layers.levels[block.source]) == len(numbers.layers.levels[block.target]) else None


def turned_weights(numbers: Numbers, node: int, *, forward: bool) -> list[tuple[int, int]]:
    """For the weights with their indices the other way round: each with the node at its other end, as it is taken there."""
    block = square(numbers, node, forward=forward)
    assert block is not None
    sources, targets = numbers.layers.levels[block.source], numbers.layers.levels[block.target]
    own, others = (targets, sources) if forward else (sources, targets)
    place = [each.id for each in own].index(numbers.program.node_ids[node])
    found = []
    for across, other in enumerate(others):
        edge = block.edges.get((across, place) if forward else (place, across))
        if edge is not None:
            found.append((numbers.program.edge_index[edge], numbers.node(other.id)))
    return found


def beside(numbers: Numbers, index: int) -> Iterator[int]:
    """Parameters that may be meant by mistake: with the indices the other way round, with the same target, with the same source."""
    program = numbers.program
    if index >= len(program.edge_ids):
        yield from (each for each in range(len(program.edge_ids), program.parameter_count)[:MOST] if each != index)
        return
    source, target = numbers.ends(index)
    assert source is not None
    turned = _turned(numbers, index)
    near = [weight for weight, _ in numbers.incoming[target][:MOST]] + [weight for weight, _ in numbers.outgoing[source][:MOST]]
    yield from (each for each in dict.fromkeys([*turned, *near]) if each != index)


def _turned(numbers: Numbers, index: int) -> list[int]:
    edge = numbers.program.edge_ids[index]
    for block in numbers.layers.blocks:
        for (row, column), identifier in block.edges.items():
            if identifier == edge:
                other = block.edges.get((column, row))
                return [] if other is None else [numbers.program.edge_index[other]]
    return []
