"""What can be read of a damaged workspace: records, steps, changes, facts, attachments, each known by what it is.

The page of a row tells its table where the way from the table's root is whole. Elsewhere the row itself does: a record
by the letters of its reference (AI-0012), a step by its digest, a change by its table and operation.
"""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.store import check
from dicas_desktop.store.connection import DatabaseError, connect
from dicas_desktop.store.journal import StepRow
from dicas_desktop.store.kept_views import VIEWS
from dicas_desktop.store.meetings.drafts import MEETING
from dicas_desktop.store.pages import Pages, read_pages
from dicas_desktop.store.records import Row, Value, owners, rows_of

Rows = dict[int, dict[str, Any]]  # records of one table by id
Change = tuple[str, int, str, str, str | None, str | None]  # table, row id, uid, operation, before, after

_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PREFIXES = {entity.prefix: table for table, entity in ENTITIES.items()}
_STEP_COLUMNS, _CHANGE_COLUMNS, _SCHEMA_COLUMNS = 10, 8, 5
_SAID = 2  # columns of the counters, of the facts and of the bytes of attachments
_OWN = ("journal_steps", "journal_changes", "counters", "store_facts", "contents", "drafts")
_HALF_TYPED = 3  # columns of the drafts


@dataclass(slots=True)
class Salvage:
    """Everything that was found whole. `scraps` are cells that could not be read."""

    pages: Pages
    records: dict[str, Rows] = field(default_factory=lambda: {table: {} for table in ENTITIES})
    steps: dict[int, StepRow] = field(default_factory=dict)
    changes: dict[int, tuple[int, Change]] = field(default_factory=dict)  # by their own id: step, change
    counters: dict[str, int] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)  # bytes of attachments by their SHA-256
    drafts: dict[str, tuple[str, str]] = field(default_factory=dict)  # what was half typed, by place: text, UTC time
    scraps: int = 0

    @property
    def hurt(self) -> bool:
        """True if something could not be read, so that what is not there may have been."""
        return bool(self.pages.broken or self.scraps or self.pages.log_frames_lost)


def salvage(path: Path, key: str | None, columns: dict[str, list[str]], progress: check.Progress) -> Salvage:
    """Read what can be read. `columns` are those of each table as this program makes it, where the file does not tell.

    OSError if the file cannot be read at all, Cancelled if `progress` returns False.
    """
    found = Salvage(read_pages(path, key, progress, _("Reading the pages")))
    cells = list(rows_of(found.pages.whole))
    rows = [row for row in cells if row is not None]
    found.scraps = len(cells) - len(rows)
    told = _tables(rows)
    place = owners(found.pages.whole, {name: root for name, (root, _sql) in told.items()})
    known = {name: _columns_of(sql) or columns.get(name, []) for name, (_root, sql) in told.items()}
    for row in rows:
        table = place.get(row.page) or _table_of(row.values)
        _take(found, row, table, {**columns, **known})
    return found


def declared_columns() -> dict[str, list[str]]:
    """Return the columns of each kind of record in the order of a new file of this program."""
    # imported here: the classes bring SQLAlchemy, which nothing else of a recovery's first half needs
    from dicas_desktop.domain.entities import model

    return {table: [column.name for column in model(table).__table__.columns] for table in ENTITIES}


def _tables(rows: Sequence[Row]) -> dict[str, tuple[int, str]]:
    """Return root page and statement of each table that the file still declares."""
    found = {}
    for row in rows:
        if len(row.values) == _SCHEMA_COLUMNS and row.values[0] == "table":
            _kind, name, _table, root, sql = row.values
            if name in (*ENTITIES, *_OWN) and isinstance(root, int) and isinstance(sql, str):
                found[str(name)] = root, sql
    return found


def _columns_of(sql: str) -> list[str]:
    """Return the columns that a CREATE TABLE statement makes, none if it is not whole."""
    try:
        with closing(connect(Path(":memory:"), None, "rwc")) as memory:
            memory.execute(sql)
            name = memory.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchone()[0]
            return [row[1] for row in memory.execute(f'PRAGMA table_info("{name}")')]
    except DatabaseError:
        return []


