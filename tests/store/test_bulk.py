"""Rows in bulk: written as one by one, journalled alike, with the indexes standing afterwards, or nothing at all."""

import json
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.ids import rising_uids
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.store import Store
from tests.make import Clock, dump, new_store, reopen

COLUMNS = ("id", "ref", "slug", "name_en", "name_ja", "parent_org_id")


def organizations(first: int, number: int) -> list[tuple[Any, ...]]:
    """Rows with empty columns, Japanese and hostile text; each belongs to the one before it in the list."""
    names = ("Example organization", "例の組織", '\'; DROP TABLE "x" --', "half ｶﾅ \u202e text")
    return [
        (n, f"O-{n:04d}", f"slug-{n}", names[n % 4] + str(n), None, n + 1 if n + 1 < first + number else None)
        for n in range(first, first + number)
    ]


def shape(store: Store) -> list[tuple[Any, ...]]:
    """Every trigger and index that the writing connection sees."""
    statement = "SELECT type, name, sql FROM {}.sqlite_master ORDER BY name"
    with store.write("Look") as step:
        return [row for part in ("main", "temp") for row in step.raw.execute(statement.format(part)).fetchall()]


def read(store: Store, table: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    with store.read() as db:
        return [tuple(row) for row in db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")]


def take_in(
    store: Store, number: int, touch: Callable[[list[tuple[Any, ...]]], None] = lambda _rows: None
) -> list[tuple[Any, ...]]:
    """Add so many organizations in pieces; `touch` sees each piece before it is written."""
    with store.write("Import", kind="import") as step:
        rows = organizations(step.reserve("organizations", number)[0], number)
        with step.bulk("organizations", COLUMNS, number) as add:
            for start in range(0, number, 2_000):
                piece = rows[start : start + 2_000]
                touch(piece)
                add(list(zip(*piece, strict=True)))
    return rows


@pytest.mark.parametrize("number", [3, 5_001], ids=["few", "so many that the indexes are built at the end"])
def test_rows_in_bulk_are_kept_journalled_found_and_undone_like_any_other(empty: Store, number: int) -> None:
    before, standing = dump(empty), shape(empty)
    rows = take_in(empty, number)
    assert shape(empty) == standing
    after = dump(empty)
    assert read(empty, "organizations", COLUMNS) == rows
    uids = [uid for (uid,) in read(empty, "organizations", ("uid",))]
    assert all(one < other for one, other in pairwise(uids))
    assert empty.check() == []
    with empty.read() as db:
        found = db.execute('SELECT count(*) FROM search_index WHERE search_index MATCH \'"例の" "の組"\'').scalar()
    assert found == sum("例の" in row[3] for row in rows)
    empty.undo()
    assert dump(empty) == before
    empty.redo()
    assert dump(empty) == after
    assert empty.check() == []


def test_a_row_in_bulk_says_in_the_journal_what_a_row_alone_says(empty: Store) -> None:
    row = take_in(empty, 1)[0]
    with empty.write("One by one") as step:
        step.add("organizations", {"name_en": row[3], "slug": "other"})
    with empty.read() as db:
        bulk, alone = (
            json.loads(text) for text in db.execute("SELECT after FROM journal_changes ORDER BY id").scalars()
        )
    assert {name for name, value in bulk.items() if value is not None} == set(alone)
    assert bulk["name_en"] == alone["name_en"]


def test_empty_columns_of_rows_in_bulk_are_null_and_leave_no_trace(empty: Store) -> None:
    """They are bound as numbers that are none, of which nothing may be left, whatever the type of the column."""
    names = ("id", "ref", "slug", "description", "meeting_id", "due_offset", "note")
    with empty.write("Import", kind="import") as step:
        ids = step.reserve("action_items", 3)
        columns: list[list[Any]] = [
            ids,
            [f"AI-{n:04d}" for n in ids],
            [None] * 3,
            ["a", "b", "c"],
            [None] * 3,
            [None, 7, 0],
            ["", None, "x"],
        ]
        with step.bulk("action_items", names, 3) as add:
            add(columns)
    assert read(empty, "action_items", names) == list(zip(*columns, strict=True))
    with empty.read() as db:
        types = db.execute("SELECT typeof(slug), typeof(meeting_id), typeof(due_offset) FROM action_items").first()
        told = [json.loads(text) for text in db.execute("SELECT after FROM journal_changes ORDER BY id").scalars()]
    assert types == ("null", "null", "null")
    assert all("slug" not in one and "meeting_id" not in one for one in told)
    assert [one["due_offset"] for one in told] == [None, 7, 0]
    (entry,) = empty.history("action_items", ids[0])
    assert {name for name, _before, _after in entry.changes} == {
        *("id", "uid", "ref", "description", "kind", "status", "note")
    }


def test_defaults_fill_the_columns_that_are_not_given(empty: Store) -> None:
    with empty.write("Import", kind="import") as step:
        number = step.reserve("action_items", 1)[0]
        with step.bulk("action_items", ("id", "ref", "slug", "description"), 1) as add:
            add([[number], [f"AI-{number:04d}"], [None], ["Example"]])
    kept = read(empty, "action_items", ("status", "kind", "description"))
    assert kept == [("open", "action", "Example")]


@pytest.mark.parametrize("number", [3, 5_001])
def test_a_row_that_the_table_refuses_leaves_nothing_and_every_trigger_and_index(empty: Store, number: int) -> None:
    before, standing = dump(empty), shape(empty)

    def spoil(rows: list[tuple[Any, ...]]) -> None:
        rows[-1] = (*rows[-1][:3], None, None, None)

    with pytest.raises(UserProblem, match="refused the change"):
        take_in(empty, number, spoil)
    assert (dump(empty), shape(empty)) == (before, standing)
    take_in(empty, 3)
    assert empty.check() == []


def test_a_stop_in_the_middle_of_a_bulk_write_leaves_nothing(empty: Store) -> None:
    before, standing = dump(empty), shape(empty)

    def stop(rows: list[tuple[Any, ...]]) -> None:
        if rows[0][0] > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(empty, 5_001, stop)
    assert (dump(empty), shape(empty)) == (before, standing)


def test_a_column_that_the_program_keeps_or_does_not_know_is_refused(empty: Store) -> None:
    for name, text in (("deleted_at", "is kept by the program"), ("nothing", "has no field nothing")):
        with pytest.raises(FieldProblem, match=text), empty.write("Import") as step:
            step.bulk("organizations", ("id", "ref", "slug", name), 1)


def test_the_indexes_of_a_file_are_those_after_reopening(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas", "example words of a test")
    standing = shape(store)
    take_in(store, 5_001)
    store.close()
    store = reopen(tmp_path / "w.dicas", "example words of a test")
    assert shape(store) == standing
    assert store.check() == []
    store.close()


def test_many_identities_of_one_moment_grow_and_are_uuids_of_version_seven() -> None:
    import uuid

    moment = Clock()()
    uids = list(islice(rising_uids(moment), 5_000))
    assert all(one < other for one, other in pairwise(uids))
    read = [uuid.UUID(uid) for uid in uids]
    assert {one.version for one in read} == {7}
    assert {one.variant for one in read} == {uuid.RFC_4122}
    assert {one.int >> 80 for one in read} == {int(moment.timestamp() * 1000)}


@pytest.mark.parametrize(
    ("marking", "text"),
    [
        ("S", "S is above the ceiling U of this workspace; such a record cannot be kept here"),
        ("CUI", "CUI is above the ceiling U of this workspace; such a record cannot be kept here"),
        ("nonsense", None),
    ],
)
def test_a_marking_above_the_ceiling_is_refused_by_every_write(sample: Store, marking: str, text: str | None) -> None:
    before = dump(sample)
    with pytest.raises(UserProblem) as added, sample.write("Add") as step:
        step.add("milestones", {"title": "Example", "marking": marking})
    with pytest.raises(UserProblem) as changed, sample.write("Change") as step:
        step.update_many("milestones", [1, 2], {"marking": marking})
    for refused in (added, changed):
        if text is not None:
            assert isinstance(refused.value, FieldProblem)
            assert (refused.value.field, str(refused.value)) == ("marking", text)
        assert "\n" not in str(refused.value)
    assert dump(sample) == before
    with sample.write("Mark as it may be") as step:
        step.update("milestones", 1, {"marking": "U"})
    assert read(sample, "milestones", ("marking",))[0] == ("U",)
