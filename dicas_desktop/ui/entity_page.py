"""The page of one kind of record: title with counts, filters, table, and the form of a new record."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.lens import deadline_now
from dicas_desktop.store.listing import Listing, Sort
from dicas_desktop.store.officer import officer_in
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.column_layout import remember
from dicas_desktop.ui.entity_table import NOTHING_SELECTED, EntityTable
from dicas_desktop.ui.field_write import read_only_text, subject
from dicas_desktop.ui.filter_row import FilterRow
from dicas_desktop.ui.filters import BEFORE_DEADLINE, picks_of, toggles_of
from dicas_desktop.ui.page_head import PageHead
from dicas_desktop.ui.row_model import RowModel
from dicas_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.ui.new_record import NewRecord
    from dicas_desktop.ui.totals_row import TotalsRow


class StoreNotices(QObject):
    """Brings the change notices of a store into the window's thread, as long as it lives."""

    changed = Signal(dict)  # {table: ids}

    def __init__(self, store: Store, parent: QObject) -> None:
        """Hear this store."""
        super().__init__(parent)
        self._unsubscribe: Callable[[], None] | None = store.subscribe(self.changed.emit)
        parent.destroyed.connect(self.stop)

    def stop(self) -> None:
        """Hear nothing more."""
        unsubscribe, self._unsubscribe = self._unsubscribe, None
        if unsubscribe is not None:
            unsubscribe()


