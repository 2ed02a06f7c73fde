"""Earlier versions of one record: what it was after a step, and how it becomes that again - as a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import bin as bin_
from dicas_desktop.store import journal
from dicas_desktop.store.bin import Batch
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import uid_of
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.told import Teller, Told

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Version:
    """What restoring a version would do: the columns to set, told field by field, and what lies in the bin.

    `parents` are the batches that hold the record itself and what this version points to, with what those belong to.
    `problem` says why it cannot be restored, empty if it can.
    """

    table: str
    row_id: int
    ref: str
    step_id: int
    values: Mapping[str, Any]
    changes: tuple[Told, ...]
    parents: tuple[Batch, ...] = ()
    problem: str = ""


def version(db: Db, table: str, row_id: int, step_id: int) -> Version:
    """Return the version of a record that stood after a step. UserProblem if the record was not there then, or is not.

    Columns are taken by name: one that the schema of today lacks is left out.
    """
    entity = ENTITIES[table]
    found = fetch(db, table, [row_id])
    if not found:
        text = _("This {kind} is no longer in its table: undo the step that took it away first.")
        raise UserProblem(text.format(kind=_(entity.singular)))
    now = found[0].values
    state = _state(db, str(uid_of(db, table, row_id)), step_id)
    if state is None:
        raise UserProblem(_("{ref} was not there at step {n}: choose a later one.").format(ref=now["ref"], n=step_id))
    kept = {f.name for f in entity.fields if f.required and state.get(f.name) is None}
    columns = ["slug", *(field.name for field in entity.fields if field.name not in kept)]
    values = {name: state.get(name) for name in columns if state.get(name) != now[name]}
    batches, problem = _pointed(db, table, values)
    own = bin_.batch_of(db, table, row_id)
    needed = [*([own] if own else []), *(batch for batch in batches if batch != own)]
    parents = {batch.name: batch for batch in (*needed, *bin_.parents_of(db, needed))}
    changes = Teller(db).changes(entity, now, {**now, **values})
    return Version(table, row_id, str(now["ref"]), step_id, values, tuple(changes), tuple(parents.values()), problem)


def restore_version(store: "Store", wanted: Version, *, parents: bool = False) -> str:
    """Make a record what it was after a step, as a new version; return what to tell. UserProblem if it cannot be.

    A rule that the version breaks and the record of today keeps refuses it. `parents` takes out of the bin, in the
    same step, the record itself and what it points to.
    """
    with store.read() as db:
        now = version(db, wanted.table, wanted.row_id, wanted.step_id)
    if now.problem:
        raise UserProblem(now.problem)
    if not now.values and not (parents and now.parents):
        raise UserProblem(_("{ref} is as it was at step {n} already.").format(ref=now.ref, n=now.step_id))
    label = _("Restore {ref} as of step {n}").format(ref=now.ref, n=now.step_id)
    with store.write(label) as step:
        step.why = Why(_("Restored as of step {n}").format(n=now.step_id), store.who.name)
        if parents:
            for batch in now.parents:
                step.restore(batch.name)
        if now.values:
            step.update(now.table, now.row_id, now.values)
    return _("{ref} is again as it was at step {n}.").format(ref=now.ref, n=now.step_id)


def _state(db: Db, uid: str, step_id: int) -> dict[str, Any] | None:
    """The row as its changes up to a step make it, None if it was not there then."""
    state: dict[str, Any] | None = None
    rows = db.execute(
        "SELECT operation, after FROM journal_changes WHERE row_uid = ? AND step_id <= ? ORDER BY id", (uid, step_id)
    )
    for operation, after in rows:
        told = journal.read_values(after)
        state = None if operation == "D" else told if operation == "I" or state is None else {**state, **told}
    return state


def _pointed(db: Db, table: str, values: Mapping[str, Any]) -> tuple[list[Batch], str]:
    """The batches of the bin to which these values point, and what is not there at all, as a sentence."""
    batches: list[Batch] = []
    for field in ENTITIES[table].fields:
        target = values.get(field.name)
        if field.kind is not Kind.REFERENCE or not isinstance(target, int):
            continue
        there = db.execute(f"SELECT count(*) FROM {field.target} WHERE id = ?", (target,)).scalar()
        if not there:
            text = _("{field} pointed to a record that is no longer there: undo the step that took it away first.")
            return [], text.format(field=_(field.label))
        batch = bin_.batch_of(db, field.target, target)
        if batch is not None and batch not in batches:
            batches.append(batch)
    return batches, ""
