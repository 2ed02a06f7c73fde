"""The journal as a page: found, looked at, undone from, by key and click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.history_dialogs import ChangesDialog
from dicas_desktop.ui.journal_page import JournalPage
from dicas_desktop.ui.work import Work
from tests.make import TODAY, dump
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def change(store: Store, label: str, row_id: int = 1, **values: object) -> int:
    with store.write(label) as step:
        step.update("meetings", row_id, values)
    return store.head.steps


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the journal of a sample with three more steps."""
    change(sample, "Set City of M-0001", city="Tokyo")
    change(sample, "Set City of M-0002", 2, city="Osaka")
    change(sample, "Set Country of M-0002", 2, country="JP", venue="Example venue")
    return open_window(qtbot, qapp, sample, "journal")


def page_of(opened: Opened) -> JournalPage:
    assert opened.window.desk is not None
    page = opened.window.desk.made["journal"]
    assert isinstance(page, JournalPage)
    return page


def choose(opened: Opened, step_id: int) -> JournalPage:
    page = page_of(opened)
    page.table.selectRow(list(page.model.keys).index(step_id))
    opened.settle()
    return page


def dialog_of(opened: Opened) -> Dialog:
    (dialog,) = [each for each in opened.window.findChildren(Dialog) if each.isVisible()]
    return dialog


def accept(opened: Opened) -> None:
    QTest.keyClick(dialog_of(opened).primary, Qt.Key.Key_Space)
    opened.settle()


def labels(page: JournalPage) -> list[str]:
    return [str(page.model.index(row, 4).data()) for row in range(page.model.rowCount())]


def test_steps_stand_newest_first_on_both_clocks(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    row = [page.model.index(3, column).data() for column in range(page.model.columnCount())]
    assert row == [
        "2", "15 Jul 14:03", "15 Jul 01:03", "Example officer · example-desk", "Import the public record", "", "601"
    ]  # fmt: skip
    assert [page.model.headerData(n, Qt.Orientation.Horizontal) for n in range(7)] == [
        "Step", "Tokyo", "Washington", "Who", "What", "State", "Changes"
    ]  # fmt: skip
    change(sample, "Set Title of M-0003", 3, title="Example")
    opened.settle()
    assert labels(page)[0] == "Set Title of M-0003"


def test_the_chosen_step_tells_who_when_and_what_undo_would_do(opened: Opened) -> None:
    page = choose(opened, 4)
    facts = page.panel.facts.text().splitlines()
    assert page.panel.title.text() == "Set City of M-0002"
    assert facts[:3] == [
        "Step 4 · Edit · 1 change", "Example officer · example-desk", "15 Jul 14:03 JST / 01:03 EDT"
    ]  # fmt: skip
    assert page.panel.caption.text() == "WHAT UNDO WOULD DO"
    assert "Osaka → " in page.panel.view.toPlainText()
    assert page.panel.problem.isHidden()
    assert page.undo_one.isEnabled()


def test_a_step_that_was_undone_says_by_which_and_what_it_did(opened: Opened, sample: Store) -> None:
    sample.undo()
    opened.settle()
    page = choose(opened, 5)
    assert page.model.index(1, 5).data() == "undone by 6"
    assert "Undone by step 6." in page.panel.facts.text()
    assert page.panel.caption.text() == "WHAT IT DID"
    assert "→ Example venue" in page.panel.view.toPlainText()
    assert not page.undo_one.isEnabled()
    page = choose(opened, 6)
    assert page.model.index(0, 5).data() == "of step 5"
    assert "It concerns step 5." in page.panel.facts.text()


def test_words_who_kind_and_days_narrow_the_list(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened)
    page.filters.text.setFocus()
    opened.type("city")
    qtbot.waitUntil(lambda: labels(page) == ["Set City of M-0002", "Set City of M-0001"])
    assert page.note.text().startswith("2 of 5 steps")
    opened.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(labels(page)) == 5)
    page.filters.kind.setCurrentIndex(page.filters.kind.findData("import"))
    assert labels(page) == ["Import the public record"]
    page.filters.kind.setCurrentIndex(0)
    page.filters.who.setCurrentIndex(page.filters.who.findData("Example officer"))
    page.filters.days.setCurrentIndex(1)
    assert len(labels(page)) == 5
    page.filters.text.setFocus()
    opened.type("nothing of that kind")
    qtbot.waitUntil(lambda: labels(page) == [])
    assert page.chosen is None
    assert page.panel.title.isHidden()


