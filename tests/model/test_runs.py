"""Edits of the list of runs: names, hiding, deleting, which run goes on."""

import pytest

from bpdesk.files import schema
from bpdesk.model.branching import changes_of, parting, record_to_save
from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.model.run_record import Branch, ByParameter, Change, SavedState
from bpdesk.model.runs import delete_branch, hidden_runs, is_switch, places, rename_run, run_names, switch_to, with_hidden
from tests.builders import one_weight, with_run

STATE = SavedState(ByParameter({"w": 1.0}, {}))
FAST = Change(3, {"learning_rate": 0.01})


def branched() -> Document:
    return with_run(one_weight(), 7, [FAST], [Branch("run 2", 9), Branch("run 10", 4, (Change(2, edges={"w": 0.5}),))])


def test_a_switch_lets_the_branch_go_on_and_the_run_take_its_place() -> None:
    before = branched()
    after = switch_to(before, "run 2", 8, STATE)
    assert after.run is not None
    assert (after.run.name, after.run.iteration, changes_of(after)) == ("run 2", 9, ())
    assert after.run.branches[0] == Branch("run 1", 8, (FAST,))
    assert is_switch(before, after)
    assert is_switch(after, before)
    back = switch_to(after, "run 1", 9, STATE)
    assert back.run is not None
    assert (back.run.name, back.run.iteration, changes_of(back)) == ("run 1", 8, (FAST,))
    assert schema.read(schema.write(after)) == after


def test_colours_stay_when_runs_change_their_roles() -> None:
    document = branched()
    assert places(document) == {"run 1": 0, "run 2": 1, "run 10": 2}
    assert places(switch_to(document, "run 10", 8, STATE)) == places(document)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "run 2", "a\x07b"])
def test_a_name_that_can_not_be_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        rename_run(branched(), "run 1", name)


def test_a_run_and_a_branch_are_renamed_and_stay_hidden() -> None:
    document = with_hidden(branched(), "run 2", True)
    renamed = rename_run(rename_run(document, "run 2", " slow   one "), "run 1", "fast")
    assert run_names(renamed) == ("slow one", "run 10", "fast")
    assert hidden_runs(renamed) == {"slow one"}
    assert schema.read(schema.write(renamed)) == renamed


def test_deleting_and_showing_leave_nothing_behind() -> None:
    document = branched()
    assert delete_branch(with_hidden(document, "run 2", True), "run 2").view == document.view
    assert run_names(delete_branch(document, "run 2")) == ("run 10", "run 1")
    assert with_hidden(with_hidden(document, "run 2", True), "run 2", False) == document
    assert with_hidden(document, "run 2", False) is document


def test_two_runs_part_at_the_first_change_that_only_one_has() -> None:
    late = Change(5, {"l2": 0.1})
    assert parting((FAST, late), (FAST,), 9) == 5
    assert parting((), (FAST,), 9) == 3
    assert parting((FAST,), (FAST,), 9) == 9


def test_a_run_that_was_not_replayed_to_its_end_is_kept_whole_as_a_branch() -> None:
    document = with_run(one_weight(), 7, [FAST, Change(6, {"l2": 0.1})])
    record = record_to_save(document.run, 4, STATE)
    assert (record.name, record.iteration, record.changes) == ("run 1", 4, (FAST,))
    assert [(branch.iteration, len(branch.changes)) for branch in record.branches] == [(7, 2)]
    assert record_to_save(None, 3, STATE).iteration == 3
