"""`new`, `import`, `export`, `journal` and `compact`: whole files."""

import sys
from argparse import Namespace

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.workspace import agreed, created, now, opened, progress
from dicas_desktop.domain.places import resources
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.journal_files import export_journal
from dicas_desktop.exchange.plan import ImportPlan, Rejected
from dicas_desktop.exchange.planner import Limits
from dicas_desktop.exchange.tables import execute, export, plan_import
from dicas_desktop.store import compaction
from dicas_desktop.store.backups import back_up_before
from dicas_desktop.store.compaction import megabytes

_BYTES_A_ROW = 262  # 200,000 rows are 50 MB
_MOST_CHANGES = 100  # changed records told one by one


def new(arguments: Namespace) -> int:
    """Make a workspace, with the public record in it if asked for."""
    with created(arguments) as store:
        count = 0
        if arguments.sample:
            with store.read() as db:
                plan = plan_import(db, resources() / "sample", store.entities, progress())
            execute(store, plan, _("Import the public record"), all_or_nothing=True, progress=progress())
            count = plan.created
        kind = _("encrypted") if store.encrypted else _("not encrypted")
    text = _("Made {path}, {kind}, with {n} records.")
    sys.stdout.write(text.format(path=arguments.workspace, kind=kind, n=count) + "\n")
    return 0


def take_in(arguments: Namespace) -> int:
    """Plan an import, tell the plan, and execute it unless it is a dry run."""
    limits = Limits(arguments.max_rows, max(Limits().bytes, arguments.max_rows * _BYTES_A_ROW))
    with opened(arguments, read_only=arguments.dry_run) as store:
        with store.read() as db:
            plan = plan_import(db, arguments.path, store.entities, progress(), limits=limits)
        _tell(plan)
        if arguments.dry_run:
            sys.stdout.write(_("Dry run: nothing was written.") + "\n")
            return 0
        if plan.created or plan.updated:
            back_up_before(store.hold.file, "import", now(), progress())
        label = _("Import {name}").format(name=arguments.path.resolve().name)
        execute(store, plan, label, all_or_nothing=arguments.all_or_nothing, progress=progress())
    return 0


def _tell(plan: ImportPlan) -> None:
    """Write the report of a plan: a line for each file, the rejected rows, the changed fields."""
    for table in plan.tables:
        rejected = len({r.line for r in plan.rejected if r.file == table.file})
        note = f"  ({table.encoding})" if table.encoding == "cp932" else ""
        sys.stdout.write(
            _counted(table.file, len(table.created), len(table.updated), table.unchanged, rejected) + note + "\n"
        )
    rejected = len({(r.file, r.line) for r in plan.rejected})
    sys.stdout.write(_counted(_("total"), plan.created, plan.updated, plan.unchanged, rejected) + "\n")
    for line in plan.rejected:
        sys.stdout.write(f"{_rejection(line)}\n")
    changes = [(table, update) for table in plan.tables for update in table.updated]
    for table, update in changes[:_MOST_CHANGES]:
        for name, (old, after) in update.changes.items():
            sys.stdout.write(f"{table.file}:{update.line} {update.ref} {name}: {_value(old)} -> {_value(after)}\n")
    if len(changes) > _MOST_CHANGES:
        sys.stdout.write(_("and {n} more changed records").format(n=len(changes) - _MOST_CHANGES) + "\n")


def _counted(name: str, created_: int, updated: int, unchanged: int, rejected: int) -> str:
    text = _("{name:<24} {created:>7} created {updated:>7} updated {unchanged:>7} unchanged {rejected:>7} rejected")
    return text.format(name=name, created=created_, updated=updated, unchanged=unchanged, rejected=rejected)


def _rejection(rejected: Rejected) -> str:
    place = " ".join(filter(None, [f"{rejected.file}:{rejected.line}", rejected.column]))
    value = f" “{plain(rejected.value)}”" if rejected.value else ""
    return f"{place}{value}: {plain(rejected.cure)}"


def _value(value: str | int | None) -> str:
    return "-" if value is None else plain(str(value))


def give_out(arguments: Namespace) -> int:
    """Write the files of the public record's format."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        counts = export(db, arguments.folder, store.entities, progress())
    text = _("Wrote {files} files with {rows} rows into {folder}.")
    sys.stdout.write(text.format(files=len(counts), rows=sum(counts.values()), folder=arguments.folder) + "\n")
    return 0


def give_journal(arguments: Namespace) -> int:
    """Write the journal as CSV or JSON lines."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        number = export_journal(db, arguments.output, progress())
    text = _("Wrote the {n} steps of the journal to {path}.")
    sys.stdout.write(text.format(n=number, path=arguments.output) + "\n")
    return 0


def compact(arguments: Namespace) -> int:
    """Give unused room back to the disk, after asking."""
    with opened(arguments, read_only=False) as store:
        room = compaction.room(store)
        text = _("{name} has {size}, of which {free} are unused. Compact it? A backup is made before.")
        question = text.format(name=arguments.workspace.name, size=megabytes(room.size), free=megabytes(room.free))
        if not agreed(question, yes=arguments.yes):
            sys.stdout.write(_("Nothing was done.") + "\n")
            return 0
        done = compaction.compact(store, now(), progress())
    text = _("{name} had {before} and has {after} now; the journal is whole. Backup: {path}")
    sizes = {"before": megabytes(done.before), "after": megabytes(done.after)}
    sys.stdout.write(text.format(name=arguments.workspace.name, path=done.backup.path, **sizes) + "\n")
    return 0
