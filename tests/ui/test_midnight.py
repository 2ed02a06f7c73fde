"""A window that stands open over midnight follows the day: tables, filters, timeline, overview, inspector, sidebar."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from tests.make import TODAY
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
NEXT_DAY, AFTER_2_PLUS_2 = date(2024, 7, 16), date(2024, 7, 29)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items with AI-0003, 166 days late, selected."""
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    return window


def page_of(opened: Opened) -> EntityPage:
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    return page


def turn(opened: Opened, day: date) -> None:
    """Let the clock of the window show another day, and the next look come."""
    opened.window.clock.as_of = day
    opened.commands.midnight.look()
    opened.settle()


def due(opened: Opened) -> str:
    """What the table says of the due date of AI-0003."""
    page = page_of(opened)
    row = page.model.row(page.model.source.place_of(3))
    assert row is not None
    return row.text(page.model.columns[page.model.column_named("due_date")])


def shown_texts(opened: Opened) -> list[str]:
    assert opened.window.desk is not None
    return [label.text() for label in opened.window.desk.findChildren(QLabel) if label.isVisible()]


def test_the_table_counts_by_the_new_day_and_the_selection_stays(opened: Opened) -> None:
    assert "166 d late" in due(opened)
    turn(opened, NEXT_DAY)
    assert "167 d late" in due(opened)
    assert page_of(opened).today == NEXT_DAY
    assert page_of(opened).table.selected_ids() == [3]


def test_the_timer_looks_by_itself(opened: Opened) -> None:
    watch = opened.commands.midnight
    assert watch.timer.isActive()
    assert watch.timer.interval() == 30_000
    opened.window.clock.as_of = NEXT_DAY
    watch.timer.setInterval(5)
    opened.qtbot.waitUntil(lambda: page_of(opened).today == NEXT_DAY)
    watch.timer.setInterval(30_000)


def test_on_the_same_day_nothing_is_read_again(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EntityPage, "reload", lambda _page: pytest.fail("read again"))
    opened.commands.midnight.look()


def test_the_filter_before_the_2_plus_2_goes_when_that_meeting_is_over(opened: Opened) -> None:
    def offered() -> list[str]:
        return [chip.text() for chip in page_of(opened).filters.findChildren(QPushButton) if chip.isVisible()]

    assert "Before 2+2" in offered()
    turn(opened, date(2024, 7, 28))
    assert "Before 2+2" in offered()
    turn(opened, AFTER_2_PLUS_2)
    assert "Before 2+2" not in offered()


def test_what_is_to_come_begins_with_the_new_day(opened: Opened) -> None:
    opened.go("meetings")
    page = page_of(opened)
    upcoming = Condition("start_date", ">=", TODAY.isoformat())
    page.filters.set_filters((upcoming,), "")
    opened.settle()
    before = page.row_count()
    turn(opened, AFTER_2_PLUS_2)
    assert page.filters.where == (Condition("start_date", ">=", "2024-07-29"),)
    assert page.row_count() < before


def test_a_page_out_of_sight_follows_too(opened: Opened) -> None:
    opened.go("meetings")
    turn(opened, NEXT_DAY)
    opened.go("action_items")
    assert "167 d late" in due(opened)


def test_the_line_of_today_moves_on_the_timeline(opened: Opened) -> None:
    assert opened.window.desk is not None
    timeline = opened.window.desk.panels.timeline
    assert timeline is not None
    assert timeline.chart.today == TODAY.toordinal()
    left = timeline.chart.geometry_.left
    turn(opened, NEXT_DAY)
    assert timeline.chart.today == NEXT_DAY.toordinal()
    assert timeline.reader.today == timeline.today == NEXT_DAY
    assert timeline.chart.geometry_.left == left


def test_overview_inspector_and_sidebar_follow(opened: Opened) -> None:
    opened.go("overview")
    assert any("15 Jul 2024" in text for text in shown_texts(opened))
    turn(opened, AFTER_2_PLUS_2)
    assert any("29 Jul 2024" in text for text in shown_texts(opened))
    opened.go("action_items")
    opened.select(5)  # due on the day of the 2+2
    assert opened.window.desk is not None
    status = opened.window.desk.inspector.rows["status"].value.text()
    assert "▲" in status
    turn(opened, TODAY)
    assert opened.window.desk.inspector.rows["status"].value.text() != status


def test_what_is_half_typed_stays(opened: Opened) -> None:
    page = page_of(opened)
    page.table.select(3, page.model.column_named("description"))
    opened.press(Qt.Key.Key_F2)
    opened.type("Half typed")
    turn(opened, NEXT_DAY)
    editor = page.table.cell_edit.editor
    assert editor is not None
    assert editor.text() == "Half typed"
    assert "167 d late" in due(opened)


def test_a_locked_window_follows_when_it_is_unlocked(opened: Opened) -> None:
    opened.do("lock")
    turn(opened, NEXT_DAY)
    assert page_of(opened).today == TODAY
    screen = opened.commands.security.lock.screen
    assert screen is not None
    screen.act()
    opened.settle()
    opened.commands.midnight.look()
    opened.settle()
    assert page_of(opened).today == NEXT_DAY


def test_a_window_without_a_file_takes_the_day_and_no_harm(opened: Opened) -> None:
    opened.window.close_store()
    turn(opened, NEXT_DAY)
    assert opened.window.start.isVisible()
