"""Undo: back and forth over the very same objects, merging by key, the clean mark, the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.document import Document
from bpdesk.model.undo import UndoHistory


def _document(title: str) -> Document:
    return Document(title=title)


def test_a_new_history_is_clean_and_leads_nowhere() -> None:
    start = _document("start")
    history = UndoHistory(start)
    assert history.document is start
    assert history.is_clean
    assert not history.can_undo
    assert not history.can_redo
    assert (history.undo_text, history.redo_text) == ("", "")


def test_undo_and_redo_bring_back_the_same_object() -> None:
    start, later = _document("start"), _document("later")
    history = UndoHistory(start)
    history.push(later, "Rename")
    assert history.undo_text == "Rename"
    assert history.undo() is start
    assert history.redo_text == "Rename"
    assert not history.can_undo
    assert history.redo() is later


def test_beyond_the_ends_is_an_index_error_and_changes_nothing() -> None:
    history = UndoHistory(_document("start"))
    with pytest.raises(IndexError):
        history.undo()
    with pytest.raises(IndexError):
        history.redo()
    assert history.document.title == "start"


def test_an_edit_after_undoing_drops_what_could_be_redone() -> None:
    history = UndoHistory(_document("start"))
    history.push(_document("one"), "One")
    history.undo()
    history.push(_document("other"), "Other")
    assert not history.can_redo
    assert history.undo().title == "start"


def test_edits_with_the_same_key_are_one_step() -> None:
    start = _document("start")
    history = UndoHistory(start)
    for title in "abc":
        history.push(_document(title), f"Type {title}", merge_key=("title", 1))
    assert history.document.title == "c"
    assert history.undo_text == "Type c"
    assert history.undo() is start
    assert history.redo().title == "c"


@pytest.mark.parametrize("between", ["another key", "no key", "undo and redo", "clean"])
def test_edits_merge_only_where_one_directly_follows_the_other(between: str) -> None:
    history = UndoHistory(_document("start"))
    history.push(_document("a"), "A", merge_key="k")
    if between == "another key":
        history.push(_document("b"), "B", merge_key="other")
    elif between == "no key":
        history.push(_document("b"), "B")
    elif between == "undo and redo":
        history.undo()
        history.redo()
    else:
        history.mark_clean()
    kept = history.document
    history.push(_document("c"), "C", merge_key="k")
    assert history.undo() is kept


def test_edits_without_a_key_never_merge() -> None:
    history = UndoHistory(_document("start"))
    history.push(_document("a"), "A")
    history.push(_document("b"), "B")
    assert history.undo().title == "a"


def test_the_same_object_again_is_no_edit() -> None:
    history = UndoHistory(_document("start"))
    history.push(_document("a"), "A")
    history.undo()
    history.push(history.document, "Nothing")
    assert history.can_redo
    assert not history.can_undo


def test_the_clean_mark_follows_its_document() -> None:
    history = UndoHistory(_document("start"))
    history.push(_document("a"), "A")
    seen = [history.is_clean]
    for move in (history.mark_clean, history.undo, history.redo):
        move()
        seen.append(history.is_clean)
    assert seen == [False, True, False, True]


def test_a_clean_document_that_cannot_be_reached_again_leaves_nothing_clean() -> None:
    history = UndoHistory(_document("start"))
    history.push(_document("a"), "A")
    history.mark_clean()
    history.undo()
    history.push(_document("b"), "B")
    assert not history.is_clean
    history.undo()
    assert not history.is_clean


def test_the_limit_counts_steps_back_and_drops_the_oldest() -> None:
    history = UndoHistory(_document("0"), limit=3)
    for step in range(1, 11):
        history.push(_document(str(step)), f"Step {step}")
    titles = []
    while history.can_undo:
        titles.append(history.undo().title)
    assert titles == ["9", "8", "7"]


_MOVES = st.lists(st.sampled_from(["push", "merge", "undo", "redo", "clean"]), max_size=60)


@given(moves=_MOVES, limit=st.integers(1, 5))
def test_any_way_through_a_history_agrees_with_two_stacks(moves: list[str], limit: int) -> None:
    start = _document("start")
    history = UndoHistory(start, limit)
    past: list[tuple[Document, str | None]] = []
    future: list[tuple[Document, str | None]] = []
    now: tuple[Document, str | None] = (start, None)
    clean = start
    mergeable = False
    for step, move in enumerate(moves):
        if move in ("push", "merge"):
            key = "key" if move == "merge" else None
            fresh = _document(str(step))
            history.push(fresh, "Edit", key)
            if not (mergeable and key is not None and key == now[1] and now[0] is not clean):
                past = [*past, now][-limit:]
            now, future, mergeable = (fresh, key), [], True
        elif move == "undo" and past:
            assert history.undo() is past[-1][0]
            future, now, past, mergeable = [*future, now], past[-1], past[:-1], False
        elif move == "redo" and future:
            assert history.redo() is future[-1][0]
            past, now, future, mergeable = [*past, now], future[-1], future[:-1], False
        elif move == "clean":
            history.mark_clean()
            clean = now[0]
        assert history.document is now[0]
        assert history.is_clean == (now[0] is clean)
        assert (history.can_undo, history.can_redo) == (bool(past), bool(future))
