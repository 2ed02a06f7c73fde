"""Asks where the backups of the open workspace shall go."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store


def ask(window: MainWindow, store: "Store", done: Callable[[], object]) -> None:
    """Ask for a folder and take it."""
    dialog = QFileDialog(window, _("Folder for the backups of {name}").format(name=store.path.name))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: take(window, store, Path(name), done))
    dialog.open()


def take(window: MainWindow, store: "Store", folder: Path | None, done: Callable[[], object]) -> None:
    """Let the backups go into a folder from now on, None: beside the workspace; what is made already stays."""
    # imported here: rarely asked for
    from dicas_desktop.store.backups import choose_folder

    try:
        choose_folder(store.hold.file, folder)
    except UserProblem as problem:
        dialogs.tell(window, _("The folder for backups is as it was"), str(problem))
        return
    done()
