"""What one works at while a workspace is open: the sidebar, one page, the inspector beside it, the timeline below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import Condition, Counts, Listing, counts
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.entity_page import EntityPage, StoreNotices
from dicas_desktop.ui.pages import JOURNAL, OVERVIEW, TIMELINE, pages
from dicas_desktop.ui.panels import Panels
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.inspector import Inspector
    from dicas_desktop.ui.journal_page import JournalPage
    from dicas_desktop.ui.overview import OverviewPage
    from dicas_desktop.ui.timeline.panel import TimelinePanel
    from dicas_desktop.ui.work import Work

_SETTLE = 25  # ms after a change of selection before the inspector follows: arrow keys run ahead of it


class Desk(QFrame):
    """The pages of one open workspace. Pages are made when they are first shown."""

    changed = Signal()  # page or selection
    message = Signal(str)  # for the status bar

    def __init__(self, store: "Store", clock: Clock, settings: Settings, work: "Work", parent: QWidget) -> None:
        """Show nothing yet; `go` opens a page."""
        super().__init__(parent)
        self.store, self.clock, self.settings = store, clock, settings
        self._work = work
        self.page = ""
        self.selection: tuple[str, tuple[int, ...]] = ("", ())
        self.made: dict[str, EntityPage | OverviewPage | JournalPage] = {}
        self._inspector: Inspector | None = None
        self._trail: list[str] = []
        self._ahead: list[str] = []
        self.sidebar = Sidebar(self)
        self.sidebar.set_pages(pages(ENTITIES))
        self.sidebar.chosen.connect(self.go)
        self.stack = QStackedWidget(self)
        self.panels = Panels(self.stack, settings, self)
        self.panels.make_timeline = self._make_timeline
        line = QFrame(self)
        line.setFixedWidth(1)
        theme.set_role(line, "upright")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addWidget(line)
        across.addWidget(self.panels, 1)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._show_selection)
        self._notices = StoreNotices(store, self)
        self._notices.changed.connect(self._on_store_changed)

    @property
    def inspector(self) -> "Inspector":
        """The inspector, made when it first has something to show."""
        if self._inspector is None:
            # imported here: the first rows of a page need not wait for it
            from dicas_desktop.ui.inspector import Inspector

            self._inspector = Inspector(self.store, self.clock, self)
            self._inspector.go.connect(self.open_record)
            self._inspector.go_list.connect(
                lambda table, field, row_id: self.show_list(Listing(table, (Condition(field, "=", row_id),)))
            )
            self.panels.fill(self._inspector)
        return self._inspector

    # ------------------------------------------------------------------ going about
    def go(self, name: str) -> None:
        """Show a page."""
        if name == self.page:
            return
        if self.page:
            self._trail.append(self.page)
            self._ahead.clear()
        self._show(name)

    def back(self) -> None:
        """Show the page before."""
        if self._trail:
            self._ahead.append(self.page)
            self._show(self._trail.pop())

    def forward(self) -> None:
        """Show the page that `back` left."""
        if self._ahead:
            self._trail.append(self.page)
            self._show(self._ahead.pop())

    def open_record(self, table: str, row_id: int) -> None:
        """Show a record where it lives."""
        self.go(table)
        page = self.entity_page()
        if page is not None and not page.select(row_id):
            self.message.emit(_("This record is in the bin."))
        self.settle()

    def show_list(self, listing: Listing) -> None:
        """Show a filtered list on its page."""
        self.go(listing.table)
        page = self.entity_page()
        if page is not None:
            page.set_listing(listing)
            page.table.setFocus()

    def entity_page(self) -> EntityPage | None:
        """Return the page of records that is shown, None on the other pages."""
        page = self.made.get(self.page)
        return page if isinstance(page, EntityPage) else None

    def set_compact(self, *, compact: bool) -> None:
        """Show the rows of all tables low or high."""
        for page in self.made.values():
            if isinstance(page, EntityPage):
                page.table.set_compact(compact)

    def settle(self) -> None:
        """Let the inspector catch up with the selection now."""
        self._settle.stop()
        self._show_selection()

    def load_counts(self) -> None:
        """Count again for the sidebar, off the main thread."""
        today, store = self.clock.today(), self.store

        def count_all() -> dict[str, Counts]:
            with store.read() as db:
                return counts(db, today)

        self._work.quietly(count_all, self.sidebar.set_counts)
        self.sidebar.set_count(JOURNAL, self.store.head.steps)

    def stop(self) -> None:
        """Let the store go."""
        self._settle.stop()
        self._notices.stop()
        for page in self.made.values():
            if isinstance(page, EntityPage):
                page.stop()
        self.panels.save()

    # ------------------------------------------------------------------ inside
    def _show(self, name: str) -> None:
        self.page = name
        self.settings.remember("page", name)
        if name == TIMELINE:
            self.sidebar.show_page("")
            self.panels.show_timeline_alone()
            self.selection = ("", ())
        else:
            page = self._page(name)
            self.sidebar.show_page(name)
            self.stack.setCurrentWidget(page)
            self.panels.show_page(name)
            ids = page.table.selected_ids() if isinstance(page, EntityPage) else []
            self.selection = (name if ids else "", tuple(ids))
            if not isinstance(page, EntityPage):
                page.reload()
            if not self.sidebar.hasFocus():
                page.setFocus()
        self._settle.start()
        self.changed.emit()

    def _page(self, name: str) -> "EntityPage | OverviewPage | JournalPage":
        if name not in self.made:
            others: dict[str, Callable[[], OverviewPage | JournalPage]] = {
                OVERVIEW: self._make_overview,
                JOURNAL: self._make_journal,
            }
            page = others[name]() if name in others else self._make_entity_page(name)
            self.made[name] = page
            self.stack.addWidget(page)
        return self.made[name]

    def _make_journal(self) -> "JournalPage":
        # imported here: see `inspector`
        from dicas_desktop.ui.journal_page import JournalPage

        return JournalPage(self.store, self.clock, self)

    def _make_overview(self) -> "OverviewPage":
        # imported here: see `inspector`
        from dicas_desktop.ui.overview import OverviewPage

        page = OverviewPage(self.store, self.clock, self)
        page.go.connect(self.open_record)
        page.go_list.connect(self.show_list)
        page.go_page.connect(self.go)
        return page

    def _make_entity_page(self, name: str) -> EntityPage:
        page = EntityPage(self.store, ENTITIES[name], self.clock.today(), self, settings=self.settings)
        page.table.set_compact(self.settings.flag("look/compact", default=False))
        page.selected.connect(self._on_selected)
        page.opened.connect(self._on_opened)
        page.message.connect(self.message)
        return page

    def _make_timeline(self) -> "TimelinePanel":
        # imported here: the first rows of a page need not wait for the chart
        from dicas_desktop.ui.timeline.panel import TimelinePanel

        panel = TimelinePanel(self.store, self.clock.today(), self)
        panel.selected.connect(self._on_bar)
        panel.opened.connect(self.open_record)
        panel.message.connect(self.message)
        return panel

    def _on_selected(self, table: str, ids: list[int]) -> None:
        if table == self.page:
            self.selection = (table, tuple(ids))
            self._settle.start()
            self.changed.emit()

    def _on_opened(self, table: str, row_id: int) -> None:
        self.selection = (table, (row_id,))
        self.panels.want_inspector()
        self.settle()
        self.inspector.setFocus()

    def _on_bar(self, table: str, row_id: int) -> None:
        page = self.entity_page()
        if page is not None and page.entity.table == table and page.table.select(row_id):
            return
        self.selection = (table, (row_id,))
        self.settle()

    def _show_selection(self) -> None:
        table, ids = self.selection
        if self.panels.is_shown("inspector"):
            self.inspector.show_records(table, ids)
        if len(ids) == 1 and self.panels.timeline is not None:
            self.panels.timeline.select(table, ids[0])
        self.changed.emit()

    def _on_store_changed(self, changed: dict[str, set[int]]) -> None:
        if self._inspector is not None:
            self._inspector.reload(changed)
        page = self.made.get(self.page)
        if page is not None and not isinstance(page, EntityPage):
            page.reload()
        self.load_counts()
        self.changed.emit()
