"""Where a document starts anew after an edit of its shape or data: from the parameters that are shown. Pure; the session asks."""

from __future__ import annotations

from bpdesk.engine.moment import Moment
from bpdesk.model import edits
from bpdesk.model.document import Document
from bpdesk.model.run_record import RunRecord, training_after


def fits(moment: Moment | None, document: Document) -> bool:
    """Whether the moment is one of a network with the same parameters and outputs."""
    if moment is None:
        return True
    network = document.network
    return (
        moment.weights.keys() == network.edge_by_id.keys()
        and moment.biases.keys() == {node.id for node in network.biased}
        and moment.shown.activations.keys() == network.node_by_id.keys()
        and moment.shown.targets.keys() == {node.id for node in network.outputs}
    )


def restarted(document: Document, moment: Moment | None, newest: int) -> Document:
    """The document without its run, the shown parameters and settings its start.

    `newest` is how far the run has come. Without a moment a saved run counts with the state that it was saved at.
    """
    if moment is None:
        return document if document.run is None else _from_saved(document, document.run)
    if newest == 0 and document.run is None:
        return document
    return edits.restart_from(document, moment.weights, moment.biases, moment.frozen_weights, moment.frozen_biases, moment.training)


def _from_saved(document: Document, run: RunRecord) -> Document:
    frozen_edges = {edge.id: edge.frozen for edge in document.network.edges}
    frozen_biases = {node.id: node.bias.frozen for node in document.network.nodes if node.bias is not None}
    for change in run.changes:
        frozen_edges |= change.frozen_edges
        frozen_biases |= change.frozen_biases
    return edits.restart_from(
        document,
        run.state.parameters.edges,
        run.state.parameters.biases,
        frozenset(name for name, frozen in frozen_edges.items() if frozen),
        frozenset(name for name, frozen in frozen_biases.items() if frozen),
        training_after(document.training, run.changes),
    )
