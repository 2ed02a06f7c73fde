"""Which columns of a table are shown, in what order and how wide.

Remembered by name, so that a column that is gone does no harm.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.table_head import TableHead

TITLE_LEAST, LEAST = 220, 92  # px at 100 %: so narrow the title and the others get before the table scrolls sideways
LEAST_WHOLE = 124  # the same for dates, numbers and states
WIDEST, WIDE = 1.3, 200  # a column takes by itself at most so many times its declared width, or so many px
WIDE_STATUS = 240
_LONG = (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.URL, Kind.ZONE)


def gives_way(column: Column) -> bool:
    """Tell whether a column may be cut off where there is no room. Dates, numbers and states are read as a whole."""
    return column.field is not None and column.field.kind in _LONG


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
                self._natural[column.name] = min(wanted(number), self._most(column))

    def fit(self, width: int) -> None:
        """Give the title what the others leave of `width`; all give up what they can spare before anything scrolls."""
        shown = [column for column in self._columns if not self._head.isSectionHidden(self._numbers[column.name])]
        wanted = {column.name: self._wanted(column) for column in shown}
        free = [column for column in shown if column.name not in self._chosen]
        self._shrink(wanted, [c for c in free if c.title or gives_way(c)], width)
        rest = sum(max(wanted[c.name] - self._least(c), 0) for c in free)
        if sum(wanted.values()) - rest <= width:  # cutting dates short helps only if nothing has to scroll then
            self._shrink(wanted, free, width)
        grows = next((c.name for c in shown if c.title and c.name not in self._chosen), None)
        if grows is not None:
            wanted[grows] += max(width - sum(wanted.values()), 0)
        self._busy = True
        for name, px in wanted.items():
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
            order, hidden, widths = state["order"], set(state["hidden"]), dict(state["widths"])
        except (ValueError, KeyError, TypeError):
            return False
        known = [name for name in order if name in self._numbers]
        self._place([*known, *(name for name in self._numbers if name not in known)])
        self._chosen = {name: int(px) for name, px in widths.items() if name in self._numbers}
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

    def _shrink(self, wanted: dict[str, int], columns: Sequence[Column], width: int) -> None:
        """Take what is lacking from these columns, from each in proportion to what it can spare."""
        spare = {c.name: max(wanted[c.name] - self._least(c), 0) for c in columns}
        lacking, there = sum(wanted.values()) - width, sum(spare.values())
        if lacking > 0 and there:
            for name, px in spare.items():
                wanted[name] -= -(-px * min(lacking, there) // there)

    def _most(self, column: Column) -> int:
        return theme.size(max(column.width * WIDEST, WIDE if gives_way(column) else WIDE_STATUS))

    def _least(self, column: Column) -> int:
        return theme.size(TITLE_LEAST if column.title else LEAST if gives_way(column) else LEAST_WHOLE)

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
