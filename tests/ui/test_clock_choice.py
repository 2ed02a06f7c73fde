"""Which of two times is meant, asked in place: by keys and by a click, and left without a change."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.zones import WASHINGTON
from dicas_desktop.store.store import Store
from dicas_desktop.ui.clock_choice import ClockChoice
from dicas_desktop.ui.inspector import Inspector
from tests.make import dump
from tests.make_meetings import meeting_of, row_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
TWICE = (
    "Begins at: 01:30 on Sun 3 Nov 2024 comes twice in America/New_York, where the clock goes back: "
    "write 01:30 EDT for the first or 01:30 EST for the second."
)


@pytest.fixture
def meeting(sample: Store) -> int:
    """The second DICAS, moved onto the night on which American clocks go back, its time still to be entered."""
    found = meeting_of(sample, "dicas-2024-10-07")
    with sample.write("Move it onto the night") as step:
        step.update("meetings", found, {"start_date": "2024-11-03", "end_date": "2024-11-03", "time_zone": WASHINGTON,
                                        "start_time": "00:30"})  # fmt: skip
    return found


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store, meeting: int) -> Opened:
    window = open_window(qtbot, qapp, sample, "meetings")
    window.select(meeting)
    return window


def inspector(opened: Opened) -> Inspector:
    assert opened.window.desk is not None
    return opened.window.desk.inspector


def enter(opened: Opened, name: str, text: str) -> None:
    """Type into a field of the inspector and press Enter."""
    inspector(opened).edit(name)
    editor = inspector(opened).rows[name].editor
    assert editor is not None
    editor.type(text)
    QTest.keyClick(editor.input, Key.Key_Return)
    QApplication.processEvents()


def choice(opened: Opened) -> ClockChoice:
    (found,) = [each for each in opened.window.findChildren(ClockChoice) if each.isVisible()]
    return found


def offered(opened: Opened) -> list[str]:
    listed = choice(opened).list
    return [listed.item(row).text() for row in range(listed.count())]


def clocks(store: Store, meeting: int) -> tuple[str, str]:
    row = row_of(store, "meetings", meeting)
    return row["start_time"], row["time_zone"]


@pytest.mark.parametrize(
    ("keys", "word"),
    [((Key.Key_Return,), "EDT"), ((Key.Key_Down, Key.Key_Return), "EST"), ((Key.Key_1,), "EDT"), ((Key.Key_2,), "EST")],
)
def test_a_time_that_comes_twice_is_chosen_by_keys(
    opened: Opened, sample: Store, meeting: int, keys: tuple[Key, ...], word: str
) -> None:
    enter(opened, "start_time", "01:30")
    assert choice(opened).accessibleName() == choice(opened).told.text() == TWICE
    assert offered(opened) == ["1  01:30 EDT", "2  01:30 EST"]
    listed = choice(opened).list
    assert listed.viewport().rect().contains(listed.visualItemRect(listed.item(1)))
    for key in keys:
        QTest.keyClick(choice(opened), key)
    opened.settle()
    assert clocks(sample, meeting) == ("01:30", f"{WASHINGTON} {word} -")
    assert inspector(opened).rows["start_time"].value.text() == f"01:30 {word}"
    assert sample.undo_label == "Set Begins at of M-0022"


def test_a_click_chooses(opened: Opened, sample: Store, meeting: int) -> None:
    enter(opened, "start_time", "01:30")
    listed = choice(opened).list
    place = listed.visualItemRect(listed.item(1)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    opened.settle()
    assert clocks(sample, meeting)[1] == f"{WASHINGTON} EST -"


def test_leaving_it_writes_nothing_and_the_sentence_stands_under_the_field(
    opened: Opened, sample: Store, meeting: int
) -> None:
    before = dump(sample)
    enter(opened, "start_time", "01:30")
    QTest.keyClick(choice(opened), Key.Key_Escape)
    QApplication.processEvents()
    editor = inspector(opened).rows["start_time"].editor
    assert editor is not None
    assert (editor.text(), editor.note.text()) == ("01:30", TWICE)
    assert dump(sample) == before
    QTest.keyClick(editor.input, Key.Key_Escape)
    assert clocks(sample, meeting) == ("00:30", WASHINGTON)


def test_a_time_that_does_not_exist_offers_the_hour_before_and_after(
    opened: Opened, sample: Store, meeting: int
) -> None:
    with sample.write("Move it to the spring") as step:
        step.update("meetings", meeting, {"start_date": "2024-03-10", "end_date": "2024-03-10"})
    opened.settle()
    enter(opened, "start_time", "230")
    assert offered(opened) == ["1  01:30", "2  03:30"]
    QTest.keyClick(choice(opened), Key.Key_2)
    opened.settle()
    assert clocks(sample, meeting) == ("03:30", WASHINGTON)


def test_moving_the_day_onto_the_night_asks_about_the_time_that_stands(
    opened: Opened, sample: Store, meeting: int
) -> None:
    with sample.write("Another day") as step:
        step.update("meetings", meeting, {"start_date": "2024-11-04", "end_date": "2024-11-04", "start_time": "01:30"})
    opened.settle()
    enter(opened, "start_date", "3 Nov 2024")
    QTest.keyClick(choice(opened), Key.Key_2)
    opened.settle()
    row = row_of(sample, "meetings", meeting)
    assert (row["start_date"], row["end_date"], row["start_time"]) == ("2024-11-03", "2024-11-03", "01:30")
    assert row["time_zone"] == f"{WASHINGTON} EST -"


def test_the_typed_word_needs_no_question(opened: Opened, sample: Store, meeting: int) -> None:
    enter(opened, "start_time", "1:30 est")
    opened.settle()
    assert clocks(sample, meeting) == ("01:30", f"{WASHINGTON} EST -")
    enter(opened, "start_time", "1:30 pst")
    editor = inspector(opened).rows["start_time"].editor
    assert editor is not None
    assert editor.note.text() == (
        "Begins at: '01:30 PST': on Sun 3 Nov 2024 the clock of America/New_York is called EDT and then EST"
    )
