"""The triggers that write the journal: TEMP, made anew on the one writing connection at each open.

Rows that come in bulk are journalled by one statement of the same expressions, because a trigger for each row costs an
import of 100,000 records more than writing them does (`journal_inserted`).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from dicas_desktop.store.connection import Connection

# An insert and a delete record the whole row without its empty columns, an update only the columns that changed.
_CHANGE = "INSERT INTO journal_changes (step_id, table_name, row_id, row_uid, operation, before, after)"
_STEP = "(SELECT id FROM temp.current_step)"


def install(raw: Connection, tables: Iterable[str]) -> None:
    """Make the triggers for these tables. A write outside a step is refused by the journal's NOT NULL step."""
    raw.execute("CREATE TEMP TABLE current_step (id INTEGER NOT NULL)")
    for table in tables:
        columns = tuple(row[1] for row in raw.execute(f"PRAGMA table_info({table})"))
        for statement in statements(table, columns):
            raw.execute(statement)


@cache  # the same for every file of one schema
def statements(table: str, columns: tuple[str, ...]) -> list[str]:
    """Return the three CREATE TRIGGER statements of a table."""
    new, old = _row("NEW", columns), _row("OLD", columns)
    before, after = _difference("OLD", columns), _difference("NEW", columns)
    changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns)
    head = "CREATE TEMP TRIGGER journal"
    inserted = f"{_CHANGE} VALUES ({_STEP}, '{table}', NEW.id, NEW.uid, 'I', NULL, {new})"
    deleted = f"{_CHANGE} VALUES ({_STEP}, '{table}', OLD.id, OLD.uid, 'D', {old}, NULL)"
    updated = f"{_CHANGE} VALUES ({_STEP}, '{table}', NEW.id, NEW.uid, 'U', {before}, {after})"
    return [
        f"{head}_insert_{table} AFTER INSERT ON main.{table} BEGIN {inserted}; END",
        f"{head}_delete_{table} AFTER DELETE ON main.{table} BEGIN {deleted}; END",
        f"{head}_update_{table} AFTER UPDATE ON main.{table} WHEN {changed} BEGIN {updated}; END",
    ]


@contextmanager
def insert_silenced(raw: Connection, table: str) -> Iterator[None]:
    """Take the insert trigger of a table away; whoever writes rows meanwhile journals them by `journal_inserted`.

    It is a part of the step's transaction: a rollback brings the trigger back, too.
    """
    name = f"journal_insert_{table}"
    statement = raw.execute("SELECT sql FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    raw.execute(f"DROP TRIGGER temp.{name}")
    yield
    raw.execute(statement.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))


def journal_inserted(raw: Connection, table: str, columns: Sequence[str], ids: Sequence[int]) -> None:
    """Journal new rows in the order of the ids given. Columns not named are empty; an empty one that is says null."""
    row = f"json_object({_pairs('NEW', columns)})"
    raw.execute(
        f"{_CHANGE} SELECT {_STEP}, '{table}', NEW.id, NEW.uid, 'I', NULL, {row} "
        f"FROM json_each(?) AS given JOIN main.{table} AS NEW ON NEW.id = given.value ORDER BY given.key",
        (json.dumps(ids),),
    )


def _row(side: str, columns: Sequence[str]) -> str:
    return f"json_patch('{{}}', json_object({_pairs(side, columns)}))"


def _pairs(side: str, columns: Sequence[str]) -> str:
    return ", ".join(f"'{c}', {side}.{c}" for c in columns)


def _difference(side: str, columns: Sequence[str]) -> str:
    parts = (
        f"CASE WHEN OLD.{c} IS NOT NEW.{c} THEN ',\"{c}\":' || json_quote({side}.{c}) ELSE '' END" for c in columns
    )
    return f"'{{' || substr({' || '.join(parts)}, 2) || '}}'"
