"""The public record in and out: nothing is lost, nothing changes by itself, circles are resolved."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.plan import ImportPlan
from dicas_desktop.exchange.planner import Limits
from dicas_desktop.exchange.tables import execute, export
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.store import Store
from tests.exchange.rows import ACTION_COLUMNS, RECORD, action, dump, plan, write_rows

FILES = sorted(path.name for path in RECORD.glob("*.csv"))


def export_all(store: Store, folder: Path) -> dict[str, int]:
    with store.read() as db:
        return export(db, folder, store.entities)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def figures(made: ImportPlan) -> tuple[int, int, int, int]:
    return made.created, made.updated, made.unchanged, len(made.rejected)


def test_the_public_record_comes_in_whole_and_goes_out_byte_for_byte(empty: Store, tmp_path: Path) -> None:
    made = plan(empty, RECORD)
    assert figures(made) == (597, 0, 0, 0)
    execute(empty, made, "Import the public record")
    counts = export_all(empty, tmp_path / "out")
    assert sum(counts.values()) == 597
    assert contents(tmp_path / "out") == {name: (RECORD / name).read_bytes() for name in FILES}
    assert empty.check() == []


def test_an_import_of_the_export_changes_nothing(filled: Store, tmp_path: Path) -> None:
    export_all(filled, tmp_path / "out")
    before = dump(filled)
    made = plan(filled, tmp_path / "out")
    assert figures(made) == (0, 0, 597, 0)
    execute(filled, made, "Import")
    assert dump(filled) == before


def test_an_import_is_one_step_and_undo_takes_it_back(empty: Store) -> None:
    before = {table: rows for table, rows in dump(empty).items() if not table.startswith("journal")}
    steps = empty.head.steps
    execute(empty, plan(empty, RECORD), "Import the public record")
    assert empty.head.steps == steps + 1
    assert empty.undo_label == "Import the public record"
    empty.undo()
    assert {table: rows for table, rows in dump(empty).items() if not table.startswith("journal")} == before
    empty.redo()
    assert figures(plan(empty, RECORD)) == (0, 0, 597, 0)


def test_files_that_point_to_each_other_in_a_circle_come_in_together(empty: Store) -> None:
    execute(empty, plan(empty, RECORD), "Import")
    with empty.read() as db:
        forum = db.execute("SELECT id, established_by_meeting_id FROM forums WHERE slug = 'dicas'").first()
        meeting = db.execute("SELECT id, forum_id FROM meetings WHERE slug = 'dicas-2024-06-09'").first()
    assert forum is not None
    assert meeting is not None
    assert forum[1] == meeting[0]
    assert meeting[1] == forum[0]


def test_planning_writes_nothing(empty: Store, filled: Store) -> None:
    for store in (empty, filled):
        before = dump(store)
        plan(store, RECORD)
        assert dump(store) == before


def test_only_changed_records_are_written_and_the_plan_tells_old_and_new(filled: Store, tmp_path: Path) -> None:
    shutil.copytree(RECORD, tmp_path / "in")
    file = tmp_path / "in" / "action_items.csv"
    text = file.read_text(encoding="utf-8").replace(",by March 2025,done,", ",by March 2025,open,")
    file.write_text(text.replace("defmin-2023-01-12,,sosa,Give", "dicas-2024-06-09,,sosa,Give"), encoding="utf-8")
    made = plan(filled, tmp_path / "in")
    assert figures(made) == (0, 2, 595, 0)
    updates = {update.ref: update for table in made.tables for update in table.updated}
    assert updates["AI-0002"].changes == {"status": ("done", "open")}
    assert updates["AI-0002"].line == 3
    execute(filled, made, "Import")
    with filled.read() as db:
        slug = db.execute(
            "SELECT m.slug FROM action_items a JOIN meetings m ON m.id = a.meeting_id WHERE a.ref = 'AI-0001'"
        ).scalar()
    assert slug == "dicas-2024-06-09"
    assert filled.history("action_items", 2)[0].changes == (("status", "done", "open"),)


def test_columns_of_the_program_go_out_only_when_they_say_something(filled: Store, tmp_path: Path) -> None:
    with filled.write("Edit") as step:
        step.update("meetings", 10, {"start_time": "09:30", "time_zone": "Asia/Tokyo", "title_ja": "第1回"})
        step.update("decisions", 3, {"status": "implemented"})
        step.update("action_items", 2, {"marking": "U", "due_milestone_id": 4})
    export_all(filled, tmp_path / "out")
    out = contents(tmp_path / "out")
    header = {name: text.split(b"\n", 1)[0].decode().split(",") for name, text in out.items()}
    assert header["meetings.csv"][-4:] == ["source_id", "title_ja", "start_time", "time_zone"]
    assert header["decisions.csv"][-2:] == ["source_id", "status"]
    assert header["action_items.csv"][-3:] == ["source_id", "due_milestone_id", "marking"]
    untouched = {"meetings.csv", "decisions.csv", "action_items.csv"}
    assert all(out[name] == (RECORD / name).read_bytes() for name in set(FILES) - untouched)
    assert figures(plan(filled, tmp_path / "out")) == (0, 0, 597, 0)


def test_an_export_goes_into_an_empty_workspace_and_out_again_the_same(
    filled: Store, empty: Store, tmp_path: Path
) -> None:
    with filled.write("Edit") as step:
        added = step.add("action_items", {"description": "=cmd|' /C calc'!A0", "note": '-1+1\r\n@SUM(A1)\n,"quoted"'})
        step.add("agenda_items", {"meeting_id": 10, "seq": 9, "topic": "艦船修理 𠮷田 髙橋"})
        step.update("action_items", 2, {"due_offset": -10, "due_offset_unit": "working_day", "due_calendar": "joint"})
    assert added.ref == "AI-0030"
    export_all(filled, tmp_path / "one")
    made = plan(empty, tmp_path / "one")
    assert figures(made) == (599, 0, 0, 0)
    execute(empty, made, "Import")
    export_all(empty, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    with empty.read() as db:
        row = db.execute("SELECT id, slug, description FROM action_items WHERE ref = 'AI-0030'").first()
    assert row == (30, None, "=cmd|' /C calc'!A0")


def test_a_record_keeps_the_number_of_its_reference_and_the_next_one_goes_on_behind(
    empty: Store, tmp_path: Path
) -> None:
    rows = [action(action_id="AI-0007"), action(action_id="AI-0002"), action(action_id="act-example")]
    file = write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, *rows)
    execute(empty, plan(empty, file), "Import")
    with empty.write("Add") as step:
        later = step.add("action_items", {"description": "Later"})
    with empty.read() as db:
        found = db.execute("SELECT ref, slug FROM action_items ORDER BY id").all()
    assert found == [("AI-0001", "act-example"), ("AI-0002", None), ("AI-0007", None), (later.ref, None)]
    assert later.ref == "AI-0008"
    assert figures(plan(empty, file)) == (0, 0, 3, 0)


def test_a_number_that_was_given_and_undone_can_come_back_from_a_file(empty: Store, tmp_path: Path) -> None:
    with empty.write("Add") as step:
        step.add("action_items", {"description": "Example action"})
    export_all(empty, tmp_path / "out")
    empty.undo()
    execute(empty, plan(empty, tmp_path / "out"), "Import")
    with empty.read() as db:
        assert db.execute("SELECT ref, slug FROM action_items").all() == [("AI-0001", None)]


def test_a_row_is_matched_by_slug_before_reference(empty: Store, tmp_path: Path) -> None:
    rows = [action(action_id="act-one"), action(action_id="act-two")]
    file = write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, *rows)
    execute(empty, plan(empty, file), "Import")
    write_rows(file, ACTION_COLUMNS, action(action_id="AI-0002", note="by reference"), action(action_id="act-one"))
    made = plan(empty, file)
    assert figures(made) == (0, 1, 1, 0)
    execute(empty, made, "Import")
    with empty.read() as db:
        assert db.execute("SELECT slug, note FROM action_items").all() == [
            ("act-one", None),
            ("act-two", "by reference"),
        ]


def test_a_slug_that_looks_like_a_reference_of_another_kind_or_case_is_a_slug(empty: Store, tmp_path: Path) -> None:
    rows = [action(action_id="ai-1"), action(action_id="M-0001"), action(action_id="AI-1")]
    execute(empty, plan(empty, write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, *rows)), "Import")
    with empty.read() as db:
        assert db.execute("SELECT slug FROM action_items ORDER BY id").scalars() == ["ai-1", "M-0001", "AI-1"]


def test_records_in_the_bin_stay_behind_and_what_points_to_them_is_left_alone(filled: Store, tmp_path: Path) -> None:
    with filled.write("Delete") as step:
        step.delete("organizations", [1])
        deleted = step.delete("meetings", [10])
    counts = export_all(filled, tmp_path / "out")
    assert sum(counts.values()) == 597 - 1 - sum(deleted.counts.values())
    assert b"dicas-2024-06-09" not in (tmp_path / "out" / "meetings.csv").read_bytes().replace(b"src-", b"")[:9999]
    made = plan(filled, tmp_path / "out")
    assert figures(made) == (0, 0, sum(counts.values()), 0)


def test_the_folder_of_an_export_is_made_and_old_files_in_it_are_replaced(filled: Store, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    export_all(filled, folder)
    (folder / "meetings.csv").write_text("old", encoding="utf-8")
    (folder / "other.txt").write_text("stays", encoding="utf-8")
    export_all(filled, folder)
    assert (folder / "meetings.csv").read_bytes() == (RECORD / "meetings.csv").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "other.txt"])


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing_behind(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(UserProblem, match=r"could not be written: .*Free some space, or choose another folder"):
        export_all(filled, tmp_path / "file")
    folder = tmp_path / "out"
    (folder / "action_items.csv").mkdir(parents=True)
    with pytest.raises(UserProblem, match="could not be written"):
        export_all(filled, folder)
    assert not list(folder.glob(".*"))


def test_a_cancelled_export_leaves_the_old_files(filled: Store, tmp_path: Path) -> None:
    export_all(filled, tmp_path / "out")
    before = contents(tmp_path / "out")
    with filled.write("Edit") as step:
        step.update("forums", 1, {"purpose": "Changed"})
    with filled.read() as db, pytest.raises(Cancelled):
        export(db, tmp_path / "out", filled.entities, lambda done, _total, _text: done < 5)
    assert contents(tmp_path / "out") == before


def test_all_or_nothing_takes_nothing_when_a_row_is_rejected(empty: Store, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, action(), action(action_id="b", status="late"))
    before = dump(empty)
    made = plan(empty, file)
    assert figures(made) == (1, 0, 0, 1)
    with pytest.raises(UserProblem, match="1 rows were rejected, so nothing was imported"):
        execute(empty, made, "Import", all_or_nothing=True)
    assert dump(empty) == before
    execute(empty, made, "Import")
    assert figures(plan(empty, file)) == (0, 0, 1, 1)


def test_a_plan_is_good_only_until_the_workspace_changes(empty: Store) -> None:
    made = plan(empty, RECORD)
    with empty.write("Add") as step:
        step.add("forums", {"name_en": "Example forum"})
    before = dump(empty)
    with pytest.raises(UserProblem, match="The workspace changed since the preview was made: make a new preview"):
        execute(empty, made, "Import")
    assert dump(empty) == before


def test_a_plan_with_nothing_to_do_writes_no_step(filled: Store) -> None:
    steps = filled.head.steps
    execute(filled, plan(filled, RECORD), "Import")
    assert filled.head.steps == steps


def test_progress_is_told_and_a_no_stops_with_nothing_written(empty: Store) -> None:
    told: list[tuple[int, int, str]] = []

    def hear(done: int, total: int, text: str) -> bool:
        told.append((done, total, text))
        return True

    made = plan(empty, RECORD, progress=hear)
    execute(empty, made, "Import", progress=hear)
    assert told[-1][0] == told[-1][1] == 597
    assert all(0 <= done <= total for done, total, _text in told)
    empty.undo()
    before = dump(empty)
    with pytest.raises(Cancelled):
        execute(empty, plan(empty, RECORD), "Import", progress=lambda done, _total, _text: done < 200)
    assert dump(empty) == before


def test_planning_can_be_stopped(empty: Store, tmp_path: Path) -> None:
    rows = [action(action_id=f"act-{n}") for n in range(2_100)]
    file = write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, *rows)
    with pytest.raises(Cancelled):
        plan(empty, file, progress=lambda _done, _total, _text: False)


def test_limits_are_told_before_they_hurt(empty: Store, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, *[action(action_id=f"a{n}") for n in range(11)])
    with pytest.raises(UserProblem, match=r"action_items\.csv has more than 10 rows; split it into smaller files"):
        plan(empty, file, limits=Limits(rows=10))
    with pytest.raises(UserProblem, match=r"action_items\.csv has 1 MB; the limit is 0 MB"):
        plan(empty, file, limits=Limits(bytes=100))
    assert figures(plan(empty, file, limits=Limits(rows=11))) == (11, 0, 0, 0)


def test_one_file_can_come_in_alone_when_what_it_points_to_is_there(filled: Store, tmp_path: Path) -> None:
    row = action(meeting_id="dicas-2024-06-09", owner_org_id="O-0001", due_date="2024-07-28", due_precision="by")
    made = plan(filled, write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, row))
    assert figures(made) == (1, 0, 0, 0)
    execute(filled, made, "Import")
    with filled.read() as db:
        found = db.execute(
            "SELECT m.slug, o.slug, a.due_date, a.due_precision FROM action_items a "
            "JOIN meetings m ON m.id = a.meeting_id JOIN organizations o ON o.id = a.owner_org_id "
            "WHERE a.slug = 'act-example'"
        ).first()
    assert found == ("dicas-2024-06-09", "us-dod", "2024-07-28", "by")


def test_a_file_of_another_name_is_known_by_its_id_column(filled: Store, tmp_path: Path) -> None:
    made = plan(filled, write_rows(tmp_path / "my actions.csv", ACTION_COLUMNS, action()))
    assert [table.table for table in made.tables] == ["action_items"]
    sources = write_rows(tmp_path / "s.csv", ["source_id", "title"], ["src-example", "Example source"])
    assert plan(filled, sources).tables[0].table == "sources"


def test_what_is_not_in_the_file_keeps_its_value_or_takes_the_default(filled: Store, tmp_path: Path) -> None:
    file = write_rows(
        tmp_path / "action_items.csv",
        ["note", "action_id", "description"],
        ["a note", "act-gpi-contract", "Award the Japanese GPI contract after a public offering"],
        ["", "act-new", "Example action"],
    )
    execute(filled, plan(filled, file), "Import")
    with filled.read() as db:
        rows = db.execute(
            "SELECT note, status, kind, due_date FROM action_items WHERE slug IN ('act-gpi-contract', 'act-new')"
        ).all()
    assert rows == [("a note", "done", "action", "2025-03-31"), (None, "open", "action", None)]


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        ("2024-07-31", "month", ("2024-07-31", "month")),
        ("2024-07-31", "", ("2024-07-31", None)),
        ("Jul 2024", "", ("2024-07-31", "month")),
        ("Jul 2024", "month", ("2024-07-31", "month")),
        ("by Mar 2025", "", ("2025-03-31", "by")),
        ("令和6年6月11日", "day", ("2024-06-11", "day")),
        ("28 Jul 2024", "month", ("2024-07-28", "month")),
    ],
)
def test_dates_may_be_written_in_other_ways(
    empty: Store, tmp_path: Path, day: str, precision: str, expected: tuple[str, str | None]
) -> None:
    row = action(due_date=day, due_precision=precision)
    execute(empty, plan(empty, write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, row)), "Import")
    with empty.read() as db:
        assert db.execute("SELECT due_date, due_precision FROM action_items").first() == expected


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
HOSTILE = st.one_of(
    TEXT,
    st.sampled_from(["=cmd", "+1", "-1", "@x", '"', '""', ",", "\r", "\n", "\r\n", "a\rb", "'", "#", "\ufeff", "\x1f"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=5))
def test_hostile_text_goes_out_and_comes_in_the_same(
    open_copy: Callable[[Path], Store], empty_file: Path, tmp_path_factory: pytest.TempPathFactory,
    texts: list[tuple[str, str]],
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("hostile")
    kept = [(f"x{one}", None if two.isspace() or not two else two) for one, two in texts]
    first, second = open_copy(empty_file), open_copy(empty_file)
    with first.write("Add") as step:
        for one, two in kept:
            step.add("action_items", {"description": one, "note": two})
    export_all(first, folder / "one")
    made = plan(second, folder / "one")
    assert made.rejected == []
    execute(second, made, "Import")
    with second.read() as db:
        assert db.execute("SELECT description, note FROM action_items ORDER BY id").all() == kept
    export_all(second, folder / "two")
    assert contents(folder / "one") == contents(folder / "two")
    first.close()
    second.close()
