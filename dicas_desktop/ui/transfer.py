"""What Import and Export do: read first, show what would happen, then do it off the main thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.places import resources
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.clock import utc_now
from dicas_desktop.ui.import_dialog import ImportDialog, SourceDialog
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.work import Progress

if TYPE_CHECKING:
    from dicas_desktop.exchange.plan import ImportPlan
    from dicas_desktop.store.store import Store


class TransferCommands:
    """Acts on the workspace of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {"import": self.choose_import, "export": self.choose_export}

    def choose_import(self) -> None:
        """Ask for a folder or a file in the format of the public record."""
        dialog = SourceDialog(self._window)
        dialog.accepted.connect(lambda: self.preview(Path(dialog.path.text().strip()).expanduser()))
        dialog.open()

    def preview(self, path: Path) -> None:
        """Read what would be imported and show it; nothing is written yet."""
        store = self._window.store
        if store is None:
            return
        title = _("Reading {name}").format(name=path.name)
        self._window.work.start(
            title, partial(_plan, store, path), self._show_plan, self._tell(_("Nothing was imported"))
        )

    def choose_export(self) -> None:
        """Ask for the folder that the files go to."""
        dialog = QFileDialog(self._window, _("Export to a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, folder: Path) -> None:
        """Write one file for each kind of record into a folder."""
        store = self._window.store
        if store is None:
            return

        def write(progress: Progress) -> dict[str, int]:
            # imported here: it brings SQLAlchemy, which the window's first rows need not wait for
            from dicas_desktop.exchange.tables import export

            with store.read() as db:
                return export(db, folder, ENTITIES, progress)

        def done(counts: dict[str, int]) -> None:
            rows = counted("{n} row", "{n} rows", sum(counts.values()))
            self._window.note(
                _("Exported {rows} in {n} files to {folder}.").format(rows=rows, n=len(counts), folder=folder)
            )

        self._window.work.start(_("Exporting"), write, done, self._tell(_("Nothing was exported")))

    # ------------------------------------------------------------------ inside
    def _show_plan(self, plan: "ImportPlan") -> None:
        store = self._window.store
        if store is None:
            return
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        dialog = ImportDialog(plan, banner, self._window)
        dialog.accepted.connect(lambda: self._execute(plan))
        dialog.open()

    def _execute(self, plan: "ImportPlan") -> None:
        window, store = self._window, self._window.store
        if store is None:
            return
        title = _("Importing {name}").format(name=plan.path.name)

        def write(progress: Progress) -> None:
            # imported here: see `export`
            from dicas_desktop.exchange.tables import execute
            from dicas_desktop.store.backups import back_up_before

            back_up_before(store.hold.file, "import", utc_now(), progress)
            execute(store, plan, _("Import {name}").format(name=plan.path.name), progress=progress)

        def done(_nothing: None) -> None:
            window.note(_("Created {n}, updated {m}.").format(n=f"{plan.created:,}", m=f"{plan.updated:,}"))

        window.set_busy(title)
        job = window.work.start(title, write, done, self._tell(_("Nothing was imported")))
        job.ended.connect(lambda: window.set_busy(""))

    def _tell(self, title: str) -> Callable[[UserProblem], object]:
        return lambda problem: dialogs.tell(self._window, title, str(problem))


def fill_with_sample(store: "Store", progress: Progress) -> None:
    """Import the public record that comes with the program, as one step."""
    # imported here: see `TransferCommands.export`
    from dicas_desktop.exchange.tables import execute

    plan = _plan(store, resources() / "sample", progress)
    execute(store, plan, _("Import the public record"), progress=progress)


def _plan(store: "Store", path: Path, progress: Progress) -> "ImportPlan":
    # imported here: see `TransferCommands.export`
    from dicas_desktop.exchange.tables import plan_import

    with store.read() as db:
        return plan_import(db, path, ENTITIES, progress)
