"""Rows as tab-separated text, the way spreadsheets take it."""

from collections.abc import Iterable, Sequence

from dicas_desktop.domain.texts import _
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.row_source import Row

_FORMULA = ("=", "+", "-", "@")


def tab_separated(columns: Sequence[Column], rows: Iterable[Row], *, heads: bool = False) -> str:
    """Return one line a row and one tab between columns, as shown; line ends and tabs inside a value become blanks.

    A value a spreadsheet would calculate is given an apostrophe in front; plain negative numbers stay numbers.
    """
    lines = ["\t".join(_(column.label) for column in columns)] if heads else []
    lines.extend("\t".join(_cell(row.text(column)) for column in columns) for row in rows)
    return "\n".join(lines)


def _cell(text: str) -> str:
    text = " ".join(text.split())
    number = text.removeprefix("-").replace(",", "").isdecimal()
    return f"'{text}" if text.startswith(_FORMULA) and not number else text
