"""The row of filters above a table: chips and free text. The state is one tuple of conditions and one text."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.chips import Chip, PickChip, PickList
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.filters import Pick, Toggle, condition_text, picked, picking, value_text
from dicas_desktop.ui.flow_layout import FlowLayout
from dicas_desktop.ui.pick_options import key_of, labels_in, pick_options, value_of

NARROWEST_TEXT = 150  # px at 100 %


class FilterRow(QWidget):
    """Filters of one page."""

    changed = Signal()  # by the person
    down_asked = Signal()  # the keyboard wants to go on to the table

    def __init__(
        self, store: Store, table: str, toggles: Sequence[Toggle], picks: Sequence[Pick], parent: QWidget | None = None
    ) -> None:
        """Offer these filters, all off."""
        super().__init__(parent)
        self._store, self._entity = store, store.entities[table]
        self._label = labels_in(store)
        self._where: tuple[Condition, ...] = ()
        self._flow = FlowLayout(self, theme.size(8))
        self._toggles = [(toggle, self._add_toggle(toggle)) for toggle in toggles]
        self._picks = [(pick, self._add_pick(pick)) for pick in picks]
        self._others: list[Chip] = []
        self.field = QLineEdit(self, placeholderText=_("Filter this table…"), clearButtonEnabled=True)
        self.field.setAccessibleName(_("Filter this table"))
        self.field.setMinimumWidth(theme.size(NARROWEST_TEXT))
        self.field.setFont(theme.font(theme.TABLE))
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.field.installEventFilter(self)
        self._flow.addWidget(self.field)

    @property
    def where(self) -> tuple[Condition, ...]:
        """The conditions of the chips that are on."""
        return self._where

    @property
    def text(self) -> str:
        """The free text."""
        return self.field.text()

    @property
    def chips(self) -> list[Chip]:
        """All chips from left to right."""
        return [*(chip for _toggle, chip in self._toggles), *(chip for _pick, chip in self._picks), *self._others]

    def set_filters(self, where: Sequence[Condition], text: str) -> None:
        """Switch the chips to these conditions; what no chip stands for gets one that can only be taken away."""
        self._where = tuple(where)
        self._show()
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)

    def set_toggles(self, toggles: Sequence[Toggle]) -> None:
        """Stand for these conditions from now on; a filter that is on follows the one of the same label."""
        if [known for known, _chip in self._toggles] == list(toggles):
            return
        now = {toggle.label: toggle.condition for toggle in toggles}
        moved = {known.condition: now.get(known.label, known.condition) for known, _chip in self._toggles}
        for _known, chip in self._toggles:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._toggles = [(toggle, self._add_toggle(toggle)) for toggle in toggles]
        for part in (*(chip for _toggle, chip in self._toggles), *(chip for _pick, chip in self._picks)):
            self._flow.move_to_end(part)
            part.show()
        where = tuple(moved.get(condition, condition) for condition in self._where)
        if where == self._where:
            self._show()
        else:
            self._take(where)

    def turn(self, conditions: Sequence[Condition], *_checked: bool) -> None:
        """Switch these conditions on together, or off if all of them are on."""
        if set(conditions) <= set(self._where):
            self._take(tuple(known for known in self._where if known not in conditions))
        else:
            self._take((*self._where, *(each for each in conditions if each not in self._where)))

    def turn_value(self, pick: Pick, key: str) -> None:
        """Choose a value of a pick, or no more; `key` as its options have it."""
        value = value_of(pick, key)
        values = picked(self._where, pick)
        if value in values:
            values = tuple(known for known in values if known != value)
        else:
            values = (None,) if value is None else (*(known for known in values if known is not None), value)
        self._choose(pick, values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go on to the table, Esc clears the text first."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, *ENTER):
                self.down_asked.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.field.text():
                    self.field.clear()
                else:
                    self.down_asked.emit()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ inside
    def _add_toggle(self, toggle: Toggle) -> Chip:
        chip = Chip(toggle.label, self)
        chip.clicked.connect(partial(self.turn, (toggle.condition,)))
        chip.removed.connect(partial(self.turn, (toggle.condition,)))
        self._flow.addWidget(chip)
        return chip

    def _add_pick(self, pick: Pick) -> PickChip:
        chip = PickChip(pick.label, self)
        chip.opened.connect(partial(self._open, pick, chip))
        chip.removed.connect(partial(self._choose, pick, ()))
        self._flow.addWidget(chip)
        return chip

    def _choose(self, pick: Pick, values: tuple[Any, ...]) -> None:
        others = tuple(condition for condition in self._where if not pick.covers(condition))
        self._take((*others, *picking(pick, values)))

    def _take(self, where: tuple[Condition, ...]) -> None:
        self._where = where
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        covered = set()
        for toggle, chip in self._toggles:
            chip.show_state(on=toggle.condition in self._where)
            covered.add(toggle.condition)
        for pick, pick_chip in self._picks:
            values = picked(self._where, pick)
            pick_chip.show_state(on=bool(values), text=self._pick_text(pick, values) if values else "")
            covered.update(condition for condition in self._where if pick.covers(condition))
        for other in self._others:
            self._flow.removeWidget(other)
            other.hide()
            other.deleteLater()
        self._others = [self._other(condition) for condition in self._where if condition not in covered]
        self._flow.move_to_end(self.field)

    def _other(self, condition: Condition) -> Chip:
        chip = Chip(condition_text(self._entity, condition, self._label), self)
        chip.show_state(on=True)
        chip.clicked.connect(partial(self.turn, (condition,)))
        chip.removed.connect(partial(self.turn, (condition,)))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _pick_text(self, pick: Pick, values: tuple[Any, ...]) -> str:
        if len(values) > 1:
            return f"{pick.label}: {len(values)}"
        return f"{pick.label}: {value_text(pick.field, values[0], self._label)}"

    def _open(self, pick: Pick, chip: PickChip) -> None:
        listed = PickList(pick_options(self._store, pick), lambda: [key_of(v) for v in picked(self._where, pick)], self)
        listed.chosen.connect(partial(self.turn_value, pick))
        listed.show_below(chip)
