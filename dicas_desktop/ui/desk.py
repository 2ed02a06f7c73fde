"""What one works at while a workspace is open: the sidebar, one page, the inspector beside it, the timeline below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import Condition, Listing
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.desk_pages import load_counts, make_page, make_timeline, meeting_shown, open_meeting
from dicas_desktop.ui.entity_page import EntityPage, StoreNotices
from dicas_desktop.ui.pages import OWED, TIMELINE, meeting_of, pages
from dicas_desktop.ui.panels import Panels
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.sidebar import Sidebar
from dicas_desktop.ui.unfinished import holds_back

if TYPE_CHECKING:
    from datetime import datetime

    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.desk_pages import AnyPage
    from dicas_desktop.ui.inspector import Inspector
    from dicas_desktop.ui.views import View
    from dicas_desktop.ui.work import Work

_SETTLE_AT_FIRST = 150  # ms: the first rows are painted before there is an inspector
_SETTLE = 25  # ms after a change of selection before the inspector follows: arrow keys run ahead of it

_COUNT = 400  # ms after the last change before the sidebar counts: what is typed into a meeting does not wait for it


class Desk(QFrame):
    """The pages of one open workspace. Pages are made when they are first shown."""

    changed = Signal()  # page or selection
    message = Signal(str)  # for the status bar
    asked = Signal(str)  # id of a command that a part of the desk asks for
    doubted = Signal()  # whether the clock can be right is another matter than before: `ahead`

    def __init__(self, store: "Store", clock: Clock, settings: Settings, work: "Work", parent: QWidget) -> None:
        """Show nothing yet; `go` opens a page."""
        super().__init__(parent)
        self.store, self.clock, self.settings = store, clock, settings
        self.work = work
        self.page = ""
        self.ahead: datetime | None = None  # time of the journal's latest entry, if the clock lies before it
        self.selection: tuple[str, tuple[int, ...]] = ("", ())
        self.made: dict[str, AnyPage] = {}
        self.left: dict[str, View] = {}  # how pages were left that are to be made anew
        self._inspector: Inspector | None = None
        self._trail: list[str] = []
        self._ahead: list[str] = []
        self.sidebar = Sidebar(self)
        self.sidebar.set_pages(pages(ENTITIES))
        self.sidebar.chosen.connect(self.go)
        self.stack = QStackedWidget(self)
        self.panels = Panels(self.stack, settings, self, lambda: make_timeline(self))
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
        self._settle.timeout.connect(self.settle)
        self._count = QTimer(self, singleShot=True, interval=_COUNT)
        self._count.timeout.connect(lambda: load_counts(self))
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
            self._inspector.change_many.connect(lambda: self.asked.emit("bulk_edit"))
            self._inspector.part_asked.connect(lambda: self.asked.emit("part"))
            self._inspector.restore.connect(lambda: self.asked.emit("restore_version"))
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

    def settle(self) -> None:
        """Let the inspector and the timeline catch up with the selection now, and the counts with the store."""
        self._settle.stop()
        if self._count.isActive():
            self._count.stop()
            load_counts(self)
        table, ids = self.selection
        if self.panels.is_shown("inspector"):
            if why := holds_back(self):
                self.message.emit(why)
                self.changed.emit()
                return
            self.inspector.show_records(table, ids)
        if len(ids) == 1 and self.panels.timeline is not None:
            self.panels.timeline.select(table, ids[0])
        self.changed.emit()

    def stop(self) -> None:
        """Let the store go."""
        self._settle.stop()
        self._count.stop()
        self._notices.stop()
        for name, page in self.made.items():
            if isinstance(page, EntityPage) or meeting_of(name):
                page.stop()  # type: ignore[union-attr] # a page of a meeting has it too
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
            self.sidebar.show_page("meetings" if meeting_of(name) else name)
            self.stack.setCurrentWidget(page)
            self.panels.show_page(name)
            ids = page.table.selected_ids() if isinstance(page, EntityPage) else []
            self.selection = (name if ids else "", tuple(ids))
            if not isinstance(page, EntityPage):
                page.reload()
            if not self.sidebar.hasFocus():
                page.setFocus()
        self._settle.start(_SETTLE if self.isVisible() else _SETTLE_AT_FIRST)
        self.changed.emit()

    def _page(self, name: str) -> "AnyPage":
        if name not in self.made:
            self.made[name] = make_page(self, name)
            self.stack.addWidget(self.made[name])
        return self.made[name]

    def on_selected(self, table: str, ids: list[int]) -> None:
        """Follow the selection of a page."""
        if self.page in (table, OWED):
            self.selection = (table, tuple(ids))
            self._settle.start(_SETTLE)
            self.changed.emit()

    def on_opened(self, table: str, row_id: int) -> None:
        """Go into the inspector with a record; a meeting has a page of its own."""
        if table == "meetings":
            open_meeting(self, row_id)
            return
        self.selection = (table, (row_id,))
        self.panels.want_inspector()
        self.settle()
        self.inspector.setFocus()

    def on_bar(self, table: str, row_id: int) -> None:
        """Follow the selection on the timeline."""
        page = self.entity_page()
        if page is not None and page.entity.table == table and page.table.select(row_id):
            return
        self.selection = (table, (row_id,))
        self.settle()

    def _on_store_changed(self, changed: dict[str, set[int]]) -> None:
        if self._inspector is not None:
            self._inspector.reload(changed)
        page = self.made.get(self.page)
        meeting = meeting_shown(self)
        if meeting is not None:
            meeting.reload(changed)
            self._count.start()
        else:
            if page is not None and not isinstance(page, EntityPage):
                page.reload()
            load_counts(self)
        self.changed.emit()
