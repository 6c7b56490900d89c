"""What an edit of a number does to a document whose run stands somewhere."""

from bpdesk.files import schema
from bpdesk.model.branching import changes_of, merged, with_change
from bpdesk.model.document import Document
from bpdesk.model.run_record import ByParameter, Change, SavedState
from bpdesk.model.settings import Optimizer
from tests.builders import one_weight

STATE = SavedState(ByParameter({"w": 1.0}, {}))


def changed(document: Document, iteration: int, newest: int, **parts: object) -> Document:
    return with_change(document, Change(iteration, **parts), newest, STATE)  # type: ignore[arg-type]  # a test's shorthand


def test_a_change_at_the_end_goes_on_in_the_same_run() -> None:
    document = changed(one_weight(), 5, 5, training={"learning_rate": 0.1})
    assert document.run is not None
    assert (document.run.name, document.run.iteration, document.run.branches) == ("run 1", 5, ())
    assert changes_of(document) == (Change(5, training={"learning_rate": 0.1}),)


def test_a_change_before_the_end_branches_and_keeps_the_old_continuation() -> None:
    first = changed(one_weight(), 5, 5, training={"learning_rate": 0.1})
    document = changed(first, 3, 9, edges={"w": 2.0})
    assert document.run is not None
    assert (document.run.name, document.run.iteration) == ("run 2", 3)
    assert document.run.changes == (Change(3, edges={"w": 2.0}),)
    (left,) = document.run.branches
    assert (left.name, left.iteration, left.changes) == ("run 1", 9, changes_of(first))


def test_changes_before_the_branch_are_kept() -> None:
    first = changed(one_weight(), 2, 2, training={"learning_rate": 0.1})
    document = changed(first, 4, 9, training={"learning_rate": 0.2})
    assert [change.iteration for change in changes_of(document)] == [2, 4]


def test_two_changes_at_one_iteration_become_one() -> None:
    first = changed(one_weight(), 5, 5, training={"learning_rate": 0.1}, edges={"w": 1.0})
    document = changed(first, 5, 5, training={"l2": 0.5}, edges={"w": 2.0})
    assert changes_of(document) == (Change(5, training={"learning_rate": 0.1, "l2": 0.5}, edges={"w": 2.0}),)


def test_merging_keeps_what_only_one_of_them_holds() -> None:
    one = Change(1, biases={"a": 1.0}, frozen_edges={"w": True})
    other = Change(1, frozen_edges={"w": False}, frozen_biases={"a": True}, training={"optimizer": Optimizer.of("adam")})
    both = merged(one, other)
    assert (both.biases, both.frozen_edges, both.frozen_biases) == ({"a": 1.0}, {"w": False}, {"a": True})


def test_names_of_runs_stay_apart() -> None:
    document = one_weight()
    for newest in (9, 8, 7):
        document = changed(document, 1, newest, training={"learning_rate": 1 / newest})
    assert document.run is not None
    names = [document.run.name, *(branch.name for branch in document.run.branches)]
    assert len(set(names)) == len(names) == 4


def test_what_comes_out_can_be_saved() -> None:
    document = changed(changed(one_weight(), 5, 5, training={"learning_rate": 0.1}), 3, 9, edges={"w": 2.0})
    assert schema.read(schema.write(document)) == document
