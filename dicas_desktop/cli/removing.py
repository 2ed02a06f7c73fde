"""`remove`: a workspace, and with --everything what the program keeps on this machine."""

import sys
from argparse import Namespace
from pathlib import Path

from dicas_desktop.cli.workspace import given_passphrase, now, passphrase_of, who
from dicas_desktop.domain.machine import config_folder, data_folder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.removal import Outcome, prove_ours, remove, traces_of_program, traces_of_workspace


def remove_data(arguments: Namespace) -> int:
    """Ask for the name, remove, and tell file by file; a problem if something is left."""
    path: Path = arguments.workspace
    passphrase = given_passphrase(arguments) or passphrase_of(path)
    lock = prove_ours(path, passphrase, who(), now())
    try:
        _confirm(path, arguments.confirm)
        traces = traces_of_workspace(path)
        if arguments.everything:
            traces += [each for each in traces_of_program(config_folder(), data_folder()) if each not in traces]
        left = [outcome for outcome in remove(traces) if not _tell(outcome)]
    finally:
        lock.release()
    sys.stdout.write(
        _("Copies elsewhere, backups on other media, papers, and remnants on flash storage are not reached.") + "\n"
    )
    if left:
        raise UserProblem(_("{n} files could not be removed, told above: remove them by hand.").format(n=len(left)))
    return 0


def _confirm(path: Path, given: str | None) -> None:
    if given is None and sys.stdin.isatty():
        sys.stdout.write(_("This cannot be undone. Type the name of the file to remove it: "))
        sys.stdout.flush()
        given = sys.stdin.readline().rstrip("\n")
    if given != path.name:
        text = _("Nothing was removed: confirm with --confirm {name}.")
        raise UserProblem(text.format(name=path.name))


def _tell(outcome: Outcome) -> bool:
    what, path = _(outcome.trace.what), outcome.trace.path
    if outcome.problem:
        text = _("not removed: {path} ({what}): {problem}").format(path=path, what=what, problem=outcome.problem)
    else:
        done = _("overwritten and removed") if outcome.overwritten else _("removed")
        text = f"{done}: {path} ({what})"
    sys.stdout.write(f"{text}\n")
    return not outcome.problem
