"""Everything that can be wrong with a file: told with file, line, column, value and cure, and the good rows come in."""

import shutil
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.tables import execute
from dicas_desktop.store.store import Store
from tests.exchange.rows import ACTION_COLUMNS, RECORD, action, dump, plan, write_rows

GOOD = action(action_id="act-good")
Told = tuple[int, str, str, str]


def told(store: Store, path: Path) -> list[Told]:
    return [(r.line, r.column, r.value, r.cure) for r in plan(store, path).rejected]


def actions(tmp_path: Path, *rows: list[str]) -> Path:
    return write_rows(tmp_path / "action_items.csv", ACTION_COLUMNS, *rows)


@pytest.mark.parametrize(
    ("cells", "column", "value", "cure"),
    [
        (
            {"meeting_id": "dicas-2030-01-01"},
            "meeting_id",
            "dicas-2030-01-01",
            "There is no “dicas-2030-01-01” among meetings, or its row was rejected; correct the id, or add the row",
        ),
        (
            {"due_date": "2024-02-30"},
            "due_date",
            "2024-02-30",
            "Due: Feb 2024 has no day 30; its days go from 1 to 29",
        ),
        (
            {"due_date": "03/04/2024"},
            "due_date",
            "03/04/2024",
            "Due: '03/04/2024' can be read in two ways; write it as 3 Apr 2024 or 2024-04-03",
        ),
        (
            {"due_date": "Jul 2024", "due_precision": "year"},
            "due_date",
            "Jul 2024",
            "Due: its wording says “month” and the column due_precision says “year”",
        ),
        (
            {"status": "late"},
            "status",
            "late",
            "Status: “late” is not one of draft, open, in_progress, blocked, partly_done, done, cancelled, unknown.",
        ),
        (
            {"due_date": "2024-07-28", "due_precision": "week"},
            "due_precision",
            "week",
            "Due precision: “week” is not one of day, month, year, by, from.",
        ),
        ({"description": ""}, "description", "", "Title is missing: enter it."),
        ({"description": "   "}, "description", "", "Title is missing: enter it."),
        ({"action_id": ""}, "action_id", "", "The id is empty; give the row an id of its own"),
        (
            {"action_id": "act-good"},
            "action_id",
            "act-good",
            "act-good stands in line 2 already; keep one of the two rows",
        ),
        (
            {"action_id": "AI-9999999"},
            "action_id",
            "AI-9999999",
            "AI-9999999 is too far beyond the last number given, 0; give the row another id",
        ),
        ({"note": "a\0b"}, "note", "a\N{REPLACEMENT CHARACTER}b", "Remove the character U+0000"),
        ({"note": "x" * 20_001}, "note", "x" * 80, "Note is longer than 20000 characters: shorten it."),
        (
            {"description": "Example, action"},
            "",
            None,
            "The row has 16 cells and the header 15; check commas and quotation marks",
        ),
        (
            {"note": '"a"b'},
            "",
            "",
            "The quotation marks of this row do not match; write one inside a quoted cell twice",
        ),
        ({"note": "x" * 140_000}, "", "", "A cell has more than 131072 characters; shorten it"),
        (
            {"source_id": '"never closed'},
            "",
            "",
            "A quotation mark that opens here is never closed; close it, the rows after it were not read",
        ),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_and_left_out_and_the_good_one_comes_in(
    empty: Store, tmp_path: Path, cells: dict[str, str], column: str, value: str | None, cure: str
) -> None:
    alone = actions(tmp_path, action(**cells))
    before = dump(empty)
    if cells.get("action_id") != "act-good":
        made = plan(empty, alone)
        assert (made.created, made.updated, made.unchanged) == (0, 0, 0)
        execute(empty, made, "Import")
        assert dump(empty) == before
    file = actions(tmp_path, GOOD, action(**cells))
    found = told(empty, file)
    assert [(line, name, text) for line, name, _value, text in found] == [(3, column, cure)]
    assert value is None or found[0][2] == value
    execute(empty, plan(empty, file), "Import")
    with empty.read() as db:
        assert db.execute("SELECT slug FROM action_items").scalars() == ["act-good"]


def test_everything_wrong_with_a_row_is_told_at_once(empty: Store, tmp_path: Path) -> None:
    row = action(kind="wish", due_date="soon", owner_side="XX")
    assert [name for _line, name, _value, _cure in told(empty, actions(tmp_path, row))] == [
        "kind",
        "owner_side",
        "due_date",
    ]


def test_a_rule_of_the_entity_is_told_with_its_field(filled: Store, tmp_path: Path) -> None:
    header = ["meeting_id", "title", "start_date", "end_date"]
    rows = [
        ["example", "Example meeting", "2024-07-28", "2024-07-01"],
        ["dicas-2024-06-09", "First DICAS", "2024-06-09", "2024-06-01"],
    ]
    before = dump(filled)
    file = write_rows(tmp_path / "meetings.csv", header, *rows)
    cure = "Last day: {} is before the beginning on {}."
    assert told(filled, file) == [
        (2, "end_date", "2024-07-01", cure.format("2024-07-01", "2024-07-28")),
        (3, "end_date", "2024-06-01", cure.format("2024-06-01", "2024-06-09")),
    ]
    execute(filled, plan(filled, file), "Import")
    assert dump(filled) == before


def test_a_problem_that_stood_before_does_not_stop_another_change(filled: Store, tmp_path: Path) -> None:
    with filled.write("Edit") as step:
        step.raw.execute("UPDATE meetings SET end_date = '2024-06-01' WHERE slug = 'dicas-2024-06-09'")
    header = ["meeting_id", "city", "end_date"]
    made = plan(filled, write_rows(tmp_path / "meetings.csv", header, ["dicas-2024-06-09", "Kyoto", "2024-06-01"]))
    assert (made.updated, made.rejected) == (1, [])


def test_a_row_that_points_to_a_rejected_row_is_rejected_with_it(empty: Store, tmp_path: Path) -> None:
    shutil.copytree(RECORD, tmp_path / "in")
    meetings = tmp_path / "in" / "meetings.csv"
    meetings.write_text(meetings.read_text(encoding="utf-8").replace("2024-06-09,2024-06-09,day", "soon,,day"), "utf-8")
    made = plan(empty, tmp_path / "in")
    reasons = {(r.file, r.column, r.value) for r in made.rejected}
    assert ("meetings.csv", "start_date", "soon") in reasons
    assert ("forums.csv", "established_by_meeting_id", "dicas-2024-06-09") in reasons
    assert ("working_groups.csv", "forum_id", "dicas") in reasons
    assert ("decisions.csv", "meeting_id", "dicas-2024-06-09") in reasons
    assert made.created + len({(r.file, r.line) for r in made.rejected}) == 597
    order = [(list(empty.entities).index(r.file.removesuffix(".csv")), r.line) for r in made.rejected]
    assert order == sorted(order)
    execute(empty, made, "Import")
    assert empty.check() == []


def test_an_update_that_points_to_nothing_is_rejected(filled: Store, tmp_path: Path) -> None:
    header = ["action_id", "meeting_id"]
    file = write_rows(tmp_path / "action_items.csv", header, ["act-gpi-contract", "m-x"], ["act-hold-first-dicas", ""])
    found = plan(filled, file)
    assert [(r.line, r.column, r.value) for r in found.rejected] == [(2, "meeting_id", "m-x")]
    assert found.updated == 1


def test_a_new_record_may_be_what_a_changed_one_points_to(filled: Store, tmp_path: Path) -> None:
    write_rows(tmp_path / "meetings.csv", ["meeting_id", "title"], ["m-new", "Example meeting"])
    write_rows(tmp_path / "action_items.csv", ["action_id", "meeting_id"], ["act-gpi-contract", "m-new"])
    made = plan(filled, tmp_path)
    assert (made.created, made.updated, made.rejected) == (1, 1, [])
    execute(filled, made, "Import")
    with filled.read() as db:
        linked = db.execute(
            "SELECT m.slug FROM action_items a JOIN meetings m ON m.id = a.meeting_id WHERE a.slug = 'act-gpi-contract'"
        ).scalar()
    assert linked == "m-new"


def test_the_same_record_named_by_slug_and_by_reference_stands_twice(filled: Store, tmp_path: Path) -> None:
    header = ["action_id", "note"]
    file = write_rows(tmp_path / "action_items.csv", header, ["act-gpi-contract", "a"], ["AI-0002", "b"])
    cure = "AI-0002 stands in line 2 already; keep one of the two rows"
    assert told(filled, file) == [(3, "action_id", "AI-0002", cure)]


def test_the_bin_is_told(filled: Store, tmp_path: Path) -> None:
    with filled.write("Delete") as step:
        step.delete("action_items", [2])
        step.delete("platforms", [1])
    rows = [["act-gpi-contract", "x"], ["act-hold-first-dicas", "x"]]
    file = write_rows(tmp_path / "action_items.csv", ["action_id", "note"], *rows)
    cure = "act-gpi-contract is in the bin; take it out again, or give the row another id"
    assert told(filled, file) == [(2, "action_id", "act-gpi-contract", cure)]
    repairs = write_rows(tmp_path / "repair_schedules.csv", ["repair_id", "platform_id"], ["r", "uss-new-orleans"])
    cure = "What it points to is in the bin; take it out again, or name another record"
    assert told(filled, repairs) == [(2, "platform_id", "1", cure)]


def test_a_marking_above_the_ceiling_is_refused(filled: Store, tmp_path: Path) -> None:
    header = ["action_id", "description", "marking"]
    rows = [["a", "Example", "U"], ["b", "Example", "CUI"], ["c", "Example", "(S)"], ["d", "Example", "SECRET"]]
    above = "{} is above the ceiling U of this workspace; such a record cannot be kept here"
    assert told(filled, write_rows(tmp_path / "action_items.csv", header, *rows)) == [
        (3, "marking", "CUI", above.format("CUI")),
        (4, "marking", "S", above.format("S")),
        (5, "marking", "SECRET", "Marking: SECRET belongs in a banner; use the short form, such as S or NF"),
    ]


def test_an_unknown_column_is_told_and_the_rest_comes_in(empty: Store, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "action_items.csv", ["action_id", "description", "owner"], ["a", "Example", "x"])
    made = plan(empty, file)
    cure = "action_items has no column owner; it was left out. Correct its name or remove it"
    assert [str(r) for r in made.rejected] == [f"action_items.csv:1 owner: {cure}"]
    assert made.created == 1


def test_a_column_that_is_not_there_for_a_precision_is_told(empty: Store, tmp_path: Path) -> None:
    file = write_rows(
        tmp_path / "action_items.csv", ["action_id", "description", "due_date"], ["a", "Example", "2024-07"]
    )
    cure = "Due: “2024-07” is not a whole day; write one, or add the column due_precision"
    assert told(empty, file) == [(2, "due_date", "2024-07", cure)]


@pytest.mark.parametrize(
    ("header", "told_column", "cure"),
    [
        (
            ["kind", "description"],
            "action_id",
            "The column action_id is missing, so no row can be told from another; add it",
        ),
        (["action_id", "note", "note"], "note", "The column stands twice; remove one"),
    ],
)  # fmt: skip
def test_a_header_that_cannot_be_used_leaves_the_file_out(
    empty: Store, tmp_path: Path, header: list[str], told_column: str, cure: str
) -> None:
    made = plan(empty, write_rows(tmp_path / "action_items.csv", header, ["a", "b", "c"][: len(header)]))
    assert [(r.line, r.column, r.cure) for r in made.rejected] == [(1, told_column, cure)]
    assert made.tables == []


def test_a_second_line_that_is_blank_but_for_one_cell_is_told(empty: Store, tmp_path: Path) -> None:
    file = actions(tmp_path, [" "])
    assert [r.cure for r in plan(empty, file).rejected] == [
        "The row has 1 cells and the header 15; check commas and quotation marks"
    ]


def test_an_empty_file_has_no_id_column(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "action_items.csv").write_bytes(b"")
    assert [(r.line, r.column) for r in plan(empty, tmp_path / "action_items.csv").rejected] == [(1, "action_id")]


def test_a_file_with_nothing_but_ids_is_fine(filled: Store, tmp_path: Path) -> None:
    made = plan(filled, write_rows(tmp_path / "action_items.csv", ["action_id"], ["act-gpi-contract"], ["act-new"]))
    assert made.unchanged == 1
    assert [(r.line, r.column) for r in made.rejected] == [(3, "description")]


def test_a_file_of_the_folder_that_is_no_table_is_told(empty: Store, tmp_path: Path) -> None:
    actions(tmp_path, GOOD)
    (tmp_path / "remarks.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a table", encoding="utf-8")
    cure = "This is no table of the program; name the file after one, or take it away"
    made = plan(empty, tmp_path)
    assert [str(r) for r in made.rejected] == [f"remarks.csv:1: {cure}"]
    assert made.created == 1


def test_a_path_that_has_nothing_to_import_is_a_problem(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match=r"There is no file or folder .*nowhere: check the name"):
        plan(empty, tmp_path / "nowhere")
    with pytest.raises(UserProblem, match=r"has no file of this format, such as forums\.csv"):
        plan(empty, tmp_path)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UserProblem, match=r"other\.csv is none of the files of this format: forums\.csv, "):
        plan(empty, other)
    other.write_text("", encoding="utf-8")
    with pytest.raises(UserProblem, match="is none of the files"):
        plan(empty, other)


def test_utf8_with_a_byte_order_mark_and_windows_line_ends_comes_in(empty: Store, tmp_path: Path) -> None:
    text = actions(tmp_path, action(description="艦船修理"), []).read_text(encoding="utf-8")
    (tmp_path / "action_items.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    made = plan(empty, tmp_path)
    assert (made.created, made.rejected) == (1, [])
    assert made.tables[0].created[0][0] == "act-example"


def test_cp932_is_found_out_and_told(empty: Store, tmp_path: Path) -> None:
    file = actions(tmp_path, action(description="艦船整備作業部会", note="髙橋"))
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp932"))
    made = plan(empty, file)
    assert made.tables[0].encoding == "cp932"
    assert "艦船整備作業部会" in made.tables[0].created[0]
    assert "髙橋" in made.tables[0].created[0]


def test_bytes_that_are_no_text_spoil_their_row_only(empty: Store, tmp_path: Path) -> None:
    rows = [action(action_id=f"act-{n}", description="艦船整備作業部会の資料") for n in range(3)]
    file = actions(tmp_path, *rows)
    lines = file.read_bytes().split(b"\n")
    lines[2] = lines[2].replace("艦".encode(), b"\xff\xe8")
    file.write_bytes(b"\n".join(lines))
    made = plan(empty, file)
    assert made.tables[0].encoding == "utf-8-sig"
    assert made.created == 2
    assert [(r.line, r.column, r.cure) for r in made.rejected] == [
        (3, "description", "The cell is not UTF-8 text; save the file as UTF-8 or type the cell anew")
    ]
    assert made.rejected[0].value.endswith("船整備作業部会の資料")


def test_a_batch_of_known_records_is_compared_as_it_fills(filled: Store, tmp_path: Path) -> None:
    rows = [[f"act-{n}", "Example"] for n in range(1_100)]
    file = write_rows(tmp_path / "action_items.csv", ["action_id", "description"], *rows)
    execute(filled, plan(filled, file), "Import")
    made = plan(filled, file)
    assert (made.created, made.updated, made.unchanged) == (0, 0, 1_100)


def test_broken_utf8_that_would_pass_as_cp932_is_still_taken_for_utf8(empty: Store, tmp_path: Path) -> None:
    file = actions(tmp_path, action(action_id="act-1", description="艦船艦船"), GOOD)
    file.write_bytes(file.read_bytes().replace("艦船艦船".encode(), "艦船艦船".encode() + b"\xb1"))
    assert file.read_bytes().decode("cp932")
    made = plan(empty, file)
    assert made.tables[0].encoding == "utf-8-sig"
    assert [(r.line, r.column) for r in made.rejected] == [(2, "description")]
    assert made.created == 1


def test_bytes_that_are_neither_utf8_nor_cp932_spoil_their_row(empty: Store, tmp_path: Path) -> None:
    file = actions(tmp_path, GOOD)
    file.write_bytes(file.read_bytes() + b"act-x,action,,,,\xff\xfe\xfd,,,,,,,open,,\n")
    made = plan(empty, file)
    assert made.created == 1
    assert [r.line for r in made.rejected] == [3]


def test_utf16_is_refused_with_the_cure(empty: Store, tmp_path: Path) -> None:
    file = actions(tmp_path, GOOD)
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(UserProblem, match=r"action_items\.csv is in UTF-16: save it as CSV in UTF-8"):
        plan(empty, file)


def test_a_file_that_cannot_be_read_is_a_problem(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "action_items.csv").mkdir()
    with pytest.raises(UserProblem, match=r"action_items\.csv could not be read: Is a directory"):
        plan(empty, tmp_path)


def test_the_line_of_a_row_after_a_cell_of_several_lines_is_right(empty: Store, tmp_path: Path) -> None:
    file = actions(tmp_path, action(action_id="a", note='"one\ntwo\nthree"'), [], action(action_id="b", status="x"))
    assert [line for line, _column, _value, _cure in told(empty, file)] == [6]
