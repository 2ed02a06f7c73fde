"""Give a workspace another passphrase: a new encrypted copy beside the file takes its place when it is found whole.

Not SQLCipher's own `rekey`, which rewrites the file in place and keeps its salt. Until the one renaming the old file
stands untouched, so an interruption at any point leaves a file that opens with one of the two passphrases, and all
that was in it.
"""

import secrets
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import check, faults, journal
from dicas_desktop.store.connection import APPLICATION_ID, Connection, DatabaseError, connect
from dicas_desktop.store.copies import copy_pages, take_place, write_event
from dicas_desktop.store.db import Db
from dicas_desktop.store.files import REKEYED, Mode, OpenFile, open_file, sweep
from dicas_desktop.store.journal import Head, Who
from dicas_desktop.store.key import SALT_BYTES, forget, raw_key


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What the file with the new passphrase holds: rows in all tables of records, and where its journal stands."""

    rows: int
    head: Head


def change_passphrase(
    path: Path,
    old: str | None,
    new: str,
    who: Who,
    now: Callable[[], datetime],
    progress: check.Progress = lambda _done, _total, _text: True,
    *,
    mode: Mode = Mode.WRITE,
) -> Rekeyed:
    """Change the passphrase of a closed workspace; a plain one (`old` None) becomes encrypted.

    WrongPassphrase if `old` does not open it, a UserProblem for every other way to fail, Cancelled if `progress`
    returns False: the file is then as it was.
    """
    if not new.strip():
        raise UserProblem(_("The new passphrase is empty: enter one; nothing was changed."))
    if old is not None and unicodedata.normalize("NFKC", old) == unicodedata.normalize("NFKC", new):
        raise UserProblem(_("The new passphrase is the old one: enter another; nothing was changed."))
    file = open_file(path, old, who, now, mode=mode)
    key = raw_key(new, secrets.token_bytes(SALT_BYTES))
    real = path.resolve()
    copy = OpenFile(real.with_name(REKEYED.format(name=real.name)), key, None, risk=file.risk)
    try:
        return _replace(file, real, copy, (who, now), progress)
    except DatabaseError as error:
        raise faults.problem_of(error, path) from error
    except OSError as error:
        text = _("The passphrase of {name} was not changed: {reason}. The file is as it was.")
        raise UserProblem(text.format(name=path.name, reason=faults.reason_of(error, path))) from error
    finally:
        sweep(real)
        if file.lock is not None:
            file.lock.release()
        for each in (file.key, key):
            if each is not None:
                forget(each)


def _replace(
    file: OpenFile, real: Path, copy: OpenFile, officer: tuple[Who, Callable[[], datetime]], progress: check.Progress
) -> Rekeyed:
    with closing(connect(file.path, file.key, "rw")) as raw:
        # a log left behind would be laid over the new file; this waits for every other connection to end
        raw.execute("PRAGMA journal_mode = DELETE")
        if file.key is None:
            encrypt(raw, copy)
        else:
            copy_pages(raw, copy, progress, _("Encrypting with the new passphrase"))
        before = _counts(raw), journal.read_head(raw).steps
    write_event(copy, _("Change the passphrase"), "passphrase", *officer)
    found = _verify(copy, before, progress)
    if file.lock is not None and not file.lock.holds():
        raise file.lock.lost()
    take_place(copy.path, real)
    return found


def encrypt(raw: Connection, copy: OpenFile) -> None:
    """Copy a plain file into an encrypted one by what it holds: SQLCipher copies no pages between the two."""
    copy.path.touch(mode=0o600)
    raw.execute("ATTACH DATABASE ? AS copy KEY ?", (str(copy.path), copy.key))  # a statement is kept and not wiped
    raw.execute("SELECT sqlcipher_export('copy')").fetchone()
    revision = raw.execute("PRAGMA main.user_version").fetchone()[0]
    raw.execute(f"PRAGMA copy.user_version = {revision}")
    raw.execute(f"PRAGMA copy.application_id = {APPLICATION_ID}")
    raw.execute("DETACH DATABASE copy")


def _verify(copy: OpenFile, before: tuple[dict[str, int], int], progress: check.Progress) -> Rekeyed:
    """Open the copy as its owner will, and find in it everything that was in the file, whole by its journal."""
    with closing(copy.reader()) as raw:
        counts, steps = before
        head = journal.read_head(raw)
        findings = check.check(Db(raw), list(ENTITIES), progress)
        found = _counts(raw)
    if found != counts or head.steps != steps + 1:
        findings.insert(0, _("the new copy does not hold all records"))
    if findings:
        text = _("The passphrase was not changed: {reason}. The file is as it was; check it first.")
        raise UserProblem(text.format(reason=findings[0].removesuffix(".")))
    return Rekeyed(sum(found.values()), head)


def _counts(raw: Connection) -> dict[str, int]:
    return {table: int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ENTITIES}
