"""What the pages of the journal and of the bin share: their table, its panel, both clocks, and Enter."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.history_page import HistoryPage, by_whom
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
PAGES = pytest.mark.parametrize("name", ["journal", "bin"])


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    with sample.write("Delete one") as step:
        step.delete("platforms", [1])
    return open_window(qtbot, qapp, sample)


def page_of(opened: Opened, name: str) -> HistoryPage[Any]:
    opened.go(name)
    assert opened.window.desk is not None
    page = opened.window.desk.made[name]
    assert isinstance(page, HistoryPage)
    return page


@PAGES
def test_the_keyboard_goes_to_the_table_whose_first_row_is_told_in_the_panel(opened: Opened, name: str) -> None:
    page = page_of(opened, name)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 0
    title = page.panel.title.text()
    assert title == "Delete one" if name == "journal" else title.startswith("P-0001 ")
    assert "15 Jul" in page.panel.facts.text()


@PAGES
def test_both_clocks_stand_in_the_row_and_in_the_panel(opened: Opened, name: str) -> None:
    page = page_of(opened, name)
    heads = [page.model.headerData(column, Qt.Orientation.Horizontal) for column in range(page.model.columnCount())]
    first = heads.index("Tokyo")
    assert heads[first + 1] == "Washington"
    cells = [page.model.index(0, first + column).data() for column in range(2)]
    assert cells == ["15 Jul 14:03", "15 Jul 01:03"]
    facts = page.panel.facts.text()
    assert all(f"{cell.split()[-1]} " in facts for cell in cells)


@PAGES
def test_enter_does_what_the_page_is_for(opened: Opened, name: str, sample: Store) -> None:
    page = page_of(opened, name)
    opened.press(Qt.Key.Key_Return)
    if name == "journal":
        assert page.panel.view.hasFocus()
    else:
        assert page.model.rowCount() == 0
        assert sample.undo_label


def test_enter_on_an_empty_bin_does_nothing(opened: Opened, sample: Store) -> None:
    page = page_of(opened, "bin")
    sample.undo()
    opened.settle()
    steps = sample.head.steps
    page.table.setFocus()
    opened.press(Qt.Key.Key_Return)
    assert sample.head.steps == steps


def test_who_and_where_are_told_once_if_they_are_the_same() -> None:
    assert by_whom("Example officer", "desk") == "Example officer · desk"
    assert by_whom("desk", "desk") == "desk"
    assert by_whom("", "desk") == "desk"
