"""The reading connections of an open file: made when asked for, kept for the next reader."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dicas_desktop.store.connection import Connection, DatabaseError
from dicas_desktop.store.db import Db
from dicas_desktop.store.faults import problem_of
from dicas_desktop.store.files import OpenFile


class Readers:
    """Gives one snapshot at a time to any number of threads."""

    def __init__(self, file: OpenFile) -> None:
        """Read this file."""
        self._file = file
        self._idle: list[Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def snapshot(self) -> Iterator[Db]:
        """Give a connection inside a read transaction. UserProblem if the file cannot be read."""
        try:
            raw = self._take()
            try:
                raw.execute("BEGIN")
                yield Db(raw)
            finally:
                with suppress(DatabaseError):
                    raw.execute("ROLLBACK")
                with self._lock:
                    self._idle.append(raw)
        except DatabaseError as error:
            raise problem_of(error, self._file.path) from error

    def close(self) -> None:
        """Close the connections that nobody uses now."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    def _take(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._file.reader()
