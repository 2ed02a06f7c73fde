"""`list` and `search` for people and for programs."""

import csv
import io
import json
from pathlib import Path

import pytest

from dicas_desktop.cli.columns import width
from dicas_desktop.domain.catalogue import ENTITIES
from tests.cli.conftest import Run
from tests.make import RECORDED, SAMPLE, reopen


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", RECORDED)
def test_every_kind_is_listed_in_each_form_with_every_row(run: Run, sample_path: Path, table: str) -> None:
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        recorded = {row[ENTITIES[table].slug_column]: row for row in csv.DictReader(file)}
    told = run("list", sample_path, table)
    assert told.code == 0
    assert told.out.splitlines()[-1].startswith(f"{len(recorded)} ")
    assert len(told.out.splitlines()) == len(recorded) + 3
    rows = csv_rows(run("list", sample_path, table, "--format", "csv").out)
    assert {row[ENTITIES[table].slug_column]: {k: row[k] for k in recorded_row} for row, recorded_row in
            ((r, recorded[r[ENTITIES[table].slug_column]]) for r in rows)} == recorded  # fmt: skip
    told_json = json.loads(run("list", sample_path, table, "--format", "json").out)
    assert [row["ref"] for row in told_json] == [row["ref"] for row in rows]
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in told_json] == rows


def test_a_table_tells_state_and_countdown_of_the_day_asked_for(run: Run, sample_path: Path) -> None:
    where = ("--where", "action_id=act-wg-report-2plus2")
    late = run("list", sample_path, "action_items", *where, "--as-of", "2024-08-01").out.splitlines()[2]
    assert "28 Jul · 4 d late" in late
    assert "▲ Late, outcome not recorded" in late
    due = run("list", sample_path, "action_items", *where, "--as-of", "15 Jul 2024").out.splitlines()[2]
    assert "28 Jul · 13 d left" in due
    assert "○ Not recorded" in due
    told = json.loads(run("list", sample_path, "action_items", *where, "--as-of", "2024-08-01", "--format", "json").out)
    assert (told[0]["state"], told[0]["days_left"]) == ("late", -4)


def test_the_default_day_is_the_clock(run: Run, sample_path: Path) -> None:
    told = run("list", sample_path, "action_items", "--where", "is=late", "--format", "json")
    assert len(json.loads(told.out)) == len([row for row in json.loads(told.out) if row["days_left"] < 0]) > 0


def test_conditions_all_hold(run: Run, sample_path: Path) -> None:
    where = ("--where", "status=open", "--where", "wg_id=wg-missile", "--where", "description~Pursue")
    rows = csv_rows(run("list", sample_path, "action_items", *where, "--format", "csv").out)
    assert [row["action_id"] for row in rows] == ["act-amraam-coproduction-2plus2", "act-pac3-coproduction-2plus2"]


def test_columns_stand_below_each_other_with_japanese_in_them(run: Run, sample_path: Path) -> None:
    lines = run("list", sample_path, "organizations").out.splitlines()
    starts = [n for n, character in enumerate(lines[1]) if character == "-" and (n == 0 or lines[1][n - 1] == " ")]
    japanese = [line for line in lines[2:-1] if width(line) != len(line)]
    assert japanese
    for line in japanese:
        places = [width(line[:n]) for n in range(len(line) + 1)]
        for start in starts[1:]:
            if start < places[-1]:
                assert line[places.index(start) - 1] == " "


def test_nothing_found_is_told_in_each_form(run: Run, sample_path: Path) -> None:
    where = ("--where", "description~nothing like this")
    assert run("list", sample_path, "action_items", *where).out.splitlines()[-1] == "0 action items"
    assert run("list", sample_path, "action_items", *where, "--format", "json").out == "[]\n"
    assert csv_rows(run("list", sample_path, "action_items", *where, "--format", "csv").out) == []


def test_a_cell_that_begins_like_a_formula_is_text_in_csv_but_not_in_json(run: Run, sample_path: Path) -> None:
    texts = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "plain"]
    for text in texts:
        assert run("add", sample_path, "supply_items", f"name={text}").code == 0
    where = ("--where", "supply_item_id=")
    rows = csv_rows(run("list", sample_path, "supply_items", *where, "--format", "csv").out)
    assert {row["name"] for row in rows} == {"'=cmd|' /C calc'!A0", "'+1", "'-1+1", "'@SUM(A1)", "plain"}
    told = json.loads(run("list", sample_path, "supply_items", *where, "--format", "json").out)
    assert {row["name"] for row in told} == set(texts)


def test_a_negative_number_stays_a_number(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "action_items", "AI-0002", "due_offset=-10", "due_offset_unit=day")
    where = ("--where", "ref=AI-0002")
    rows = csv_rows(run("list", sample_path, "action_items", *where, "--format", "csv").out)
    assert rows[0]["due_offset"] == "-10"


def test_a_cell_of_several_lines_stays_on_one_line_of_the_table(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "forums", "dicas", "abbreviation=DI\nCAS\x1b[31m")
    out = run("list", sample_path, "forums").out
    assert "DI CAS [31m" in out
    assert "\x1b" not in out


def test_an_unknown_kind_names_the_known_ones(run: Run, sample_path: Path) -> None:
    problem = run("list", sample_path, "actions").problem
    assert problem.startswith("There is no kind of records actions: use one of forums, working_groups, ")
    assert problem.endswith("sources, attachments.")


def test_a_list_can_be_read_while_the_workspace_is_open_for_writing(run: Run, sample_path: Path) -> None:
    store = reopen(sample_path)
    with store.write("Edit") as step:
        step.update("forums", 2, {"purpose": "Changed"})
    told = run("list", sample_path, "forums", "--format", "json")
    store.close()
    assert any(row["purpose"] == "Changed" for row in json.loads(told.out))


def test_search_finds_two_japanese_characters_and_english_words_grouped_by_kind(run: Run, sample_path: Path) -> None:
    out = run("search", sample_path, "艦船").out
    assert "Working groups\n  WG-0002  Ship repair working group  艦船整備作業部会\n" in out
    assert "\nSources\n" in out
    assert "AI-0012" in run("search", sample_path, "amraam", "PURSUE").out


def test_search_takes_every_character_as_it_is(run: Run, sample_path: Path) -> None:
    for words in ('"', "%", "a* OR b", "NEAR(", "\udcff"):
        assert run("search", sample_path, words).code == 0
    assert run("search", sample_path, "zzzz").out == "Nothing was found for zzzz: try fewer or other words.\n"
