"""A block of cells as text: read from what a spreadsheet or this program put on the clipboard."""

import io
from collections.abc import Iterable, Mapping, Sequence

from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.ids import reference
from dicas_desktop.domain.values import typed
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.row_source import Row

FORMULA = ("=", "+", "-", "@")  # a cell that begins so is calculated by a spreadsheet

Block = list[list[str]]  # rows of cells; rows may be of different lengths


def read_block(text: str) -> Block:
    """Return the cells of tab-separated text. A cell with line ends or tabs stands in quotation marks, as Excel has it.

    Text whose quotation marks do not match is taken as it stands.
    """
    # imported here: the first rows need not wait for it
    import csv

    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(lines, newline=""), dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in lines.removesuffix("\n").split("\n")]
    return [[_plain(cell) for cell in row or [""]] for row in rows]


def typed_block(columns: Sequence[Column], rows: Iterable[Row], entities: Mapping[str, Entity]) -> str:
    """Return rows as tab-separated text that `read_block` and the editors read back to the same values."""
    # imported here: the first rows need not wait for it
    import csv

    written = io.StringIO(newline="")
    writer = csv.writer(written, dialect="excel-tab", lineterminator="\n")
    writer.writerows([_typed(column, row, entities) for column in columns] for row in rows)
    return written.getvalue()


def as_text(text: str) -> str:
    """Return a value as one line that a spreadsheet takes for text: what it would calculate gets an apostrophe.

    Plain negative numbers stay numbers.
    """
    text = " ".join(text.split())
    number = text.removeprefix("-").replace(",", "").isdecimal()
    return f"'{text}" if text.startswith(FORMULA) and not number else text


def _typed(column: Column, row: Row, entities: Mapping[str, Entity]) -> str:
    field, values = column.field, row.record.values
    if field is None:
        return row.text(column)
    if field.kind is Kind.REFERENCE and values[field.name] is not None:
        return reference(entities[field.target].prefix, values[field.name])  # a label may name several records
    return typed(field, values, row.record.labels)


def _plain(cell: str) -> str:
    """Take away the apostrophe that says "this is text" to a spreadsheet."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell
