"""From the cells of one file to stored values, column by column as the entity declares them.

Text is kept as it stands. What repeats (dates, words of a vocabulary, references) is read once and remembered, which
also lets equal values share their memory.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import read
from dicas_desktop.exchange.plan import Cell

_TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SURELY_SHORT = 1_000  # characters; a text up to this need not be measured against the limit of `values`
_SHOWN = 80  # characters of a wrong cell in the report

Reader = Callable[[str], Cell]
Row = tuple[Cell, ...]
Fault = tuple[str, str, str]  # column, value, what is wrong and the cure


@dataclass(frozen=True, slots=True)
class Known:
    """The records of a table that the store has: id by slug and by reference, and which of them are in the bin.

    A reference counts only as it is written in full: a new record may well have the slug "pr-3" beside PR-0003.
    """

    ids: Mapping[str, int]
    binned: frozenset[int]


class _LooseDate(str):
    """A date that was not written as a whole ISO day: the day, and the precision that its wording says."""

    __slots__ = ("precision",)
    precision: str


class _Memory(dict[str, Cell]):
    """Values by cell text; a text not met before is read by the function given. An empty cell is None."""

    def __init__(self, reader: Reader) -> None:
        super().__init__({"": None})
        self._reader = reader

    def __missing__(self, text: str) -> Cell:
        value = self[text] = self._reader(text)
        return value


class RowReader:
    """Reads the rows of one file. `columns` names what a row holds: "slug" first, then field names in file order."""

    def __init__(self, entity: Entity, header: Sequence[str], known: Mapping[str, Known]) -> None:
        """Take the file's header; `known` has the tables that references may point to."""
        self._entity = entity
        self._width = len(header)
        fields = {field.name: field for field in entity.fields}
        places = [header.index(entity.slug_column)]
        places += [i for i, name in enumerate(header) if name in fields and i != places[0]]
        self._titles = tuple(header[i] for i in places)
        self.columns = ("slug", *self._titles[1:])
        self.unknown = [name for i, name in enumerate(header) if i not in places]
        self._known = known
        self._loose = False
        # a tuple also for a file that has nothing but its id column
        self._pick = itemgetter(*places) if len(places) > 1 else (lambda cells: (cells[places[0]],))
        self._readers: list[Reader] = [self._read_key, *(self._reader(fields[name]) for name in self._titles[1:])]
        self._texts = frozenset(i for i, name in enumerate(self.columns) if i and fields[name].kind in _TEXT_KINDS)
        self._dates = [
            (place, field, self.columns.index(field.precision))
            for place, name in enumerate(self.columns[1:], 1)
            if (field := fields[name]).precision in self.columns
        ]

    def read_all(self, many: Sequence[Sequence[str]], *, broken: bool = False) -> Sequence[Row | list[Fault]]:
        """Return of each row what `read` returns. Where nothing is wrong this takes a third of the time."""
        if not broken and set(map(len, many)) == {self._width}:
            try:
                return self._read_columns(many)
            except UserProblem:
                pass  # which rows are wrong, and why, is found by reading each by itself
        return [self.read(cells, broken=broken) for cells in many]

    def _read_columns(self, many: Sequence[Sequence[str]]) -> list[Row]:
        """Return the values of good rows. UserProblem if one of them is not."""
        columns = list(zip(*map(self._pick, many), strict=True))
        if any("\0" in "".join(column) for column in columns):
            raise UserProblem("")
        rows = list(zip(*map(self._read_column, range(len(columns)), columns), strict=True))
        if not self._loose:
            return rows
        settled = [list(row) for row in rows]
        for row in settled:
            self._settle_precisions(row)
        return [tuple(row) for row in settled]

    def _read_column(self, place: int, cells: Sequence[str]) -> Iterable[Cell]:
        if place in self._texts and max(map(len, cells)) <= _SURELY_SHORT:
            return [None if cell.isspace() else cell or None for cell in cells]  # as `_text`, without a call for each
        return map(self._readers[place], cells)

    def read(self, cells: Sequence[str], *, broken: bool = False) -> Row | list[Fault]:
        """Return the values, or everything that is wrong with the row. `broken`: cells may hold bytes that are no text.

        A reference to a record that the store does not have stays the text of the cell.
        """
        if len(cells) != self._width:
            text = _("The row has {n} cells and the header {width}; check commas and quotation marks")
            return [("", ",".join(cells)[:_SHOWN], text.format(n=len(cells), width=self._width))]
        picked: tuple[str, ...] = self._pick(cells)
        if broken or "\0" in "".join(picked):
            faults = [fault for name, cell in zip(self._titles, picked, strict=True) for fault in _no_text(name, cell)]
            if faults:
                return faults
        try:
            row = [reader(cell) for reader, cell in zip(self._readers, picked, strict=True)]
            if self._loose:
                self._settle_precisions(row)
        except UserProblem:
            return self._faults(picked)
        return tuple(row)

    def _faults(self, cells: Sequence[str]) -> list[Fault]:
        found: list[Fault] = []
        row: list[Cell] = []
        for name, reader, cell in zip(self._titles, self._readers, cells, strict=True):
            try:
                row.append(reader(cell))
            except UserProblem as problem:
                found.append((name, cell[:_SHOWN], str(problem)))
        if not found:
            try:
                self._settle_precisions(row)
            except FieldProblem as problem:
                found.append((problem.field, cells[self.columns.index(problem.field)][:_SHOWN], str(problem)))
        return found

    def _reader(self, field: Field) -> Reader:
        if field.kind in _TEXT_KINDS:
            return lambda cell: _text(field, cell)
        if field.kind is Kind.REFERENCE:
            return _Memory(lambda cell: self._reference(field, cell.strip())).__getitem__
        if field.kind is Kind.DATE:
            return _Memory(lambda cell: self._date(field, cell)).__getitem__
        return _Memory(lambda cell: read(field, cell, _no_find)[field.name]).__getitem__

    def _read_key(self, cell: str) -> Cell:
        key = cell.strip()
        if not key:
            raise FieldProblem("slug", _("The id is empty; give the row an id of its own"))
        return key

    def _reference(self, field: Field, text: str) -> Cell:
        found = self._known[field.target].ids.get(text)
        return found if found is not None else (text or None)

    def _date(self, field: Field, cell: str) -> Cell:
        day = cell.strip()
        if _is_day(day):
            return day
        values = read(field, cell, _no_find)
        precision = values.get(field.precision)
        if values[field.name] is None or precision == "day" or not field.precision:
            return values[field.name]
        if field.precision not in self.columns:
            text = _("{field}: “{cell}” is not a whole day; write one, or add the column {column}")
            raise FieldProblem(field.name, text.format(field=_(field.label), cell=day, column=field.precision))
        loose = _LooseDate(values[field.name])
        loose.precision = str(precision)
        self._loose = True
        return loose

    def _settle_precisions(self, row: list[Cell]) -> None:
        """Put the precision that a date's wording says into its column; refuse a column that says otherwise."""
        for place, field, precision in self._dates:
            value = row[place]
            if isinstance(value, _LooseDate):
                if row[precision] not in (None, value.precision):
                    text = _("{field}: its wording says “{wording}” and the column {column} says “{precision}”")
                    words = {"wording": value.precision, "column": field.precision, "precision": row[precision]}
                    raise FieldProblem(field.name, text.format(field=_(field.label), **words))
                row[place], row[precision] = str(value), value.precision


def _text(field: Field, cell: str) -> Cell:
    """Return the text as it is, None if it is blank; `values` refuses what is too long to be kept."""
    if len(cell) > _SURELY_SHORT:
        read(field, cell, _no_find)
    return None if cell.isspace() else cell or None


def _no_text(name: str, cell: str) -> list[Fault]:
    if "\0" in cell:
        return [(name, cell.replace("\0", "\N{REPLACEMENT CHARACTER}")[:_SHOWN], _("Remove the character U+0000"))]
    shown = cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if shown != cell:
        return [(name, shown[:_SHOWN], _("The cell is not UTF-8 text; save the file as UTF-8 or type the cell anew"))]
    return []


def _is_day(text: str) -> bool:
    if not _ISO_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _no_find(_table: str, _text: str) -> int | None:
    return None
