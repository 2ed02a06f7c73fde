"""What the commands of File do with workspaces: new, open, the sample, close, quit."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.faults import Damaged, InUse, NeedsPassphrase, ReadOnlyFile, RiskyFolder, WrongPassphrase
from dicas_desktop.store.files import Mode
from dicas_desktop.store.store import Store, create_store, open_store
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.clock import utc_now
from dicas_desktop.ui.consent import show_after_consent
from dicas_desktop.ui.file_dialogs import SUFFIX, NewWorkspaceDialog, PassphraseDialog
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.officer import officer_of
from dicas_desktop.ui.transfer import fill_with_sample
from dicas_desktop.ui.work import Progress

_SAMPLE_NAME = f"public-record{SUFFIX}"


class FileCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "new_workspace": self.new,
            "open": self.open,
            "open_read_only": partial(self.open, Mode.READ),
            "open_sample": self.open_sample,
            "start_page": window.close_store,
            "quit": window.close,
        }
        window.file_chosen.connect(self.open_path)
        self.damaged: Callable[[Path, str | None, Damaged], object] | None = None  # offers the backups
        self.recover: Callable[[Path], object] | None = None  # saves what can be read of one

    def new(self) -> None:
        """Ask where and how, then make and open a workspace."""
        dialog = NewWorkspaceDialog(documents_folder(), self._window)

        def make() -> None:
            self._create(
                dialog.chosen_path(),
                dialog.chosen_passphrase(),
                str(dialog.ceiling.currentData()),
                sample=dialog.sample.isChecked(),
            )

        dialog.accepted.connect(make)
        dialog.open()

    def open(self, mode: Mode = Mode.WRITE) -> None:
        """Ask which workspace, then open it."""
        dialog = QFileDialog(
            self._window, _("Open a workspace"), str(documents_folder()), _("DICAS workspace (*.dicas)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_path(Path(name), mode=mode))
        dialog.open()

    def open_sample(self) -> None:
        """Open the public record; made in the user's folder of program data when it is asked for the first time."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation))
        path = folder / "dicas-desktop" / _SAMPLE_NAME
        if path.exists():
            self.open_path(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._create(path, None, "U", sample=True)

    def open_path(self, path: Path, passphrase: str | None = None, *, mode: Mode = Mode.WRITE) -> None:
        """Open a workspace in the background; ask for what is missing."""
        window = self._window
        opened = window.store
        if opened is not None and opened.path.resolve() == path.resolve():
            window.note(_("{name} is open already.").format(name=path.name))
            return

        def work(progress: Progress) -> Store:
            who = officer_of(window.settings)
            store = open_store(path, passphrase, who=who, now=utc_now, mode=mode, progress=progress)
            return unless_stopped(store, progress)

        window.work.start(
            _("Opening {name}").format(name=path.name),
            work,
            self._show,
            partial(self.cannot_open, path, passphrase, mode),
        )

    # ------------------------------------------------------------------ inside
    def _create(self, path: Path, passphrase: str | None, ceiling: str, *, sample: bool) -> None:
        window = self._window

        def make(progress: Progress) -> Store:
            store = create_store(path, passphrase, who=officer_of(window.settings), now=utc_now, ceiling=ceiling)
            whole = False
            try:
                if sample:
                    fill_with_sample(store, progress)
                whole = True
            finally:
                if not whole:
                    store.close()
                    path.unlink(missing_ok=True)
            return store

        title = _("Making {name}").format(name=path.name)
        window.work.start(title, make, self._show, self._teller(_("New workspace")))

    def _show(self, store: Store) -> None:
        window = self._window

        def show() -> None:
            window.settings.add_recent(store.path)
            window.set_store(store)
            for note in store.notes:
                window.note(note)

        show_after_consent(window, store, show)

    def cannot_open(self, path: Path, passphrase: str | None, mode: Mode, problem: UserProblem) -> None:
        """Ask for the passphrase, offer the other ways to open, or tell why the file was not opened."""
        window = self._window
        if isinstance(problem, NeedsPassphrase | WrongPassphrase):
            again = str(problem) if isinstance(problem, WrongPassphrase) else ""
            dialog = PassphraseDialog(path, window, again)
            dialog.accepted.connect(lambda: self.open_path(path, dialog.passphrase.text(), mode=mode))
            dialog.open()
        elif isinstance(problem, ReadOnlyFile):  # a medium that takes no writing: there is nothing to choose
            self.open_path(path, passphrase, mode=Mode.READ)
        elif isinstance(problem, Damaged) and self.damaged is not None:
            self.damaged(path, passphrase, problem)
        elif isinstance(problem, InUse | RiskyFolder):
            # imported here: most files are simply opened
            from dicas_desktop.ui import open_dialogs

            busy = isinstance(problem, InUse)
            ask = open_dialogs.in_use if busy else open_dialogs.risky_folder
            other = ask(path.name, str(problem), window)
            more = mode | (Mode.TAKE_OVER if busy else Mode.INSIST)
            other.accepted.connect(lambda: self.open_path(path, passphrase, mode=Mode.READ))
            other.other_way = lambda: self.open_path(path, passphrase, mode=more)
            other.open()
        else:
            dialogs.tell(window, _("{name} was not opened").format(name=path.name), str(problem))

    def _teller(self, title: str) -> Callable[[UserProblem], object]:
        return lambda problem: dialogs.tell(self._window, title, str(problem))


def unless_stopped(store: Store, progress: Progress) -> Store:
    """Return what was opened; if somebody has pressed Cancel meanwhile, close it again. Cancelled then."""
    if not progress(0, 0, ""):
        # imported here: rarely pressed
        from dicas_desktop.store.check import Cancelled

        store.close()
        raise Cancelled
    return store


def documents_folder() -> Path:
    """Return the user's folder of documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