def _table_of(values: tuple[Value, ...]) -> str:
    """Return the table of a row on a page that no table owns any more, empty if the row does not tell."""
    if len(values) == _STEP_COLUMNS and isinstance(values[9], str) and _DIGEST.fullmatch(values[9]):
        return "journal_steps"
    if len(values) == _CHANGE_COLUMNS and values[2] in ENTITIES and values[5] in ("I", "U", "D"):
        return "journal_changes"
    if len(values) == _SAID and isinstance(values[0], str):
        return _table_of_two(values[0], values[1])
    if _is_draft(values) and str(values[0]).startswith(MEETING):
        return "drafts"
    if len(values) > _SAID and isinstance(values[2], str) and _is_uid(values[1]):
        return _PREFIXES.get(values[2].partition("-")[0], "")
    return ""


def _table_of_two(first: str, second: Value) -> str:
    if first in ENTITIES and isinstance(second, int):
        return "counters"
    if isinstance(second, bytes):
        return "contents"
    return "store_facts" if first in ("ceiling", "uid", "created_at") or first.startswith(VIEWS) else ""


def _is_uid(value: Value) -> bool:
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def _take(found: Salvage, row: Row, table: str, columns: dict[str, list[str]]) -> None:
    values = row.values
    if table == "journal_steps" and _is_step(values):
        found.steps[row.rowid] = StepRow(row.rowid, *values[1:])  # type: ignore[arg-type] # `_is_step` has looked
    elif table == "journal_changes" and _is_change(values):
        found.changes[row.rowid] = (int(str(values[1])), values[2:])  # type: ignore[assignment] # likewise
    elif table == "counters" and len(values) == _SAID and isinstance(values[1], int):
        found.counters[str(values[0])] = values[1]
    elif table == "store_facts" and len(values) == _SAID and isinstance(values[1], str):
        found.facts[str(values[0])] = values[1]
    elif table == "contents" and _is_content(values):
        found.contents[str(values[0])] = values[1]  # type: ignore[assignment] # `_is_content` has looked
    elif table == "drafts" and _is_draft(values):
        found.drafts[str(values[0])] = str(values[1]), str(values[2])
    elif table in ENTITIES and _is_record(values, len(columns[table])):
        record = dict(zip(columns[table], values, strict=False))
        record["id"] = row.rowid
        found.records[table][row.rowid] = record
    elif table:
        found.scraps += 1


def _is_draft(values: tuple[Value, ...]) -> bool:
    return len(values) == _HALF_TYPED and all(isinstance(value, str) for value in values)


def _is_content(values: tuple[Value, ...]) -> bool:
    """The bytes of an attachment are whole if they have the digest under which they lie."""
    if len(values) != _SAID or not isinstance(values[1], bytes):
        return False
    # imported here: only a file that has attachments asks for it
    import hashlib

    return hashlib.sha256(values[1]).hexdigest() == values[0]


def _is_step(values: tuple[Value, ...]) -> bool:
    if len(values) != _STEP_COLUMNS:
        return False
    *texts, undoes, count, digest = values[1:]
    return (
        all(isinstance(text, str) for text in (*texts, digest))
        and isinstance(undoes, int | None)
        and isinstance(count, int)
    )


def _is_change(values: tuple[Value, ...]) -> bool:
    if len(values) != _CHANGE_COLUMNS:
        return False
    _id, step, table, row, uid, operation, before, after = values
    return (
        isinstance(step, int)
        and table in ENTITIES
        and isinstance(row, int)
        and isinstance(uid, str)
        and operation in ("I", "U", "D")
        and all(isinstance(side, str | None) for side in (before, after))
    )


def _is_record(values: tuple[Value, ...], most: int) -> bool:
    """A record has a uid and a reference, and nothing is kept as bytes or as a fraction."""
    return (
        _SAID < len(values) <= most
        and _is_uid(values[1])
        and isinstance(values[2], str)
        and all(isinstance(value, int | str | None) for value in values[3:])
    )
