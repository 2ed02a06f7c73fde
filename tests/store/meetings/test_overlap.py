"""Two meetings under one head at the same time: warned of, never refused."""

from typing import Any

import pytest

from dicas_desktop.store.meetings.overlap import Overlap, overlaps
from dicas_desktop.store.store import Store
from tests.make_meetings import meeting_of, plan_meeting

TOKYO: dict[str, Any] = {"start_time": "09:00", "end_time": "11:00", "time_zone": "Asia/Tokyo"}


def led_by_one(store: Store, *meetings: int) -> None:
    with store.write("Name the head") as step:
        person = step.add("persons", {"name_en": "Example person"}).id
        for meeting in meetings:
            step.add("delegations", {"meeting_id": meeting, "side": "US", "leader_person_id": person})


def found(store: Store, meeting: int) -> list[Overlap]:
    with store.read() as db:
        return overlaps(db, meeting)


def test_both_meetings_are_named_and_nothing_is_refused(empty: Store) -> None:
    one = plan_meeting(empty, title="First example", **TOKYO)
    other = plan_meeting(empty, title="Second example", **{**TOKYO, "start_time": "10:59", "end_time": "12:00"})
    led_by_one(empty, one, other)
    words = "Example person leads two meetings at the same time: {}."
    assert [(o.meeting, o.certain, o.words) for o in found(empty, one)] == [
        (other, True, words.format("M-0001 First example and M-0002 Second example"))
    ]
    assert [o.words for o in found(empty, other)] == [words.format("M-0002 Second example and M-0001 First example")]


def test_one_that_begins_when_the_other_ends_is_no_clash(empty: Store) -> None:
    one = plan_meeting(empty, **TOKYO)
    other = plan_meeting(empty, **{**TOKYO, "start_time": "11:00", "end_time": "12:00"})
    led_by_one(empty, one, other)
    assert found(empty, one) == []


def test_clocks_of_two_zones_are_compared_as_moments(empty: Store) -> None:
    one = plan_meeting(empty, **TOKYO)  # 22 July 00:00 to 02:00 UTC
    same = plan_meeting(
        empty, start_date="2024-07-21", start_time="20:30", end_time="21:00", time_zone="America/New_York"
    )
    later = plan_meeting(empty, start_time="09:00", end_time="11:00", time_zone="America/New_York")
    led_by_one(empty, one, same, later)
    assert [o.meeting for o in found(empty, one)] == [same]


def test_without_an_end_the_agenda_says_how_long_it_takes(empty: Store) -> None:
    one = plan_meeting(empty, (90,), start_time="09:00", time_zone="Asia/Tokyo")
    other = plan_meeting(empty, start_time="10:29", end_time="12:00", time_zone="Asia/Tokyo")
    after = plan_meeting(empty, start_time="10:30", end_time="12:00", time_zone="Asia/Tokyo")
    led_by_one(empty, one, other, after)
    assert [o.meeting for o in found(empty, one)] == [other]


def test_without_recorded_times_the_same_day_is_named_as_such(sample: Store) -> None:
    one, other = meeting_of(sample, "dicas-roundtable-2024-06-10"), meeting_of(sample, "visit-mhi-faco-2024-06-10")
    clashes = found(sample, one)
    assert [(o.meeting, o.certain) for o in clashes] == [(other, False)]
    assert clashes[0].words == (
        "William A. LaPlante leads two meetings on the same day, whose times are not all recorded: M-0011 DICAS "
        "roundtable with U.S. and Japanese defence firms and M-0012 Visit to the F-35 final assembly and check-out "
        "facility."
    )
    assert found(sample, meeting_of(sample)) == []


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"date_precision": "month"}, {"start_date": None}])
def test_what_does_not_take_place_or_has_no_day_clashes_with_nothing(
    empty: Store, change: dict[str, str | None]
) -> None:
    one, other = plan_meeting(empty, **TOKYO), plan_meeting(empty, **TOKYO)
    led_by_one(empty, one, other)
    assert len(found(empty, one)) == 1
    with empty.write("Change") as step:
        step.update("meetings", other, change)
    assert found(empty, one) == []
    assert found(empty, other) == []


def test_another_head_or_one_in_the_bin_clashes_with_nothing(empty: Store) -> None:
    one, other = plan_meeting(empty, **TOKYO), plan_meeting(empty, **TOKYO)
    led_by_one(empty, one)
    led_by_one(empty, other)
    assert found(empty, one) == []
    third = plan_meeting(empty, **TOKYO)
    led_by_one(empty, one, third)
    assert [o.meeting for o in found(empty, one)] == [third]
    with empty.write("Delete") as step:
        step.delete("meetings", [third])
    assert found(empty, one) == []
