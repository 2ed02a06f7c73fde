from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.cell_edit import NARROWEST
from dicas_desktop.ui.entity_page import EntityPage
from tests.make import entered_today
from tests.make_page import NO_DISPLAY, click, collected, editor_of, go_to, head_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _entered_today(sample: Store) -> None:
    entered_today(sample)


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        yield shown


def cell(page: EntityPage, row: int, field: str) -> QRect:
    return page.table.visualRect(page.model.index(row, page.model.column_named(field)))


def note_place(page: EntityPage) -> QRect:
    note = page.table.cell_edit._note  # noqa: SLF001 - the line is the edit's own
    assert note.isVisible()
    return note.geometry()


def test_the_editor_lies_over_its_cell(page: EntityPage) -> None:
    go_to(page, 2, "description")
    press(page.table, Key.Key_F2)
    place = cell(page, 2, "description")
    assert editor_of(page).geometry() == place.adjusted(0, 0, 0, -1)


def test_an_editor_over_a_narrow_column_is_wide_enough_to_type(page: EntityPage) -> None:
    page.resize(760, 500)
    QApplication.processEvents()
    go_to(page, 2, "wg_id")
    press(page.table, Key.Key_F2)
    assert cell(page, 2, "wg_id").width() < NARROWEST
    assert editor_of(page).width() == NARROWEST


def test_the_text_is_selected_at_the_beginning_so_that_typing_replaces_it(page: EntityPage) -> None:
    go_to(page, 0, "description")
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, "x")
    assert editor_of(page).text() == "x"


def test_a_choice_begins_with_the_word_and_a_reference_with_its_label(page: EntityPage) -> None:
    for field, shown in (("status", "Not recorded"), ("owner_org_id", "USN"), ("due_date", "by Jan 2024")):
        go_to(page, 0, field)
        press(page.table, Key.Key_F2)
        assert editor_of(page).input.text() == shown  # type: ignore[union-attr]  # a line
        press(editor_of(page).input, Key.Key_Escape)


def test_long_text_is_edited_in_several_lines_and_committed_by_control_enter(page: EntityPage, sample: Store) -> None:
    page.table.columns.show("note", shown=True)
    go_to(page, 0, "note")
    edited = page.model.source.ids[0]
    press(page.table, Key.Key_F2)
    assert editor_of(page).height() > 2 * page.table.row_height
    editor_of(page).type("First line")
    press(editor_of(page).input, Key.Key_Return, "second line")
    assert editor_of(page).text() == "First line\nsecond line"
    press(editor_of(page).input, Key.Key_Return, with_=CONTROL)
    assert record(sample, "action_items", edited).values["note"] == "First line\nsecond line"
    assert str(page.model.index(0, page.model.column_named("note")).data()) == "First line second line"


def test_the_note_of_the_last_row_in_view_stands_above_its_cell(page: EntityPage) -> None:
    last = page.table.rowAt(page.table.viewport().height() - page.table.row_height - 4)
    go_to(page, last, "due_date")
    press(page.table, "31 Feb 2024")
    press(editor_of(page).input, Key.Key_Return)
    assert note_place(page).bottom() < cell(page, last, "due_date").bottom()
    assert page.table.viewport().rect().contains(note_place(page))


@pytest.mark.parametrize("width", [500, 760, 1244])
def test_the_note_never_leaves_the_table(page: EntityPage, width: int) -> None:
    page.resize(width, 500)
    QApplication.processEvents()
    for field in ("description", "due_date", "status"):
        go_to(page, 1, field)
        press(page.table, Key.Key_F2)
        editor_of(page).show_problem("A sentence that is long enough to be broken into more than one line. " * 3)
        assert page.table.viewport().rect().contains(note_place(page))
        press(editor_of(page).input, Key.Key_Escape)


def test_a_refused_value_can_be_mended_and_is_then_taken(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "due_date")
    edited = page.model.source.ids[0]
    press(page.table, "31 Feb 2024")
    press(editor_of(page).input, Key.Key_Return)
    press(editor_of(page).input, Key.Key_A, with_=CONTROL)
    press(editor_of(page).input, "29 Feb 2024", Key.Key_Return)
    values = record(sample, "action_items", edited).values
    assert (values["due_date"], values["due_precision"]) == ("2024-02-29", "day")
    assert page.table.cell_edit.editor is None


def test_clicking_another_row_with_a_bad_value_keeps_the_editor(page: EntityPage, sample: Store) -> None:
    before = head_of(sample)
    go_to(page, 0, "due_date")
    press(page.table, "31 Feb 2024")
    click(page.table.viewport(), cell(page, 5, "description").center())
    assert editor_of(page).text() == "31 Feb 2024"
    assert head_of(sample) == before


def test_another_cell_takes_over_an_editor_that_was_left_open(page: EntityPage) -> None:
    go_to(page, 0, "due_date")
    press(page.table, "31 Feb 2024")
    first = editor_of(page)
    page.table.select(page.model.source.ids[3], page.model.column_named("status"))
    page.table.edit_cell()
    assert editor_of(page) is not first
    assert editor_of(page).field.name == "status"


