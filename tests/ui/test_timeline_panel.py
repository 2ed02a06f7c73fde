from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.planning.lanes import Bar, Item
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.grid import labels, pills
from dicas_desktop.ui.timeline.hits import item_box
from dicas_desktop.ui.timeline.loading import MEETINGS, REPAIRS
from dicas_desktop.ui.timeline.panel import ZOOMS, TimelinePanel
from dicas_desktop.ui.timeline.points import groups

# The platform without a display says so for each window that has a least size; it means nothing.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TODAY = date(2024, 7, 15)
Key, Held, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def shown(qtbot: QtBot, store: Store, today: date = TODAY, height: int = 420) -> TimelinePanel:
    panel = TimelinePanel(store, today)
    qtbot.addWidget(panel)
    panel.resize(1244, height)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def planned(empty: Store) -> Store:
    """Three repairs of placeholder ships in one dock and one that is over."""
    rows: list[dict[str, Any]] = [
        {"planned_start": "2024-06-10", "planned_end": "2024-07-24", "forecast_end": "2024-07-30",
         "actual_start": "2024-06-10", "status": "in_progress", "progress": 60},
        {"planned_start": "2024-07-10", "planned_end": "2024-08-20"},
        {"planned_start": "2024-09-01", "planned_end": "2024-09-20"},
        {"actual_start": "2024-06-03", "actual_end": "2024-06-20", "status": "completed"},
    ]  # fmt: skip
    with empty.write("Add") as step:
        dock = step.add("facilities", {"name_en": "Example dock 1", "kind": "dry_dock"})
        for number, values in enumerate(rows):
            ship = step.add("platforms", {"kind": "ship", "name": f"Example ship {number + 1}"})
            place = {"facility_id": dock.id} if number < 2 else {}
            step.add(REPAIRS, {"platform_id": ship.id, "availability_type": "SRA", **place, **values})
    return empty


def bar_of(panel: TimelinePanel, number: int) -> Bar:
    found = panel.chart.geometry_.plan.find(REPAIRS, number)
    assert isinstance(found, Bar)
    return found


def middle(panel: TimelinePanel, item: Item) -> QPoint:
    return item_box(panel.chart.geometry_, item).center().toPoint()


def wheel(panel: TimelinePanel, y: int, held: Qt.KeyboardModifier = Held.NoModifier, x: int = 700) -> None:
    view = panel.chart.viewport()
    place = QPointF(x, 150)
    event = QWheelEvent(place, view.mapToGlobal(place), QPoint(), QPoint(0, y), Qt.MouseButton.NoButton, held,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view, event)


def pull(panel: TimelinePanel, start: QPoint, days: int, *, release: bool = True) -> None:
    view = panel.chart.viewport()
    end = start + QPoint(round(days * panel.chart.geometry_.day), 0)
    QTest.mousePress(view, Left, Held.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(6 if days > 0 else -6, 0))
    QTest.mouseMove(view, end)
    if release:
        QTest.mouseRelease(view, Left, Held.NoModifier, end)


def forecast(store: Store, number: int) -> tuple[str | None, str | None]:
    with store.read() as db:
        values = fetch(db, REPAIRS, [number])[0].values
    return values["forecast_start"], values["forecast_end"]


