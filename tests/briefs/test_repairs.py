from datetime import date
from typing import Any

import pytest

from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part

SHIP = "wg-ship-2024-06-11"
AIRCRAFT = "wg-aircraft-2024-09-24"
DAY = date(2024, 7, 15)


def ship(store: Store, **values: Any) -> Any:  # noqa: ANN401 - a lane
    """Set the dates of one repair and return its lane in the chart or below."""
    base = dict.fromkeys(
        f"{kind}_{end}{more}"
        for kind in ("planned", "forecast", "actual")
        for end in ("start", "end")
        for more in ("", "_precision")
    )
    with store.read() as db:
        repair = find(db, "repair_schedules", "rep-big-horn-2024")
    assert repair is not None
    days = {f"{name}_precision": "day" for name in values if name.endswith(("start", "end"))}
    with store.write("Change for a test") as step:
        step.update("repair_schedules", repair, {**base, **days, **values})
    section = part(brief_of(store, SHIP, DAY), "repairs")
    return next((one for one in (*section.lanes, *section.others) if one.name.words == "USNS Big Horn"), None)


def names(store: Store, meeting: str, day: date = DAY) -> set[str]:
    section = part(brief_of(store, meeting, day), "repairs")
    return {lane.name.words for lane in (*section.lanes, *section.others)}


def test_a_ship_group_gets_ships_and_an_aircraft_group_aircraft(sample: Store) -> None:
    ships, aircraft = names(sample, SHIP), names(sample, AIRCRAFT)
    assert "USS New Orleans" in ships
    assert "Ship not named" in ships
    assert {"F-15", "F135", "MV-22 Osprey"} <= aircraft
    assert not ships & aircraft
    assert names(sample, "dicas-2024-06-09") == ships | aircraft


def test_what_is_completed_on_the_day_is_left_out(sample: Store) -> None:
    assert "USS Ashland" not in names(sample, SHIP)
    assert "USS Ronald Reagan" in names(sample, SHIP, date(2024, 9, 29))
    assert "USS Ronald Reagan" not in names(sample, SHIP, date(2024, 9, 30))


def test_plan_forecast_and_actual_are_drawn_apart(sample: Store) -> None:
    lane = ship(
        sample, planned_start="2024-05-01", planned_end="2024-08-20", forecast_end="2024-08-26",
        actual_start="2024-05-04", status="in_progress",
    )  # fmt: skip
    baseline, forecast, actual = lane.bars
    assert [bar.kind for bar in lane.bars] == ["baseline", "forecast", "actual"]
    assert baseline.start < forecast.start == actual.start < actual.end < baseline.end < forecast.end
    assert (lane.slip, lane.tone) == ("+6 d", "late")
    assert lane.dates == "4 May 2024 – 26 Aug 2024"


def test_a_repair_ahead_of_its_plan_is_not_late(sample: Store) -> None:
    lane = ship(
        sample, planned_start="2024-05-01", planned_end="2024-08-20", forecast_end="2024-08-18", status="planned"
    )
    assert (lane.slip, lane.tone) == ("-2 d", "open")


def test_a_slip_is_not_invented_from_months(sample: Store) -> None:
    lane = ship(
        sample, planned_end="2024-08-31", forecast_end="2024-09-30", planned_end_precision="month", status="planned"
    )
    assert lane.slip == ""


def test_the_recorded_progress_ends_the_done_part(sample: Store) -> None:
    lane = ship(sample, actual_start="2024-06-01", planned_end="2024-09-01", status="in_progress", progress=25)
    done = next(bar for bar in lane.bars if bar.kind == "actual")
    whole = next(bar for bar in lane.bars if bar.kind == "forecast")
    assert done.end - done.start == pytest.approx((whole.end - whole.start) / 4)


