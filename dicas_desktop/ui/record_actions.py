"""What is done to whole records from a page: to the bin, and a copy. Each is one labelled step."""

from collections.abc import Sequence

from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.register import HISTORY
from dicas_desktop.store.store import Store
from dicas_desktop.ui.field_write import read_only_text, subject


def delete_records(store: Store, entity: Entity, ids: Sequence[int]) -> str:
    """Put records into the bin with all that belongs to them; return what to tell. UserProblem if it cannot be."""
    _check(store, ids)
    name = subject(store, entity, ids)
    with store.write(_("Delete {records}").format(records=name)) as step:
        gone = step.delete(entity.table, ids)
    others = sum(number for table, number in gone.counts.items() if table != entity.table)
    if others:
        text = _("Moved to the bin: {records} and {n} records that belong to it. Undo brings them back.")
        return text.format(records=name, n=others)
    return _("Moved to the bin: {records}. Undo brings it back.").format(records=name)


def duplicate_records(store: Store, entity: Entity, ids: Sequence[int]) -> list[int]:
    """Copy records with all their fields; return the new ids. The public record's own id stays with the original."""
    _check(store, ids)
    with store.read() as db:
        records = fetch(db, entity.table, ids)
    names = [f.name for f in entity.fields if entity.table != "action_items" or f.name not in HISTORY]
    rows = [{name: record.values[name] for name in names} for record in records]
    with store.write(_("Duplicate {records}").format(records=subject(store, entity, ids))) as step:
        return [added.id for added in step.add_many(entity.table, rows)]


def _check(store: Store, ids: Sequence[int]) -> None:
    if store.read_only:
        raise UserProblem(read_only_text(store))
    if not ids:
        raise UserProblem(_("Nothing is selected: choose a row first."))
