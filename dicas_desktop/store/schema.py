"""Bring a file to the schema of this program, by the migrations; refuse a file of a newer program."""

from pathlib import Path

from dicas_desktop.domain.places import migrations
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.version import VERSION
from dicas_desktop.store.connection import Connection

PROGRAM = "program"  # name of the fact inside a file that says which version wrote its schema


def newest_revision() -> int:
    """Return the number of the newest migration: they are named `0001_subject.py`, one after the other."""
    return max(int(path.name[:4]) for path in (migrations() / "versions").glob("[0-9]*.py"))


def revision_of(raw: Connection) -> int:
    """Return the revision of an open file, 0 for an empty one."""
    revision: int = raw.execute("PRAGMA user_version").fetchone()[0]
    return revision


def is_older(raw: Connection) -> bool:
    """Return whether a file lacks migrations that this program knows."""
    return revision_of(raw) < newest_revision()


def refuse_newer(raw: Connection, path: Path) -> None:
    """UserProblem if the file was written by a newer program, naming the version it needs if the file tells."""
    found, known = revision_of(raw), newest_revision()
    if found <= known:
        return
    row = raw.execute("SELECT value FROM store_facts WHERE name = ?", (PROGRAM,)).fetchone()
    version = _("DICAS Desktop {version} or later").format(version=row[0]) if row else _("that version")
    text = _(
        "{name} was written by a newer DICAS Desktop (schema {found}; this program knows {known}): open it with "
        "{version}."
    )
    raise UserProblem(text.format(name=path.name, found=found, known=known, version=version))


def note_program(raw: Connection) -> None:
    """Write into a file which version of the program its schema needs."""
    raw.execute("INSERT OR REPLACE INTO store_facts (name, value) VALUES (?, ?)", (PROGRAM, VERSION))


def upgrade(raw: Connection, revision: int | None = None) -> None:
    """Run the migrations that the file lacks up to a revision, or all, in one transaction.

    Foreign keys are off meanwhile: Alembic rebuilds a table by dropping it, which would delete the children of its
    rows. They are checked before the commit.
    """
    # imported here: Alembic costs a quarter of a second that a file of the current schema need not pay
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(migrations()))
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        # begun here, so that Alembic finds a transaction and leaves its end to us
        with engine.connect() as connection, connection.begin():
            raw.execute("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head" if revision is None else f"{revision:04d}")
            _refuse_orphans(raw)
            raw.execute(f"PRAGMA user_version = {revision or newest_revision()}")
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raw.execute("PRAGMA foreign_keys = ON")


def _refuse_orphans(raw: Connection) -> None:
    broken = raw.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise UserProblem(
            _("The schema could not be upgraded: a record of {table} lost what it points to.").format(table=broken[0])
        )
