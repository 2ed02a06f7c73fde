"""Which post was held on a day, on plain rows."""

from typing import Any

import pytest

from dicas_desktop.domain.posts import post_on

NOBODY = {"title": None, "from_date": None, "to_date": None}


def held(title: str, begin: str | None = None, end: str | None = None, number: int = 1) -> dict[str, Any]:
    return {"id": number, "title": title, "from_date": begin, "to_date": end}


FIRST = held("First post", "2020-04-01", "2023-06-30", 1)
SECOND = held("Second post", "2023-07-01", None, 2)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2020-03-31", None),
        ("2020-04-01", "First post"),
        ("2023-06-30", "First post"),
        ("2023-07-01", "Second post"),
        ("2030-01-01", "Second post"),
        (None, "Second post"),
    ],
)
def test_the_post_of_the_day_is_found_by_its_first_and_last_day(day: str | None, title: str | None) -> None:
    row = post_on(held("Second post"), [FIRST, SECOND], day)
    assert (None if row is None else row["title"]) == title


@pytest.mark.parametrize(
    ("day", "title"), [("2025-07-31", None), ("2025-08-01", "Own"), ("2026-12-31", "Own"), ("2027-01-01", None)]
)
def test_without_posts_the_title_of_the_person_holds_within_its_dates(day: str, title: str | None) -> None:
    row = post_on(held("Own", "2025-08-01", "2026-12-31"), [], day)
    assert (None if row is None else row["title"]) == title


def test_the_title_of_the_person_never_reaches_back_behind_a_post_that_ended() -> None:
    person = held("Own")
    assert post_on(person, [FIRST], "2019-01-01") is None
    assert post_on(person, [FIRST], "2022-01-01") == FIRST
    assert post_on(person, [FIRST], "2024-01-01") == person
    assert post_on(person, [FIRST], None) == person


def test_of_two_posts_held_at_once_the_later_one_is_told() -> None:
    also = held("Also", "2022-01-01", "2022-12-31", 3)
    assert post_on(NOBODY, [FIRST, also], "2022-06-01") == also
    assert post_on(NOBODY, [also, FIRST], "2021-06-01") == FIRST
    undated = held("Undated", None, "2025-01-01", 4)
    assert post_on(NOBODY, [undated, FIRST], "2021-06-01") == FIRST


def test_a_person_without_a_title_has_no_post() -> None:
    assert post_on(NOBODY, [], "2024-06-09") is None
    assert post_on(NOBODY, [], None) is None
