"""What the commands of saved views do."""

from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.listing import Listing, Sort
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.group_heads import group_words
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.sort_keys import told
from dicas_desktop.ui.view_dialogs import SaveViewDialog, ViewsDialog
from dicas_desktop.ui.views import View, open_view, view_of


class SavedViewCommands:
    """Acts on the page of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {"save_view": self.save, "views": self.choose, "standard_view": self.standard}

    def save(self) -> None:
        """Ask for the name under which what the page shows is saved."""
        page, window = self._page(), self._window
        if page is None:
            return
        dialog = SaveViewDialog(page.store, page.entity, view_of(page, ""), _contents(page), window)
        dialog.accepted.connect(lambda: window.note(_("Saved as the view “{name}”.").format(name=dialog.view.name)))
        dialog.open()

    def choose(self) -> None:
        """Ask for the view to open."""
        page = self._page()
        if page is None:
            return
        dialog = ViewsDialog(page.store, page.entity, self._window)
        dialog.accepted.connect(lambda: self._open(page, dialog.chosen))
        dialog.open()

    def standard(self) -> None:
        """Show everything in the columns and the order that the page has at first."""
        page = self._page()
        if page is None:
            return
        page.table.columns.reset()
        page.set_listing(Listing(page.entity.table, sort=(Sort(page.entity.sort),)))
        self._window.note(_("The page is as at first: all records, standard columns and order."))

    def _open(self, page: EntityPage, view: View | None) -> None:
        if view is None:
            return
        missing = open_view(page, view)
        page.table.setFocus()
        if missing:
            text = _("“{name}” is open without what is there no more: {columns}.")
            self._window.note(text.format(name=view.name, columns=", ".join(missing)))
        else:
            self._window.note(_("The view “{name}” is open.").format(name=view.name))

    def _page(self) -> EntityPage | None:
        return self._window.desk.entity_page() if self._window.desk is not None else None


def _contents(page: EntityPage) -> str:
    """Say in words what a view of the page would hold."""
    listing, labels = page.model.listing, {column.name: _(column.label) for column in page.model.columns}
    filters = len(listing.where) + bool(listing.text.strip())
    parts = [
        counted("{n} filter", "{n} filters", filters) if filters else _("no filter"),
        counted("{n} column", "{n} columns", len(page.table.shown_columns())),
        _("sorted by {order}").format(order=told(listing.sort, labels)),
    ]
    if listing.group:
        parts.append(_("grouped by {column}").format(column=group_words(listing.group, labels)))
        if folded := sum(map(page.model.source.rows.folded, range(len(page.model.source.rows.groups)))):
            parts.append(counted("{n} group folded", "{n} groups folded", folded))
    return _("It keeps what the page shows now: {parts}.").format(parts=", ".join(parts))
