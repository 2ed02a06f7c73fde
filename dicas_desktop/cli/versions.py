"""`restore-version`: a record becomes again what it was."""

import sys
from argparse import Namespace

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import entity_named, record_ever_named
from dicas_desktop.cli.steps import tell_fields, wanted_parents
from dicas_desktop.cli.workspace import opened
from dicas_desktop.domain.texts import _
from dicas_desktop.store import versions


def restore_version(arguments: Namespace) -> int:
    """Make a record what it was after a step, or tell what that would change."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=arguments.preview) as store:
        with store.read() as db:
            row_id = record_ever_named(db, entity, arguments.record)
            wanted = versions.version(db, entity.table, row_id, arguments.step)
            parents = not arguments.preview and wanted_parents(db, wanted.parents, arguments)
        if arguments.preview:
            sys.stdout.write(_("Restore {ref} as of step {n}").format(ref=wanted.ref, n=wanted.step_id) + "\n")
            tell_fields(wanted.changes)
            if wanted.problem:
                sys.stdout.write(f"{plain(wanted.problem)}\n")
            return 0
        sys.stdout.write(versions.restore_version(store, wanted, parents=parents) + "\n")
    return 0
