"""How far away an event is, in figures and in words."""

from datetime import date

import pytest

from dicas_desktop.domain.countdown import Countdown, countdown
from tests.make import TODAY

CASES = [
    (("2024-07-28", "2024-07-28", "day"), "13 d", "in 13 d"),
    (("2024-07-15", None, "day"), "0 d", "today"),
    (("2024-07-14", "2024-07-16", "day"), "now", "under way"),
    (("2024-07-14", "2024-07-15", ""), "now", "under way"),
    (("2024-07-12", "2024-07-13", "day"), "2 d ago", "2 d ago"),
    (("2024-08-01", "2024-08-31", "month"), "≥ 17 d", "in 17 d or more"),
    (("2024-08-31", None, "month"), "≥ 17 d", "in 17 d or more"),
    (("2024-07-01", None, "month"), "≤ 16 d", "within 16 d"),
    (("2024-06-30", None, "month"), "15 d ago", "15 d ago"),
    (("2024-01-01", None, "year"), "≤ 169 d", "within 169 d"),
    (("2024-07-28", None, "by"), "≤ 13 d", "within 13 d"),
    (("2024-07-28", None, "from"), "≥ 13 d", "in 13 d or more"),
    (("2024-07-01", None, "from"), "≥ 0 d", "in 0 d or more"),
]


@pytest.mark.parametrize(("dates", "figure", "words"), CASES)
def test_days_are_told_no_more_exactly_than_the_date_is_known(
    dates: tuple[str, str | None, str], figure: str, words: str
) -> None:
    left = countdown(*dates, TODAY)
    assert (left.figure, left.words) == (figure, words)


def test_the_last_day_of_a_month_is_within_it_and_the_next_day_is_not() -> None:
    assert countdown("2024-02-01", None, "month", date(2024, 2, 29)) == Countdown(0, "≤")
    assert countdown("2024-02-01", None, "month", date(2024, 3, 1)) == Countdown(-1)
