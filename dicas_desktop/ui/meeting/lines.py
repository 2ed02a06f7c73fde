"""The lines of the meeting page's lists, and the model that holds them.

A list is a few dozen lines, each painted as a whole. New contents are compared with the old, so that only what
differs is taken out and put in: the current line, the place scrolled to and an open form stay where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

LINE = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()


class Kind(StrEnum):
    """What a line is; it settles height and ground."""

    SECTION = "section"
    ITEM = "item"
    OUTCOME = "outcome"
    SEAT = "seat"
    DOCUMENT = "document"
    NOTE = "note"  # says what is missing; nothing to act on
    FORM = "form"  # the place of an open form


class Column(NamedTuple):
    """A column of a list: `width` in px at 100 %; 0 takes its share of what the others leave."""

    name: str
    label: str  # English; pass through `_`
    width: int
    right: bool = False
    share: int = 1
    least: int = 0  # px at 100 % of the list's width from which the column is shown


class Cell(NamedTuple):
    """The words of a cell; `second` follows in mute."""

    text: str = ""
    tone: str = "ink"
    bold: bool = False
    second: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `cells` by column name; a line without a record has id 0."""

    kind: Kind
    table: str = ""
    id: int = 0
    cells: tuple[tuple[str, Cell], ...] = ()
    spoken: str = ""  # what a screen reader says
    owner: int = 0  # id of the record it stands under: the agenda item of an outcome
    height: int = 0  # px, of a form alone

    @property
    def record(self) -> tuple[str, int]:
        """Table and id."""
        return self.table, self.id

    @property
    def live(self) -> bool:
        """Can be walked to."""
        return self.id != 0

    def cell(self, name: str) -> Cell:
        """Return the words of a column."""
        return next((cell for known, cell in self.cells if known == name), Cell())


class Lines(QAbstractListModel):
    """The lines of one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No lines."""
        super().__init__(parent)
        self.lines: list[Line] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Return what a screen reader says, or the line itself."""
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken
        return line if role == LINE else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Only lines of a record can be walked to."""
        on = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return on if self.lines[index.row()].live else Qt.ItemFlag.NoItemFlags

    def row_of(self, record: tuple[str, int]) -> int:
        """Return the row of a record, -1 if it is not here."""
        return next((row for row, line in enumerate(self.lines) if line.record == record), -1)

    def show(self, lines: Sequence[Line]) -> bool:
        """Show these lines: take out and put in what differs between the common beginning and the common end.

        True if a line that stays in its row has another height now, which Qt does not find out by itself.
        """
        old, new = self.lines, list(lines)
        most = min(len(old), len(new))
        first = next((n for n in range(most) if _differ(old[n], new[n])), most)
        same = next((n for n in range(most - first) if _differ(old[-1 - n], new[-1 - n])), most - first)
        gone, come = old[first : len(old) - same], new[first : len(new) - same]
        kept = min(len(gone), len(come))
        higher = any((a.kind, a.height) != (b.kind, b.height) for a, b in zip(gone, come, strict=False))
        if kept:
            self.lines[first : first + kept] = come[:kept]
            self.dataChanged.emit(self.index(first), self.index(first + kept - 1))
        if len(gone) > kept:
            self.beginRemoveRows(ROOT, first + kept, first + len(gone) - 1)
            del self.lines[first + kept : first + len(gone)]
            self.endRemoveRows()
        elif len(come) > kept:
            self.beginInsertRows(ROOT, first + kept, first + len(come) - 1)
            self.lines[first + kept : first + kept] = come[kept:]
            self.endInsertRows()
        return higher


def _differ(one: Line, other: Line) -> bool:
    """Compare two lines, most of which are the very same."""
    return one is not other and one != other
