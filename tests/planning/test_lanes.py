from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.planning.clashes import clash_of, mark
from dicas_desktop.planning.lanes import (
    Bar,
    EventLine,
    Job,
    Kind,
    Plan,
    Point,
    around,
    arrange,
    done_until,
    lane_of_bars,
    lane_of_points,
    plan_of,
    settle,
    slip,
    slip_is_exact,
)
from dicas_desktop.planning.spans import Span

TODAY = 1000


def bar(
    number: int = 1,
    baseline: Span | None = None,
    forecast: Span | None = None,
    actual: Span | None = None,
    *,
    state: str = "planned",
    progress: int | None = None,
    dock: str = "",
) -> Bar:
    made = Bar("repair_schedules", number, f"RS-{number:04}", "Example ship", baseline, forecast, actual, progress,
               state, dock)  # fmt: skip
    settle(made, TODAY)
    return made


def point(number: int, day: int) -> Point:
    return Point("meetings", number, f"M-{number:04}", f"Meeting {number}", day, day, Kind.MEETING, filled=True)


spans = st.tuples(st.integers(0, 3000), st.integers(0, 400)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=40))
def test_bars_of_a_row_stand_apart_and_in_order(given_spans: list[Span]) -> None:
    lane = lane_of_bars("key", "Example ship", "", [bar(n, span) for n, span in enumerate(given_spans)])
    assert sum(len(row.bars) for row in lane.rows) == len(given_spans)
    for row in lane.rows:
        assert list(row.starts) == sorted(row.starts)
        assert all(end < start for end, start in zip(row.ends, row.starts[1:], strict=False))


@given(spans, spans)
def test_slip_is_the_distance_between_forecast_and_baseline_end(plan: Span, forecast: Span) -> None:
    assert plan.end is not None
    assert forecast.end is not None
    assert slip(bar(1, plan, forecast), TODAY) == forecast.end - plan.end


@given(spans, spans, spans)
def test_a_fact_decides_the_slip_whatever_was_forecast(plan: Span, forecast: Span, fact: Span) -> None:
    assert slip(bar(1, plan, forecast, fact), TODAY) == (fact.end or 0) - (plan.end or 0)


def test_work_under_way_past_its_baseline_slips_day_by_day() -> None:
    late = bar(1, Span(900, 990), actual=Span(905), state="in_progress")
    assert slip(late, TODAY) == 10
    assert slip(bar(1, Span(900, 1010), state="in_progress"), TODAY) == 0
    assert slip(bar(1, Span(900, 980), Span(900, 990), state="in_progress"), TODAY) == 20
    assert slip(bar(1, Span(900, 980), Span(900, 1030), state="in_progress"), TODAY) == 50


def test_late_work_under_way_keeps_its_row_up_to_today() -> None:
    late = bar(1, Span(900, 980), actual=Span(900), state="in_progress")
    following = bar(2, Span(990, 995))
    assert (late.last, late.reach) == (980, TODAY)
    lane = lane_of_bars("key", "Example ship", "", [late, following])
    assert [item.row for item in lane.bars] == [0, 1]
    assert bar(3, Span(900, 980)).reach == 980


def test_nothing_is_said_about_slip_without_a_baseline_end_or_when_the_outcome_is_not_recorded() -> None:
    assert slip(bar(1, None, Span(1, 5)), TODAY) is None
    assert slip(bar(1, Span(1), Span(1, 5)), TODAY) is None
    assert slip(bar(1, Span(1, 5), state="unknown"), TODAY) is None


def test_slip_is_exact_only_if_both_ends_are_known_to_the_day() -> None:
    soft = Span(1, 31, None, (1, 31))
    assert slip_is_exact(bar(1, Span(1, 10), Span(1, 20)))
    assert not slip_is_exact(bar(1, soft, Span(1, 40)))
    assert not slip_is_exact(bar(1, Span(1, 10), soft))


def test_done_is_all_of_a_completed_bar_the_stated_share_of_one_under_way_and_nothing_of_a_planned_one() -> None:
    assert done_until(bar(1, Span(0, 9), actual=Span(0, 9), state="completed"), TODAY) == 10
    assert done_until(bar(1, Span(0, 9), actual=Span(0), state="in_progress", progress=40), TODAY) == 4
    assert done_until(bar(1, Span(5, 9)), TODAY) == 5


def test_without_a_stated_share_work_under_way_is_dark_up_to_today() -> None:
    assert done_until(bar(1, Span(900, 1100), actual=Span(900), state="in_progress"), TODAY) == TODAY + 0.5
    assert done_until(bar(1, actual=Span(900), state="unknown"), TODAY) == 900


def test_a_bar_without_any_date_is_not_settled() -> None:
    assert not settle(bar(1), TODAY)


