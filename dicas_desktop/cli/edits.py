"""`add`, `set` and `delete`: one step each, told by reference."""

import sys
from argparse import Namespace

from dicas_desktop.cli.naming import assigned, entity_named, record_named, reference_of
from dicas_desktop.cli.people import warn_of_likeness
from dicas_desktop.cli.workspace import opened
from dicas_desktop.domain.texts import _


def add(arguments: Namespace) -> int:
    """Add a record and print its reference."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            values = assigned(db, entity, arguments.fields)
            warn_of_likeness(db, entity.table, values)
        with store.write(_("Add {kind}").format(kind=_(entity.singular).lower())) as step:
            added = step.add(entity.table, values)
    sys.stdout.write(f"{added.ref}\n")
    return 0


def change(arguments: Namespace) -> int:
    """Change fields of a record and print its reference."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            row_id = record_named(db, entity, arguments.record)
            ref = reference_of(db, entity, row_id)
            values = assigned(db, entity, arguments.fields)
        with store.write(_("Change {ref}").format(ref=ref)) as step:
            step.update(entity.table, row_id, values)
    sys.stdout.write(f"{ref}\n")
    return 0


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
    along = ", ".join(f"{number} {table}" for table, number in counts.items() if number)
    sys.stdout.write(
        _("{ref} is in the bin").format(ref=ref)
        + (_(", and with it {along}").format(along=along) if along else "")
        + "\n"
    )
    return 0
