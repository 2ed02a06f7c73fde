"""Writes one field of one or many records as one labelled step. Table and inspector both write through this."""

from collections.abc import Sequence

from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import Stored
from dicas_desktop.store.anchors import read_due
from dicas_desktop.store.answered import write_answered
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.reasons import Answer
from dicas_desktop.store.store import Store

MANY = 500  # records from which on a write goes on off the main thread, with progress and Cancel
NOTHING_SAID = Answer()


def set_field(
    store: Store, entity: Entity, ids: Sequence[int], field: Field, text: str, answer: Answer = NOTHING_SAID
) -> None:
    """Read a typed text and write it into the field of these records; `answer` is what was asked about it already.

    FieldProblem if the text makes no sense or breaks a rule, UserProblem if the store cannot be written; nothing is
    written then. A text that changes nothing leaves no step.
    """
    if store.read_only:
        raise UserProblem(read_only_text(store))
    values = values_of(store, entity, field, text)
    with store.write(label_of_set(store, entity, ids, field)) as step:
        write_answered(step, entity.table, ids, values, answer)


def values_of(store: Store, entity: Entity, field: Field, text: str) -> dict[str, Stored]:
    """Return the stored values that a typed text sets. FieldProblem if it makes no sense."""
    with store.read() as db:
        return read_due(db, entity, field, text, store.today())


def read_only_text(store: Store) -> str:
    """Say why nothing can be changed."""
    return _("{name} is open read-only: nothing can be changed.").format(name=store.path.name)


def count_text(entity: Entity, number: int) -> str:
    """Return "1 action item", "14 action items"."""
    noun = _(entity.singular) if number == 1 else _(entity.plural)
    return f"{number:,} {noun[:1].lower()}{noun[1:]}"


def refs_of(store: Store, table: str, ids: Sequence[int]) -> list[str]:
    """Return the references of these records."""
    with store.read() as db:
        return [str(record.values["ref"]) for record in fetch(db, table, ids)]


def subject(store: Store, entity: Entity, ids: Sequence[int]) -> str:
    """Name records in a label or message: the reference of one, the number of many."""
    if len(ids) == 1:
        return next(iter(refs_of(store, entity.table, ids)), "")
    return count_text(entity, len(ids))


def label_of_set(store: Store, entity: Entity, ids: Sequence[int], field: Field) -> str:
    """Return what a step is called that sets a field of these records."""
    if len(ids) == 1:
        return _("Set {field} of {ref}").format(field=_(field.label), ref=subject(store, entity, ids))
    return _("Set {field} of {records}").format(field=_(field.label), records=count_text(entity, len(ids)))
