from datetime import date

import pytest

from dicas_desktop.planning.lanes import Bar, Point
from dicas_desktop.store.listing import Listing, count, find
from dicas_desktop.store.store import Store
from dicas_desktop.ui.timeline import loading
from dicas_desktop.ui.timeline.loading import ACTIONS, ALL, MEETINGS, MILESTONES, REPAIRS, date_words, details, load

TODAY = date(2024, 7, 15)


def number(store: Store, table: str, slug: str) -> int:
    with store.read() as db:
        found = find(db, table, slug)
    assert found is not None
    return found


def test_the_public_record_stands_on_the_chart(sample: Store) -> None:
    plan = load(sample, TODAY, ALL)
    assert [lane.title for lane in plan.lanes[:3]] == ["Meetings", "Deadlines", "Action items"]
    with sample.read() as db:
        assert len(plan.lanes[0].points) == count(db, Listing(MEETINGS), TODAY)
    bars = [item for item in plan.places.values() if isinstance(item, Bar)]
    assert len(bars) == 24  # 25 repairs, one of which has no date
    assert sum(len(lane.bars) for lane in plan.lanes) == 24


def test_a_repair_without_dates_keeps_its_lane(sample: Store) -> None:
    titles = [lane.title for lane in load(sample, TODAY).lanes if not lane.items]
    assert titles == ["V-22 Osprey (JGSDF)"]


@pytest.mark.parametrize(
    ("kind", "lane"), [(MEETINGS, "Meetings"), (MILESTONES, "Deadlines"), (ACTIONS, "Action items")]
)
def test_only_the_chosen_kinds_are_read(sample: Store, kind: str, lane: str) -> None:
    assert [found.title for found in load(sample, TODAY, frozenset({kind})).lanes] == [lane]


def test_lane_names_say_type_and_facility(sample: Store) -> None:
    lanes = {lane.title: lane.second for lane in load(sample, TODAY, frozenset({REPAIRS})).lanes}
    assert lanes["USS Fitzgerald"] == "Docking · Yokosuka dry dock 4"
    assert lanes["USCGC Waesche"] == "Fire repair · Ship Repair Facility Yokosuka"


def test_ministerial_two_plus_two_meetings_run_through_all_lanes(sample: Store) -> None:
    events = load(sample, TODAY).events
    assert [(date.fromordinal(event.day).isoformat(), event.label) for event in events] == [
        ("2023-01-11", "2+2"),
        ("2024-07-28", "2+2"),
    ]


def test_held_meetings_are_filled_and_a_month_is_soft(sample: Store) -> None:
    plan = load(sample, TODAY)
    held = plan.find(MEETINGS, number(sample, MEETINGS, "dicas-2024-06-09"))
    month = plan.find(MEETINGS, number(sample, MEETINGS, "wg-aircraft-2024-08"))
    assert isinstance(held, Point)
    assert isinstance(month, Point)
    assert (held.filled, held.soft) == (True, None)
    assert not month.filled
    assert month.soft == (date(2024, 8, 1).toordinal(), date(2024, 8, 31).toordinal())
    assert date.fromordinal(month.day).day == 16


def test_details_tell_every_date_and_how_much_of_it_is_known(sample: Store) -> None:
    words = details(sample, REPAIRS, number(sample, REPAIRS, "rep-mccain-2018"), TODAY)
    assert "USS John S. McCain · Collision repair" in words
    assert "Baseline: not recorded – 2019 (only the year is known)" in words
    assert "Actual: Feb 2018 (only the month is known) – not recorded" in words
    meeting = details(sample, MEETINGS, number(sample, MEETINGS, "wg-missile-2024-09-24"), TODAY)
    assert "Tue 24 Sep 2024 – Wed 25 Sep 2024" in meeting
    assert details(sample, REPAIRS, 9999, TODAY) == ""


def test_date_words_say_bounds() -> None:
    assert date_words("2025-03-31", "by") == "by Mar 2025 (on or before this day)"
    assert date_words("2020-09-01", "from").endswith("(on or after this day)")
    assert date_words(None, None) == "not recorded"


def test_late_actions_are_marked_and_cancelled_meetings_left_out(sample: Store) -> None:
    plan = load(sample, date(2025, 6, 1), ALL)
    late = plan.find(ACTIONS, number(sample, ACTIONS, "act-amraam-study-year-end"))
    assert isinstance(late, Point)
    assert late.late
    row = number(sample, MEETINGS, "wg-aircraft-2024-08")
    with sample.write("Cancel") as step:
        step.update(MEETINGS, row, {"status": "cancelled"})
    assert load(sample, TODAY).find(MEETINGS, row) is None


def test_of_very_many_actions_those_around_today_are_shown_and_their_number_is_told(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_ACTIONS", 4)
    days = ["2024-01-01", "2024-06-01", "2024-07-01", "2024-07-20", "2024-08-01", "2025-01-01"]
    with empty.write("Add") as step:
        for day in days:
            step.add(ACTIONS, {"description": f"Due on {day}", "due_date": day, "kind": "action", "status": "open"})
    lane = load(empty, TODAY, frozenset({ACTIONS})).lanes[0]
    assert [date.fromordinal(point.day).isoformat() for point in lane.points] == days[1:5]
    assert lane.second == "4 of 6 around today"


def test_two_ships_in_one_dry_dock_clash_with_words(empty: Store) -> None:
    with empty.write("Add") as step:
        dock = step.add("facilities", {"name_en": "Example dock 1", "kind": "dry_dock"})
        yard = step.add("facilities", {"name_en": "Example yard", "kind": "shipyard"})
        for place, start, end in ((dock, "01", "20"), (dock, "15", "30"), (yard, "01", "20"), (yard, "15", "30")):
            ship = step.add("platforms", {"kind": "ship", "name": f"Ship {place.id} {start}"})
            values = {"planned_start": f"2024-07-{start}", "planned_end": f"2024-07-{end}"}
            step.add(REPAIRS, {"platform_id": ship.id, "facility_id": place.id, **values})
    bars = [item for item in load(empty, TODAY).places.values() if isinstance(item, Bar)]
    assert [bar.ref for bar in bars if bar.clash] == ["RS-0002"]


def test_an_empty_workspace_has_lanes_but_nothing_in_them(empty: Store) -> None:
    plan = load(empty, TODAY)
    assert plan.places == {}
    assert plan.first == plan.last == TODAY.toordinal()
