"""The agenda of a meeting: order, clock times, overrun, sections."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.meetings.agenda import (
    Agenda,
    add_item,
    agenda,
    delete_section,
    move,
    move_section,
    section_contents,
)
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_meetings import items_of, meeting_of, plan_meeting

TOKYO = "Asia/Tokyo"


def read(store: Store, meeting: int) -> Agenda:
    with store.read() as db:
        return agenda(db, meeting)


def times(store: Store, meeting: int) -> list[tuple[str | None, str | None]]:
    return [(line.begins, line.ends) for line in read(store, meeting).lines]


def topics(store: Store, meeting: int) -> list[str]:
    return [line.topic for line in read(store, meeting).lines]


def test_the_record_has_topics_in_their_order_and_no_times(sample: Store) -> None:
    found = read(sample, meeting_of(sample))
    assert [line.seq for line in found.lines] == [1, 2, 3, 4, 5, 6, 7]
    assert found.lines[0].topic == "Signing of the Terms of Reference"
    assert {(line.begins, line.ends, line.over, line.lineage) for line in found.lines} == {(None, None, 0, "")}
    assert (found.total, found.unknown, found.planned, found.overrun_words) == (0, 7, None, "")


def test_clock_times_follow_from_the_beginning_and_the_minutes(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 45, 15), start_time="09:30", end_time="11:00", time_zone=TOKYO)
    assert times(empty, meeting) == [("09:30", "10:00"), ("10:00", "10:45"), ("10:45", "11:00")]
    found = read(empty, meeting)
    assert (found.total, found.planned, found.overrun) == (90, 90, 0)


def test_after_an_item_without_minutes_no_time_is_told(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, None, 15), start_time="09:30", time_zone=TOKYO)
    assert times(empty, meeting) == [("09:30", "10:00"), ("10:00", None), (None, None)]
    assert read(empty, meeting).unknown == 1


def test_what_lies_beyond_the_planned_end_is_counted_item_by_item_and_said_in_words(empty: Store) -> None:
    meeting = plan_meeting(empty, (60, 60, 30), start_time="09:00", end_time="10:30", time_zone=TOKYO)
    found = read(empty, meeting)
    assert [line.over for line in found.lines] == [0, 30, 30]
    words = "30 min beyond the planned end"
    assert [line.over_words for line in found.lines] == ["", words, words]
    assert found.overrun_words == "The agenda takes 2 h 30 min, 1 h beyond the planned end at 10:30."


def test_a_meeting_of_several_days_has_no_single_planned_end(empty: Store) -> None:
    meeting = plan_meeting(empty, (600,), start_time="09:00", end_time="10:00", time_zone=TOKYO, end_date="2024-07-23")
    assert (read(empty, meeting).planned, read(empty, meeting).overrun) == (None, 0)


def test_a_meeting_over_midnight_says_on_which_day_an_item_begins(empty: Store) -> None:
    meeting = plan_meeting(empty, (90, 30), start_time="23:00", time_zone=TOKYO)
    assert [(line.begins, line.days) for line in read(empty, meeting).lines] == [("23:00", 0), ("00:30", 1)]


def test_the_clock_goes_forward_in_the_middle_of_a_meeting(empty: Store) -> None:
    meeting = plan_meeting(
        empty, (60, 30), start_date="2024-03-10", start_time="01:30", end_time="03:30", time_zone="America/New_York"
    )
    assert times(empty, meeting) == [("01:30", "03:30"), ("03:30", "04:00")]
    assert (read(empty, meeting).planned, read(empty, meeting).overrun) == (60, 30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)),  # noqa: DTZ001 - local times
    st.sampled_from([TOKYO, "America/New_York", "Pacific/Honolulu", "Australia/Sydney", "Europe/London"]),
    st.lists(st.integers(1, 1440), min_size=1, max_size=6),
)
def test_every_clock_time_is_the_moment_that_utc_gives(
    empty: Store, local: datetime, zone: str, minutes: list[int]
) -> None:
    day, time = local.date().isoformat(), f"{local:%H:%M}"
    meeting = plan_meeting(empty, minutes, start_date=day, start_time=time, time_zone=zone)
    at = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for line, length in zip(read(empty, meeting).lines, minutes, strict=True):
        shown = at.astimezone(ZoneInfo(zone))
        assert line.begins == f"{shown:%H:%M}"
        assert line.days == (shown.date() - local.date()).days
        at += timedelta(minutes=length)
        assert line.ends == f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def test_an_item_is_added_below_another_and_joins_its_section(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10), ("Opening", "Ships", "Ships"))
    with empty.write("Add an item") as step:
        add_item(step, meeting, items_of(empty, meeting)[1], {"topic": "Between"})
    found = read(empty, meeting)
    assert [(line.seq, line.topic, line.section) for line in found.lines] == [
        (1, "Topic 1", "Opening"),
        (2, "Topic 2", "Ships"),
        (3, "Between", "Ships"),
        (4, "Topic 3", "Ships"),
    ]
    assert [tuple(section) for section in found.sections] == [("Opening", 1, 10, 0), ("Ships", 3, 20, 1)]


def test_an_item_is_added_at_the_end_and_on_an_empty_agenda(empty: Store) -> None:
    meeting = plan_meeting(empty)
    with empty.write("Add two items") as step:
        add_item(step, meeting, None, {"topic": "First"})
        add_item(step, meeting, None, {"topic": "Second", "section": "Ships"})
    assert topics(empty, meeting) == ["First", "Second"]
    assert [section.name for section in read(empty, meeting).sections] == ["", "Ships"]


def test_adding_and_moving_are_one_step_each_and_undone_as_one(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10))
    before = dump(empty)
    with empty.write("Move an item") as step:
        move(step, items_of(empty, meeting)[2], -2)
    assert topics(empty, meeting) == ["Topic 3", "Topic 1", "Topic 2"]
    empty.undo()
    assert dump(empty) == before


def test_moving_stops_at_the_ends_and_leaves_no_step_then(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10))
    steps = empty.head.steps
    with empty.write("Move an item") as step:
        move(step, items_of(empty, meeting)[0], -5)
    assert (topics(empty, meeting), empty.head.steps) == (["Topic 1", "Topic 2"], steps)


def test_an_item_joins_the_next_section_before_it_passes_an_item_of_it(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10), ("Opening", "Opening", "Ships"))
    second = items_of(empty, meeting)[1]
    with empty.write("Move an item") as step:
        move(step, second, 1)
    shown = [(line.topic, line.section) for line in read(empty, meeting).lines]
    assert shown == [("Topic 1", "Opening"), ("Topic 2", "Ships"), ("Topic 3", "Ships")]
    with empty.write("Move an item") as step:
        move(step, second, 1)
    assert topics(empty, meeting) == ["Topic 1", "Topic 3", "Topic 2"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from(["", "Opening", "Ships"]), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(-3, 3)), max_size=6),
)
def test_however_items_are_moved_the_numbers_count_from_one_and_nothing_is_lost(
    empty: Store, sections: list[str], moves: list[tuple[int, int]]
) -> None:
    meeting = plan_meeting(empty, [10] * len(sections), [name or None for name in sections])
    ids = set(items_of(empty, meeting))
    for which, by in moves:
        with empty.write("Move an item") as step:
            move(step, items_of(empty, meeting)[which % len(sections)], by)
    found = read(empty, meeting)
    assert [line.seq for line in found.lines] == list(range(1, len(sections) + 1))
    assert {line.id for line in found.lines} == ids
    assert found.total == 10 * len(sections)


def test_a_section_with_items_names_how_many_and_where_they_could_go(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10), ("Opening", "Ships", "Ships"))
    with empty.read() as db:
        ships = section_contents(db, meeting, "Ships")
    assert ships.words == "“Ships” holds 2 items: move them to another section, or delete them with it."
    assert (ships.topics, ships.others) == (("Topic 2", "Topic 3"), ("Opening",))


def test_the_items_of_a_section_are_moved_instead_of_deleted(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10), ("Ships", "Opening", "Ships"))
    with empty.read() as db:
        ships = section_contents(db, meeting, "Ships")
    with empty.write("Move the items") as step:
        assert move_section(step, meeting, ships, "Opening") == 2
    shown = [(line.topic, line.section) for line in read(empty, meeting).lines]
    assert shown == [("Topic 2", "Opening"), ("Topic 1", "Opening"), ("Topic 3", "Opening")]


def test_a_section_is_deleted_with_its_items_into_the_bin(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10, 10), ("Ships", "Opening", "Ships"))
    with empty.read() as db:
        ships = section_contents(db, meeting, "Ships")
    with empty.write("Delete the section") as step:
        assert delete_section(step, meeting, ships) == 2
    assert [(line.seq, line.topic) for line in read(empty, meeting).lines] == [(1, "Topic 2")]
    empty.undo()
    assert len(items_of(empty, meeting)) == 3


def test_what_was_decided_about_a_section_is_refused_once_it_holds_other_items(empty: Store) -> None:
    meeting = plan_meeting(empty, (10, 10), ("Ships", "Opening"))
    with empty.read() as db:
        ships = section_contents(db, meeting, "Ships")
    with empty.write("Add an item") as step:
        add_item(step, meeting, items_of(empty, meeting)[0], {"topic": "Meanwhile"})
    before = dump(empty)
    with (
        pytest.raises(UserProblem, match="The section has other items now: look at it again"),
        empty.write("Delete it") as step,
    ):
        delete_section(step, meeting, ships)
    assert dump(empty) == before


def test_an_agenda_that_is_gone_is_said_so(empty: Store) -> None:
    with empty.read() as db, pytest.raises(UserProblem, match="This meeting is no longer there: reload the page"):
        agenda(db, 99)
    with (
        pytest.raises(UserProblem, match="This item is no longer on the agenda: reload the page"),
        empty.write("Move") as step,
    ):
        move(step, 99, 1)
