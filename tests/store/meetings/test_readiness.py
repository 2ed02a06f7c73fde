"""Whether a meeting is ready, line by line."""

from datetime import date
from typing import Any

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.printed import note_printed
from dicas_desktop.store.meetings.readiness import Ready, readiness
from dicas_desktop.store.meetings.stages import settle
from dicas_desktop.store.store import Store
from tests.make import TODAY, reopen
from tests.make_meetings import items_of, meeting_of, plan_meeting, set_stage

TIMES: dict[str, Any] = {"start_time": "09:00", "end_time": "10:00", "time_zone": "Asia/Tokyo"}


def lines(store: Store, meeting: int, today: date = TODAY) -> dict[str, Ready]:
    with store.read() as db:
        return {line.word: line for line in readiness(db, meeting, today)}


def name_heads(store: Store, meeting: int, *sides: str) -> None:
    with store.write("Name the heads") as step:
        for side in sides:
            person = step.add("persons", {"name_en": f"Example person {side}"}).id
            step.add("delegations", {"meeting_id": meeting, "side": side, "leader_person_id": person})


def test_a_meeting_that_has_everything_is_ready(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 30), **TIMES)
    with empty.write("Complete the items") as step:
        step.update_many("agenda_items", items_of(empty, meeting), {"lead_side": "US", "purpose": "discuss"})
    name_heads(empty, meeting, "US", "JP")
    note_printed(empty, meeting, empty.head.steps, TODAY)
    assert list(lines(empty, meeting).values()) == [
        Ready("Heads of delegation", "done", "U.S.: Example person US · Japan: Example person JP", "delegations"),
        Ready("Agenda", "done", "2 items", "agenda"),
        Ready("Times", "done", "09:00 to 10:00", "header"),
        Ready("Brief", "done", "Printed on 15 Jul, nothing has changed since", "documents"),
        Ready("Decisions", "done", "None is due", "outcomes"),
        Ready("Actions", "done", "None is overdue", "actions"),
        Ready("Reasons", "done", "None is missing", "agenda"),
    ]


def test_an_empty_draft_names_all_that_is_missing(empty: Store) -> None:
    found = lines(empty, plan_meeting(empty))
    assert {word: line.state for word, line in found.items()} == {
        "Heads of delegation": "late",
        "Agenda": "late",
        "Times": "soon",
        "Brief": "mute",
        "Decisions": "done",
        "Actions": "done",
        "Reasons": "done",
    }
    assert found["Heads of delegation"].detail == "U.S.: not named · Japan: not named"
    assert found["Agenda"].detail == "No item yet"
    assert found["Times"].detail == "Neither beginning nor end is set"
    assert found["Brief"].detail == "No printing is known"


def test_one_head_alone_is_not_enough(empty: Store) -> None:
    meeting = plan_meeting(empty)
    name_heads(empty, meeting, "JP")
    line = lines(empty, meeting)["Heads of delegation"]
    assert (line.state, line.detail) == ("late", "U.S.: not named · Japan: Example person JP")


def test_what_the_items_lack_is_counted(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, None, None))
    with empty.write("Give one a lead") as step:
        step.update("agenda_items", items_of(empty, meeting)[0], {"lead_side": "JP"})
    line = lines(empty, meeting)["Agenda"]
    assert line.detail == "3 items, 2 without minutes, 2 without a lead, 3 without a purpose"
    assert line.state == "soon"


def test_an_agenda_that_is_too_long_is_late_and_said_in_words(empty: Store) -> None:
    line = lines(empty, plan_meeting(empty, (90,), **TIMES))["Times"]
    assert (line.state, line.where) == ("late", "agenda")
    assert line.detail == "The agenda takes 1 h 30 min, 30 min beyond the planned end at 10:00."


@pytest.mark.parametrize(
    ("name", "detail"), [("start_time", "The end is not set"), ("end_time", "The beginning is not set")]
)
def test_a_time_that_is_missing_is_named(empty: Store, name: str, detail: str) -> None:
    times: dict[str, Any] = {name: "09:00", "time_zone": "Asia/Tokyo"}
    meeting = plan_meeting(empty, **times)
    assert lines(empty, meeting)["Times"].detail == detail