def test_a_reference_shows_the_steps_of_that_record_and_only_its_changes(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened)
    page.filters.text.setFocus()
    opened.type("m-2")
    qtbot.waitUntil(lambda: list(page.model.keys) == [5, 4, 2])
    assert page.record == ("meetings", 2)
    choose(opened, 2)
    assert page.panel.view.toPlainText().startswith("M-0002 ")
    assert "more change" not in page.panel.view.toPlainText()
    assert not page.version.isHidden()


def test_enter_goes_into_the_panel_and_down_from_the_words_to_the_table(opened: Opened) -> None:
    page = choose(opened, 4)
    page.filters.text.setFocus()
    opened.press(Qt.Key.Key_Down)
    assert page.table.hasFocus()
    opened.press(Qt.Key.Key_Return)
    assert page.panel.view.hasFocus()


def test_ctrl_alt_u_asks_and_takes_back_only_the_chosen_step(opened: Opened, sample: Store) -> None:
    page = choose(opened, 3)
    opened.press(Qt.Key.Key_U, CONTROL | ALT)
    dialog = dialog_of(opened)
    assert dialog.windowTitle() == "Undo: Set City of M-0001"
    assert isinstance(dialog, ChangesDialog)
    assert "Tokyo → " in dialog.view.toPlainText()
    accept(opened)
    assert labels(page)[0] == "Undo: Set City of M-0001"
    with sample.read() as db:
        assert db.execute("SELECT city FROM meetings WHERE id = 2").scalar() == "Osaka"
    assert sample.check() == []


def test_undo_back_to_here_lists_the_steps_and_takes_each_back(opened: Opened, sample: Store) -> None:
    sample.undo()
    before = dump(sample)
    sample.redo()
    opened.settle()
    page = choose(opened, 3)
    QTest.mouseClick(page.undo_back, Qt.MouseButton.LeftButton)
    opened.settle()
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangesDialog)
    assert dialog.windowTitle() == "Undo 3 steps"
    assert dialog.view.toPlainText().splitlines() == [
        "5 Set Country of M-0002", "4 Set City of M-0002", "3 Set City of M-0001"
    ]  # fmt: skip
    accept(opened)
    assert opened.window.status.note.text() == "3 steps were taken back."
    assert labels(page)[:3] == ["Undo: Set City of M-0001", "Undo: Set City of M-0002", "Undo: Set Country of M-0002"]
    sample.redo()
    sample.redo()
    assert dump(sample) == before


def test_undo_back_that_meets_an_obstacle_says_so(opened: Opened, sample: Store) -> None:
    choose(opened, 4)
    opened.do("undo_back")
    with sample.write("Note over it", kind="note") as step:
        step.update("meetings", 2, {"city": "Elsewhere"})
    accept(opened)
    dialog = dialog_of(opened)
    assert dialog.windowTitle() == "Stopped"
    assert dialog.note.text().startswith("1 step was taken back. “Set City of M-0002” cannot be taken back:")


def test_what_stands_in_the_way_is_told_in_the_panel(opened: Opened, sample: Store) -> None:
    change(sample, "Set City again", city="Kyoto")
    opened.settle()
    page = choose(opened, 3)
    assert page.panel.problem.text().startswith("▲ “Set City of M-0001” cannot be taken back: “Set City again”")
    assert not page.undo_one.isEnabled()
    assert page.undo_back.isEnabled()


def test_what_undo_and_redo_would_do_is_told_before(opened: Opened, sample: Store) -> None:
    opened.press(Qt.Key.Key_Z, CONTROL | ALT)
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangesDialog)
    assert "Example venue → " in dialog.view.toPlainText()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert sample.undo_label == "Set Country of M-0002"
    opened.do("preview_undo")
    accept(opened)
    assert sample.redo_label == "Set Country of M-0002"
    opened.do("preview_redo")
    assert dialog_of(opened).windowTitle() == "Redo: Set Country of M-0002"
    accept(opened)
    assert sample.undo_label == "Set Country of M-0002"


