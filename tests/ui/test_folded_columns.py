"""Where the table is narrow, columns fold away from the right, are counted in the head, and come back with the room."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.settings import Settings
from tests.make import TODAY
from tests.make_page import NO_DISPLAY, click, collected, editor_of, go_to, press

pytestmark = NO_DISPLAY


def shown(qtbot: QtBot, store: Store, table: str, width: int, settings: Settings | None = None) -> EntityPage:
    page = EntityPage(store, ENTITIES[table], TODAY, settings=settings)
    qtbot.addWidget(page)
    page.resize(width, 500)
    with qtbot.waitExposed(page):
        page.show()
    page.model.finish()
    QApplication.processEvents()
    return page


def names(page: EntityPage) -> list[str]:
    return [column.name for column in page.table.shown_columns()]


def resized(page: EntityPage, width: int) -> None:
    page.resize(width, 500)
    QApplication.processEvents()


@pytest.mark.parametrize("width", [520, 760, 905, 1084])
@pytest.mark.parametrize("table", list(ENTITIES))
def test_no_table_scrolls_sideways(qtbot: QtBot, sample: Store, table: str, width: int) -> None:
    page = shown(qtbot, sample, table, width)
    assert page.table.head.length() <= page.table.viewport().width()
    assert page.table.horizontalScrollBar().maximum() == 0
    assert names(page)[0] == "ref"
    assert set(ENTITIES[table].columns) - set(names(page)) == set() or page.head.folded.isVisible()
    page.stop()


def test_what_names_sorts_and_tells_the_state_stays(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "meetings", 520)
    assert {"ref", "title", "start_date", "status"} <= set(names(page))
    assert page.head.folded.text() == f"{8 - len(names(page))} more columns"
    assert page.head.folded.toolTip()
    page.model.sort_by(page.model.column_named("city"), further=False)
    page.model.finish()
    assert "city" in names(page)
    assert page.model.listing.sort == (Sort("city"),)
    page.stop()


def test_folded_columns_come_back_with_the_room_in_their_order(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "meetings", 520)
    folded = collected(page.table.columns.folded_changed.connect)
    resized(page, 1200)
    assert names(page) == list(ENTITIES["meetings"].columns)
    assert folded[-1] == (0,)
    assert not page.head.folded.isVisible()
    page.stop()


def test_a_column_that_is_asked_for_stays_and_the_table_scrolls(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "meetings", 520)
    assert "city" not in names(page)
    menu = page.table.columns.menu(page)
    city = next(action for action in menu.actions() if action.text() == "City")
    assert not city.isChecked()
    city.trigger()
    QApplication.processEvents()
    assert "city" in names(page)
    page.table.columns.reset()
    QApplication.processEvents()
    assert "city" not in names(page)
    page.stop()


def test_what_is_folded_is_not_remembered_as_hidden(qtbot: QtBot, sample: Store) -> None:
    settings = Settings(None)
    narrow = shown(qtbot, sample, "meetings", 520, settings)
    narrow.table.columns.show("venue", shown=True)
    narrow.table.columns.show("wg_id", shown=False)
    narrow.stop()
    wide = shown(qtbot, sample, "meetings", 1400, settings)
    wished = [name for name in ENTITIES["meetings"].columns if name != "wg_id"]
    assert names(wide) == [*wished, "venue"]
    resized(wide, 520)
    assert "venue" in names(wide)
    wide.stop()


def test_the_button_in_the_head_opens_the_menu_of_the_columns(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "meetings", 520)
    click(page.head.folded, QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "City" in [action.text() for action in menu.actions()]
    menu.close()
    page.stop()


def test_the_column_of_an_open_editor_is_not_folded_away(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "meetings", 1200)
    go_to(page, 1, "city")
    press(page.table, "Kure")
    resized(page, 520)
    assert "city" in names(page)
    assert editor_of(page).text() == "Kure"
    page.table.cell_edit.end()
    page.stop()
