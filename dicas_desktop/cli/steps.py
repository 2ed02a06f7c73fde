"""`undo`, `redo`, `history` and `check`: what the journal knows."""

import sys
from argparse import Namespace
from datetime import datetime
from zoneinfo import ZoneInfo

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import entity_named, record_ever_named, reference_of
from dicas_desktop.cli.workspace import opened, progress
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import TOKYO, WASHINGTON
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import HistoryEntry, steps
from dicas_desktop.store.journal import StepRow

_MOST_STEPS = 1_000
_IDENTITY = ("id", "uid")


def undo(arguments: Namespace) -> int:
    """Take back the last step."""
    with opened(arguments, read_only=False) as store:
        label = store.undo()
    sys.stdout.write(_("Taken back: {label}").format(label=plain(label)) + "\n")
    return 0


def redo(arguments: Namespace) -> int:
    """Make the last undone step again."""
    with opened(arguments, read_only=False) as store:
        label = store.redo()
    sys.stdout.write(_("Made again: {label}").format(label=plain(label)) + "\n")
    return 0


def history(arguments: Namespace) -> int:
    """Tell the newest steps of the journal, or everything that happened to one record, newest first."""
    with opened(arguments, read_only=True) as store:
        if arguments.entity is None:
            with store.read() as db:
                for step in steps(db, _MOST_STEPS):
                    _tell_step(step, f"  [{step.change_count}]  {step.digest[:8]}")
            return 0
        entity = entity_named(arguments.entity)
        with store.read() as db:
            row_id = record_ever_named(db, entity, arguments.record)
            for entry in store.history(entity.table, row_id):
                _tell_step(entry, "")
                for name, before, after in entry.changes:
                    if name not in _IDENTITY:
                        told = [_told(db, entity, name, value) for value in (before, after)]
                        sys.stdout.write(f"       {name}: {' -> '.join(told)}\n")
    return 0


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
