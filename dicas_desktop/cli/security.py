"""`passphrase` and `verify-head`: the key of a workspace, and the proof that a paper came from its journal."""

import sys
from argparse import Namespace
from pathlib import Path

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.steps import moment
from dicas_desktop.cli.workspace import (
    asked_passphrase,
    given_passphrase,
    now,
    opened,
    passphrase_in,
    passphrase_of,
    progress,
    who,
    wished_mode,
)
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.heads import find_head
from dicas_desktop.store.journal import StepRow
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.store.rekey_backups import delete, older, rekey


def passphrase(arguments: Namespace) -> int:
    """Give the workspace another passphrase; the old one comes from the options of every command."""
    path = Path(arguments.workspace)
    old = given_passphrase(arguments)
    named: Path | None = arguments.new_passphrase_file
    old = old or passphrase_of(path)
    new = asked_passphrase("--new-passphrase-file FILE") if named is None else passphrase_in(named)
    done = change_passphrase(path, old, new, who(), now, progress(), mode=wished_mode(arguments))
    text = _("{name} opens with the new passphrase now: {n} records, {steps} steps, head {head}.")
    sys.stdout.write(text.format(name=path.name, n=done.rows, steps=done.head.steps, head=done.head.short) + "\n")
    if arguments.backups == "rekey":
        _rekey_backups(path, old, new)
    found = older(path)
    if arguments.backups == "delete":
        for outcome in delete(found):
            text = _("not removed: {path}: {problem}") if outcome.problem else _("removed: {path}")
            sys.stdout.write(text.format(path=outcome.trace.path, problem=outcome.problem) + "\n")
        found = older(path)
    if found:
        text = _("{n} backups beside it still open as they did before: give --backups rekey or --backups delete.")
        sys.stdout.write(text.format(n=len(found)) + "\n")
    sys.stdout.write(_("Copies elsewhere still open as they did before.") + "\n")
    return 0


def _rekey_backups(path: Path, old: str | None, new: str) -> None:
    count, problems = rekey(path, old, new, progress())
    for problem in problems:
        sys.stdout.write(f"{plain(problem)}\n")
    sys.stdout.write(_("{n} backups open with the new passphrase now.").format(n=count) + "\n")


def verify_head(arguments: Namespace) -> int:
    """Tell which step a head that was printed on a paper belongs to."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        found = find_head(db, " ".join(arguments.head), progress())
    name = arguments.workspace.name
    if not found.steps:
        text = _(
            "No step of {name} has the head {head}: the paper was not printed from this journal, "
            "or the journal was rewritten since."
        )
        raise UserProblem(text.format(name=name, head=found.head))
    for step in found.steps:
        sys.stdout.write(_told(step) + "\n")
    if len(found.steps) > 1:
        text = _("{n} steps begin with {head}: give more of its digits; one of them may be it.")
        raise UserProblem(text.format(n=len(found.steps), head=found.head))
    text = _("The head is in the journal of {name}, whole up to there; {n} steps followed.")
    sys.stdout.write(text.format(name=name, n=found.since) + "\n")
    return 0


def _told(step: StepRow) -> str:
    text = _("Step {id}, {moment}, {who} @ {workstation}: {label}  {digest}")
    return text.format(
        id=step.id,
        moment=moment(step.at_utc),
        who=plain(step.who),
        workstation=plain(step.workstation),
        label=plain(step.label),
        digest=step.digest,
    )
