"""Outcomes captured on an agenda item, as they are typed."""

import pytest

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.meetings.capture import Outcome, capture, outcomes
from dicas_desktop.store.meetings.stages import incomplete
from dicas_desktop.store.store import Store
from tests.make import TODAY, dump
from tests.make_meetings import id_of, items_of, meeting_of, plan_meeting, row_of, set_stage

A_DATE = "a day such as 28 Jul 2024, a month such as Jul 2024, a year, or by 2025-03"


def running(store: Store) -> int:
    """Bring the first DICAS of the record into progress; return its third item, missile co-production."""
    meeting = meeting_of(store)
    set_stage(store, meeting, "in_progress")
    return items_of(store, meeting)[2]


def captured(store: Store, item: int, letter: str, text: str, who: str = "", when: str = "") -> int:
    with store.write("Capture an outcome") as step:
        return capture(step, item, letter, text, who, when).id


def test_a_decision_takes_the_day_and_the_working_group_of_where_it_was_made(sample: Store) -> None:
    item = running(sample)
    row = row_of(sample, "decisions", captured(sample, item, "D", "  Example decision ", "ATLA"))
    assert (row["text"], row["made_by"], row["decision_date"]) == ("Example decision", "ATLA", "2024-06-09")
    assert (row["meeting_id"], row["agenda_item_id"]) == (meeting_of(sample), item)
    assert row["wg_id"] == id_of(sample, "working_groups", "wg-missile")
    assert row["status"] == "agreed"
    assert row_of(sample, "agenda_items", item)["state"] == "discussed"


def test_an_action_has_its_office_side_and_due(sample: Store) -> None:
    row = row_of(sample, "action_items", captured(sample, running(sample), "a", "Example action", "atla", "by 2025-03"))
    assert (row["kind"], row["status"], row["owner_side"]) == ("action", "open", "JP")
    assert row["owner_org_id"] == id_of(sample, "organizations", "jp-atla")
    assert (row["due_date"], row["due_precision"]) == ("2025-03-31", "by")
    assert row["entered_on"] == "2024-07-15"


def test_a_due_may_hang_on_an_event(sample: Store) -> None:
    item = running(sample)
    row = row_of(sample, "action_items", captured(sample, item, "A", "Example action", "ATLA", "before scc-2024-07-28"))
    assert (row["due_date"], row["due_meeting_id"]) == ("2024-07-27", meeting_of(sample, "scc-2024-07-28"))


def test_an_action_whose_due_hangs_on_an_event_is_undone_and_made_again(sample: Store) -> None:
    item = running(sample)
    before = dump(sample)
    captured(sample, item, "A", "Example action", "ATLA", "before 2+2")
    after = dump(sample)
    sample.undo()
    assert dump(sample) == before
    sample.redo()
    assert dump(sample) == after


def test_a_due_before_an_event_without_a_date_is_told_as_such(empty: Store) -> None:
    meeting, coming = plan_meeting(empty, (30,)), plan_meeting(empty, start_date=None)
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    row = row_of(empty, "action_items", captured(empty, item, "A", "Example action", "", "before M-0002"))
    assert (row["due_date"], row["due_meeting_id"]) == (None, coming)
    with empty.read() as db:
        assert outcomes(db, meeting)[item][0].when == "before M-0002 (date not set)"


@pytest.mark.parametrize("who", ["ATLA", "jp-atla", "防衛装備庁", "Acquisition, Technology and Logistics Agency"])
def test_an_office_is_named_by_abbreviation_id_or_name_in_either_language(sample: Store, who: str) -> None:
    row = row_of(sample, "action_items", captured(sample, running(sample), "C", "Example commitment", who))
    assert row["owner_org_id"] == id_of(sample, "organizations", "jp-atla")
    assert row["kind"] == "commitment"


@pytest.mark.parametrize(("who", "side"), [("US", "US"), ("jp", "JP"), ("both", "both"), ("Japan", "JP")])
def test_a_side_alone_is_kept_and_stays_a_draft(sample: Store, who: str, side: str) -> None:
    row = row_of(sample, "action_items", captured(sample, running(sample), "A", "Example action", who))
    assert (row["owner_side"], row["owner_org_id"], row["status"]) == (side, None, "draft")


@pytest.mark.parametrize(("who", "side"), [("US", "US"), ("both", "both")])
def test_what_a_side_promises_is_owed_by_that_side(sample: Store, who: str, side: str) -> None:
    item = running(sample)
    row = row_of(sample, "action_items", captured(sample, item, "C", "Example commitment", who))
    assert (row["owner_side"], row["owner_org_id"], row["status"]) == (side, None, "open")
    with sample.read() as db:
        assert [o.draft for o in outcomes(db, meeting_of(sample))[item]] == [False]
        assert row["ref"] not in [loose.ref for loose in incomplete(db, meeting_of(sample)).actions]


def test_an_action_without_owner_is_kept_as_a_draft(sample: Store) -> None:
    row = row_of(sample, "action_items", captured(sample, running(sample), "A", "Example action"))
    assert (row["owner_side"], row["owner_org_id"], row["status"]) == (None, None, "draft")


def test_a_note_is_only_its_text(sample: Store) -> None:
    item = running(sample)
    row = row_of(sample, "notes", captured(sample, item, "N", "Example note"))
    assert (row["text"], row["agenda_item_id"]) == ("Example note", item)


