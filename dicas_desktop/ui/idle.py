"""Tells when nobody has touched the program for a while, and looks now and then whether the file is still ours."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

DEFAULT_MINUTES = 10.0
LEAST, MOST = 0.005, 24 * 60.0  # minutes that a settings file may name
_LONGEST_LOOK = 5.0  # s between two looks
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    )
)


class IdleWatch(QObject):
    """Watches the windows of the system, not the widgets: a filter on each event of each widget would cost painting."""

    idle = Signal()
    looked = Signal()  # a few times a minute, for whoever wants to look at something too

    def __init__(self, parent: QObject) -> None:
        """Watch from now on."""
        super().__init__(parent)
        self._limit = DEFAULT_MINUTES * 60
        self._touch()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self.set_minutes(DEFAULT_MINUTES)

    def set_minutes(self, minutes: float) -> None:
        """Say after how many minutes without a touch it is idle."""
        self._limit = min(max(minutes, LEAST), MOST) * 60
        self._timer.start(int(min(_LONGEST_LOOK, self._limit / 4) * 1000))

    @property
    def untouched(self) -> float:
        """Seconds since somebody touched the program; asleep, the machine counts none."""
        return time.monotonic() - self._since[0]

    def look(self) -> None:
        """Take new windows into view and tell if the time is over."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # a second time changes nothing
        # the wall clock too: the other one stands still while the machine sleeps
        if max(time.monotonic() - self._since[0], time.time() - self._since[1]) >= self._limit:
            self._touch()
            self.idle.emit()
        self.looked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch and let it pass."""
        if event.type() in _TOUCHES:
            self._touch()
        return False

    def _touch(self) -> None:
        self._since = time.monotonic(), time.time()


def minutes_of(value: object) -> float:
    """Return the minutes that a setting names, the default for anything that makes no sense."""
    try:
        minutes = float(str(value))
    except ValueError:
        return DEFAULT_MINUTES
    return min(max(minutes, LEAST), MOST) if minutes == minutes and minutes > 0 else DEFAULT_MINUTES  # noqa: PLR0124 - not a number
