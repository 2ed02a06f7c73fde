"""The field that lines of the meeting page have for who owes or leads something: a side or an office."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.declaration import Choice, Field
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import OWNER_SIDES, SIDES
from dicas_desktop.store.store import Store
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.field_options import reference_options
from dicas_desktop.ui.option_list import Option, Options
from dicas_desktop.ui.type_ahead import TypeAheadEditor

# the sides of the forum; another is typed
OWING, LEADING = OWNER_SIDES[:3], SIDES[:2]


def who_options(store: Store, sides_offered: Sequence[Choice]) -> Options:
    """Return these sides and the offices that fit what is typed, those that begin with it first."""
    offices = reference_options(store, "organizations")
    sides = [Option(choice.value, _(choice.label), choice.value) for choice in sides_offered]

    def options(typed: str) -> Sequence[Option]:
        wanted = typed.strip().casefold()
        fitting = [o for o in sides if any(t.casefold().startswith(wanted) for t in (o.label, o.value))]
        exact = [o for o in fitting if wanted == o.value.casefold()]
        found = list(offices(typed))
        named = [o for o in found if o.label.casefold() == wanted]
        return [*exact, *named, *(o for o in (*fitting, *found) if o not in exact and o not in named)]

    return options


def who_editor(field: Field, store: Store, parent: QWidget, sides: Sequence[Choice] = OWING) -> FieldEditor:
    """Return the editor of a side or an office. What is neither is refused when it is written."""
    return TypeAheadEditor(field, who_options(store, sides), parent)