def test_going_to_another_window_commits_nothing(page: EntityPage, sample: Store) -> None:
    before = head_of(sample)
    go_to(page, 0, "description")
    press(page.table, "Half a sentence")
    QApplication.sendEvent(
        editor_of(page).input, QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    )
    assert editor_of(page).text() == "Half a sentence"
    assert head_of(sample) == before


def test_the_last_row_stays_current_after_a_commit(page: EntityPage) -> None:
    page.table.cell_edit.end()
    go_to(page, page.row_count() - 1, "description")
    last = page.table.selected_ids()
    press(page.table, "Last of all")
    press(editor_of(page).input, Key.Key_Return)
    assert page.table.selected_ids() == last


def test_tab_at_the_last_column_stays_there(page: EntityPage) -> None:
    go_to(page, 0, "status")
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_Tab)
    assert page.model.columns[page.table.currentIndex().column()].name == "status"


def test_tab_skips_hidden_columns(page: EntityPage) -> None:
    page.table.columns.show("owner_org_id", shown=False)
    go_to(page, 0, "description")
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_Tab)
    assert page.model.columns[page.table.currentIndex().column()].name == "wg_id"


def test_tab_takes_the_first_reference_that_fits(page: EntityPage, sample: Store) -> None:
    ids = list(page.model.source.ids)
    edited = next(i for i in ids if record(sample, "action_items", i).values["owner_org_id"] is None)
    go_to(page, ids.index(edited), "owner_org_id")
    press(page.table, "atl")
    press(editor_of(page).input, Key.Key_Tab)
    assert record(sample, "action_items", edited).labels["owner_org_id"] == "ATLA"


def test_tab_takes_no_reference_that_is_called_otherwise(page: EntityPage) -> None:
    go_to(page, 0, "wg_id")
    press(page.table, "atl")
    press(editor_of(page).input, Key.Key_Tab)
    assert page.table.cell_edit.problem == "Working group: there is no “atl” among working groups."


def test_enter_on_a_record_that_moves_by_the_edit_goes_on_below_its_old_place(page: EntityPage, sample: Store) -> None:
    go_to(page, 1, "due_date")
    edited, below = page.model.source.ids[1], page.model.source.ids[2]
    press(page.table, "31 Dec 2099")
    press(editor_of(page).input, Key.Key_Return)
    assert record(sample, "action_items", edited).values["due_date"] == "2099-12-31"
    assert page.model.source.place_of(edited) > 10
    assert page.table.selected_ids() == [below]


def test_a_bulk_edit_says_how_many_records_enter_sets(page: EntityPage) -> None:
    go_to(page, 0, "status")
    press(page.table, Key.Key_Down, with_=Qt.KeyboardModifier.ShiftModifier)
    press(page.table, Key.Key_F2)
    assert page.table.cell_edit._note.text() == "Enter sets it in 2 action items"  # noqa: SLF001 - the edit's own


def test_a_bulk_edit_to_the_value_one_of_them_has_reaches_the_others(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "status")
    press(page.table, Key.Key_Down, Key.Key_Down, with_=Qt.KeyboardModifier.ShiftModifier)
    ids = page.table.selected_ids()
    assert len({record(sample, "action_items", i).values["status"] for i in ids}) > 1
    press(page.table, Key.Key_F2)
    word = editor_of(page).text()
    press(editor_of(page).input, Key.Key_Return)
    assert {record(sample, "action_items", i).values["status"] for i in ids} == {word}


def test_there_is_nothing_to_edit_without_a_row(page: EntityPage) -> None:
    messages = collected(page.message.connect)
    page.filters.field.setText("zzzz")
    page.model.finish()
    page.table.setFocus()
    press(page.table, Key.Key_F2)
    press(page.table, Key.Key_Return)
    assert page.table.cell_edit.editor is None
    assert [str(message[0]) for message in messages] == ["Nothing is selected: choose a row first."] * 2
    assert not page.table.cell_edit.begin(QModelIndex(), [1])
    assert page.table.cell_edit.commit(), "nothing is open, so nothing is refused"


def test_an_editor_closes_when_its_record_is_deleted_elsewhere(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    edited = page.model.source.ids[0]
    press(page.table, "Too late")
    with sample.write("Delete elsewhere") as step:
        step.delete("action_items", [edited])
    page.model.finish()
    before = head_of(sample)
    QApplication.processEvents()
    assert page.table.cell_edit.editor is None
    assert head_of(sample) == before


def test_an_open_editor_stays_when_another_record_changes(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    press(page.table, "Being typed")
    other = page.model.source.ids[5]
    with sample.write("Set a note elsewhere") as step:
        step.update("action_items", other, {"note": "Changed meanwhile"})
    page.model.finish()
    assert editor_of(page).text() == "Being typed"
    assert editor_of(page).pos() == QPoint(cell(page, 0, "description").topLeft())


def test_the_note_follows_its_cell_when_the_table_scrolls(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "sources", (900, 400)) as page:
        go_to(page, 3, "date")
        press(page.table, "31 Feb 2024")
        press(editor_of(page).input, Key.Key_Return)
        before = note_place(page)
        page.table.verticalScrollBar().setValue(20)
        assert note_place(page) == before.translated(0, -20)
