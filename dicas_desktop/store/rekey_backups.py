"""What becomes of the backups when the passphrase of their workspace was changed: they get it too, or they go.

A backup is copied as a workspace is, encrypted anew, found to hold the same, and renamed over the old one. Its journal
gets no step of this: it stays what it was when it was made.
"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import backups, check, faults
from dicas_desktop.store.backups import Backup
from dicas_desktop.store.connection import DatabaseError, connect
from dicas_desktop.store.copies import content_of, copy_pages, remove, take_place
from dicas_desktop.store.db import Db
from dicas_desktop.store.files import REKEYED, OpenFile
from dicas_desktop.store.key import SALT_BYTES, forget, raw_key
from dicas_desktop.store.rekey import encrypt
from dicas_desktop.store.removal import BACKUP, Outcome, Trace
from dicas_desktop.store.removal import remove as remove_traces


def older(path: Path) -> list[Backup]:
    """Return the backups that do not open with the key of the workspace as it is now: by their salt, unopened."""
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    found = []
    for backup in backups.named(path):
        with backup.path.open("rb") as file:
            if file.read(SALT_BYTES) != salt:
                found.append(backup)
    return found


def rekey(
    path: Path,
    old: str | None,
    new: str,
    progress: check.Progress = lambda _done, _total, _text: True,
) -> tuple[int, list[str]]:
    """Give the older backups of a workspace its passphrase of now; return how many have it, and why the others not.

    `old` opens them (None: they are plain). Cancelled if `progress` returns False: those done are done.
    """
    keys = backups.keys_of(None, old)
    done, problems = 0, []
    with path.open("rb") as file:
        key = raw_key(new, file.read(SALT_BYTES))
    try:
        for backup in older(path):
            try:
                _rekey(backups.opened(backup.path, keys), key, progress)
                done += 1
            except DatabaseError as error:
                problems.append(str(faults.problem_of(error, backup.path)))
            except OSError as error:
                text = _("{name} keeps its passphrase: {reason}.")
                problems.append(text.format(name=backup.path.name, reason=faults.reason_of(error, path)))
            except UserProblem as problem:
                problems.append(str(problem))
    finally:
        forget(key)
    return done, problems


def delete(found: Iterable[Backup]) -> list[Outcome]:
    """Overwrite and remove backups; tell what became of each."""
    return list(remove_traces(Trace(backup.path, BACKUP) for backup in found))


def _rekey(file: OpenFile, key: str, progress: check.Progress) -> None:
    copy = OpenFile(file.path.with_name(REKEYED.format(name=file.path.name)), key, None)
    try:
        # a connection that only reads cannot attach another file and fill it, which a plain one needs
        with closing(connect(file.path, None, "rw") if file.key is None else file.reader()) as raw:
            content = content_of(raw)
            if file.key is None:
                encrypt(raw, copy)
            else:
                copy_pages(raw, copy, progress, _("Encrypting {name}").format(name=file.path.name))
        with closing(copy.reader()) as raw:
            findings = check.check(Db(raw), [], progress)
            if content_of(raw) != content:
                findings.append(_("the copy does not hold what the backup holds"))
        if findings:
            text = _("{name} keeps its passphrase: {reason}.")
            raise UserProblem(text.format(name=file.path.name, reason=findings[0].removesuffix(".")))
        take_place(copy.path, file.path)
    finally:
        remove(copy.path)
