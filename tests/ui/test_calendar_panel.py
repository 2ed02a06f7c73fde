"""The calendar above the closures: whose, which year, what is off, and closures added, edited and deleted by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.calendar_panel import CalendarPanel
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.year_strip import NAME, ROW
from tests.make import dump
from tests.make_keys import by_key, dialog_of, page_of
from tests.make_page import click, press
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    return open_window(qtbot, qapp, sample, "closures")


def panel(opened: Opened) -> CalendarPanel:
    found = page_of(opened).findChild(CalendarPanel)
    assert isinstance(found, CalendarPanel)
    return found


def rows(opened: Opened) -> list[tuple[str, ...]]:
    model = panel(opened).list.model()
    return [tuple(str(model.index(row, n).data()) for n in range(2)) for row in range(model.rowCount())]


def told(opened: Opened) -> str:
    return panel(opened)._told.text()  # noqa: SLF001 - the figure at the head


def picks(opened: Opened) -> PickList:
    (shown,) = [each for each in opened.window.findChildren(PickList) if each.isVisible()]
    return shown


def test_it_begins_with_the_joint_calendar_of_this_year(opened: Opened) -> None:
    assert told(opened) == "235 working days of 366"
    assert ("Mon 15 Jul", "J Marine Day 海の日") in rows(opened)
    assert ("Thu 4 Jul", "U Independence Day") in rows(opened)
    assert [button.isChecked() for button in panel(opened).kinds.values()] == [True, False, False]


def test_calendar_and_year_are_chosen_by_keys(opened: Opened, sample: Store) -> None:
    whose, which = panel(opened)._whose, panel(opened)._which  # noqa: SLF001 - its two buttons
    whose.setFocus()
    QTest.keyClick(whose, Key.Key_Space)
    press(picks(opened).field, "Japanese", Key.Key_Return)
    assert whose.accessibleName() == "Calendar: Japanese national"
    assert not any(name.startswith("U ") for _day, name in rows(opened))
    QTest.keyClick(which, Key.Key_Space)
    press(picks(opened).field, "JFY2025", Key.Key_Return)
    assert which.accessibleName() == "Year: JFY2025"
    assert [button.isChecked() for button in panel(opened).kinds.values()] == [False, False, True]
    assert rows(opened)[0] == ("Tue 29 Apr", "J Showa Day 昭和の日")
    QTest.keyClick(whose, Key.Key_Space)
    press(picks(opened).field, "FLCY", Key.Key_Return)
    assert whose.text() == "FLCY"
    with sample.read() as db:
        name = str(db.execute("SELECT name_en FROM facilities WHERE id = 1").scalar())
    panel(opened).show_calendar("facilities 1")
    assert whose.text() == name


def test_the_kinds_of_year_lead_to_the_one_that_holds_the_middle(opened: Opened) -> None:
    kinds = panel(opened).kinds
    click(kinds["FY"])
    assert panel(opened)._which.text() == "FY2024"  # noqa: SLF001 - the button of the year
    click(kinds["JFY"])
    assert panel(opened)._which.text() == "JFY2024"  # noqa: SLF001 - as above
    click(kinds[""])
    assert panel(opened)._which.text() == "2024"  # noqa: SLF001 - as above


def test_a_closure_is_added_edited_and_deleted_by_keys_and_the_calendar_follows(opened: Opened, sample: Store) -> None:
    by_key(opened, "new")
    reason = QApplication.focusWidget()
    assert isinstance(reason, QLineEdit)
    reason.insert("夏季休業")  # keys of tests have no Japanese letters
    opened.press(Key.Key_Tab)
    opened.type("13 Aug 2024")
    opened.press(Key.Key_Tab)
    opened.type("16 Aug 2024")
    opened.press(Key.Key_Return)
    assert told(opened) == "231 working days of 366"
    assert ("Tue 13 Aug", "× 夏季休業, to Fri 16 Aug") in rows(opened)
    page = page_of(opened)
    page.table.select(1, page.model.column_named("last_day"))
    page.table.setFocus()
    by_key(opened, "edit")
    opened.type("14 Aug 2024")
    opened.press(Key.Key_Return)
    assert told(opened) == "233 working days of 366"
    page.table.select(1)
    page.table.setFocus()
    by_key(opened, "delete")
    dialog = dialog_of(opened, "Delete CL-0001")
    assert isinstance(dialog, QDialog)
    QTest.keyClick(dialog, Key.Key_Return)
    opened.settle()
    assert told(opened) == "235 working days of 366"
    sample.undo()
    opened.settle()
    assert told(opened) == "233 working days of 366"


def test_enter_on_a_closure_of_the_list_selects_it_below(opened: Opened, sample: Store) -> None:
    with sample.write("Enter closures") as step:
        step.add("closures", {"first_day": "2024-03-01", "last_day": "2024-03-01", "reason": "One"})
        step.add("closures", {"first_day": "2024-08-13", "last_day": "2024-08-16", "reason": "Two"})
    opened.settle()
    table = panel(opened).list
    row = next(n for n, (_day, name) in enumerate(rows(opened)) if name.startswith("× Two"))
    table.setCurrentCell(row, 0)
    QTest.keyClick(table, Key.Key_Return)
    assert page_of(opened).table.selected_ids() == [2]
    assert page_of(opened).table.hasFocus()


def test_each_day_of_the_strip_is_named_under_the_mouse(opened: Opened) -> None:
    strip = panel(opened).strip
    cell = strip._cell  # noqa: SLF001 - the width of a day

    def at(month: int, day: int) -> str:
        return strip.words(QPoint(theme.size(NAME) + (day - 1) * cell + cell // 2, theme.size(ROW) * month + 4))

    assert at(7, 15) == "Mon 15 Jul 2024: Marine Day 海の日 (Japan)"
    assert at(7, 16) == "Tue 16 Jul 2024"
    assert at(2, 30) == ""
    assert at(1, 1) == "Mon 1 Jan 2024: New Year's Day (U.S.), New Year's Day 元日 (Japan)"
    assert strip.accessibleDescription().startswith("Jan 2024: 18, Feb 2024: 18")


def test_a_year_without_a_list_says_weekends_only(opened: Opened) -> None:
    panel(opened).show_year("2150")
    assert panel(opened)._unlisted.text() == (  # noqa: SLF001 - the line under the head
        "◐ No list of U.S. and Japanese holidays for 2150: weekends only are taken off."
    )
    assert rows(opened) == []
    panel(opened).show_year("2024")
    assert panel(opened)._unlisted.isHidden()  # noqa: SLF001 - as above


def test_what_is_no_year_is_refused_and_the_year_stays(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    with pytest.raises(UserProblem, match="is not a year"):
        panel(opened).show_year("Jul 2024")
    assert told(opened) == "235 working days of 366"
    assert dump(sample) == before
