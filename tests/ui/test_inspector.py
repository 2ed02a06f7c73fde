"""The inspector: fields, editing in place, problems under the field, links, history, several records."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui.history_dialogs import ChangesDialog
from dicas_desktop.ui.inspector import Inspector
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from dicas_desktop.ui.record_history import VersionLink
from dicas_desktop.ui.value_row import ValueRow
from tests.make import RECORDED, entered_today, reopen
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items with AI-0003 selected."""
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    return window


def inspector_of(opened: Opened) -> Inspector:
    assert opened.window.desk is not None
    return opened.window.desk.inspector


def row_of(opened: Opened, name: str) -> ValueRow:
    return inspector_of(opened).rows[name]


def texts(opened: Opened) -> list[str]:
    return [label.text() for label in inspector_of(opened).findChildren(QLabel) if label.isVisible()]


def value(opened: Opened, name: str) -> object:
    assert opened.window.store is not None
    with opened.window.store.read() as db:
        return fetch(db, "action_items", [3])[0].values[name]


def test_the_head_names_reference_portion_and_origin(opened: Opened) -> None:
    shown = texts(opened)
    assert "AI-0003 · (U) · from Announcement of the Ship Repair Council Japan" in shown
    assert "Start the first larger repair, on USS New Orleans" in shown


def test_a_field_says_its_name_and_value_to_a_screen_reader(opened: Opened) -> None:
    assert row_of(opened, "due_date").value.accessibleName() == "Due: by Jan 2024"
    assert row_of(opened, "wg_id").value.accessibleName() == "Working group: not recorded"


def test_status_stands_first_with_sign_and_word(opened: Opened) -> None:
    assert next(iter(inspector_of(opened).rows)) == "status"
    assert row_of(opened, "status").value.text() == "▲ Late, outcome not recorded"


def test_empty_fields_wait_behind_a_link(opened: Opened) -> None:
    inspector = inspector_of(opened)
    assert "priority" not in inspector.rows
    link = next(b for b in inspector.findChildren(QPushButton) if "more field" in b.text())
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    opened.settle()
    assert "priority" in inspector.rows
    shown = {field.name for field in ENTITIES["action_items"].fields if not field.hidden}
    assert inspector.rows.keys() == shown


def test_a_click_edits_and_enter_writes_one_labelled_step(opened: Opened, sample: Store) -> None:
    entered_today(sample)
    row = row_of(opened, "due_date")
    QTest.mouseClick(row.value, Qt.MouseButton.LeftButton)
    opened.settle()
    assert row.editor is not None
    assert row.editor.text() == "by Jan 2024"
    row.editor.select_all()
    opened.type("2024-08-01")
    opened.press(Qt.Key.Key_Return)
    assert row.editor is None
    assert row.value.text() == "1 Aug 2024"
    assert value(opened, "due_date") == "2024-08-01"
    assert opened.window.store is not None
    assert opened.window.store.undo_label == "Set Due of AI-0003"


def test_typing_on_a_field_begins_anew(opened: Opened) -> None:
    row = row_of(opened, "due_text")
    row.value.setFocus()
    opened.type("n")
    assert row.editor is not None
    assert row.editor.text() == "n"
    opened.press(Qt.Key.Key_Escape)
    assert row.editor is None
    assert value(opened, "due_text") == "by the end of January 2024"


def test_f2_and_enter_begin_with_the_value(opened: Opened) -> None:
    row = row_of(opened, "due_text")
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
        row.value.setFocus()
        opened.press(key)
        assert row.editor is not None
        assert row.editor.text() == "by the end of January 2024"
        opened.press(Qt.Key.Key_Escape)
        assert row.value.hasFocus()


