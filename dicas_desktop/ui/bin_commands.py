"""What the commands of the bin and of the whole journal do: restore, empty, export, compact."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog

from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import bin as bin_
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.clock import utc_now
from dicas_desktop.ui.history_commands import problem_teller, write
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.pages import BIN

if TYPE_CHECKING:
    from dicas_desktop.ui.bin_page import BinPage
    from dicas_desktop.ui.history_dialogs import ChangesDialog
    from dicas_desktop.ui.work import Progress


class BinCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "restore": self.restore,
            "empty_bin": self.empty_bin,
            "export_journal": self.choose_export,
            "compact_file": self.compact,
        }

    def restore(self) -> None:
        """Take the chosen deletion out of the bin; ask first if what it belongs to lies there too."""
        # imported here: rarely asked for
        from dicas_desktop.ui.history_dialogs import restore_dialog

        page, store = self._bin(), self._window.store
        chosen = None if page is None else page.chosen
        if store is None or chosen is None:
            return
        batch = chosen.batch
        with store.read() as db:
            parents = bin_.parents_of(db, [batch])
        title = _("Restore {record}").format(record=chosen.called)
        if not parents:
            write(self._window, title, lambda _go: bin_.restore(store, [batch]), self._window.note)
            return
        dialog: ChangesDialog = restore_dialog(store, chosen.called, parents, self._window)

        def act() -> None:
            all_of_it = [batch, *(parents if dialog.with_parents else ())]
            write(self._window, title, lambda _go: bin_.restore(store, all_of_it), self._window.note)

        dialog.accepted.connect(act)
        dialog.open()

    def empty_bin(self) -> None:
        """Say what is older than the bin keeps, ask, and take it out of the tables."""
        window, store = self._window, self._window.store
        if store is None:
            return
        now = window.clock.now()
        with store.read() as db:
            old = bin_.old(db, now)
        title = _("Empty the bin")
        kept = counted("{n} older record stays", "{n} older records stay", old.kept)
        stays = _(" {kept}, because records elsewhere point there.").format(kept=kept) if old.kept else ""
        if not old.size:
            text = _("Nothing in the bin is older than {n} days.").format(n=bin_.DAYS)
            dialogs.tell(window, title, text + stays)
            return
        text = _(
            "{records} were deleted more than {n} days ago and leave their tables, as one step. Undo brings them back; "
            "the journal keeps what they were."
        )
        text = text.format(records=counted("{n} record", "{n} records", old.size), n=bin_.DAYS)
        verb = counted("Empty {n} record", "Empty {n} records", old.size)

        def done(number: int) -> None:
            window.note(counted("{n} record left the bin.", "{n} records left the bin.", number))

        def act() -> None:
            write(self._window, title, lambda _go: bin_.empty(store, now), done)

        dialogs.ask(window, title, text + stays, verb, act)

    # ------------------------------------------------------------------ whole files
    def choose_export(self) -> None:
        """Ask for the file that the journal goes to."""
        dialog = QFileDialog(self._window, _("Export the journal"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("CSV for a spreadsheet (*.csv)"), _("JSON lines, lossless (*.jsonl)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix("jsonl" if "jsonl" in name else "csv"))
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write the journal to a file, off the main thread."""
        store = self._window.store
        if store is None:
            return

        def write(progress: "Progress") -> int:
            # imported here: rarely asked for
            from dicas_desktop.exchange.journal_files import export_journal

            with store.read() as db:
                return export_journal(db, path, progress)

        def done(number: int) -> None:
            self._window.note(_("Wrote {n} steps to {path}.").format(n=f"{number:,}", path=path))

        title = _("Exporting the journal")
        self._window.work.start(title, write, done, problem_teller(self._window, _("The journal was not exported")))

    def compact(self) -> None:
        """Say how much room is unused, ask, and give it back to the disk after a backup."""
        # imported here: rarely asked for
        from dicas_desktop.store import compaction
        from dicas_desktop.store.compaction import Compacted, megabytes

        window, store = self._window, self._window.store
        if store is None:
            return
        room = compaction.room(store)
        text = _(
            "The file has {size}, of which {free} are unused. Compacting gives them back to the disk. A backup is made "
            "before; every record and every step of the journal stays as it is."
        ).format(size=megabytes(room.size), free=megabytes(room.free))
        title = _("Compact the file")

        def done(made: Compacted) -> None:
            note = _("The file had {before} and has {after} now; the journal is whole.")
            window.note(note.format(before=megabytes(made.before), after=megabytes(made.after)))

        def act() -> None:
            write(self._window, title, lambda progress: compaction.compact(store, utc_now(), progress), done)

        dialogs.ask(window, title, text, _("Compact"), act)

    # ------------------------------------------------------------------ inside
    def _bin(self) -> "BinPage | None":
        desk = self._window.desk
        page = desk.made.get(BIN) if desk is not None and desk.page == BIN else None
        return cast("BinPage | None", page)
