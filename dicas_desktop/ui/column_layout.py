"""Which columns of a table are shown, in what order and how wide.

Where the table is too narrow, columns that nobody asked for by hand are folded away from the right and come back with
the room. Remembered by name, so that a column that is gone does no harm.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.column_widths import fitted, folded, lead, least, most
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.table_head import TableHead

_LEAST, _MOST = 8, 5_000  # px at 100 % that a remembered width may be


class ColumnLayout(QObject):
    """Widths, order and visibility of the columns of one table head."""

    changed = Signal()  # by the person, to be remembered
    folded_changed = Signal(int)  # how many columns are left out for want of room

    def __init__(self, head: TableHead, columns: Sequence[Column]) -> None:
        """Serve this head, whose sections are these columns."""
        super().__init__(head)
        self._head, self._columns = head, columns
        self._numbers = {column.name: number for number, column in enumerate(columns)}
        self._chosen: dict[str, int] = {}  # widths the person dragged, px at 100 %
        self._natural: dict[str, int] = {}
        self._folded: frozenset[str] = frozenset()
        self._asked: set[str] = set()  # shown by hand: never folded
        self.needed: Callable[[], Collection[str]] = tuple  # names that are needed now, such as the sorted ones
        self._busy = False
        head.sectionResized.connect(self._on_resized)
        head.sectionMoved.connect(self._on_moved)

    def start(self) -> None:
        """Show what the declaration shows by default. Call it when the head has its model."""
        for column in self._columns:
            self._hide(column.name, not column.shown)

    def measure(self, wanted: Callable[[int], int]) -> None:
        """Take natural widths (px) from what is in the cells; `wanted(column)` measures one."""
        for number, column in enumerate(self._columns):
            if self._is_wished(column):
                self._natural[column.name] = min(wanted(number), theme.size(most(column)))

    def fit(self, width: int, *, fold: bool = True) -> None:
        """Give the title what the others leave of `width`; all give up what they can spare before anything folds."""
        wished = [column for column in self._columns if self._is_wished(column)]
        wanted = {column.name: self._wanted(column) for column in wished}
        least_px = {column.name: theme.size(least(column)) for column in wished}
        free = [column for column in wished if column.name not in self._chosen]
        grows = lead(wished)
        tight = {c.name: min(wanted[c.name], least_px[c.name]) if c in free else wanted[c.name] for c in wished}
        if fold:
            self._fold(folded(tight, self._candidates(free, grows), width))
        shown = {name: px for name, px in wanted.items() if name not in self._folded}
        free = [column for column in free if column.name in shown]
        self._busy = True
        for name, px in fitted(shown, least_px, free, width, grows).items():
            self._head.resizeSection(self._numbers[name], px)
        self._busy = False

    def show(self, name: str, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if shown or self._head.count() - self._head.hiddenSectionCount() > 1:
            (self._asked.add if shown else self._asked.discard)(name)
            self._folded -= {name}
            self._hide(name, not shown)
            self.changed.emit()

    def reset(self) -> None:
        """Go back to the declaration."""
        self._chosen.clear()
        self._asked.clear()
        self._folded = frozenset()
        self._head.last_frozen = -1
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
        hidden = [column.name for column in self._columns if not self._is_wished(column)]
        frozen = self._columns[self._head.last_frozen].name if self._head.last_frozen >= 0 else ""
        kept = {"order": order, "hidden": hidden, "widths": self._chosen, "asked": sorted(self._asked)}
        return json.dumps({**kept, "frozen": frozen})

    def restore(self, text: str) -> bool:
        """Take a remembered state; columns it does not know keep their default. False if it makes no sense."""
        try:
            state: Any = json.loads(text)
            known = [name for name in dict.fromkeys(state["order"]) if name in self._numbers]
            hidden = set(state["hidden"])
            widths = {name: int(px) for name, px in state["widths"].items() if name in self._numbers}
            asked = {str(name) for name in state.get("asked", ())} & self._numbers.keys()
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return False
        if hidden.issuperset(self._numbers) or not all(_LEAST <= px <= _MOST for px in widths.values()):
            return False
        self._place([*known, *(name for name in self._numbers if name not in known)])
        self._chosen, self._asked, self._folded = widths, asked, frozenset()
        self._head.last_frozen = self._numbers.get(str(state.get("frozen", "")), -1)
        for column in self._columns:
            shown = column.name not in hidden if column.name in known else column.shown
            self._hide(column.name, not shown)
        return True

    def _is_wished(self, column: Column) -> bool:
        """The person or the declaration wants the column, whether or not there is room for it."""
        return not self._head.isSectionHidden(self._numbers[column.name]) or column.name in self._folded

    def _candidates(self, free: Sequence[Column], grows: str) -> list[str]:
        """What may be folded, the first to go first: from the right, never what names a record or tells its state."""
        kept = {grows, "ref", "status", *self._asked, *self.needed()}
        ranked = sorted(free, key=lambda c: -self._head.visualIndex(self._numbers[c.name]))
        return [column.name for column in ranked if column.name not in kept]

    def _fold(self, names: frozenset[str]) -> None:
        if names == self._folded:
            return
        for name in names ^ self._folded:
            self._hide(name, name in names)
        self._folded = names
        self.folded_changed.emit(len(names))

    def _hide(self, name: str, hidden: bool) -> None:
        self._busy = True  # Qt tells a column that comes back as one that was resized
        self._head.setSectionHidden(self._numbers[name], hidden)
        self._busy = False

    def _wanted(self, column: Column) -> int:
        if column.name in self._chosen:
            return theme.size(self._chosen[column.name])
        return self._natural.get(column.name) or theme.size(column.width)

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


def remember(layout: ColumnLayout, settings: Settings, name: str) -> None:
    """Take the columns as they were left, and note each change under this name."""
    layout.restore(str(settings.value(name, "")))
    layout.changed.connect(lambda: settings.remember(name, layout.state()))
