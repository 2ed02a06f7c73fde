"""Backups of a workspace: whole files of the same key in the folder `NAME.backups` beside it, verified when made.

Time, reason, counts and the state of the journal are read from the backups themselves; there is no list beside them
that could be wrong. A name tells when and why, so that thinning need not open what it keeps or removes.
"""

import os
import re
import secrets
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store import check, faults
from dicas_desktop.store.backup_place import folder_of, folders_of, remember, within
from dicas_desktop.store.connection import PLAIN_HEADER, DatabaseError, connect
from dicas_desktop.store.copies import Content, content_of, copy_pages, remove, to_disk
from dicas_desktop.store.db import Db
from dicas_desktop.store.files import OpenFile, look_over, take_name
from dicas_desktop.store.key import SALT_BYTES, forget, raw_key
from dicas_desktop.store.thinning import kept
from dicas_desktop.store.trial import before_of

REASONS = {
    "open": N_("at opening"),
    "work": N_("during work"),
    "import": N_("before an import"),
    "migration": N_("before an upgrade of the schema"),
    "restore": N_("before a restore"),
    "compact": N_("before compacting"),
    "asked": N_("asked for"),
}
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-({'|'.join(REASONS)})(?:-\d+)?\.dicas")
_OURS = re.compile(_NAME.pattern + r"|\d{4}-\d\d-\d\dT\d{6}Z-damaged\.dicas(-wal)?|\.[0-9a-f]+\.part(-\w+)?")
_TIME = "%Y-%m-%dT%H%M%SZ"
_STALE = 24 * 3600  # s after which a half-written backup belongs to nobody any more
_FACTS = ("backup_at", "backup_reason")

