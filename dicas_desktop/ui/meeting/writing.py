"""What is entered on the meeting page, written: each a labelled step; what is refused stands under its line."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings import agenda
from dicas_desktop.store.meetings.capture import LETTERS, capture
from dicas_desktop.ui.asking import Entering
from dicas_desktop.ui.field_write import read_only_text, refs_of, set_field
from dicas_desktop.ui.meeting.half_typed import item_place, note_place, outcome_place
from dicas_desktop.ui.meeting.item_form import item_values
from dicas_desktop.ui.meeting.lines import Kind
from dicas_desktop.ui.new_record import LONGEST_TITLE
from dicas_desktop.ui.record_actions import delete_records

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.ui.meeting.line_form import LineForm
    from dicas_desktop.ui.meeting.page import MeetingPage

DOCUMENTS = ("attachments", "papers")


class Writing:
    """Acts on the store for one page."""

    def __init__(self, page: "MeetingPage") -> None:
        """Write for this page."""
        self._page = page
        self._store = page.store
        self._entering = Entering()

    # ------------------------------------------------------------------ agenda
    def edit(self, column: str = "") -> None:
        """Open the line of what the keyboard stands at; an outcome is edited where its record lives."""
        line = self._page.agenda.view.current
        if line is None or self.refused():
            return
        if line.table == "notes":
            self._page.agenda.edit_note()
        elif line.kind is Kind.OUTCOME:
            self._page.asked.emit("open_outcome")
        else:
            self._page.agenda.edit_item(column)

    def enter_item(self, item_id: int, above: int, texts: Mapping[str, str]) -> None:
        """Write the line of an item; below a new one the next line is opened at once."""
        pane, meeting, half_typed = self._page.agenda, self._page.meeting_id, self._page.half_typed
        place = item_place(item_id, above)
        try:
            with self._store.read() as db:
                values = item_values(db, texts)
            topic = values["topic"] or ""
            if item_id:
                with self._store.write(_("Change agenda item “{topic}”").format(topic=_short(topic))) as step:
                    step.update("agenda_items", item_id, values)
                    half_typed.finish(step, place)
            else:
                with self._store.write(_("Add agenda item “{topic}”").format(topic=_short(topic))) as step:
                    item_id = agenda.add_item(step, meeting, above or None, values).id
                    half_typed.finish(step, place)
        except UserProblem as problem:
            self.refuse_line(pane.form, problem)
            return
        half_typed.keep(place, {})  # a step that changed nothing was not kept, and took no draft along
        pane.close_line()
        pane.view.select("agenda_items", item_id)

    def enter_outcome(self, item_id: int, letter: str, texts: Mapping[str, str]) -> None:
        """Write an outcome; its line is ready for the next one."""
        pane = self._page.agenda
        kind, place = _(LETTERS[letter]), outcome_place(item_id, letter)
        try:
            label = _("Capture {kind} “{text}”").format(kind=kind.lower(), text=_short(texts["text"]))
            with self._store.write(label) as step:
                made = capture(step, item_id, letter, texts["text"], texts.get("who", ""), texts.get("when", ""))
                self._page.half_typed.finish(step, place)
        except UserProblem as problem:
            self.refuse_line(pane.form, problem)
            return
        self._page.half_typed.finished(place)
        pane.ready_for_next(_("This step made {ref}.").format(ref=made.ref))

    def enter_note(self, note_id: int, text: str) -> None:
        """Write the changed text of a note."""
        entity = ENTITIES["notes"]
        try:
            set_field(self._store, entity, [note_id], entity.field("text"), text)
        except UserProblem as problem:
            self.refuse_line(self._page.agenda.form, problem)
        else:
            self._page.half_typed.keep(note_place(note_id), {})
            self._page.agenda.close_line()

    def move(self, by: int) -> None:
        """Move the agenda item, or the delegate, that the keyboard stands at."""
        side = self._page.side
        if self.refused():
            return
        if side is not None:
            seat = side.seat
            if seat is not None:
                self._page.seating.place_seat(seat.id, side.shown.seats.index(seat) + by)
            return
        item = self._page.agenda.item
        if item:
            label = _("Move {ref} up") if by < 0 else _("Move {ref} down")
            self.write(label.format(ref=self.ref("agenda_items", item)), lambda step: agenda.move(step, item, by))

    def delete(self, table: str, ids: Sequence[int]) -> None:
        """Put records of the page into the bin; those of a closed meeting stay, its documents may go."""
        if table not in DOCUMENTS and self.refused():
            return
        try:
            self._page.message.emit(delete_records(self._store, ENTITIES[table], ids))
        except UserProblem as problem:
            self._page.refuse(problem)

    # ------------------------------------------------------------------ fields
    def enter_field(self, name: str, text: str) -> None:
        """Write a field of the meeting."""
        field = ENTITIES["meetings"].field(name)
        ids = [self._page.meeting_id]

        row, store = self._page.facts.rows[name], self._store
        self._entering.enter(
            row, store, lambda answer: set_field(store, ENTITIES["meetings"], ids, field, text, answer)
        )

    # ------------------------------------------------------------------ for others too
    def refused(self) -> bool:
        """Say why nothing can be changed, if that is so."""
        shown = self._page.shown
        if self._store.read_only:
            self._page.message.emit(read_only_text(self._store))
        elif shown is not None and shown.closed:
            self._page.message.emit(_("The meeting is closed and can only be read: reopen it first, with a reason."))
        else:
            return shown is None
        return True

    def write(self, label: str, deed: Callable[["Step"], object]) -> None:
        """Write one step; what is refused is told."""
        try:
            with self._store.write(label) as step:
                deed(step)
        except UserProblem as problem:
            self._page.refuse(problem)

    def refuse_line(self, form: "LineForm | None", problem: UserProblem) -> None:
        """Say under the open line what is refused."""
        if form is None:
            self._page.refuse(problem)
        else:
            form.show_problem(str(problem), problem.field if isinstance(problem, FieldProblem) else "")

    def ref(self, table: str, row_id: int) -> str:
        """Return the reference of a record, for the label of a step."""
        return next(iter(refs_of(self._store, table, [row_id])), "")


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rstrip()}…"
