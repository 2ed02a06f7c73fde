"""The bin as a page: every deletion, the last one first, and beside it all that it took along."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.bin import DAYS, Batch, Deletion, batches, contents, deletions, parents_of
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.field_write import count_text
from dicas_desktop.ui.history_model import Column
from dicas_desktop.ui.history_page import HistoryPage, by_whom
from dicas_desktop.ui.history_panel import HistoryPanel, beside

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.work import Work

COLUMNS = (
    Column(N_("Tokyo"), 112),
    Column(N_("Washington"), 112),
    Column(N_("Record"), 0),
    Column(N_("Went along"), 190),
    Column(N_("Who"), 124),
    Column(N_("Days left"), 84, right=True),
)


class BinPage(HistoryPage[Deletion]):
    """The table of deletions and the panel of the chosen one. Enter takes it out."""

    COLUMNS = COLUMNS

    def __init__(self, store: "Store", clock: Clock, work: "Work", parent: QWidget | None = None) -> None:
        """Empty until `reload`."""
        panel = HistoryPanel(_("The chosen deletion"), _("Choose a deletion to see what it took along."))
        super().__init__((store, clock, work), _("Bin"), deletions, panel, parent)
        self.empty = QPushButton(_("Empty what is older than {n} days…").format(n=DAYS), self)
        self.empty.setAccessibleName(self.empty.text())
        self._asks(self.empty, "empty_bin")
        self.table.doubleClicked.connect(lambda _index: self.asked.emit("restore"))
        self.restore = self.panel.add_button(_("Restore"))
        theme.set_role(self.restore, "primary")
        self._asks(self.restore, "restore")
        self.nothing = QLabel(_nothing(), self)
        self.nothing.setWordWrap(True)
        theme.set_role(self.nothing, "note")
        self._place = QStackedWidget(self)
        self._place.addWidget(beside(self.table, self.panel, self))
        holder = QWidget(self)
        above = QVBoxLayout(holder)
        side = theme.size(theme.PAGE_PADDING)
        above.setContentsMargins(side, theme.size(8), side, side)
        above.addWidget(self.nothing)
        above.addStretch(1)
        self._place.addWidget(holder)
        self._lay_out(self._place, right=(self.empty,))

    @property
    def chosen(self) -> Deletion | None:
        """The chosen deletion."""
        return self._row()

    def reload(self) -> None:
        """Read again; the chosen row stays chosen, or the one that took its place."""
        number, before = self.table.currentIndex().row(), self.chosen
        with self._store.read() as db:
            keys = batches(db)
        self.model.show_keys(keys)
        self._place.setCurrentIndex(0 if keys else 1)
        self.empty.setEnabled(bool(keys) and not self._store.read_only)
        text = counted("{n} deletion", "{n} deletions", len(keys)) if keys else _("empty")
        self.note.setText(text)
        if keys:
            names = [key.name for key in keys]
            known = before is not None and before.batch.name in names
            row = names.index(before.batch.name) if known and before is not None else min(max(number, 0), len(keys) - 1)
            self.table.selectRow(row)
        self._show()

    def choose(self, name: str) -> bool:
        """Choose the deletion of this batch; False if it is no longer in the bin."""
        names = [key.name for key in self.model.keys]
        if name in names:
            self.table.selectRow(names.index(name))
        return name in names

    # ------------------------------------------------------------------ inside
    def _enter(self) -> None:
        self.asked.emit("restore")

    def _show(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        chosen = self.chosen
        self.restore.setEnabled(chosen is not None and not self._store.read_only)
        if chosen is None:
            self.panel.show_nothing()
        else:
            self.panel.show_head(chosen.called, self._facts(chosen), _("Comes back with it"))
            batch = chosen.batch

            def read() -> tuple[Batch, list[str], list[str]]:
                with self._store.read() as db:
                    names = [name for _table, _id, name in contents(db, batch)]
                    above = [each.called for each in deletions(db, parents_of(db, [batch]))]
                return batch, names, above

            self._work.quietly(read, self._tell, at_once=60)
        self.selected.emit()

    def _tell(self, found: tuple[Batch, list[str], list[str]]) -> None:
        batch, names, above = found
        chosen = self.chosen
        if chosen is None or chosen.batch != batch:
            return
        rest = chosen.size - len(names)
        lines = [*names[1:], *([counted("and {n} more record", "and {n} more records", rest)] if rest else [])]
        self.panel.view.show_lines(lines or [_("Nothing else.")])
        if above:
            text = _("It belongs to {names}, which lies in the bin too: Restore offers both.")
            self.panel.show_problem(text.format(names=", ".join(above)))

    def _facts(self, deletion: Deletion) -> list[str]:
        left = deletion.days_left(self._clock.now())
        return [
            " · ".join((_("Step {n}").format(n=deletion.step_id), deletion.label)),
            " · ".join(filter(None, (deletion.who, deletion.workstation))),
            self._moment(deletion.deleted_at),
            counted("{n} day left", "{n} days left", left) if left else _("▲ May be emptied"),
        ]

    def _texts(self, row: Deletion) -> tuple[str, ...]:
        left = row.days_left(self._clock.now())
        who = by_whom(row.who, row.workstation)
        clocks = self._clocks(row.deleted_at)
        return *clocks, row.called, _along(self._store, row), who, f"{left}" if left else "▲ 0"


def _along(store: "Store", deletion: Deletion) -> str:
    counts = dict(deletion.counts)
    counts[deletion.first[0]] -= 1
    return ", ".join(count_text(store.entities[table], number) for table, number in counts.items() if number)


def _nothing() -> str:
    text = _(
        "The bin is empty. What is deleted lies here with everything it took along, for at least {n} days, also after "
        "a restart. Enter takes it out again."
    )
    return text.format(n=DAYS)
