import threading
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.grid import labels, pills
from dicas_desktop.ui.timeline.hits import item_box
from dicas_desktop.ui.timeline.loading import MEETINGS, REPAIRS
from dicas_desktop.ui.timeline.panel import ZOOMS, TimelinePanel
from dicas_desktop.ui.timeline.points import groups
from tests.make_timeline import TODAY, Held, Left, bar_of, middle, shown, with_repairs

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


def test_it_opens_around_today_by_months(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    geometry = panel.chart.geometry_
    assert date.fromordinal(int(geometry.left)) == date(2024, 6, 1)
    assert geometry.left < TODAY.toordinal() < geometry.right
    assert panel.zoom_chips["Month"].isChecked()
    assert not panel.zoom_chips["Week"].isChecked()


def test_the_pointer_resting_on_a_bar_brings_its_tooltip_and_beside_it_none(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    view = panel.chart.viewport()
    on, beside = middle(panel, bar_of(panel, 2)), QPoint(900, panel.chart.geometry_.height - 3)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, on, view.mapToGlobal(on)))
    assert "Example ship 2" in QToolTip.text()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, beside, view.mapToGlobal(beside)))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


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


def test_a_change_made_in_another_thread_arrives(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    before = bar_of(panel, 2).last

    def work() -> None:
        with planned.write("Extend the second") as step:
            step.update(REPAIRS, 2, {"forecast_end": "2024-09-20"})

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bar_of(panel, 2).last > before)


def test_a_change_of_what_the_chart_does_not_show_does_not_load_it_again(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    plan = panel.chart.geometry_.plan
    with planned.write("Add") as step:
        step.add("organizations", {"name_en": "Example organization", "country": "JP", "org_type": "company"})
    QApplication.processEvents()
    assert panel.chart.geometry_.plan is plan


def test_reloading_leaves_days_lanes_and_selection_where_they_are(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample, height=260)
    g = panel.chart.geometry_
    panel.chart.verticalScrollBar().setValue(150)
    panel.chart.scroll_days(333)
    panel.select(REPAIRS, 14)
    seen = (g.left, g.day, g.top, panel.chart.verticalScrollBar().value())
    panel.reload()
    assert (g.left, g.day, g.top, panel.chart.verticalScrollBar().value()) == seen
    assert panel.chart.current is not None
    assert panel.chart.current.id == 14


def test_a_selected_record_that_is_not_on_the_chart_selects_nothing(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    panel.select(REPAIRS, 14)
    panel.select("persons", 1)
    assert panel.chart.current is None
    assert panel.chart.accessibleDescription() == "Nothing is selected"


@pytest.mark.parametrize("number", range(1, 26))
def test_selecting_brings_the_bar_into_view_wherever_it_is(qtbot: QtBot, sample: Store, number: int) -> None:
    panel = shown(qtbot, sample, height=200)
    panel.select(REPAIRS, number)
    item = panel.chart.current
    if item is None:
        assert panel.chart.geometry_.plan.find(REPAIRS, number) is None
        return
    g = panel.chart.geometry_
    box = item_box(g, item)
    assert box.right() > g.names
    assert box.left() < g.width
    assert g.lane_top(item.lane) >= g.header
    assert g.lane_top(item.lane) + g.lane_height(item.lane) <= g.height


def test_deleting_a_repair_takes_its_bar_and_the_selection_away_and_undo_brings_the_bar_back(
    qtbot: QtBot, planned: Store
) -> None:
    panel = shown(qtbot, planned)
    panel.select(REPAIRS, 3)
    with planned.write("Delete") as step:
        step.delete(REPAIRS, [3])
    qtbot.waitUntil(lambda: panel.chart.geometry_.plan.find(REPAIRS, 3) is None)
    assert panel.chart.current is None
    planned.undo()
    qtbot.waitUntil(lambda: panel.chart.geometry_.plan.find(REPAIRS, 3) is not None)


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
