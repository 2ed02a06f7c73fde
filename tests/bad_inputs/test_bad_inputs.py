"""Every declared bad input is tried on the public record: its exact message, and what it writes or leaves alone."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.db import Db
from tests.bad_inputs import changes, days, deadlines, meetings, people, register, tables
from tests.bad_inputs.clauses import CLAUSES
from tests.bad_inputs.declared import Call, Command, Keys, Named, Row
from tests.cli.conftest import Ran
from tests.make import reopen, sample_store
from tests.make_window import NO_DISPLAY, open_window

pytestmark = NO_DISPLAY
ROWS: tuple[Row, ...] = (
    *deadlines.ROWS, *register.ROWS, *meetings.ROWS, *people.ROWS, *changes.ROWS, *tables.ROWS, *days.ROWS
)  # fmt: skip
TRIED = [row for row in ROWS if not isinstance(row.door, Named)]
NAMED = [row for row in ROWS if isinstance(row.door, Named)]
Run = Callable[..., Ran]
Content = dict[str, list[tuple[Any, ...]]]


def content(db: Db) -> Content:
    """Every row of every table of the file: records, journal, counters, drafts, facts and the index of the search."""
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars()
    return {table: db.execute(f"SELECT * FROM {table}").all() for table in tables}


def records(db: Db) -> dict[str, dict[str, Any]]:
    """Every record by its reference, those in the bin too."""
    return {
        row["ref"]: row for table in ENTITIES for row in db.execute(f"SELECT * FROM {table}").mappings()
    }  # fmt: skip


@contextmanager
def looked_at(path: Path) -> Iterator[Db]:
    with closing(reopen(path, read_only=True)) as store, store.read() as db:
        yield db


def as_shown(text: str) -> str:
    """A text with single blanks and without the rules of a table."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line and set(line) - set("- "))


def matching(says: str, said: str) -> str:
    """What was said if it is what a row says, "…" standing for any text; else what the row says."""
    pattern = re.escape(as_shown(says)).replace("…", ".*")
    return said if re.fullmatch(pattern, said, re.DOTALL) else as_shown(says)


@cache
def made_ready(given: tuple[Command, ...]) -> Path:
    """The path of the public record after these commands; made once a run."""
    # imported here: collecting needs no commands
    from dicas_desktop.cli.main import main

    path = Path(mkdtemp(prefix="dicas-tests-")) / "w.dicas"
    sample_store(path).close()
    for each in given:
        assert main([each.arguments[0], str(path), *each.arguments[1:]]) == 0, each
    return path


def by_command(door: Command, path: Path, run: Run) -> str:
    ran = run(door.arguments[0], path, *door.arguments[1:])
    return ran.problem if ran.code else ran.err or ran.out


def by_call(door: Call, path: Path) -> str:
    with closing(reopen(path)) as store:
        try:
            return str(door.call(store))
        except UserProblem as problem:
            return str(problem)


def by_keys(door: Keys, path: Path, qtbot: QtBot, qapp: QApplication) -> str:
    with closing(reopen(path)) as store:
        opened = open_window(qtbot, qapp, store, door.page)
        said = str(door.press(opened))
        opened.settle()
        opened.window.close_store()
        return said


@pytest.mark.parametrize("row", TRIED, ids=str)
def test_it_is_answered_in_its_own_words_and_writes_what_it_may(
    row: Row, tmp_path: Path, run: Run, qtbot: QtBot, qapp: QApplication
) -> None:
    path = tmp_path / "w.dicas"
    shutil.copyfile(made_ready(row.given), path)
    with looked_at(path) as db:
        before, stood = content(db), records(db)
    if isinstance(row.door, Keys):
        said = by_keys(row.door, path, qtbot, qapp)
    else:
        assert not isinstance(row.door, Named)
        said = by_call(row.door, path) if isinstance(row.door, Call) else by_command(row.door, path, run)
    known = matching(row.says, as_shown(said))
    assert as_shown(said) == known
    with looked_at(path) as db:
        if not row.writes:
            assert content(db) == before
        found = {ref: record for ref, record in records(db).items() if record != stood.get(ref)}
    assert {
        ref: {name: record[name] for name in row.writes.get(ref, {})} for ref, record in found.items()
    } == row.writes


@pytest.mark.parametrize("row", NAMED, ids=str)
def test_a_test_elsewhere_that_tries_it_is_there_with_its_message(row: Row) -> None:
    assert isinstance(row.door, Named)
    assert row.door.test in row.door.tests
    assert row.says in row.door.texts


def test_every_clause_of_the_ten_features_has_a_row_and_every_row_its_clause() -> None:
    declared = {(feature, clause) for feature, clauses in CLAUSES.items() for clause in clauses}
    assert declared == {(row.feature, row.clause) for row in ROWS}
