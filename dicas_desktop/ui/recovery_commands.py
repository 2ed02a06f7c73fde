"""What File > Recover does: save what can be read of a damaged workspace into a new one, and tell what is missing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.clock import utc_now
from dicas_desktop.ui.file_commands import FileCommands, documents_folder
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.officer import officer_of
from dicas_desktop.ui.work import Progress

if TYPE_CHECKING:
    from dicas_desktop.store.recover import Recovered


class RecoveryCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow, files: FileCommands) -> None:
        """Give the window what its command does."""
        self._window, self._files = window, files
        window.deeds["recover"] = self.choose
        files.recover = self.ask

    def choose(self) -> None:
        """Ask which workspace is damaged."""
        dialog = QFileDialog(
            self._window, _("Recover a workspace"), str(documents_folder()), _("DICAS workspace (*.dicas)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.ask(Path(name)))
        dialog.open()

    def ask(self, path: Path, problem: str = "") -> None:
        """Ask for passphrase and new file, then recover. `problem` is why it is asked again."""
        # imported here: with luck it is never needed
        from dicas_desktop.store.recover import is_plain
        from dicas_desktop.ui.recovery_dialogs import RecoverDialog

        try:
            encrypted = not is_plain(path)
        except OSError as error:
            text = _("{path} could not be read: {reason}.").format(path=path, reason=error.strerror or error)
            self._tell(path, UserProblem(text))
            return
        dialog = RecoverDialog(path, self._window, encrypted=encrypted, problem=problem)
        dialog.accepted.connect(
            lambda: self._recover(path, dialog.output(), dialog.passphrase.text() if encrypted else None)
        )
        dialog.open()

    def _recover(self, path: Path, out: Path, passphrase: str | None) -> None:
        window = self._window

        def work(progress: Progress) -> "Recovered":
            # imported here: with luck it is never needed
            from dicas_desktop.store.recover import recover

            return recover(path, out, passphrase, officer_of(window.settings), utc_now, progress)

        def done(report: "Recovered") -> None:
            # imported here: with luck it is never needed
            from dicas_desktop.ui.recovery_dialogs import ReportDialog

            dialog = ReportDialog(path.name, out, report, window)
            dialog.accepted.connect(lambda: self._files.open_path(out, passphrase))
            dialog.open()

        def failed(problem: UserProblem) -> None:
            # imported here: with luck it is never needed
            from dicas_desktop.store.faults import WrongPassphrase

            if isinstance(problem, WrongPassphrase):
                self.ask(path, str(problem))
            else:
                self._tell(path, problem)

        window.work.start(_("Recovering {name}").format(name=path.name), work, done, failed)

    def _tell(self, path: Path, problem: UserProblem) -> None:
        dialogs.tell(self._window, _("{name} was not recovered").format(name=path.name), str(problem))
