"""What the table shows, in a file: the same columns, rows and words, and no formula."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.store import Store
from dicas_desktop.ui.cell_block import as_text
from dicas_desktop.ui.export_seen import Seen, write_seen
from tests.make import RECORDED, reopen
from tests.make_keys import by_key, by_menu, dialog_of, leave_dialogs, page_of, store_of
from tests.make_page import NO_DISPLAY, head_of, shown_page
from tests.make_window import Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample."""
    return open_window(qtbot, qapp, sample, "action_items")


def go_on(_done: int, _total: int, _text: str) -> bool:
    return True


def choose(opened: Opened, path: Path) -> None:
    """Type a path into the dialog of files and press Enter."""
    dialog = dialog_of(opened, "Export this table")
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, str(path))
    QTest.keyClick(line, Key.Key_Return)
    QTest.keyClick(line, Key.Key_Return) if dialog.isVisible() else None
    opened.settle()


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def shown(opened: Opened) -> list[list[str]]:
    """The table as its cells say it, heads first."""
    page = page_of(opened)
    page.model.finish()
    columns = page.table.shown_columns()
    numbers = [page.model.column_named(column.name) for column in columns]
    rows = [number for number, row_id in enumerate(page.model.source.ids) if row_id > 0]
    cells = [[str(page.model.index(row, number).data()) for number in numbers] for row in rows]
    return [[column.label for column in columns], *cells]


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_the_file_has_the_columns_the_order_and_the_filter_of_the_table(opened: Opened, ask: object) -> None:
    page, before = page_of(opened), head_of(store_of(opened))
    page.table.columns.show("wg_id", False)
    page.table.columns.show("note", True)
    page.table.head.moveSection(page.table.head.visualIndex(page.model.column_named("status")), 1)
    page.table.select(3, page.model.column_named("owner_org_id"))
    page.table.setFocus()
    by_key(opened, "group")
    by_key(opened, "filter")
    opened.type("repair")
    wanted = shown(opened)
    assert wanted[0][:3] == ["Ref", "Status", "Title"]
    assert 2 < len(wanted) < 29
    path = store_of(opened).path.with_name("seen.csv")
    ask(opened, "export_table")  # type: ignore[operator] # one of the two ways
    choose(opened, path)
    assert rows_of(path) == wanted
    assert path.read_bytes().startswith(b"\xef\xbb\xbfRef,Status,Title")
    columns = len(wanted[0])
    note = f"Wrote {len(wanted) - 1} rows of {columns} columns to {path}."
    assert opened.window.status.note.text() == note
    assert head_of(store_of(opened)) == before


@pytest.mark.parametrize("table", RECORDED)
def test_every_kind_is_written_as_it_is_read(qtbot: QtBot, sample: Store, tmp_path: Path, table: str) -> None:
    with shown_page(qtbot, sample, table) as page:
        path = tmp_path / "seen.csv"
        number = write_seen(sample, Seen.of(page), path, go_on)
        rows = rows_of(path)
        assert number == page.row_count() == len(rows) - 1
        columns = page.table.shown_columns()
        for place, cells in enumerate(rows[1:]):
            row = page.model.row(place)
            assert row is not None
            assert cells == [as_text(row.text(column)) for column in columns]


@pytest.mark.parametrize("text", ["=1+1", "+81 3", "-yes", "@import", "=HYPERLINK(1)"])
def test_what_a_spreadsheet_would_calculate_is_written_as_text(opened: Opened, sample: Store, text: str) -> None:
    with sample.write("Set a title") as step:
        step.update("action_items", 3, {"description": text})
    opened.settle()
    path = sample.path.with_name("seen.csv")
    by_key(opened, "export_table")
    choose(opened, path)
    titles = [row[1] for row in rows_of(path)]
    assert f"'{text}" in titles
    assert text not in titles


def test_a_file_that_cannot_be_written_is_told_and_what_was_there_stays(opened: Opened, tmp_path: Path) -> None:
    seen, store = Seen.of(page_of(opened)), store_of(opened)
    with pytest.raises(UserProblem, match="could not be written"):
        write_seen(store, seen, tmp_path / "no such folder" / "seen.csv", go_on)
    path = tmp_path / "seen.csv"
    path.write_text("what was there", encoding="utf-8")
    with pytest.raises(Cancelled):
        write_seen(store, seen, path, lambda _done, _total, _text: False)
    assert path.read_text(encoding="utf-8") == "what was there"
    assert sorted(each.name for each in tmp_path.iterdir() if "seen" in each.name) == ["seen.csv"]
    opened.commands.blocks.export(page_of(opened), tmp_path / "no such folder" / "seen.csv")
    opened.settle()
    told = dialog_of(opened, "The table was not exported")
    assert "could not be written" in told.note.text()  # type: ignore[attr-defined] # a Dialog
    leave_dialogs(opened)


def test_a_read_only_workspace_can_be_exported(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    path = sample.path
    sample.close()
    opened = open_window(qtbot, qapp, reopen(path, read_only=True), "meetings")
    by_key(opened, "export_table")
    choose(opened, path.with_name("seen.csv"))
    assert len(rows_of(path.with_name("seen.csv"))) == 29
