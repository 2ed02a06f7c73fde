"""Bring a file to the schema of this program, by the migrations; refuse a file of a newer program."""

from pathlib import Path

from dicas_desktop.domain.places import migrations
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import Connection


def newest_revision() -> int:
    """Return the number of the newest migration: they are named `0001_subject.py`, one after the other."""
    return max(int(path.name[:4]) for path in (migrations() / "versions").glob("[0-9]*.py"))


def revision_of(raw: Connection) -> int:
    """Return the revision of an open file, 0 for an empty one."""
    revision: int = raw.execute("PRAGMA user_version").fetchone()[0]
    return revision


def refuse_newer(raw: Connection, path: Path) -> None:
    """UserProblem if the file was written by a newer program."""
    found, known = revision_of(raw), newest_revision()
    if found > known:
        raise UserProblem(
            _(
                "{name} was written by a newer DICAS Desktop (schema {found}; this program knows {known}): "
                "open it with that version."
            ).format(name=path.name, found=found, known=known)
        )


def upgrade(raw: Connection) -> None:
    """Run the migrations that the file lacks, all in one transaction.

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
            command.upgrade(config, "head")
            _refuse_orphans(raw)
            raw.execute(f"PRAGMA user_version = {newest_revision()}")
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
