"""`undo`, `redo`, `history` and `check`: what the journal knows."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import entity_named, record_ever_named, reference_of
from dicas_desktop.cli.workspace import opened, progress
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.domain.zones import TOKYO, WASHINGTON
from dicas_desktop.store import bin as bin_
from dicas_desktop.store import undo as undoing
from dicas_desktop.store.bin import Batch
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import HistoryEntry, Listed, Wanted, listed, step_ids
from dicas_desktop.store.journal import StepRow
from dicas_desktop.store.store import Store
from dicas_desktop.store.told import Told

_MOST_STEPS = 1_000
_IDENTITY = ("id", "uid")
_DEEDS = {
    "add": N_("Would come back"),
    "remove": N_("Would go"),
    "bin": N_("Into the bin"),
    "unbin": N_("Out of the bin"),
    "change": N_("Change"),
}


def undo(arguments: Namespace) -> int:
    """Take back the last step, the one that is named, or all back to it; or tell what that would do."""
    with opened(arguments, read_only=False) as store:
        going = _going(store, arguments)
        if arguments.preview:
            return _tell_previews(store, going, redo=False)
        if arguments.back_to:
            return _undo_back(store, going)
        if arguments.step is None:
            label = store.undo()
        else:
            with store.read() as db:
                seen = undoing.preview(db, going[0])
                parents = not seen.problem and wanted_parents(db, seen.parents, arguments)
            label = undoing.undo_step(store, going[0], parents=parents)
    sys.stdout.write(_("Taken back: {label}").format(label=plain(label)) + "\n")
    return 0


def redo(arguments: Namespace) -> int:
    """Make the last undone step again, or tell what that would do."""
    with opened(arguments, read_only=False) as store:
        if arguments.preview:
            return _tell_previews(store, store.hold.must_write().stacks.redo[-1:], redo=True)
        label = store.redo()
    sys.stdout.write(_("Made again: {label}").format(label=plain(label)) + "\n")
    return 0


def history(arguments: Namespace) -> int:
    """Tell the newest steps of the journal that are asked for, or everything that happened to one record."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        if arguments.entity is None:
            days = [day.isoformat() if day else "" for day in (arguments.since, arguments.until)]
            wanted = Wanted(arguments.text, arguments.who, arguments.kind, *days)
            for each in listed(db, step_ids(db, wanted)[:_MOST_STEPS]):
                _tell_listed(each)
            return 0
        entity = entity_named(arguments.entity)
        row_id = record_ever_named(db, entity, arguments.record)
        for entry in store.history(entity.table, row_id):
            _tell_step(entry, "")
            for name, before, after in entry.changes:
                if name not in _IDENTITY:
                    told = [_told(db, entity, name, value) for value in (before, after)]
                    sys.stdout.write(f"       {name}: {' -> '.join(told)}\n")
    return 0


def wanted_parents(db: Db, parents: Sequence[Batch], arguments: Namespace) -> bool:
    """Tell whether what lies in the bin above is to come out too. UserProblem if nobody said so or the contrary."""
    if parents and not (arguments.with_parents or arguments.alone):
        names = ", ".join(deletion.called for deletion in bin_.deletions(db, parents))
        text = _("{names} would stay in the bin: give --with-parents to take it out too, or --alone to leave it there.")
        raise UserProblem(text.format(names=plain(names)))
    return bool(arguments.with_parents)


def tell_fields(fields: Iterable[Told]) -> None:
    """Write a line for each field that changes: before and after."""
    for field in fields:
        sys.stdout.write(f"       {field.column}: {plain(field.before)} -> {plain(field.after)}\n")


def _going(store: Store, arguments: Namespace) -> list[int]:
    """The steps that undo would take back, the last one first."""
    if arguments.step is None:
        return store.hold.must_write().stacks.undo[-1:]
    return undoing.back_to(store, arguments.step) if arguments.back_to else [arguments.step]


def _undo_back(store: Store, going: list[int]) -> int:
    came = undoing.undo_back_to(store, going, progress())
    for label in came.done:
        sys.stdout.write(_("Taken back: {label}").format(label=plain(label)) + "\n")
    if came.problem:
        raise UserProblem(came.problem)
    if not came.done:
        raise UserProblem(_("There is nothing to undo."))
    return 0


def _tell_previews(store: Store, going: list[int], *, redo: bool) -> int:
    if not going:
        raise UserProblem(_("There is nothing to redo.") if redo else _("There is nothing to undo."))
    for step_id in going:
        with store.read() as db:
            seen = undoing.preview(db, step_id, redo=redo)
        text = _("Would make step {n} again: {label}") if redo else _("Would take back step {n}: {label}")
        sys.stdout.write(text.format(n=step_id, label=plain(seen.label)) + "\n")
        for record in seen.records:
            sys.stdout.write(f"    {_(_DEEDS[record.deed])}: {plain(record.called)}\n")
            tell_fields(record.fields if record.deed == "change" else ())
        if seen.total > len(seen.records) == undoing.SHOWN:
            rest = counted("and {n} more change", "and {n} more changes", seen.total - len(seen.records))
            sys.stdout.write(f"    {rest}\n")
        if seen.problem:
            sys.stdout.write(f"    {plain(seen.problem)}\n")
    return 0


def _tell_listed(each: Listed) -> None:
    notes = [f"[{each.step.change_count}]", each.step.digest[:8]]
    if each.step.undoes is not None:
        notes.append(_("(of step {n})").format(n=each.step.undoes))
    if each.undone_by is not None:
        notes.append(_("(undone by step {n})").format(n=each.undone_by))
    if each.clock_back:
        notes.append(_("(the clock had gone back by {n} s)").format(n=each.clock_back))
    _tell_step(each.step, "  " + "  ".join(notes))


def _tell_step(step: StepRow | HistoryEntry, rest: str) -> None:
    number = step.id if isinstance(step, StepRow) else step.step_id
    words = plain(f"{step.who} @ {step.workstation}  {step.label}")
    sys.stdout.write(f"{number:>5}  {moment(step.at_utc)}  {words}{rest}\n")


def _told(db: Db, entity: Entity, name: str, value: str | int | None) -> str:
    """Return a stored value as it is told: the reference of what is pointed to, a hyphen for nothing."""
    field = next((field for field in entity.fields if field.name == name), None)
    if value is None:
        return "-"
    if field is not None and field.kind is Kind.REFERENCE and isinstance(value, int):
        return reference_of(db, ENTITIES[field.target], value)
    return plain(str(value))


def moment(at_utc: str) -> str:
    """Tell a moment on the clocks of both capitals."""
    moment = datetime.fromisoformat(at_utc)
    there = [moment.astimezone(ZoneInfo(name)) for name in (TOKYO, WASHINGTON)]
    return " / ".join(f"{local:%Y-%m-%d %H:%M} {local.tzname()}" for local in there)


def check(arguments: Namespace) -> int:
    """Check the file and its journal; what is wrong is told line by line, and the command fails."""
    with opened(arguments, read_only=True) as store:
        findings = store.check(progress())
        head = store.head
    for finding in findings:
        sys.stdout.write(f"{plain(finding)}\n")
    name = arguments.workspace.name
    if findings:
        text = _("{name} has {n} problems, told above: go back to a backup, or ask who changed the file.")
        raise UserProblem(text.format(name=name, n=len(findings)))
    text = _("{name} is as its journal says: {n} steps, head {head}.")
    sys.stdout.write(text.format(name=name, n=head.steps, head=head.short) + "\n")
    return 0
