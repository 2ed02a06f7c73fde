"""The toolbar: what it names, where the search stands, what gives way where there is no room."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.ui import theme
from dicas_desktop.ui.commands import CommandSet
from dicas_desktop.ui.pages import all_pages
from dicas_desktop.ui.situations import Situation
from dicas_desktop.ui.toolbar import Toolbar
from tests.make_window import NO_DISPLAY

pytestmark = NO_DISPLAY
OPEN = Situation(open=True, writable=True, table="action_items", singular="action item")


@pytest.fixture
def commands(qtbot: QtBot, qapp: QApplication) -> Iterator[CommandSet]:
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    made = CommandSet(window, all_pages())
    made.update(OPEN)
    window.show()
    yield made
    theme.apply(qapp)


def shown(commands: CommandSet, width: int) -> Toolbar:
    window = commands.parent()
    assert isinstance(window, QWidget)
    bar = Toolbar(commands, window)
    window.resize(width, 60)
    bar.resize(width, bar.height())
    bar.show()
    QApplication.processEvents()
    return bar


def overlapping(bar: Toolbar) -> list[str]:
    parts = [*bar.ends, bar.new, bar.undo, bar.redo, bar.search]
    boxes = [
        (part, part.rect().translated(part.mapTo(bar, part.rect().topLeft()))) for part in parts if part.isVisible()
    ]
    return [
        f"{one.accessibleName()} / {other.accessibleName()}"
        for number, (one, box) in enumerate(boxes)
        for other, second in boxes[number + 1 :]
        if box.intersects(second)
    ]


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_nothing_lies_over_anything_at_any_width(
    commands: CommandSet, qapp: QApplication, width: int, scale: int
) -> None:
    theme.apply(qapp, scale=scale)
    bar = shown(commands, width)
    assert overlapping(bar) == []
    assert bar.search.width() >= theme.size(110)


def test_search_stands_in_the_middle_where_there_is_room(commands: CommandSet) -> None:
    bar = shown(commands, 1440)
    assert bar.search.geometry().center().x() == pytest.approx(720, abs=1)
    assert bar.search.width() == 420
    assert "すべて検索" in bar.search.placeholderText()


def test_what_has_no_room_is_left_to_the_menu_export_first(commands: CommandSet, qapp: QApplication) -> None:
    theme.apply(qapp, scale=200)
    bar = shown(commands, 1280)
    export, take, brief = bar.ends
    assert not export.isVisible()
    assert take.isVisible()
    assert brief.isVisible()
    assert bar.search.placeholderText() == "Search…"


def test_buttons_follow_their_commands(commands: CommandSet) -> None:
    bar = shown(commands, 1440)
    assert bar.new.text() == "＋ New action item"
    assert not bar.undo.isEnabled()
    assert "There is nothing to undo." in bar.undo.toolTip()
    commands.update(
        Situation(open=True, writable=True, table="meetings", singular="meeting", undo="Set City of M-0001")
    )
    assert bar.new.text() == "＋ New meeting"
    assert bar.undo.isEnabled()
    assert bar.undo.text() == "Undo"
    assert bar.undo.accessibleName() == "Undo Set City of M-0001"
    assert bar.undo.toolTip() == "Undo Set City of M-0001  Ctrl+Z"


def test_a_click_asks_for_the_command(commands: CommandSet) -> None:
    bar = shown(commands, 1440)
    asked: list[str] = []
    commands.asked.connect(asked.append)
    for button in (bar.new, *bar.ends):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["new", "export", "import", "brief"]


def test_a_grey_button_asks_for_nothing(commands: CommandSet) -> None:
    bar = shown(commands, 1440)
    asked: list[str] = []
    commands.asked.connect(asked.append)
    QTest.mouseClick(bar.undo, Qt.MouseButton.LeftButton)
    assert asked == []


def test_the_field_tells_arrows_and_escape(commands: CommandSet) -> None:
    field = shown(commands, 1440).search
    moved: list[int] = []
    left: list[bool] = []
    field.moved.connect(moved.append)
    field.left.connect(lambda: left.append(True))
    field.setFocus()
    QTest.keyClicks(field, "abc")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(field, key)
    assert moved == [1, 1, -1]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert left
    assert field.text() == ""
