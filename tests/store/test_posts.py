"""Posts taken up one after the other, and read for a day."""

import pytest

from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.store.posts import NewPost, held_on, posts_of, take_up
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_people import named


def title_on(store: Store, row_id: int, day: str | None) -> str | None:
    with store.read() as db:
        row = held_on(db, row_id, day)
    return None if row is None else str(row["title"])


def test_a_post_taken_up_keeps_the_one_before_it_with_its_dates(sample: Store) -> None:
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01", "例の役職"))
    with sample.read() as db:
        told = [(row["title"], row["title_ja"], row["from_date"], row["to_date"]) for row in posts_of(db, who)]
    assert told == [
        ("Commissioner of ATLA", None, None, "2025-03-31"),
        ("Example post", "例の役職", "2025-04-01", None),
    ]
    assert title_on(sample, who, "2025-03-31") == "Commissioner of ATLA"
    assert title_on(sample, who, "2025-04-01") == "Example post"
    assert title_on(sample, who, None) == "Example post"
    sample.undo()
    assert title_on(sample, who, None) == "Commissioner of ATLA"


def test_a_third_post_ends_the_second(sample: Store) -> None:
    who = named(sample, "persons", "laplante-william")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Second", "2025-01-20"))
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Third", "2026-01-01"))
    found = {day: title_on(sample, who, day) for day in ("2022-04-14", "2022-04-15", "2025-12-31", "2026-01-01")}
    assert found == {
        "2022-04-14": None,  # before the first day on record
        "2022-04-15": "Under Secretary of Defense for Acquisition and Sustainment",
        "2025-12-31": "Second",
        "2026-01-01": "Third",
    }


def test_what_had_ended_already_keeps_its_last_day(sample: Store) -> None:
    who = named(sample, "persons", "ishikawa-takeshi")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Later", "2026-01-01"))
    assert title_on(sample, who, "2025-08-01") == "Commissioner of ATLA"
    assert title_on(sample, who, "2025-10-01") is None


def test_a_post_that_begins_before_the_one_held_is_refused_and_nothing_is_written(sample: Store) -> None:
    who, before = named(sample, "persons", "laplante-william"), dump(sample)
    with pytest.raises(FieldProblem) as refused, sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2022-04-15"))
    assert refused.value.field == "from_date"
    assert str(refused.value) == (
        "Held from: 2022-04-15 is not after 2022-04-15, when the post before it was taken up."
    )
    with pytest.raises(FieldProblem) as nameless, sample.write("Take up a post") as step:
        take_up(step, who, NewPost("", "2025-04-01"))
    assert str(nameless.value) == "Title is missing: enter it."
    assert dump(sample) == before


def test_a_person_in_the_bin_still_has_the_posts_that_went_along(sample: Store) -> None:
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01"))
    with sample.write("Delete one post") as step, sample.read() as db:
        step.delete("posts", [posts_of(db, who)[1]["id"]])
    with sample.write("Delete the person") as step:
        step.delete("persons", [who])
    assert title_on(sample, who, "2024-06-09") == "Commissioner of ATLA"
    with sample.read() as db:
        assert [row["title"] for row in posts_of(db, who)] == ["Commissioner of ATLA"]  # not the one deleted before
