"""What the commands about backups do, and the backups that the window makes by itself."""

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.clock import both_capitals, utc_now
from dicas_desktop.ui.desk_pages import reload_overview
from dicas_desktop.ui.file_commands import FileCommands
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.officer import officer_of
from dicas_desktop.ui.work import Job, Progress

if TYPE_CHECKING:
    from dicas_desktop.store.backups import Backup, Keys
    from dicas_desktop.store.copies import Content
    from dicas_desktop.store.faults import Damaged
    from dicas_desktop.store.files import Mode
    from dicas_desktop.store.restore import Restored
    from dicas_desktop.store.store import Store

AT_OPEN = 5_000  # ms after opening: the first seconds belong to the officer
EVERY = 30 * 60_000  # ms of work between two


class BackupCommands(QObject):
    """Acts on one window."""

    def __init__(self, window: MainWindow, files: FileCommands) -> None:
        """Give the window what its commands do, and back up what is opened in it."""
        super().__init__(window)
        self._window, self._files = window, files
        self._seen: Store | None = None
        self._status = window.status
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.by_itself)
        self.reason = "open"
        window.deeds |= {"backup": self.back_up, "backups": self.show_all}
        files.damaged = self.offer
        window.commands.updated.connect(self._follow)
        self._follow()

    # ------------------------------------------------------------------ by itself
    def begin(self) -> None:
        """Back up soon, as after an opening."""
        self.reason = "open"
        self.timer.start(AT_OPEN)

    def by_itself(self) -> None:
        """Back up in the background if something was written since the newest backup; come again later."""
        store = self._window.store
        self.timer.start(EVERY)
        if store is None or store.read_only or store.hold.file.lock is None or self._window.locked:
            return
        reason, self.reason = self.reason, "work"
        jobs: list[Job] = []

        def work() -> "Backup | UserProblem | None":
            # imported here: the window is painted before it is needed
            from dicas_desktop.store import backups
            from dicas_desktop.store.check import Cancelled

            try:
                if not backups.needed(store.hold.file):
                    return None
                going = lambda *_progress: not any(job.cancelled for job in jobs)  # noqa: E731 - one line says it
                return backups.back_up(store.hold.file, reason, utc_now(), going)
            except UserProblem as problem:
                return problem
            except Cancelled:
                return None

        jobs.append(self._window.work.quietly(work, partial(self._tell, store)))

    def _follow(self) -> None:
        """Notice that another workspace was opened, or none is."""
        store, status = self._window.store, self._window.status
        if status is not self._status:  # made anew with other colours or another size
            self._status = status
            self._show_last()
        if store is self._seen:
            return
        self._seen = store
        self._show_last()
        if store is None:
            self.timer.stop()
        else:
            self.begin()

    def _tell(self, store: "Store", made: "Backup | UserProblem | None") -> None:
        if self._window.store is not store or self._window.locked:
            return
        self._show_last()
        if made is not None:
            self._retell()
        if isinstance(made, UserProblem):
            self._window.status.show_backup(_("▲ No backup"), str(made))
            self._window.note(str(made))

    def _show_last(self) -> None:
        # imported here: the window is painted before it is needed
        from dicas_desktop.store import backup_place
        from dicas_desktop.store.backups import named

        status, store = self._window.status, self._window.store
        if store is None:
            status.show_backup("", "")
            return
        newest = named(store.path)[:1]
        if not newest:
            status.show_backup(_("No backup yet"), _("File > Back up now makes one."))
        for backup in newest:
            at = in_both_capitals(backup.at)
            status.show_backup(_("Backup {time}").format(time=both_capitals(backup.at)), at)
        if gone := backup_place.missing(store.path):
            status.show_backup(f"▲ {status.backup.text()}", gone)
            self._window.note(gone)

    def _retell(self) -> None:
        """Let the start page tell of it, too."""
        if self._window.desk is not None:
            reload_overview(self._window.desk)

    # ------------------------------------------------------------------ asked for
    def back_up(self) -> None:
        """Make a backup now, with progress and Cancel."""
        window, store = self._window, self._window.store
        if store is None:
            return

        def work(progress: Progress) -> "Backup":
            # imported here: the window is painted before it is needed
            from dicas_desktop.store.backups import back_up

            return back_up(store.hold.file, "asked", utc_now(), progress)

        def done(made: "Backup") -> None:
            self._show_last()
            self._retell()
            text = _("Backed up and checked: {name}, {size} MB.")
            window.note(text.format(name=made.path.name, size=f"{made.bytes / 1e6:,.1f}"))

        title = _("Backing up {name}").format(name=store.path.name)
        window.work.start(title, work, done, self._teller(_("No backup was made")))

    def show_all(self) -> None:
        """List the backups of the open workspace."""
        store = self._window.store
        if store is not None:
            # imported here: the window is painted before it is needed
            from dicas_desktop.store.backups import keys_of

            words = LEVEL_WORDS.get(store.ceiling, store.ceiling)
            self._list(store.path, keys_of(store.hold.file.key), store, words, None)

    def offer(self, path: Path, passphrase: str | None, problem: "Damaged") -> None:
        """Tell that a workspace is damaged and offer its backups."""
        # imported here: with luck it is never needed
        from dicas_desktop.store.backups import keys_of, named, read_file
        from dicas_desktop.ui.backup_dialogs import DamagedDialog

        if not named(path):
            self._say(_("{name} was not opened").format(name=path.name), problem)
            return
        keys = keys_of(None, passphrase)
        window = self._window
        backup = None if problem.backup is None else read_file(problem.backup, keys)
        dialog = DamagedDialog(path.name, backup, window.clock.today(), window)
        dialog.all_backups = lambda: self._list(path, keys, None, "", passphrase)
        recover = self._files.recover
        if recover is not None:
            dialog.recover = lambda: recover(path)
        if backup is not None:
            dialog.accepted.connect(lambda: self._restore(path, passphrase, backup, None))
        dialog.open()

    def _list(self, path: Path, keys: "Keys", store: "Store | None", words: str, passphrase: str | None) -> None:
        window = self._window

        def read(progress: Progress) -> "tuple[list[Backup], Content | None]":
            # imported here: the window is painted before it is needed
            from dicas_desktop.store.backups import listed
            from dicas_desktop.store.copies import content_of

            if store is None:
                return listed(path, keys, progress), None
            with closing(store.hold.file.reader()) as raw:
                return listed(path, keys, progress), content_of(raw)

        def show(result: "tuple[list[Backup], Content | None]") -> None:
            # imported here: the window is painted before it is needed
            from dicas_desktop.store import backup_place
            from dicas_desktop.ui.backup_dialogs import BackupsDialog
            from dicas_desktop.ui.backup_folder import ask, take

            dialog = BackupsDialog(path.name, *result, window.clock.today(), window, words)
            dialog.show_place(backup_place.folder_of(path), backup_place.missing(path))
            if store is not None:
                beside = (
                    None if backup_place.chosen(path) is None else partial(take, window, store, None, self.show_all)
                )
                dialog.offer_folders(partial(ask, window, store, self.show_all), beside)
            dialog.accepted.connect(lambda: self.choose(path, dialog.chosen(), result[1], passphrase))
            dialog.open()

        window.work.start(_("Reading the backups"), read, show, self._teller(_("The backups were not read")))

    def choose(
        self,
        path: Path,
        backup: "Backup | None",
        present: "Content | None",
        passphrase: str | None,
        *,
        keep: bool = False,
    ) -> None:
        """Ask before the workspace is replaced; an open one is proved to be the officer's by its passphrase.

        `keep`: what comes needs no confirmation.
        """
        # imported here: rarely asked for
        from dicas_desktop.store.files import Mode
        from dicas_desktop.ui.backup_dialogs import RestoreDialog

        window, store = self._window, self._window.store
        if backup is None:
            return
        encrypted = store is not None and store.encrypted
        dialog = RestoreDialog(path.name, backup, present, window.clock.today(), window, encrypted=encrypted)

        def agreed() -> None:
            given = dialog.passphrase.text() if encrypted else passphrase
            mode = (Mode.FEWER if dialog.meant.isChecked() else Mode.READ) | (Mode.KEEP if keep else Mode.READ)
            if store is None:
                self._restore(path, given, backup, None, mode)
                return
            window.work.start(
                _("Restoring {name}").format(name=path.name),
                lambda _progress: store.hold.unseal(given),
                lambda _none: self._restore(path, given, backup, store, mode),
                self._teller(_("Nothing was restored")),
            )

        dialog.accepted.connect(agreed)
        dialog.open()

    def _restore(
        self,
        path: Path,
        passphrase: str | None,
        backup: "Backup",
        store: "Store | None",
        more: "Mode | None" = None,
    ) -> None:
        """Close the workspace, restore in the background, and open what is there then; `more` is what is allowed."""
        # imported here: rarely asked for
        from dicas_desktop.store.files import Mode
        from dicas_desktop.store.restore import restore

        window = self._window
        mode = Mode.WRITE | (Mode.INSIST if store is not None and store.hold.file.risk else Mode.READ)
        allowed = mode if more is None else mode | more
        if store is not None:
            window.close_store()

        def work(progress: Progress) -> "Restored":
            who = officer_of(window.settings)
            return restore(path, passphrase, backup.path, who, utc_now, progress, mode=allowed)

        def done(restored: "Restored") -> None:
            self._open(path, passphrase, mode)
            text = _("Restored: {n} records, head {head}. What was there before is among the backups.")
            window.note(text.format(n=f"{restored.content.total:,}", head=restored.content.head.short))

        def failed(problem: UserProblem) -> None:
            if store is not None:
                self._open(path, passphrase, mode)
            dialogs.tell(window, _("Nothing was restored"), str(problem))

        job = window.work.start(_("Restoring {name}").format(name=path.name), work, done, failed)
        job.ended.connect(lambda: self._open(path, passphrase, mode) if job.cancelled and store is not None else None)

    def _open(self, path: Path, passphrase: str | None, mode: "Mode") -> None:
        self._files.open_path(path, passphrase, mode=mode)

    def _teller(self, title: str) -> "partial[None]":
        return partial(self._say, title)

    def _say(self, title: str, problem: UserProblem) -> None:
        dialogs.tell(self._window, title, str(problem))
