"""The right editor for each kind of field. Table, inspector and the form of a new record all make theirs here."""

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.store.store import Store
from dicas_desktop.ui.due_editor import DueEditor
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.field_options import (
    choice_options,
    country_options,
    marking_options,
    reference_options,
    zone_options,
)
from dicas_desktop.ui.person_editor import PersonEditor
from dicas_desktop.ui.text_editors import DateEditor, LongTextEditor, NumberEditor, TimeEditor
from dicas_desktop.ui.type_ahead import TypeAheadEditor

_TYPED: dict[Kind, type[FieldEditor]] = {
    Kind.LONG_TEXT: LongTextEditor,
    Kind.INTEGER: NumberEditor,
    Kind.MONEY: NumberEditor,
    Kind.DATE: DateEditor,
    Kind.TIME: TimeEditor,
}


def make_editor(field: Field, store: Store, parent: QWidget | None = None) -> FieldEditor:
    """Return a new, empty editor of a field. `set_text` takes what `domain.values.typed` gives."""
    match field.kind:
        case Kind.DATE if field.anchor:
            return DueEditor(field, store, parent)
        case Kind.REFERENCE:
            return _reference_editor(field, store, parent)
        case Kind.CHOICE | Kind.PRECISION:
            return TypeAheadEditor(field, choice_options(field), parent, strict=not field.suggested)
        case Kind.ZONE:
            return TypeAheadEditor(field, zone_options(), parent)
        case Kind.COUNTRY | Kind.MARKING:
            free = country_options() if field.kind is Kind.COUNTRY else marking_options(store.ceiling)
            return TypeAheadEditor(field, free, parent, strict=False)
        case _:
            return _TYPED.get(field.kind, FieldEditor)(field, parent)


def _reference_editor(field: Field, store: Store, parent: QWidget | None) -> FieldEditor:
    if field.target == "persons":
        return PersonEditor(field, store, parent)
    return TypeAheadEditor(field, reference_options(store, field.target), parent)
