"""Is the file what its journal says? SQLite's own checks, the chain of digests, and the replay of every change.

Replay folds the changes of each row from the first to the last and compares the outcome with the row in its table, so
a row that another program changed, added or removed is found and named.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import attachments, journal
from dicas_desktop.store.connection import DatabaseError
from dicas_desktop.store.db import Db

Progress = Callable[[int, int, str], bool]
_MOST = 50  # findings named one by one
_EVERY = 2_000  # rows between two reports of progress
REPLAYED = 20_000  # changes that are replayed for each paper, in a third of a second; the chain takes a tenth of that


class Cancelled(Exception):  # noqa: N818 - nothing went wrong: a person pressed Cancel
    """The person stopped the work."""


def _silent(_done: int, _total: int, _text: str) -> bool:
    return True


def check(db: Db, tables: list[str], progress: Progress = _silent) -> list[str]:
    """Return what is wrong, one plain sentence each; empty if all is well. Cancelled if `progress` returns False."""
    found: list[str] = []
    try:
        for finding in _findings(db, tables, progress):
            found.append(finding)
            if len(found) == _MOST:
                found.append(_("More was found; only the first {n} are named.").format(n=_MOST))
                break
    except DatabaseError as error:
        found.append(_("The file is damaged: {reason}.").format(reason=error))
    return found


def first_fault(db: Db, tables: list[str]) -> str:
    """Return the first thing in which the journal does not hold, empty if it does: what each paper is made after.

    The chain is computed whole. The records are replayed only while the journal has no more than `REPLAYED` changes.
    """
    changes = db.execute("SELECT max(id) FROM journal_changes").scalar() or 0
    parts = [_chain(db, _silent)] + ([_replay(db, tables, _silent)] if changes <= REPLAYED else [])
    try:
        return next((finding for part in parts for finding in part), "")
    except DatabaseError as error:
        return _("The file is damaged: {reason}.").format(reason=error)


def quick(db: Db) -> list[str]:
    """Return what is wrong with the pages alone: some milliseconds for each megabyte."""
    try:
        proofs = [row[0] for row in db.execute("PRAGMA cipher_integrity_check")]
        lines = [row[0] for row in db.execute("PRAGMA quick_check") if row[0] != "ok"]
    except DatabaseError as error:
        proofs, lines = [], [str(error)]
    return [_("The file is damaged: {reason}.").format(reason=" ".join(line.split())) for line in (*proofs, *lines)]


def _findings(db: Db, tables: list[str], progress: Progress) -> Iterator[str]:
    _report(progress, 0, 1, _("Reading the file"))
    for (line,) in db.execute("PRAGMA cipher_integrity_check"):
        yield _("The file is damaged: {reason}.").format(reason=line)
    for (line,) in db.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield _("The file is damaged: {reason}.").format(reason=" ".join(line.split()))
    for row in db.execute("PRAGMA foreign_key_check"):
        yield _("A record of {table} points to one of {target} that is not there.").format(table=row[0], target=row[2])
    yield from _chain(db, progress)
    yield from _replay(db, tables, progress)
    _report(progress, 0, 1, _("Reading the attachments"))
    yield from attachments.faults(db)


def _chain(db: Db, progress: Progress) -> Iterator[str]:
    total = journal.read_head(db.raw).steps
    before, expected = "0" * 64, 1
    changes = db.execute(f"SELECT step_id, {journal.FRAMED} FROM journal_changes ORDER BY step_id, id")
    by_step = groupby(changes, key=lambda row: row[0])
    pending = next(by_step, None)
    for step in sorted_steps(db):
        if step.id != expected:
            yield _("The journal lacks step {id}.").format(id=expected)
            expected = step.id
        while pending is not None and pending[0] < step.id:
            yield _("The journal holds changes of step {id}, which is not there.").format(id=pending[0])
            pending = next(by_step, None)
        mine: Iterator[str] = iter(())
        if pending is not None and pending[0] == step.id:
            mine = (row[1] for row in pending[1])
        digest = journal.digest_of(step, before, mine)
        if pending is not None and pending[0] == step.id:
            pending = next(by_step, None)
        if digest != step.digest:
            yield _("Step {id} of the journal, “{label}”, is not as it was written.").format(
                id=step.id, label=step.label
            )
        before, expected = step.digest, expected + 1
        if not step.id % _EVERY:
            _report(progress, step.id, total, _("Checking the chain of steps"))
    if pending is not None:
        yield _("The journal holds changes of step {id}, which is not there.").format(id=pending[0])


def sorted_steps(db: Db) -> Iterator[journal.StepRow]:
    """Yield every step, oldest first, a thousand at a time."""
    last = 0
    while True:
        rows = db.execute(
            "SELECT id, uid, label, who, workstation, at_utc, kind, undoes, change_count, digest FROM journal_steps "
            "WHERE id > ? ORDER BY id LIMIT 1000",
            (last,),
        ).all()
        if not rows:
            return
        yield from (journal.StepRow(*row) for row in rows)
        last = rows[-1][0]


def _replay(db: Db, tables: list[str], progress: Progress) -> Iterator[str]:
    for number, table in enumerate(tables):
        _report(progress, number, len(tables), _("Replaying the journal: {table}").format(table=table))
        changes = db.execute(
            "SELECT row_uid, operation, after FROM journal_changes WHERE table_name = ? ORDER BY row_uid, id", (table,)
        )
        rows = db.execute(f"SELECT * FROM {table} ORDER BY uid")
        names = rows.keys
        actual = (dict(zip(names, row, strict=True)) for row in rows)
        yield from _compare(table, _folded(changes), actual, progress)


def _folded(changes: Any) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - rows of any columns
    for uid, group in groupby(changes, key=lambda row: row[0]):
        state: dict[str, Any] | None = None
        for _uid, operation, after in group:
            if operation == "D":
                state = None
            elif operation == "I" or state is None:
                state = _told(after)
            else:
                state.update(_told(after))
        if state is not None:
            yield uid, state


def _told(after: str | None) -> dict[str, Any]:
    try:
        return journal.read_values(after)
    except UserProblem:  # the chain names the step; here its rows show as changed
        return {}


def _compare(
    table: str, folded: Iterator[tuple[str, dict[str, Any]]], actual: Iterator[dict[str, Any]], progress: Progress
) -> Iterator[str]:
    told, row = next(folded, None), next(actual, None)
    done = 0
    while told is not None or row is not None:
        done += 1
        if not done % _EVERY:
            _report(progress, done, done, _("Replaying the journal: {table}").format(table=table))
        if row is None or (told is not None and told[0] < row["uid"]):
            yield _("{table} {ref} is gone from its table, though the journal still has it.").format(
                table=table, ref=told[1].get("ref") if told else ""
            )
            told = next(folded, None)
        elif told is None or row["uid"] < told[0]:
            yield _("{table} {ref} is not in the journal: another program added it.").format(
                table=table, ref=row["ref"]
            )
            row = next(actual, None)
        else:
            differing = [name for name, value in row.items() if told[1].get(name) != value]
            if differing:
                yield _("{table} {ref} is not as the journal has it: another program changed {fields}.").format(
                    table=table, ref=row["ref"], fields=", ".join(differing)
                )
            told, row = next(folded, None), next(actual, None)


def _report(progress: Progress, done: int, total: int, text: str) -> None:
    if not progress(done, total, text):
        raise Cancelled
