"""Times of meetings in both capitals, and at changes of clocks, where some do not exist and some come twice."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain import clocks
from dicas_desktop.domain.clocks import BEGIN, END, WhichTime, in_both_capitals, moment_of, question, settled, told
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import FieldProblem, UserProblem

NEW_YORK = "America/New_York"
TWICE = {"start_date": "2024-11-03", "date_precision": "day", "start_time": "01:30", "time_zone": NEW_YORK}
ZONES = [NEW_YORK, "America/Chicago", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Tokyo",
         "Pacific/Honolulu", "America/St_Johns", "Europe/Dublin"]  # fmt: skip
MINUTES = st.integers(0, 2_208_960 + 525_600).map(lambda n: datetime(2020, 1, 1) + timedelta(minutes=n))  # noqa: DTZ001 - local times


def shown(moment: datetime, own: datetime) -> str:
    return f"{show_date(moment.date().isoformat(), weekday=True, today=own.date())}, "


@pytest.mark.parametrize(
    ("days", "times", "zone", "lines"),
    [
        (("2024-06-11", None), ("09:30", "12:00"), "Asia/Tokyo", ["09:30–12:00 JST", "Mon 10 Jun, 20:30–23:00 EDT"]),
        (("2024-12-10", None), ("09:00", None), "Asia/Tokyo", ["09:00 JST", "Mon 9 Dec, 19:00 EST"]),
        (("2024-04-10", None), ("20:00", None), NEW_YORK, ["20:00 EDT", "Thu 11 Apr, 09:00 JST"]),
        (("2024-10-07", None), ("14:00", None), "Pacific/Honolulu",
         ["14:00 HST", "Tue 8 Oct, 09:00 JST", "Mon 7 Oct, 20:00 EDT"]),
        (("2025-05-31", None), ("09:00", None), "Asia/Singapore",
         ["09:00 UTC+8", "Sat 31 May, 10:00 JST", "Fri 30 May, 21:00 EDT"]),
        (("2024-06-11", None), ("09:00", None), "Asia/Kathmandu",
         ["09:00 UTC+5:45", "Tue 11 Jun, 12:15 JST", "Mon 10 Jun, 23:15 EDT"]),
        (("2024-06-11", None), ("09:00", None), "Asia/Seoul", ["09:00 KST", "Mon 10 Jun, 20:00 EDT"]),
        # it ends on the next day there, on the last of its own days, or in another year
        (("2024-06-11", None), ("11:00", "14:00"), "Asia/Tokyo",
         ["11:00–14:00 JST", "Mon 10 Jun, 22:00–Tue 11 Jun, 01:00 EDT"]),
        (("2024-06-11", "2024-06-12"), ("09:30", "12:00"), "Asia/Tokyo",
         ["09:30–12:00 JST", "Mon 10 Jun, 20:30–Tue 11 Jun, 23:00 EDT"]),
        (("2025-01-01", None), ("08:00", None), "Asia/Tokyo", ["08:00 JST", "Tue 31 Dec 2024, 18:00 EST"]),
        # the hours around the American clock changes
        (("2024-03-10", None), ("15:59", None), "Asia/Tokyo", ["15:59 JST", "Sun 10 Mar, 01:59 EST"]),
        (("2024-03-10", None), ("16:00", None), "Asia/Tokyo", ["16:00 JST", "Sun 10 Mar, 03:00 EDT"]),
        (("2024-11-03", None), ("14:30", "15:30"), "Asia/Tokyo",
         ["14:30–15:30 JST", "Sun 3 Nov, 01:30 EDT–01:30 EST"]),
        (("2024-11-03", None), ("01:30", "01:30"), f"{NEW_YORK} EDT EST",
         ["01:30 EDT–01:30 EST", "Sun 3 Nov, 14:30–15:30 JST"]),
        (("2024-11-03", None), ("01:30", None), f"{NEW_YORK} EST -", ["01:30 EST", "Sun 3 Nov, 15:30 JST"]),
    ],
)  # fmt: skip
def test_a_meeting_is_told_on_its_own_clock_and_on_those_of_the_capitals(
    days: tuple[str, str | None], times: tuple[str, str | None], zone: str, lines: list[str]
) -> None:
    assert list(told(days, times, zone, shown)) == lines


@pytest.mark.parametrize(
    ("moment", "today", "words"),
    [
        (datetime(2024, 7, 15, 5, 3, tzinfo=UTC), date(2024, 7, 15), "15 Jul 14:03 JST / 01:03 EDT"),
        (datetime(2024, 7, 15, 0, 14, tzinfo=UTC), date(2024, 7, 15), "15 Jul 09:14 JST / 14 Jul 20:14 EDT"),
        (datetime(2024, 7, 15, 0, 14, tzinfo=UTC), None, "15 Jul 2024 09:14 JST / 14 Jul 20:14 EDT"),
        (datetime(2024, 12, 31, 15, 30, tzinfo=UTC), date(2025, 1, 1), "1 Jan 00:30 JST / 31 Dec 2024 10:30 EST"),
    ],
)
def test_a_moment_is_told_in_both_capitals_with_the_day_that_differs(
    moment: datetime, today: date | None, words: str
) -> None:
    assert in_both_capitals(moment, today) == words


def asked(day: str, time: str, zone: str, which: int = BEGIN) -> WhichTime:
    found = question("start_time", "Begins at", day, time, zone, which)
    assert found is not None
    return found


def test_a_time_that_the_clock_skips_asks_which_one_is_meant() -> None:
    found = asked("2024-03-10", "02:30", NEW_YORK)
    assert str(found) == (
        "Begins at: 02:30 on Sun 10 Mar 2024 does not exist in America/New_York, where the clock goes forward: "
        "write 01:30 (EST) or 03:30 (EDT)."
    )
    assert [(choice.text, choice.moment.astimezone(UTC)) for choice in found.choices] == [
        ("01:30", datetime(2024, 3, 10, 6, 30, tzinfo=UTC)),
        ("03:30", datetime(2024, 3, 10, 7, 30, tzinfo=UTC)),
    ]


def test_a_time_that_comes_twice_asks_which_one_is_meant() -> None:
    found = asked("2024-11-03", "01:30", NEW_YORK)
    assert str(found) == (
        "Begins at: 01:30 on Sun 3 Nov 2024 comes twice in America/New_York, where the clock goes back: "
        "write 01:30 EDT for the first or 01:30 EST for the second."
    )
    assert [(choice.text, choice.moment.astimezone(UTC)) for choice in found.choices] == [
        ("01:30 EDT", datetime(2024, 11, 3, 5, 30, tzinfo=UTC)),
        ("01:30 EST", datetime(2024, 11, 3, 6, 30, tzinfo=UTC)),
    ]


def test_where_both_clocks_bear_one_name_they_are_told_by_their_distance_from_utc() -> None:
    found = asked("2015-08-14", "23:45", "Asia/Pyongyang")  # KST before and KST after
    assert [choice.text for choice in found.choices] == ["23:45 UTC+9", "23:45 UTC+8:30"]
    assert question("start_time", "", "2015-08-14", "23:45", "Asia/Pyongyang UTC+9 -", BEGIN) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1:30 est", "01:30 EST"), ("0130 EDT", "01:30 EDT"), ("9:30 pm", "21:30"), ("9:30 pm JST", "21:30 JST"),
     ("01:30 UTC-5", "01:30 UTC-5"), ("9時30分", "09:30")],
)  # fmt: skip
def test_a_typed_time_may_say_which_one_is_meant(typed: str, kept: str) -> None:
    assert clocks.read_clock(typed) == kept


@pytest.mark.parametrize("typed", ["25:00 EST", "now EST", "EST", "01:30 EASTERN TIME"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UserProblem):
        clocks.read_clock(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Asia/Tokyo", "Asia/Tokyo"), (f"{NEW_YORK} EDT EST", f"{NEW_YORK} EDT EST"),
     (f"{NEW_YORK}  EST  -", f"{NEW_YORK} EST -"), (f"{NEW_YORK} - -", NEW_YORK)],
)  # fmt: skip
def test_a_zone_is_read_back_as_it_is_kept(typed: str, kept: str) -> None:
    assert clocks.read_zone(typed) == kept


@pytest.mark.parametrize("typed", ["Asia/Nowhere EST EST", "Asia/Tokyo EST", "Asia/Tokyo x y"])
def test_a_zone_with_words_that_mean_nothing_is_refused(typed: str) -> None:
    with pytest.raises(UserProblem, match="is not a time zone"):
        clocks.read_zone(typed)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("01:30 EDT", f"{NEW_YORK} EDT -"), ("01:30 EST", f"{NEW_YORK} EST -"), ("01:30 UTC-5", f"{NEW_YORK} EST -")],
)
def test_the_word_goes_from_the_time_to_the_zone(typed: str, zone: str) -> None:
    assert settled({}, {**TWICE, "start_time": typed}) == {"start_time": "01:30", "time_zone": zone}


def test_a_word_that_is_needed_no_more_goes_when_the_day_moves_and_stays_when_it_is_still_needed() -> None:
    before = {**TWICE, "time_zone": f"{NEW_YORK} EST -"}
    assert settled(before, {"start_date": "2024-11-04"}) == {"time_zone": NEW_YORK}
    assert settled(before, {"start_date": "2025-11-02"}) == {}
    assert settled(before, {"time_zone": NEW_YORK}) == {"time_zone": f"{NEW_YORK} EST -"}
    assert settled(before, {"time_zone": "Asia/Tokyo"}) == {}
    assert settled(before, {"title": "Example"}) == {}
    assert settled(before, {"start_time": "01:45"}) == {"time_zone": NEW_YORK}


def test_beginning_and_end_have_a_word_each() -> None:
    both = settled({}, {**TWICE, "start_time": "01:10 EDT", "end_time": "01:50 EST"})
    assert both == {"start_time": "01:10", "end_time": "01:50", "time_zone": f"{NEW_YORK} EDT EST"}
    begin = moment_of("2024-11-03", "01:10", both["time_zone"], BEGIN)
    end = moment_of("2024-11-03", "01:50", both["time_zone"], END)
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(minutes=100)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"start_time": "09:30 EST", "start_date": "2024-07-03"},
         "Begins at: '09:30 EST': on Wed 3 Jul 2024 the clock of America/New_York is called EDT; write 09:30"),
        ({"start_time": "01:30 JST"},
         "Begins at: '01:30 JST': on Sun 3 Nov 2024 the clock of America/New_York is called EDT and then EST"),
        ({"start_time": "09:30 EST", "date_precision": "month"},
         "Begins at: '09:30 EST' needs the day of the meeting; write 09:30"),
        ({"start_time": "09:30 EST", "start_date": None},
         "Begins at: '09:30 EST' needs the day of the meeting; write 09:30"),
    ],
)  # fmt: skip
def test_a_word_that_the_clock_does_not_bear_is_refused(values: dict[str, str | None], sentence: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        settled({}, {**TWICE, **values})
    assert str(refused.value) == sentence


@given(MINUTES, st.sampled_from(ZONES))
def test_every_local_time_is_one_moment_or_asks_and_each_answer_comes_back_to_the_same_clock(
    local: datetime, zone: str
) -> None:
    day, time = f"{local:%Y-%m-%d}", f"{local:%H:%M}"
    found = question("start_time", "Begins at", day, time, zone, BEGIN)
    moments = _by_walking(local, zone)
    if len(moments) == 1:
        assert found is None
        assert moment_of(day, time, zone).astimezone(UTC) == moments[0]
        return
    assert found is not None
    values = {"start_date": day, "start_time": time, "time_zone": zone}
    for number, choice in enumerate(found.choices):
        answered = {**values, "start_time": choice.text}
        answered |= settled({}, answered)
        assert question("start_time", "Begins at", day, answered["start_time"], answered["time_zone"], BEGIN) is None
        back = moment_of(day, answered["start_time"], answered["time_zone"])
        assert back.astimezone(UTC) == choice.moment.astimezone(UTC)
        assert f"{back.astimezone(UTC).astimezone(ZoneInfo(zone)):%H:%M}" == answered["start_time"]
        assert not moments or back.astimezone(UTC) == moments[number]


def _by_walking(local: datetime, zone: str) -> list[datetime]:
    """All moments at which the clock of the zone shows this time, found by looking at each quarter of an hour."""
    guess = local.replace(tzinfo=UTC)
    around = (guess + timedelta(minutes=15 * n) for n in range(-60, 61))
    return [moment for moment in around if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local]


@given(st.sampled_from(ZONES), st.integers(2020, 2029), st.data())
def test_the_nights_of_changes_are_among_what_is_tried(zone: str, year: int, data: st.DataObject) -> None:
    days = _changes(zone, year)
    if not days:
        return
    day = data.draw(st.sampled_from(days))
    minute = data.draw(st.integers(0, 1439))
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - a local time
    asks = question("start_time", "Begins at", f"{local:%Y-%m-%d}", f"{local:%H:%M}", zone, BEGIN) is not None
    assert asks == (len(_by_walking(local, zone)) != 1)


def _changes(zone: str, year: int) -> list[date]:
    place, day, found = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC), []
    while day.year == year:
        following = day + timedelta(days=1)
        if day.astimezone(place).utcoffset() != following.astimezone(place).utcoffset():
            found += [day.date(), following.date()]
        day = following
    return found
