"""The agenda with its outcomes, and the lines that open in it: an item is edited or added, an outcome captured."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.agenda import Line as Item
from dicas_desktop.store.meetings.capture import NOTE
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.meeting.agenda_lines import COLUMNS, OutcomeLines, agenda_lines, summary
from dicas_desktop.ui.meeting.capture_form import CaptureForm
from dicas_desktop.ui.meeting.half_typed import item_place, note_place, outcome_place
from dicas_desktop.ui.meeting.item_form import ItemForm
from dicas_desktop.ui.meeting.line_form import LineForm, stacked
from dicas_desktop.ui.meeting.line_view import Layout, LineHead, LineView
from dicas_desktop.ui.meeting.lines import Kind
from dicas_desktop.ui.meeting.reading import Shown


class AgendaPane(QWidget):
    """Shows what is read; writing is the page's."""

    item_entered = Signal(int, int, dict)  # id (0: a new item), id of the item above, texts by field
    outcome_entered = Signal(int, str, dict)  # agenda item, letter, texts
    note_entered = Signal(int, str)  # id of a note, its text
    typing = Signal(str, dict)  # place of a line, what is half typed there; nothing: forget it
    gave_up = Signal()  # a line was left by Esc
    message = Signal(str)

    def __init__(self, store: Store, today: date, parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._store, self.today = store, today
        self._made = OutcomeLines()
        self._shown: Shown | None = None
        self.title, self.sums, self.overrun = QLabel(_("Agenda and outcomes"), self), QLabel(self), QLabel(self)
        for label, role in ((self.title, "heading"), (self.sums, "mute"), (self.overrun, "problem")):
            theme.set_role(label, role)
        layout = Layout(COLUMNS)
        self.view = LineView(_("Agenda and outcomes"), layout, self)
        bar = QWidget(self)
        bar.setFixedHeight(theme.size(34))
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.size(theme.PAGE_PADDING), 0, theme.size(theme.PAGE_PADDING), 0)
        row.setSpacing(theme.size(12))
        row.addWidget(self.title)
        row.addWidget(self.sums)
        row.addWidget(self.overrun, 1, Qt.AlignmentFlag.AlignLeft)
        column = stacked(self, bar, LineHead(self.view, self), self.view)
        column.setStretch(2, 1)
        self.setFocusProxy(self.view)

    @property
    def form(self) -> LineForm | None:
        """The line that is open."""
        return self.view.form if isinstance(self.view.form, LineForm) else None

    @property
    def item(self) -> int:
        """Id of the agenda item the keyboard stands at or under, 0 if at none."""
        line = self.view.current
        return 0 if line is None else line.id if line.kind is Kind.ITEM else line.owner

    def show_meeting(self, shown: Shown) -> None:
        """Show the agenda and what came of it."""
        self._shown = shown
        self.sums.setText(summary(shown.agenda))
        self.overrun.setText(f"▲ {shown.agenda.overrun_words}" if shown.agenda.overrun_words else "")
        self.view.show_lines(agenda_lines(shown, self.today, self._made))
        if self.view.current is None:
            self.view.go(next((n for n, line in enumerate(self.view.lines.lines) if line.live), -1))

    # ------------------------------------------------------------------ the lines that open
    def edit_item(self, column: str = "") -> None:
        """Open the line of the item the keyboard stands at."""
        item = self._item(self.item)
        if item is not None:
            self._edit(item, column)

    def add_item(self) -> None:
        """Open the line of a new item below the one the keyboard stands at."""
        self._add(self.item)

    def restore_item(self, item_id: int, above: int, typed: Mapping[str, str]) -> bool:
        """Open the line of an item, or of a new one below another, as it was half typed; False if it is gone."""
        item = self._item(item_id)
        if item_id and item is None:
            return False
        if item is not None:
            self._edit(item, typed=typed)
        else:
            self._add(above if self._item(above) is not None else 0, typed)
        return True

    def capture(self, letter: str, texts: Mapping[str, str] | None = None, item: int = 0) -> None:
        """Open the line of an outcome under the item the keyboard stands at, or under this one."""
        under = item or self.item
        if not under:
            self.message.emit(_("Choose the agenda item that the outcome belongs to."))
            return
        self.view.select("agenda_items", under)
        form = CaptureForm(letter, self._store, self)
        self._open(form, under, outcome_place(under, letter))
        form.entered.connect(lambda: self.outcome_entered.emit(under, letter, form.texts()))
        form.begin({}, typed=texts)

    def edit_note(self, typed: Mapping[str, str] | None = None) -> None:
        """Open the line of the note that the keyboard stands at."""
        line = self.view.current
        if line is None:
            return
        form = CaptureForm(NOTE, self._store, self)
        self._open(form, line.owner, note_place(line.id))
        form.entered.connect(lambda: self.note_entered.emit(line.id, form.texts()["text"]))
        form.begin({"text": line.cell("topic").text}, typed=typed)
        form.show_hint(_("Enter writes, Esc leaves."))

    def ready_for_next(self, told: str) -> None:
        """Empty the open line of an outcome, after it was written; say what was made."""
        if self.form is not None:
            self.form.forget()
            self.form.begin({})
            self.form.show_hint(f"{told} {self.form.hint}")

    def leave(self) -> None:
        """Close the open line; nothing is written and what was typed is forgotten."""
        if self.form is not None:
            self.typing.emit(self.form.place, {})
        self.close_line()
        self.gave_up.emit()

    def close_line(self) -> None:
        """Close the open line and take the keyboard back to the agenda."""
        if self.form is not None:
            self.form.forget()
        self.view.close_form()
        self.view.setFocus()

    # ------------------------------------------------------------------ inside
    def _edit(self, item: Item, column: str = "", typed: Mapping[str, str] | None = None) -> None:
        form = ItemForm(self._store, self)
        self._open(form, item.id, item_place(item.id, 0))
        form.entered.connect(lambda: self.item_entered.emit(item.id, 0, form.texts()))
        lead = self._shown.leads.get(item.id, "") if self._shown is not None else ""
        form.begin_item(item, lead, column, typed)

    def _add(self, above: int, typed: Mapping[str, str] | None = None) -> None:
        form = ItemForm(self._store, self)
        self._open(form, above, item_place(0, above))
        form.entered.connect(lambda: self.item_entered.emit(0, above, form.texts()))
        form.begin({}, typed=typed)

    def _open(self, form: LineForm, owner: int, place: str) -> None:
        if self.form is not None:
            self.form.flush()  # what stands in it is offered again when the page is opened the next time
        form.place = place
        form.left.connect(self.leave)
        form.edited.connect(self.typing)
        form.height_changed.connect(lambda: self.view.resize_form(form.wanted_height()))
        self.view.open_form(form, owner, form.wanted_height())

    def _item(self, row_id: int) -> Item | None:
        lines = self._shown.agenda.lines if self._shown is not None else ()
        return next((line for line in lines if line.id == row_id), None)
