"""The bin as a page: seen, restored by Enter, key and click, emptied only after asking."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.bin_page import BinPage
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.history_dialogs import ChangesDialog
from tests.make import dump, reopen
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def delete(store: Store, table: str, row_id: int) -> None:
    with store.write(f"Delete {table} {row_id}") as step:
        step.delete(table, [row_id])


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on a bin with a platform and a meeting, the meeting deleted last."""
    delete(sample, "platforms", 2)
    delete(sample, "meetings", 3)
    return open_window(qtbot, qapp, sample, "bin")


def page_of(opened: Opened) -> BinPage:
    assert opened.window.desk is not None
    page = opened.window.desk.made["bin"]
    assert isinstance(page, BinPage)
    return page


def dialog_of(opened: Opened) -> Dialog:
    (dialog,) = [each for each in opened.window.findChildren(Dialog) if each.isVisible()]
    return dialog


def live(store: Store, table: str, row_id: int) -> bool:
    with store.read() as db:
        return db.execute(f"SELECT deleted_at FROM {table} WHERE id = ?", (row_id,)).scalar() is None


def test_each_deletion_says_what_went_along_who_and_how_long_it_stays(opened: Opened) -> None:
    page = page_of(opened)
    assert page.note.text() == "2 deletions"
    rows = [[page.model.index(row, column).data() for column in range(6)] for row in range(2)]
    assert [row[:2] for row in rows] == [["15 Jul 14:03", "15 Jul 01:03"]] * 2
    assert rows[0][2].startswith("M-0003 ")
    assert "delegation" in rows[0][3]
    assert rows[1][2:] == ["P-0002 USS Milius", "", "Example officer · example-desk", "90"]
    assert page.panel.title.text() == rows[0][2]
    assert len(page.panel.view.toPlainText().splitlines()) == (page.chosen.size if page.chosen else 0) - 1
    assert "90 days left" in page.panel.facts.text()


def test_the_sidebar_counts_the_deletions(opened: Opened) -> None:
    assert opened.window.desk is not None
    model = opened.window.desk.sidebar.model()
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said[-1] == "Bin, 2"


