"""Points of the journal: a meeting's end, a day, a step, what an officer has seen."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import points
from dicas_desktop.store.listing import find
from dicas_desktop.store.points import Point
from dicas_desktop.store.store import Store, open_store
from tests.make import TODAY, WHO, Clock, new_store, reopen


def point(store: Store, text: str, *, until: bool = False) -> Point:
    with store.read() as db:
        return points.read_point(db, text, WHO.name, TODAY, until=until)


def problem(store: Store, text: str) -> str:
    with pytest.raises(UserProblem) as raised:
        point(store, text)
    return str(raised.value)


def at(path: Path, *moments: datetime) -> Store:
    """Open the workspace once for each moment and write a step then; leave it open."""
    for moment in moments:
        clock = Clock()
        clock.moment = moment
        store = open_store(path, who=WHO, now=clock)
        with store.write("Change") as step:
            step.update("forums", 2, {"purpose": f"Example {moment}"})
        store.close()
    return reopen(path)


@pytest.fixture
def dated(sample: Store) -> Iterator[Store]:
    """Steps 3, 4, 5 at noon in Tokyo on 16, 20 and 29 July."""
    sample.close()
    store = at(sample.path, *(datetime(2024, 7, day, 3, tzinfo=UTC) for day in (16, 20, 29)))
    yield store
    store.close()


def test_a_step_is_given_by_its_number(dated: Store) -> None:
    assert point(dated, " 4 ") == Point(4, "step 4")
    assert point(dated, "0") == Point(0, "step 0")
    assert point(dated, "5") == Point(5, "step 5")


def test_a_day_begins_in_tokyo_and_as_an_end_includes_itself(dated: Store) -> None:
    assert point(dated, "2024-07-16") == Point(2, "16 Jul 2024")
    assert point(dated, "17 Jul 2024") == Point(3, "17 Jul 2024")
    assert point(dated, "令和6年7月20日") == Point(3, "20 Jul 2024")
    assert point(dated, "20240720", until=True) == Point(4, "20 Jul 2024")
    assert point(dated, "2024-07-19", until=True).step == 3
    assert point(dated, "2030-01-01").step == 5


def test_a_step_in_the_first_hours_of_tokyo_belongs_to_its_day(sample: Store) -> None:
    sample.close()
    store = at(sample.path, datetime(2024, 7, 19, 14, 50, tzinfo=UTC), datetime(2024, 7, 19, 15, tzinfo=UTC))
    assert point(store, "2024-07-20").step == 3  # 15:00 UTC is midnight in Tokyo
    store.close()


def test_a_meeting_is_given_by_reference_slug_or_title_and_counts_from_its_end(dated: Store) -> None:
    found = point(dated, "scc-2024-07-28")
    assert found.step == 4
    assert found.words.endswith(", 28 Jul 2024")
    assert point(dated, "M-0010").words == "First DICAS, 9 Jun 2024"
    assert point(dated, "first dicas") == point(dated, "dicas-2024-06-09") == point(dated, "M-0010")


def test_a_meeting_ends_at_its_time_where_it_takes_place(sample: Store) -> None:
    with sample.read() as db:
        row_id = find(db, "meetings", "scc-2024-07-28")
    assert row_id is not None
    day = {"start_date": "2024-07-28", "end_date": None, "date_precision": "day", "ref": "M-0001"}
    zone = {"time_zone": "America/New_York", "country": "JP", "city": "Tokyo"}
    end = points.end_of({**day, **zone, "end_time": "17:30"})
    assert end == datetime(2024, 7, 28, 21, 30, tzinfo=UTC)
    assert points.end_of({**day, **zone, "end_time": None}) == datetime(2024, 7, 29, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ({"country": "JP", "city": "Tokyo"}, datetime(2024, 7, 28, 15, tzinfo=UTC)),
        ({"country": "US", "city": "Honolulu"}, datetime(2024, 7, 29, 10, tzinfo=UTC)),
        ({"country": "US", "city": "nowhere known"}, datetime(2024, 7, 28, 15, tzinfo=UTC)),
        ({"end_date": "2024-07-30", "country": "JP"}, datetime(2024, 7, 30, 15, tzinfo=UTC)),
        ({"date_precision": "month", "country": "JP"}, datetime(2024, 7, 31, 15, tzinfo=UTC)),
        ({"date_precision": "year", "country": "JP"}, datetime(2024, 12, 31, 15, tzinfo=UTC)),
        ({"date_precision": None, "country": "JP"}, datetime(2024, 7, 28, 15, tzinfo=UTC)),
    ],
)
def test_a_meeting_without_a_time_ends_with_its_last_day(values: dict[str, str], end: datetime) -> None:
    nothing = dict.fromkeys(("end_date", "end_time", "time_zone", "country", "city"))
    assert points.end_of({**nothing, "start_date": "2024-07-28", "date_precision": "day", **values}) == end


def test_a_meeting_without_a_date_says_what_to_give_instead(sample: Store) -> None:
    with sample.write("Add") as step:
        ref = step.add("meetings", {"title": "Example meeting"}).ref
    assert problem(sample, ref) == f"{ref} has no date: give a day or the number of a step."


@pytest.mark.parametrize(
    ("words", "slug"),
    [("DICAS#1", "dicas-2024-06-09"), ("wg-ship#1", "wg-ship-2024-06-11"), ("DICAS", "dicas-2024-06-09"),
     ("Ship repair working group", "wg-ship-2024-06-11"), ("2+2", "scc-2024-01-01")],
)  # fmt: skip
def test_a_meeting_is_given_as_in_a_deadline_and_a_forum_means_its_last_one(
    sample: Store, words: str, slug: str
) -> None:
    with sample.write("Add") as step:
        forum = step.raw.execute("SELECT id FROM forums WHERE slug = 'scc'").fetchone()[0]
        step.add("meetings", {"title": "Example meeting", "slug": "scc-2024-01-01", "forum_id": forum,
                              "start_date": "2024-01-01", "date_precision": "day"})  # fmt: skip
    with sample.read() as db:
        found = find(db, "meetings", slug)
        assert found is not None
        assert point(sample, words) == points.since_meeting(db, found)


def test_a_number_that_a_forum_has_no_meeting_for_names_the_nearest(sample: Store) -> None:
    assert problem(sample, "DICAS#9").startswith("There is no meeting or milestone “DICAS#9”; nearest are ")


def test_a_forum_that_met_never_is_no_point(sample: Store) -> None:
    with sample.write("Add") as step:
        step.add("forums", {"name_en": "Example forum", "abbreviation": "EXF"})
    assert problem(sample, "EXF").startswith("“EXF” is no meeting")


@pytest.mark.parametrize("words", ["baseline", "Baseline 2024", "baseline:1"])
def test_a_baseline_is_answered_by_what_can_be_given_instead(sample: Store, words: str) -> None:
    assert problem(sample, words) == (
        "This workspace has no baselines: give a meeting, a day such as 2024-07-28 or the number of a step."
    )


def test_before_the_journal_begins_it_says_from_when_it_can_answer(dated: Store) -> None:
    for words in ("2024-01-01", "2024-07-15", "dicas-2024-06-09"):
        found = point(dated, words)
        assert found.step == 0
        assert found.note == "The journal begins on 15 Jul 2024: what changed before that cannot be told."
    assert point(dated, "2024-07-16").note == ""


@pytest.mark.parametrize(
    "text", ["", "x", "dicas-2031-01-01", "2024-07", "FY2026", "by 2025-03", "31 Jul 2024 x", "-3"]
)
def test_what_is_no_point_says_what_is_one(sample: Store, text: str) -> None:
    assert problem(sample, text) == (
        f"“{text}” is no meeting, no day such as 2024-07-28 and no number of a step: see `history`."
    )


def test_a_step_that_is_not_there_says_how_many_there_are(sample: Store) -> None:
    assert problem(sample, "3") == "There is no step 3: the journal has 2. A day is written as 2024-07-28."
    assert problem(sample, "2024").startswith("There is no step 2024")


def test_a_title_that_several_meetings_bear_is_refused(sample: Store) -> None:
    with sample.write("Add") as step:
        for _n in range(2):
            step.add("meetings", {"title": "Example meeting"})
    assert "names several records of meetings" in problem(sample, "Example meeting")


def test_what_an_officer_has_seen_is_kept_in_the_workspace_for_each_officer(sample: Store) -> None:
    assert point(sample, "looked") == Point(0, "the beginning", "Example officer has not looked yet.")
    points.look(sample, WHO.name, 2)
    steps = sample.head.steps
    sample.close()
    store = reopen(sample.path)
    assert point(store, "looked") == Point(2, "my last look, 15 Jul 2024")
    with store.read() as db:
        assert points.since_looked(db, "Second example officer").step == 0
    assert store.head.steps == steps
    assert store.check() == []
    assert store.undo_label == "Import the public record"
    store.close()


def test_what_was_seen_in_a_journal_that_a_restore_made_shorter_is_its_end(sample: Store) -> None:
    points.look(sample, WHO.name, 9)
    assert point(sample, "looked").step == 2


def test_a_workspace_open_read_only_keeps_nothing_and_says_why(sample: Store) -> None:
    sample.close()
    store = reopen(sample.path, read_only=True)
    with pytest.raises(UserProblem, match="open read-only"):
        points.look(store, WHO.name, 2)
    assert point(store, "looked").step == 0
    store.close()


def test_a_clock_that_went_back_makes_the_answer_longer_never_shorter(sample: Store) -> None:
    sample.close()
    days = (20, 18, 22)
    store = at(sample.path, *(datetime(2024, 7, day, 3, tzinfo=UTC) for day in days))
    assert point(store, "2024-07-19").step == 2  # the step of 18 July was written after that of 20 July
    assert point(store, "2024-07-21").step == 4
    store.close()


def test_the_last_meeting_of_each_forum_comes_latest_first_and_not_from_the_future(sample: Store) -> None:
    with sample.read() as db:
        found = points.last_meetings(db, date(2024, 7, 15))
        dicas = find(db, "forums", "dicas")
        plenary = find(db, "meetings", "wg-ship-2024-06-11")
        later = points.last_meetings(db, date(2024, 7, 28))
    days = [day for _forum, _meeting, day in found]
    assert days == sorted(days, reverse=True)
    assert max(days) <= "2024-07-15"
    assert len({forum for forum, _meeting, _day in found}) == len(found)
    assert (dicas, plenary) in {(forum, meeting) for forum, meeting, _day in found}
    assert later[0][2] == "2024-07-28"
    with sample.write("Call it off") as step:
        assert plenary is not None
        step.update("meetings", plenary, {"status": "cancelled"})
    with sample.read() as db:
        assert plenary not in {meeting for _forum, meeting, _day in points.last_meetings(db, date(2024, 7, 15))}


def test_what_a_file_was_first_filled_with_is_known(sample: Store, tmp_path: Path) -> None:
    with sample.write("Import more", kind="import") as step:
        step.add("forums", {"name_en": "Example forum"})
    own = new_store(tmp_path / "own.dicas")
    with own.read() as db:
        assert points.founded(db) == 1  # nothing but its creation
    with own.write("Add") as step:
        step.add("forums", {"name_en": "Example forum"})
    for store, step_id in ((sample, 2), (own, 1)):
        with store.read() as db:
            assert points.founded(db) == step_id
    own.close()


def test_an_empty_journal_has_one_point(tmp_path: Path, empty: Store) -> None:
    empty.close()
    with closing(sqlite3.connect(empty.path)) as raw, raw:
        raw.execute("DELETE FROM journal_steps")
    store = reopen(empty.path, read_only=True)
    with store.read() as db:
        assert points.begins(db) is None
        assert points.since_day(db, "2024-07-16").step == 0
    store.close()
    assert tmp_path.exists()
