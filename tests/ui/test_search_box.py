"""Search everything: English and Japanese, grouped, by keyboard, opening the record where it lives."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.search import Hit
from dicas_desktop.store.store import Store
from dicas_desktop.ui.search_box import words_around
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the overview of the sample."""
    return open_window(qtbot, qapp, sample)


def search_for(opened: Opened, words: str) -> None:
    opened.press(Qt.Key.Key_K, CONTROL)
    assert opened.window.toolbar.search.hasFocus()
    opened.type(words)
    opened.qtbot.waitUntil(opened.window.search.isVisible)


def test_ctrl_k_and_typing_shows_hits_in_groups(opened: Opened) -> None:
    search_for(opened, "AMRAAM")
    tables = [hit.table for hit in opened.window.search.hits()]
    assert len(set(tables)) >= 3
    assert tables == sorted(tables, key=tables.index)
    assert "hits" in opened.window.search.note.text()


def test_two_japanese_characters_are_found(opened: Opened) -> None:
    opened.press(Qt.Key.Key_K, CONTROL)
    opened.window.toolbar.search.setText("艦船")
    opened.window.search.look()
    assert next(hit.ref for hit in opened.window.search.hits()) == "WG-0002"


def test_the_second_line_does_not_say_the_title_again() -> None:
    same = Hit("sources", 1, "S-0001", "Ship repair  in Japan", "…repair in Japan")
    assert words_around(same, whole_title=True) == ""
    assert words_around(same, whole_title=False) == "…repair in Japan"
    other = same._replace(snippet="…at a private yard…")
    assert words_around(other, whole_title=True) == "…at a private yard…"


def test_enter_opens_the_marked_record_where_it_lives(opened: Opened) -> None:
    search_for(opened, "Hold the first ship working group")
    opened.press(Qt.Key.Key_Return)
    assert opened.window.desk is not None
    assert opened.window.desk.page == "action_items"
    assert opened.window.desk.selection == ("action_items", (7,))
    assert not opened.window.search.isVisible()
    assert opened.window.toolbar.search.text() == ""


def test_enter_at_once_does_not_wait_for_the_list(opened: Opened) -> None:
    opened.press(Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(opened.window.toolbar.search, "USS New Orleans")
    QTest.keyClick(opened.window.toolbar.search, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page in ("action_items", "platforms", "repair_schedules")


def test_arrows_walk_over_the_heads_of_groups(opened: Opened) -> None:
    search_for(opened, "AMRAAM")
    box = opened.window.search
    seen = []
    for _step in range(len(box.hits()) + 2):
        seen.append(box.list.currentIndex().row())
        opened.press(Qt.Key.Key_Down)
    assert len(set(seen)) == len(box.hits())
    for _step in range(len(box.hits()) + 2):
        opened.press(Qt.Key.Key_Up)
    assert box.list.currentIndex().row() == seen[0]


def test_a_click_opens_a_hit(opened: Opened) -> None:
    search_for(opened, "LaPlante")
    box = opened.window.search
    place = box.list.visualRect(box.list.currentIndex()).center()
    QTest.mouseClick(box.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page == "persons"


def test_escape_closes_and_empties(opened: Opened) -> None:
    search_for(opened, "AMRAAM")
    opened.press(Qt.Key.Key_Escape)
    assert not opened.window.search.isVisible()
    assert opened.window.toolbar.search.text() == ""


def test_nothing_found_is_said(opened: Opened) -> None:
    search_for(opened, "zzzzqqq")
    assert opened.window.search.note.text() == "Nothing found for “zzzzqqq”."
    opened.press(Qt.Key.Key_Return)
    assert opened.window.desk is not None
    assert opened.window.desk.page == "overview"


@pytest.mark.parametrize("hostile", ['"', "%", "*", "'; DROP TABLE meetings; --", "a AND", "NEAR(", "\\", "艦"])
def test_any_character_is_literal(opened: Opened, hostile: str) -> None:
    opened.window.toolbar.search.setText(hostile)
    opened.window.search.look()
    assert opened.window.search.hits() == opened.window.search.hits()


def test_the_list_stays_below_the_field_when_the_window_shrinks(opened: Opened) -> None:
    search_for(opened, "AMRAAM")
    opened.window.resize(900, 500)
    opened.settle()
    box = opened.window.search
    assert box.geometry().right() <= opened.window.width()
    assert box.geometry().bottom() <= opened.window.height()
