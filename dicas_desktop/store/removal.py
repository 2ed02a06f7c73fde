"""Remove a workspace and what the program keeps about it, file by file, and tell what could not be removed.

Only names that this program gives are touched, and a workspace only after it was opened: nothing else is ever deleted.
Overwriting reaches the blocks of a plain disk; on flash storage, in snapshots, in copies and in the memory of a file
system's log the old content may stay, which `docs/security.md` says at length.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_ISREG

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store import backup_place, backups
from dicas_desktop.store.files import BESIDE, Mode, open_file
from dicas_desktop.store.journal import Who
from dicas_desktop.store.key import forget
from dicas_desktop.store.lock import OwnerLock

_SAMPLE = "public-record.dicas"
BACKUP = N_("backup")
_BLOCK = 1 << 20  # bytes overwritten at once
_ENDS = (("-wal", N_("log of SQLite")), ("-shm", N_("index of that log")), ("-journal", N_("rollback journal")))


@dataclass(frozen=True, slots=True)
class Trace:
    """A file of the program, and what it is."""

    path: Path
    what: str  # English; pass through `_`


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a trace. `problem` is empty if it is gone; `overwritten` if its content was written over first."""

    trace: Trace
    overwritten: bool
    problem: str = ""


def traces_of_workspace(path: Path) -> list[Trace]:
    """Return the files of a workspace that are there: itself, what lies beside it, a link by which it was named."""
    real = path.resolve()
    found = [Trace(real, N_("workspace"))]
    found += [Trace(real.with_name(real.name + end), what) for end, what in _ENDS]
    copies = [pattern.format(name=real.name) + end for pattern in BESIDE for end in ("", "-wal", "-shm", "-journal")]
    found += [Trace(real.with_name(name), N_("unfinished copy")) for name in copies]
    found.append(Trace(real.with_name(f".{real.name}.new"), N_("unfinished copy")))
    found.append(Trace(real.with_name(f".{real.name}.owner"), N_("owner file")))
    found += [Trace(each, BACKUP) for each in backups.files_in(real)]
    if path.is_symlink():
        found.append(Trace(path.absolute(), N_("link to the workspace")))
    return [trace for trace in found if os.path.lexists(trace.path)]


def traces_of_program(config: Path, data: Path) -> list[Trace]:
    """Return what the program keeps of its own: settings with the list of recent files, logs, the sample workspace."""
    found = [Trace(config / "window.ini", N_("settings and recent files"))]
    found.append(Trace(config / backup_place.NAME, N_("chosen folders for backups")))
    found += [Trace(path, N_("log of the program")) for path in sorted(data.glob("dicas-desktop.log*"))]
    found = [trace for trace in found if os.path.lexists(trace.path)]
    return found + (traces_of_workspace(data / _SAMPLE) if (data / _SAMPLE).exists() else [])


def prove_ours(path: Path, passphrase: str | None, who: Who, at: datetime) -> OwnerLock:
    """Open a workspace and take the right to write it, so that nobody works in it while it is removed.

    UserProblem if it is no workspace, if the passphrase does not open it, or if somebody has it open.
    """
    file = open_file(path, passphrase, who, lambda: at, mode=Mode.WRITE | Mode.INSIST)
    if file.key is not None:
        forget(file.key)
    if file.lock is None:
        raise UserProblem(_("{name} is open read-only: nothing was removed.").format(name=path.name))
    return file.lock


def remove(traces: Iterable[Trace]) -> Iterator[Outcome]:
    """Overwrite and remove one trace after the other; what cannot be removed is told and the rest goes on."""
    folders: dict[Path, str] = {}
    for trace in traces:
        yield _remove(trace)
        folders[trace.path.parent] = trace.what
    for folder, what in folders.items():
        _to_disk(folder)
        if what == BACKUP:
            with suppress(OSError):  # something else lies there
                folder.rmdir()


def _remove(trace: Trace) -> Outcome:
    overwritten = False
    with suppress(OSError):  # removing it is worth more than writing over it
        overwritten = _overwrite(trace.path)
    try:
        trace.path.unlink(missing_ok=True)
    except OSError as error:
        return Outcome(trace, overwritten, error.strerror or str(error))
    return Outcome(trace, overwritten)


def _overwrite(path: Path) -> bool:
    """Write over a file's content. False for a link, and for a file that has another name too: that one stays whole."""
    state = path.lstat()
    if not S_ISREG(state.st_mode) or state.st_nlink > 1:
        return False
    with path.open("r+b", buffering=0) as file:
        for start in range(0, state.st_size, _BLOCK):
            file.write(secrets.token_bytes(min(_BLOCK, state.st_size - start)))
        os.fsync(file.fileno())
        file.truncate(0)
    return True


def _to_disk(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder, and needs it not
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
