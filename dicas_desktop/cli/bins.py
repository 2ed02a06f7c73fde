"""`bin`: what was deleted, taken out again or emptied."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from dicas_desktop.cli.columns import aligned, plain
from dicas_desktop.cli.steps import moment, wanted_parents
from dicas_desktop.cli.workspace import agreed, now, opened
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import bin as bin_
from dicas_desktop.store.bin import Deletion
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import record_in
from dicas_desktop.store.store import Store


def bin_of(arguments: Namespace) -> int:
    """List the bin, or do what the options say."""
    writing = bool(arguments.restore or arguments.empty)
    with opened(arguments, read_only=not writing) as store:
        if arguments.restore:
            return _restore(store, arguments)
        if arguments.empty:
            return _empty(store, arguments)
        with store.read() as db:
            found = bin_.deletions(db, bin_.batches(db))
    _list(found)
    return 0


def _list(found: Sequence[Deletion]) -> None:
    if not found:
        sys.stdout.write(_("The bin is empty.") + "\n")
        return
    head = [_("Deleted"), _("Record"), _("Went along"), _("Who"), _("Days left")]
    rows = [
        [moment(each.deleted_at), each.called, _along(each), f"{each.who} @ {each.workstation}",
         str(each.days_left(now()))]
        for each in found
    ]  # fmt: skip
    for line in aligned(head, rows, [False, False, False, False, True]):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(counted("{n} deletion", "{n} deletions", len(found)) + "\n")


def _along(deletion: Deletion) -> str:
    counts = dict(deletion.counts)
    counts[deletion.first[0]] -= 1
    return ", ".join(f"{number} {table}" for table, number in counts.items() if number)


def _restore(store: Store, arguments: Namespace) -> int:
    with store.read() as db:
        place = record_in(db, arguments.restore) or _by_slug(db, arguments.restore)
        batch = None if place is None else bin_.batch_of(db, *place)
        if batch is None:
            text = _("There is no {name} in the bin: `dicas-desktop bin` lists what is there.")
            raise UserProblem(text.format(name=arguments.restore))
        parents = bin_.parents_of(db, [batch])
        batches = [batch, *(parents if wanted_parents(db, parents, arguments) else ())]
    sys.stdout.write(plain(bin_.restore(store, batches)) + "\n")
    return 0


def _by_slug(db: Db, name: str) -> tuple[str, int] | None:
    for table in ENTITIES:
        statement = f"SELECT id FROM {table} WHERE slug = ?"  # noqa: S608 - a table of the catalogue
        found = db.execute(statement, (name,)).scalar()
        if found is not None:
            return table, int(found)
    return None


def _empty(store: Store, arguments: Namespace) -> int:
    with store.read() as db:
        old = bin_.old(db, now())
    if old.size:
        text = _("Take {records} out of the tables that were deleted more than {n} days ago? Undo brings them back.")
        records = counted("{n} record", "{n} records", old.size)
        if not agreed(text.format(records=records, n=bin_.DAYS), yes=arguments.yes):
            sys.stdout.write(_("Nothing was done.") + "\n")
            return 0
    number = bin_.empty(store, now())
    sys.stdout.write(counted("Emptied: {n} record", "Emptied: {n} records", number) + "\n")
    if old.kept:
        text = counted("{n} older record stays", "{n} older records stay", old.kept)
        sys.stdout.write(_("{text} in the bin, because records elsewhere point there.").format(text=text) + "\n")
    return 0
