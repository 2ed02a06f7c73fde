"""Duplicates of the directory: what looks like one record at the left, the two side by side at the right."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.distinct import tell_apart
from dicas_desktop.store.duplicates import TABLES, Likeness, pairs
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.merging import Proposal, merge, propose
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling
from dicas_desktop.ui.field_write import count_text

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_LIST, _SIDES, _HEIGHT = 300, 520, 380  # px at 100 %
_LONGEST = 44  # characters of a value on its button; the whole stands in the tooltip
_NOTHING = "—"
_APART = "Alt+N"


class SideBySide(QWidget):
    """Two records, each field with both values to choose from; below, what follows the one that goes."""

    swapped = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, theme.size(8), 0)
        self.grid.setHorizontalSpacing(theme.size(8))
        self.grid.setVerticalSpacing(theme.size(6))
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.choices: dict[str, tuple[QPushButton, QPushButton]] = {}
        self.swap: QPushButton | None = None

    @property
    def taken(self) -> tuple[str, ...]:
        """The columns whose value comes from the record that goes."""
        return tuple(column for column, (_kept, gone) in self.choices.items() if gone.isChecked())

    def show_pair(self, proposal: Proposal, names: tuple[str, str]) -> None:
        """Show two records; the first one stays."""
        self.clear()
        for column, (head, name) in enumerate(zip((_("Stays"), _("Goes to the bin")), names, strict=True), 1):
            self._words(head, "mute", 0, column)
            self._words(name, "record-title", 1, column)
        self.swap = QPushButton(_("Swap"), self)
        self.swap.setAutoDefault(False)
        self.swap.setAccessibleName(_("Let the other one stay"))
        self.swap.clicked.connect(self.swapped)
        self.grid.addWidget(self.swap, 1, 0, Qt.AlignmentFlag.AlignLeft)
        row = 2
        for side in proposal.sides:
            self._words(side.label, "mute", row, 0)
            pair = self._chip(side.kept, side.label), self._chip(side.gone, side.label)
            self.choices[side.column] = pair
            for column, chip in enumerate(pair, 1):
                chip.clicked.connect(partial(self._choose, side.column, column == 2))
                self.grid.addWidget(chip, row, column)
            self._choose(side.column, side.take)
            row += 1
        follows = ", ".join(
            f"{count_text(entity, number)} ({_(field.label)})" for entity, field, number in proposal.links
        )
        words = _("Follows: {links}").format(links=follows) if follows else _("Nothing points to it.")
        self._words(words, "plain", row, 0, 3)
        self.grid.setRowStretch(row + 1, 1)

    def clear(self) -> None:
        """Show nothing."""
        self.choices = {}
        while item := self.grid.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _choose(self, column: str, gone: bool) -> None:
        for number, chip in enumerate(self.choices[column]):
            chip.setChecked(bool(number) is gone)
            chip.setText(("✓ " if chip.isChecked() else "") + chip.text().removeprefix("✓ "))  # not by colour alone

    def _chip(self, text: str, label: str) -> QPushButton:
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
        chip = QPushButton(shown.replace("&", "&&"), self)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setAccessibleName(f"{label}: {text}")
        chip.setToolTip(text)
        chip.setEnabled(text != _NOTHING)
        theme.set_role(chip, "chip")
        return chip

    def _words(self, text: str, role: str, row: int, column: int, wide: int = 1) -> None:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(label, role)
        self.grid.addWidget(label, row, column, 1, wide)


class DuplicatesDialog(Dialog):
    """Looks for duplicates, or shows two records that were chosen; each pair is merged, or said to be two."""

    settled = Signal(str)  # what to tell of a pair

    def __init__(self, store: "Store", parent: QWidget, chosen: Likeness | None = None) -> None:
        """`chosen` is a pair that somebody selected, which need not look alike."""
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        note = _("Two people may share a name: look at both. Either answer is one step, and undo takes it back.")
        super().__init__(_("Duplicates"), _("Merge"), parent, note, banner)
        self._store, self._chosen = store, chosen
        self.leave.setText(_("Close"))
        self.apart = self._button(_("Not the same"), self.tell_apart)
        self.apart.setToolTip(f"{_('These two are not the same: do not propose them again')}  {_APART}")
        self.apart.setAutoDefault(True)  # Enter on it is no merge
        self.buttons.insertWidget(1, self.apart)
        QShortcut(QKeySequence(_APART), self).activated.connect(self.tell_apart)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Records that look like one"))
        self.list.setFixedWidth(theme.size(_LIST))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sides = SideBySide(self)
        self.sides.swapped.connect(self._swap)
        area = scrolling(self.sides, self)
        area.setMinimumSize(theme.size(_SIDES), theme.size(_HEIGHT))
        self.none = self.add_label(self.body, _("No duplicates found."), "plain")
        self._pairs = QWidget(self)  # hidden as a whole: an empty layout would make the words beside it wrap
        across = QHBoxLayout(self._pairs)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.size(16))
        across.addWidget(self.list)
        across.addWidget(area, 1)
        self.body.addWidget(self._pairs, 1)
        self.found: list[Likeness] = []
        self._turned = False
        self.list.currentRowChanged.connect(self._show)
        self._fill()
        self.list.setFocus()

    @property
    def pair(self) -> tuple[str, int, int] | None:
        """Table, the record that stays, the one that goes; None where there is nothing to merge."""
        row = self.list.currentRow()
        if not 0 <= row < len(self.found):
            return None
        like = self.found[row]
        return (like.table, like.other, like.one) if self._turned else (like.table, like.one, like.other)

    def act(self) -> None:
        """Merge the pair that is shown, and go on to the next."""
        if self.pair is None:
            return
        table, kept, gone = self.pair
        try:
            refs = self._refs(table, kept, gone)
            with self._store.write(_("Merge {gone} into {kept}").format(**refs)) as step:
                moved = merge(step, table, kept, gone, self.sides.taken)
        except UserProblem as problem:
            self.show_problem(str(problem))
            return
        links = counted("{n} link followed", "{n} links followed", moved)
        self._go_on(_("{gone} is now {kept}: {links}. Undo takes it back.").format(**refs, links=links))

    def tell_apart(self) -> None:
        """Keep that the pair that is shown is two, and go on to the next."""
        if self.pair is None or not self.apart.isEnabled():
            return
        table, kept, gone = self.pair
        try:
            refs = self._refs(table, kept, gone)
            with self._store.write(_("{gone} is not {kept}").format(**refs)) as step:
                tell_apart(step, table, kept, gone)
        except UserProblem as problem:
            self.show_problem(str(problem))
            return
        self._go_on(_("{gone} is not {kept}: they are not proposed again. Undo takes it back.").format(**refs))

    # ------------------------------------------------------------------ inside
    def _go_on(self, told: str) -> None:
        self.settled.emit(told)
        if self._chosen is not None:
            self.accept()
        else:
            self._fill()

    def _fill(self) -> None:
        with self._store.read() as db:
            self.found = (
                [like for table in TABLES for like in pairs(db, table)] if self._chosen is None else [self._chosen]
            )
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for like in self.found:
            names = [self._name(like.table, row_id) for row_id in (like.one, like.other)]
            reasons = like.words.split(", ") if like.words else [_("chosen by you")]
            self.list.addItem(QListWidgetItem("\n".join((*names, *reasons))))
        self.list.blockSignals(False)
        there = bool(self.found)
        for part in (self._pairs, self.primary, self.apart):
            part.setVisible(there)
        self.none.setVisible(not there)
        self.list.setCurrentRow(min(row, len(self.found) - 1))
        self._show()

    def _show(self, _row: int = 0) -> None:
        self._turned = False
        self._show_pair()

    def _swap(self) -> None:
        self._turned = not self._turned
        self._show_pair()
        if self.sides.swap is not None:
            self.sides.swap.setFocus()

    def _show_pair(self) -> None:
        self.show_problem("")
        if self.pair is None:
            self.sides.clear()
            return
        table, kept, gone = self.pair
        try:
            with self._store.read() as db:
                proposal = propose(db, table, kept, gone)
        except UserProblem as problem:
            self.sides.clear()
            self.show_problem(str(problem))
            self.primary.setEnabled(False)
            self.apart.setEnabled(False)
            return
        self.sides.show_pair(proposal, (self._name(table, kept), self._name(table, gone)))
        self.primary.setText(_("Merge {gone} into {kept}").format(**self._refs(table, kept, gone)))
        self.primary.setEnabled(not self._store.read_only)
        self.apart.setEnabled(not self._store.read_only)

    def _refs(self, table: str, kept: int, gone: int) -> dict[str, str]:
        return {name: self._values(table, row_id)["ref"] for name, row_id in (("kept", kept), ("gone", gone))}

    def _name(self, table: str, row_id: int) -> str:
        values = self._values(table, row_id)
        return f"{values['ref']}  {values[ENTITIES[table].title]}"

    def _values(self, table: str, row_id: int) -> dict[str, str]:
        with self._store.read() as db:
            return fetch(db, table, [row_id])[0].values
