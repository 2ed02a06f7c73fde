"""Durations: every way of writing one, every refusal, and properties over all of them."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dicas_desktop.domain.durations import DAY, read_duration, show_duration
from dicas_desktop.domain.problems import UserProblem


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90m", 90),
        ("90 min", 90),
        ("90 minutes", 90),
        ("1.5h", 90),
        ("1,5 h", 90),
        ("0.1h", 6),
        ("2h", 120),
        ("2 hours", 120),
        ("1:30", 90),
        ("0:05", 5),
        ("24:00", 1440),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 h 30 min", 90),
        ("1H30M", 90),
        ("  45  ", 45),
        ("90分", 90),
        ("1時間30分", 90),
        ("2時間", 120),
        ("１：３０", 90),  # full-width, as a Japanese keyboard gives it
        ("1440", 1440),
        ("1,440", 1440),  # as a table shows it
    ],
)
def test_every_way_of_writing_a_duration_gives_its_minutes(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "“” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("soon", "“soon” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("1:3", "“1:3” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("90 days", "“90 days” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("1.5", "“1.5” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("--5", "“--5” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("9999999", "“9999999” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("-30", "“-30” is negative: a duration is longer than nothing."),
        ("-1:30", "“-1:30” is negative: a duration is longer than nothing."),
        ("−1.5h", "“−1.5h” is negative: a duration is longer than nothing."),
        ("0", "“0” is no time at all: a duration is longer than nothing."),
        ("0:00", "“0:00” is no time at all: a duration is longer than nothing."),
        ("0h", "“0h” is no time at all: a duration is longer than nothing."),
        ("1441", "“1441” is longer than 24 hours: divide it over several days."),
        ("24:01", "“24:01” is longer than 24 hours: divide it over several days."),
        ("25h", "“25h” is longer than 24 hours: divide it over several days."),
        ("1:60", "“1:60” has more than 59 minutes beside its hours."),
        ("1h75", "“1h75” has more than 59 minutes beside its hours."),
        ("0.33h", "“0.33h” is not a number of whole minutes."),
    ],
)
def test_what_is_no_duration_is_refused_with_its_own_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UserProblem) as caught:
        read_duration(text)
    assert str(caught.value) == sentence


def test_a_duration_is_shown_in_hours_and_minutes() -> None:
    assert [show_duration(n) for n in (0, 45, 60, 90, 1440)] == ["0 min", "45 min", "1 h", "1 h 30 min", "24 h"]


@given(st.integers(1, DAY))
def test_what_is_shown_is_read_again_as_the_same(minutes: int) -> None:
    assert read_duration(show_duration(minutes)) == minutes


@given(st.integers(1, DAY), st.sampled_from(["{n}", "{n}m", "{n} min", "{h}:{m:02}", "{h}h{m:02}", "{h} h {m} min"]))
def test_all_ways_of_writing_the_same_time_agree(minutes: int, pattern: str) -> None:
    text = pattern.format(n=minutes, h=minutes // 60, m=minutes % 60)
    assert read_duration(text) == minutes


@given(st.decimals(min_value=0, max_value=30, places=3, allow_nan=False))
def test_decimal_hours_are_exact_or_refused(hours: object) -> None:
    exact = Fraction(str(hours)) * 60
    if exact.denominator == 1 and 0 < exact <= DAY:
        assert read_duration(f"{hours}h") == exact
    else:
        with pytest.raises(UserProblem):
            read_duration(f"{hours}h")


@given(st.text(max_size=12))
def test_any_text_gives_minutes_within_a_day_or_a_sentence(text: str) -> None:
    with suppress(UserProblem):
        assert 0 < read_duration(text) <= DAY


@given(st.integers(1, DAY), st.sampled_from(["-", "- ", "\N{MINUS SIGN}"]))
def test_a_negative_duration_is_always_called_so(minutes: int, sign: str) -> None:
    assume(minutes)
    with pytest.raises(UserProblem, match="is negative"):
        read_duration(f"{sign}{minutes}")
