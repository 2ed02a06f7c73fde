"""Long work off the main thread: with progress, Cancel, and its end brought back to the window's thread."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.ui.errors import LOGGER

Result = TypeVar("Result")
Progress = Callable[[int, int, str], bool]  # done, total, what is being done; False: stop, please


class Job(QObject):
    """One piece of work under way. Its signals arrive in the thread that started it."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)  # UserProblem
    broke = Signal(object)  # an exception nobody foresaw
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        """Name the work as the progress line shall."""
        super().__init__(parent)
        self.title = title
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """True once someone asked the work to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._cancelled.set()

    def report(self, done: int, total: int, text: str) -> bool:
        """Tell how far the work is; called by the work itself. False asks it to stop."""
        self.progressed.emit(done, total, text)
        return not self.cancelled


class _Run(QRunnable):
    def __init__(self, job: Job, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        """Do the work in a pool thread and say how it ended."""
        # imported here: the window is painted before the store is read in
        from dicas_desktop.store.check import Cancelled

        job = self._job
        try:
            result = self._work(job.report)
        except Cancelled:
            LOGGER.info("stopped: %s", job.title)
        except UserProblem as problem:
            job.failed.emit(problem)
        except BaseException as error:  # noqa: BLE001 - the worker's end: it goes on to the one hook
            job.broke.emit(error)
        else:
            if not job.cancelled:
                job.succeeded.emit(result)
        job.ended.emit()


class Work(QObject):
    """The window's long work. Keeps each job alive until it has ended."""

    began = Signal(object)  # Job
    ended = Signal(object)  # Job

    def __init__(self, unforeseen: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        """`unforeseen` is the one hook for errors that are nobody's input."""
        super().__init__(parent)
        self._unforeseen = unforeseen
        self._jobs: set[Job] = set()
        self._pool = QThreadPool(self)

    @property
    def jobs(self) -> frozenset[Job]:
        """What is under way."""
        return frozenset(self._jobs)

    def start(
        self,
        title: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[UserProblem], object],
    ) -> Job:
        """Run `work` in a thread. `done` gets its result, `failed` the UserProblem, both in this thread.

        Neither is called if the job was cancelled.
        """
        job = Job(title, self)
        self.began.emit(job)
        self._run(job, work, done, failed)
        return job

    def quietly(self, work: Callable[[], Result], done: Callable[[Result], object], *, at_once: int = 0) -> Job:
        """Run something short in a thread that is not worth a line in the status bar; its failure leaves no result.

        `at_once` waits so many milliseconds, so that what is quick is shown with the next events.
        """
        job = Job("", self)
        self._run(job, lambda _progress: work(), done, lambda _problem: None)
        if at_once:
            self.wait(at_once)
        return job

    def wait(self, milliseconds: int) -> bool:
        """Wait for everything under way, at most so long. True if it has ended; results arrive with the next events."""
        return self._pool.waitForDone(milliseconds)

    def finish(self, milliseconds: int = 10_000) -> bool:
        """Ask everything to stop and wait for it. True if nothing runs any more."""
        for job in self._jobs:
            job.cancel()
        return self._pool.waitForDone(milliseconds)

    def _run(
        self,
        job: Job,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[UserProblem], object],
    ) -> None:
        self._jobs.add(job)
        queued = Qt.ConnectionType.QueuedConnection
        job.succeeded.connect(done, queued)
        job.failed.connect(failed, queued)
        job.broke.connect(self._unforeseen, queued)
        job.ended.connect(lambda: self._end(job), queued)
        self._pool.start(_Run(job, work))

    def _end(self, job: Job) -> None:
        self._jobs.discard(job)
        self.ended.emit(job)
        job.deleteLater()
