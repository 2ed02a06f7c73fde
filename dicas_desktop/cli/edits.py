"""`add`, `set` and `delete`: one step each, told by reference."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from dicas_desktop.cli.naming import assigned, entity_named, record_named, reference_of
from dicas_desktop.cli.people import warn_of_likeness
from dicas_desktop.cli.remarks import (
    clashes,
    warn_of_action,
    warn_of_clashes,
    warn_of_no_evidence,
    warn_of_the_day,
)
from dicas_desktop.cli.workspace import as_of, opened
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.ids import canonical_reference
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.anchors import EVENT_COLUMNS, kept_of
from dicas_desktop.store.answered import write_answered
from dicas_desktop.store.db import Db
from dicas_desktop.store.following import Moved, consequences
from dicas_desktop.store.reasons import Answer, Evidence, OpenSubItems, ReasonNeeded, SecondLead, SuccessorNeeded, Why

_MOST_TOLD = 20


def add(arguments: Namespace) -> int:
    """Add a record and print its reference."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            values = assigned(db, entity, arguments.fields, as_of(arguments))
            warn_of_likeness(db, entity.table, values)
        with store.write(_("Add {kind}").format(kind=_(entity.singular).lower())) as step:
            added = step.add(entity.table, values)
        with store.read() as db:
            warn_of_action(db, entity.table, added.id)
            warn_of_the_day(db, entity.table, added.id)
            warn_of_clashes(db, entity.table, added.id, [])
    sys.stdout.write(f"{added.ref}\n")
    return 0


def change(arguments: Namespace) -> int:
    """Change fields of a record and print its reference."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            row_id = record_named(db, entity, arguments.record)
            ref = reference_of(db, entity, row_id)
            values = assigned(db, entity, arguments.fields, as_of(arguments))
            values = _with_evidence(entity, values, arguments.evidence)
            kept = _kept(db, entity.table, row_id, values, arguments.keep)
            known = clashes(db, entity.table, row_id)
        with store.write(_("Change {ref}").format(ref=ref)) as step, hinted():
            write_answered(step, entity.table, [row_id], values, _answer(arguments, kept))
        sys.stdout.write(f"{ref}\n")
        with store.read() as db:
            if (deadline := kept_of(entity.table)) is not None and deadline.field.name in values:
                warn_of_the_day(db, entity.table, row_id)
            warn_of_no_evidence(db, entity.table, row_id, values)
            _tell_moved(db, [moved for moved in step.moved if (moved.table, moved.id) != (entity.table, row_id)],
                        as_of(arguments))  # fmt: skip
            warn_of_clashes(db, entity.table, row_id, known)
    return 0


def _with_evidence(entity: Entity, values: Mapping[str, Any], evidence: str) -> dict[str, Any]:
    """Return the values with the words of --evidence among them, which an action takes that is done already, too."""
    if not evidence.strip():
        return dict(values)
    if entity.table != "action_items" or values.get("status") != "done":
        raise UserProblem(_("--evidence goes with status=done of an action: nothing was changed."))
    if "evidence" in values:
        raise UserProblem(_("{field} is given twice: give it once.").format(field="evidence"))
    return {**values, "evidence": evidence.strip()}


def _answer(arguments: Namespace, kept: frozenset[tuple[str, int]]) -> Answer:
    """Return what the options answer to the questions of the store; without evidence one is closed all the same."""
    why = Why(arguments.reason, arguments.agreed) if arguments.reason else None
    return Answer(why, arguments.with_sub_items, kept, arguments.lead, Evidence())


def _kept(db: Db, table: str, row_id: int, values: Mapping[str, Any], refs: list[str]) -> frozenset[tuple[str, int]]:
    """Return the deadlines that shall stay where they are; UserProblem names one that would not move."""
    moving = consequences(db, table, row_id, values) if table in EVENT_COLUMNS and refs else []
    by_ref = {reference_of(db, ENTITIES[moved.table], moved.id): moved for moved in moving}
    kept: set[tuple[str, int]] = set()
    for ref in map(canonical_reference, refs):
        if ref not in by_ref:
            text = _("{ref} would not move: --keep takes {refs}.")
            raise UserProblem(text.format(ref=ref, refs=", ".join(by_ref) or _("nothing here")))
        kept.add((by_ref[ref].table, by_ref[ref].id))
    return frozenset(kept)


def _tell_moved(db: Db, moved: list[Moved], today: date) -> None:
    """Say which deadlines moved with their event, the old day and the new one, and whether that has passed."""
    if not moved:
        return
    sys.stdout.write(counted("{n} deadline moved with it:", "{n} deadlines moved with it:", len(moved)) + "\n")
    for one in moved[:_MOST_TOLD]:
        ref = reference_of(db, ENTITIES[one.table], one.id)
        days = [show_date(day, precision) or _("no date") for day, precision in
                ((one.old, one.old_precision), (one.new, one.new_precision))]  # fmt: skip
        passed = _(", has passed") if one.new and one.new < today.isoformat() else ""
        sys.stdout.write(f"  {ref}  {days[0]} → {days[1]}{passed}\n")
    if len(moved) > _MOST_TOLD:
        sys.stdout.write("  " + _("and {n} more").format(n=f"{len(moved) - _MOST_TOLD:,}") + "\n")


@contextmanager
def hinted() -> Iterator[None]:
    """Say at a question of the store with which option it is answered."""
    try:
        yield
    except ReasonNeeded as problem:
        options = _("--reason TEXT --agreed TEXT") if problem.agreement else _("--reason TEXT")
        raise UserProblem(f"{problem} ({options})") from problem
    except OpenSubItems as problem:
        raise UserProblem(f"{problem} (--with-sub-items)") from problem
    except SuccessorNeeded as problem:
        raise UserProblem(f"{problem} ({_('superseded_by_id=REF')})") from problem
    except SecondLead as problem:
        raise UserProblem(f"{problem} ({_('--replace-lead or --as-ocr')})") from problem


def delete(arguments: Namespace) -> int:
    """Put a record into the bin and tell what went with it."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            row_id = record_named(db, entity, arguments.record)
            ref = reference_of(db, entity, row_id)
        with store.write(_("Delete {ref}").format(ref=ref)) as step:
            counts = step.delete(entity.table, [row_id]).counts
    counts[entity.table] -= 1
    along = ", ".join(_counted(table, number) for table, number in counts.items() if number)
    sys.stdout.write(
        _("{ref} is in the bin").format(ref=ref)
        + (_(", and with it {along}").format(along=along) if along else "")
        + "\n"
    )
    return 0


def _counted(table: str, number: int) -> str:
    entity = ENTITIES[table]
    return f"{number} {_(entity.singular if number == 1 else entity.plural).lower()}"
