"""What the pages of the journal and of the bin share: a table read page by page, and the panel of its chosen row."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.zones import TOKYO, WASHINGTON
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock, day_and_time
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.history_model import Column, HistoryModel, make_table
from dicas_desktop.ui.history_panel import HistoryPanel, head_of

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.work import Work

Row = TypeVar("Row")


class HistoryPage(QFrame, Generic[Row]):
    """A table and a panel. A page of this kind says what stands in a row, what of it is told, and what Enter does."""

    COLUMNS: tuple[Column, ...]
    selected = Signal()
    asked = Signal(str)  # id of a command

    def __init__(
        self,
        context: "tuple[Store, Clock, Work]",
        name: str,
        rows_of: "Callable[[Db, Sequence[Any]], list[Row]]",
        panel: HistoryPanel,
        parent: QWidget | None = None,
    ) -> None:
        """Empty until `reload`; `name` is that of the page and its table. The page lays its parts out itself."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self._store, self._clock, self._work = context
        self._name, self.panel = name, panel
        self.model: HistoryModel[Row] = HistoryModel(self._store, self.COLUMNS, rows_of, self._texts, self)
        self.note = QLabel(self)
        self.table = make_table(self.model, self.COLUMNS, name, self)
        self.table.installEventFilter(self)
        self.setFocusProxy(self.table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter does what the page is for with the chosen row."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER
        if watched is self.table and pressed and self._row() is not None:
            self._enter()
            return True
        return super().eventFilter(watched, event)

    # --------------------------------------------------------------- what a page says
    @abstractmethod
    def _texts(self, row: Row) -> tuple[str, ...]:
        """The cells of a row."""

    @abstractmethod
    def _enter(self) -> None:
        """Enter was pressed on the chosen row."""

    @abstractmethod
    def _show(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        """Tell about the chosen row in the panel."""

    # ------------------------------------------------------------------ what it has
    def _lay_out(self, *parts: QWidget, right: Sequence[QWidget] = ()) -> None:
        """Put these below each other under the head, the last one as high as there is room, and follow the table."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head_of(self._name, self.note, self, *right))
        for part in parts:
            column.addWidget(part, int(part is parts[-1]))
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self._show()

    def _asks(self, button: QPushButton, command: str) -> None:
        """A button asks for a command."""
        button.clicked.connect(lambda: self.asked.emit(command))

    def _row(self) -> Row | None:
        """The chosen row."""
        number = self.table.currentIndex().row()
        return self.model.row(number) if 0 <= number < self.model.rowCount() else None

    def _clocks(self, at_utc: str) -> tuple[str, str]:
        """A moment on the clocks of both capitals, for two columns."""
        moment, today = datetime.fromisoformat(at_utc), self._clock.today()
        return day_and_time(moment, TOKYO, today), day_and_time(moment, WASHINGTON, today)

    def _moment(self, at_utc: str) -> str:
        """A moment on both clocks, for a line of the panel."""
        moment, today = datetime.fromisoformat(at_utc), self._clock.today()
        return in_both_capitals(moment, today)


def by_whom(*names: str) -> str:
    """Return officer and workstation in one line, once if they are the same."""
    return " · ".join(dict.fromkeys(filter(None, names)))
