"""The reading connections of an open file: made when asked for, kept for the next reader."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
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
        self._closed = False

    @contextmanager
    def snapshot(self, *, fresh: bool = False) -> Iterator[Db]:
        """Give a connection inside a read transaction, a new one if `fresh`. UserProblem if it cannot be read."""
        try:
            raw = self._take(fresh=fresh)
            try:
                raw.execute("BEGIN")
                yield Db(raw)
            finally:
                with suppress(DatabaseError):
                    raw.execute("ROLLBACK")
                self._give_back(raw, keep=not fresh)
        except DatabaseError as error:
            raise problem_of(error, self._file.path) from error

    def warm(self, number: int) -> None:
        """Make so many connections that have read the schema, for readers to come. UserProblem if they cannot read."""
        with ExitStack() as open_at_once:
            for _reader in range(number):
                db = open_at_once.enter_context(self.snapshot())
                db.execute("SELECT 1 FROM sqlite_master LIMIT 1").all()

    def close(self) -> None:
        """Close the connections; one that is still read from is closed by its reader's end. UserProblem from now on."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()

    def _take(self, *, fresh: bool) -> Connection:
        with self._lock:
            if self._closed:
                raise UserProblem(_("{name} is closed: open it again.").format(name=self._file.path.name))
            if self._idle and not fresh:
                return self._idle.pop()
        return self._file.reader()

    def _give_back(self, raw: Connection, *, keep: bool) -> None:
        with self._lock:
            if keep and not self._closed:
                self._idle.append(raw)
            else:
                raw.close()