class EntityPage(QFrame):
    """One page. Its rows are looked up when it is first shown."""

    selected = Signal(str, object)  # table, list of ids
    opened = Signal(str, int)  # table, id
    message = Signal(str)  # for the status bar
    asked = Signal(str)  # id of a command that the table asks for

    def __init__(
        self,
        store: Store,
        entity: Entity,
        today: date,
        parent: QWidget | None = None,
        *,
        settings: Settings | None = None,
    ) -> None:
        """Make the page, still without rows. Its columns are remembered in the settings, if there are any."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.store, self.entity, self.today = store, entity, today
        with store.read() as db:
            deadline = deadline_now(db, today, store.lens) if entity.table in BEFORE_DEADLINE else None
            self.officer = officer_in(db, _officer_name(store, settings))
        self._stale = True
        self.model = RowModel(store, entity, today, self)
        self.table = EntityTable(self.model, self)
        toggles, picks = toggles_of(entity, deadline, today, self.officer), picks_of(entity)
        if settings is not None:
            remember(self.table.columns, settings, f"columns/{entity.table}")
        self.filters = FilterRow(store, entity.table, toggles, picks, self)
        self.head = PageHead(entity, self.filters, deadline, self)
        self.form: NewRecord | None = None
        self.totals: TotalsRow | None = None
        self.settings = settings
        line = QFrame(self)
        theme.set_role(line, "line")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        for widget in (self.head, line, self.table):
            self.box.addWidget(widget, int(widget is self.table))
        self.setFocusProxy(self.table)
        self._connect()
        self._notices = StoreNotices(store, self)
        self._notices.changed.connect(self._on_store_changed)

    # ------------------------------------------------------------------ what the window asks
    def reload(self) -> None:
        """Read everything again; selection and scroll position stay. A page out of sight does it when it is shown."""
        self._stale = True
        if self.isVisible():
            self._load()

    def select(self, row_id: int) -> bool:
        """Select a record; filters that hide it are taken away. False if there is no such record."""
        self._load()
        self.model.finish()
        if self.table.select(row_id):
            return True
        self.filters.set_filters((), "")
        self._filter(self.model.listing.sort, self.model.listing.group)
        self.model.finish()
        return self.table.select(row_id)

    def add(self) -> None:
        """Open the form of a new record, with what the filters settle filled in."""
        if self.store.read_only:
            self.message.emit(read_only_text(self.store))
            return
        # imported here: the first rows need not wait for the form
        from dicas_desktop.ui.new_record import NewRecord, given_by

        if self.form is None:
            self.form = NewRecord(self.store, self.entity, self)
            self.form.added.connect(self._on_added)
            self.form.left.connect(self.table.setFocus)
            self.box.insertWidget(self.box.indexOf(self.table), self.form)
        self.form.begin(given_by(self.store, self.entity, self.filters.where))

    def set_listing(self, listing: Listing) -> None:
        """Show a filtered list, such as a number of the overview opens."""
        self.filters.set_filters(listing.where, listing.text)
        self._filter(listing.sort or (Sort(self.entity.sort),), listing.group)

    def row_count(self) -> int:
        """Return how many records are shown."""
        return self.model.source.records

    def delete_selected(self) -> None:
        """Put the selected records into the bin."""
        # imported here: the first rows need not wait for it
        from dicas_desktop.ui.record_actions import delete_records

        try:
            self.message.emit(delete_records(self.store, self.entity, self.table.selected_ids()))
        except UserProblem as problem:
            self.message.emit(str(problem))

    def duplicate_selected(self) -> None:
        """Copy the selected records and select the first copy."""
        # imported here: the first rows need not wait for it
        from dicas_desktop.ui.record_actions import duplicate_records

        try:
            copies = duplicate_records(self.store, self.entity, self.table.selected_ids())
        except UserProblem as problem:
            self.message.emit(str(problem))
            return
        self.select(copies[0])
        self.message.emit(_("Copied as {records}.").format(records=subject(self.store, self.entity, copies)))

    def focus_filter(self) -> None:
        """Take the keyboard to the free-text filter."""
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def stop(self) -> None:
        """Let the store go: no more notices, no query under way. Called before the store is closed."""
        self._notices.stop()
        self.model.stop(wait=True)
        if self.totals is not None:
            self.totals.asked.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the rows if they are not those of now."""
        super().showEvent(event)
        self._load()

    # ------------------------------------------------------------------ inside
    def _connect(self) -> None:
        table = self.table
        table.selection_changed.connect(lambda ids: self.selected.emit(self.entity.table, ids))
        table.opened.connect(lambda row_id: self.opened.emit(self.entity.table, row_id))
        table.delete_requested.connect(lambda _ids: _ask_to_delete(self))
        table.duplicate_requested.connect(lambda _ids: self.duplicate_selected())
        table.filter_requested.connect(self.focus_filter)
        table.refused.connect(self.message)
        table.asked.connect(self.asked)
        table.menu_requested.connect(lambda place: _show_menu(self, place))
        table.columns.folded_changed.connect(self.head.show_folded)
        self.head.columns_asked.connect(table.columns_requested)
        table.columns_requested.connect(lambda place: table.columns.menu(self).popup(place))
        self.model.refused.connect(self.message)
        self.model.counted.connect(self._show_counts)
        self.filters.changed.connect(lambda: self._filter(self.model.listing.sort, self.model.listing.group))
        self.filters.down_asked.connect(table.select_first)

    def _on_store_changed(self, changed: dict[str, set[int]]) -> None:
        if {self.entity.table, *(field.target for field in self.entity.fields)} & changed.keys():
            if self.entity.table == "action_items":
                follow_deadline(self)
            self.reload()

    def _load(self) -> None:
        if self._stale:
            self._stale = False
            self.model.reload()

    def _filter(self, sort: tuple[Sort, ...], group: str) -> None:
        self._stale = False
        self.model.show(Listing(self.entity.table, self.filters.where, self.filters.text, sort, group))

    def _show_counts(self, number: int, total: int) -> None:
        if total >= 0:
            self.table.empty_text = self.head.empty_text(total)
            self.head.show_counts(number, total)
        else:
            self.head.show_counting()

    def _on_added(self, row_id: int) -> None:
        self.select(row_id)
        self.table.setFocus()
        self.message.emit(_("Added {ref}.").format(ref=subject(self.store, self.entity, [row_id])))


def _ask_to_delete(page: EntityPage) -> None:
    """Ask for the command, which asks the officer, as the entry of the window's menu does."""
    if page.store.read_only:
        page.message.emit(read_only_text(page.store))
    elif not page.table.selected_ids():
        page.message.emit(_(NOTHING_SELECTED))
    else:
        page.asked.emit("delete")


def _officer_name(store: Store, settings: Settings | None) -> str:
    """Return the name the officer chose, which may be newer than the one this workspace was opened under."""
    return str(settings.value("officer/name", "") if settings is not None else "") or store.who.name


def _show_menu(page: EntityPage, place: QPoint) -> None:
    # imported here: the first rows need not wait for it
    from dicas_desktop.ui.table_menu import table_menu

    table_menu(page.table, page).popup(place)


def follow_deadline(page: EntityPage) -> None:
    """Let the filters by the deadline and by today follow when that event is moved, added or deleted, and the day."""
    deadline = None
    if page.entity.table in BEFORE_DEADLINE:
        with page.store.read() as db:
            deadline = deadline_now(db, page.today, page.store.lens)
    page.head.set_deadline(deadline)
    page.filters.set_toggles(toggles_of(page.entity, deadline, page.today, page.officer))