def test_undo_offers_to_take_out_of_the_bin_what_the_record_belongs_to(opened: Opened, sample: Store) -> None:
    with sample.write("Delete M-0001") as step:
        step.delete("meetings", [1])
    opened.settle()
    choose(opened, 3)
    opened.do("undo_step")
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangesDialog)
    assert dialog.box is not None
    assert "M-0001" in dialog.box.accessibleName()
    accept(opened)
    with sample.read() as db:
        assert db.execute("SELECT deleted_at FROM meetings WHERE id = 1").scalar() is None


def test_ctrl_h_shows_the_history_of_the_selected_record_and_restores_a_version(opened: Opened, sample: Store) -> None:
    opened.go("meetings")
    opened.select(2)
    opened.press(Qt.Key.Key_H, CONTROL)
    page = page_of(opened)
    assert page.filters.text.text() == "M-0002"
    assert list(page.model.keys) == [5, 4, 2]
    choose(opened, 4)
    opened.press(Qt.Key.Key_H, CONTROL | ALT)
    dialog = dialog_of(opened)
    assert dialog.windowTitle() == "Restore M-0002 as of step 4"
    assert isinstance(dialog, ChangesDialog)
    assert "Example venue → " in dialog.view.toPlainText()
    accept(opened)
    assert labels(page)[0] == "Restore M-0002 as of step 4"
    with sample.read() as db:
        assert db.execute("SELECT city, venue FROM meetings WHERE id = 2").first() == ("Osaka", "Pentagon")


def test_the_commands_say_why_they_are_grey(opened: Opened, sample: Store) -> None:
    choose(opened, 1)
    why = opened.window.commands.why
    assert why("undo_step") == why("undo_back") == "No step that can be undone is chosen in the journal."
    assert why("restore_version").startswith("Select one record, or choose a step among those of one record")
    assert why("restore") == "Choose a deletion in the bin."
    choose(opened, 3)
    assert why("undo_step") == ""
    assert sample.undo_label is not None


def test_a_clock_that_went_back_is_shown(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    with empty.write("Later") as step:
        step.add("organizations", {"name_en": "Example"})
    with empty.write("Rewritten times", kind="note") as step:  # as a clock that was set back between two steps
        step.raw.execute("UPDATE journal_steps SET at_utc = '2024-07-15T07:00:05.000+00:00' WHERE id = 2")
    opened = open_window(qtbot, qapp, empty, "journal")
    page = choose(opened, 3)
    assert page.model.index(0, 5).data() == "▲ clock went back"
    assert "▲ The clock had gone back by 1 h 57 min since the step before." in page.panel.facts.text()


def test_a_journal_of_a_hundred_thousand_steps_opens_at_once_and_reads_only_what_is_seen(
    qtbot: QtBot, qapp: QApplication, empty: Store
) -> None:
    with empty.write("Copy steps", kind="note") as step:
        step.raw.execute(
            "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 100099) "
            "INSERT INTO journal_steps SELECT i, 'copy-' || i, 'Copied ' || i, 'Example', 'desk', "
            "'2024-07-15T05:00:00.000+00:00', 'edit', NULL, 0, '' FROM n"
        )
    opened = open_window(qtbot, qapp, empty, "journal")
    page = page_of(opened)
    assert page.model.rowCount() == 100_002
    assert page.model.read_rows <= 200
    page.table.setFocus()
    opened.press(Qt.Key.Key_End, CONTROL)
    assert page.chosen == 1
    assert page.panel.title.text() == "Create the workspace, ceiling U"
    for row in range(0, 100_000, 1_000):
        page.model.row(row)
    assert page.model.read_rows <= 4_000


def test_the_model_keeps_to_the_rules(qtmodeltester: ModelTester, sample: Store) -> None:
    page = JournalPage(sample, Clock(TODAY), Work(lambda error: pytest.fail(str(error))))
    page.reload()
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
