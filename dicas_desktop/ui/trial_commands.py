"""What the commands about a restored workspace do: keep the state that it came to, or go back to the one before."""

from contextlib import closing

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.backup_commands import BackupCommands
from dicas_desktop.ui.history_commands import write
from dicas_desktop.ui.main_window import MainWindow


class TrialCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow, backups: BackupCommands) -> None:
        """Give the window what its commands do."""
        self._window, self._backups = window, backups
        window.deeds |= {"keep_state": self.keep, "go_back": self.go_back}

    def keep(self) -> None:
        """Keep the restored state: from now on it can be changed."""
        # imported here: rarely asked for
        from dicas_desktop.store.trial import keep

        window, store = self._window, self._window.store
        if store is None:
            return

        def done(_none: None) -> None:
            window.rebuild()  # tables and fields were made for reading only
            window.note(_("Kept: the workspace can be changed again."))
            self._backups.begin()

        write(window, _("Keep this state"), lambda _go: keep(store), done)

    def go_back(self) -> None:
        """Ask, then restore the state before what was restored; it needs no confirmation."""
        # imported here: rarely asked for
        from dicas_desktop.store.backup_place import folders_of
        from dicas_desktop.store.backups import keys_of, read_file
        from dicas_desktop.store.copies import content_of

        window, store = self._window, self._window.store
        if store is None or store.trial is None:
            return
        backup, problem = None, ""
        try:
            places = [folder / store.trial.before for folder in folders_of(store.path)]
            there = next((place for place in places if place.exists()), places[0])
            backup = read_file(there, keys_of(store.hold.file.key))
            problem = backup.problem
        except UserProblem as missing:
            problem = str(missing)
        if backup is None or problem:
            text = _("{problem} File > Backups lists what else there is.").format(problem=problem)
            dialogs.tell(window, _("There is no way back to the state before"), text)
            return
        with closing(store.hold.file.reader()) as raw:
            present = content_of(raw)
        self._backups.choose(store.path, backup, present, None, keep=True)
