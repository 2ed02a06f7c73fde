"""SQLite floors by the standard library, no encryption, no journal.

`bulk CSV`: durable import in one transaction, indexes and search built at its end. `queries CSV`: on the same table,
open and first 50 rows, first 50 hits of a search in due order, one durable edit. `move CSV`: another due date for every
row, each by its id, in one durable transaction.
"""

import csv
import random
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.harness import hand_over, spread, times
from benchmarks.workload import FLOOR_COLUMNS

LATE = (
    "create index by_due on action(due, id)",
    "create index by_status on action(status, due, id)",
    "create index by_owner on action(owner_org, due, id)",
    "create virtual table found using fts5(title, content='action', content_rowid='id', tokenize='trigram')",
    "insert into found(found) values('rebuild')",
    """create trigger edited after update of title on action begin
         insert into found(found, rowid, title) values('delete', old.id, old.title);
         insert into found(rowid, title) values(new.id, new.title);
       end""",
)
SHOWN = "id, title, owner_org, opr, due, status, priority"


def load(table: Path, file: Path) -> sqlite3.Connection:
    """Fill a new file from the CSV in one durable transaction: rows first, then indexes and search."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("pragma cache_size=-65536")
    columns = ", ".join("id integer primary key" if name == "id" else f"{name} text" for name in FLOOR_COLUMNS)
    db.execute(f"create table action({columns})")
    with table.open(newline="", encoding="utf-8") as lines:
        rows = csv.reader(lines)
        next(rows)
        db.execute("begin")
        db.executemany(f"insert into action values({', '.join('?' * len(FLOOR_COLUMNS))})", rows)
        for statement in LATE:
            db.execute(statement)
        db.execute("commit")
    return db


def _open_and_read(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute(f"select {SHOWN} from action order by due, id limit 50").fetchall()
    db.close()


def _queries(db: sqlite3.Connection, file: Path) -> dict[str, float]:
    count = db.execute("select count(*) from action").fetchone()[0]
    chance = random.Random(7)
    search = "select a.* from found f join action a on a.id = f.rowid where found match ? order by a.due limit 50"

    def edit(number: int) -> None:
        key = chance.randrange(1, count)
        db.execute(
            "update action set title = title || ' x', status = ? where id = ?", (("open", "done")[number % 2], key)
        )

    return (
        spread("open_50", times(lambda _: _open_and_read(file), 30))
        | spread("search_en", times(lambda _: db.execute(search, ('"berth"',)).fetchall(), 5))
        | spread("search_ja", times(lambda _: db.execute(search, ('"修理計画"',)).fetchall(), 5))
        | spread("edit", times(edit, 200))
    )


def _move(db: sqlite3.Connection) -> dict[str, float]:
    rows = db.execute("select id, due from action where due != ''").fetchall()

    def move(turn: int) -> None:
        db.execute("begin immediate")
        db.executemany(
            "update action set due = date(?, ?) where id = ?", [(due, f"+{turn + 1} days", key) for key, due in rows]
        )
        db.execute("commit")

    return spread("move", times(move, 9)) | {"moved": float(len(rows))}


if __name__ == "__main__":
    mode, table = sys.argv[1], Path(sys.argv[2])
    file = table.with_suffix(f".{mode}.db")
    started = time.perf_counter()
    db = load(table, file)
    figures = {"seconds": time.perf_counter() - started}
    if mode == "queries":
        figures |= _queries(db, file)
    elif mode == "move":
        figures |= _move(db)
    db.close()
    file.unlink()
    hand_over(**figures)