def test_lanes_are_grouped_by_facility_and_platform_with_current_work_first() -> None:
    jobs = [
        Job(bar(1, Span(10, 20)), "Yard A", "Ship one", "SRA"),
        Job(bar(2, Span(30, 40)), "Yard A", "Ship one", "Docking"),
        Job(bar(3, Span(990, 1010)), "Yard B", "Ship two", "SRA"),
        Job(bar(4, Span(5, 6)), "Yard B", "Another ship", "SRA"),
        Job(bar(5, Span(5, 6)), "", "Ship three", ""),
        Job(None, "Yard A", "Ship without dates", "SRA"),
    ]
    lanes = arrange(jobs, TODAY)
    assert [(lane.title, lane.second) for lane in lanes] == [
        ("Ship two", "SRA · Yard B"),
        ("Another ship", "SRA · Yard B"),
        ("Ship one", "SRA, Docking · Yard A"),
        ("Ship without dates", "SRA · Yard A"),
        ("Ship three", ""),
    ]
    assert len(lanes[2].bars) == 2
    assert lanes[3].bars == ()


def test_a_heading_stands_once_above_the_lanes_of_each_facility() -> None:
    jobs = [
        Job(bar(1, Span(990, 1010)), "Yard A", "Ship one", "SRA"),
        Job(bar(2, Span(10, 20)), "Yard A", "Ship two", "SRA"),
        Job(bar(3, Span(10, 20)), "", "Ship three", ""),
    ]
    lanes = arrange(jobs, TODAY, headed=True)
    assert [(lane.title, lane.second, lane.heading) for lane in lanes] == [
        ("Yard A", "", True),
        ("Ship one", "SRA", False),
        ("Ship two", "SRA", False),
        ("Facility not recorded", "", True),
        ("Ship three", "", False),
    ]


@given(st.lists(spans, max_size=30), st.integers(-50, 3500), st.integers(0, 500))
def test_a_lane_tells_what_lies_around_a_window_only_if_the_window_shows_nothing_of_it(
    given_spans: list[Span], first: int, length: int
) -> None:
    lane = lane_of_bars("key", "Example ship", "", [bar(n, span) for n, span in enumerate(given_spans)])
    last = first + length
    before, after = around(lane, first, last)
    if any(item.first <= last and item.last >= first for item in lane.bars):
        assert (before, after) == (None, None)
    else:
        assert before == max((item.last for item in lane.bars if item.last < first), default=None)
        assert after == min((item.first for item in lane.bars if item.first > last), default=None)


def test_points_tell_what_lies_around_a_window_too() -> None:
    lane = lane_of_points("meetings", "Meetings", [point(1, 10), point(2, 40)])
    assert around(lane, 20, 30) == (10, 40)
    assert around(lane, 20, 40) == (None, None)
    assert around(lane, 50, 60) == (40, None)
    assert around(lane_of_points("meetings", "Meetings", []), 50, 60) == (None, None)


def test_a_plan_numbers_its_lanes_finds_its_items_and_knows_its_bounds() -> None:
    lanes = [
        lane_of_points("meetings", "Meetings", [point(2, 1500), point(1, 1200)]),
        lane_of_bars("a", "Ship", "", [bar(7, Span(50, 60))]),
    ]
    plan = plan_of(lanes, [EventLine(9, "2+2"), EventLine(3, "2+2")], TODAY)
    found = plan.find("repair_schedules", 7)
    assert found is not None
    assert found.lane == 1
    assert plan.find("meetings", 99) is None
    assert (plan.first, plan.last) == (50, 1500)
    assert [p.id for p in plan.lanes[0].points] == [1, 2]
    assert [event.day for event in plan.events] == [3, 9]


def test_an_empty_plan_is_bounded_by_today() -> None:
    plan = plan_of([], [], TODAY)
    assert (plan.first, plan.last, plan.lanes) == (TODAY, TODAY, ())
    assert Plan().find("meetings", 1) is None


@given(spans, spans)
def test_two_spans_in_one_dock_clash_exactly_if_they_share_a_day(one: Span, other: Span) -> None:
    shared = range(max(one.start or 0, other.start or 0), min(one.end or 0, other.end or 0) + 1)
    assert clash_of(one, other) == bool(shared)
    assert clash_of(other, one) == clash_of(one, other)


def test_turnaround_days_keep_a_dock_busy() -> None:
    assert not clash_of(Span(1, 10), Span(11, 20))
    assert clash_of(Span(1, 10), Span(11, 20), turnaround=1)


def test_what_has_no_end_cannot_be_told_to_clash() -> None:
    assert not clash_of(Span(1), Span(2, 3))


def test_the_later_bar_of_a_dock_carries_the_clash_with_the_day_until_which_it_is_taken() -> None:
    first, second, third = (
        bar(1, Span(1, 50), dock="Dock 4"),
        bar(2, Span(5, 9), dock="Dock 4"),
        bar(3, Span(20, 60), dock="Dock 4"),
    )
    elsewhere = bar(4, Span(1, 50), dock="Dock 5")
    assert mark([third, elsewhere, second, first]) == 2
    assert first.clash is None
    assert elsewhere.clash is None
    assert second.clash is not None
    assert (second.clash.other, second.clash.until) == (first, 50)
    assert third.clash is not None
    assert third.clash.other is first


def test_places_without_a_dock_of_their_own_and_cancelled_work_do_not_clash() -> None:
    assert mark([bar(1, Span(1, 50)), bar(2, Span(1, 50))]) == 0
    assert mark([bar(1, Span(1, 50), dock="D"), bar(2, Span(1, 50), dock="D", state="cancelled")]) == 0
