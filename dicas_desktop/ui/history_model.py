"""Tables of steps and of deletions: the model knows all keys, and reads rows page by page as they come into view."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.store import Store

Row = TypeVar("Row")
_PAGE, _PAGES = 100, 40  # rows read at once, pages remembered
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Column:
    """Head in English, width in px at 100 %, and whether it holds numbers. A width of 0 takes what is left."""

    head: str
    width: int
    right: bool = False


class HistoryModel(QAbstractTableModel, Generic[Row]):
    """Rows of the journal, newest first. `texts` gives the cells of a row, `tone` its colour as in `theme`."""

    def __init__(
        self,
        store: "Store",
        columns: Sequence[Column],
        rows_of: "Callable[[Db, Sequence[Any]], list[Row]]",
        texts: Callable[[Row], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """Empty until `show_keys`."""
        super().__init__(parent)
        self._store, self._columns, self._rows_of, self._texts = store, columns, rows_of, texts
        self.keys: Sequence[Any] = ()
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()

    def show_keys(self, keys: Sequence[Any]) -> None:
        """Show what these keys stand for."""
        self.beginResetModel()
        self.keys = keys
        self._pages.clear()
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Return a row, read with its page if it is not known yet; None if it is no longer there."""
        page, place = divmod(number, _PAGE)
        if page not in self._pages:
            with self._store.read() as db:
                self._pages[page] = self._rows_of(db, self.keys[page * _PAGE : (page + 1) * _PAGE])
            while len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        rows = self._pages[page]
        return rows[place] if place < len(rows) else None

    @property
    def read_rows(self) -> int:
        """How many rows are held at the moment."""
        return sum(map(len, self._pages.values()))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All of them; most are not read."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are heads."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - whatever the role asks for
        """Texts of a row."""
        if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            row = self.row(index.row())
            return "" if row is None else self._texts(row)[index.column()]
        if role == _Role.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as `data`
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return _(self._columns[section].head)
        return self._alignment(section) if role == _Role.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def make_table(model: QAbstractTableModel, columns: Sequence[Column], name: str, parent: QWidget) -> QTableView:
    """Return a read-only table in the look of the pages; one row is chosen at a time."""
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setFont(theme.font(theme.TABLE))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.size(theme.ROW))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    theme.set_role(table, "journal")
    heads = table.horizontalHeader()
    heads.setFixedHeight(theme.size(theme.HEADER_ROW))
    heads.setHighlightSections(False)
    heads.setMinimumSectionSize(theme.size(40))
    for number, column in enumerate(columns):
        if column.width:
            table.setColumnWidth(number, theme.size(column.width))
        else:
            heads.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
    return table