def test_work_that_goes_on_past_its_end_is_late_since_then(sample: Store) -> None:
    lane = ship(
        sample, planned_start="2024-04-01", planned_end="2024-06-01", actual_start="2024-04-01", status="in_progress"
    )
    late = [bar for bar in lane.bars if bar.late]
    assert len(late) == 1
    assert late[0].start == next(bar.end for bar in lane.bars if bar.kind == "actual")
    assert (lane.slip, lane.tone) == ("▲ late", "late")


def test_planned_work_past_its_end_is_late_as_a_whole(sample: Store) -> None:
    lane = ship(sample, planned_start="2024-04-01", planned_end="2024-06-01", status="planned")
    assert [bar.late for bar in lane.bars] == [True]


def test_an_end_that_is_not_recorded_is_drawn_open(sample: Store) -> None:
    lane = ship(sample, planned_start="2024-08-01", status="planned")
    assert (lane.bars[0].open_start, lane.bars[0].open_end) == (False, True)
    assert lane.dates == "1 Aug 2024 – end not recorded"


def test_a_start_that_is_not_recorded_is_drawn_open(sample: Store) -> None:
    lane = ship(sample, planned_end="2024-09-01", status="planned")
    assert (lane.bars[0].open_start, lane.bars[0].open_end) == (True, False)
    assert lane.dates == "start not recorded – 1 Sep 2024"


def test_dates_of_low_precision_are_soft(sample: Store) -> None:
    lane = ship(
        sample, planned_start="2024-08-01", planned_end="2024-12-31", planned_start_precision="month", status="planned"
    )
    assert lane.bars[0].soft_start > 0
    assert lane.bars[0].soft_end == 0


def test_a_bar_that_goes_on_outside_is_cut(sample: Store) -> None:
    lane = ship(sample, planned_start="2020-01-01", planned_end="2030-01-01", status="planned")
    bar = lane.bars[0]
    assert (bar.start, bar.end, bar.cut_start, bar.cut_end) == (0.0, 1.0, True, True)


@pytest.mark.parametrize(
    "values",
    [
        {"planned_start": "2017-01-01", "planned_end": "2018-01-01"},
        {"planned_start": "2030-01-01", "planned_end": "2031-01-01"},
        {"actual_start": "2017-01-01"},
        {},
    ],
)
def test_what_lies_outside_or_has_no_dates_is_told_in_words(sample: Store, values: dict[str, str]) -> None:
    lane = ship(sample, **values, status="unknown")
    assert lane.bars == ()
    assert lane.dates
    section = part(brief_of(sample, SHIP, DAY), "repairs")
    assert lane in section.others
    assert section.others_title.startswith("Not in the chart")


@pytest.mark.parametrize("meeting", [SHIP, AIRCRAFT, "dicas-2024-06-09"])
@pytest.mark.parametrize("day", [date(2024, 2, 29), DAY, date(2026, 11, 24), date(2031, 1, 1)])
def test_every_bar_lies_inside_the_chart(sample: Store, meeting: str, day: date) -> None:
    section = part(brief_of(sample, meeting, day), "repairs")
    for lane in section.lanes:
        assert lane.bars
        for bar in lane.bars:
            assert 0 <= bar.start <= bar.end <= 1
            assert bar.soft_start >= 0
            assert bar.soft_end >= 0
    assert all(0 <= tick.at < 1 for tick in section.ticks)
    assert all(0 <= event.at < 1 for event in section.events)
    assert any(event.label == "today" for event in section.events)


def test_the_legend_explains_what_is_drawn_and_no_more(sample: Store) -> None:
    section = part(brief_of(sample, SHIP, DAY), "repairs")
    looks = {sample.look for sample in section.legend}
    assert {"forecast", "open"} <= looks
    assert "baseline" not in looks
    ship(sample, planned_start="2024-05-01", planned_end="2024-08-20", actual_start="2024-05-04", status="in_progress")
    looks = {sample.look for sample in part(brief_of(sample, SHIP, DAY), "repairs").legend}
    assert {"baseline", "actual"} <= looks


