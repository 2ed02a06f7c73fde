"""Looks after the file that is open: its pages soon after opening, everything against the journal once a week.

Both run off the main thread. The day of the last full check is kept in the settings, by the identity of the workspace.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.window_state import show_state

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

SOON, LATER = 3_000, 90_000  # ms after opening: the pages, and the full check if it is due
DUE = timedelta(days=7)
_Found = tuple[str, str, list[str]]  # uid of the workspace, digest of its journal's head, what is wrong


class IntegrityWatch(QObject):
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Look after whatever is opened in it for writing."""
        super().__init__(window)
        self._window = window
        self._seen: Store | None = None
        self.quick, self.full = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self.quick.timeout.connect(self.look)
        self.full.timeout.connect(self.check_if_due)
        window.commands.updated.connect(self._follow)
        self._follow()

    def look(self) -> None:
        """Look at every page in the background."""
        store = self._to_watch()
        if store is None:
            return

        def work() -> list[str]:
            # imported here: the window is painted before it is needed
            from dicas_desktop.store.check import quick

            with store.hold.readers.snapshot(fresh=True) as db:
                return quick(db)

        self._window.work.quietly(work, lambda findings: self._tell_damage(store, findings))

    def check_if_due(self) -> None:
        """Check the whole file in the background if a week has passed since it was done."""
        store = self._to_watch()
        if store is None:
            return
        with store.read() as db:
            uid = str(db.execute("SELECT value FROM store_facts WHERE name = 'uid'").scalar())
        today, last = self._window.clock.today(), _day(self._window.settings.value(f"checked/{uid}"))
        if last is not None and timedelta(0) <= today - last < DUE:
            return

        def done(found: _Found) -> None:
            if not found[2]:
                self._window.settings.remember(f"checked/{found[0]}", today.isoformat())
                if self._window.store is store:
                    self._window.verified = found[1]
                    self._window.refresh()
            self._tell_changes(store, found[2])

        digest = store.head.digest
        self._window.work.quietly(lambda: (uid, digest, store.check()), done)

    def _follow(self) -> None:
        store = self._window.store
        if store is self._seen:
            return
        self._seen = store
        for timer, after in ((self.quick, SOON), (self.full, LATER)):
            timer.stop()
            if store is not None:
                timer.start(after)

    def _to_watch(self) -> "Store | None":
        """Return the workspace if it can be read and is held for writing; one that is only read cannot be harmed."""
        store = self._window.store
        if store is None or store.read_only or self._window.locked or store.hold.file.lock is None:
            return None
        return store

    def _tell_damage(self, store: "Store", findings: list[str]) -> None:
        """Write no more into a damaged file, and say what can be done."""
        if findings and self._window.store is store and not self._window.locked:
            store.read_only = True
            show_state(self._window)
            text = _(
                "Nothing more is written into it. File > Backups restores the newest good backup; File > Recover "
                "saves what can be read into a new workspace."
            )
            self._show(store, text, findings)

    def _tell_changes(self, store: "Store", findings: list[str]) -> None:
        """Say that the file and its journal differ; the pages are whole, so that work can go on meanwhile."""
        if findings and self._window.store is store and not self._window.locked:
            text = _("The weekly check found what the journal does not tell: ask who changed it, or restore a backup.")
            self._show(store, text, findings)

    def _show(self, store: "Store", text: str, findings: list[str]) -> None:
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        title = _("▲ {name} is not as it should be").format(name=store.path.name)
        dialogs.tell_lines(self._window, title, text, findings, banner)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
