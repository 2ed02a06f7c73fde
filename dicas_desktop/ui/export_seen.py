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
from dicas_desktop.ui.row_cells import Column, Look
from dicas_desktop.ui.row_source import Row
from dicas_desktop.ui.second_names import SecondNames

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.ui.entity_page import EntityPage

Progress = Callable[[int, int, str], bool]  # done, total, what is being done; False: stop, please

_PIECE = 500  # records read together


class Seen(NamedTuple):
    """What a table shows, without its widgets: taken in the window's thread, written in another."""

    ids: Sequence[int]
    columns: Sequence[Column]
    look: Look

    @classmethod
    def of(cls, page: "EntityPage") -> "Seen":
        """Take what a page shows now."""
        page.model.finish()
        ids = [row_id for row_id in page.model.source.ids if row_id > 0]  # not the heads of groups
        return cls(ids, page.table.shown_columns(), page.model.look)


def write_seen(store: Store, seen: Seen, path: Path, progress: Progress) -> int:
    """Write the file and return the number of its rows. UserProblem or Cancelled: what was there stays as it was.

    UTF-8 with a mark that tells Excel so. What a spreadsheet would calculate is written as text.
    """
    with store.read() as db, beside(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([as_text(_(column.label)) for column in seen.columns])
        writer.writerows([as_text(row.text(column)) for column in seen.columns] for row in _rows(db, seen, progress))
    return len(seen.ids)


def _rows(db: "Db", seen: Seen, progress: Progress) -> Iterator[Row]:
    entity = seen.look.entity
    names = SecondNames(entity, ENTITIES)
    look = seen.look._replace(second_names=names.known)  # the window's own are not to be touched from this thread
    for start in range(0, len(seen.ids), _PIECE):
        if not progress(start, len(seen.ids), _("Writing the table")):
            raise Cancelled
        records = fetch(db, entity.table, seen.ids[start : start + _PIECE])
        tell(db, entity.table, records, look.today)  # what a deadline hangs on
        names.learn(db, records)
        yield from (Row(record, look) for record in records)