Keys = Callable[[bytes], str | None]  # from the first bytes of a file to its raw key; None: that one is not known


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. `problem` is a sentence if it cannot be used; then `content` is None."""

    path: Path
    at: datetime
    reason: str
    bytes: int
    content: Content | None = None
    problem: str = ""


def named(path: Path) -> list[Backup]:
    """Return the backups of a workspace by their names alone, newest first; none of them is opened."""
    found = []
    for folder in folders_of(path):
        with suppress(OSError):
            for each in folder.iterdir():
                known = _NAME.fullmatch(each.name)
                if known and each.is_file() and (at := _time(known[1])):
                    found.append(Backup(each, at, known[2], each.stat().st_size))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def files_in(path: Path) -> list[Path]:
    """Return every file in the folders of backups that bears a name of this program, for whoever removes all."""
    found: list[Path] = []
    for folder in folders_of(path):
        with suppress(OSError):
            found += sorted(each for each in folder.iterdir() if _OURS.fullmatch(each.name) and not each.is_dir())
    return found


def choose_folder(file: OpenFile, folder: Path | None) -> None:
    """Let the backups of an open workspace go into a folder from now on; None: beside it. UserProblem if they cannot.

    What is made already stays where it is and is listed all the same.
    """
    if folder is not None:
        inside = within(file.path, folder)
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            text = _("{folder} is no folder that can be written: choose another.")
            raise UserProblem(text.format(folder=folder))
        with closing(file.reader()) as raw:
            mine = content_of(raw).uid
        there = sorted(inside.glob("*.dicas"), reverse=True)[:1] if inside.is_dir() else []
        for each in there:
            content = read_file(each, keys_of(file.key)).content
            if content is None or content.uid != mine:
                text = _("{folder} holds backups of another workspace of this name: choose another folder.")
                raise UserProblem(text.format(folder=inside))
    remember(file.path, folder)


def keys_of(key: str | None, passphrase: str | None = None) -> Keys:
    """Return what finds the key of a backup from the key of an open workspace, and from a passphrase if one is given.

    Whoever holds a key that came from the passphrase lets it go by the end of the process only.
    """
    known: dict[bytes, str] = {}

    def find(salt: bytes) -> str | None:
        if key is not None and key.endswith(f"{salt.hex()}'"):
            return key
        if passphrase is not None and salt not in known:
            known[salt] = raw_key(passphrase, salt)
        return known.get(salt)

    return find


def opened(backup: Path, keys: Keys) -> OpenFile:
    """Return a backup ready to be read, found to be a workspace of a schema that is known. UserProblem if it is not."""
    try:
        with backup.open("rb") as content:
            head = content.read(SALT_BYTES)
    except OSError as error:
        text = _("{path} could not be read: {reason}.")
        raise UserProblem(text.format(path=backup, reason=error.strerror or error)) from error
    key = None if head == PLAIN_HEADER else keys(head)
    if key is None and head != PLAIN_HEADER:
        raise faults.WrongPassphrase(_("{name} was made under another passphrase.").format(name=backup.name))
    file = OpenFile(backup, key, None, immutable=True)
    look_over(file)
    return file


def read(backup: Backup, keys: Keys) -> Backup:
    """Return a backup with what it holds, or with the problem that keeps it from being used."""
    try:
        file = opened(backup.path, keys)
        with closing(file.reader()) as raw:
            facts = dict(raw.execute("SELECT name, value FROM store_facts").fetchall())
            at = _utc(facts.get("backup_at", "")) or backup.at
            reason = facts.get("backup_reason", backup.reason)
            return Backup(backup.path, at, reason, backup.bytes, content_of(raw))
    except DatabaseError as error:
        return Backup(
            backup.path, backup.at, backup.reason, backup.bytes, None, str(faults.problem_of(error, backup.path))
        )
    except UserProblem as problem:
        return Backup(backup.path, backup.at, backup.reason, backup.bytes, None, str(problem))


def read_file(path: Path, keys: Keys) -> Backup:
    """Return a file as a backup, whatever its name says, as `read` does. UserProblem if it is not there."""
    try:
        state = path.stat()
    except OSError as error:
        raise faults.missing(path) from error
    return read(Backup(path, datetime.fromtimestamp(state.st_mtime, UTC), "", state.st_size), keys)


def listed(path: Path, keys: Keys, progress: check.Progress = lambda _done, _total, _text: True) -> list[Backup]:
    """Return the backups of a workspace with what they hold, newest first. Cancelled if `progress` says so."""
    found = named(path)
    backups = []
    for number, backup in enumerate(found):
        if not progress(number, len(found), _("Reading the backups")):
            raise check.Cancelled
        backups.append(read(backup, keys))
    return backups


def newest_good(path: Path, keys: Keys) -> Backup | None:
    """Return the newest backup that is found whole now, None if there is none."""
    for backup in named(path):
        known = read(backup, keys)
        if known.content is not None and not _wrong_with(opened(backup.path, keys)):
            return known
    return None


def naming_newest(problem: UserProblem, path: Path, passphrase: str | None) -> UserProblem:
    """Return what to tell of a file that could not be opened: if it is damaged, with its newest good backup.

    A passphrase that opens a backup of the same salt is not wrong: then the file is damaged at its very beginning.
    """
    keys = keys_of(None, passphrase)
    if isinstance(problem, faults.WrongPassphrase) and is_same_key(path, keys):
        problem = faults.damaged(path)
    if isinstance(problem, faults.Damaged) and (newest := newest_good(path, keys)) is not None:
        problem = faults.damaged_with_backup(path, newest.path, newest.at)
    return problem


def back_up(
    file: OpenFile,
    reason: str,
    now: datetime,
    progress: check.Progress = lambda _done, _total, _text: True,
) -> Backup:
    """Make a backup of an open workspace, whoever else reads or writes it, verify it, and thin the older ones.

    `reason` is one of `REASONS`. UserProblem if it cannot be made, Cancelled if `progress` says so: nothing is left.
    """
    key = None if file.key is None else "".join(file.key)  # its own: the one of the window goes when it is locked
    folder = folder_of(file.path)
    part = OpenFile(folder / f".{secrets.token_hex(8)}.part", key, None)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(folder)
        with closing(file.reader()) as raw:
            raw.execute("BEGIN")
            content = content_of(raw)
            copy_pages(raw, part, progress, _("Copying {name}").format(name=file.path.name))
        _note(part, now, reason)
        _verify(part, content, file.path, progress)
        to_disk(part.path)
        path = _name(part.path, folder, now, reason)
        made = Backup(path, now.astimezone(UTC), reason, path.stat().st_size, content)
    except DatabaseError as error:
        raise _not_made(file.path, faults.problem_of(error, file.path), error) from error
    except OSError as error:
        raise _not_made(file.path, None, error) from error
    finally:
        remove(part.path)
        if key is not None:
            forget(key)
    _thin(file, made)
    return made


def back_up_before(file: OpenFile, reason: str, now: datetime, progress: check.Progress) -> None:
    """Make a backup before something large is done, unless there is one of this very state. As `back_up` else."""
    if needed(file):
        back_up(file, reason, now, progress)


def needed(file: OpenFile) -> bool:
    """Return whether something was written since the newest backup."""
    for backup in named(file.path)[:1]:
        known = read(backup, keys_of(file.key))
        if known.content is not None:
            with closing(file.reader()) as raw:
                return content_of(raw).head.digest != known.content.head.digest
    return True


def shrunk(rows: int, before: int) -> bool:
    """Return whether a copy holds so little of what was there before that somebody has to be asked."""
    return rows * 2 < before


def forget_backup(part: OpenFile) -> None:
    """Take away from a copy what says that it is a backup."""
    with closing(connect(part.path, part.key, "rw")) as raw:
        raw.executemany("DELETE FROM store_facts WHERE name = ?", [(name,) for name in _FACTS])


def damaged_name(now: datetime) -> str:
    """Return the name under which a restore puts the bytes of a damaged file aside. It is no backup."""
    return f"{now.astimezone(UTC).strftime(_TIME)}-damaged.dicas"


def is_damaged(path: Path) -> bool:
    """Tell by its name whether a file is what a restore put aside because it was damaged."""
    return path.stem.endswith("-damaged")


def is_same_key(path: Path, keys: Keys) -> bool:
    """Return whether a backup opens with the key that this file should have: then not the passphrase is wrong."""
    with suppress(OSError), path.open("rb") as file:
        salt = file.read(SALT_BYTES)
        for backup in named(path):
            with suppress(OSError), backup.path.open("rb") as other:
                if other.read(SALT_BYTES) == salt and read(backup, keys).content is not None:
                    return True
    return False


# ---------------------------------------------------------------------- inside
def _note(part: OpenFile, now: datetime, reason: str) -> None:
    values = now.astimezone(UTC).isoformat(timespec="seconds"), reason
    with closing(connect(part.path, part.key, "rw")) as raw:
        statement = (
            "INSERT INTO store_facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        )
        raw.executemany(statement, list(zip(_FACTS, values, strict=True)))


def _verify(part: OpenFile, content: Content, path: Path, progress: check.Progress) -> None:
    """Open the copy anew: it must be whole, its chain unbroken, and hold what the workspace held."""
    findings = _wrong_with(part, progress)
    with closing(part.reader()) as raw:
        if content_of(raw) != content:
            findings.append(_("the copy does not hold what the workspace holds"))
    if findings:
        text = _("No backup of {name} was made: {reason}. Run Check; older backups are untouched.")
        raise faults.Damaged(text.format(name=path.name, reason=findings[0].removesuffix(".")))


def _wrong_with(file: OpenFile, progress: check.Progress = lambda _done, _total, _text: True) -> list[str]:
    with closing(file.reader()) as raw:
        return check.check(Db(raw), [], progress)


def _name(part: Path, folder: Path, now: datetime, reason: str) -> Path:
    stem = f"{now.astimezone(UTC).strftime(_TIME)}-{reason}"
    for number in count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.dicas"
        with suppress(FileExistsError):
            take_name(part, path)
            if os.name != "nt":
                to_disk(folder)
            return path
    raise AssertionError


def _thin(file: OpenFile, made: Backup) -> None:
    """Remove what is no longer kept, of what the program made by itself and what was made on purpose each for itself.

    Not if the workspace lost half its records since the one before: the older ones may be what is wanted.
    """
    others = [each for each in named(file.path) if each.path != made.path]
    with closing(file.reader()) as raw:
        way_back = before_of(raw)
    before = next((known.content for known in (read(each, keys_of(file.key)) for each in others[:1])), None)
    if before is not None and made.content is not None and shrunk(made.content.total, before.total):
        return
    for reasons in (("open", "work"), *((reason,) for reason in REASONS if reason not in ("open", "work"))):
        series = [each for each in (made, *others) if each.reason in reasons]
        keep = kept(each.at.replace(microsecond=0) for each in series)
        for each in series:
            if each.at.replace(microsecond=0) not in keep and each.path != made.path and each.path.name != way_back:
                with suppress(OSError):
                    each.path.unlink()


def _sweep(folder: Path) -> None:
    """Remove half-written backups of a program that ended long ago."""
    with suppress(OSError):
        for each in folder.glob(".*.part*"):
            if abs(time.time() - each.stat().st_mtime) > _STALE:
                each.unlink()


def _not_made(path: Path, problem: UserProblem | None, error: Exception) -> UserProblem:
    if isinstance(problem, faults.Damaged):
        text = _("No backup of {name} was made: the file is damaged. Run Check; older backups are untouched.")
        return faults.Damaged(text.format(name=path.name))
    text = _("No backup of {name} was made: {reason}. The workspace itself is as it was.")
    return UserProblem(text.format(name=path.name, reason=faults.reason_of(error, path)))


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _utc(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else None
