"""The table model: a row for each id of a listing, records by page on demand, order by the store, never sorted here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import typed
from dicas_desktop.store.anchors import tell
from dicas_desktop.store.listing import Listing, Record, Sort, fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui.folding import Folding, Rows, laid_out
from dicas_desktop.ui.group_heads import GroupTotals, head_text
from dicas_desktop.ui.row_cells import Column, Look, columns_of
from dicas_desktop.ui.row_query import Found, Order, RowQuery
from dicas_desktop.ui.row_source import Row, RowSource
from dicas_desktop.ui.second_names import SecondNames
from dicas_desktop.ui.sort_keys import clicked, sign

if TYPE_CHECKING:
    from dicas_desktop.store.groups import Group

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_READ = (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole)
AT_ONCE = 0.06  # s the window waits for the first rows before it goes on without them
LOOK_AGAIN = 12  # ms between looks at a query under way
FINISH = 10.0  # s


class RowModel(QAbstractTableModel):
    """Rows of one entity. `listing` says which and in what order; `show` changes it."""

    about_to_show = Signal()  # the order is about to be replaced: note what is selected and where the view stands
    shown = Signal()  # the order has been replaced
    counted = Signal(int, int)  # rows so far, and how many records there are without filters (-1: not known yet)
    refused = Signal(str)  # a sentence for the status bar

    def __init__(self, store: Store, entity: Entity, today: date, parent: QObject | None = None) -> None:
        """Make an empty model; `show` fills it."""
        super().__init__(parent)
        self.store, self.entity = store, entity
        self.columns = columns_of(entity)
        self._second_names = SecondNames(entity, store.entities)
        self.look = Look(entity, today, store.ceiling, self._second_names.known)
        self.source = RowSource(self._fetch, self.look)
        self.listing = Listing(entity.table, sort=(Sort(entity.sort),))
        self.folding = Folding()  # as wished: a view brings one along for rows that are still to come
        self.group_totals = GroupTotals()
        self._query: RowQuery | None = None
        self._order: Order | None = None  # of the rows shown without their text: typing on needs no ordering
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(lambda: self._take(0))

    # ------------------------------------------------------------------ what is shown
    def show(self, listing: Listing, *, keep: bool = False) -> None:
        """Show another listing. `keep`: the same rows read again, nothing shortened while the order is looked up."""
        self.stop()
        resorted, self.listing = listing.sort != self.listing.sort, listing
        if resorted:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._query = RowQuery(self.store, listing, self.look.today, at_once=keep, order=self._order)
        self._take(AT_ONCE)
        if self._query is not None:
            self._timer.start()

    def reload(self) -> None:
        """Read everything again; what is selected stays selected and the view stays where it is."""
        self._order = None
        self.source.forget()
        self._second_names.known.clear()
        self.show(self.listing, keep=bool(len(self.source)))
        self._repaint()

    def stop(self, *, wait: bool = False) -> None:
        """Give up a query under way; `wait` until it has let the store go."""
        self._timer.stop()
        query, self._query = self._query, None
        if query is not None:
            query.cancel()
            if wait:
                query.join()

    def finish(self) -> None:
        """Wait for a query under way, because its rows are needed now."""
        while self._query is not None:
            self._take(FINISH)

    @property
    def busy(self) -> bool:
        """Rows are still being looked up."""
        return self._query is not None

    def fold(self, folding: Folding) -> None:
        """Show and hide the records of groups; nothing is looked up for it."""
        self.finish()
        self.folding = folding
        rows = self.source.rows
        if rows.groups:
            self._show(laid_out(rows.found, rows.groups, folding.of(self.listing.group)))

    def sort_by(self, column: int, *, further: bool = False) -> None:
        """Sort by a column; again turns it round. `further` adds it as a key behind the others."""
        keys = clicked(self.listing.sort, self.columns[column].name, further=further)
        self.show(replace(self.listing, sort=keys))

    def row(self, number: int) -> Row | None:
        """Return a row with its record, None if it is gone."""
        return self.source.row(number)

    def column_named(self, name: str) -> int:
        """Return the number of a column, -1 if there is none."""
        return next((number for number, column in enumerate(self.columns) if column.name == name), -1)

    def typed(self, number: int, column: int) -> str:
        """Return what an editor of this cell begins with."""
        row, field = self.row(number), self.columns[column].field
        return "" if row is None or field is None else typed(field, row.record.values, row.record.labels)

    # ------------------------------------------------------------------ Qt's questions
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of rows known so far."""
        return 0 if parent.isValid() else len(self.source)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The reference and every field, shown or hidden."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Selectable; editable unless it is the reference or the file is open for reading only."""
        flags = super().flags(index)
        if (
            index.isValid() and self.source.ids[index.row()] < 0
        ):  # the keyboard stops at the head of a folded group only
            folded = self.source.folded(index.row()) is not None
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if folded else Qt.ItemFlag.NoItemFlags
        if index.isValid() and self.columns[index.column()].editable and not self.store.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - whatever the role asks for
        """Text for the clipboard, for screen readers and editors. The view paints from `row` instead."""
        if not index.isValid():
            return None
        if role in _READ:
            return _read(self, index, role)
        if role == Role.EditRole:
            return self.typed(index.row(), index.column())
        if role == Role.TextAlignmentRole:
            return _alignment(self.columns[index.column()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - as `data`
        """The names of the columns, with ▲ or ▼ and, of several keys, their rank."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.DisplayRole:
            column = self.columns[section]
            return _(column.label) + sign(self.listing.sort, column.name)
        if role == Role.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    # ------------------------------------------------------------------ finding
    def _fetch(self, ids: Sequence[int]) -> list[Record]:
        try:
            with self.store.read() as db:
                records = fetch(db, self.entity.table, ids)
                self._second_names.learn(db, records)
                tell(db, self.entity.table, records, self.look.today)
        except UserProblem as problem:  # the file went away while its rows were scrolled: they stay empty
            self.refused.emit(str(problem))
            return []
        return records

    def _take(self, seconds: float) -> None:
        query = self._query
        if query is None:
            return
        try:
            found = query.take(seconds)
        except UserProblem as problem:
            self.stop()
            self.refused.emit(str(problem))
            if self.listing.group:
                self.show(replace(self.listing, group=""))
            return
        if found is not None:
            self._apply(found)
            if found.whole:
                self._order = query.order
                self.stop()

    def _apply(self, found: Found) -> None:
        self.folding = self.folding.of(self.listing.group)
        rows, shown = laid_out(found.ids, found.groups, self.folding), self.source.ids
        regrouped = self.source.rows.groups != found.groups
        if rows.ids == shown:
            self.source.rows = rows
        elif 0 < len(shown) < len(rows.ids) and rows.ids[: len(shown)] == shown:
            self.beginInsertRows(QModelIndex(), len(shown), len(rows.ids) - 1)
            self.source.extend(rows)
            self.endInsertRows()
        else:
            self._show(rows)
        if regrouped:
            self._repaint()
        self.counted.emit(self.source.records, -1 if found.total is None else found.total)

    def _show(self, rows: Rows) -> None:
        self.about_to_show.emit()
        self.beginResetModel()
        self.source.show(rows)
        self.endResetModel()
        self.shown.emit()

    def _repaint(self) -> None:
        if len(self.source):
            last = self.index(len(self.source) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft


def _read(model: RowModel, index: Index, role: int) -> str | None:
    if (group := model.source.group(index.row())) is not None:
        return _read_head(model, group, index.row())
    column, row = model.columns[index.column()], model.row(index.row())
    text = None if row is None else row.text(column)
    if role == Role.AccessibleTextRole:
        return f"{_(column.label)}: {text or _('not recorded')}"
    return text


def _read_head(model: RowModel, group: "Group", place: int) -> str:
    name = model.source.rows.folding.group
    folded = model.source.folded(place) is not None
    told = model.group_totals.told(model.entity, name, group.key)
    head = head_text(model.entity, name, group, folded=folded)
    return " ".join([f"{head}." if told else head, *(each.sentence for each in told.values())])
