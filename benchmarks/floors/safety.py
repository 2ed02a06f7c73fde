"""The floors of safety: `safety WORKSPACE`, on a copy of the same encrypted file, by SQLCipher and nothing else.

Opening: the same derivation of the key, a connection, the same 50 rows. Check: SQLite's own check of integrity, and
the rows of the journal read and hashed. Backup: SQLite's online backup, brought to the disk. Edit: the standard
library's sqlite3 on a plain table of as many rows, durable, without journal, index of words or encryption.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks.harness import BUILD, both, hand_over
from benchmarks.ours.store import EDITS, PASSPHRASE
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.key import SALT_BYTES, raw_key


def _connected(path: Path, key: str) -> Connection:
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute(f'PRAGMA key = "{key}"')
    return db


def _opened(path: Path) -> tuple[Connection, str]:
    with path.open("rb") as file:
        key = raw_key(PASSPHRASE, file.read(SALT_BYTES))
    db = _connected(path, key)
    db.execute("SELECT * FROM action_items ORDER BY due_date, id LIMIT 50").fetchall()
    return db, key


def _check(db: Connection) -> None:
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise RuntimeError("the file is damaged: nothing was measured")
    digest = hashlib.sha256()
    for row in db.execute("SELECT * FROM journal_changes ORDER BY id"):
        digest.update(repr(row).encode())


def _back_up(db: Connection, path: Path, key: str) -> None:
    target = _connected(path, key)
    db.backup(target)
    target.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _plain(path: Path, source: Connection) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE action (id INTEGER PRIMARY KEY, description TEXT, status TEXT, due TEXT, note TEXT)")
    rows = source.execute("SELECT id, description, status, due_date, note FROM action_items")
    db.execute("BEGIN")
    db.executemany("INSERT INTO action VALUES (?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
    return db


def main(source: Path) -> dict[str, float]:
    """Return the figures, in milliseconds."""
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        path = Path(shutil.copy(source, Path(folder) / "w.dicas"))
        (db, key), figures = both("open", [lambda: _opened(path)])
        figures |= both("check", [lambda: _check(db)])[1]
        figures |= both("backup", [lambda: _back_up(db, Path(folder) / "copy.dicas", key)])[1]
        plain = _plain(Path(folder) / "plain.db", db)
        count, chance = plain.execute("SELECT max(id) FROM action").fetchone()[0], random.Random(1)

        def edit() -> None:
            change = (f"seen {chance.random()}", chance.randrange(1, count))
            plain.execute("UPDATE action SET note = ? WHERE id = ?", change)

        figures |= both("edit", [edit] * EDITS)[1]
        plain.close()
        db.close()
    return figures


if __name__ == "__main__":
    hand_over(**main(Path(sys.argv[1])))
