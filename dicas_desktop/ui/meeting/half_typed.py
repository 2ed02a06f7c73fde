"""What is half typed of an outcome, kept field by field where no crash reaches it, and offered again with a note."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.capture import LETTERS
from dicas_desktop.store.meetings.drafts import drafts, save_draft

if TYPE_CHECKING:
    from dicas_desktop.ui.meeting.page import MeetingPage

_FIELDS = ("text", "who", "when")


class HalfTyped:
    """The drafts of one page."""

    def __init__(self, page: "MeetingPage") -> None:
        """Keep those of this page."""
        self._page = page
        self._kept: dict[str, str] = {}  # by place, as it stands in the file
        self.note = ""

    def keep(self, item: int, letter: str, texts: Mapping[str, str]) -> None:
        """Keep what stands in the line now; empty fields are forgotten. A file that cannot be written says so."""
        try:
            for field in _FIELDS:
                place, text = self._place(item, letter, field), texts.get(field, "")
                if self._kept.get(place, "") != text:
                    save_draft(self._page.store, place, text)
                    self._kept[place] = text
        except UserProblem as problem:
            self._page.refuse(problem)
        if not any(texts.values()):
            self.tell("")

    def places(self, item: int, letter: str) -> tuple[str, ...]:
        """Return the places of the line of an outcome, for the step that finishes them."""
        return tuple(self._place(item, letter, field) for field in _FIELDS)

    def finished(self, item: int, letter: str) -> None:
        """Know that the drafts of this line went with the step that wrote it."""
        for place in self.places(item, letter):
            self._kept.pop(place, None)
        self.tell("")

    def restore(self) -> None:
        """Open the line of what was half typed when the program ended, and say so."""
        with self._page.store.read() as db:
            found = drafts(db, self._prefix)
        lines: dict[tuple[int, str], dict[str, str]] = {}
        for draft in found:
            number, kept, field = draft.place.removeprefix(self._prefix).split("/")
            lines.setdefault((int(number), kept), {})[field] = draft.text
            self._kept[draft.place] = draft.text
        for (item, letter), texts in lines.items():
            if self._page.agenda.view.select("agenda_items", item):
                self._page.agenda.capture(letter, texts, item)
                kind = _(LETTERS[letter]).lower()
                text = _(
                    "Restored: this {kind} was half typed when the page was left. Enter writes it, Esc forgets it."
                )
                self.tell(text.format(kind=kind))
                return

    def tell(self, text: str) -> None:
        """Show a sentence under the head of the page."""
        if text != self.note:
            self.note = text
            self._page.head.show_note(text)

    @property
    def _prefix(self) -> str:
        return f"meeting/{self._page.meeting_id}/item/"

    def _place(self, item: int, letter: str, field: str) -> str:
        return f"{self._prefix}{item}/{letter}/{field}"
