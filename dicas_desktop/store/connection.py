"""Connections to one file: SQLCipher's SQLite for plain and encrypted files alike, with the pragmas the store needs."""

from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

DatabaseError = dbapi2.DatabaseError
OperationalError = dbapi2.OperationalError
IntegrityError = dbapi2.IntegrityError
Connection: TypeAlias = Any  # sqlcipher3 has no type information

APPLICATION_ID = 0x44494341  # "DICA"
PLAIN_HEADER = b"SQLite format 3\0"
PAGE_BYTES = 4096
_QUOTED = str.maketrans({"%": "%25", "?": "%3f", "#": "%23"})  # what ends a path in SQLite's URIs


def connect(path: Path, key: str | None, mode: str, *, immutable: bool = False) -> Connection:
    """Open a connection in `mode` ro, rw or rwc. `key` is the literal of `key.raw_key`, None for a plain file.

    Transactions are begun and ended by hand (`isolation_level=None`). Nothing of the file is read yet, so a wrong key
    shows at the first statement only.
    """
    options = f"mode={mode}" + ("&immutable=1" if immutable else "")
    raw = dbapi2.connect(
        f"file:{str(path).translate(_QUOTED)}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=5,
    )
    raw.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        raw.set_key(key)  # not by PRAGMA: SQLite keeps a copy of each statement and frees it as it is
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA cache_size = -32000")  # KiB; a small cache decrypts the same pages again and again
    if mode == "ro":
        raw.execute("PRAGMA query_only = ON")
    return raw


def make_durable(raw: Connection, *, log: bool = True) -> None:
    """Set what makes a commit survive a power loss, and deleted content unreadable.

    `log` is the write-ahead log; without it a rollback journal is kept, as network file systems need.
    """
    raw.execute(f"PRAGMA journal_mode = {'WAL' if log else 'DELETE'}")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA secure_delete = ON")
    raw.execute("PRAGMA trusted_schema = OFF")