def test_what_is_refused_stays_open_with_the_sentence_under_it(opened: Opened) -> None:
    assert opened.window.store is not None
    steps = opened.window.store.head.steps
    row = row_of(opened, "due_date")
    row.edit()
    assert row.editor is not None
    row.editor.set_text("someday")
    row.editor.committed.emit()
    opened.settle()
    assert row.editor is not None
    assert "someday" in row.editor.note.text()
    assert row.editor.note.isVisible()
    assert row.editor.input.hasFocus()
    assert opened.window.store.head.steps == steps


def test_leaving_a_field_writes_it(opened: Opened) -> None:
    row = row_of(opened, "due_text")
    row.edit()
    assert row.editor is not None
    row.editor.set_text("soon")
    row_of(opened, "status").value.setFocus()
    opened.settle()
    assert value(opened, "due_text") == "soon"


def test_what_was_not_changed_leaves_no_step(opened: Opened) -> None:
    assert opened.window.store is not None
    steps = opened.window.store.head.steps
    row = row_of(opened, "due_date")
    row.edit()
    assert row.editor is not None
    row.editor.committed.emit()
    opened.settle()
    assert row.editor is None
    assert opened.window.store.head.steps == steps


def test_an_open_editor_survives_a_change_from_elsewhere(opened: Opened) -> None:
    assert opened.window.store is not None
    row = row_of(opened, "due_text")
    row.edit()
    assert row.editor is not None
    row.editor.set_text("half typed")
    with opened.window.store.write("Set Status of AI-0003") as step:
        step.update("action_items", 3, {"status": "done"})
    opened.settle()
    assert row.editor is not None
    assert row.editor.text() == "half typed"
    assert row_of(opened, "status").value.text() == "✓ Done"


def test_history_tells_field_old_new_who_and_when(opened: Opened) -> None:
    assert opened.window.store is not None
    with opened.window.store.write("Change it") as step:
        step.update("action_items", 3, {"status": "done", "owner_org_id": 2})
    opened.settle()
    shown = texts(opened)
    deed = next(text for text in shown if "→" in text and "Lead (OPR)" in text)
    assert "Status Not recorded → Done" in deed.splitlines()
    assert "Lead (OPR) USN →" in deed
    assert "Created" in shown
    assert any(text.startswith("Example officer example-desk · 15 Jul 14:03 JST") for text in shown)


def test_long_histories_are_cut_until_asked(opened: Opened) -> None:
    assert opened.window.store is not None
    for number in range(9):
        with opened.window.store.write("Change it") as step:
            step.update("action_items", 3, {"due_text": f"word {number}"})
    opened.settle()
    link = next(b for b in inspector_of(opened).findChildren(QPushButton) if "earlier" in b.text())
    assert link.text() == "4 earlier steps"
    assert "Created" not in texts(opened)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    opened.settle()
    assert "Created" in texts(opened)


# ---------------------------------------------------------------------- refused text and another record
def click_row(opened: Opened, row: int) -> None:
    """Click the title of a row of the table."""
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    index = page.model.index(row, page.model.column_named("description"))
    place = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    opened.settle()


def selection(opened: Opened) -> tuple[str, tuple[int, ...]]:
    assert opened.window.desk is not None
    return opened.window.desk.selection


def refuse(opened: Opened) -> ValueRow:
    """Type a due date that makes no sense into the inspector of AI-0003."""
    inspector_of(opened).edit("due_date")
    row = row_of(opened, "due_date")
    assert row.editor is not None
    row.editor.select_all()
    opened.type("someday")
    return row


def test_refused_text_stays_with_its_record_when_another_row_is_clicked(opened: Opened, sample: Store) -> None:
    head = sample.head
    row = refuse(opened)
    for place in (2, 4):
        opened.window.note("")
        click_row(opened, place)
        assert inspector_of(opened).shown == ("action_items", (3,))
        assert row_of(opened, "due_date") is row
        assert row.editor is not None
        assert row.editor.text() == "someday"
        assert row.editor.note.isVisible()
        assert "someday" in row.editor.note.text()
        assert row.editor.input.hasFocus()
        assert selection(opened) == ("action_items", (3,))
        assert "someday" in opened.window.status.note.text()
    assert sample.head == head
    opened.press(Qt.Key.Key_Escape)
    click_row(opened, 2)
    assert inspector_of(opened).shown == selection(opened) != ("action_items", (3,))


