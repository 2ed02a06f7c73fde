"""Files that are kept with a record: taken in, saved out, opened as a copy. All of it off the main thread."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from dicas_desktop.domain.follow_up import LARGEST_FILE
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.attached import copy_to_open, read_whole, save
from dicas_desktop.store import listing
from dicas_desktop.store.attachments import attach, content_of
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.field_write import refs_of

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.work import Progress, Work

Told = Callable[[str], None]


class AttachedFiles:
    """Acts on the files of one store; `told` gets a sentence when something is done."""

    def __init__(self, store: "Store", work: "Work", told: Told, parent: QWidget) -> None:
        """`parent` is the window over which problems are told."""
        self._store, self._work, self._told, self._parent = store, work, told, parent

    def choose(self, table: str, row_id: int) -> None:
        """Ask for the files that are kept with a record."""
        title = _("Attach files of up to {n} MB each").format(n=LARGEST_FILE // 1024**2)
        dialog = QFileDialog(self._parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.keep(table, row_id, [Path(name) for name in names]))
        dialog.open()

    def keep(self, table: str, row_id: int, paths: Sequence[Path]) -> None:
        """Read files and keep them with a record, as one step: all of them or none."""
        ref = refs_of(self._store, table, [row_id])[0]
        name = paths[0].name if len(paths) == 1 else _("{n} files").format(n=len(paths))
        title = _("Attach {name} to {ref}").format(name=name, ref=ref)

        def write(progress: "Progress") -> str:
            contents = [(path.name, read_whole(path, progress)) for path in paths]
            with self._store.write(title) as step:
                for each, content in contents:
                    attach(step, table, row_id, each, content)
            kept = _("{name} is kept with {ref}.") if len(paths) == 1 else _("{name} are kept with {ref}.")
            return kept.format(name=name, ref=ref)

        self._work.start(title, write, self._told, self._fail(_("Nothing was attached")))

    def save_as(self, row_id: int) -> None:
        """Ask where a file is saved."""
        dialog = QFileDialog(self._parent, _("Save the attachment"), self.name(row_id))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(lambda chosen: self.save_to(row_id, Path(chosen)))
        dialog.open()

    def save_to(self, row_id: int, path: Path) -> None:
        """Save a file there."""

        def write(_progress: "Progress") -> str:
            save(self._content(row_id), path)
            return _("Saved as {path}.").format(path=path)

        self._work.start(_("Saving"), write, self._told, self._fail(_("Nothing was saved")))

    def open(self, row_id: int) -> None:
        """Open a copy of a file with the program that the machine has for it."""
        name = self.name(row_id)

        def write(_progress: "Progress") -> Path:
            return copy_to_open(self._content(row_id), name)

        def show(path: Path) -> None:
            if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._told(_("A copy of {name} is open; what is changed in it is not kept here.").format(name=name))
            else:
                text = _("No program of this machine opens {name}: save it as a file instead.")
                self._fail(_("Nothing was opened"))(UserProblem(text.format(name=name)))

        self._work.start(_("Opening {name}").format(name=name), write, show, self._fail(_("Nothing was opened")))

    def name(self, row_id: int) -> str:
        """Return the name under which a file was attached."""
        with self._store.read() as db:
            return str(listing.fetch(db, "attachments", [row_id])[0].values["name"])

    def _content(self, row_id: int) -> bytes:
        with self._store.read() as db:
            return content_of(db, row_id)

    def _fail(self, title: str) -> Callable[[UserProblem], None]:
        return partial(_tell, self._parent, title)


def _tell(parent: QWidget, title: str, problem: UserProblem) -> None:
    dialogs.tell(parent, title, str(problem))
