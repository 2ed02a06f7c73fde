"""Put a backup in the place of a workspace. What is there now is kept first: as a backup, or as bytes if damaged."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import backup_place, backups, check, faults, schema, trial, upgrade
from dicas_desktop.store.backups import Backup, Keys
from dicas_desktop.store.connection import DatabaseError, connect
from dicas_desktop.store.copies import Content, content_of, copy_pages, end_log, take_place, to_disk, write_event
from dicas_desktop.store.db import Db
from dicas_desktop.store.files import RESTORED, Mode, OpenFile, open_file, right_to_write, sweep
from dicas_desktop.store.journal import Who
from dicas_desktop.store.whereabouts import risk_of


class FewerRows(UserProblem):
    """The backup has fewer than half the records of now; it is restored only if somebody says that this is meant."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What the file holds now, and where what it held before is kept (None: there was nothing)."""

    content: Content
    kept: Path | None


def restore(
    path: Path,
    passphrase: str | None,
    backup: Path,
    who: Who,
    now: Callable[[], datetime],
    progress: check.Progress = lambda _done, _total, _text: True,
    *,
    mode: Mode = Mode.WRITE,
) -> Restored:
    """Restore a closed workspace, whole or damaged or gone, from one of its backups; it is on trial then (see `trial`).

    UserProblem for each way to fail, FewerRows unless `mode` allows them, Cancelled: the file is then as it was.
    """
    keys = backups.keys_of(None, passphrase)
    source = backups.opened(backup, keys)
    known = backups.read_file(backup, keys)
    if known.content is None:
        raise UserProblem(known.problem)
    lock = right_to_write(path, who, now, mode)
    real = path.resolve()
    try:
        present = _present(path, passphrase, keys, who, now)
        _refuse_other(path, present, known, fewer=bool(mode & Mode.FEWER))
        kept = _keep(real, present, now(), progress)
        copy = OpenFile(real.with_name(RESTORED.format(name=real.name)), source.key, None, risk=risk_of(path))
        _make(source, copy, who, now, progress)
        _write_step(copy, known, present, who, now)
        _begin_trial(copy, present, kept, mode)
        content = _verify(copy, backup, progress)
        if not lock.holds():
            raise lock.lost()
        _empty_log(real, present)
        take_place(copy.path, real)
    except (DatabaseError, OSError) as error:
        raise _not_restored(path, error) from error
    finally:
        sweep(real)
        lock.release()
    return Restored(content, kept)


def _present(
    path: Path, passphrase: str | None, keys: Keys, who: Who, now: Callable[[], datetime]
) -> tuple[OpenFile, Content] | None:
    """Return the file of now with what it holds, None if it is damaged or gone."""
    if not is_there(path):
        return None
    try:
        file = open_file(path, passphrase, who, now, mode=Mode.READ)
        with closing(file.reader()) as raw:
            return file, content_of(raw)
    except faults.WrongPassphrase:
        if not backups.is_same_key(path, keys):
            raise
    except faults.Damaged:
        pass
    except DatabaseError as error:
        if faults.is_full(error, path):  # which does not make the file a bad one
            raise
    return None


def _refuse_other(path: Path, present: tuple[OpenFile, Content] | None, known: Backup, *, fewer: bool) -> None:
    if present is None or known.content is None:
        return
    _file, content = present
    if content.uid != known.content.uid:
        text = _("{backup} is a backup of another workspace: nothing was restored.")
        raise UserProblem(text.format(backup=known.path.name))
    if not fewer and backups.shrunk(known.content.total, content.total):
        text = _(
            "{backup} has {n} records, {name} has {m}: fewer than half. Nothing was restored; say that it is meant."
        )
        n, m = known.content.total, content.total
        raise FewerRows(text.format(backup=known.path.name, n=n, name=path.name, m=m))


def _keep(real: Path, present: tuple[OpenFile, Content] | None, now: datetime, progress: check.Progress) -> Path | None:
    """Back the present up; of a damaged one keep the bytes, log included, so that `recover` can still read it."""
    if present is not None:
        try:
            return backups.back_up(replace(present[0], path=real), "restore", now, progress).path
        except faults.Damaged:
            pass
    if not real.exists():
        return None
    folder = backup_place.folder_of(real)
    folder.mkdir(mode=0o700, exist_ok=True)
    aside = folder / backups.damaged_name(now)
    for end in ("-wal", ""):
        source = real.with_name(real.name + end)
        if source.exists():
            target = aside.with_name(aside.name + end)
            target.touch(mode=0o600)
            shutil.copyfile(source, target)
            to_disk(target)
    return aside


def _make(source: OpenFile, copy: OpenFile, who: Who, now: Callable[[], datetime], progress: check.Progress) -> None:
    with closing(source.reader()) as raw:
        copy_pages(raw, copy, progress, _("Copying the backup"))
        if schema.is_older(raw):
            upgrade.upgrade_copy(raw, copy, who, now)
    backups.forget_backup(copy)
    with closing(connect(copy.path, copy.key, "rw")) as raw:
        trial.end(raw)


def _begin_trial(copy: OpenFile, present: tuple[OpenFile, Content] | None, kept: Path | None, mode: Mode) -> None:
    """Let the copy wait to be confirmed, unless `mode` says KEEP. The first way back is that of a second trial too."""
    if mode & Mode.KEEP:
        return
    before = kept.name if kept is not None and not backups.is_damaged(kept) else ""
    if present is not None:
        with closing(present[0].reader()) as raw:
            before = trial.before_of(raw) or before
    with closing(connect(copy.path, copy.key, "rw")) as raw:
        trial.begin(raw, before)


def _write_step(
    copy: OpenFile,
    known: Backup,
    present: tuple[OpenFile, Content] | None,
    who: Who,
    now: Callable[[], datetime],
) -> None:
    label = _("Restore the backup of {at}").format(at=in_both_capitals(known.at))
    if present is not None:
        head = present[1].head
        label += _("; the journal stood at step {n}, head {head}").format(n=head.steps, head=head.short)
    write_event(copy, label, "restore", who, now)


def _verify(copy: OpenFile, backup: Path, progress: check.Progress) -> Content:
    with closing(copy.reader()) as raw:
        findings = check.check(Db(raw), list(ENTITIES), progress)
        content = content_of(raw)
    if findings:
        text = _("{backup} is not good: {reason}. Nothing was restored; choose another backup.")
        raise UserProblem(text.format(backup=backup.name, reason=findings[0].removesuffix(".")))
    end_log(copy.path, copy.key)
    return content


def _empty_log(real: Path, present: tuple[OpenFile, Content] | None) -> None:
    """See to it that no log lies beside the file that the new one would be laid under."""
    if present is not None:
        end_log(real, present[0].key)
        return
    for end in ("-wal", "-shm", "-journal"):
        real.with_name(real.name + end).unlink(missing_ok=True)


def _not_restored(path: Path, error: Exception) -> UserProblem:
    if "locked" in str(error):
        return faults.problem_of(error, path)
    reason = faults.reason_of(error, path)
    text = _("{name} was not restored: {reason}. The file is as it was.")
    return UserProblem(text.format(name=path.name, reason=reason))
