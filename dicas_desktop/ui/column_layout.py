"""Which columns of a table are shown, in what order and how wide.

Remembered by name, so that a column that is gone does no harm.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.column_widths import fitted, least, most
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.table_head import TableHead


class ColumnLayout(QObject):
    """Widths, order and visibility of the columns of one table head."""

    changed = Signal()  # by the person, to be remembered

    def __init__(self, head: TableHead, columns: Sequence[Column]) -> None:
        """Serve this head, whose sections are these columns."""
        super().__init__(head)
        self._head, self._columns = head, columns
        self._numbers = {column.name: number for number, column in enumerate(columns)}
        self._chosen: dict[str, int] = {}  # widths the person dragged, px at 100 %
        self._natural: dict[str, int] = {}
        self._busy = False
        head.sectionResized.connect(self._on_resized)
        head.sectionMoved.connect(self._on_moved)

    def start(self) -> None:
        """Show what the declaration shows by default. Call it when the head has its model."""
        for number, column in enumerate(self._columns):
            self._head.setSectionHidden(number, not column.shown)

    def measure(self, wanted: Callable[[int], int]) -> None:
        """Take natural widths (px) from what is in the cells; `wanted(column)` measures one."""
        for number, column in enumerate(self._columns):
            if not self._head.isSectionHidden(number):
                self._natural[column.name] = min(wanted(number), theme.size(most(column)))

    def fit(self, width: int) -> None:
        """Give the title what the others leave of `width`; all give up what they can spare before anything scrolls."""
        shown = [column for column in self._columns if not self._head.isSectionHidden(self._numbers[column.name])]
        wanted = {column.name: self._wanted(column) for column in shown}
        least_px = {column.name: theme.size(least(column)) for column in shown}
        free = [column for column in shown if column.name not in self._chosen]
        self._busy = True
        for name, px in fitted(wanted, least_px, free, width).items():
            self._head.resizeSection(self._numbers[name], px)
        self._busy = False

    def show(self, name: str, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        number = self._numbers[name]
        if shown or self._shown_count() > 1:
            self._head.setSectionHidden(number, not shown)
            self.changed.emit()

    def reset(self) -> None:
        """Go back to the declaration."""
        self._chosen.clear()
        self._place(column.name for column in self._columns)
        self.start()
        self.changed.emit()

    def menu(self, parent: QWidget) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = QMenu(_("Columns"), parent)
        for number, column in enumerate(self._columns):
            action = QAction(_(column.label), menu, checkable=True, checked=not self._head.isSectionHidden(number))
            action.toggled.connect(lambda shown, name=column.name: self.show(name, shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Standard columns"), self.reset)
        return menu

    def state(self) -> str:
        """Return what is to be remembered, as JSON by column name."""
        order = [self._columns[self._head.logicalIndex(place)].name for place in range(self._head.count())]
        hidden = [column.name for number, column in enumerate(self._columns) if self._head.isSectionHidden(number)]
        return json.dumps({"order": order, "hidden": hidden, "widths": self._chosen})

    def restore(self, text: str) -> bool:
        """Take a remembered state; columns it does not know keep their default. False if it makes no sense."""
        try:
            state: Any = json.loads(text)
            known = [name for name in dict.fromkeys(state["order"]) if name in self._numbers]
            hidden = set(state["hidden"])
            widths = {name: int(px) for name, px in state["widths"].items() if name in self._numbers}
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        self._place([*known, *(name for name in self._numbers if name not in known)])
        self._chosen = widths
        for column in self._columns:
            shown = column.name not in hidden if column.name in known else column.shown
            self._head.setSectionHidden(self._numbers[column.name], not shown)
        return True

    def remember_in(self, settings: Settings, name: str) -> None:
        """Take the columns as they were left, and note each change under this name."""
        self.restore(str(settings.value(name, "")))
        self.changed.connect(lambda: settings.remember(name, self.state()))

    def _wanted(self, column: Column) -> int:
        if column.name in self._chosen:
            return theme.size(self._chosen[column.name])
        return self._natural.get(column.name) or theme.size(column.width)

    def _shown_count(self) -> int:
        return sum(not self._head.isSectionHidden(number) for number in range(len(self._columns)))

    def _place(self, names: Iterable[str]) -> None:
        self._busy = True
        for place, name in enumerate(list(names)):
            self._head.moveSection(self._head.visualIndex(self._numbers[name]), place)
        self._busy = False

    def _on_resized(self, number: int, _before: int, px: int) -> None:
        if not self._busy and px > 0:
            self._chosen[self._columns[number].name] = round(px * 100 / theme.scale())
            self.changed.emit()

    def _on_moved(self, *_places: int) -> None:
        if not self._busy:
            self.changed.emit()
