"""Edits of the list of runs: names, hiding, deleting, which run goes on."""

from dataclasses import replace

import pytest

from bpdesk.files import schema
from bpdesk.model.branching import changes_of, parting, record_to_save, standing_at, with_change
from bpdesk.model.document import Document, Json
from bpdesk.model.edits import set_view
from bpdesk.model.refusal import Refusal
from bpdesk.model.run_looks import hidden_runs, places, run_names, with_hidden
from bpdesk.model.run_record import Branch, ByParameter, Change, SavedState
from bpdesk.model.runs import delete_branch, is_switch, named_apart, rename_run, switch_to
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


def test_a_run_keeps_its_colour_when_others_are_renamed_deleted_or_come() -> None:
    document = branched()
    renamed = rename_run(document, "run 2", "a")
    assert places(renamed) == {"run 1": 0, "a": 1, "run 10": 2}
    deleted = delete_branch(renamed, "a")
    assert places(deleted) == {"run 1": 0, "run 10": 2}
    more = with_change(rename_run(deleted, "run 1", "the one with the longest name"), Change(4, {"l2": 0.1}), 7, STATE)
    assert places(more) == {"the one with the longest name": 0, "run 10": 2, "run 1": 1}
    saved = standing_at(more, 6, STATE)
    assert {name: place for name, place in places(saved).items() if name in places(more)} == places(more)
    for each in (renamed, deleted, more, saved):
        assert places(schema.read(schema.write(each))) == places(each)
        assert schema.read(schema.write(each)) == each


@pytest.mark.parametrize("kept", [5, {"run 2": -1}, {"run 2": True}, {"run 2": "red"}, {"gone": 1}])
def test_colours_that_do_not_fit_are_passed_over(kept: Json) -> None:
    assert places(set_view(branched(), {"run_places": kept})) == places(branched())


def test_a_run_gone_on_with_is_shown_and_undoing_hides_it_again() -> None:
    document = with_hidden(branched(), "run 2", True)
    assert hidden_runs(switch_to(document, "run 2", 8, STATE)) == frozenset()


def test_looks_of_runs_that_are_gone_are_not_those_of_new_ones_with_their_names() -> None:
    gone = replace(with_hidden(rename_run(branched(), "run 10", "a"), "run 1", True), run=None)
    begun = with_change(gone, Change(2, {"l2": 0.1}), 5, STATE)
    assert run_names(begun) == ("run 1", "run 2")
    assert hidden_runs(begun) == frozenset()
    assert places(begun) == {"run 1": 0, "run 2": 1}


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


def test_runs_that_a_file_calls_the_same_are_told_apart() -> None:
    changes = (Change(2, edges={"w": 0.5}),)
    document = with_run(one_weight(), 7, [FAST], [Branch("run 1", 9), Branch("x" * 200, 3), Branch("x" * 200, 4, changes)])
    apart = named_apart(document)
    assert run_names(apart) == ("run 1 (2)", "x" * 200, "x" * 196 + " (2)", "run 1")
    assert apart.run is not None
    assert [(branch.iteration, branch.changes) for branch in apart.run.branches] == [(9, ()), (3, ()), (4, changes)]
    assert named_apart(branched()) == branched()
    assert schema.read(schema.write(apart)) == apart


def test_deleting_and_showing_leave_nothing_behind() -> None:
    document = branched()
    assert delete_branch(with_hidden(document, "run 10", True), "run 10").view == document.view
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
