"""The whole journal as one file, streamed: CSV for a spreadsheet, a line for each field; JSON lines, lossless.

A JSON line holds a step with all its columns, or a change with its row before and after as the journal has them; with
them another program can compute the chain of digests anew (docs/journal.md says how).
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import TOKYO, WASHINGTON
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store import history, journal
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import Listed

Progress = Callable[[int, int, str], bool]
COLUMNS = (
    "step", "at_utc", "at_tokyo", "at_washington", "clock_went_back_s", "who", "workstation", "kind", "undoes", "label",
    "digest", "table", "record", "operation", "field", "before", "after",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute
_AT_ONCE = 500  # steps


def export_journal(db: Db, path: Path, progress: Progress = lambda _done, _total, _text: True) -> int:
    """Write the journal to a file that ends in .csv or .jsonl; return the number of steps.

    It is written beside the file, which takes its place only when it is whole. UserProblem, and then no file is left.
    """
    write = {".csv": _write_csv, ".jsonl": _write_lines}.get(path.suffix.lower())
    if write is None:
        text = _("{name} is neither .csv nor .jsonl: end the name in one of them.")
        raise UserProblem(text.format(name=path.name))
    encoding = "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
    with beside(path) as part, part.open("w", encoding=encoding, newline="") as stream:
        return write(db, stream, progress)


def _write_csv(db: Db, stream: TextIO, progress: Progress) -> int:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    refs: dict[tuple[str, int], str] = {}
    number = 0
    for each in _steps(db, progress):
        number, head, rows = number + 1, _head(each), 0
        for table, row_id, _uid, operation, before, after in journal.changes_of(db.raw, each.step.id):
            old, new = journal.read_values(before), journal.read_values(after)
            ref = _reference(refs, table, row_id, {**old, **new})
            for name in dict.fromkeys((*old, *new)):
                if name not in ("id", "uid") and old.get(name) != new.get(name):
                    rows += 1
                    cells = (*head, table, ref, operation, name, old.get(name), new.get(name))
                    writer.writerow(map(_as_text, cells))
        if not rows:
            writer.writerow(map(_as_text, (*head, *("",) * (len(COLUMNS) - len(head)))))
    return number


def _write_lines(db: Db, stream: TextIO, progress: Progress) -> int:
    number = 0
    for each in _steps(db, progress):
        number += 1
        step = asdict(each.step) | {"clock_went_back_s": each.clock_back}
        stream.write(json.dumps({"type": "step", **step}, ensure_ascii=False) + "\n")
        for table, row_id, uid, operation, before, after in journal.changes_of(db.raw, each.step.id):
            change = {
                "type": "change", "step": each.step.id, "table": table, "id": row_id, "uid": uid,
                "operation": operation, "before": before, "after": after,
            }  # fmt: skip
            stream.write(json.dumps(change, ensure_ascii=False) + "\n")
    return number


def _steps(db: Db, progress: Progress) -> Iterator[Listed]:
    total = journal.read_head(db.raw).steps
    for first in range(1, total + 1, _AT_ONCE):
        if not progress(first, total, _("Writing the journal")):
            raise Cancelled
        yield from history.listed(db, range(first, min(first + _AT_ONCE, total + 1)))


def _head(each: Listed) -> tuple[Any, ...]:
    step = each.step
    moment = datetime.fromisoformat(step.at_utc)
    local = [moment.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="seconds") for zone in (TOKYO, WASHINGTON)]
    return (step.id, step.at_utc, *local, each.clock_back or "", step.who, step.workstation, step.kind, step.undoes,
            step.label, step.digest)  # fmt: skip


def _reference(refs: dict[tuple[str, int], str], table: str, row_id: int, values: dict[str, Any]) -> str:
    """The reference of a record, remembered from the change that made it, which the journal has first."""
    if "ref" in values:
        refs[table, row_id] = str(values["ref"])
    return refs.get((table, row_id), f"{table} {row_id}")


def _as_text(cell: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """A cell that a spreadsheet would take for a formula is marked as text by an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
