from datetime import date

import pytest

from dicas_desktop.planning.spans import BOUND_DAYS, Span, edge, live, shape_of, span_of


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_day_is_exact() -> None:
    assert edge("2024-07-28", "day") == (day("2024-07-28"), None)
    assert edge("2024-07-28", None) == (day("2024-07-28"), None)


@pytest.mark.parametrize(
    ("stored", "precision", "first", "last"),
    [
        ("2019-04-01", "month", "2019-04-01", "2019-04-30"),
        ("2024-02-29", "month", "2024-02-01", "2024-02-29"),
        ("2024-12-31", "month", "2024-12-01", "2024-12-31"),
        ("2019-12-31", "year", "2019-01-01", "2019-12-31"),
    ],
)
def test_a_month_or_year_is_soft_over_the_whole_period(stored: str, precision: str, first: str, last: str) -> None:
    assert edge(stored, precision) == (day(stored), (day(first), day(last)))


def test_by_fades_before_its_day_and_from_after_it() -> None:
    at = day("2024-09-30")
    assert edge("2024-09-30", "by") == (at, (at - BOUND_DAYS, at))
    assert edge("2024-09-30", "from") == (at, (at, at + BOUND_DAYS))


def test_a_span_reaches_over_all_days_on_which_its_ends_may_fall() -> None:
    span = span_of("2024-01-31", "by", "2024-06-01", "from")
    assert span is not None
    assert span.start == day("2024-01-31") - BOUND_DAYS
    assert span.end == day("2024-06-01") + BOUND_DAYS


def test_without_any_date_there_is_no_span() -> None:
    assert span_of(None, None, None, None) is None
    assert live(None, None, None) is None
    with pytest.raises(ValueError, match="no shape"):
        shape_of(Span())


def test_a_fact_goes_before_a_forecast_and_a_forecast_before_the_plan() -> None:
    plan, forecast, fact = Span(10, 20), Span(12, 25), Span(14)
    assert live(plan, forecast, fact) == Span(14, 25)
    assert live(plan, forecast, None) == Span(12, 25)
    assert live(plan, None, fact) == Span(14, 20)
    assert live(plan, Span(None, 30), None) == Span(10, 30)


def test_the_softness_of_an_edge_goes_with_it() -> None:
    assert live(Span(10, 20, (10, 15), (15, 20)), Span(12), None) == Span(12, 20, None, (15, 20))


def test_an_open_end_is_drawn_no_further_than_something_is_known() -> None:
    shape = shape_of(Span(100))
    assert (shape.first, shape.last) == (100, 100)
    assert shape.open_end
    assert not shape.open_start
    assert shape_of(Span(100, None, (90, 120))).last == 120


def test_an_open_end_runs_on_to_today_while_work_is_under_way() -> None:
    assert shape_of(Span(100), under_way_on=500).last == 500
    assert shape_of(Span(100), under_way_on=50).last == 100


def test_an_open_start_reaches_back_to_today_while_work_is_under_way() -> None:
    shape = shape_of(Span(None, 100, None, (70, 100)))
    assert (shape.first, shape.last, shape.open_start) == (70, 100, True)
    assert shape.fade_out == (70, 100)
    assert shape_of(Span(None, 900), under_way_on=500).first == 500
    assert shape_of(Span(None, 900), under_way_on=1000).first == 900


def test_a_span_that_runs_backwards_still_has_a_day() -> None:
    assert shape_of(Span(100, 90)).last == 100
