"""`recover`: save what can be read of a damaged workspace into a new one."""

import getpass
import sys
from argparse import Namespace

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.workspace import given_passphrase, now, progress, who
from dicas_desktop.domain.texts import _
from dicas_desktop.store.faults import NeedsPassphrase
from dicas_desktop.store.recover import Recovered
from dicas_desktop.store.recover import recover as recover_file
from dicas_desktop.store.recovery_report import lines


def recover(arguments: Namespace) -> int:
    """Write what can be read into a new workspace and tell what is missing."""
    path = arguments.workspace
    try:
        report = _recover(arguments, given_passphrase(arguments))
    except NeedsPassphrase:
        if not sys.stdin.isatty():
            raise
        report = _recover(arguments, getpass.getpass(_("Passphrase of {name}: ").format(name=path.name)))
    for line in lines(report):
        sys.stdout.write(f"{'    ' if line.startswith(' ') else ''}{plain(line.strip())}\n")
    text = _("Wrote {path}: {n} records, {steps} steps, head {head}. {name} itself was only read.")
    told = text.format(
        path=arguments.output, n=report.records, steps=report.head.steps, head=report.head.short, name=path.name
    )
    sys.stdout.write(f"{told}\n")
    return 0


def _recover(arguments: Namespace, passphrase: str | None) -> Recovered:
    return recover_file(arguments.workspace, arguments.output, passphrase, who(), now, progress())
