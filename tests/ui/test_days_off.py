"""Deadlines on days off in the window: told while typed and beside the record, moved by one key or click alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.value_row import ValueRow
from tests.make import TODAY, dump
from tests.make_keys import by_key, dialog_of
from tests.make_page import NO_DISPLAY, collected, editor_of, id_of, press, record, shown_page
from tests.make_window import Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
ACTION = "AI-0009"
MARINE_DAY = "no joint working day (Marine Day, Japan) · Alt+1 Fri 12 Jul 2024 · Alt+2 Tue 16 Jul 2024"


def due(store: Store, ref: str = ACTION) -> str | None:
    day: str | None = record(store, "action_items", id_of(store, "action_items", ref)).values["due_date"]
    return day


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        shown.table.select(id_of(sample, "action_items", ACTION), shown.model.column_named("due_date"))
        press(shown.table, Key.Key_F2)
        yield shown


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window with AI-0009 selected, which was entered before today and is due on a holiday."""
    row_id = id_of(sample, "action_items", ACTION)
    with sample.write("Make it due on a holiday") as step:
        step.update("action_items", row_id, {"due_date": "2024-07-15", "due_precision": "day"})
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(row_id)
    return window


def row_of(opened: Opened) -> ValueRow:
    assert opened.window.desk is not None
    return opened.window.desk.inspector.rows["due_date"]


def note(page: EntityPage) -> QLabel:
    return page.table.cell_edit._note  # noqa: SLF001 - the line is the edit's own


def answer(opened: Opened) -> None:
    """Give the reason and who agreed, as for any due date that moves."""
    dialog = dialog_of(opened, "Extend the due date")
    reason, agreed = dialog.findChildren(QLineEdit)
    reason.setText("Example")
    agreed.setText("Example officer")
    QTest.keyClick(dialog, Key.Key_Return)
    opened.settle()


def test_a_holiday_is_told_while_it_is_typed_and_enter_keeps_it(page: EntityPage) -> None:
    editor_of(page).type("15 Jul 2024")
    assert note(page).accessibleName() == f"= Mon 15 Jul 2024: {MARINE_DAY}"
    assert editor_of(page).input.accessibleDescription() == note(page).accessibleName()
    heard = collected(page.message.connect)
    press(editor_of(page).input, Key.Key_Return)
    assert due(page.store) == "2024-07-15"
    assert heard == [(
        ("Mon 15 Jul 2024 is no joint working day (Marine Day, Japan): "
        "the one before is Fri 12 Jul 2024, the next Tue 16 Jul 2024."),
    )]  # fmt: skip


@pytest.mark.parametrize(("key", "day"), [(Key.Key_1, "2024-07-12"), (Key.Key_2, "2024-07-16")])
def test_alt_and_a_number_take_the_day_before_or_after_in_its_place(page: EntityPage, key: Key, day: str) -> None:
    editor_of(page).type("15 Jul 2024")
    press(editor_of(page).input, key, with_=Qt.KeyboardModifier.AltModifier)
    assert page.table.cell_edit.editor is None
    assert due(page.store) == day


def test_a_click_on_the_day_takes_it(page: EntityPage) -> None:
    editor_of(page).type("15 Jul 2024")
    note(page).linkActivated.emit("1")
    assert due(page.store) == "2024-07-16"


def test_a_working_day_offers_nothing(page: EntityPage) -> None:
    editor_of(page).type("16 Jul 2024")
    assert note(page).accessibleName() == "= Tue 16 Jul 2024"
    press(editor_of(page).input, Key.Key_1, with_=Qt.KeyboardModifier.AltModifier)
    assert page.table.cell_edit.editor is not None
    assert due(page.store) is None


def test_a_year_without_a_list_is_told_while_it_is_typed(page: EntityPage) -> None:
    editor_of(page).type("5 May 2150")
    assert note(page).accessibleName() == (
        "= Tue 5 May 2150: No list of U.S. and Japanese holidays for 2150: weekends only are taken off."
    )


def test_the_inspector_says_it_below_the_date(opened: Opened) -> None:
    row = row_of(opened)
    assert row.remark.isVisible()
    assert row.remark.accessibleName() == f"◐ N{MARINE_DAY[1:]}"
    with opened.window.store.write("Make it a working day") as step:  # type: ignore[union-attr]  # it is open
        step.update("action_items", 9, {"status": "cancelled"})
    opened.settle()
    assert not row.remark.isVisible()


def test_one_click_in_the_inspector_moves_it_by_the_rules_of_the_register(opened: Opened, sample: Store) -> None:
    row_of(opened).remark.linkActivated.emit("0")
    assert due(sample) == "2024-07-15"
    answer(opened)
    assert due(sample) == "2024-07-12"
    assert not row_of(opened).remark.isVisible()
    with sample.read() as db:
        (extension,) = db.execute("SELECT * FROM extensions WHERE action_item_id = 9").mappings()
    assert (extension["reason"], extension["agreed_by"]) == ("Example", "Example officer")


def test_one_key_on_the_value_moves_it_too_and_leaving_the_question_writes_nothing(
    opened: Opened, sample: Store
) -> None:
    row_of(opened).value.setFocus()
    before = dump(sample)
    QTest.keyClick(row_of(opened).value, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog_of(opened, "Extend the due date"), Key.Key_Escape)
    opened.settle()
    assert dump(sample) == before
    QTest.keyClick(row_of(opened).value, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    answer(opened)
    assert due(sample) == "2024-07-16"


def test_the_command_moves_the_selected_record_and_says_where_there_is_nothing_to_move(
    opened: Opened, sample: Store
) -> None:
    by_key(opened, "working_day_after")
    answer(opened)
    assert due(sample) == "2024-07-16"
    assert opened.window.status.note.text() == "AI-0009 is due Tue 16 Jul 2024 now."
    before = dump(sample)
    opened.window.activateWindow()
    opened.do("working_day_after")
    assert opened.window.status.note.text() == "AI-0009 lies on no day off: there is nothing to move."
    opened.go("meetings")
    opened.select(1)
    by_key(opened, "working_day_before")
    assert opened.window.status.note.text() == "Select one action item or milestone: it has a deadline to move."
    assert dump(sample) == before


def test_a_deadline_that_hangs_on_an_event_is_cut_off_it_when_it_is_moved(opened: Opened, sample: Store) -> None:
    with sample.write("Hang it on the 2+2") as step:
        step.add("action_items", {"description": "Example", "entered_on": TODAY.isoformat(), "due_meeting_id": 15,
                                  "owner_org_id": 1})  # fmt: skip
    opened.settle()
    opened.select(30)
    assert due(sample, "AI-0030") == "2024-07-27"
    by_key(opened, "working_day_before")
    values = record(sample, "action_items", 30).values
    assert (values["due_date"], values["due_meeting_id"]) == ("2024-07-26", None)
