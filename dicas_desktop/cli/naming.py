"""From what is typed to what is meant: kinds of records, one record, fields with their values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.ids import canonical_reference
from dicas_desktop.domain.problems import UserProblem, unstorable_text
from dicas_desktop.domain.texts import _
from dicas_desktop.store import listing
from dicas_desktop.store.anchors import kept_of, read_due
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import find_event

_DIGITS = 9  # of the number of an agenda item; a longer one numbers none


def entity_named(name: str) -> Entity:
    """Return the kind of records of this name; UserProblem names the known ones."""
    if name not in ENTITIES:
        text = _("There is no kind of records {name}: use one of {known}.")
        raise UserProblem(text.format(name=name, known=", ".join(ENTITIES)))
    return ENTITIES[name]


def field_names(entity: Entity) -> tuple[str, ...]:
    """Return what can be typed for a field of this kind, the id of the public record's file first."""
    return (entity.slug_column, *(field.name for field in entity.fields))


def field_named(entity: Entity, name: str) -> Field:
    """Return the field of this name; UserProblem names the known ones."""
    if name == entity.slug_column or name not in field_names(entity):
        text = _("{kind} has no field {name}: use one of {known}.")
        raise UserProblem(text.format(kind=entity.table, name=name, known=", ".join(field_names(entity))))
    return entity.field(name)


def record_named(db: Db, entity: Entity, name: str) -> int:
    """Return the id of the live record that a reference or slug names; UserProblem if there is none."""
    found = listing.find(db, entity.table, name)
    if found is None and not name.strip():
        text = _("The name is empty: name one of {kind} by a reference such as {example} or by its id.")
        raise UserProblem(text.format(kind=entity.table, example=f"{entity.prefix}-0001"))
    if found is None:
        raise UserProblem(
            _("There is no {name} among {kind}: give a reference such as {example} or the id of the record.").format(
                name=name, kind=entity.table, example=f"{entity.prefix}-0001"
            )
        )
    return found


def meeting_named(db: Db, name: str, today: date) -> int:
    """Return the id of the meeting that a reference, an id or an exact title names, or an event: `2+2`, `wg-ship#2`.

    UserProblem if there is none, if it is a milestone, or if several are meant (see `store.events`).
    """
    found = listing.find(db, "meetings", name)
    if found is not None:
        return found
    event = find_event(db, name, today)
    if event.table != "meetings":
        raise UserProblem(_("“{name}” is a milestone ({ref}): name a meeting.").format(name=name, ref=event.ref))
    return event.id


def item_named(db: Db, name: str, today: date) -> int:
    """Return the id of an agenda item by reference or id, or as MEETING/NUMBER: `wg-ship#2/3`. UserProblem."""
    meeting, sign, number = name.rpartition("/")
    if not sign or not number.strip().isdecimal():
        return record_named(db, entity_named("agenda_items"), name)
    return item_numbered(db, meeting_named(db, meeting, today), number)


def item_numbered(db: Db, meeting: int, number: str) -> int:
    """Return the id of the item with this number on the agenda of a meeting; UserProblem if there is none."""
    statement = "SELECT id FROM agenda_items WHERE meeting_id = ? AND seq = ? AND deleted_at IS NULL"
    found = db.execute(statement, (meeting, int(number))).scalar() if len(number) <= _DIGITS else None
    if found is None:
        ref = reference_of(db, ENTITIES["meetings"], meeting)
        raise UserProblem(_("The agenda of {ref} has no item {n}.").format(ref=ref, n=number.strip()))
    return int(found)


def record_ever_named(db: Db, entity: Entity, name: str) -> int:
    """Return the id of a record that may be in the bin, by reference or slug; UserProblem if there is none."""
    statement = f"SELECT id FROM {entity.table} WHERE slug = ? OR ref = ?"  # noqa: S608 - a table of the catalogue
    found = db.execute(statement, (name, canonical_reference(name))).scalar()
    return record_named(db, entity, name) if found is None else int(found)


def reference_of(db: Db, entity: Entity, row_id: int) -> str:
    """Return the reference of a record."""
    statement = f"SELECT ref FROM {entity.table} WHERE id = ?"  # noqa: S608 - a table of the catalogue
    return str(db.execute(statement, (row_id,)).scalar())


def assigned(db: Db, entity: Entity, words: Sequence[str], today: date) -> dict[str, Any]:
    """Read FIELD=VALUE words into stored values by column; UserProblem for a bad word, field or value.

    A precision that is given by name holds against the one that the wording of its date says. `due` names the deadline
    of the kind, which takes an event too: due="before 2+2".
    """
    said: dict[str, Any] = {}
    implied: dict[str, Any] = {}
    for word in words:
        name, sign, text = word.partition("=")
        name = name.strip()
        if not sign:
            raise UserProblem(_("{word} is not of the form FIELD=VALUE: write it as status=done.").format(word=word))
        column = "slug" if name == entity.slug_column else _field_meant(entity, name)
        if column in said:
            raise UserProblem(_("{field} is given twice: give it once.").format(field=name))
        field = None if column == "slug" else field_named(entity, column)
        read = _slug(entity, text) if field is None else dict(read_due(db, entity, field, text, today))
        said[column] = read.pop(column)
        implied |= read
    return {**implied, **said}


def _field_meant(entity: Entity, name: str) -> str:
    """Return the field of this name; `due` is the deadline, whatever its column is called."""
    kept = kept_of(entity.table)
    return kept.field.name if kept is not None and name == "due" else name


def _slug(entity: Entity, text: str) -> dict[str, Any]:
    """Read the id of the public record's file. One that looks like a reference of its kind would be mistaken for it."""
    slug = text.strip()
    if sentence := unstorable_text(entity.slug_column, slug):
        raise UserProblem(sentence)
    if slug.startswith(entity.prefix) and canonical_reference(slug) == slug:
        problem = _("{column}: {slug} has the form of a reference: choose another id.")
        raise UserProblem(problem.format(column=entity.slug_column, slug=slug))
    return {"slug": slug or None}