def test_text_that_is_taken_is_written_to_its_own_record_when_another_row_is_clicked(opened: Opened) -> None:
    inspector_of(opened).edit("due_text")
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    opened.type("half typed")
    click_row(opened, 4)
    assert value(opened, "due_text") == "half typed"
    assert inspector_of(opened).shown == selection(opened) != ("action_items", (3,))


def test_refused_text_is_kept_while_other_pages_are_shown(opened: Opened, sample: Store) -> None:
    entered_today(sample)
    row = refuse(opened)
    assert opened.window.desk is not None
    opened.window.desk.sidebar.chosen.emit("meetings")
    opened.settle()
    opened.select(1)
    assert inspector_of(opened).shown == ("action_items", (3,))
    assert row.editor is not None
    assert row.editor.text() == "someday"
    row.editor.set_text("by Mar 2025")
    row.editor.input.setText("by Apr 2025")  # type: ignore[union-attr] # a line
    row.finish()
    opened.window.desk.settle()
    assert inspector_of(opened).shown == ("meetings", (1,))
    assert value(opened, "due_date") == "2025-04-30"
    assert sample.head.steps == 4


# ---------------------------------------------------------------------- earlier versions
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def versions(opened: Opened) -> list[VersionLink]:
    """The links under the earlier steps, newest first."""
    return [link for link in inspector_of(opened).findChildren(VersionLink) if link.isVisible()]


def dialog_of(opened: Opened) -> ChangesDialog:
    (dialog,) = (each for each in opened.window.findChildren(ChangesDialog) if each.isVisible())
    return dialog


@pytest.fixture
def changed(opened: Opened, sample: Store) -> Opened:
    """The same window after two changes of AI-0003: steps 3 and 4; the sample made it in step 2."""
    for words in ("first words", "second words"):
        with sample.write("Change it") as step:
            step.update("action_items", 3, {"due_text": words})
    opened.settle()
    return opened


def test_every_step_but_the_newest_offers_its_version(changed: Opened) -> None:
    assert [link.text() for link in versions(changed)] == ["Restore this version"] * 2
    names = [link.accessibleName() for link in versions(changed)]
    assert names == ["Restore the version after step 3", "Restore the version after step 2"]


def test_a_click_shows_what_would_change_and_makes_the_version_a_new_one(changed: Opened, sample: Store) -> None:
    QTest.mouseClick(versions(changed)[1], Qt.MouseButton.LeftButton)
    changed.settle()
    dialog = dialog_of(changed)
    assert dialog.windowTitle() == "Restore AI-0003 as of step 2"
    assert "second words" in dialog.view.toPlainText()
    before = sample.head.steps
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    changed.settle()
    assert value(changed, "due_text") == "by the end of January 2024"
    assert sample.head.steps == before + 1
    assert sample.history("action_items", 3)[0].label == "Restore AI-0003 as of step 2"
    assert [link.step_id for link in versions(changed)] == [4, 3, 2]


def test_its_key_goes_to_the_versions_arrows_among_them_and_enter_or_the_key_again_restores(
    changed: Opened, sample: Store
) -> None:
    changed.window.resize(1280, 600)
    changed.settle()
    assert versions(changed)[0].visibleRegion().isEmpty()
    changed.press(Qt.Key.Key_H, CTRL_ALT)
    assert versions(changed)[0].hasFocus()
    assert not versions(changed)[0].visibleRegion().isEmpty()
    for key, at in ((Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0)):
        changed.press(key)
        assert versions(changed)[at].hasFocus()
    changed.press(Qt.Key.Key_Return)
    assert dialog_of(changed).windowTitle() == "Restore AI-0003 as of step 3"
    QTest.keyClick(dialog_of(changed), Qt.Key.Key_Escape)
    changed.window.activateWindow()
    changed.settle()
    changed.press(Qt.Key.Key_Down)
    changed.press(Qt.Key.Key_H, CTRL_ALT)
    assert dialog_of(changed).windowTitle() == "Restore AI-0003 as of step 2"
    QTest.keyClick(dialog_of(changed), Qt.Key.Key_Escape)
    changed.settle()
    assert sample.head.steps == 4


