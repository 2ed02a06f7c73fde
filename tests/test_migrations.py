"""The migrations: a new file is what the classes say, and a later one loses no row, no child and no journal."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine
from sqlalchemy.pool import StaticPool

from dicas_desktop.domain.base import Base
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.places import migrations
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import schema, tables
from dicas_desktop.store.connection import Connection, OperationalError, connect
from tests.make import dump, reopen, sample_store

NEWEST = schema.newest_revision()
LATER = f"""\
revision = "{NEWEST + 1:04d}"
down_revision = "{NEWEST:04d}"
"""
REBUILD = (
    '''"""Rebuild two tables that others belong to, and add a column."""

import sqlalchemy as sa
from alembic import op

'''
    + LATER
    + '''

def upgrade() -> None:
    """Rebuild."""
    with op.batch_alter_table("meetings", recreate="always") as batch:
        batch.add_column(sa.Column("room", sa.Text(), nullable=True))
    with op.batch_alter_table("delegations", recreate="always") as batch:
        batch.alter_column("headcount", new_column_name="heads")
'''
)
ORPHANS = REBUILD + '    op.execute("DELETE FROM organizations")\n'
BROKEN = REBUILD + '    op.execute("SELECT 1 FROM nowhere")\n'


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test adds a second one to; the program works with it."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "migrations", lambda: folder)
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Connection]:
    """The sample workspace as the first schema has it, open for writing."""
    sample_store(tmp_path / "w.dicas").close()
    with closing(connect(tmp_path / "w.dicas", None, "rw")) as raw:
        yield raw


def content(raw: Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = [*ENTITIES, "journal_steps", "journal_changes", "counters", "store_facts"]
    return {name: raw.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


def add(folder: Path, text: str) -> None:
    (folder / "versions" / f"{NEWEST + 1:04d}_rebuild.py").write_text(text, encoding="utf-8")


@pytest.mark.filterwarnings("ignore:Cannot correctly sort tables")  # forums, meetings and groups point in a circle
def test_the_migrations_make_exactly_what_the_classes_declare(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "new", None, "rwc")) as raw:
        schema.upgrade(raw)
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, declared()) == []


def declared() -> MetaData:
    """Both sets of tables in one: those of the entities and those of the store."""
    together = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in (*Base.metadata.tables.values(), *tables.metadata.tables.values()):
        table.to_metadata(together)
    return together


def test_the_checks_and_the_strictness_of_the_file_are_those_of_the_classes(tmp_path: Path) -> None:
    """What Alembic does not compare."""
    with (
        closing(connect(tmp_path / "new", None, "rwc")) as raw,
        closing(connect(tmp_path / "b", None, "rwc")) as direct,
    ):
        schema.upgrade(raw)
        engine = create_engine("sqlite://", creator=lambda: direct, poolclass=StaticPool)
        declared().create_all(engine)
        made = shapes(direct)
        migrated = shapes(raw)
    assert migrated.pop("alembic_version")
    assert migrated == made


def shapes(raw: Connection) -> dict[str, list[str]]:
    """Every table and index with its parts, in an order of their own, without blanks and quotes."""
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: sorted(filter(None, (part.strip(" \t,") for part in sql.replace('"', "").split("\n"))))
        for name, sql in rows
    }


def test_the_migrations_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (migrations() / "versions").glob("*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert schema.newest_revision() == len(names)


def test_a_new_file_bears_the_newest_revision_and_holds_no_row(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "new", None, "rwc")) as raw:
        assert schema.revision_of(raw) == 0
        schema.upgrade(raw)
        assert schema.revision_of(raw) == schema.newest_revision()
        assert not any(rows for rows in content(raw).values())
        schema.refuse_newer(raw, tmp_path / "new")
        assert raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert not raw.in_transaction


def test_a_rebuilt_table_keeps_its_rows_and_their_children(old: Connection, later: Path) -> None:
    add(later, REBUILD)
    old.execute("UPDATE delegations SET headcount = 7 WHERE id = 1")
    before = content(old)
    schema.upgrade(old)
    after = content(old)
    room = [column[0] for column in old.execute("SELECT * FROM meetings").description].index("room")
    assert [row[:room] + row[room + 1 :] for row in after.pop("meetings")] == before.pop("meetings")
    assert after == before
    assert old.execute("SELECT id, heads FROM delegations WHERE heads IS NOT NULL").fetchall() == [(1, 7)]
    assert (schema.revision_of(old), old.execute("PRAGMA foreign_keys").fetchone()[0]) == (NEWEST + 1, 1)
    assert old.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert "STRICT" in old.execute("SELECT sql FROM sqlite_master WHERE name = 'meetings'").fetchone()[0]
    assert old.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("text", [ORPHANS, BROKEN], ids=["orphans", "broken"])
def test_a_migration_that_fails_leaves_the_original(old: Connection, later: Path, tmp_path: Path, text: str) -> None:
    add(later, text)
    before, shape = content(old), shapes(old)
    with pytest.raises((UserProblem, OperationalError)):
        schema.upgrade(old)
    assert (content(old), shapes(old)) == (before, shape)
    assert (schema.revision_of(old), old.execute("PRAGMA foreign_keys").fetchone()[0]) == (NEWEST, 1)
    old.close()
    (later / "versions" / f"{NEWEST + 1:04d}_rebuild.py").unlink()
    with closing(reopen(tmp_path / "w.dicas")) as store:
        assert store.check() == []
        assert len(dump(store)["meetings"]) == 28


def test_orphans_are_told_in_a_sentence(old: Connection, later: Path) -> None:
    add(later, ORPHANS)
    with pytest.raises(
        UserProblem, match=r"^The schema could not be upgraded: a record of \w+ lost what it points to\.$"
    ):
        schema.upgrade(old)


def test_a_file_of_the_second_schema_is_refused_by_a_program_that_knows_the_first(
    old: Connection, later: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(later, REBUILD)
    schema.upgrade(old)
    old.close()
    monkeypatch.undo()
    before = (tmp_path / "w.dicas").read_bytes()
    with pytest.raises(UserProblem) as refused:
        reopen(tmp_path / "w.dicas")
    assert str(refused.value) == (
        f"w.dicas was written by a newer DICAS Desktop (schema {NEWEST + 1}; this program knows {NEWEST}): "
        "open it with DICAS Desktop 0.1.0 or later."
    )
    assert (tmp_path / "w.dicas").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["migrations", "w.dicas"]
