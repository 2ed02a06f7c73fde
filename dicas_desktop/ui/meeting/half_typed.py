"""What is half typed on the page of a meeting, kept field by field where no crash reaches it, and offered again.

A line is known by its place, such as `item/34/A` (an action of agenda item 34), `agenda/34/0` (that item itself),
`agenda/0/34` (a new item below it), `note/7` or `seat/JP`; a draft by the meeting, the place and the field.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.capture import LETTERS
from dicas_desktop.store.meetings.drafts import MEETING, drafts, finish, save_draft

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.ui.meeting.page import MeetingPage


def outcome_place(item: int, letter: str) -> str:
    """Return the place of the line of an outcome under an agenda item."""
    return f"item/{item}/{letter}"


def item_place(item: int, above: int) -> str:
    """Return the place of the line of an agenda item (0: a new one, below another one)."""
    return f"agenda/{item}/{above}"


def note_place(note: int) -> str:
    """Return the place of the line in which a note is changed."""
    return f"note/{note}"


def seat_place(side: str) -> str:
    """Return the place of the line of a new delegate."""
    return f"seat/{side}"


class HalfTyped:
    """The drafts of one page."""

    def __init__(self, page: "MeetingPage") -> None:
        """Keep those of this page."""
        self._page = page
        self._kept: dict[str, str] = {}  # by place and field, as it stands in the file
        self.note = ""

    def keep(self, place: str, texts: Mapping[str, str]) -> None:
        """Keep what stands in a line now, by field; what is not there is forgotten. An unwritable file says so."""
        before = {name.rpartition("/")[2] for name in self._at(place)}
        try:
            for field in sorted(before | set(texts)):
                name, text = f"{place}/{field}", texts.get(field, "")
                if self._kept.get(name, "") != text:
                    save_draft(self._page.store, self._prefix + name, text)
                    self._kept[name] = text
        except UserProblem as problem:
            self._page.refuse(problem)
        if not any(texts.values()):
            self.tell("")

    def finish(self, step: "Step", place: str) -> None:
        """Let the drafts of a line go in the step that writes it."""
        finish(step, *(self._prefix + name for name in self._at(place)))

    def finished(self, place: str) -> None:
        """Know that the drafts of this line went with the step that wrote it."""
        for name in list(self._at(place)):
            del self._kept[name]
        self.tell("")

    def restore(self) -> None:
        """Open the lines of what was half typed when the page was left, and say so. The agenda opens one at a time."""
        with self._page.store.read() as db:
            found = drafts(db, self._prefix)
        lines: dict[str, dict[str, str]] = {}
        for draft in found:
            name = draft.place.removeprefix(self._prefix)
            self._kept[name] = draft.text
            place, _slash, field = name.rpartition("/")
            lines.setdefault(place, {})[field] = draft.text
        opened = [kind for place, texts in lines.items() if (kind := self._open(place, texts))]
        if opened:
            text = _("Restored: this {kind} was half typed when the page was left. Enter writes it, Esc forgets it.")
            self.tell(text.format(kind=_(" and this ").join(opened)))

    def tell(self, text: str) -> None:
        """Show a sentence under the head of the page."""
        if text != self.note:
            self.note = text
            self._page.head.show_note(text)

    # ------------------------------------------------------------------ inside
    @property
    def _prefix(self) -> str:
        return f"{MEETING}{self._page.meeting_id}/"

    def _at(self, place: str) -> Iterator[str]:
        return (name for name, text in list(self._kept.items()) if text and name.startswith(f"{place}/"))

    def _open(self, place: str, texts: dict[str, str]) -> str:
        """Open the line of this place with these texts; return what it is, empty if it is not here (any more)."""
        what, *names = place.split("/")
        if what != "seat":
            return self._open_in_agenda(what, names, texts) if self._page.agenda.form is None else ""
        pane = self._page.seats.panes.get(names[0])
        if pane is None or pane.form is not None:
            return ""
        pane.add_seat(texts)
        return _("delegate")

    def _open_in_agenda(self, what: str, names: list[str], texts: dict[str, str]) -> str:
        agenda, first = self._page.agenda, int(names[0])
        if what == "item" and agenda.view.select("agenda_items", first):
            agenda.capture(names[1], texts, first)
            return _(LETTERS[names[1]]).lower()
        if what == "note" and agenda.view.select("notes", first):
            agenda.edit_note(texts)
            return _(LETTERS["N"]).lower()
        if what == "agenda" and agenda.restore_item(first, int(names[1]), texts):
            return _("agenda item")
        return ""
