"""Text of cells as spreadsheets put it on the clipboard, read into rows of cells."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.ui.cell_block import read_block

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=12)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("one", [["one"]]),
        ("one\n", [["one"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("\t\n", [["", ""]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"he said ""no"""\tb', [['he said "no"', "b"]]),
        ('5" pipe\tb\n', [['5" pipe', "b"]]),
        ('"never closed\tb\nc\td\n', [['"never closed', "b"], ["c", "d"]]),
        ("'=1+1\t'plain\t'-5", [["=1+1", "'plain", "-5"]]),
        ("", []),
        ("日本\t令和6年6月11日", [["日本", "令和6年6月11日"]]),
    ],
)
def test_the_cells_of_a_spreadsheet_come_out_as_they_stood_there(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_is_written_with_quotation_marks_is_read_back(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, dialect="excel-tab", lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    plain = [[cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell for cell in row]
             for row in rows]  # fmt: skip
    assert read_block(written.getvalue()) == plain
