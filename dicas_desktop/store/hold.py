"""What an open workspace holds: the opened file with its key, the connections, the right to write.

A hold can be sealed: connections and key go, the right to write stays, and the passphrase brings the rest back. So a
locked window keeps what was half typed and reads nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.files import OpenFile, key_for
from dicas_desktop.store.journal import Who
from dicas_desktop.store.key import forget
from dicas_desktop.store.readers import Readers
from dicas_desktop.store.trial import waits
from dicas_desktop.store.writer import Writer


class Hold:
    """The connections to one opened file, made at once and again after `unseal`."""

    def __init__(self, file: OpenFile, who: Who, now: Callable[[], datetime]) -> None:
        """Connect. UserProblem if the file cannot be written though it was opened for that."""
        self.file = file
        self._who, self._now = who, now
        self.sealed = self._closed = False
        self.on_trial = False  # restored and not confirmed yet, see `trial`
        self._connect()

    @property
    def lost(self) -> bool:
        """True if somebody else has taken the right to write."""
        return self.file.lock is not None and not self._closed and not self.file.lock.holds()

    def must_write(self) -> Writer:
        """Return the writing connection. UserProblem if there is none."""
        if self.sealed:
            raise UserProblem(_("{name} is locked: unlock it first.").format(name=self.file.path.name))
        if self.writer is None:
            raise UserProblem(_("{name} is open read-only: nothing can be changed.").format(name=self.file.path.name))
        if self.on_trial:
            raise waits(self.file.path)
        return self.writer

    def seal(self) -> None:
        """Let connections and key go. A plain file has no key, so sealing it protects nothing."""
        if not self.sealed and not self._closed:
            self.sealed = True
            self._disconnect()

    def unseal(self, passphrase: str | None) -> None:
        """Connect again, or only prove the passphrase if nothing was sealed yet. WrongPassphrase, and it stays so."""
        key = key_for(self.file, passphrase)
        if not self.sealed:
            if key is not None:
                forget(key)
            return
        self.file = replace(self.file, key=key)
        self._connect()
        self.sealed = False

    def close(self) -> None:
        """Let everything go; the write-ahead log is emptied into the file. Calling it twice does no harm."""
        if not self._closed:
            self._closed = True
            if not self.sealed:
                self._disconnect()
            if self.file.lock is not None:
                self.file.lock.release()

    def _connect(self) -> None:
        self.readers = Readers(self.file)
        # before the first reader: the log is only left or taken up by the one connection there is
        self.writer = None if self.file.lock is None else Writer(self.file, self._who, self._now)

    def _disconnect(self) -> None:
        self.readers.close()
        if self.writer is not None:
            self.writer.close()
            self.writer = None
        if self.file.key is not None:
            forget(self.file.key)
