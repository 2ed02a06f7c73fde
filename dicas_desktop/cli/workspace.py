"""The workspace a command works on: who asks, what time it is, the passphrase, opening and closing."""

import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dicas_desktop.domain.machine import is_there, workstation
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import PLAIN_HEADER
from dicas_desktop.store.faults import InUse, NeedsPassphrase, ReadOnlyFile, RiskyFolder, WrongPassphrase
from dicas_desktop.store.files import Mode
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import Store, create_store, open_store
from dicas_desktop.store.trial import waits

if TYPE_CHECKING:
    from argparse import Namespace

PASSPHRASE_FILE = "DICAS_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
_ATTEMPTS = 3
_PROGRESS_SECONDS = 0.1


@contextmanager
def opened(arguments: "Namespace", *, read_only: bool | None = None) -> Iterator[Store]:
    """Open the workspace of a command and close it at the end.

    `read_only` works beside an open window. None: for writing if nobody else writes, as the window would.
    """
    passphrase = given_passphrase(arguments)
    mode = Mode.READ if read_only else wished_mode(arguments)
    try:
        store = _open(arguments.workspace, passphrase, mode)
    except (InUse, ReadOnlyFile, RiskyFolder):
        if read_only is not None:
            raise
        store = _open(arguments.workspace, passphrase, Mode.READ)
    for note in store.notes:
        sys.stderr.write(f"{note}\n")
    if store.trial is not None and read_only is not False:  # a command that writes is told by its refusal
        sys.stderr.write(f"{waits(store.path)}\n")
    try:
        yield store
    finally:
        store.close()


@contextmanager
def created(arguments: "Namespace") -> Iterator[Store]:
    """Make the workspace of `new`. If what is done with it fails, no file is left."""
    path: Path = arguments.workspace
    if is_there(path):
        raise UserProblem(_("{path} exists already: choose another name; nothing was overwritten.").format(path=path))
    passphrase = None if arguments.plain else given_passphrase(arguments) or _new_passphrase()
    store = create_store(path, passphrase, who=who(), now=now, ceiling=arguments.ceiling, mode=wished_mode(arguments))
    whole = False
    try:
        yield store
        whole = True
    finally:
        store.close()
        if not whole:
            path.unlink(missing_ok=True)


def _open(path: Path, passphrase: str | None, mode: Mode) -> Store:
    try:
        return open_store(path, passphrase, who=who(), now=now, mode=mode, progress=progress())
    except NeedsPassphrase:
        if not sys.stdin.isatty():
            text = _("{name} is encrypted: give --passphrase-file FILE, or name the file in {variable}.")
            raise UserProblem(text.format(name=path.name, variable=PASSPHRASE_FILE)) from None
    for attempt in range(1, _ATTEMPTS + 1):
        passphrase = getpass.getpass(_("Passphrase of {name}: ").format(name=path.name))
        try:
            return open_store(path, passphrase, who=who(), now=now, mode=mode, progress=progress())
        except WrongPassphrase as problem:
            if attempt == _ATTEMPTS:
                raise
            sys.stderr.write(f"{problem}\n")
    raise AssertionError


def wished_mode(arguments: "Namespace") -> Mode:
    """Return how the options ask the file to be opened for writing."""
    taking = Mode.TAKE_OVER if arguments.take_over else Mode.READ
    insisting = Mode.INSIST if arguments.write_anyway else Mode.READ
    return Mode.WRITE | taking | insisting


def given_passphrase(arguments: "Namespace") -> str | None:
    """Return the first line of the file that an option or the environment names, None if neither does."""
    return named_passphrase(arguments.passphrase_file)


def named_passphrase(option: Path | None) -> str | None:
    """Return the first line of this file, else of the one that the environment names, None if there is neither."""
    named = option or os.environ.get(PASSPHRASE_FILE)
    return passphrase_in(Path(named)) if named else None


def passphrase_in(path: Path) -> str:
    """Return the first line of a file, which is a passphrase."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else _("it is not UTF-8 text")
        text = _("The passphrase file {path} could not be read: {reason}.")
        raise UserProblem(text.format(path=path, reason=reason)) from error
    passphrase = content.split("\n", 1)[0].removesuffix("\r")
    if not passphrase:
        raise UserProblem(_("The passphrase file {path} is empty: write the passphrase into it.").format(path=path))
    return passphrase


def passphrase_of(path: Path) -> str | None:
    """Ask on a terminal for the passphrase of a file that is encrypted; None for any other."""
    try:
        with path.open("rb") as file:
            encrypted = file.read(len(PLAIN_HEADER)) != PLAIN_HEADER
    except OSError:
        return None
    if not encrypted or not sys.stdin.isatty():
        return None
    return getpass.getpass(_("Passphrase of {name}: ").format(name=path.name))


def _new_passphrase() -> str:
    return asked_passphrase(
        _("--passphrase-file FILE, name the file in {variable}, or use --plain").format(variable=PASSPHRASE_FILE)
    )


def asked_passphrase(instead: str) -> str:
    """Ask twice for a new passphrase; `instead` says what to give where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UserProblem(_("A passphrase is needed: give {instead}.").format(instead=instead))
    first = getpass.getpass(_("New passphrase: "))
    if not first:
        raise UserProblem(_("The passphrase is empty: nothing was made."))
    if getpass.getpass(_("The same again: ")) != first:
        raise UserProblem(_("The two passphrases differ: nothing was made."))
    return first


def agreed(question: str, *, yes: bool) -> bool:
    """Ask a question on the terminal; `yes` is an answer given in advance. UserProblem where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UserProblem(_("{question} Give --yes to agree.").format(question=question))
    sys.stdout.write(question + _(" [y/N] "))
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def who() -> Who:
    """Return the account and the machine as which this command writes."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in a bare container
        name = _("unknown")
    return Who(name, workstation() or _("unknown"))


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def as_of(arguments: "Namespace") -> date:
    """Return the day that counts as today."""
    day: date | None = arguments.as_of
    return day or datetime.now().astimezone().date()


def progress() -> Callable[[int, int, str], bool]:
    """Return what tells progress on a terminal's standard error, on one line that is written over."""
    last, width = 0.0, 0

    def tell(done: int, total: int, text: str) -> bool:
        nonlocal last, width
        finished = done >= total
        if sys.stderr.isatty() and (finished or time.monotonic() - last >= _PROGRESS_SECONDS):
            last = time.monotonic()
            line = "" if finished else f"{text} {100 * done // max(total, 1)} %"
            sys.stderr.write(f"\r{line:{width}}" + ("\r" if finished else ""))
            sys.stderr.flush()
            width = len(line)
        return True

    return tell
