"""Rows to import, and what a test needs to look at a workspace."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dicas_desktop.domain.places import resources
from dicas_desktop.exchange.plan import ImportPlan
from dicas_desktop.exchange.planner import Limits
from dicas_desktop.exchange.tables import plan_import
from dicas_desktop.store.check import Progress
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import Store

WHO = Who("Example officer", "example")
RECORD = resources() / "sample"
ACTION_COLUMNS = (
    "action_id", "kind", "meeting_id", "wg_id", "programme_id", "description", "owner_side", "owner_org_id", "due_date",
    "due_precision", "due_meeting_id", "due_text", "status", "note", "source_id",
)  # fmt: skip


def now() -> datetime:
    return datetime(2024, 6, 10, 5, 5, tzinfo=UTC)


def plan(store: Store, path: Path, *, progress: Progress | None = None, limits: Limits | None = None) -> ImportPlan:
    with store.read() as db:
        return plan_import(db, path, store.entities, progress, limits=limits)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a person could see, and the journal's steps."""
    with store.read() as db:
        tables = [*store.entities, "journal_steps", "journal_changes"]
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY id").all() for table in tables}


def write_rows(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    """Write plain cells without any quoting."""
    path.write_text("".join(",".join(row) + "\n" for row in [header, *rows]), encoding="utf-8")
    return path


def action(**cells: str) -> list[str]:
    """Return the cells of an action item that is good but for what is given."""
    good = {"action_id": "act-example", "kind": "action", "description": "Example action", "status": "open", **cells}
    return [good.get(column, "") for column in ACTION_COLUMNS]
