"""What the commands of the directory do: duplicates, merging two records, the tree of organizations."""

from dicas_desktop.store.duplicates import Likeness
from dicas_desktop.ui.main_window import MainWindow


class DirectoryCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {"duplicates": self.duplicates, "merge": self.merge, "office_tree": self.office_tree}

    def duplicates(self) -> None:
        """Look for records that look like one, and merge them pair by pair."""
        self._show(None)

    def merge(self) -> None:
        """Merge the two selected people or organizations."""
        desk = self._window.desk
        if desk is not None and len(desk.selection[1]) == 2:
            table, (one, other) = desk.selection
            self._show(Likeness(table, min(one, other), max(one, other), ()))

    def office_tree(self) -> None:
        """Show the organizations as a tree and go to the one that is chosen."""
        # imported here: rarely asked for
        from dicas_desktop.ui.office_tree_dialog import OfficeTreeDialog

        window = self._window
        if window.store is None:
            return
        dialog = OfficeTreeDialog(window.store, window)

        def go() -> None:
            if dialog.chosen is not None and window.desk is not None:
                window.desk.open_record("organizations", dialog.chosen)

        dialog.accepted.connect(go)
        dialog.open()

    def _show(self, chosen: Likeness | None) -> None:
        # imported here: rarely asked for
        from dicas_desktop.ui.duplicates_dialog import DuplicatesDialog

        window = self._window
        if window.store is not None:
            dialog = DuplicatesDialog(window.store, window, chosen)
            dialog.settled.connect(window.note)
            dialog.open()
