"""What the commands of the directory do: duplicates, merging two records, the tree of organizations, posts."""

from dicas_desktop.store.duplicates import Likeness
from dicas_desktop.store.listing import fetch
from dicas_desktop.ui.field_write import refs_of
from dicas_desktop.ui.main_window import MainWindow


class DirectoryCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "duplicates": self.duplicates,
            "merge": self.merge,
            "office_tree": self.office_tree,
            "appoint": self.appoint,
            "change_post": self.change_post,
        }

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
        """Show the organizations with their people as a tree and go to the record that is chosen."""
        # imported here: rarely asked for
        from dicas_desktop.ui.office_tree_dialog import OfficeTreeDialog

        window = self._window
        if window.store is None:
            return
        dialog = OfficeTreeDialog(window.store, window)

        def go() -> None:
            if dialog.chosen is not None and window.desk is not None:
                window.desk.open_record(*dialog.chosen)

        dialog.accepted.connect(go)
        dialog.open()

    def appoint(self) -> None:
        """Ask which post a person takes up; the selected person or delegate stands in the dialog already."""
        # imported here: rarely asked for
        from dicas_desktop.ui.post_dialog import PostDialog

        if self._window.store is not None:
            PostDialog(self._window.store, self._selected(), self._window).open()

    def change_post(self) -> None:
        """Correct the post that was chosen in the inspector."""
        # imported here: rarely asked for
        from dicas_desktop.ui.post_dialog import PostDialog, typed_of

        window = self._window
        if window.store is not None and window.desk is not None and not window.store.read_only:
            post_id = window.desk.inspector.parts.wanted[2]
            PostDialog(window.store, typed_of(window.store, post_id), window, post_id).open()

    def _selected(self) -> dict[str, str]:
        """Return the reference of the person that is selected, or sits where a delegate is selected."""
        store, desk = self._window.store, self._window.desk
        table, ids = ("", ()) if desk is None else desk.selection
        if store is None or len(ids) != 1 or table not in ("persons", "delegation_members"):
            return {}
        person: int | None = ids[0]
        if table == "delegation_members":
            with store.read() as db:
                person = fetch(db, table, ids)[0].values["person_id"]
        return {"person_id": refs_of(store, "persons", [person])[0]} if person is not None else {}

    def _show(self, chosen: Likeness | None) -> None:
        # imported here: rarely asked for
        from dicas_desktop.ui.duplicates_dialog import DuplicatesDialog

        window = self._window
        if window.store is not None:
            dialog = DuplicatesDialog(window.store, window, chosen)
            dialog.settled.connect(window.note)
            dialog.open()