def test_its_key_shows_the_inspector_and_says_when_there_is_no_earlier_version(opened: Opened) -> None:
    opened.do("inspector")
    assert opened.window.desk is not None
    assert not opened.window.desk.panels.is_shown("inspector")
    opened.press(Qt.Key.Key_H, CTRL_ALT)
    assert opened.window.desk.panels.is_shown("inspector")
    assert versions(opened) == []
    assert opened.window.status.note.text() == "This record has no earlier version."


def test_half_typed_words_are_written_before_a_version_is_asked_for(changed: Opened, sample: Store) -> None:
    row = row_of(changed, "due_text")
    row.edit()
    assert row.editor is not None
    row.editor.set_text("third words")
    versions(changed)[1].click()
    changed.settle()
    assert sample.history("action_items", 3)[0].changes == (("due_text", "second words", "third words"),)
    assert "third words" in dialog_of(changed).view.toPlainText()
    assert dialog_of(changed).windowTitle() == "Restore AI-0003 as of step 2"


def test_a_read_only_history_offers_no_version(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    path = sample.path
    with sample.write("Change it") as step:
        step.update("action_items", 3, {"due_text": "first words"})
    sample.close()
    opened = open_window(qtbot, qapp, reopen(path, read_only=True), "action_items")
    opened.select(3)
    assert any("first words" in text for text in texts(opened))
    assert versions(opened) == []


def test_links_open_the_record_they_name(opened: Opened) -> None:
    links = inspector_of(opened).links.links
    assert "Meeting Announcement of the Ship Repair" in links.accessibleName()
    links.linkActivated.emit("record/meetings/4")
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page == "meetings"
    assert opened.window.desk.selection == ("meetings", (4,))


def test_links_open_the_list_that_points_here(opened: Opened) -> None:
    opened.go("meetings")
    opened.select(10)
    links = inspector_of(opened).links.links
    assert "Agenda items: 7" in links.accessibleName()
    links.linkActivated.emit("list/agenda_items/meeting_id/10")
    opened.settle()
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    assert page.entity.table == "agenda_items"
    assert page.row_count() == 7


def test_several_records_are_counted_and_changed_together(opened: Opened) -> None:
    opened.do("select_all")
    assert "29 selected" in texts(opened)
    button = next(b for b in inspector_of(opened).findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Change a field of all 29…"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert any(dialog.isVisible() for dialog in opened.window.findChildren(BulkEditDialog))


def test_nothing_selected_says_what_to_do(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    window = open_window(qtbot, qapp, sample, "action_items")
    assert texts(window) == ["Select a record to see its fields, links and history."]


def test_a_deleted_record_is_said_to_be_in_the_bin(opened: Opened) -> None:
    assert opened.window.store is not None
    inspector = inspector_of(opened)
    with opened.window.store.write("Delete") as step:
        step.delete("action_items", [3])
    inspector.reload({"action_items": {3}})
    assert "This record is in the bin." in [label.text() for label in inspector.findChildren(QLabel)]


@pytest.mark.parametrize("table", RECORDED)
def test_every_kind_of_record_can_be_inspected(qtbot: QtBot, qapp: QApplication, sample: Store, table: str) -> None:
    window = open_window(qtbot, qapp, sample, table)
    window.select(1)
    inspector = inspector_of(window)
    assert inspector.shown == (table, (1,))
    assert inspector.rows
    assert all(row.value.text() for row in inspector.rows.values())
