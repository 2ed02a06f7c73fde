"""From a line of what changed to the record it is about: on its page, in a list, or in the bin."""

from typing import TYPE_CHECKING

from dicas_desktop.domain.changes import Deed
from dicas_desktop.domain.texts import _
from dicas_desktop.store.bin import batch_of
from dicas_desktop.store.listing import Condition, Listing
from dicas_desktop.ui.changes_lines import Line
from dicas_desktop.ui.pages import BIN

if TYPE_CHECKING:
    from dicas_desktop.ui.desk import Desk


def open_change(desk: "Desk", line: Line) -> None:
    """Show what a line is about where it lives now."""
    change = line.change
    if change.deed is Deed.DELETED:
        _open_deletion(desk, change.table, change.row_id)
    elif line.ids:
        desk.show_list(Listing(change.table, (Condition("id", "in", line.ids),)))
    else:
        desk.open_record(change.table, change.row_id)
        page = desk.entity_page()
        if page is not None:
            page.table.setFocus()


def _open_deletion(desk: "Desk", table: str, row_id: int) -> None:
    # imported here: the page itself is only read in when it is first shown
    from dicas_desktop.ui.bin_page import BinPage

    with desk.store.read() as db:
        batch = batch_of(db, table, row_id)
    if batch is None:
        desk.message.emit(_("It is no longer in the bin: the journal has what it was."))
        return
    desk.go(BIN)
    page = desk.made[BIN]
    if isinstance(page, BinPage):
        page.choose(batch.name)
        page.table.setFocus()