@pytest.mark.parametrize(
    ("letter", "text", "who", "when", "field", "sentence"),
    [
        ("X", "Words", "", "", "letter",
         "“X” is no kind of outcome: use one of D = Decision, C = Commitment, A = Action, N = Note."),
        ("D", "  ", "", "", "text", "The text is missing: write what was said."),
        ("A", "Words", "nobody known", "", "who",
         "There is no office “nobody known”: write its abbreviation, its name or its id, or a side (US, JP, both)."),
        ("A", "Words", "", "soon", "when",
         f"Due: 'soon' is not a date; write {A_DATE}; or an event: before 2+2, 2+2 -10d"),
        ("D", "Words", "", "Jul 2024", "when", "Date: “Jul 2024” is not a whole day: write it as 2024-07-28."),
        ("N", "Words", "ATLA", "", "who",
         "A note has no owner and no due: write it as an action, or clear this."),
        ("N", "Words", "", "2024-07-28", "when",
         "A note has no owner and no due: write it as an action, or clear this."),
        ("N", "a\0b", "", "", "text", "Text holds the character U+0000: remove it."),
    ],
)  # fmt: skip
def test_what_cannot_be_captured_names_the_part_and_writes_nothing(
    sample: Store, letter: str, text: str, who: str, when: str, field: str, sentence: str
) -> None:
    item = running(sample)
    before = dump(sample)
    with pytest.raises(FieldProblem) as caught, sample.write("Capture an outcome") as step:
        capture(step, item, letter, text, who, when)
    assert (caught.value.field, str(caught.value)) == (field, sentence)
    assert dump(sample) == before


def test_two_offices_of_one_name_are_asked_apart(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    with empty.write("Two offices") as step:
        for _one in range(2):
            step.add("organizations", {"name_en": "Example office"})
    set_stage(empty, meeting, "open", "in_progress")
    with (
        pytest.raises(FieldProblem, match="“Example office” names several records") as caught,
        empty.write("Try") as step,
    ):
        capture(step, items_of(empty, meeting)[0], "A", "Words", "Example office")
    assert caught.value.field == "who"


def test_an_item_that_was_deleted_meanwhile_takes_no_outcome(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    with empty.write("Delete the item") as step:
        step.delete("agenda_items", [item])
    with (
        pytest.raises(UserProblem, match="This item is no longer on the agenda: reload the page"),
        empty.write("Try") as step,
    ):
        capture(step, item, "N", "Words")


def test_the_outcomes_of_a_meeting_stand_under_their_items_in_the_order_of_writing(sample: Store) -> None:
    item = running(sample)
    captured(sample, item, "N", "First")
    captured(sample, item, "A", "Second", "JP", "2024-07-28")
    captured(sample, item, "C", "Third", "USD(A&S)")
    captured(sample, item, "D", "Fourth")
    with sample.read() as db:
        found = outcomes(db, meeting_of(sample))
    assert set(found) == {None, item}
    assert [(o.letter, o.text, o.who, o.when, o.draft) for o in found[item]] == [
        ("N", "First", "", "", False),
        ("A", "Second", "Japan", "28 Jul 2024", True),
        ("C", "Third", "USD(A&S)", "", False),
        ("D", "Fourth", "", "9 Jun 2024", False),
    ]
    # what the record has of this meeting stands under no item: 9 decisions and 5 actions
    of_the_record = found[None]
    assert [o.letter for o in of_the_record].count("D") == 9
    assert [o.letter for o in of_the_record if o.table == "action_items"] == ["A", "C", "A", "A", "C"]


@pytest.mark.parametrize("letter", ["N", "A", "D"])
def test_outcomes_of_one_moment_stand_in_the_order_of_their_numbers(sample: Store, letter: str) -> None:
    item = running(sample)
    with sample.write("Capture several in one step") as step:
        made = [capture(step, item, letter, f"Example {n}").ref for n in range(20)]
    with sample.read() as db:
        assert [outcome.ref for outcome in outcomes(db, meeting_of(sample))[item]] == made


def test_an_outcome_says_how_it_stands(sample: Store) -> None:
    item = running(sample)
    captured(sample, item, "A", "Late", "ATLA", "2024-07-01")
    captured(sample, item, "A", "Soon", "ATLA", "2024-08-01")
    captured(sample, item, "A", "Undated", "ATLA")
    done = captured(sample, item, "A", "Nobody's")
    captured(sample, item, "D", "Decided")
    captured(sample, item, "N", "Noted")

    def words() -> list[str]:
        with sample.read() as db:
            found = outcomes(db, meeting_of(sample))[item]
        states = [outcome.state(TODAY) for outcome in found]
        return [f"{known.sign} {known.word}" if known else "" for known in states]

    open_ones = ["▲ Overdue 14 days", "◐ Due within 30 days", "○ Undated"]
    assert words() == [*open_ones, "▲ No lead", "✓ Agreed", ""]
    with sample.write("Close it") as step:
        step.update("action_items", done, {"status": "cancelled"})
    assert words() == [*open_ones, " Cancelled", "✓ Agreed", ""]


def test_outcomes_of_an_item_in_the_bin_are_not_lost_from_sight(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    captured(empty, item, "N", "Example note")
    with empty.write("Delete the item") as step:
        step.delete("agenda_items", [item])
    with empty.read() as db:
        found = outcomes(db, meeting)
    assert [type(o) for o in found[None]] == [Outcome]


def test_a_capture_is_one_step_and_undone_as_one(sample: Store) -> None:
    item = running(sample)
    before = dump(sample)
    captured(sample, item, "A", "Example action", "ATLA", "2024-07-28")
    sample.undo()
    assert dump(sample) == before
