from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.loading import MEETINGS, REPAIRS
from tests.make import reopen
from tests.make_timeline import Held, Left, bar_of, forecast, middle, pull, shown, wheel, with_repairs

# The platform without a display says so for each window that has a least size; it means nothing.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Key = Qt.Key


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


@pytest.fixture
def planned(empty: Store) -> Store:
    return with_repairs(empty)


def test_dragging_a_bar_is_one_labelled_step(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    steps = planned.head.steps
    with qtbot.waitSignal(panel.message) as said:
        pull(panel, middle(panel, bar_of(panel, 3)), 7)
    assert said.args == ["Move RS-0003 by 7 days"]
    assert planned.head.steps == steps + 1
    assert forecast(planned, 3) == ("2024-09-08", "2024-09-27")
    assert date.fromordinal(bar_of(panel, 3).first) == date(2024, 9, 8)


def test_dragging_an_end_resizes(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    box = panel.chart.geometry_.box(bar_of(panel, 3))
    pull(panel, QPoint(int(box.right()) - 2, int(box.center().y())), -4)
    assert forecast(planned, 3) == (None, "2024-09-16")
    box = panel.chart.geometry_.box(bar_of(panel, 3))
    pull(panel, QPoint(int(box.left()) + 2, int(box.center().y())), 2)
    assert forecast(planned, 3) == ("2024-09-03", "2024-09-16")


def test_while_dragging_dates_are_shown_and_escape_changes_nothing(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    steps = planned.head.steps
    start = middle(panel, bar_of(panel, 3))
    pull(panel, start, 5, release=False)
    drag = panel.chart.drag
    assert drag is not None
    assert drag.words() == "Fri 6 Sep 2024 – Wed 25 Sep 2024  (+5 d)"
    panel.grab()
    QTest.keyClick(panel.chart, Key.Key_Escape)
    QTest.mouseRelease(panel.chart.viewport(), Left, Held.NoModifier, start)
    assert panel.chart.drag is None
    assert planned.head.steps == steps


def test_a_completed_bar_says_why_it_does_not_move(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    steps = planned.head.steps
    with qtbot.waitSignal(panel.message) as said:
        pull(panel, middle(panel, bar_of(panel, 4)), 5)
    assert "RS-0004 is over" in said.args[0]
    assert planned.head.steps == steps


def test_a_read_only_workspace_says_why_nothing_moves(qtbot: QtBot, planned: Store) -> None:
    path = planned.path
    planned.close()
    store = reopen(path, read_only=True)
    try:
        panel = shown(qtbot, store)
        before = forecast(store, 3)
        with qtbot.waitSignal(panel.message) as told:
            pull(panel, middle(panel, bar_of(panel, 3)), 3)
        assert "read-only" in str(told.args[0]) if told.args else False
        assert forecast(store, 3) == before
    finally:
        store.close()


def test_an_end_is_not_pulled_past_the_other(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    box = panel.chart.geometry_.box(bar_of(panel, 3))
    pull(panel, QPoint(int(box.right()) - 2, int(box.center().y())), -60)
    assert forecast(planned, 3) == (None, "2024-09-01")


def test_a_press_without_a_pull_only_selects(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    steps = planned.head.steps
    with qtbot.waitSignal(panel.selected) as chosen:
        QTest.mouseClick(panel.chart.viewport(), Left, Held.NoModifier, middle(panel, bar_of(panel, 2)))
    assert chosen.args == [REPAIRS, 2]
    assert planned.head.steps == steps


def test_a_double_click_and_enter_open(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.mouseDClick(panel.chart.viewport(), Left, Held.NoModifier, middle(panel, bar_of(panel, 2)))
    assert opened.args == [REPAIRS, 2]
    panel.select(REPAIRS, 1)
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.keyClick(panel.chart, Key.Key_Return)
    assert opened.args == [REPAIRS, 1]


def test_arrows_walk_along_and_across_lanes(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    chart = panel.chart
    QTest.keyClick(chart, Key.Key_Down)
    assert chart.current is not None
    assert chart.current.table == MEETINGS
    begun = chart.current
    QTest.keyClick(chart, Key.Key_Right)
    assert chart.current.first >= begun.first
    assert chart.current is not begun
    QTest.keyClick(chart, Key.Key_Left)
    assert chart.current is begun
    QTest.keyClick(chart, Key.Key_End)
    assert chart.current is chart.geometry_.plan.lanes[0].items[-1]
    QTest.keyClick(chart, Key.Key_Right)
    assert chart.current is chart.geometry_.plan.lanes[0].items[-1]
    QTest.keyClick(chart, Key.Key_Home)
    assert chart.current is chart.geometry_.plan.lanes[0].items[0]
    for _step in range(len(chart.geometry_.plan.lanes)):
        QTest.keyClick(chart, Key.Key_Down)
    assert chart.current.table == REPAIRS
    assert chart.current.lane in chart.geometry_.lanes_in_view()
    QTest.keyClick(chart, Key.Key_Up)


def test_page_keys_scroll_the_lanes_by_what_is_in_view(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    bar = panel.chart.verticalScrollBar()
    QTest.keyClick(panel.chart, Key.Key_PageDown)
    assert bar.value() == min(bar.maximum(), bar.pageStep())
    QTest.keyClick(panel.chart, Key.Key_PageUp)
    assert bar.value() == 0


def test_alt_and_arrows_move_by_a_day_and_with_shift_the_end(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    panel.select(REPAIRS, 3)
    QTest.keyClick(panel.chart, Key.Key_Right, Held.AltModifier)
    assert forecast(planned, 3) == ("2024-09-02", "2024-09-21")
    QTest.keyClick(panel.chart, Key.Key_Left, Held.AltModifier | Held.ShiftModifier)
    assert forecast(planned, 3) == ("2024-09-02", "2024-09-20")
    assert planned.undo_label == "Move the end of RS-0003 by −1 day"
    panel.select(REPAIRS, 4)
    with qtbot.waitSignal(panel.message) as said:
        QTest.keyClick(panel.chart, Key.Key_Right, Held.AltModifier)
    assert "facts" in said.args[0]


def test_the_keys_of_the_chart_are_kept_from_the_window(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Key.Key_Left, Held.AltModifier)
    event.ignore()
    QApplication.sendEvent(panel.chart, event)
    assert event.isAccepted()
    other = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Key.Key_K, Held.ControlModifier)
    other.ignore()
    QApplication.sendEvent(panel.chart, other)
    assert not other.isAccepted()


def test_the_wheel_scrolls_lanes_days_and_zooms_around_the_pointer(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    chart, geometry = panel.chart, panel.chart.geometry_
    wheel(panel, -120)
    assert chart.verticalScrollBar().value() == theme.LANE
    left = geometry.left
    wheel(panel, -120, Held.ShiftModifier)
    assert geometry.left > left
    under, day = geometry.day_at(700), geometry.day
    wheel(panel, 120, Held.ControlModifier)
    assert geometry.day > day
    assert geometry.day_at(700) == pytest.approx(under)
    assert not panel.zoom_chips["Month"].isChecked()


def test_an_empty_place_pulled_takes_the_whole_chart_along(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample, height=260)
    view, g = panel.chart.viewport(), panel.chart.geometry_
    left, steps = g.left, sample.head.steps
    start = QPoint(g.names + 40, g.height - 4)
    panel.chart.verticalScrollBar().setValue(panel.chart.verticalScrollBar().maximum())
    assert panel.chart.tip_at(QPointF(start)) == ""
    top = panel.chart.verticalScrollBar().value()
    QTest.mousePress(view, Left, Held.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(86, 30))
    assert view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(view, Left, Held.NoModifier, start + QPoint(86, 30))
    assert g.left == pytest.approx(left - 10)
    assert panel.chart.verticalScrollBar().value() == top - 30
    QTest.mouseMove(view, start)
    assert g.left == pytest.approx(left - 10)
    assert sample.head.steps == steps


def test_control_and_arrows_scroll_the_days(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    g = panel.chart.geometry_
    left = g.left
    QTest.keyClick(panel.chart, Key.Key_Right, Held.ControlModifier)
    assert g.left == pytest.approx(left + g.chart_width / 4 / g.day)
    QTest.keyClick(panel.chart, Key.Key_Left, Held.ControlModifier)
    assert g.left == pytest.approx(left)
