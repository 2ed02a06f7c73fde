from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from tests.make import entered_today, reopen
from tests.make_page import NO_DISPLAY, click, collected, editor_of, go_to, head_of, id_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _entered_today(sample: Store) -> None:
    entered_today(sample)


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        yield shown


def text_at(page: EntityPage, row: int, field: str) -> str:
    return str(page.model.index(row, page.model.column_named(field)).data())


def test_a_click_selects_the_whole_row_and_tells_its_id(page: EntityPage) -> None:
    heard = collected(page.selected.connect)
    go_to(page, 2, "status")
    assert page.table.selected_ids() == [page.model.source.ids[2]]
    assert heard == [("action_items", [page.model.source.ids[2]])]


def test_f2_edits_the_cell_and_enter_commits_as_one_step_and_moves_down(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    edited, below = page.model.source.ids[0], page.model.source.ids[1]
    steps = sample.head.steps
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_A, with_=CONTROL)
    press(editor_of(page).input, "Another title", Key.Key_Return)
    assert record(sample, "action_items", edited).values["description"] == "Another title"
    assert sample.head.steps == steps + 1
    assert sample.undo_label == f"Set Title of {record(sample, 'action_items', edited).values['ref']}"
    assert page.table.cell_edit.editor is None
    assert page.table.selected_ids() == [below]
    assert page.table.hasFocus()


def test_typing_begins_to_edit_and_replaces_the_value(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    edited = page.model.source.ids[0]
    press(page.table, "New words")
    assert editor_of(page).text() == "New words"
    press(editor_of(page).input, Key.Key_Return)
    assert record(sample, "action_items", edited).values["description"] == "New words"


def test_escape_restores_the_value_and_writes_nothing(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    before = head_of(sample), text_at(page, 0, "description")
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, "lost", Key.Key_Escape)
    assert page.table.cell_edit.editor is None
    assert (head_of(sample), text_at(page, 0, "description")) == before


def test_tab_commits_and_moves_right_and_shift_tab_left(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    edited = page.model.source.ids[0]
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_End, " more", Key.Key_Tab)
    assert str(record(sample, "action_items", edited).values["description"]).endswith(" more")
    assert page.model.columns[page.table.currentIndex().column()].name == "owner_org_id"
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_Backtab)
    assert page.model.columns[page.table.currentIndex().column()].name == "description"


def test_a_value_that_did_not_change_leaves_no_step(page: EntityPage, sample: Store) -> None:
    before = head_of(sample)
    for field in ("description", "due_date", "status", "owner_org_id", "wg_id"):
        go_to(page, 0, field)
        press(page.table, Key.Key_F2)
        press(editor_of(page).input, Key.Key_Return)
    assert head_of(sample) == before


def test_a_refused_value_stays_in_edit_with_the_sentence_under_the_cell(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "due_date")
    before = head_of(sample)
    press(page.table, "31 Feb 2024")
    editor = editor_of(page)
    press(editor.input, Key.Key_Return)
    note = page.table.cell_edit._note  # noqa: SLF001 - the line is the view's own
    assert editor_of(page) is editor
    assert editor.text() == "31 Feb 2024"
    assert note.isVisible()
    assert "no day 31" in note.text()
    assert note.geometry().top() >= editor.geometry().bottom()
    assert page.table.viewport().rect().contains(note.geometry())
    assert head_of(sample) == before
    press(editor.input, Key.Key_Escape)
    assert not note.isVisible()


def test_a_required_field_cannot_be_emptied(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    before = head_of(sample)
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_Delete, Key.Key_Return)
    assert "Title" in page.table.cell_edit._note.text()  # noqa: SLF001 - the line is the view's own
    assert head_of(sample) == before


def test_leaving_the_editor_with_the_mouse_commits(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    edited = page.model.source.ids[0]
    press(page.table, "Committed by a click")
    click(page.filters.field)
    assert record(sample, "action_items", edited).values["description"] == "Committed by a click"
    assert page.table.cell_edit.editor is None


def test_the_reference_cannot_be_edited_and_enter_on_it_opens_the_record(page: EntityPage) -> None:
    opened, messages = collected(page.opened.connect), collected(page.message.connect)
    go_to(page, 1, "ref")
    press(page.table, Key.Key_F2)
    assert page.table.cell_edit.editor is None
    assert "nothing to edit" in str(messages[0][0])
    press(page.table, Key.Key_Return)
    assert opened == [("action_items", page.model.source.ids[1])]


def test_control_enter_opens_the_record_from_any_cell(page: EntityPage) -> None:
    opened = collected(page.opened.connect)
    go_to(page, 1, "status")
    press(page.table, Key.Key_Return, with_=CONTROL)
    assert opened == [("action_items", page.model.source.ids[1])]


def test_a_double_click_edits_a_cell(page: EntityPage) -> None:
    go_to(page, 0, "due_date")
    place = page.table.visualRect(page.table.currentIndex()).center()
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor_of(page).field.name == "due_date"


def test_a_selection_is_set_in_one_step(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "status")
    press(page.table, Key.Key_Down, Key.Key_Down, Key.Key_Down, with_=SHIFT)
    ids = page.table.selected_ids()
    steps = sample.head.steps
    assert len(ids) == 4
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, "Block", Key.Key_Return)
    assert sample.head.steps == steps + 1
    assert sample.undo_label == "Set Status of 4 action items"
    assert {record(sample, "action_items", i).values["status"] for i in ids} == {"blocked"}
    assert sorted(page.table.selected_ids()) == sorted(ids)
    sample.undo()
    assert {record(sample, "action_items", i).values["status"] for i in ids} != {"blocked"}


