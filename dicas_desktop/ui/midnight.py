"""Follows the day: a window that stands open over midnight counts, colours and draws by the new one.

The clock is asked twice a minute. A timer set to midnight would be wrong after a sleep, a change of the clock or of
the zone.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dicas_desktop.ui.desk_pages import load_counts
from dicas_desktop.ui.entity_page import EntityPage, follow_deadline
from dicas_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from dicas_desktop.ui.desk import Desk
    from dicas_desktop.ui.timeline.panel import TimelinePanel

EVERY = 30_000  # ms


class DayWatch(QObject):
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Begin with the day of now."""
        super().__init__(window)
        self._window = window
        self._day = window.clock.today()
        self.timer = QTimer(self, interval=EVERY)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Let everything follow if it is another day. A locked window, which reads nothing, follows when unlocked."""
        window, today = self._window, self._window.clock.today()
        if today == self._day or window.locked:
            return
        self._day = today
        if window.desk is not None:
            _follow(window.desk, today)
            window.refresh()


def _follow(desk: "Desk", today: date) -> None:
    for name, page in desk.made.items():
        if isinstance(page, EntityPage):
            _follow_page(page, today)
        elif name == desk.page:  # the others read everything when they are shown
            page.reload()
    if desk.panels.timeline is not None:
        _follow_timeline(desk.panels.timeline, today)
    if desk.panels.is_shown("inspector"):
        table, ids = desk.inspector.shown
        desk.inspector.reload({table: set(ids)})
    load_counts(desk)


def _follow_page(page: EntityPage, today: date) -> None:
    page.today = today
    page.model.look = page.model.source.look = page.model.look._replace(today=today)
    follow_deadline(page)
    page.reload()


def _follow_timeline(panel: "TimelinePanel", today: date) -> None:
    panel.today = panel.reader.today = today
    panel.chart.today = today.toordinal()
    panel.reload()
    panel.chart.viewport().update()
