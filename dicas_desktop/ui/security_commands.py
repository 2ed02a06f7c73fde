"""What the commands of Security do: lock, change the passphrase, verify a head, remove all data."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.machine import config_folder, data_folder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs, errors
from dicas_desktop.ui.clock import utc_now
from dicas_desktop.ui.file_commands import FileCommands
from dicas_desktop.ui.idle import DEFAULT_MINUTES, IdleWatch, minutes_of
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.officer import officer_of
from dicas_desktop.ui.window_state import show_state
from dicas_desktop.ui.work import Progress

if TYPE_CHECKING:
    from dicas_desktop.store.heads import Found

LOCK_MINUTES = "lock/minutes"


class SecurityCommands(QObject):
    """Acts on one window."""

    def __init__(self, window: MainWindow, files: FileCommands) -> None:
        """Give the window what its commands do, and lock it when nobody is there."""
        super().__init__(window)
        self._files = files
        # imported here: what is needed only when somebody locks is read in then
        from dicas_desktop.ui.lock_screen import WindowLock

        self._window = window
        self.lock = WindowLock(window)
        self.watch = IdleWatch(self)
        self.watch.set_minutes(minutes_of(window.settings.value(LOCK_MINUTES, DEFAULT_MINUTES)))
        self.watch.idle.connect(self.lock.lock)
        self.watch.looked.connect(self.notice_loss)
        window.deeds |= {
            "lock": self.lock.lock,
            "lock_settings": self.ask_minutes,
            "passphrase": self.ask_passphrase,
            "verify_head": self.ask_head,
            "remove_all": self.ask_removal,
        }

    def ask_minutes(self) -> None:
        """Ask after how long the window locks itself."""
        # imported here: rarely asked for
        from dicas_desktop.ui.lock_settings import LockSettingsDialog

        settings = self._window.settings
        dialog = LockSettingsDialog(minutes_of(settings.value(LOCK_MINUTES, DEFAULT_MINUTES)), self._window)

        def keep() -> None:
            settings.remember(LOCK_MINUTES, dialog.minutes())
            self.watch.set_minutes(dialog.minutes())

        dialog.accepted.connect(keep)
        dialog.open()

    def ask_passphrase(self, problem: str = "") -> None:
        """Ask for another passphrase, then write the file anew with it. `problem` is why it is asked again."""
        # imported here: rarely asked for
        from dicas_desktop.ui.passphrase_dialogs import ChangePassphraseDialog

        store = self._window.store
        if store is None:
            return
        dialog = ChangePassphraseDialog(store.path.name, self._window, encrypted=store.encrypted)
        dialog.accepted.connect(lambda: self._prove(dialog.old.text(), dialog.new.text()))
        dialog.show_problem(problem)
        dialog.open()

    def _prove(self, old: str, new: str) -> None:
        """Let nobody at an unlocked window change the passphrase who does not know the one of now."""
        window = self._window
        if window.store is not None:
            hold = window.store.hold
            window.work.start(
                _("Changing the passphrase"),
                lambda _progress: hold.unseal(old),
                lambda _none: self._change(old, new),
                lambda problem: self.ask_passphrase(str(problem)),
            )

    def _change(self, old: str, new: str) -> None:
        """Close the workspace, change it in the background, and open it again with the passphrase it then has."""
        # imported here: rarely asked for
        from dicas_desktop.store.files import Mode
        from dicas_desktop.store.rekey import Rekeyed, change_passphrase
        from dicas_desktop.ui.old_backups import offer

        window = self._window
        if window.store is None:
            return
        path, given = window.store.path, old if window.store.encrypted else None
        mode = Mode.WRITE | (Mode.INSIST if window.store.hold.file.risk else Mode.READ)
        window.close_store()

        def done(rekeyed: Rekeyed) -> None:
            self._files.open_path(path, new, mode=mode)
            text = _("The passphrase was changed: {n} records, head {head}. Copies made before keep the old one.")
            window.note(text.format(n=f"{rekeyed.rows:,}", head=rekeyed.head.short))
            offer(window, path, given, new)

        def failed(problem: UserProblem) -> None:
            self._files.open_path(path, given, mode=mode)
            dialogs.tell(window, _("The passphrase was not changed"), str(problem))

        def work(progress: Progress) -> Rekeyed:
            return change_passphrase(path, given, new, officer_of(window.settings), utc_now, progress, mode=mode)

        job = window.work.start(_("Changing the passphrase"), work, done, failed)
        job.ended.connect(lambda: self._files.open_path(path, given, mode=mode) if job.cancelled else None)

    def ask_head(self) -> None:
        """Ask for the head on a paper, then look for it in the journal."""
        # imported here: rarely asked for
        from dicas_desktop.ui.passphrase_dialogs import HeadDialog

        dialog = HeadDialog(self._window)
        dialog.accepted.connect(lambda: self._verify(dialog.head.text()))
        dialog.open()

    def _verify(self, text: str) -> None:
        # imported here: rarely asked for
        from dicas_desktop.store.heads import Found, find_head

        window = self._window
        store = window.store
        if store is None:
            return

        def look(progress: Progress) -> Found:
            with store.read() as db:
                return find_head(db, text, progress)

        title = _("Verify the head on a paper")
        window.work.start(
            _("Computing the chain of steps"),
            look,
            lambda found: tell_found(window, found),
            lambda problem: dialogs.tell(window, title, str(problem)),
        )

    def ask_removal(self) -> None:
        """Ask before everything is removed."""
        # imported here: rarely asked for
        from dicas_desktop.store.removal import traces_of_program, traces_of_workspace
        from dicas_desktop.ui.sanitise_dialogs import RemoveDialog

        store = self._window.store
        if store is None:
            return
        traces = traces_of_workspace(store.path)
        traces += [each for each in traces_of_program(config_folder(), data_folder()) if each not in traces]
        dialog = RemoveDialog(store.path.name, traces, self._window)
        dialog.accepted.connect(self._remove_all)
        dialog.open()

    def _remove_all(self) -> None:
        """Close the workspace, then remove it and everything of the program in the background."""
        # imported here: rarely asked for
        from dicas_desktop.store.removal import Outcome, remove, traces_of_program, traces_of_workspace
        from dicas_desktop.ui.sanitise_dialogs import tell_outcomes

        window = self._window
        if window.store is None:
            return
        path = window.store.path
        window.close_store()
        window.settings.let_go()
        window.show_start()
        errors.stop_log()

        def work(progress: Progress) -> list[Outcome]:
            traces = traces_of_workspace(path)
            traces += [each for each in traces_of_program(config_folder(), data_folder()) if each not in traces]
            done = []
            for outcome in remove(traces):
                done.append(outcome)
                progress(len(done), len(traces), str(outcome.trace.path.name))
            return done

        window.work.start(
            _("Removing all data"),
            work,
            lambda outcomes: tell_outcomes(window, outcomes),
            lambda problem: dialogs.tell(window, _("Not everything was removed"), str(problem)),
        )

    def notice_loss(self) -> None:
        """Tell if somebody else has taken the file over, before the officer types in vain."""
        window = self._window
        store = window.store
        if store is None or store.read_only or window.locked or not store.hold.lost:
            return
        store.read_only = True
        lock = store.hold.file.lock
        show_state(window)
        if lock is not None:
            dialogs.tell(window, _("{name} was taken over").format(name=store.path.name), str(lock.lost()))


def tell_found(window: MainWindow, found: "Found") -> None:
    """Tell which step a head belongs to, or that there is none."""
    words = window.banners[0].words
    if not found.steps:
        text = _("No step has it: the paper was not printed from this journal, or the journal was rewritten since.")
        dialogs.tell(window, _("▲ The head {head} is not in the journal").format(head=found.head), text)
        return
    if len(found.steps) > 1:
        title = _("◐ {n} steps begin with {head}").format(n=len(found.steps), head=found.head)
        text = _("Give more of its digits: the papers show eight, the journal page shows all.")
    else:
        title = _("✓ The head {head} is in the journal").format(head=found.head)
        text = _("Everything up to that step is as it was then; {n} steps followed.").format(n=f"{found.since:,}")
    line = _("Step {id}, {moment}, {who} on {workstation}: {label}")
    lines = [
        line.format(
            id=step.id,
            moment=in_both_capitals(datetime.fromisoformat(step.at_utc), window.clock.today()),
            who=step.who,
            workstation=step.workstation,
            label=step.label,
        )
        for step in found.steps
    ]
    dialogs.tell_lines(window, title, text, lines, words)
