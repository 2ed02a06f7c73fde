"""Clocks of Tokyo, Washington, Honolulu and Singapore, the edges of daylight saving time among them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.zones import both_zones, local_to_utc, zone_named, zone_of


@pytest.mark.parametrize(
    ("country", "city", "zone"),
    [
        ("JP", "Tokyo", "Asia/Tokyo"),
        ("JP", "Toyoyama", "Asia/Tokyo"),
        ("JP", "", "Asia/Tokyo"),
        ("US", "Washington", "America/New_York"),
        ("US", "Washington, D.C.", "America/New_York"),
        ("US", "Camp David", "America/New_York"),
        ("US", "Honolulu", "Pacific/Honolulu"),
        ("US", "Hawaii", "Pacific/Honolulu"),
        ("US", "Tucson", "America/Phoenix"),
        ("US", "Huntsville", "America/Chicago"),
        ("SG", "Singapore", "Asia/Singapore"),
        ("KR", "", "Asia/Seoul"),
        ("AU", "Canberra", "Australia/Sydney"),
    ],
)
def test_a_place_of_the_record_has_its_zone(country: str, city: str, zone: str) -> None:
    assert zone_of(country, city) == zone
    assert zone_named(zone).key == zone


@pytest.mark.parametrize(("country", "city"), [("US", ""), ("US", "Springfield"), ("", ""), ("", "Tokyo"), ("AU", "")])
def test_a_place_that_does_not_settle_the_zone_has_none(country: str, city: str) -> None:
    assert zone_of(country, city) is None


@pytest.mark.parametrize(
    ("day", "time", "zone", "shown"),
    [
        ("2024-06-11", "09:30", "Asia/Tokyo", "Tue 11 Jun 2024, 09:30 JST (Mon 20:30 EDT)"),
        ("2024-12-10", "09:00", "Asia/Tokyo", "Tue 10 Dec 2024, 09:00 JST (Mon 19:00 EST)"),
        ("2024-06-11", "20:00", "Asia/Tokyo", "Tue 11 Jun 2024, 20:00 JST (07:00 EDT)"),
        ("2024-04-10", "10:00", "America/New_York", "Wed 10 Apr 2024, 10:00 EDT (23:00 JST)"),
        ("2024-04-10", "20:00", "America/New_York", "Wed 10 Apr 2024, 20:00 EDT (Thu 09:00 JST)"),
        ("2024-10-07", "14:00", "Pacific/Honolulu", "Mon 7 Oct 2024, 14:00 HST (20:00 EDT, Tue 09:00 JST)"),
        ("2025-05-31", "09:00", "Asia/Singapore", "Sat 31 May 2025, 09:00 UTC+8 (Fri 21:00 EDT, 10:00 JST)"),
        ("2024-06-11", "09:00", "Asia/Kolkata", "Tue 11 Jun 2024, 09:00 IST (Mon 23:30 EDT, 12:30 JST)"),
        ("2024-06-11", "09:00", "Asia/Kathmandu", "Tue 11 Jun 2024, 09:00 UTC+5:45 (Mon 23:15 EDT, 12:15 JST)"),
        ("2024-06-11", "09:00", "Asia/Seoul", "Tue 11 Jun 2024, 09:00 KST (Mon 20:00 EDT)"),
        # the hours around the American clock changes
        ("2024-03-10", "15:59", "Asia/Tokyo", "Sun 10 Mar 2024, 15:59 JST (01:59 EST)"),
        ("2024-03-10", "16:00", "Asia/Tokyo", "Sun 10 Mar 2024, 16:00 JST (03:00 EDT)"),
        ("2024-11-03", "14:30", "Asia/Tokyo", "Sun 3 Nov 2024, 14:30 JST (01:30 EDT)"),
        ("2024-11-03", "15:30", "Asia/Tokyo", "Sun 3 Nov 2024, 15:30 JST (01:30 EST)"),
    ],
)
def test_a_meeting_is_shown_on_the_clocks_of_both_capitals(day: str, time: str, zone: str, shown: str) -> None:
    assert both_zones(day, time, zone) == shown


def test_a_time_or_a_zone_that_is_not_recorded_is_said_so() -> None:
    assert both_zones("2024-06-11", None, "Asia/Tokyo") == "Tue 11 Jun 2024, time not recorded"
    assert both_zones("2024-06-11", "", None) == "Tue 11 Jun 2024, time not recorded"
    assert both_zones("2024-06-11", "09:30", None) == "Tue 11 Jun 2024, 09:30 (zone not recorded)"


@pytest.mark.parametrize("name", ["Tokyo", "Asia/Nowhere", "", "../etc/passwd", "Asia"])
def test_a_zone_that_does_not_exist_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UserProblem, match="is not a time zone; write it as Asia/Tokyo"):
        zone_named(name)


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(UserProblem, match="02:30 on 2024-03-10 does not exist in America/New_York"):
        local_to_utc("2024-03-10", "02:30", "America/New_York")
    assert local_to_utc("2024-03-10", "03:00", "America/New_York") == datetime(2024, 3, 10, 7, tzinfo=UTC)
    assert local_to_utc("2024-03-10", "01:59", "America/New_York") == datetime(2024, 3, 10, 6, 59, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_refused_until_it_is_said_which() -> None:
    with pytest.raises(UserProblem, match=r"comes twice in America/New_York, .* whether EDT or EST is meant"):
        local_to_utc("2024-11-03", "01:30", "America/New_York")
    assert local_to_utc("2024-11-03", "01:30", "America/New_York", fold=0) == datetime(2024, 11, 3, 5, 30, tzinfo=UTC)
    assert local_to_utc("2024-11-03", "01:30", "America/New_York", fold=1) == datetime(2024, 11, 3, 6, 30, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2040, 1, 1)))  # noqa: DTZ001 - local times
def test_tokyo_and_honolulu_have_no_gap_and_no_double_hour(local: datetime) -> None:
    day, time = f"{local:%Y-%m-%d}", f"{local:%H:%M}"
    tokyo = local_to_utc(day, time, "Asia/Tokyo")
    honolulu = local_to_utc(day, time, "Pacific/Honolulu")
    assert (honolulu - tokyo).total_seconds() == 19 * 3600
