"""Who folds first where there is no room, and what the officer asks for all the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.panels import Panels
from dicas_desktop.ui.settings import Settings
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


def panels_of(opened: Opened) -> Panels:
    assert opened.window.desk is not None
    return opened.window.desk.panels


def shown(opened: Opened) -> tuple[bool, bool]:
    return panels_of(opened).is_shown("inspector"), panels_of(opened).is_shown("timeline")


@pytest.mark.parametrize(
    ("size", "scale", "expected"),
    [
        ((1440, 900), 100, (True, True)),
        ((1280, 720), 100, (True, True)),
        ((1100, 720), 100, (False, True)),
        ((1100, 480), 100, (False, False)),
        ((1440, 900), 200, (False, False)),
        ((1920, 1080), 150, (True, True)),
    ],
)
def test_the_inspector_folds_first_then_the_timeline(
    qtbot: QtBot, qapp: QApplication, sample: Store, size: tuple[int, int], scale: int, expected: tuple[bool, bool]
) -> None:
    settings = Settings(None)
    settings.scale = scale
    opened = open_window(qtbot, qapp, sample, "action_items", settings=settings, size=size)
    assert shown(opened) == expected


def test_what_folded_comes_back_with_the_room(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    for size, expected in (((1000, 440), (False, False)), ((1000, 900), (False, True)), ((1440, 900), (True, True))):
        opened.window.resize(*size)
        opened.settle()
        assert shown(opened) == expected


def test_a_folded_inspector_comes_when_asked(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items", size=(1000, 800))
    opened.select(3)
    assert not panels_of(opened).is_shown("inspector")
    opened.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert panels_of(opened).is_shown("inspector")
    assert opened.window.desk is not None
    assert opened.window.desk.inspector.shown == ("action_items", (3,))


def test_overview_and_journal_have_the_whole_place(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "overview")
    assert shown(opened) == (False, False)
    opened.go("journal")
    assert shown(opened) == (False, False)
    assert not opened.window.commands.actions["inspector"].isEnabled()


def test_pages_without_days_begin_without_the_timeline(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "persons")
    assert shown(opened) == (True, False)
    opened.do("timeline")
    assert shown(opened) == (True, True)
    opened.go("organizations")
    assert shown(opened) == (True, False)


def test_the_timeline_alone_takes_the_whole_place_and_gives_it_back(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    timeline = panels_of(opened).timeline
    assert timeline is not None
    low = timeline.height()
    opened.go("timeline")
    assert timeline.height() > 2 * low
    assert opened.window.commands.actions["zoom_in"].isEnabled()
    opened.do("back")
    assert timeline.height() == low


def test_sizes_the_officer_gave_stay(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    panels_of(opened).resize_inspector(400)
    opened.go("meetings")
    opened.go("overview")
    opened.go("action_items")
    assert opened.window.desk is not None
    assert opened.window.desk.inspector.width() == pytest.approx(400, abs=2)


def test_a_bar_selects_its_row_and_the_row_its_bar(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "repair_schedules")
    timeline = panels_of(opened).timeline
    assert timeline is not None
    assert opened.window.desk is not None
    timeline.selected.emit("repair_schedules", 14)
    opened.settle()
    assert opened.window.desk.selection == ("repair_schedules", (14,))
    opened.select(15)
    assert timeline.chart.current is not None
    assert (timeline.chart.current.table, timeline.chart.current.id) == ("repair_schedules", 15)
    timeline.selected.emit("meetings", 10)
    opened.settle()
    assert opened.window.desk.inspector.shown == ("meetings", (10,))
    assert opened.window.desk.page == "repair_schedules"
    timeline.opened.emit("meetings", 10)
    opened.settle()
    assert opened.window.desk.page == "meetings"
