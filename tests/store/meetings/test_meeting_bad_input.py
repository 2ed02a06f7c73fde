"""The bad inputs of the meeting workspace and of carry-over, each with its exact words and nothing written.

Refusals of stages, outcomes, carry-over and templates that are told in a table of their own stand beside their subject
(`test_stages`, `test_capture`, `test_carry`, `test_templates`); the crash is in `tests/faults/test_meeting_killed`.
"""

from collections.abc import Callable
from typing import Any

import pytest

from dicas_desktop.domain import values
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.meetings.agenda import delete_section, section_contents
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.overlap import overlaps
from dicas_desktop.store.meetings.stages import advance, incomplete, settle
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_meetings import items_of, plan_meeting, row_of, set_stage

TIMES: dict[str, Any] = {"start_time": "10:00", "end_time": "11:00", "time_zone": "Asia/Tokyo"}


def refused(store: Store, do: Callable[[Step], object]) -> str:
    """Return the sentence of a step that must be refused and leave nothing."""
    before, steps = dump(store), store.head.steps
    with pytest.raises(UserProblem) as caught, store.write("Try it") as step:
        do(step)
    assert (dump(store), store.head.steps) == (before, steps)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"end_time": "09:00"}, "Ends at: 09:00 is before the beginning at 10:00."),
        ({"end_date": "2024-07-21"}, "Last day: 2024-07-21 is before the beginning on 2024-07-22."),
    ],
)
def test_a_meeting_does_not_end_before_it_begins(empty: Store, change: dict[str, str], sentence: str) -> None:
    meeting = plan_meeting(empty, **TIMES)
    assert refused(empty, lambda step: step.update("meetings", meeting, change)) == sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-30", "Minutes: “-30” is negative: a duration is longer than nothing."),
        ("-1:30", "Minutes: “-1:30” is negative: a duration is longer than nothing."),
        ("0", "Minutes: “0” is no time at all: a duration is longer than nothing."),
        ("25h", "Minutes: “25h” is longer than 24 hours: divide it over several days."),
        ("1:75", "Minutes: “1:75” has more than 59 minutes beside its hours."),
        ("0.33h", "Minutes: “0.33h” is not a number of whole minutes."),
        ("soon", "Minutes: “soon” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
    ],
)
def test_a_length_that_is_none_is_refused_and_the_old_one_stays(empty: Store, typed: str, sentence: str) -> None:
    item = items_of(empty, plan_meeting(empty, (30,)))[0]
    minutes = empty.entities["agenda_items"].field("minutes")

    def set_length(step: Step) -> None:
        step.update("agenda_items", item, values.read(minutes, typed, lambda _table, _text: None))

    assert refused(empty, set_length) == sentence
    assert row_of(empty, "agenda_items", item)["minutes"] == 30


@pytest.mark.parametrize("minutes", [0, -30, 1441])
def test_a_length_that_comes_as_a_number_is_refused_by_the_store(empty: Store, minutes: int) -> None:
    item = items_of(empty, plan_meeting(empty, (10,)))[0]
    sentence = refused(empty, lambda step: step.update("agenda_items", item, {"minutes": minutes}))
    assert sentence == f"Minutes: {minutes} is not between 1 and 1440."


def test_a_section_with_items_names_how_many_and_is_not_taken_away_on_an_old_word(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10), ("Ships", "Opening"))
    with empty.read() as db:
        ships = section_contents(db, meeting, "Ships")
    assert ships.words == "“Ships” holds one item: move it to another section, or delete it too."
    with empty.write("Another item comes") as step:
        step.update("agenda_items", items_of(empty, meeting)[1], {"section": "Ships"})
    sentence = refused(empty, lambda step: delete_section(step, meeting, ships))
    assert sentence == "The section has other items now: look at it again."


def test_two_meetings_under_one_head_are_warned_of_with_both_names_and_both_are_written(empty: Store) -> None:
    one, other = (plan_meeting(empty, title=title, **TIMES) for title in ("First example", "Second example"))
    with empty.write("One head for both") as step:
        person = step.add("persons", {"name_en": "Example person"}).id
        for meeting in (one, other):
            step.add("delegations", {"meeting_id": meeting, "side": "JP", "leader_person_id": person})
    with empty.read() as db:
        assert [clash.words for clash in overlaps(db, one)] == [
            "Example person leads two meetings at the same time: M-0001 First example and M-0002 Second example."
        ]
        assert db.execute("SELECT count(*) FROM delegations").scalar() == 2


def test_an_action_without_owner_is_kept_and_counted_as_incomplete(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    with empty.write("Capture") as step:
        action = capture(step, items_of(empty, meeting)[0], "A", "Example action")
    with empty.read() as db:
        found = incomplete(db, meeting)
    assert ([loose.ref for loose in found.actions], found.number) == ([action.ref], 1)
    set_stage(empty, meeting, "closed")
    assert row_of(empty, "action_items", action.id)["status"] == "draft"


def test_closing_asks_of_each_item_and_dropping_one_for_its_reason(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    assert refused(empty, lambda step: advance(step, meeting, "closed")) == (
        "M-0001 Example meeting cannot be closed: 1 item was not discussed (AG-0001). Say of each: next meeting, "
        "backlog or drop."
    )
    with pytest.raises(FieldProblem) as caught, empty.write("Drop it") as step:
        settle(step, item, "dropped")
    assert (caught.value.field, str(caught.value)) == ("state_reason", "Dropping an item needs a reason: say why.")