def test_a_bulk_value_that_one_record_refuses_changes_none(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    press(page.table, Key.Key_A, with_=CONTROL)
    before = head_of(sample)
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_Delete, Key.Key_Return)
    assert page.table.cell_edit.editor is not None
    assert head_of(sample) == before


def test_copy_gives_tab_separated_text_of_the_columns_shown(page: EntityPage) -> None:
    go_to(page, 0, "ref")
    press(page.table, Key.Key_Down, with_=SHIFT)
    press(page.table, Key.Key_C, with_=CONTROL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 2
    assert [len(line.split("\t")) for line in lines] == [6, 6]
    assert lines[0].split("\t")[:2] == [text_at(page, 0, "ref"), text_at(page, 0, "description")]
    page.table.copy(heads=True)
    assert QGuiApplication.clipboard().text().split("\n")[0].split("\t")[0] == "Ref"


def test_copying_without_a_selection_leaves_the_clipboard(page: EntityPage) -> None:
    QGuiApplication.clipboard().setText("before")
    page.table.clearSelection()
    page.table.copy()
    assert QGuiApplication.clipboard().text() == "before"


def test_the_first_step_of_the_arrows_selects_the_first_row(page: EntityPage) -> None:
    page.table.setFocus()
    assert page.table.selected_ids() == []
    press(page.table, Key.Key_Down)
    assert page.table.selected_ids() == [page.model.source.ids[0]]
    press(page.table, Key.Key_Down)
    assert page.table.selected_ids() == [page.model.source.ids[1]]


def test_home_end_and_page_keys_walk_the_rows(page: EntityPage) -> None:
    go_to(page, 3, "status")
    press(page.table, Key.Key_End)
    assert page.table.currentIndex().row() == page.row_count() - 1
    press(page.table, Key.Key_Home)
    assert page.table.currentIndex().row() == 0
    press(page.table, Key.Key_PageDown)
    assert page.table.currentIndex().row() > 5
    assert page.model.columns[page.table.currentIndex().column()].name == "status"


def test_delete_puts_the_selection_into_the_bin_and_undo_brings_it_back(page: EntityPage, sample: Store) -> None:
    messages = collected(page.message.connect)
    asked = collected(page.asked.connect)
    page.asked.connect(lambda _command: page.delete_selected())  # the window asks first, see test_commands.py
    go_to(page, 0, "status")
    gone, rows = page.model.source.ids[0], page.row_count()
    press(page.table, Key.Key_Delete)
    assert asked == [("delete",)]
    assert page.row_count() == rows - 1
    assert page.model.source.place_of(gone) == -1
    assert "Moved to the bin" in str(messages[0][0])
    sample.undo()
    assert page.row_count() == rows


def test_control_d_copies_the_record_and_selects_the_copy(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "status")
    original, rows = page.model.source.ids[0], page.row_count()
    press(page.table, Key.Key_D, with_=CONTROL)
    assert page.row_count() == rows + 1
    (copy,) = page.table.selected_ids()
    assert copy != original
    old, new = (record(sample, "action_items", i).values for i in (original, copy))
    own = ("id", "uid", "ref", "slug", "entered_on")
    assert {n: new[n] for n in new if n not in own} == {n: old[n] for n in old if n not in own}


@pytest.mark.parametrize("key", ["/", "control F"])
def test_the_filter_is_reached_by_key_and_down_comes_back(page: EntityPage, key: str) -> None:
    go_to(page, 0, "status")
    if key == "/":
        press(page.table, "/")
    else:
        press(page.table, Key.Key_F, with_=CONTROL)
    assert page.filters.field.hasFocus()
    press(page.filters.field, "repair")
    page.model.finish()
    assert 0 < page.row_count() < 29
    press(page.filters.field, Key.Key_Down)
    assert page.table.hasFocus()
    assert page.table.selected_ids() == [page.model.source.ids[0]]


def test_a_change_notice_keeps_selection_and_scroll_position(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "sources", (900, 400)) as page:
        page.table.verticalScrollBar().setValue(28 * 20 + 9)
        top = page.model.source.ids[20]
        selected = page.model.source.ids[25]
        go_to(page, 25, "title")
        heard = collected(page.selected.connect)
        first = page.model.source.ids[0]
        with sample.write("Move a source to the end") as step:
            step.update("sources", first, {"date": "2031-01-01", "date_precision": "day"})
        page.model.finish()
        QApplication.processEvents()
        assert page.model.source.ids[-1] == first or page.model.source.place_of(first) > 50
        assert page.table.selected_ids() == [selected]
        assert page.table.currentIndex().row() == page.model.source.place_of(selected)
        assert page.table.verticalScrollBar().value() == page.model.source.place_of(top) * 28 + 9
        assert heard == []


def test_a_change_of_another_kind_reads_nothing_again(page: EntityPage, sample: Store) -> None:
    resets = collected(page.model.modelReset.connect)
    kept = page.model.row(0)
    with sample.write("Set a note") as step:
        step.update("facilities", id_of(sample, "facilities", "srf-yokosuka"), {"capability": "Ship repair"})
    assert resets == []
    assert page.model.row(0) is kept


def test_a_changed_label_shows_at_once(page: EntityPage, sample: Store) -> None:
    row = next(n for n in range(page.row_count()) if text_at(page, n, "owner_org_id").startswith("USN"))
    navy = id_of(sample, "organizations", "us-navy")
    with sample.write("Rename") as step:
        step.update("organizations", navy, {"abbreviation": "Navy", "name_ja": "アメリカ海軍"})
    assert text_at(page, row, "owner_org_id") == "Navy アメリカ海軍"


def test_a_read_only_store_refuses_to_edit_and_says_why(qtbot: QtBot, sample: Store) -> None:
    sample.close()
    store = reopen(sample.path, read_only=True)
    with shown_page(qtbot, store, "action_items") as page:
        messages = collected(page.message.connect)
        go_to(page, 0, "description")
        press(page.table, Key.Key_F2)
        press(page.table, Key.Key_Delete)
        press(page.table, Key.Key_D, with_=CONTROL)
        page.add()
        assert page.table.cell_edit.editor is None
        assert page.form is None
        assert len(messages) == 4
        assert all("read-only" in str(message[0]) for message in messages)
    store.close()


def test_japanese_strokes_begin_to_edit(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "description")
    edited = page.model.source.ids[0]
    event = QInputMethodEvent()
    event.setCommitString("艦船整備")
    QApplication.sendEvent(page.table, event)
    assert editor_of(page).text() == "艦船整備"
    press(editor_of(page).input, Key.Key_Return)
    assert record(sample, "action_items", edited).values["description"] == "艦船整備"


def test_the_keys_of_commands_do_not_begin_to_edit(page: EntityPage) -> None:
    go_to(page, 0, "description")
    press(page.table, Key.Key_Space)
    press(page.table, Key.Key_G, with_=CONTROL)
    press(page.table, Key.Key_G, with_=Qt.KeyboardModifier.AltModifier)
    assert page.table.cell_edit.editor is None


def test_the_tip_tells_the_whole_text_only_where_it_is_cut_off(page: EntityPage) -> None:
    index = page.model.index(0, page.model.column_named("description"))
    place = page.table.visualRect(index).center()
    assert page.table.tip_at(place) == ""
    page.resize(500, 400)
    QApplication.processEvents()
    cut = next(
        (row, tip)
        for row in range(10)
        if (tip := page.table.tip_at(page.table.visualRect(page.model.index(row, index.column())).center()))
    )
    assert cut[1] == text_at(page, cut[0], "description")
    place = page.table.visualRect(page.model.index(cut[0], index.column())).center()
    QApplication.sendEvent(page.table.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, QPoint(0, 0)))
    assert QToolTip.text() == cut[1]
    QToolTip.hideText()
    assert page.table.tip_at(QPoint(5, 5000)) == ""


def test_an_open_editor_follows_its_cell_when_the_table_scrolls(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "sources", (900, 400)) as page:
        go_to(page, 3, "title")
        press(page.table, Key.Key_F2)
        before = editor_of(page).y()
        page.table.verticalScrollBar().setValue(28)
        assert editor_of(page).y() == before - 28


def test_compact_rows_keep_the_top_row(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "sources", (900, 400)) as page:
        page.table.verticalScrollBar().setValue(28 * 30)
        page.table.set_compact(True)
        assert page.table.row_height == 24
        assert page.table.verticalScrollBar().value() == 24 * 30
        page.table.set_compact(False)
        assert page.table.verticalScrollBar().value() == 28 * 30
