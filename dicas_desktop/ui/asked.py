"""A question to the store, answered off the main thread. The thread never touches Qt: the answer is looked for."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.store.db import Db

LOOK_AGAIN = 12  # ms between looks at a question under way
_LONGEST = 5.0  # s that the end of an interrupted statement is waited for


class Asked(QObject):
    """Asks one question at a time; a new one takes the place of the one before."""

    answered = Signal(object)
    refused = Signal(str)

    def __init__(self, store: Store, parent: QObject) -> None:
        """Ask this store."""
        super().__init__(parent)
        self._store = store
        self._db: Db | None = None
        self._answer: Future[Any] | None = None
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(self._look)

    def ask(self, question: "Callable[[Db], object]") -> None:
        """Ask; `answered` brings what it returns, in this thread."""
        self.stop()
        pool = ThreadPoolExecutor(1, thread_name_prefix="asked")
        self._answer = pool.submit(self._run, question)
        pool.shutdown(wait=False)
        self._timer.start()

    def finish(self) -> None:
        """Wait for the answer, because it is needed now."""
        if self._answer is not None:
            wait([self._answer], timeout=_LONGEST)
            self._look()

    def stop(self) -> None:
        """Ask no more, and wait until the thread has let the store go."""
        self._timer.stop()
        answer, self._answer = self._answer, None
        if answer is None or answer.cancel():
            return
        if (db := self._db) is not None:
            db.raw.interrupt()
        wait([answer], timeout=_LONGEST)

    def _run(self, question: "Callable[[Db], object]") -> object:
        with self._store.read() as db:
            self._db = db
            try:
                return question(db)
            finally:
                self._db = None

    def _look(self) -> None:
        if self._answer is None or not self._answer.done():
            return
        self._timer.stop()
        answer, self._answer = self._answer, None
        try:
            result = answer.result()
        except UserProblem as problem:
            self.refused.emit(str(problem))
        else:
            self.answered.emit(result)
