"""Capture of ours: `COUNT`, outcomes typed on the page of a meeting in a whole window over an encrypted workspace.

The workspace holds the record with so many actions. A time runs from the key to the row, or the line, on screen.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.harness import BUILD, hand_over, spread
from benchmarks.ours.store import new, take_in
from dicas_desktop import app
from dicas_desktop.store.listing import find
from dicas_desktop.store.meetings.stages import advance
from dicas_desktop.store.store import Store
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.collecting import Collecting
from dicas_desktop.ui.desk_pages import meeting_shown
from dicas_desktop.ui.meeting.page import MeetingPage
from dicas_desktop.ui.pages import meeting_page
from dicas_desktop.ui.settings import Settings

MEETING, OUTCOMES = "dicas-2024-06-09", 200
_LETTERS = "dcan"


class _Painted(QObject):
    """Hears when a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a paint event; it is delivered before anything that waits in the queue behind it."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def _grown(lines: QAbstractItemModel, before: int) -> bool:
    return lines.rowCount() > before


def _until_painted(painted: _Painted, act: Callable[[], object], done: Callable[[], bool]) -> float:
    painted.seen = False
    start = time.perf_counter()
    act()
    while not (done() and painted.seen):
        QApplication.processEvents()
    return (time.perf_counter() - start) * 1e3


def _running(store: Store) -> int:
    with store.read() as db:
        meeting = find(db, "meetings", MEETING) or 0
    with store.write("Begin") as step:
        advance(step, meeting, "in_progress")
    return meeting


def _type_outcomes(page: MeetingPage) -> dict[str, float]:
    view, chance = page.agenda.view, random.Random(1)
    painted = _Painted(view.viewport())
    items = [line.id for line in view.lines.lines if line.table == "agenda_items"]
    opened, written = [], []
    for number in range(OUTCOMES):
        letter = _LETTERS[number % 4]
        view.select("agenda_items", chance.choice(items))
        view.setFocus()
        QApplication.processEvents()
        opened.append(_until_painted(painted, partial(QTest.keyClicks, view, letter), lambda: view.form is not None))
        form = page.agenda.form
        if form is None:
            raise RuntimeError(letter)
        form.editors["text"].type(f"Example outcome {number}")
        if letter in "ca":
            form.editors["who"].type("ATLA")
            form.editors["when"].type("2025-07-01")
        line = form.editors["text"].input
        written.append(
            _until_painted(
                painted,
                partial(QTest.keyClick, line, Qt.Key.Key_Return),
                partial(_grown, view.lines, view.lines.rowCount()),
            )
        )
        QTest.keyClick(line, Qt.Key.Key_Escape)
    return spread("line", opened) | spread("row", written)


def _run(count: int) -> dict[str, float]:
    qt = QApplication(sys.argv[:1])
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        store = new(Path(folder) / "w.dicas", "example words of a benchmark")
        take_in(store, count)
        meeting = _running(store)
        window = app.make_window(qt, Settings(None), Clock(date(2024, 7, 15)))
        commands = app.give_commands(window)
        window.resize(1440, 900)
        window.show()
        window.set_store(store, meeting_page(meeting))
        for _turn in range(5):
            window.work.wait(60_000)
            qt.processEvents()
        page = meeting_shown(window.desk) if window.desk is not None else None
        if page is None:
            raise RuntimeError(MEETING)
        window.activateWindow()
        Collecting(commands.security.watch)  # as `app` does when the window stands
        figures = _type_outcomes(page)
        window.work.wait(60_000)
        store.close()
    return figures


if __name__ == "__main__":
    hand_over(**_run(int(sys.argv[1])))
