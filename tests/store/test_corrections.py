"""The corrections of an agreed decision: the words before, by whom and why; undone ones stand no more."""

import pytest

from dicas_desktop.store.answered import write_answered
from dicas_desktop.store.corrections import corrections
from dicas_desktop.store.reasons import Answer, Why
from dicas_desktop.store.store import Store
from dicas_desktop.store.versions import restore_version, version
from tests.make import WHO

AGREED = {"text": "First words", "text_ja": "最初の文", "authoritative": "en", "status": "agreed"}


@pytest.fixture
def agreed(empty: Store) -> Store:
    with empty.write("Add a decision") as step:
        step.add("decisions", AGREED)
    return empty


def correct(store: Store, reason: str = "Example reason", **values: str) -> None:
    with store.write("Set Text of D-0001") as step:
        write_answered(step, "decisions", [1], values, Answer(Why(reason) if reason else None))


def told(store: Store) -> list[tuple[str, str, str, str]]:
    with store.read() as db:
        return [(each.field, each.before, each.after, each.reason) for each in corrections(db, 1)]


def test_every_earlier_text_stays_with_its_reason_the_first_one_first(agreed: Store) -> None:
    correct(agreed, text="Second words")
    correct(agreed, "Another: reason", text="Third words", authoritative="both")
    assert told(agreed) == [
        ("text", "First words", "Second words", "Example reason"),
        ("text", "Second words", "Third words", "Another: reason"),
        ("authoritative", "en", "both", "Another: reason"),
    ]
    with agreed.read() as db:
        found = corrections(db, 1)
    assert {(each.who, each.day) for each in found} == {(WHO.name, "2024-07-15")}


def test_what_was_only_proposed_or_was_missing_is_no_correction(empty: Store) -> None:
    with empty.write("Add a decision") as step:
        step.add("decisions", {"text": "First words", "status": "proposed"})
    correct(empty, "", text="Second words")
    correct(empty, "", status="agreed")
    correct(empty, "", text_ja="後の文")
    correct(empty, "", made_by="Example side")
    assert told(empty) == []
    correct(empty, text_ja="直した文")
    assert told(empty) == [("text_ja", "後の文", "直した文", "Example reason")]


def test_undo_takes_the_correction_out_of_the_trail_and_redo_brings_it_back(agreed: Store) -> None:
    correct(agreed, text="Second words")
    kept = told(agreed)
    for _round in range(2):
        agreed.undo()
        assert told(agreed) == []
        agreed.redo()
        assert told(agreed) == kept
    agreed.undo()
    correct(agreed, "Another reason", text="Third words")
    assert told(agreed) == [("text", "First words", "Third words", "Another reason")]


def test_an_earlier_version_that_comes_back_is_a_correction_by_its_name(agreed: Store) -> None:
    first = agreed.head.steps
    correct(agreed, text="Second words")
    with agreed.read() as db:
        wanted = version(db, "decisions", 1, first)
    restore_version(agreed, wanted)
    assert told(agreed)[-1] == ("text", "Second words", "First words", f"Restore D-0001 as of step {first}")


def test_words_that_were_taken_away_are_told_as_empty(agreed: Store) -> None:
    with agreed.write("Set Text in Japanese of D-0001") as step:
        write_answered(step, "decisions", [1], {"text_ja": None}, Answer(Why("Example reason")))
    assert told(agreed) == [("text_ja", "最初の文", "", "Example reason")]
