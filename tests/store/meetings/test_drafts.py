"""Drafts: what is half typed survives, outside the journal, and is gone with what it became."""

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.drafts import Draft, drafts, drop, finish, save_draft
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, dump, new_store, reopen
from tests.make_meetings import items_of, plan_meeting, set_stage


def kept(store: Store, prefix: str = "") -> list[tuple[str, str]]:
    with store.read() as db:
        return [(draft.place, draft.text) for draft in drafts(db, prefix)]


def test_a_draft_is_there_after_closing_and_opening(empty: Store) -> None:
    save_draft(empty, "meeting/1/item/2/A/text", "議事録を")
    save_draft(empty, "meeting/1/item/2/A/text", "議事録を確認")
    path = empty.path
    empty.close()
    again = reopen(path)
    with again.read() as db:
        found = drafts(db)
    assert found == [Draft("meeting/1/item/2/A/text", "議事録を確認", found[0].at)]
    assert found[0].at.startswith("2024-07-15T05:03")
    again.close()


def test_a_draft_leaves_no_step_and_nothing_to_undo(empty: Store) -> None:
    before, head, undo = dump(empty), empty.head, empty.undo_label
    heard: list[object] = []
    empty.subscribe(heard.append)
    save_draft(empty, "meeting/1", "half typed")
    assert (dump(empty), empty.head, empty.undo_label, heard) == (before, head, undo, [])
    assert empty.check() == []


def test_the_drafts_of_one_page_are_found_by_their_beginning(empty: Store) -> None:
    for place in ("meeting/1/b", "meeting/1/a", "meeting/11/a", "meeting/_/a"):
        save_draft(empty, place, place)
    assert [place for place, _text in kept(empty, "meeting/1/")] == ["meeting/1/a", "meeting/1/b"]
    assert len(kept(empty)) == 4
    assert kept(empty, "meeting/%") == []


def test_an_emptied_or_dropped_field_has_no_draft(empty: Store) -> None:
    save_draft(empty, "meeting/1/a", "half")
    save_draft(empty, "meeting/1/b", "half")
    save_draft(empty, "meeting/1/a", "")
    drop(empty, "meeting/1/b")
    drop(empty, "meeting/1/c")
    assert kept(empty) == []


def test_a_draft_goes_in_the_transaction_that_writes_the_outcome(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    save_draft(empty, "text", "Example note")
    save_draft(empty, "other", "stays")

    def too_little(step: Step) -> None:
        finish(step, "text")
        capture(step, item, "N", "")

    with pytest.raises(UserProblem), empty.write("Capture") as step:
        too_little(step)
    assert kept(empty) == [("other", "stays"), ("text", "Example note")]
    with empty.write("Capture") as step:
        capture(step, item, "N", "Example note")
        finish(step, "text")
    assert kept(empty) == [("other", "stays")]


def test_a_read_only_workspace_takes_no_draft(empty: Store) -> None:
    path = empty.path
    empty.close()
    reader = reopen(path, read_only=True)
    with pytest.raises(UserProblem, match="is open read-only: nothing can be changed"):
        save_draft(reader, "meeting/1", "half")
    reader.close()


def test_half_a_character_is_refused_in_words(empty: Store) -> None:
    with pytest.raises(UserProblem):
        save_draft(empty, "meeting/1", "half \ud842")
    assert kept(empty) == []


def test_a_draft_of_an_encrypted_workspace_cannot_be_read_from_the_file(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("drafts") / "w.dicas"
    store = new_store(path, PASSPHRASE)
    save_draft(store, "meeting/1", "half typed words")
    store.close()
    assert b"half typed words" not in path.read_bytes()
    again = reopen(path, PASSPHRASE)
    assert kept(again) == [("meeting/1", "half typed words")]
    again.close()
