"""The pages of a desk, each made when it is first shown, and the counts of its sidebar."""

from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.bin import batches
from dicas_desktop.store.listing import Counts, counts
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.pages import BIN, CHANGES, JOURNAL, OVERVIEW

if TYPE_CHECKING:
    from dicas_desktop.ui.bin_page import BinPage
    from dicas_desktop.ui.changes_page import ChangesPage
    from dicas_desktop.ui.desk import Desk
    from dicas_desktop.ui.journal_page import JournalPage
    from dicas_desktop.ui.overview import OverviewPage
    from dicas_desktop.ui.timeline.panel import TimelinePanel


def make_page(desk: "Desk", name: str) -> "EntityPage | OverviewPage | ChangesPage | JournalPage | BinPage":
    """Return a new page: the overview, what changed, the journal, the bin, or the records of the table `name`."""
    if name == OVERVIEW:
        return _overview(desk)
    if name == CHANGES:
        return _changes(desk)
    if name in (JOURNAL, BIN):
        return _of_the_journal(desk, name)
    page = EntityPage(desk.store, ENTITIES[name], desk.clock.today(), desk, settings=desk.settings)
    page.table.set_compact(desk.settings.flag("look/compact", default=False))
    page.selected.connect(desk.on_selected)
    page.opened.connect(desk.on_opened)
    page.message.connect(desk.message)
    page.asked.connect(desk.asked)
    page.head.views_asked.connect(lambda: desk.asked.emit("views"))
    if desk.settings.flag(f"totals/{name}", default=False):
        # imported here: only where an officer has asked for them
        from dicas_desktop.ui.totals_row import show_totals

        show_totals(page, shown=True)
    return page


def make_timeline(desk: "Desk") -> "TimelinePanel":
    """Return a new timeline in step with the pages of the desk."""
    # imported here: the first rows of a page need not wait for the chart
    from dicas_desktop.ui.timeline.panel import TimelinePanel

    panel = TimelinePanel(desk.store, desk.clock.today(), desk)
    panel.selected.connect(desk.on_bar)
    panel.opened.connect(desk.open_record)
    panel.message.connect(desk.message)
    return panel


def load_counts(desk: "Desk") -> None:
    """Count again for the sidebar, off the main thread."""
    today, store = desk.clock.today(), desk.store

    def count_all() -> dict[str, Counts]:
        with store.read() as db:
            return counts(db, today) | {BIN: Counts(len(batches(db)))}

    desk.work.quietly(count_all, desk.sidebar.set_counts)
    desk.sidebar.set_count(JOURNAL, store.head.steps)


def _of_the_journal(desk: "Desk", name: str) -> "JournalPage | BinPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.bin_page import BinPage
    from dicas_desktop.ui.journal_page import JournalPage

    page = (JournalPage if name == JOURNAL else BinPage)(desk.store, desk.clock, desk.work, desk)
    page.selected.connect(desk.changed)
    page.asked.connect(desk.asked)
    return page


def _changes(desk: "Desk") -> "ChangesPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.changes_page import ChangesPage
    from dicas_desktop.ui.open_change import open_change

    page = ChangesPage(desk.store, desk.clock, desk.work, desk.settings, desk)
    page.selected.connect(desk.changed)
    page.asked.connect(desk.asked)
    page.opened.connect(lambda line: open_change(desk, line))
    return page


def _overview(desk: "Desk") -> "OverviewPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.overview import OverviewPage

    page = OverviewPage(desk.store, desk.clock, desk.work, desk)
    page.go.connect(desk.open_record)
    page.go_list.connect(desk.show_list)
    page.go_page.connect(desk.go)
    return page
