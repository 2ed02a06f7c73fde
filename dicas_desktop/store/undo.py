"""What undo and redo would do, before they do it; undo of one step among others, and of several back to one.

A preview compares the journal with the tables and writes nothing. What stands in the way is the same rule that undo
keeps itself: a record must be as the step left it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import bin as bin_
from dicas_desktop.store import journal
from dicas_desktop.store.bin import Batch
from dicas_desktop.store.db import Db
from dicas_desktop.store.told import Teller, Told, called

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

SHOWN = 200  # records of a step that a preview names; the rest is counted
Values = Mapping[str, Any]
Progress = Callable[[int, int, str], bool]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What would happen to one record: `deed` is add, remove, bin, unbin or change; `fields` tell it field by field."""

    table: str
    uid: str
    called: str
    deed: str
    fields: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a step back (or making it again) would do now.

    `problem` says why it cannot be done, empty if it can. `parents` are the batches of the bin that hold what the
    records belong to or would point to. `total` counts the changes of the step, of which `records` names the first.
    """

    step_id: int
    label: str
    redo: bool
    records: tuple[RecordChange, ...]
    total: int
    problem: str = ""
    parents: tuple[Batch, ...] = ()


@dataclass(slots=True)
class _Record:
    """One record of a step: its state before and after, as far as the step tells, and the ends of its life."""

    table: str
    uid: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def preview(db: Db, step_id: int, *, redo: bool = False, only: str = "") -> Preview:
    """Return what undo of a step would do now, or redo of one that was undone. UserProblem if there is no such step.

    `only` is the uid of the one record that is asked about.
    """
    row = db.execute("SELECT label, change_count FROM journal_steps WHERE id = ?", (step_id,)).first()
    if row is None:
        raise UserProblem(_("There is no step {n} in the journal.").format(n=step_id))
    found = _records(db, step_id, only)
    teller = Teller(db)
    shown = []
    parents: dict[str, Batch] = {}
    problem = _in_the_way(db, step_id, redo=redo)
    for record in found:
        old, new = (record.before, record.after) if redo else (record.after, record.before)
        shown.append(_change(db, teller, record, old, new))
        parents |= {batch.name: batch for batch in _needed(db, record, old, new)}
        problem = problem or _dangling(db, teller, record, step_id, new)
    all_parents = [*parents.values(), *bin_.parents_of(db, list(parents.values()))]
    total = len(shown) if only else row[1]
    return Preview(step_id, row[0], redo, tuple(shown), total, problem, tuple(all_parents))


def undo_step(store: "Store", step_id: int, *, parents: bool = False) -> str:
    """Take one step back though later ones stand; return its label. UserProblem if it cannot be, and nothing changes.

    `parents` first takes out of the bin, as a step of its own, what the records belong to.
    """
    with store.hold.must_write().turn:
        with store.read() as db:
            seen = preview(db, step_id)
        if seen.problem:
            raise UserProblem(seen.problem)
        if parents and seen.parents:
            bin_.restore(store, seen.parents)
        return store.undo(step_id)


def back_to(store: "Store", step_id: int) -> list[int]:
    """Return the steps to take back, the last one first, for the workspace to stand as it did before `step_id`."""
    writer = store.hold.must_write()
    return [step for step in reversed(writer.stacks.undo) if step >= step_id]


@dataclass(frozen=True, slots=True)
class Back:
    """How far an undo of several steps came: the labels taken back, and why it stopped, empty if it did not."""

    done: tuple[str, ...]
    problem: str = ""


def undo_back_to(store: "Store", steps: Sequence[int], progress: Progress = lambda _done, _total, _text: True) -> Back:
    """Take these steps back in their order, each as a step of its own; the first that cannot be ends it."""
    done: list[str] = []
    for number, step_id in enumerate(steps):
        if not progress(number, len(steps), _("Taking back step {n}").format(n=step_id)):
            return Back(tuple(done), _("Stopped after {n} of {total} steps.").format(n=number, total=len(steps)))
        try:
            done.append(undo_step(store, step_id))
        except UserProblem as problem:
            return Back(tuple(done), str(problem))
    return Back(tuple(done))


# ------------------------------------------------------------------ what a step did
def _records(db: Db, step_id: int, only: str) -> list[_Record]:
    found: dict[str, _Record] = {}
    changes = (change for change in journal.changes_of(db.raw, step_id) if not only or change[2] == only)
    for table, _row_id, uid, operation, before, after in islice(changes, 4 * SHOWN):
        old = None if operation == "I" else journal.read_values(before)
        new = None if operation == "D" else journal.read_values(after)
        known = found.get(uid)
        if known is None:
            if len(found) == SHOWN:
                break
            found[uid] = _Record(table, uid, old, new)
        else:
            known.before = None if known.before is None else {**(old or {}), **known.before}
            known.after = new if new is None or known.after is None else {**known.after, **new}
    return list(found.values())


def _change(db: Db, teller: Teller, record: _Record, old: Values | None, new: Values | None) -> RecordChange:
    entity = ENTITIES[record.table]
    now = _row(db, record.table, record.uid) or {}
    name = called(record.table, {**now, **(new or old or {})} if old is None or new is None else {**now, **old})
    ends = [{**now, **values} if values is not None else {} for values in (old, new)]
    deed = _deed(old, new)
    fields = () if deed in ("bin", "unbin") else tuple(teller.changes(entity, *ends))
    return RecordChange(record.table, record.uid, name, deed, fields)


def _deed(old: Values | None, new: Values | None) -> str:
    if old is None:
        return "add"
    if new is None:
        return "remove"
    if "deleted_at" in new and old.get("deleted_at") != new["deleted_at"]:
        return "bin" if new["deleted_at"] else "unbin"
    return "change"


# ------------------------------------------------------------------ what stands in the way
def _in_the_way(db: Db, step_id: int, *, redo: bool) -> str:
    """The sentence with which undo or redo would refuse, as far as the first records of the step tell."""
    first: dict[str, tuple[Any, ...]] = {}
    for change in islice(journal.changes_of(db.raw, step_id), 4 * SHOWN):
        if not redo or change[2] not in first:  # undo meets the last change of a record, redo the first
            first[change[2]] = change
    for table, _row_id, uid, operation, before, after in list(first.values())[:SHOWN]:
        gone = operation == ("I" if redo else "D")
        try:
            values = None if gone else journal.read_values(before if redo else after)
            journal.expect(db.raw, step_id, table, uid, operation, values)
        except UserProblem as problem:
            return str(problem)
    return ""


def _needed(db: Db, record: _Record, old: Values | None, new: Values | None) -> Iterator[Batch]:
    """The batches that hold the record itself, or what it would come to belong to or point to."""
    if new is None or new.get("deleted_at"):
        return
    now = _row(db, record.table, record.uid)
    if now is not None and "deleted_at" not in new and now["deleted_batch"]:
        yield Batch(now["deleted_batch"], record.uid)
    revived = old is None or "deleted_at" in new
    values = {**(now or {}), **new} if revived else new
    for target, row_id in _references(ENTITIES[record.table], values, owners=revived and old is not None):
        batch = bin_.batch_of(db, target, row_id)
        if batch is not None:
            yield batch


def _dangling(db: Db, teller: Teller, record: _Record, step_id: int, new: Values | None) -> str:
    """Why the references between records would break, empty if they would not: what the step did itself goes along."""
    entity = ENTITIES[record.table]
    if new is None:
        row = _row(db, record.table, record.uid)
        for table, uid, values in () if row is None else _pointing(db, record.table, row["id"]):
            if not _in_step(db, step_id, "row_uid = ?", uid):
                text = _("{record} cannot be taken away: {other} points to it. Undo that first.")
                return text.format(record=called(record.table, row or {}), other=called(table, values))
        return ""
    for target, row_id in _references(entity, new, owners=False):
        stands = db.execute(f"SELECT count(*) FROM {target} WHERE id = ?", (row_id,)).scalar()
        if not stands and not _in_step(db, step_id, "table_name = ? AND row_id = ?", target, row_id):
            text = _("{kind} {name} is no longer there, and {record} would point to it: bring it back first.")
            kind = _(ENTITIES[target].singular)
            return text.format(kind=kind, name=teller.name(target, row_id), record=_ref(db, record, new))
    return ""


def _in_step(db: Db, step_id: int, which: str, *values: str | int) -> bool:
    """Tell whether the step changed this record; asked of the journal, because only its first records are held."""
    found = db.execute(f"SELECT 1 FROM journal_changes WHERE step_id = ? AND {which} LIMIT 1", (step_id, *values))
    return found.first() is not None


def _references(entity: Entity, values: Values, *, owners: bool) -> Iterator[tuple[str, int]]:
    for declared in entity.fields:
        value = values.get(declared.name)
        if declared.kind is Kind.REFERENCE and isinstance(value, int) and (declared.owner or not owners):
            yield declared.target, value


def _pointing(db: Db, table: str, row_id: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for entity in ENTITIES.values():
        for declared in entity.fields:
            if declared.target == table:
                for values in db.execute(
                    f"SELECT * FROM {entity.table} WHERE {declared.name} = ?", (row_id,)
                ).mappings():
                    yield entity.table, values["uid"], values


def _ref(db: Db, record: _Record, new: Values) -> str:
    return str({**(_row(db, record.table, record.uid) or {}), **new}.get("ref", ""))


def _row(db: Db, table: str, uid: str) -> dict[str, Any] | None:
    return next(iter(db.execute(f"SELECT * FROM {table} WHERE uid = ?", (uid,)).mappings()), None)
