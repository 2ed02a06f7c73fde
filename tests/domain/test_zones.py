"""Zones of the places of the record."""

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.zones import zone_named, zone_of


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


@pytest.mark.parametrize("name", ["Tokyo", "Asia/Nowhere", "", "../etc/passwd", "Asia"])
def test_a_zone_that_does_not_exist_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UserProblem, match="is not a time zone; write it as Asia/Tokyo"):
        zone_named(name)
