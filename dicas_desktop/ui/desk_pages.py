"""The pages of a desk, each made when it is first shown, and the counts of its sidebar."""

from typing import TYPE_CHECKING, Any, TypeAlias

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.clock import ahead_of
from dicas_desktop.store.listing import Counts, counts
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.pages import BIN, CHANGES, JOURNAL, OVERVIEW, OWED, meeting_of, meeting_page

if TYPE_CHECKING:
    from datetime import datetime

    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.bin_page import BinPage
    from dicas_desktop.ui.changes_page import ChangesPage
    from dicas_desktop.ui.desk import Desk
    from dicas_desktop.ui.journal_page import JournalPage
    from dicas_desktop.ui.meeting.page import MeetingPage
    from dicas_desktop.ui.overview import OverviewPage
    from dicas_desktop.ui.owed_page import OwedPage
    from dicas_desktop.ui.timeline.panel import TimelinePanel
    from dicas_desktop.ui.views import View

    AnyPage: TypeAlias = EntityPage | OverviewPage | OwedPage | ChangesPage | JournalPage | BinPage | MeetingPage


def make_page(desk: "Desk", name: str) -> "AnyPage":
    """Return a new page: of one kind of record, of one meeting, or one that shows more than one kind."""
    if meeting_of(name):
        return _meeting(desk, meeting_of(name))
    if name == OVERVIEW:
        return _overview(desk)
    if name == CHANGES:
        return _changes(desk)
    if name == OWED:
        return _owed(desk)
    if name in (JOURNAL, BIN):
        return _of_the_journal(desk, name)
    page = EntityPage(desk.store, ENTITIES[name], desk.clock.today(), desk, settings=desk.settings)
    page.table.set_compact(desk.settings.flag("look/compact", default=False))
    page.selected.connect(desk.on_selected)
    page.opened.connect(desk.on_opened)
    page.message.connect(desk.message)
    page.asked.connect(desk.asked)
    page.head.views_asked.connect(lambda: desk.asked.emit("views"))
    if name == "closures":
        # imported here: only where an officer has asked for it
        from dicas_desktop.ui.calendar_panel import with_calendar

        with_calendar(page)
    if desk.settings.flag(f"totals/{name}", default=False):
        # imported here: only where an officer has asked for them
        from dicas_desktop.ui.totals_row import show_totals

        show_totals(page, shown=True)
    if (left := desk.left.pop(name, None)) is not None:
        # imported here: only after a change of colours or size
        from dicas_desktop.ui.views import open_view

        open_view(page, left)
    return page


def as_left(desk: "Desk") -> "dict[str, View]":
    """Return how the tables of a desk stand: filter, order, groups and columns by the name of the page."""
    # imported here: only for a change of colours or size
    from dicas_desktop.ui.views import view_of

    return {name: view_of(page, name) for name, page in desk.made.items() if isinstance(page, EntityPage)} | desk.left


def make_timeline(desk: "Desk") -> "TimelinePanel":
    """Return a new timeline in step with the pages of the desk."""
    # imported here: the first rows of a page need not wait for the chart
    from dicas_desktop.ui.timeline.panel import TimelinePanel

    panel = TimelinePanel(desk.store, desk.clock.today(), desk)
    panel.selected.connect(desk.on_bar)
    panel.opened.connect(desk.open_record)
    panel.message.connect(desk.message)
    return panel


def open_meeting(desk: "Desk", row_id: int, part: str = "") -> None:
    """Show the page of a meeting, with the keyboard in a part of it if one is named."""
    desk.go(meeting_page(row_id))
    page = meeting_shown(desk)
    if part and page is not None:
        page.show_part(part)


def reload_overview(desk: "Desk") -> None:
    """Read the start page again if it is shown: something that it tells has changed outside the file."""
    page: Any = desk.made.get(OVERVIEW) if desk.page == OVERVIEW else None
    if page is not None:
        page.reload()


def go_record(desk: "Desk", table: str, row_id: int) -> None:
    """Show a record where it is worked on: a meeting on its own page, others in their table."""
    if table == "meetings":
        open_meeting(desk, row_id)
    else:
        desk.open_record(table, row_id)


def meeting_shown(desk: "Desk") -> "MeetingPage | None":
    """Return the page of the meeting that is shown, None on other pages."""
    page: Any = desk.made.get(desk.page) if meeting_of(desk.page) else None
    shown: MeetingPage | None = page
    return shown


def is_meeting(store: "Store", name: str) -> bool:
    """Tell whether this is the page of a meeting that is there."""
    with store.read() as db:
        statement = "SELECT 1 FROM meetings WHERE id = ? AND deleted_at IS NULL"
        return bool(meeting_of(name) and db.execute(statement, (meeting_of(name),)).first())


def load_counts(desk: "Desk") -> None:
    """Count again for the sidebar, off the main thread, and look whether the clock can be right."""
    today, now, store = desk.clock.today(), desk.clock.asked(), desk.store

    def count_all() -> "tuple[dict[str, Counts], datetime | None]":
        # imported here: the first rows need not wait for it
        from dicas_desktop.store.bin import batches

        with store.read() as db:
            ahead = ahead_of(db, now)
            return counts(db, today, trusted=ahead is None) | {BIN: Counts(len(batches(db)))}, ahead

    def show(found: "tuple[dict[str, Counts], datetime | None]") -> None:
        numbers, ahead = found
        desk.sidebar.set_counts(numbers)
        if ahead != desk.ahead:
            desk.ahead = ahead
            desk.doubted.emit()

    desk.work.quietly(count_all, show)
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


def _owed(desk: "Desk") -> "OwedPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.owed_page import OwedPage

    page = OwedPage(desk.store, desk.clock, desk.work, desk)
    page.go.connect(desk.open_record)
    page.go_list.connect(desk.show_list)
    page.selected.connect(desk.on_selected)
    return page


def _meeting(desk: "Desk", row_id: int) -> "MeetingPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.meeting.page import MeetingPage

    page = MeetingPage(desk.store, desk.clock, desk.work, row_id, desk)

    def follow() -> None:
        if meeting_shown(desk) is page:
            line = page.line
            now = ("", ()) if line is None or not line.table else (line.table, (line.id,))
            if now != desk.selection or page.documents.active:
                desk.selection = now
                desk.changed.emit()

    page.selected.connect(follow)
    page.message.connect(desk.message)
    page.asked.connect(desk.asked)
    return page


def _overview(desk: "Desk") -> "OverviewPage":
    # imported here: the first rows of a page need not wait for it
    from dicas_desktop.ui.chosen_deadline import keep
    from dicas_desktop.ui.overview import OverviewPage

    page = OverviewPage(desk.store, desk.clock, desk.work, desk)
    page.take_deadline()
    page.chose.connect(lambda chosen: keep(desk, chosen))
    page.go.connect(lambda table, row_id: go_record(desk, table, row_id))
    page.go_list.connect(desk.show_list)
    page.go_page.connect(desk.go)
    page.go_part.connect(lambda meeting, part: open_meeting(desk, meeting, part))
    page.asked.connect(desk.asked)
    return page
