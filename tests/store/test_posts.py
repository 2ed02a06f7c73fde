"""Posts taken up one after the other, and read for a day."""

import pytest

from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.store.merging import merge
from dicas_desktop.store.posts import NewPost, correct, held_on, posts_of, take_up
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_people import add, named, row

NO_DAY = "Held from is missing: enter the first day, or Held to, the last day of a post that is over."


def title_on(store: Store, row_id: int, day: str | None) -> str | None:
    with store.read() as db:
        held = held_on(db, row_id, day)
    return None if held is None else str(held["title"])


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


# ------------------------------------------------------------------ from and to, corrected
def told(store: Store, row_id: int) -> list[tuple[str | None, ...]]:
    with store.read() as db:
        return [(row["title"], row["from_date"], row["to_date"]) for row in posts_of(db, row_id)]


def test_a_post_that_is_over_stands_beside_the_one_held_now(sample: Store) -> None:
    who = named(sample, "persons", "laplante-william")
    own = row(sample, "persons", who)
    with sample.write("An earlier post") as step:
        take_up(step, who, NewPost("Earlier post", "2015-01-01", to_date="2017-06-30"))
    assert told(sample, who) == [
        ("Earlier post", "2015-01-01", "2017-06-30"),
        ("Under Secretary of Defense for Acquisition and Sustainment", "2022-04-15", None),
    ]
    assert row(sample, "persons", who) == own
    days = ("2014-12-31", "2016-01-01", "2018-01-01", "2024-06-09")
    assert [title_on(sample, who, day) for day in days] == [None, "Earlier post", None, own["title"]]


def test_of_a_post_that_is_over_one_day_is_enough(sample: Store) -> None:
    who = named(sample, "persons", "laplante-william")
    with sample.write("An earlier post") as step:
        take_up(step, who, NewPost("Earlier post", None, to_date="2017-06-30"))
    assert title_on(sample, who, "2010-01-01") == "Earlier post"


@pytest.mark.parametrize(
    ("post", "told_so"),
    [
        (NewPost("Post", None), NO_DAY),
        (
            NewPost("Post", "2020-01-02", to_date="2020-01-01"),
            "Held to: 2020-01-01 is before the beginning on 2020-01-02.",
        ),
        (NewPost("", "2020-01-01", to_date="2020-01-02"), "Title is missing: enter it."),
    ],
)
def test_a_post_that_cannot_be_is_refused_and_nothing_is_written(sample: Store, post: NewPost, told_so: str) -> None:
    who, before = named(sample, "persons", "laplante-william"), dump(sample)
    with pytest.raises(FieldProblem) as refused, sample.write("Take up a post") as step:
        take_up(step, who, post)
    assert str(refused.value) == told_so
    assert dump(sample) == before


def test_a_correction_of_the_post_held_now_is_one_of_the_person_and_the_other_way_round(sample: Store) -> None:
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Exmaple post", "2025-04-01"))
    with sample.read() as db:
        now = posts_of(db, who)[1]["id"]
    with sample.write("Correct the post") as step:
        correct(step, now, {"title": "Example post", "title_ja": "例の役職", "from_date": "2025-04-02"})
    person = row(sample, "persons", who)
    assert (person["title"], person["title_ja"], person["from_date"]) == ("Example post", "例の役職", "2025-04-02")
    with sample.write("Correct the cell") as step:
        step.update("persons", who, {"title": "Another post", "note": "Example remark"})
    assert told(sample, who)[1] == ("Another post", "2025-04-02", None)
    with sample.write("Take the title out") as step:
        step.update("persons", who, {"title": None})
    assert told(sample, who)[1] == ("Another post", "2025-04-02", None)


def test_the_end_of_the_post_held_now_is_that_of_the_person(sample: Store) -> None:
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01"))
    with sample.read() as db:
        now = posts_of(db, who)[1]["id"]
    with sample.write("It ends") as step:
        correct(step, now, {"to_date": "2026-03-31"})
    assert row(sample, "persons", who)["to_date"] == "2026-03-31"
    assert title_on(sample, who, "2026-04-01") is None


def test_a_correction_of_an_earlier_post_leaves_the_person_alone(sample: Store) -> None:
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01"))
    own = row(sample, "persons", who)
    with sample.read() as db:
        earlier = posts_of(db, who)[0]["id"]
    with sample.write("Correct it") as step:
        correct(step, earlier, {"title": "Head of ATLA"})
    assert row(sample, "persons", who) == own
    assert title_on(sample, who, "2024-06-09") == "Head of ATLA"


def test_a_merge_that_takes_a_later_title_keeps_the_post_held_before(sample: Store) -> None:
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01"))
    again = add(sample, "persons", name_en="FUKASAWA Masaki", title="Later post", from_date="2026-01-01")
    with sample.write("Merge") as step:
        merge(step, "persons", who, again, ("title", "from_date"))
    days = ("2024-06-09", "2025-12-31", "2026-01-01")
    assert [title_on(sample, who, day) for day in days] == ["Commissioner of ATLA", "Example post", "Later post"]