def test_it_opens_around_today_by_months(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    geometry = panel.chart.geometry_
    assert date.fromordinal(int(geometry.left)) == date(2024, 6, 1)
    assert geometry.left < TODAY.toordinal() < geometry.right
    assert panel.zoom_chips["Month"].isChecked()
    assert not panel.zoom_chips["Week"].isChecked()


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


def test_the_selection_of_the_table_is_shown_without_telling_it_back(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned, height=160)
    with qtbot.assertNotEmitted(panel.selected):
        panel.select(REPAIRS, 3)
    assert panel.chart.current is bar_of(panel, 3)
    assert bar_of(panel, 3).lane in panel.chart.geometry_.lanes_in_view()
    assert "RS-0003 · Example ship 3 · SRA" in panel.chart.accessibleDescription()
    panel.select("persons", 1)
    assert panel.chart.current is None
    assert panel.chart.accessibleDescription() == "Nothing is selected"


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


def test_zoom_goes_from_days_to_decades_and_no_further(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    for _step in range(60):
        QTest.keyClick(panel.chart, Key.Key_Plus, Held.ControlModifier)
    assert panel.chart.geometry_.right - panel.chart.geometry_.left < 16
    panel.grab()
    for _step in range(80):
        QTest.keyClick(panel.chart, Key.Key_Minus, Held.ControlModifier)
    assert panel.chart.geometry_.right - panel.chart.geometry_.left > 3650
    panel.grab()
    QTest.keyClick(panel.chart, Key.Key_T)
    assert panel.chart.geometry_.left < TODAY.toordinal() < panel.chart.geometry_.right


@pytest.mark.parametrize(("word", "width"), ZOOMS)
def test_the_buttons_zoom_and_show_which_is_on(qtbot: QtBot, sample: Store, word: str, width: float) -> None:
    panel = shown(qtbot, sample)
    QTest.mouseClick(panel.zoom_chips[word], Left)
    assert panel.chart.geometry_.day == pytest.approx(width)
    assert [name for name, _ in ZOOMS if panel.zoom_chips[name].isChecked()] == [word]


def test_fit_shows_the_first_and_the_last_day(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    panel.fit()
    geometry = panel.chart.geometry_
    assert geometry.left <= geometry.plan.first
    assert geometry.right >= geometry.plan.last


def test_chips_choose_what_is_shown(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    QTest.mouseClick(panel.kind_chips["action_items"], Left)
    assert "Action items" in [lane.title for lane in panel.chart.geometry_.plan.lanes]
    QTest.mouseClick(panel.kind_chips[MEETINGS], Left)
    assert "Meetings" not in [lane.title for lane in panel.chart.geometry_.plan.lanes]


def test_a_change_elsewhere_is_shown_at_once_and_the_selection_stays(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    panel.select(REPAIRS, 3)
    with planned.write("Change") as step:
        step.update(REPAIRS, 3, {"planned_end": "2024-10-01"})
    qtbot.waitUntil(lambda: date.fromordinal(bar_of(panel, 3).last) == date(2024, 10, 1))
    assert panel.chart.current is bar_of(panel, 3)


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


def test_lanes_can_stand_under_their_facility(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    assert not any(lane.heading for lane in panel.chart.geometry_.plan.lanes)
    QTest.mouseClick(panel.facility_chip, Left)
    lanes = panel.chart.geometry_.plan.lanes
    assert [lane.title for lane in lanes if lane.heading][:2] == ["IHI Mizuho plant", "MHI Komaki South F-35 FACO"]
    assert next(lane for lane in lanes if lane.title == "F135").second == "Engine depot"
    panel.group(False)
    assert not panel.facility_chip.isChecked()
    assert not any(lane.heading for lane in panel.chart.geometry_.plan.lanes)


def test_screen_readers_hear_the_selected_bar_with_its_dates(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    heard = QAccessible.queryAccessibleInterface(panel.chart)
    assert heard.text(QAccessible.Text.Name) == "Timeline"
    panel.select(REPAIRS, 2)
    assert heard.text(QAccessible.Text.Name) == "Timeline: RS-0002 Example ship 2 · SRA"
    assert "Wed 10 Jul 2024 – Tue 20 Aug 2024" in heard.text(QAccessible.Text.Description)


def test_the_tooltip_tells_dates_and_slip_and_that_of_a_name_the_whole_name(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    tip = panel.chart.tip_at(QPointF(middle(panel, bar_of(panel, 1))))
    assert "Forecast: not recorded – Tue 30 Jul 2024" in tip
    assert "60 % done" in tip
    assert "+6 d against the baseline" in tip
    lane = panel.chart.geometry_.lane_top(bar_of(panel, 1).lane)
    assert panel.chart.tip_at(QPointF(20, lane + 5)) == "Example ship 1\nSRA · Example dock 1"
    assert panel.chart.tip_at(QPointF(1200, lane + 5)) == ""


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("day", [0.02, 0.1, 0.28, 0.5, 0.9, 2.0, 2.8, 5, 8.6, 12, 20, 33, 46, 80])
def test_words_of_the_scale_and_pills_never_touch(
    qtbot: QtBot, qapp: QApplication, sample: Store, day: float, scale: int
) -> None:
    theme.apply(qapp, scale=scale)
    panel = shown(qtbot, sample)
    panel.chart.set_day_width(day)
    geometry = panel.chart.geometry_
    marks = [pill.box for pill in pills(geometry, panel.chart.today)]
    rows = round(geometry.header / theme.size(24))
    boxes = [*marks, *(box for row in range(rows) for box, _words in labels(geometry, row, marks))]
    assert any(boxes)
    for number, box in enumerate(boxes):
        assert box.left() >= geometry.names
        assert box.right() <= geometry.width + 1
        assert not any(box.intersects(other) for other in boxes[number + 1 :])


@pytest.mark.parametrize("day", [0.1, 0.9, 2.8, 8.6, 46])
def test_words_of_points_end_before_the_next_diamond(qtbot: QtBot, sample: Store, day: float) -> None:
    panel = shown(qtbot, sample)
    panel.chart.set_day_width(day)
    geometry = panel.chart.geometry_
    for lane in geometry.plan.lanes[:2]:
        found = list(groups(geometry, lane))
        for group, following in pairwise(found):
            assert group.left + group.room < geometry.x(following.points[0].day + 0.5)


def test_an_empty_workspace_says_what_would_be_here(qtbot: QtBot, empty: Store) -> None:
    panel = shown(qtbot, empty)
    QTest.keyClick(panel.chart, Key.Key_Down)
    QTest.keyClick(panel.chart, Key.Key_End)
    assert panel.chart.current is None
    panel.fit()
    assert not panel.grab().isNull()


@pytest.mark.parametrize("dark", [False, True])
def test_both_themes_paint_slip_and_clash_in_the_late_colour(
    qtbot: QtBot, qapp: QApplication, planned: Store, dark: bool
) -> None:
    theme.apply(qapp, dark=dark)
    panel = shown(qtbot, planned)
    picture = panel.chart.viewport().grab().toImage()
    late = theme.colour(theme.current().late_soft)
    box = panel.chart.geometry_.box(bar_of(panel, 2))
    assert picture.pixelColor(int(box.right()) - 6, int(box.center().y())) == late
    bar = panel.chart.geometry_.box(bar_of(panel, 1))
    assert picture.pixelColor(int(bar.left()) + 20, int(bar.center().y())) == theme.colour(theme.current().accent)


def test_a_panel_that_is_gone_hears_no_more_of_the_store(qtbot: QtBot, planned: Store) -> None:
    panel = TimelinePanel(planned, TODAY)
    panel.deleteLater()
    qtbot.waitUntil(lambda: not planned._subscribers)  # noqa: SLF001 - nothing else shows it
    with planned.write("Change") as step:
        step.update(REPAIRS, 3, {"planned_end": "2024-10-01"})


@pytest.mark.parametrize("width", [1244, 900, 640, 480])
def test_the_head_leaves_out_what_has_no_room(qtbot: QtBot, sample: Store, width: int) -> None:
    panel = shown(qtbot, sample)
    panel.resize(width, 300)
    QApplication.processEvents()  # the layout follows in its own event
    chips = [*panel.kind_chips.values(), *panel.zoom_chips.values()]
    boxes = [chip.geometry() for chip in chips if chip.isVisible()]
    assert boxes
    assert max(box.right() for box in boxes) < width
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    assert all(box.width() >= 40 for box in boxes)
    assert len(boxes) == len(chips) or width < 1244
