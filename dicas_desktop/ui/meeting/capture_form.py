"""The line of an outcome: text, who, when. Enter writes it and empties the line for the next one."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.meetings.capture import DECISION, LETTERS, NOTE
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.meeting.line_form import LineForm, Part
from dicas_desktop.ui.meeting.who import who_editor

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_TEXT = Field("text", N_("What was said"), Kind.TEXT)
_WHO = Field("who", N_("Who"), Kind.TEXT)
_WHEN = Field("when", N_("When"), Kind.TEXT)
_DAY, _DUE = ENTITIES["decisions"].field("decision_date"), ENTITIES["action_items"].field("due_date")


class CaptureForm(LineForm):
    """One outcome after the other, all of one kind."""

    def __init__(self, letter: str, store: "Store", parent: QWidget) -> None:
        """`letter` is D, C, A or N; a note has a text alone."""
        self.letter = letter
        parts = (Part(_TEXT),) if letter == NOTE else (Part(_TEXT), Part(_WHO, 130), Part(_WHEN, 130))
        hint = (
            _("Enter writes and is ready for the next. Esc leaves.")
            if letter == NOTE
            else _("Enter writes and is ready for the next. Tab: who, when. Esc leaves.")
        )

        def make(field: Field, holder: QWidget) -> FieldEditor:
            if field is _WHO:
                return who_editor(field, store, holder)
            if field is _WHEN:  # a decision has its day, what is owed may hang on an event
                return make_editor(_DAY if letter == DECISION else _DUE, store, holder)
            return FieldEditor(field, holder)

        super().__init__(f"{letter}  {_(LETTERS[letter])}", parts, make, hint, parent)
