"""Save what can be read of a damaged workspace into a new one, and tell what is missing.

SQLite's own recovery is not in the library this program ships, and it would know nothing of SQLCipher's pages or of the
journal. The damaged file is only read. The new file has the same passphrase, the proven part of the journal as it was,
and one step of kind "recover" that brings the records to what could be saved.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import check, faults, pages, search
from dicas_desktop.store.backup_place import folders_of
from dicas_desktop.store.connection import PLAIN_HEADER, Connection, DatabaseError, IntegrityError, connect
from dicas_desktop.store.db import Db
from dicas_desktop.store.files import OpenFile, create_file, take_name
from dicas_desktop.store.journal import Head, Who, read_head, write_step
from dicas_desktop.store.kept_views import VIEWS
from dicas_desktop.store.key import SALT_BYTES, forget, raw_key
from dicas_desktop.store.mending import Mended, TableLoss, differences, mend
from dicas_desktop.store.salvage import Rows, Salvage, declared_columns, salvage
from dicas_desktop.store.writer import Title, Writer

_BESIDE = ".{name}.recover"
_HIGHEST = "TS"  # ceiling of a file whose own is lost: nothing may become less protected by damage
_FACTS = ("uid", "created_at")
_FIXED = b"\x40\x20\x20"  # bytes 21 to 23 of every plain SQLite file


@dataclass(frozen=True, slots=True)
class Recovered:
    """The report. `findings` are those of the check of the new file, empty if it is whole by itself."""

    pages: int
    pages_lost: int
    log_pages_lost: int
    scraps: int
    ceiling: str  # of the new file
    ceiling_lost: bool
    records: int
    half_typed: int  # fields that were being typed and are kept
    mended: Mended
    losses: dict[str, TableLoss]
    head: Head
    findings: list[str]

    @property
    def complete(self) -> bool:
        """True if nothing at all was lost."""
        lists = (
            names
            for loss in self.losses.values()
            for names in (loss.missing, loss.refused, loss.stood_in, loss.completed, loss.unknown, loss.corrected)
        )
        lost = self.pages_lost or self.log_pages_lost or self.scraps or self.mended.unproven
        return not (lost or self.mended.steps_missing or self.mended.changes_missing or self.ceiling_lost or any(lists))


def recover(
    path: Path,
    out: Path,
    passphrase: str | None,
    who: Who,
    now: Callable[[], datetime],
    progress: check.Progress = lambda _done, _total, _text: True,
) -> Recovered:
    """Recover into a new file. WrongPassphrase, another UserProblem, or Cancelled: then no file is made."""
    try:
        key = _key(path, passphrase)
    except OSError as error:
        raise _unreadable(path, error) from error
    beside = out.with_name(_BESIDE.format(name=out.name))
    if is_there(out):
        raise UserProblem(_("{path} exists already: choose another name; nothing was overwritten.").format(path=out))
    _remove(beside)
    try:
        found = _salvaged(path, key, progress)
        mended = mend(found, now())
        if not any(mended.after.values()) and not mended.steps:
            text = _("Nothing of a workspace could be read in {name}: restore a backup; no file was made.")
            raise UserProblem(text.format(name=path.name))
        ceiling = found.facts.get("ceiling", _HIGHEST)
        create_file(beside, passphrase if key is not None else None, ceiling, now())
        report = _build(OpenFile(beside, _new_key(beside, passphrase), None), path, found, mended, (who, now), progress)
        take_name(beside, out)
    except DatabaseError as error:
        raise faults.problem_of(error, out) from error
    except OSError as error:
        raise UserProblem(
            _("{path} could not be made: {reason}.").format(path=out, reason=faults.reason_of(error, out))
        ) from error
    finally:
        _remove(beside)
        if key is not None:
            forget(key)
    return report


def _remove(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


# ---------------------------------------------------------------------- the key
def _key(path: Path, passphrase: str | None) -> str | None:
    """Return the key that opens at least one page, None for a plain file.

    The first bytes of the file are its salt. If they are damaged, those of a backup are tried: it has the same.
    """
    if not (is_there(path) and path.is_file()):
        raise faults.missing(path)
    if is_plain(path):
        return None
    with path.open("rb") as file:
        head = file.read(SALT_BYTES)
    if passphrase is None:
        raise faults.NeedsPassphrase(_("{name} is encrypted: give its passphrase.").format(name=path.name))
    for salt in (head, *_salts(path)):
        if len(salt) == SALT_BYTES:
            key = raw_key(passphrase, salt)
            if pages.fits(path, key):
                return key
            forget(key)
    text = _("The passphrase opens no page of {name}: type it again.")
    raise faults.WrongPassphrase(text.format(name=path.name))


def is_plain(path: Path) -> bool:
    """Return whether a file is not encrypted, also if some of its first bytes are spoiled. OSError."""
    with path.open("rb") as file:
        head = file.read(SALT_BYTES + 8)
    return head.startswith(PLAIN_HEADER) or head[-3:] == _FIXED


def _salts(path: Path) -> list[bytes]:
    real = path.resolve()
    found: dict[bytes, None] = {}
    kept = [backup for folder in folders_of(real) for backup in folder.glob("*.dicas")]
    for backup in sorted(kept, key=lambda each: each.name, reverse=True):
        with backup.open("rb") as file:
            found[file.read(SALT_BYTES)] = None
    return [salt for salt in found if salt != PLAIN_HEADER]


def _new_key(path: Path, passphrase: str | None) -> str | None:
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    return None if salt == PLAIN_HEADER else raw_key(passphrase or "", salt)


def _unreadable(path: Path, error: OSError) -> UserProblem:
    return UserProblem(_("{path} could not be read: {reason}.").format(path=path, reason=error.strerror or error))


# ---------------------------------------------------------------------- old and new
def _salvaged(path: Path, key: str | None, progress: check.Progress) -> Salvage:
    try:
        return salvage(path.resolve(), key, declared_columns(), progress)
    except OSError as error:
        raise _unreadable(path, error) from error


def _build(
    file: OpenFile,
    path: Path,
    found: Salvage,
    mended: Mended,
    officer: tuple[Who, Callable[[], datetime]],
    progress: check.Progress,
) -> Recovered:
    with closing(connect(file.path, file.key, "rw")) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("BEGIN")
        _write_past(raw, found, mended)
        raw.execute("COMMIT")
    label = _("Recover what could be read of {name}").format(name=path.name)
    with closing(Writer(file, *officer)) as writer, writer.step(Title(label, "recover"), lambda _changed: None) as step:
        for number, table in enumerate(ENTITIES):
            if not progress(number, len(ENTITIES), _("Writing what was read")):
                raise check.Cancelled
            _write_records(step.raw, table, mended.before[table], mended.after[table], mended.losses[table])
        _drop_orphans(step.raw, mended)
    with closing(file.reader()) as raw:
        findings = check.check(Db(raw), list(ENTITIES), progress)
        records = sum(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ENTITIES)
        head = read_head(raw)
    return Recovered(
        pages=found.pages.total,
        pages_lost=len(found.pages.broken),
        log_pages_lost=found.pages.log_frames_lost,
        scraps=found.scraps,
        ceiling=found.facts.get("ceiling", _HIGHEST),
        ceiling_lost="ceiling" not in found.facts,
        records=records,
        half_typed=len(found.drafts),
        mended=mended,
        losses=mended.losses,
        head=head,
        findings=findings,
    )


def _write_past(raw: Connection, found: Salvage, mended: Mended) -> None:
    """Write the proven journal as it was, and the records as it leaves them."""
    for step in mended.steps:
        write_step(raw, step)
    raw.executemany(
        "INSERT INTO journal_changes (id, step_id, table_name, row_id, row_uid, operation, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(change_id, step, *change) for change_id, step, change in mended.changes],
    )
    for table, rows in mended.before.items():
        for row_id in list(rows):
            rows[row_id] = _known(raw, table, rows[row_id])
            _insert(raw, table, rows[row_id])
        search.update(raw, {table: set(rows)}, {table: set(rows)})
    last = {table: max([found.counters.get(table, 0), *mended.after[table]], default=0) for table in ENTITIES}
    raw.executemany(
        "INSERT OR REPLACE INTO counters (table_name, last) VALUES (?, ?)", [each for each in last.items() if each[1]]
    )
    raw.executemany("INSERT OR IGNORE INTO contents (sha256, content) VALUES (?, ?)", list(found.contents.items()))
    raw.executemany(
        "INSERT OR IGNORE INTO drafts (place, text, at_utc) VALUES (?, ?, ?)",
        [(place, *typed) for place, typed in found.drafts.items()],
    )
    facts = [(name, found.facts[name]) for name in found.facts if name in _FACTS or name.startswith(VIEWS)]
    raw.executemany("INSERT OR REPLACE INTO store_facts (name, value) VALUES (?, ?)", facts)


def _known(raw: Connection, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Leave out columns that the table no longer has."""
    names = {column[1] for column in raw.execute(f"PRAGMA table_info({table})")}
    return {name: value for name, value in row.items() if name in names}


def _insert(raw: Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def _write_records(raw: Connection, table: str, before: Rows, after: Rows, loss: TableLoss) -> None:
    """Bring the records to what was saved, inside the open step. What the table refuses is named."""
    for deed, row_id, values in sorted(differences(before, after), key=lambda each: each[:2]):
        known = _known(raw, table, values)
        try:
            if deed == "D":
                raw.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
            elif deed == "I":
                _insert(raw, table, known)
            elif known:
                pairs = ", ".join(f"{name} = ?" for name in known)
                raw.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", (*known.values(), row_id))
        except (IntegrityError, OverflowError):
            loss.refused.append(str(after.get(row_id, {}).get("ref", row_id)))


def _drop_orphans(raw: Connection, mended: Mended) -> None:
    """Take out the records whose owner the tables refused, so that the rest can be kept."""
    while orphans := raw.execute("PRAGMA foreign_key_check").fetchall():
        for table, row_id in {(each[0], each[1]) for each in orphans}:
            raw.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
            mended.losses[table].refused.append(str(mended.after[table].get(row_id, {}).get("ref", row_id)))