def test_enter_takes_the_chosen_deletion_out(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    page.table.setFocus()
    opened.press(Qt.Key.Key_Return)
    assert live(sample, "meetings", 3)
    assert opened.window.status.note.text().startswith("Out of the bin: M-0003")
    assert page.model.rowCount() == 1
    opened.press(Qt.Key.Key_R, CONTROL)
    assert live(sample, "platforms", 2)
    assert page.model.rowCount() == 0
    assert page.nothing.isVisible()
    assert not page.empty.isEnabled()
    opened.press(Qt.Key.Key_Z, CONTROL)
    assert not live(sample, "platforms", 2)
    assert page.table.isVisible()


def test_a_click_restores_too_and_all_is_as_before(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    sample.undo()
    before = dump(sample)
    sample.redo()
    opened.settle()
    page.table.selectRow(0)
    QTest.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    opened.settle()
    assert dump(sample) == before
    assert sample.check() == []


def test_it_is_still_there_after_a_restart(qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path) -> None:
    delete(sample, "meetings", 3)
    sample.close()
    again = reopen(tmp_path / "sample.dicas")
    opened = open_window(qtbot, qapp, again, "bin")
    opened.do("restore")
    assert live(again, "meetings", 3)


def test_a_child_whose_parent_is_in_the_bin_offers_both(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    with sample.read() as db:
        child, parent = db.execute("SELECT id, meeting_id FROM agenda_items LIMIT 1").first() or (0, 0)
    delete(sample, "agenda_items", child)
    delete(sample, "meetings", parent)
    opened = open_window(qtbot, qapp, sample, "bin")
    page = page_of(opened)
    page.table.selectRow(1)
    opened.settle()
    assert "which lies in the bin too: Restore offers both." in page.panel.problem.text()
    opened.do("restore")
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangesDialog)
    assert dialog.with_parents
    QTest.keyClick(dialog.primary, Qt.Key.Key_Space)
    opened.settle()
    assert live(sample, "agenda_items", child)
    assert live(sample, "meetings", parent)


def test_the_child_alone_can_be_taken_out(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    with sample.read() as db:
        child, parent = db.execute("SELECT id, meeting_id FROM agenda_items LIMIT 1").first() or (0, 0)
    delete(sample, "agenda_items", child)
    delete(sample, "meetings", parent)
    opened = open_window(qtbot, qapp, sample, "bin")
    page_of(opened).table.selectRow(1)
    opened.settle()
    opened.do("restore")
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangesDialog)
    assert dialog.box is not None
    QTest.keyClick(dialog.box, Qt.Key.Key_Space)
    QTest.keyClick(dialog.primary, Qt.Key.Key_Space)
    opened.settle()
    assert live(sample, "agenda_items", child)
    assert not live(sample, "meetings", parent)


def test_nothing_young_is_emptied(opened: Opened, sample: Store) -> None:
    head = sample.head
    QTest.mouseClick(page_of(opened).empty, Qt.MouseButton.LeftButton)
    opened.settle()
    assert dialog_of(opened).note.text() == "Nothing in the bin is older than 90 days."
    assert sample.head == head


def test_what_is_older_than_ninety_days_is_emptied_after_asking_and_undo_brings_it_back(
    opened: Opened, sample: Store
) -> None:
    page = page_of(opened)
    before = dump(sample)
    opened.window.clock.as_of = datetime(2024, 12, 1, tzinfo=UTC).date()
    page.reload()
    opened.settle()
    assert page.model.index(0, 5).data() == "▲ 0"
    assert "▲ May be emptied" in page.panel.facts.text()
    opened.do("empty_bin")
    dialog = dialog_of(opened)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert dump(sample) == before
    opened.do("empty_bin")
    assert "Undo brings them back" in dialog_of(opened).note.text()
    QTest.keyClick(dialog_of(opened).primary, Qt.Key.Key_Space)
    opened.settle()
    assert dump(sample) != before
    assert sample.check() == []
    opened.do("undo")
    assert dump(sample) == before


def test_an_empty_bin_says_what_would_be_here(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "bin")
    page = page_of(opened)
    assert page.nothing.isVisible()
    assert "for at least 90 days" in page.nothing.text()
    assert opened.window.commands.why("restore") == "Choose a deletion in the bin."


def test_a_workspace_open_read_only_shows_its_bin_and_changes_nothing(
    qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path
) -> None:
    delete(sample, "platforms", 2)
    reader = reopen(tmp_path / "sample.dicas", read_only=True)
    opened = open_window(qtbot, qapp, reader, "bin")
    page = page_of(opened)
    assert page.model.rowCount() == 1
    assert not page.restore.isEnabled()
    assert not page.empty.isEnabled()
    assert opened.window.commands.why("restore") == "The workspace is open read-only."


def test_the_journal_is_exported_from_the_menu(opened: Opened, tmp_path: Path) -> None:
    opened.commands.bin.export(tmp_path / "journal.csv")
    opened.settle()
    assert (tmp_path / "journal.csv").read_text(encoding="utf-8-sig").startswith("step,")
    assert opened.window.status.note.text() == f"Wrote 4 steps to {tmp_path / 'journal.csv'}."
    opened.commands.bin.export(tmp_path / "nowhere" / "journal.csv")
    opened.settle()
    assert dialog_of(opened).windowTitle() == "The journal was not exported"


def test_the_file_is_compacted_after_asking(opened: Opened, sample: Store) -> None:
    opened.press(Qt.Key.Key_C, CONTROL | ALT)
    dialog = dialog_of(opened)
    assert "A backup is made before" in dialog.note.text()
    QTest.keyClick(dialog.primary, Qt.Key.Key_Space)
    opened.settle()
    assert "the journal is whole" in opened.window.status.note.text()
    with sample.read() as db:
        assert db.execute("SELECT kind FROM journal_steps ORDER BY id DESC LIMIT 1").scalar() == "compact"
