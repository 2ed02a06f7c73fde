"""`backup`, `backups` and `restore`: copies of a workspace, and the way back to one."""

import getpass
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.steps import moment
from dicas_desktop.cli.workspace import given_passphrase, now, opened, progress, who, wished_mode
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import backups, copies, trial
from dicas_desktop.store.backup_place import folder_of, folders_of, missing
from dicas_desktop.store.backups import REASONS, Backup
from dicas_desktop.store.copies import Content
from dicas_desktop.store.files import Mode
from dicas_desktop.store.restore import FewerRows, restore

FEWER = "--even-if-smaller"


def backup(arguments: Namespace) -> int:
    """Make a backup now, beside an open window or not; in another folder from now on if one is named."""
    with opened(arguments, read_only=True) as store:
        if arguments.folder is not None or arguments.beside:
            backups.choose_folder(store.hold.file, arguments.folder)
            text = _("Backups of {name} go into {folder} from now on.")
            name, folder = arguments.workspace.name, folder_of(arguments.workspace)
            sys.stdout.write(text.format(name=name, folder=folder) + "\n")
        made = backups.back_up(store.hold.file, "asked", now(), progress())
    if gone := missing(arguments.workspace):
        sys.stderr.write(f"{gone}\n")
    sys.stdout.write(_("Backed up {name}: {path}").format(name=arguments.workspace.name, path=made.path) + "\n")
    if made.content is not None:
        _tell(made, made.content)
    return 0


def backups_of(arguments: Namespace) -> int:
    """List the backups, newest first, each with what it holds and how that differs from now."""
    path: Path = arguments.workspace
    present, key = None, None
    passphrase = given_passphrase(arguments)
    try:
        with opened(arguments, read_only=True) as store:
            # the key of the open file is let go with it: what is listed is read while it is open
            key = store.hold.file.key
            with closing(store.hold.file.reader()) as raw:
                present = copies.content_of(raw)
            found = backups.listed(path, backups.keys_of(key, passphrase), progress())
    except UserProblem as problem:  # a damaged workspace is the very time to look at its backups
        found = backups.listed(path, backups.keys_of(None, passphrase), progress())
        if not found:
            raise
        sys.stderr.write(f"{problem}\n")
    for each in found:
        _tell(each, present)
    if not found:
        text = _("{name} has no backups yet: make one with dicas-desktop backup {path}.")
        sys.stdout.write(text.format(name=path.name, path=path) + "\n")
    return 0


def _tell(each: Backup, present: Content | None) -> None:
    size = f"{each.bytes / 1e6:.1f} MB"
    line = f"{each.path.name}  {moment(each.at.isoformat())}  {_(REASONS.get(each.reason, each.reason))}  {size}"
    sys.stdout.write(line + "\n")
    if each.content is None:
        sys.stdout.write(f"    {plain(each.problem)}\n")
        return
    rows = ", ".join(f"{_(ENTITIES[table].plural)} {n:,}" for table, n in each.content.rows.items() if n)
    sys.stdout.write(_("    step {n}, head {head}; {rows}").format(
        n=each.content.head.steps, head=each.content.head.short, rows=rows or _("no records")
    ) + "\n")  # fmt: skip
    if present is not None:
        sys.stdout.write(f"    {difference(each.content, present)}\n")


def difference(then: Content, present: Content) -> str:
    """Tell what the workspace has now that it did not have then, and the other way round."""
    if then.head.digest == present.head.digest:
        return _("as it is now")
    parts = [
        f"{_(ENTITIES[table].plural)} {number - then.rows.get(table, 0):+,}"
        for table, number in present.rows.items()
        if number != then.rows.get(table, 0)
    ]
    steps = present.head.steps - then.head.steps
    return _("since then {n:+,} steps; {rows}").format(n=steps, rows=", ".join(parts) or _("as many records"))


def restore_one(arguments: Namespace) -> int:
    """Put a backup in the place of the workspace; or keep what was restored, or go back to the state before."""
    path: Path = arguments.workspace
    if arguments.backup is None and arguments.keep:
        with opened(arguments, read_only=False) as store:
            trial.keep(store)
        sys.stdout.write(_("{name} is kept as it was restored.").format(name=path.name) + "\n")
        return 0
    source = _before(arguments) if arguments.go_back else named(path, arguments.backup)
    passphrase = given_passphrase(arguments)
    if passphrase is None and sys.stdin.isatty() and not is_plain(source):
        passphrase = getpass.getpass(_("Passphrase of {name}: ").format(name=path.name))
    confirmed = Mode.KEEP if arguments.keep or arguments.go_back else Mode.READ
    mode = wished_mode(arguments) | confirmed | (Mode.FEWER if arguments.even_if_smaller else Mode.READ)
    try:
        done = restore(path, passphrase, source, who(), now, progress(), mode=mode)
    except FewerRows as problem:
        raise UserProblem(f"{problem} ({FEWER})") from problem
    text = _("{name} is as in {backup}: {n} records, {steps} steps, head {head}.")
    n, head = done.content.total, done.content.head
    sys.stdout.write(text.format(name=path.name, backup=source.name, n=n, steps=head.steps, head=head.short) + "\n")
    if done.kept is not None:
        sys.stdout.write(_("What was there before is kept: {path}").format(path=done.kept) + "\n")
    if not confirmed:
        sys.stdout.write(
            _("It is only read until you add --keep or --go-back: restore {path}").format(path=path) + "\n"
        )
    return 0


def _before(arguments: Namespace) -> Path:
    """Return the backup of the state before what was restored. UserProblem if there is none."""
    path: Path = arguments.workspace
    with opened(arguments, read_only=True) as store:
        waiting = store.trial
    if waiting is None or not waiting.before:
        text = _("{name} has no state to go back to: dicas-desktop backups {path} lists what there is.")
        raise UserProblem(text.format(name=path.name, path=path))
    return named(path, waiting.before)


def named(path: Path, text: str) -> Path:
    """Return the backup of this name in the workspace's folder of backups, else the file of this path."""
    outside = Path(text)
    if is_there(outside):
        return outside
    inside = next((each for folder in folders_of(path) if is_there(each := folder / Path(text).name)), None)
    if inside is None:
        problem = _("There is no backup {text}: dicas-desktop backups {path} lists what there is.")
        raise UserProblem(problem.format(text=text, path=path))
    return inside


def is_plain(path: Path) -> bool:
    """Return whether a backup needs no passphrase."""
    try:
        with path.open("rb") as file:
            return file.read(6) == b"SQLite"
    except OSError:
        return True
