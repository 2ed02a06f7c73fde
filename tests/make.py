"""What tests begin with: a clock that stands still, a placeholder officer, new stores and the sample workspace."""

import shutil
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.places import resources
from dicas_desktop.exchange.tables import execute, plan_import
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import Store, create_store, open_store

TODAY = date(2024, 7, 15)
WHO = Who("Example officer", "example-desk")
PASSPHRASE = "five plain example words here"  # noqa: S105 - a placeholder of the tests, it guards nothing
SAMPLE = resources() / "sample"


class Clock:
    """A clock that goes on by one second each time it is asked; UTC."""

    def __init__(self) -> None:
        """Begin at 14:03 in Tokyo on the day of the pictures."""
        self.moment = datetime(2024, 7, 15, 5, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the next second."""
        self.moment += timedelta(seconds=1)
        return self.moment


def new_store(path: Path, passphrase: str | None = None, ceiling: str = "U") -> Store:
    """Make and open an empty workspace."""
    return create_store(path, passphrase, who=WHO, now=Clock(), ceiling=ceiling)


def reopen(path: Path, passphrase: str | None = None, *, read_only: bool = False) -> Store:
    """Open a workspace."""
    return open_store(path, passphrase, who=WHO, now=Clock(), read_only=read_only)


@cache
def _sample_file() -> Path:
    path = Path(mkdtemp(prefix="dicas-tests-")) / "sample.dicas"
    store = new_store(path)
    with store.read() as db:
        plan = plan_import(db, SAMPLE, ENTITIES)
    execute(store, plan, "Import the public record")
    store.close()
    return path


def entered_today(store: Store) -> None:
    """Let every action be one entered today, so that its due date moves without a reason."""
    with store.read() as db:
        ids = db.execute("SELECT id FROM action_items").scalars()
    with store.write("Enter the actions today") as step:
        step.update_many("action_items", ids, {"entered_on": TODAY.isoformat()})


RECORDED = [table for table, entity in ENTITIES.items() if entity.recorded]  # the kinds that the sample has rows of


def sample_store(path: Path) -> Store:
    """Copy the sample workspace (made once a run) to this path and open it."""
    shutil.copyfile(_sample_file(), path)
    return reopen(path)


@cache
def _secret_file() -> Path:
    path = Path(mkdtemp(prefix="dicas-tests-")) / "secret.dicas"
    store = new_store(path, ceiling="TS")
    with store.read() as db:
        plan = plan_import(db, SAMPLE, ENTITIES)
    execute(store, plan, "Import the public record")
    with store.read() as db:
        ids = {table: db.execute(f"SELECT id FROM {table}").scalars() for table in ENTITIES}
    with store.write("Mark the public record") as step:
        for table, rows in ids.items():
            for row in rows:
                step.update(table, row, {"marking": "U"})
    store.close()
    return path


def secret_store(path: Path) -> Store:
    """Copy a workspace of ceiling TS (made once a run), in which every record of the sample bears U, and open it."""
    shutil.copyfile(_secret_file(), path)
    return reopen(path)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every entity table, for comparison before and after."""
    with store.read() as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY id").all() for table in ENTITIES}