def test_a_brief_is_out_of_date_once_something_it_tells_has_changed(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    steps = empty.head.steps
    note_printed(empty, meeting, steps, TODAY)
    assert (empty.head.steps, lines(empty, meeting)["Brief"].state) == (steps, "done")
    with empty.write("Something else") as step:
        step.add("organizations", {"name_en": "Example office"})
    assert lines(empty, meeting)["Brief"].state == "done"
    name_heads(empty, meeting, "US")
    line = lines(empty, meeting)["Brief"]
    assert (line.state, line.detail) == ("soon", "Printed on 15 Jul, before the last change")


def test_a_change_made_while_the_brief_was_printed_counts(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    begun = empty.head.steps
    name_heads(empty, meeting, "US")
    note_printed(empty, meeting, begun, TODAY)
    assert lines(empty, meeting)["Brief"].state == "soon"


def test_printing_from_a_workspace_that_is_only_read_is_not_remembered(empty: Store) -> None:
    meeting, path = plan_meeting(empty, (30,)), empty.path
    empty.close()
    reader = reopen(path, read_only=True)
    note_printed(reader, meeting, 1, TODAY)
    assert lines(reader, meeting)["Brief"].state == "mute"
    reader.close()


def test_decisions_are_due_until_they_are_made_or_put_off(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10))
    items = items_of(empty, meeting)
    with empty.write("Decide all three") as step:
        step.update_many("agenda_items", items, {"purpose": "decide"})
    assert lines(empty, meeting)["Decisions"].detail == "3 decisions are due"
    set_stage(empty, meeting, "open", "in_progress")
    with empty.write("Capture") as step:
        capture(step, items[0], "D", "Example decision")
        settle(step, items[1], "deferred", "No time")
    line = lines(empty, meeting)["Decisions"]
    assert (line.state, line.detail) == ("soon", "1 decision is due")


def test_overdue_actions_of_the_forum_and_those_without_a_reason_are_counted(sample: Store) -> None:
    found = lines(sample, meeting_of(sample, "dicas-2024-10-07"), date(2024, 10, 1))
    assert found["Actions"].state == "late"
    assert found["Actions"].detail == "3 actions are overdue"
    assert found["Reasons of delay"].detail == "Nothing says why: 1 overdue action (AI-0005)"
    before = lines(sample, meeting_of(sample, "dicas-2024-10-07"), date(2024, 6, 10))
    assert before["Actions"].state == "done"
    assert "Reasons of delay" not in before


def test_an_item_that_was_put_off_without_a_reason_is_named(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10))
    first, second = items_of(empty, meeting)
    with empty.write("Put off") as step:
        settle(step, first, "deferred")
        settle(step, second, "backlog", "Waits for the other side")
    line = lines(empty, meeting)["Reasons"]
    assert (line.state, line.detail) == ("soon", "1 item was put off without a reason (AG-0001)")


def test_a_head_who_is_elsewhere_at_the_time_is_named(empty: Store) -> None:
    one, other = plan_meeting(empty, **TIMES), plan_meeting(empty, **TIMES)
    with empty.write("One head for both") as step:
        person = step.add("persons", {"name_en": "Example person"}).id
        for meeting in (one, other):
            step.add("delegations", {"meeting_id": meeting, "side": "US", "leader_person_id": person})
    line = lines(empty, one)["Head twice at once"]
    assert line.state == "late"
    assert "M-0001 Example meeting and M-0002 Example meeting" in line.detail


def test_every_meeting_of_the_record_can_be_asked(sample: Store) -> None:
    with sample.read() as db:
        for meeting in db.execute("SELECT id FROM meetings").scalars():
            assert len(readiness(db, meeting, TODAY)) >= 7
        with pytest.raises(UserProblem, match="This meeting is no longer there"):
            readiness(db, 99, TODAY)
