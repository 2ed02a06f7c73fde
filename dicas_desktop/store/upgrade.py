"""Bring a workspace of an older schema to the one of this program: in a copy beside it, which then takes its place.

The workspace is backed up first and stands untouched until the one renaming, so a migration that fails or is
interrupted leaves the original. What the migrations changed in the records is a step of kind "migrate" in the journal,
so that the replay of the whole journal still gives the tables as they are, however often the schema changed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import backups, check, faults, schema
from dicas_desktop.store.connection import Connection, DatabaseError, connect
from dicas_desktop.store.copies import copy_pages, end_log, remove, take_place
from dicas_desktop.store.db import Db
from dicas_desktop.store.files import UPGRADED, OpenFile
from dicas_desktop.store.journal import Who
from dicas_desktop.store.writer import Title, Writer

_Record = dict[str, Any]
_CHANGE = (
    "INSERT INTO journal_changes (step_id, table_name, row_id, row_uid, operation, before, after) "
    "SELECT id, ?, ?, ?, ?, ?, ? FROM temp.current_step"
)


def refuse_older(file: OpenFile) -> None:
    """UserProblem: a file that is only read would have to be upgraded first."""
    text = _(
        "{name} was written by an older DICAS Desktop: open it once for writing, which brings it up to date and makes "
        "a backup first."
    )
    raise UserProblem(text.format(name=file.path.name))


def upgrade_file(
    file: OpenFile,
    who: Who,
    now: Callable[[], datetime],
    progress: check.Progress = lambda _done, _total, _text: True,
) -> None:
    """Upgrade a file that is held for writing and that nothing else of this process has open.

    UserProblem if it cannot be, Cancelled if `progress` returns False: the file is then as it was.
    """
    real = file.path.resolve()
    copy = OpenFile(real.with_name(UPGRADED.format(name=real.name)), file.key, None, risk=file.risk)
    try:
        backups.back_up(file, "migration", now(), progress)
        with closing(file.reader()) as raw:
            raw.execute("BEGIN")
            # else the journal would call what another program did the migration's work
            _refuse_findings(check.check(Db(raw), _tables(raw), progress), file)
            copy_pages(raw, copy, progress, _("Copying {name}").format(name=real.name))
            upgrade_copy(raw, copy, who, now)
        with closing(copy.reader()) as raw:
            _refuse_findings(check.check(Db(raw), list(ENTITIES), progress), file)
        end_log(real, file.key)
        if file.lock is not None and not file.lock.holds():
            raise file.lock.lost()
        take_place(copy.path, real)
    except DatabaseError as error:
        raise _not_upgraded(file, faults.reason_of(error, real)) from error
    except OSError as error:
        raise _not_upgraded(file, faults.reason_of(error, real)) from error
    finally:
        remove(copy.path)


def upgrade_copy(before: Connection, copy: OpenFile, who: Who, now: Callable[[], datetime]) -> None:
    """Run the migrations on a copy and journal what they changed. `before` reads what it was copied from."""
    found = schema.revision_of(before)
    with closing(connect(copy.path, copy.key, "rw")) as raw:
        schema.upgrade(raw)
    label = _("Bring the file from schema {old} to {new}").format(old=found, new=schema.newest_revision())
    with (
        closing(Writer(copy, who, now)) as writer,
        writer.step(Title(label, "migrate"), lambda _changed: None) as step,
    ):
        for table in _tables(step.raw):
            step.raw.executemany(_CHANGE, _changes(table, _records(before, table), _records(step.raw, table)))
        schema.note_program(step.raw)
    end_log(copy.path, copy.key)


def _refuse_findings(findings: list[str], file: OpenFile) -> None:
    if findings:
        raise _not_upgraded(file, findings[0].removesuffix("."))


def _not_upgraded(file: OpenFile, reason: str) -> UserProblem:
    if "locked" in reason:
        return faults.problem_of(DatabaseError(reason), file.path)
    text = _("{name} was not brought to the schema of this program: {reason}. The file is as it was.")
    return UserProblem(text.format(name=file.path.name, reason=reason))


# ---------------------------------------------------------------------- what the migrations did to the records
def _tables(raw: Connection) -> list[str]:
    """Return the kinds of records that a file has now."""
    there = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in ENTITIES if table in there]


def _records(raw: Connection, table: str) -> Iterator[_Record]:
    """Yield the records of a table by uid; none if there is no such table."""
    try:
        cursor = raw.execute(f"SELECT * FROM {table} ORDER BY uid")
    except DatabaseError:
        return
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _changes(table: str, before: Iterator[_Record], after: Iterator[_Record]) -> Iterator[tuple[Any, ...]]:
    """Yield what differs, as rows of the journal. A column that is new and empty, or gone, is no change."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old["uid"] < new["uid"]):
            assert old is not None  # noqa: S101 - one of the two is there
            yield table, old["id"], old["uid"], "D", _filled(old), None
            old = next(before, None)
        elif old is None or new["uid"] < old["uid"]:
            yield table, new["id"], new["uid"], "I", None, _filled(new)
            new = next(after, None)
        else:
            differing = {name: value for name, value in new.items() if old.get(name) != value}
            if differing:
                was = {name: old.get(name) for name in differing}
                yield table, new["id"], new["uid"], "U", _text(was), _text(differing)
            old, new = next(before, None), next(after, None)


def _filled(record: _Record) -> str:
    return _text({name: value for name, value in record.items() if value is not None})


def _text(values: _Record) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
