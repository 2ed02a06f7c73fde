"""The pages of a desk, each made when it is first shown, and the counts of its sidebar."""

from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Counts, counts
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.pages import JOURNAL, OVERVIEW

if TYPE_CHECKING:
    from dicas_desktop.ui.desk import Desk
    from dicas_desktop.ui.journal_page import JournalPage
    from dicas_desktop.ui.overview import OverviewPage
    from dicas_desktop.ui.timeline.panel import TimelinePanel


def make_page(desk: "Desk", name: str) -> "EntityPage | OverviewPage | JournalPage":
    """Return a new page: the overview, the journal, or the records of the table `name`."""
    if name == OVERVIEW:
        return _overview(desk)
    if name == JOURNAL:
        # imported here: the first rows of a page need not wait for it
        from dicas_desktop.ui.journal_page import JournalPage

        return JournalPage(desk.store, desk.clock, desk)
    page = EntityPage(desk.store, ENTITIES[name], desk.clock.today(), desk, settings=desk.settings)
    page.table.set_compact(desk.settings.flag("look/compact", default=False))
    page.selected.connect(desk.on_selected)
    page.opened.connect(desk.on_opened)
    page.message.connect(desk.message)
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
            return counts(db, today)

    desk.work.quietly(count_all, desk.sidebar.set_counts)
    desk.sidebar.set_count(JOURNAL, store.head.steps)


def _overview(desk: "Desk") -> "OverviewPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.overview import OverviewPage

    page = OverviewPage(desk.store, desk.clock, desk.work, desk)
    page.go.connect(desk.open_record)
    page.go_list.connect(desk.show_list)
    page.go_page.connect(desk.go)
    return page
