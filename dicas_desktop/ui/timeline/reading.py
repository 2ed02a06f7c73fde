"""Reads and arranges what the timeline shows in a thread: at once where that is quick, else when it is there.

The thread never touches Qt; a timer looks at what it has made, so a panel can go away at any moment.
"""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.ui.timeline import loading

if TYPE_CHECKING:
    from dicas_desktop.planning.lanes import Plan
    from dicas_desktop.store.store import Store

AT_ONCE = 0.08  # s the window waits for a plan before it goes on without
LOOK_AGAIN = 12  # ms between looks at a plan being made


class PlanReader(QObject):
    """Makes one plan after the other; of several asked for, the last one counts."""

    ready = Signal(object)  # Plan
    refused = Signal(str)  # a sentence for the status bar

    def __init__(self, store: "Store", today: date, parent: QObject) -> None:
        """Read this store."""
        super().__init__(parent)
        self._store, self.today = store, today
        self._under_way: Future[Plan] | None = None
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(lambda: self._take(0))

    @property
    def busy(self) -> bool:
        """A plan is being made."""
        return self._under_way is not None

    def ask(self, kinds: frozenset[str], *, headed: bool) -> None:
        """Have these kinds of records read and arranged; one that was asked for before is forgotten."""
        pool = ThreadPoolExecutor(1)
        self._under_way = pool.submit(loading.load, self._store, self.today, kinds, headed=headed)
        pool.shutdown(wait=False)
        self._timer.start()
        self._take(AT_ONCE)

    def finish(self, seconds: float = 10) -> None:
        """Wait for the plan, because it is needed now."""
        self._take(seconds)

    def _take(self, seconds: float) -> None:
        made = self._under_way
        if made is None or not wait([made], timeout=seconds).done:
            return
        self._under_way = None
        self._timer.stop()
        try:
            plan = made.result()
        except UserProblem as problem:  # the file went away: the chart stays as it is
            self.refused.emit(str(problem))
        else:
            self.ready.emit(plan)
