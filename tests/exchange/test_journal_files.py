"""The journal as a file: nothing is missing, a spreadsheet computes nothing, and a broken writing leaves no file."""

import csv
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.journal_files import COLUMNS, export_journal
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import Store, create_store


def exported(store: Store, path: Path) -> int:
    with store.read() as db:
        return export_journal(db, path)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_csv_has_a_line_for_each_field_with_both_clocks(empty: Store, tmp_path: Path) -> None:
    with empty.write("Add 例") as step:
        step.add("organizations", {"name_en": "Example", "country": "JP"})
    with empty.write("Change it") as step:
        step.update("organizations", 1, {"country": "US"})
    assert exported(empty, tmp_path / "j.csv") == 3
    rows = rows_of(tmp_path / "j.csv")
    assert tuple(rows[0]) == COLUMNS
    assert [(row["step"], row["kind"], row["field"]) for row in rows[:2]] == [("1", "create", ""), ("2", "edit", "ref")]
    last = rows[-1]
    assert (last["record"], last["field"], last["before"], last["after"]) == ("O-0001", "country", "JP", "US")
    assert last["at_tokyo"].startswith("2024-06-10 14:05")
    assert last["at_tokyo"].endswith("+09:00")
    assert last["at_washington"].startswith("2024-06-10 01:05")
    assert (last["who"], last["workstation"]) == ("Example officer", "example")
    assert last["digest"] == empty.head.digest


def test_cells_that_a_spreadsheet_would_compute_are_text(empty: Store, tmp_path: Path) -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx"):
        with empty.write(text) as step:
            step.add("organizations", {"name_en": text})
    exported(empty, tmp_path / "j.csv")
    cells = [cell for row in rows_of(tmp_path / "j.csv") for cell in row.values()]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_json_lines_hold_enough_to_compute_the_chain_anew(sample: Store, tmp_path: Path) -> None:
    with sample.write("Change with “quotes” and\nlines 艦船") as step:
        step.update("meetings", 1, {"city": "Tōkyō"})
    sample.undo()
    assert exported(sample, tmp_path / "j.jsonl") == 4
    digest, expected, hasher = "0" * 64, None, hashlib.sha256()
    for line in lines_of(tmp_path / "j.jsonl"):
        if line["type"] == "step":
            assert expected in (None, hasher.hexdigest())
            names = ("id", "uid", "label", "who", "workstation", "at_utc", "kind", "undoes", "change_count")
            hasher = hashlib.sha256(framed(digest, *(line[name] for name in names)))
            digest = expected = line["digest"]
        else:
            hasher.update(framed(*(line[name] for name in ("table", "id", "uid", "operation", "before", "after"))))
    assert hasher.hexdigest() == sample.head.digest


def framed(*parts: object) -> bytes:
    """As docs/journal.md tells it: each part after its length in characters, nothing as a hyphen."""
    return "".join("-" if part is None else f"{len(str(part))}:{part}" for part in parts).encode()


def test_a_clock_that_went_back_is_told_in_both(tmp_path: Path) -> None:
    moments = [datetime(2024, 7, 15, hour, tzinfo=UTC) for hour in (5, 5, 5, 4, 4, 4)]
    store = create_store(tmp_path / "w.dicas", None, who=Who("Example", "desk"), now=lambda: moments.pop(0))
    while len(moments) > 1:
        with store.write("Add") as step:
            step.add("organizations", {"name_en": "Example"})
    exported(store, tmp_path / "j.csv")
    exported(store, tmp_path / "j.jsonl")
    store.close()
    assert "3600" in {row["clock_went_back_s"] for row in rows_of(tmp_path / "j.csv")}
    assert 3600 in {line.get("clock_went_back_s") for line in lines_of(tmp_path / "j.jsonl")}


def test_another_ending_is_refused(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match=r"j\.txt is neither \.csv nor \.jsonl"):
        exported(empty, tmp_path / "j.txt")
    assert [path.name for path in tmp_path.iterdir() if "j.txt" in path.name] == []


def test_a_file_that_is_there_is_replaced_whole_or_left_as_it_was(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text("before", encoding="utf-8")
    with empty.read() as db, pytest.raises(Cancelled):
        export_journal(db, path, lambda _done, _total, _text: False)
    assert path.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.glob(".j*")] == []
    exported(empty, path)
    assert path.read_text(encoding="utf-8-sig").startswith("step,")
    with pytest.raises(UserProblem, match="could not be written"):
        exported(empty, tmp_path / "nowhere" / "j.csv")
