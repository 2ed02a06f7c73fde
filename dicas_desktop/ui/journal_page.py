"""The journal as a page: every step, newest first, and beside it what the chosen step did or what undo would do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.history import Listed, listed, step_ids
from dicas_desktop.store.undo import Preview, preview
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.history_filters import KINDS, HistoryFilters
from dicas_desktop.ui.history_model import Column
from dicas_desktop.ui.history_page import HistoryPage, by_whom
from dicas_desktop.ui.history_panel import HistoryPanel, beside

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.work import Work

COLUMNS = (
    Column(N_("Step"), 58, right=True),
    Column(N_("Tokyo"), 112),
    Column(N_("Washington"), 112),
    Column(N_("Who"), 104),
    Column(N_("What"), 0),
    Column(N_("State"), 100),
    Column(N_("Changes"), 70, right=True),
)


class JournalPage(HistoryPage[Listed]):
    """Filters, the table of steps, and the panel of the chosen one. Enter goes on into the panel."""

    COLUMNS = COLUMNS

    def __init__(self, store: "Store", clock: Clock, work: "Work", parent: QWidget | None = None) -> None:
        """Empty until `reload`."""
        panel = HistoryPanel(_("The chosen step"), _("Choose a step to see what it did."))
        super().__init__((store, clock, work), _("Journal"), listed, panel, parent)
        self.preview: Preview | None = None  # of the chosen step, once it has been read
        self._only = ""  # uid of the record whose steps alone are shown
        self.filters = HistoryFilters(store, clock, self)
        self.undo_one = self.panel.add_button(_("Undo only this step…"))
        self.undo_back = self.panel.add_button(_("Undo back to here…"))
        self.version = self.panel.add_button(_("Restore this version…"))
        self._asks(self.undo_one, "undo_step")
        self._asks(self.undo_back, "undo_back")
        self._asks(self.version, "restore_version")
        side = theme.size(theme.PAGE_PADDING)
        self.filters.setContentsMargins(side, 0, side, theme.size(8))
        self.filters.changed.connect(self._search)
        self.filters.down_asked.connect(self.table.setFocus)
        self._lay_out(self.filters, beside(self.table, self.panel, self))

    @property
    def chosen(self) -> int | None:
        """The number of the chosen step."""
        row = self._row()
        return None if row is None else row.step.id

    @property
    def undoable(self) -> bool:
        """The chosen step can be undone, as far as the order of steps goes."""
        writer = self._store.hold.writer
        return writer is not None and self.chosen in writer.stacks.undo

    @property
    def record(self) -> tuple[str, int] | None:
        """The record whose steps alone are shown."""
        return self.filters.record()

    def show_record(self, ref: str) -> None:
        """Show the steps of one record."""
        self.filters.ask_for(ref)
        self.table.setFocus()

    def reload(self) -> None:
        """Read again; the chosen step stays chosen."""
        self.filters.load_writers()
        self._search()

    # ------------------------------------------------------------------ inside
    def _enter(self) -> None:
        self.panel.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _search(self) -> None:
        chosen, wanted = self.chosen, self.filters.wanted()
        self._only = wanted.record
        with self._store.read() as db:
            keys = step_ids(db, wanted)
        self.model.show_keys(keys)
        head = self._store.head
        if wanted.everything:
            text = _("{n} steps · head {digest} · nothing in it can be changed")
        else:
            text = _("{found} of {n} steps · head {digest}")
        self.note.setText(text.format(n=f"{head.steps:,}", found=f"{len(keys):,}", digest=head.short))
        if len(keys):
            row = keys.index(chosen) if chosen is not None and chosen in keys else 0
            self.table.selectRow(row)
        self._show()

    def _show(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        row = self._row()
        self.preview = None
        self._set_buttons()
        if row is None:
            self.panel.show_nothing()
            self.selected.emit()
            return
        step_id, only = row.step.id, self._only
        undoable = self.undoable and not only
        caption = _("What undo would do") if undoable else _("What it did")
        self.panel.show_head(row.step.label, self._facts(row), caption)

        def read() -> Preview:
            with self._store.read() as db:
                return preview(db, step_id, redo=not undoable, only=only)

        self._work.quietly(read, self._tell, at_once=60)
        self.selected.emit()

    def _tell(self, seen: Preview) -> None:
        if seen.step_id != self.chosen:  # another step was chosen meanwhile
            return
        self.preview = seen
        self.panel.view.show_preview(seen, done=seen.redo)
        self.panel.show_problem("" if seen.redo else seen.problem)
        self._set_buttons()

    def _set_buttons(self) -> None:
        undoable = self.undoable and not self._store.read_only
        barred = self.preview is not None and not self.preview.redo and self.preview.problem
        self.undo_one.setEnabled(undoable and not barred)
        self.undo_back.setEnabled(undoable)
        self.version.setVisible(self.record is not None)
        self.version.setEnabled(self.chosen is not None and not self._store.read_only)

    def _facts(self, row: Listed) -> list[str]:
        step = row.step
        kind = _(KINDS.get(step.kind, step.kind))
        changes = counted("{n} change", "{n} changes", step.change_count)
        return [
            " · ".join((_("Step {n}").format(n=step.id), kind, changes)),
            " · ".join(filter(None, (step.who, step.workstation))),
            self._moment(step.at_utc),
            "" if step.undoes is None else _("It concerns step {n}.").format(n=step.undoes),
            "" if row.undone_by is None else _("Undone by step {n}.").format(n=row.undone_by),
            _("▲ The clock had gone back by {time} since the step before.").format(time=_duration(row.clock_back))
            if row.clock_back
            else "",
            _("Digest {digest}").format(digest=f"{step.digest[:4]} {step.digest[4:8]}"),
        ]

    def _texts(self, row: Listed) -> tuple[str, ...]:
        step = row.step
        who, count = by_whom(step.who, step.workstation), f"{step.change_count:,}"
        return f"{step.id}", *self._clocks(step.at_utc), who, step.label, _state(row), count


def _state(row: Listed) -> str:
    if row.clock_back:
        return _("▲ clock went back")
    if row.undone_by is not None:
        return _("undone by {n}").format(n=row.undone_by)
    if row.step.undoes is not None:
        return _("of step {n}").format(n=row.step.undoes)
    return ""


def _duration(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return _("{h} h {m:02} min").format(h=f"{hours:,}", m=minutes)
    return _("{m} min {s:02} s").format(m=minutes, s=seconds)
