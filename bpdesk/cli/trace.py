"""`bpdesk trace`: every quantity of one iteration, as JSON."""

import argparse
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from bpdesk.cli.loading import begin_walk, load_document
from bpdesk.cli.messages import DONE, FAILED, path_in_words, say
from bpdesk.cli.outputs import STANDARD, check_targets, deliver
from bpdesk.engine.observation import row_pass
from bpdesk.engine.state import State, saved
from bpdesk.files.run_writing import DocumentOrder, state_object
from bpdesk.model.document import Document
from bpdesk.model.run_record import ByParameter
from bpdesk.training.walk import Walk, walk_to

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def do(arguments: argparse.Namespace) -> int:
    check_targets(arguments.file, [arguments.out])
    document = load_document(arguments.file)
    walk = begin_walk(document, arguments.file)
    walk_to(walk, arguments.iteration - 1)
    entries = None if walk.stopped_at is not None else _entries(document, walk)
    if entries is None:
        what = f"iteration {arguments.iteration} was not made: training diverged, the last update is {walk.iteration}"
        say(f"{path_in_words(arguments.file)}: {what}")
        return FAILED
    deliver(arguments.out or STANDARD, _text(entries).encode())
    return DONE


def _entries(document: Document, walk: Walk) -> dict[str, Any] | None:
    """The quantities of the next iteration by name, None where it isn't finite."""
    engine, regime, before = walk.engine, walk.regime, walk.state
    rows = engine.batch(regime, before)
    _, gradient = engine.gradient(regime, before.parameters, rows)
    made = engine.advance(regime, before, 1, rows[:0])
    if not made.made:
        return None
    program = engine.program
    return {
        "iteration": made.state.iteration,
        "batch": rows.tolist(),
        "cost": float(made.batch_costs[0]),
        "learning_rate": float(regime.training.learning_rate),
        "samples": list(_samples(walk)),
        "gradients": _by_parameter(program.by_parameter(gradient)),
        "before": _by_parameter(program.by_parameter(before.parameters)),
        "after": _by_parameter(program.by_parameter(made.state.parameters)),
        "optimizer": _memory(document, walk, made.state),
    }


def _samples(walk: Walk) -> Iterator[dict[str, Any]]:
    """The rows of the next batch, quantities by node in document order."""
    engine = walk.engine
    rows = engine.batch(walk.regime, walk.state)
    values = engine.trace(walk.regime, walk.state.parameters, engine.program.train, rows)
    order = {node: place for place, node in enumerate(engine.program.node_ids)}
    for column in range(len(rows)):
        sample = row_pass(engine.program, values, column)
        quantities = {
            "targets": sample.targets,
            "pre_activations": sample.pre_activations,
            "activations": sample.activations,
            "deltas": sample.deltas,
        }
        by_node = {name: dict(sorted(each.items(), key=lambda entry: order[entry[0]])) for name, each in quantities.items()}
        yield {"row": sample.row, "cost": sample.cost, **by_node}


def _by_parameter(values: ByParameter) -> dict[str, Mapping[str, float]]:
    return {"edges": values.edges, "biases": values.biases}


def _memory(document: Document, walk: Walk, after: State) -> object:
    regime = walk.regime
    whole = state_object(saved(walk.engine.program, after, regime), regime.training.optimizer, DocumentOrder(document.network))
    return whole["optimizer"]


def _text(entries: Mapping[str, Any]) -> str:
    """One line for each quantity and each sample."""
    lines = []
    for name, value in entries.items():
        if name == "samples":
            inner = ",\n    ".join(_encode(_finite(sample)) for sample in value)
            lines.append(f'  "samples": [\n    {inner}\n  ]')
        else:
            lines.append(f'  "{name}": {_encode(_finite(value))}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _finite(value: Any) -> Any:
    """The value with null for every number in it that isn't finite."""
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
