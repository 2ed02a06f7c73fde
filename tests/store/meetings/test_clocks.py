"""Meetings at a change of clocks: the store asks which time is meant and keeps the answer, whichever way it comes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.clocks import WhichTime
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.zones import TOKYO, WASHINGTON
from dicas_desktop.store.meetings.agenda import agenda
from dicas_desktop.store.meetings.overlap import overlaps
from dicas_desktop.store.meetings.templates import from_meeting
from dicas_desktop.store.points import end_of
from dicas_desktop.store.store import Store
from tests.make import dump, reopen
from tests.make_meetings import plan_meeting, row_of

NIGHT: dict[str, Any] = {"start_date": "2024-11-03", "end_date": "2024-11-03", "time_zone": WASHINGTON}
CLOCKS = ("start_time", "end_time", "time_zone")


def clocks(store: Store, meeting: int) -> tuple[str | None, ...]:
    row = row_of(store, "meetings", meeting)
    return tuple(row[name] for name in CLOCKS)


def change(store: Store, meeting: int, **values: Any) -> None:  # noqa: ANN401 - stored values
    with store.write("Change the meeting") as step:
        step.update("meetings", meeting, values)


def test_the_word_is_kept_with_the_zone_and_undo_takes_it_back(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 45), **NIGHT, start_time="01:30 EST", end_time="03:00")
    assert clocks(empty, meeting) == ("01:30", "03:00", f"{WASHINGTON} EST -")
    change(empty, meeting, start_time="01:30 EDT")
    assert clocks(empty, meeting) == ("01:30", "03:00", f"{WASHINGTON} EDT -")
    empty.undo()
    assert clocks(empty, meeting) == ("01:30", "03:00", f"{WASHINGTON} EST -")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"start_time": "01:30"}, "start_time",
         ("Begins at: 01:30 on Sun 3 Nov 2024 comes twice in America/New_York, where the clock goes back: "
         "write 01:30 EDT for the first or 01:30 EST for the second.")),
        ({"start_time": "00:30", "end_time": "01:15"}, "end_time",
         ("Ends at: 01:15 on Sun 3 Nov 2024 comes twice in America/New_York, where the clock goes back: "
         "write 01:15 EDT for the first or 01:15 EST for the second.")),
        ({"start_date": "2024-03-10", "end_date": "2024-03-10", "start_time": "02:30"}, "start_time",
         ("Begins at: 02:30 on Sun 10 Mar 2024 does not exist in America/New_York, where the clock goes forward: "
         "write 01:30 (EST) or 03:30 (EDT).")),
    ],
)  # fmt: skip
def test_a_time_that_is_not_one_moment_is_asked_about_and_nothing_is_written(
    empty: Store, values: dict[str, Any], field: str, sentence: str
) -> None:
    meeting = plan_meeting(empty, start_date="2024-06-11", start_time=None)
    before = dump(empty)
    with pytest.raises(WhichTime) as asked:
        change(empty, meeting, **{**NIGHT, **values})
    assert (asked.value.field, str(asked.value)) == (field, sentence)
    with pytest.raises(WhichTime):
        plan_meeting(empty, **{**NIGHT, **values})
    assert dump(empty) == before


def test_moving_the_day_or_the_zone_onto_a_change_asks_and_moving_it_off_forgets_the_word(empty: Store) -> None:
    meeting = plan_meeting(empty, start_date="2024-06-11", start_time="01:30", time_zone=WASHINGTON)
    with pytest.raises(WhichTime):
        change(empty, meeting, start_date="2024-11-03")
    change(empty, meeting, start_date="2024-11-03", start_time="01:30 EST")
    assert clocks(empty, meeting)[2] == f"{WASHINGTON} EST -"
    change(empty, meeting, start_date="2024-11-04")
    assert clocks(empty, meeting) == ("01:30", None, WASHINGTON)
    change(empty, meeting, time_zone=TOKYO, start_date="2024-11-03")
    with pytest.raises(WhichTime):
        change(empty, meeting, time_zone=WASHINGTON)


def test_a_meeting_that_ends_in_the_second_hour_lasts_longer_than_its_clock_says(empty: Store) -> None:
    meeting = plan_meeting(empty, (60, 40), **NIGHT, start_time="01:10 EDT", end_time="01:50 EST")
    with empty.read() as db:
        found = agenda(db, meeting)
        row = row_of(empty, "meetings", meeting)
    assert (found.planned, found.overrun) == (100, 0)
    assert [(line.begins, line.elsewhere) for line in found.lines] == [("01:10", "14:10 JST"), ("01:10", "15:10 JST")]
    assert end_of(row) == datetime(2024, 11, 3, 6, 50, tzinfo=UTC)
    with pytest.raises(FieldProblem, match="Ends at: 01:05 is before the beginning at 01:10"):
        change(empty, meeting, start_time="01:10 EST", end_time="01:05 EST")
    change(empty, meeting, start_time="01:50 EDT", end_time="01:05 EST")
    assert clocks(empty, meeting) == ("01:50", "01:05", f"{WASHINGTON} EDT EST")


def test_meetings_in_the_first_and_in_the_second_of_two_hours_do_not_overlap(empty: Store) -> None:
    with empty.write("Add a person") as step:
        person = step.add("persons", {"name_en": "Example person"}).id
    meetings = [
        plan_meeting(empty, **NIGHT, title=f"Example {name}", start_time=f"01:00 {name}", end_time=f"01:45 {name}")
        for name in ("EDT", "EST")
    ]
    with empty.write("Name the heads") as step:
        for meeting in meetings:
            step.add("delegations", {"meeting_id": meeting, "side": "US", "leader_person_id": person})
    with empty.read() as db:
        assert overlaps(db, meetings[0]) == []
    change(empty, meetings[1], start_time="01:30 EDT", end_time="01:50 EDT")
    with empty.read() as db:
        assert [clash.meeting for clash in overlaps(db, meetings[0])] == [meetings[1]]


def test_a_meeting_made_after_another_forgets_the_word_of_that_night(empty: Store) -> None:
    meeting = plan_meeting(empty, **NIGHT, start_time="01:30 EST")
    with empty.write("Plan the next") as step:
        made = from_meeting(step, meeting, {"title": "Next", "start_date": "2025-06-10"})
    assert clocks(empty, made.id)[2] == WASHINGTON


def test_agenda_times_are_told_elsewhere_only_where_day_and_zone_are_known(empty: Store) -> None:
    known = plan_meeting(empty, (30, 45), start_date="2024-06-11", start_time="09:30", time_zone=TOKYO)
    month = plan_meeting(empty, (30,), start_date="2024-06-11", date_precision="month", start_time="09:30",
                         time_zone=TOKYO)  # fmt: skip
    with empty.read() as db:
        assert [line.elsewhere for line in agenda(db, known).lines] == [
            "Mon 10 Jun, 20:30 EDT",
            "Mon 10 Jun, 21:00 EDT",
        ]
        assert [line.elsewhere for line in agenda(db, month).lines] == [""]


def test_the_word_is_still_there_after_a_restart(tmp_path: Path, empty: Store) -> None:
    meeting = plan_meeting(empty, **NIGHT, start_time="01:30 EST")
    empty.close()
    store = reopen(tmp_path / "empty.dicas")
    assert clocks(store, meeting) == ("01:30", None, f"{WASHINGTON} EST -")
    store.close()