def test_the_2_plus_2_and_the_meeting_run_through_the_chart(sample: Store) -> None:
    events = part(brief_of(sample, SHIP, DAY), "repairs").events
    assert [event.label for event in events] == ["meeting", "today", "2+2"]
    assert [event.at for event in events] == sorted(event.at for event in events)
    events = part(brief_of(sample, SHIP, date(2026, 11, 24)), "repairs").events
    assert [event.label for event in events] == ["today"]


def test_many_repairs_are_capped_and_the_paper_says_so(sample: Store) -> None:
    with sample.write("Add for a test") as step:
        for _n in range(200):
            step.add("repair_schedules", {"status": "planned", "planned_start": "2024-08-01",
                                          "planned_start_precision": "day", "availability_type": "SRA"})  # fmt: skip
    section = part(brief_of(sample, SHIP, DAY), "repairs")
    assert len(section.lanes) == len(section.others) == 60
    assert f"60 of {200 + 9 - 60} listed" in section.others_title


def test_the_year_is_told_where_it_changes(sample: Store) -> None:
    ticks = part(brief_of(sample, SHIP, DAY), "repairs").ticks
    assert [tick.label for tick in ticks] == ["Jan 2024", "Apr", "Jul", "Oct", "Jan 2025", "Apr"]
    ticks = part(brief_of(sample, SHIP, date(2024, 6, 11), language="ja"), "repairs").ticks
    assert [tick.label for tick in ticks] == ["2023年12月", "2024年3月", "6月", "9月", "12月", "2025年3月"]
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)


def test_what_should_be_over_but_has_no_outcome_says_so(sample: Store) -> None:
    lane = ship(sample, planned_start="2024-04-01", planned_end="2024-06-01", status="unknown")
    assert lane.dates == "1 Apr 2024 – 1 Jun 2024, outcome not recorded"
    assert lane.slip == "▲ late"
    lane = ship(sample, planned_start="2024-04-01", planned_end="2024-08-01", status="unknown")
    assert lane.dates == "1 Apr 2024 – 1 Aug 2024"


def test_a_yard_tells_a_ship_where_no_platform_is_named(sample: Store) -> None:
    with sample.read() as db:
        repair = find(db, "repair_schedules", "rep-yokohama-private-7")
        yard, depot = (find(db, "facilities", slug) for slug in ("mhi-yokohama", "nippi-depot"))
    assert repair is not None
    with sample.write("Change") as step:
        step.update("repair_schedules", repair, {"facility_id": depot})
    assert "Aircraft not named" in names(sample, AIRCRAFT)
    with sample.write("Change") as step:
        step.update("repair_schedules", repair, {"facility_id": yard})
    assert "Aircraft not named" not in names(sample, AIRCRAFT)
    assert "Ship not named" in names(sample, SHIP)


def test_the_work_is_named_with_its_yard(sample: Store) -> None:
    lane = ship(sample, planned_start="2024-08-01", planned_end="2024-09-01", status="planned")
    assert lane.work == "Private yard repair, MHI Yokohama dockyard"
    assert lane.name.mark == "(U)"
    assert lane.name.notes


def test_the_days_of_slip_have_a_head_only_where_there_are_any(sample: Store) -> None:
    assert part(brief_of(sample, "dicas-2024-06-09"), "repairs").slip_head == ""
    with sample.read() as db:
        repair = db.execute("SELECT id FROM repair_schedules WHERE slug = 'rep-new-orleans-2024'").scalar()
    with sample.write("Change") as step:
        step.update("repair_schedules", repair, {"planned_end": "2024-08-20", "planned_end_precision": "day",
                                                 "forecast_end": "2024-08-26", "status": "in_progress"})  # fmt: skip
    assert part(brief_of(sample, "dicas-2024-06-09"), "repairs").slip_head == "Slip"
    assert part(brief_of(sample, "dicas-2024-06-09", language="ja"), "repairs").slip_head == "遅れ"
