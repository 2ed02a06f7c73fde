"""What an import would do, as plain data: shown as the preview and then executed as it is."""

from dataclasses import dataclass, field
from pathlib import Path

from dicas_desktop.store.check import Cancelled, Progress
from dicas_desktop.store.journal import Head

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is left out, or a column that is: where it stands, what stands there, and what to do."""

    file: str
    line: int
    column: str
    value: str
    cure: str

    def __str__(self) -> str:
        """Tell it in one line."""
        place = f"{self.file}:{self.line}" + (f" {self.column}" if self.column else "")
        return f"{place}: {self.cure}"


@dataclass(frozen=True, slots=True)
class Update:
    """A record that changes: {column: (old, new)} in stored values.

    A reference to a record that the same import creates is the id text of that record's row.
    """

    id: int
    ref: str
    line: int
    changes: dict[str, tuple[Cell, Cell]]


@dataclass(slots=True)
class TablePlan:
    """What happens to one table. `created` rows follow `columns`, of which the first is the id of the file."""

    table: str
    file: str
    encoding: str
    columns: tuple[str, ...]
    created: list[tuple[Cell, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # of the created rows
    updated: list[Update] = field(default_factory=list)
    unchanged: int = 0


@dataclass(slots=True)
class ImportPlan:
    """A whole import. It is good only as long as the store's journal stands at `head`."""

    path: Path
    head: Head
    tables: list[TablePlan] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def created(self) -> int:
        """Number of records that come into being."""
        return sum(len(table.created) for table in self.tables)

    @property
    def updated(self) -> int:
        """Number of records that change."""
        return sum(len(table.updated) for table in self.tables)

    @property
    def unchanged(self) -> int:
        """Number of rows that are in the store already, cell for cell."""
        return sum(table.unchanged for table in self.tables)


def go_on(progress: Progress | None, done: int, total: int, text: str) -> None:
    """Report progress; Cancelled if the answer is no."""
    if progress is not None and not progress(done, total, text):
        raise Cancelled
