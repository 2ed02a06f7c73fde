from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.ui import theme
from dicas_desktop.ui.chips import WIDEST_TEXT, Chip, PickList
from dicas_desktop.ui.option_list import MOST_ROWS, Option, OptionList
from tests.make_page import NO_DISPLAY, click, collected, press

pytestmark = NO_DISPLAY
Key = Qt.Key
WORDS = [Option(str(number), f"Word {number}") for number in range(20)]
RECORDS = [Option("O-0026", "ATLA", "O-0026 · Acquisition, Technology and Logistics Agency"), Option("O-0008", "USN")]


@pytest.fixture
def field(qtbot: QtBot, qapp: QApplication) -> Iterator[QLineEdit]:
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    line = QLineEdit(window)
    line.setGeometry(20, 10, 120, 24)
    with qtbot.waitExposed(window):
        window.show()
    yield line
    theme.apply(qapp)


def shown(field: QLineEdit, options: list[Option], current: int = 0) -> OptionList:
    listed = OptionList(field)
    listed.fill(options, current)
    listed.show_below(field)
    QApplication.processEvents()
    return listed


def ground(listed: OptionList, row: int) -> str:
    place = listed.visualItemRect(listed.item(row)).topRight() - QPoint(4, -3)
    return listed.viewport().grab().toImage().pixelColor(place).name()


def test_it_opens_below_the_field_as_wide_as_its_words_and_inside_the_window(field: QLineEdit) -> None:
    listed = shown(field, RECORDS)
    assert listed.y() == field.geometry().bottom() + 3
    assert listed.width() > field.width()
    assert listed.parentWidget() is field.window()
    assert field.window().rect().contains(listed.geometry())


def test_it_shows_eight_rows_and_scrolls_for_more(field: QLineEdit) -> None:
    listed = shown(field, WORDS)
    assert listed.height() - 2 * listed.frameWidth() == pytest.approx(MOST_ROWS * theme.size(26), abs=4)
    assert listed.verticalScrollBar().maximum() > 0
    few = shown(field, WORDS[:3])
    assert few.height() - 2 * few.frameWidth() == pytest.approx(3 * theme.size(26), abs=4)


def test_it_opens_above_where_there_is_more_room(field: QLineEdit) -> None:
    field.move(20, 360)
    listed = shown(field, WORDS)
    assert listed.geometry().bottom() < 360
    field.move(20, 10)


def test_a_field_at_the_right_edge_does_not_push_it_out_of_the_window(field: QLineEdit) -> None:
    field.move(420, 10)
    assert shown(field, RECORDS).geometry().right() <= 499


def test_rows_with_a_second_line_are_higher(field: QLineEdit) -> None:
    listed = shown(field, RECORDS)
    assert listed.sizeHintForRow(0) == theme.size(40)
    assert listed.sizeHintForRow(1) == theme.size(26)


def test_the_current_row_is_accent_soft(field: QLineEdit) -> None:
    tokens = theme.current()
    listed = shown(field, WORDS[:3], current=1)
    assert [ground(listed, row) for row in range(3)] == [tokens.base, tokens.accent_soft, tokens.base]


def test_steps_stop_at_both_ends(field: QLineEdit) -> None:
    listed = shown(field, WORDS[:3], current=-1)
    assert listed.current() is None
    rows = []
    for step in (1, 1, 5, -1, -9):
        listed.step(step)
        rows.append(listed.currentRow())
    assert rows == [0, 1, 2, 1, 0]
    assert listed.current() == WORDS[0]
    listed.fill([])
    listed.step(1)
    assert listed.current() is None


def test_a_click_takes_a_row_and_leaves_the_keyboard_in_the_field(field: QLineEdit) -> None:
    field.window().activateWindow()
    field.setFocus()
    listed = shown(field, RECORDS)
    taken = collected(listed.taken.connect)
    click(listed.viewport(), listed.visualItemRect(listed.item(1)).center())
    assert taken == [(RECORDS[1],)]
    assert field.hasFocus()


def test_it_goes_with_its_field(field: QLineEdit, qtbot: QtBot) -> None:
    other = QLineEdit(field.window())
    listed = shown(other, WORDS[:2])
    gone = collected(listed.destroyed.connect)
    other.deleteLater()
    qtbot.waitUntil(lambda: bool(gone), timeout=1000)


# ------------------------------------------------------------------------------------------------------- filters
def test_a_chip_shortens_what_is_too_long_and_tells_it_whole(qtbot: QtBot) -> None:
    chip = Chip("Meeting")
    qtbot.addWidget(chip)
    chip.show_state(on=True, text="Meeting: Announcement of the Ship Repair Council Japan")
    assert len(chip.text()) <= WIDEST_TEXT + 4
    assert chip.text().endswith("…")
    assert chip.toolTip() == chip.accessibleName() == "Meeting: Announcement of the Ship Repair Council Japan"
    chip.show_state(on=False)
    assert (chip.text(), chip.toolTip()) == ("Meeting", "")


def test_an_ampersand_on_a_chip_is_shown_and_is_no_key(qtbot: QtBot) -> None:
    chip = Chip("USD(A&S)")
    qtbot.addWidget(chip)
    assert chip.text() == "USD(A&&S)"
    assert chip.accessibleName() == "USD(A&S)"


def pick_list(field: QLineEdit, on: list[str]) -> PickList:
    def options(typed: str) -> list[Option]:
        return [option for option in WORDS if typed.casefold() in option.label.casefold()]

    def switch(value: str) -> None:
        (on.remove if value in on else on.append)(value)

    listed = PickList(options, lambda: on, field.window())
    listed.chosen.connect(switch)
    listed.show_below(field)
    return listed


def test_a_pick_list_switches_several_and_shows_which_are_on(field: QLineEdit) -> None:
    on: list[str] = ["3"]
    listed = pick_list(field, on)
    press(listed.field, Key.Key_Down, Key.Key_Return, Key.Key_Down, Key.Key_Return)
    assert on == ["3", "1", "2"]
    assert [listed.list.item(row).data(Qt.ItemDataRole.UserRole).checked for row in range(4)] == [
        False,
        True,
        True,
        True,
    ]
    press(listed.field, Key.Key_Return)
    assert on == ["3", "1"]
    assert listed.isVisible(), "it stays open for the next choice"
    gone = collected(listed.destroyed.connect)
    press(listed.field, Key.Key_PageDown, Key.Key_PageUp, Key.Key_Escape)
    assert len(gone) == 1


def test_typing_in_a_pick_list_finds(field: QLineEdit) -> None:
    on: list[str] = []
    listed = pick_list(field, on)
    press(listed.field, "17", Key.Key_Return)
    assert on == ["17"]
    press(listed.field, "x")
    assert listed.list.count() == 0
    press(listed.field, Key.Key_Return)
    assert on == ["17"]
    listed.close()


def test_a_pick_list_is_as_high_as_what_it_shows(field: QLineEdit) -> None:
    listed = pick_list(field, [])
    high = listed.height()
    press(listed.field, "19")
    QApplication.processEvents()
    assert listed.height() < high
    assert listed.rect().contains(QRect(listed.list.geometry()))
    listed.close()
