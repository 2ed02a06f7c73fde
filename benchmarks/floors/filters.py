"""Filter floor: COUNT actions in sqlite3 with an index on the due date and FTS5; first 50 hits in due order.

Nothing but the query: no window, no count of the hits, no journal. The words are those that our table is filtered by,
the index holds what our index would, so that two Japanese characters are found.
"""

import csv
import sqlite3
import sys
from functools import partial
from pathlib import Path

from benchmarks.harness import BUILD, hand_over, spread, times
from benchmarks.workload import FILTERS, FLOOR_COLUMNS, floor_file
from dicas_desktop.store.search import match_expression, pieces

MADE = (
    f"create table action({', '.join('id integer primary key' if n == 'id' else f'{n} text' for n in FLOOR_COLUMNS)})",
    "create virtual table found using fts5(body, content='', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')",
)
FIRST = "select a.* from found f join action a on a.id = f.rowid where found match ? order by a.due limit 50"
TURNS = 5


def made(count: int) -> Path:
    """Return the database, made once."""
    path, table = BUILD / f"filters-{count}.db", floor_file(count)
    if path.exists():
        return path
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    db = sqlite3.connect(part)
    for statement in MADE:
        db.execute(statement)
    with table.open(newline="", encoding="utf-8") as lines:
        rows = csv.reader(lines)
        next(rows)
        db.executemany(f"insert into action values({', '.join('?' * len(FLOOR_COLUMNS))})", rows)
    texts = db.execute("select id, title, owner_org, note from action").fetchall()
    indexed = ((key, pieces("\n".join(words))) for key, *words in texts)
    db.executemany("insert into found(rowid, body) values(?, ?)", indexed)
    db.execute("create index by_due on action(due, id)")
    db.commit()
    db.close()
    part.rename(path)
    return path


def _first(db: sqlite3.Connection, asked: str, _turn: int) -> object:
    return db.execute(FIRST, (asked,)).fetchall()


def _run(count: int) -> dict[str, float]:
    db = sqlite3.connect(made(count))
    db.execute("pragma cache_size=-32000")
    figures: dict[str, float] = {}
    for name, words in FILTERS.items():
        figures |= spread(name, times(partial(_first, db, match_expression(words)), TURNS))
    return figures


if __name__ == "__main__":
    hand_over(**_run(int(sys.argv[1])))
