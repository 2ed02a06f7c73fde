"""The journal as a page: every step, newest first. It is read only, by its nature."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.history import steps
from dicas_desktop.store.journal import StepRow
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock, tokyo_day_and_time

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_AT_ONCE = 200
_HEADS = (N_("Step"), N_("When"), N_("Who"), N_("What"), N_("Changes"), N_("Digest"))
_NUMBERS = (_HEADS.index("Step"), _HEADS.index("Changes"))
_WIDTHS = (64, 150, 190, 420, 80, 110)  # px at 100 %
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class JournalModel(QAbstractTableModel):
    """Steps of the journal, fetched as one scrolls."""

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """Empty until `reload`."""
        super().__init__(parent)
        self._store, self._clock = store, clock
        self._steps: list[StepRow] = []
        self._more = False

    def reload(self) -> None:
        """Read the newest steps again."""
        self.beginResetModel()
        self._steps = []
        self._read()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The steps read so far."""
        return 0 if parent.isValid() else len(self._steps)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are heads."""
        return 0 if parent.isValid() else len(_HEADS)

    def canFetchMore(self, parent: _Index) -> bool:
        """Older steps are there."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        """Read older steps."""
        first = len(self._steps)
        with self._store.read() as db:
            older = steps(db, _AT_ONCE, self._steps[-1].id)
        if older:
            self.beginInsertRows(QModelIndex(), first, first + len(older) - 1)
            self._steps += older
            self.endInsertRows()
        self._more = len(older) == _AT_ONCE

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - whatever the role asks for
        """Texts of a step."""
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self._text(self._steps[index.row()], index.column())
        if role == _Role.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as `data`
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _(_HEADS[section])
        if role == _Role.TextAlignmentRole:
            right = section in _NUMBERS
            return (
                Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, step: StepRow, column: int) -> str:
        at = tokyo_day_and_time(datetime.fromisoformat(step.at_utc), self._clock.today())
        who = " · ".join(dict.fromkeys(filter(None, (step.who, step.workstation))))
        digest = f"{step.digest[:4]} {step.digest[4:8]}"
        return (f"{step.id}", at, who, step.label, f"{step.change_count:,}", digest)[column]

    def _read(self) -> None:
        with self._store.read() as db:
            self._steps = steps(db, _AT_ONCE)
        self._more = len(self._steps) == _AT_ONCE


class JournalPage(QFrame):
    """Heading and table of the steps."""

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """Empty until `reload`."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self._store = store
        self.model = JournalModel(store, clock, self)
        title, self._note = QLabel(_("Journal"), self), QLabel(self)
        theme.set_role(title, "title")
        theme.set_role(self._note, "mute")
        head = QHBoxLayout()
        side = theme.size(theme.PAGE_PADDING)
        head.setContentsMargins(side, theme.size(10), side, theme.size(6))
        head.setSpacing(theme.size(12))
        head.addWidget(title)
        head.addWidget(self._note, 1)
        self.table = QTableView(self)
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Read again."""
        self.model.reload()
        head = self._store.head
        text = _("{n} steps · head {digest} · nothing in it can be changed")
        self._note.setText(text.format(n=f"{head.steps:,}", digest=head.short))

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(_("Journal"))
        table.setFont(theme.font(theme.TABLE))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.size(theme.ROW))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.set_role(table, "journal")
        heads = table.horizontalHeader()
        heads.setFixedHeight(theme.size(theme.HEADER_ROW))
        heads.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, theme.size(width))
        heads.setSectionResizeMode(_HEADS.index("What"), QHeaderView.ResizeMode.Stretch)
