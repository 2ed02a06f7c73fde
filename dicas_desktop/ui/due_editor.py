"""The editor of a deadline: a date, or an event with an offset. It offers the events and says what is understood."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.anchors import KEPT, resolved, understood
from dicas_desktop.store.events import event_names
from dicas_desktop.store.store import Store
from dicas_desktop.store.working_days import beside_deadline
from dicas_desktop.ui.offers import days_beside
from dicas_desktop.ui.option_list import Option
from dicas_desktop.ui.text_editors import date_note
from dicas_desktop.ui.type_ahead import TypeAheadEditor

MOST = 20
_BEFORE, _ON = "before ", "on "


class DueEditor(TypeAheadEditor):
    """A line with the events below it. Tab completes a name; a date is typed as everywhere."""

    def __init__(self, field: Field, store: Store, parent: QWidget | None = None) -> None:
        """Of this field of the records of this store."""
        self._store = store
        self._names: list[tuple[str, str]] | None = None
        self._entity: Entity = next(ENTITIES[kept.table] for kept in KEPT if kept.field == field)
        super().__init__(field, self._events, parent, strict=False)

    def set_text(self, text: str) -> None:
        """Show a text as it is."""
        self._chosen = None
        super(TypeAheadEditor, self).set_text(text)

    def on_edited(self, text: str) -> None:
        """Offer the events that fit and say how the text is understood, or what is wrong with it."""
        super().on_edited(text)
        if not text.strip():
            return
        try:
            self._say(date_note(text, end=self.field.end), text)
        except UserProblem as problem:
            self._note_event(text, problem)

    def _note_event(self, text: str, no_date: UserProblem) -> None:
        """Say which day the event gives; as long as names are offered, a name that is not whole yet is no fault."""
        try:
            with self._store.read() as db:
                words = understood(db, self._entity, self.field, text, self._store.today())
        except UserProblem as problem:
            if not self.is_open:
                self.show_note(str(no_date) if _is_date_like(text.strip()) else str(problem))
            return
        self._say(f"= {words}", text)

    def _say(self, words: str, text: str) -> None:
        """Say how the text is understood, and of a day off which joint working days are beside it: Alt+1, Alt+2."""
        with self._store.read() as db:
            values = resolved(db, self._entity, self.field, text, self._store.today())
            found = beside_deadline(db, self._entity.table, values)
        told = "" if found is None else found.brief
        self.show_note(_("{words}: {told}").format(words=words, told=told) if told else words, days_beside(found))

    def handle_key(self, event: QKeyEvent) -> bool:
        """Tab takes the event that the typed text is the beginning of."""
        if event.key() == Qt.Key.Key_Tab and self.is_open and not self._steered:
            self._complete()
        return super().handle_key(event)

    def _complete(self) -> None:
        typed = self._raw().strip().casefold()
        option = next((o for o in self._events(typed) if o.label.casefold().startswith(typed)), None)
        if typed and option is not None:
            self.take(option)

    def _events(self, typed: str) -> Sequence[Option]:
        """Return the events that fit, as they would be typed; none while a date is typed."""
        wanted = typed.lstrip().casefold()
        if _is_date_like(wanted):
            return []
        begun = next((side for side in (_BEFORE, _ON) if wanted.startswith(side)), "")
        side = begun or next((side for side in (_BEFORE, _ON) if side.startswith(wanted)), "")
        name = wanted[len(begun) :].strip() if begun or not side else ""
        known = self._known()
        begins = [pair for pair in known if pair[0].casefold().startswith(name)]
        within = [pair for pair in known if pair not in begins and name in pair[1].casefold()]
        return [Option(f"{side or _BEFORE}{event}", f"{side or _BEFORE}{event}", label)
                for event, label in (*begins, *within)[:MOST]]  # fmt: skip

    def _known(self) -> list[tuple[str, str]]:
        if self._names is None:
            with self._store.read() as db:
                self._names = event_names(db, self._store.today())
        return self._names


def _is_date_like(text: str) -> bool:
    """Tell whether a text begins as a date does: digits that are not the 2 of "2+2"."""
    digits = len(text) - len(text.lstrip("0123456789"))
    return digits > 0 and text[digits : digits + 1] != "+"
