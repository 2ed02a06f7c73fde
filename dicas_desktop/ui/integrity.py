"""Looks after the file that is open: its pages soon after opening, everything against the journal once a week.

Both run off the main thread, and so does the check that the officer asks for. Settings keep, by the identity of the
workspace, the day of the last full check that passed, or of one that failed since; what it found is content and is not.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.window_state import show_journal, show_state

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

SOON, LATER = 3_000, 90_000  # ms after opening: the pages, and the full check if it is due
DUE = timedelta(days=7)


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
        window.deeds["check"] = self.check
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
        if store is None or self._window.proof.checking:
            return
        today, last = self._window.clock.today(), self._day("checked", store)
        if last is not None and timedelta(0) <= today - last < DUE:
            return
        self._check(store, _("The weekly check found what the journal does not tell."))

    def check(self) -> None:
        """Check the whole file against its journal now and tell the result."""
        store = self._window.store
        if self._window.proof.checking:
            self._window.note(_("A check is under way."))
        elif store is not None:
            good = _("The file is whole, and every record is as the journal has it.")
            self._check(store, _("The check found what the journal does not tell."), good)

    # ------------------------------------------------------------------ inside
    def _check(self, store: "Store", bad: str, good: str = "") -> None:
        """Check off the main thread; `good` is noted, `bad` told with the findings. Work goes on either way."""
        window, proof, head, uid = self._window, self._window.proof, store.head, _uid(store)

        def done(findings: list[str]) -> None:
            self._keep(uid, failed=bool(findings))
            if findings:
                proof.fault = findings[0]
            else:
                proof.confirm(head)
            if window.store is store and not window.locked:
                if findings:
                    self._show(store, bad + " " + _("Ask who changed the file, or restore a backup."), findings)
                elif good:
                    window.note(good)

        def ended() -> None:
            proof.checking = False
            window.refresh()

        def failed(problem: UserProblem) -> None:
            if good:
                dialogs.tell(window, _("The check did not end"), str(problem))

        proof.checking = True
        window.refresh()
        title = _("Checking {name}").format(name=store.path.name)
        window.work.start(title, store.check, done, failed).ended.connect(ended)

    def _follow(self) -> None:
        store = self._window.store
        if store is self._seen:
            return
        self._seen = store
        failed = self._day("failed", store) if store is not None else None
        if failed is not None:
            text = _("The check of {day} found what the journal does not tell: check again to see it.")
            self._window.proof.fault = text.format(day=show_date(failed.isoformat(), today=self._window.clock.today()))
            show_journal(self._window)
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
            self._window.proof.fault = findings[0]
            self._keep(_uid(store), failed=True)
            show_state(self._window)
            text = _(
                "Nothing more is written into it. File > Backups restores the newest good backup; File > Recover "
                "saves what can be read into a new workspace."
            )
            self._show(store, text, findings)

    def _show(self, store: "Store", text: str, findings: list[str]) -> None:
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        title = _("▲ {name} is not as it should be").format(name=store.path.name)
        dialogs.tell_lines(self._window, title, text, findings, banner)

    def _keep(self, uid: str, *, failed: bool) -> None:
        """Remember how the newest check ended. After one that failed the next is due at once."""
        today = self._window.clock.today().isoformat()
        self._window.settings.remember(f"checked/{uid}", "" if failed else today)
        self._window.settings.remember(f"failed/{uid}", today if failed else "")

    def _day(self, name: str, store: "Store") -> date | None:
        try:
            return date.fromisoformat(str(self._window.settings.value(f"{name}/{_uid(store)}")))
        except ValueError:
            return None


def _uid(store: "Store") -> str:
    with store.read() as db:
        return str(db.execute("SELECT value FROM store_facts WHERE name = 'uid'").scalar())
