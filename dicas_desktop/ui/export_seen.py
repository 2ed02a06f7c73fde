"""Writes exactly what a table shows into a CSV file: its columns in their order, the rows of its filter in theirs."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store.anchors import tell
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui.cell_block import as_text
from dicas_desktop.ui.group_heads import HeadLook
from dicas_desktop.ui.row_cells import Column, Look
from dicas_desktop.ui.row_source import Row
from dicas_desktop.ui.second_names import SecondNames

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.groups import Group
    from dicas_desktop.ui.entity_page import EntityPage

Progress = Callable[[int, int, str], bool]  # done, total, what is being done; False: stop, please

_PIECE = 500  # records read together


class Seen(NamedTuple):
    """What a table shows, without its widgets: taken in the window's thread, written in another."""

    rows: Sequence["int | Group"]  # ids of records, and the groups that are folded
    columns: Sequence[Column]
    look: Look
    heads: HeadLook

    @classmethod
    def of(cls, page: "EntityPage") -> "Seen":
        """Take what a page shows now."""
        page.model.finish()
        source, model = page.model.source, page.model
        heads = HeadLook(page.entity, source.rows.folding.group, model.group_totals)
        rows = [
            source.folded(place) or row_id
            for place, row_id in enumerate(source.ids)
            if row_id > 0 or source.folded(place) is not None  # not the heads of open groups
        ]
        return cls(rows, page.table.shown_columns(), model.look, heads)

    @property
    def folded(self) -> "list[Group]":
        """The groups of which only the head is seen."""
        return [row for row in self.rows if not isinstance(row, int)]


def write_seen(store: Store, seen: Seen, path: Path, progress: Progress) -> int:
    """Write the file and return the number of its rows. UserProblem or Cancelled: what was there stays as it was.

    UTF-8 with a mark that tells Excel so. What a spreadsheet would calculate is written as text.
    """
    with store.read() as db, beside(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([as_text(_(column.label)) for column in seen.columns])
        lines = _lines(db, seen, progress)
        writer.writerows([as_text(cell) for cell in seen.heads.cells(line, seen.columns)] for line in lines)
    return len(seen.rows)


def _lines(db: "Db", seen: Seen, progress: Progress) -> "Iterator[Row | Group]":
    entity = seen.look.entity
    names = SecondNames(entity, ENTITIES)
    look = seen.look._replace(second_names=names.known)  # the window's own are not to be touched from this thread
    for start in range(0, len(seen.rows), _PIECE):
        if not progress(start, len(seen.rows), _("Writing the table")):
            raise Cancelled
        part = seen.rows[start : start + _PIECE]
        records = fetch(db, entity.table, [row for row in part if isinstance(row, int)])
        tell(db, entity.table, records, look.today)  # what a deadline hangs on
        names.learn(db, records)
        found = {record.values["id"]: Row(record, look) for record in records}
        yield from (line for row in part if (line := found.get(row) if isinstance(row, int) else row) is not None)
