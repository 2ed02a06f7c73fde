"""The register in the window, by keys: supporting offices, files, closing with evidence, what each side owes."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.follow_up import LARGEST_FILE
from dicas_desktop.store import leads, register
from dicas_desktop.store.answered import write_answered
from dicas_desktop.store.reasons import Answer, Why
from dicas_desktop.store.store import Store
from dicas_desktop.ui.asking import EvidenceDialog, SecondLeadDialog, SubItemsDialog
from dicas_desktop.ui.fields_dialog import FieldsDialog
from dicas_desktop.ui.record_parts import PartLine
from dicas_desktop.ui.register_commands import WithdrawDialog
from tests.make import dump
from tests.make_keys import by_key, by_menu, dialogs_of, page_of
from tests.make_page import editor_of, go_to, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
asking = pytest.mark.parametrize("ask", [by_key, by_menu])
Ask = Callable[[Opened, str], None]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    page_of(window).table.setFocus()
    return window


def lines(opened: Opened) -> list[PartLine]:
    assert opened.window.desk is not None
    return [each for each in opened.window.desk.inspector.parts.findChildren(PartLine) if each.isVisible()]


def words(opened: Opened) -> list[str]:
    assert opened.window.desk is not None
    return [each.text() for each in opened.window.desk.inspector.parts.findChildren(QLabel) if each.isVisible()]


def fields_of(opened: Opened) -> FieldsDialog:
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, FieldsDialog)
    return dialog


def evidence_asked(opened: Opened) -> EvidenceDialog:
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, EvidenceDialog)
    return dialog


def choose(opened: Opened, path: Path) -> None:
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    if dialog.fileMode() is QFileDialog.FileMode.ExistingFiles:
        dialog.filesSelected.emit([str(path)])
    else:
        dialog.fileSelected.emit(str(path))
    dialog.close()
    opened.settle()


def test_the_inspector_tells_the_stop_light_and_what_is_missing(opened: Opened) -> None:
    assert "▲ Overdue 166 days" in words(opened)
    assert "166 days late against by Jan 2024" in words(opened)


def test_every_due_date_is_told_with_reason_and_who_agreed(opened: Opened, sample: Store) -> None:
    with sample.write("Extend") as step:
        register.extend(step, 3, {"due_date": "2024-07-31", "due_precision": "day"}, "Example reason", "Example side")
    opened.settle()
    assert "by Jan 2024 → 31 Jul, 1 extension" in words(opened)
    assert "31 Jul: Example reason; agreed by Example side, 15 Jul" in words(opened)
    assert "166 days late against the first date, by Jan 2024" in words(opened)


@asking
def test_a_supporting_office_is_added_and_taken_off_by_key(opened: Opened, sample: Store, ask: Ask) -> None:
    before = dump(sample)
    ask(opened, "support")
    dialog = fields_of(opened)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert dialog.problem.text() == "Office: choose one of the directory."
    assert dump(sample) == before
    dialog.editors["org_id"].set_text("jp-atla")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    (line,) = lines(opened)
    assert line.text() == "ATLA"
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    opened.settle()
    assert lines(opened) == []
    sample.undo()
    sample.undo()
    assert dump(sample) == before


def test_an_office_that_supports_already_is_refused_in_the_dialog(opened: Opened, sample: Store) -> None:
    with sample.read() as db:
        office = db.execute("SELECT id FROM organizations WHERE slug = 'jp-atla'").scalar()
    with sample.write("Add an OCR") as step:
        leads.support(step, 3, office)
    before = dump(sample)
    by_key(opened, "support")
    dialog = fields_of(opened)
    dialog.editors["org_id"].set_text("jp-atla")
    dialog.act()
    assert dialog.problem.text() == "Office: ATLA supports AI-0003 already."
    assert dump(sample) == before


@asking
def test_a_file_is_kept_saved_out_and_removed(opened: Opened, sample: Store, tmp_path: Path, ask: Ask) -> None:
    file, out = tmp_path / "Example.pdf", tmp_path / "out.pdf"
    file.write_bytes(b"example" * 300)
    ask(opened, "attach")
    choose(opened, file)
    (line,) = lines(opened)
    assert line.text() == "Example.pdf · 3 KB"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (label,) = [each for each in opened.window.findChildren(QLabel) if each.toolTip() == digest]
    assert label.text() == f"SHA-256 {digest[:16]}…"
    assert sample.undo_label == "Attach Example.pdf to AI-0003"
    line.click()
    opened.settle()
    choose(opened, out)
    assert out.read_bytes() == file.read_bytes()
    (line,) = lines(opened)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    opened.settle()
    assert lines(opened) == []
    assert sample.check() == []


def test_a_file_that_is_too_large_is_told_and_nothing_is_kept(opened: Opened, sample: Store, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    before = dump(sample)
    by_key(opened, "attach")
    choose(opened, large)
    (dialog,) = dialogs_of(opened)
    assert dialog.windowTitle() == "Nothing was attached"
    assert "large.bin is larger than 20 MB: attach a smaller file." in [
        label.text() for label in dialog.findChildren(QLabel)
    ]
    assert dump(sample) == before


@asking
def test_closing_asks_for_the_evidence(opened: Opened, sample: Store, ask: Ask) -> None:
    before = dump(sample)
    ask(opened, "close_action")
    dialog = evidence_asked(opened)
    assert dialog.note.text() == ("Status: say what shows that AI-0003 is done, or name the decision that settled it.")
    QTest.keyClick(dialog.evidence.input, Qt.Key.Key_Return)
    opened.settle()
    assert dialog.problem.text() == "Evidence is missing: say what shows it, name a decision, or close without."
    dialog.decision.set_text("D-9999")
    dialog.act()
    assert dialog.problem.text() == "There is no decision D-9999: choose one of the register."
    assert dump(sample) == before
    QTest.keyClicks(dialog.evidence.input, "Example evidence")
    dialog.decision.set_text("D-0001")
    QTest.keyClick(dialog.evidence.input, Qt.Key.Key_Return)
    opened.settle()
    values = record(sample, "action_items", 3).values
    assert (values["status"], values["evidence"], values["evidence_decision_id"]) == ("done", "Example evidence", 1)
    assert values["closed_on"] == "2024-07-15"
    assert "✓ Done" in words(opened)
    assert sample.undo_label == "Close AI-0003"


def test_closing_without_evidence_is_possible_and_said(opened: Opened, sample: Store) -> None:
    by_key(opened, "close_action")
    evidence_asked(opened).without.click()
    opened.settle()
    assert record(sample, "action_items", 3).values["status"] == "done"
    assert "Closed without evidence" in words(opened)


def test_closing_with_open_parts_asks_about_them(opened: Opened, sample: Store) -> None:
    with sample.write("Add a part") as step:
        part = step.add("action_items", {"description": "Example part", "kind": "plan", "owner_side": "US",
                                         "parent_id": 3}).id  # fmt: skip
    opened.settle()
    by_key(opened, "close_action")
    (question,) = dialogs_of(opened)
    assert isinstance(question, SubItemsDialog)
    question.act()
    opened.settle()
    evidence_asked(opened).without.click()
    opened.settle()
    assert [record(sample, "action_items", i).values["status"] for i in (3, part)] == ["done", "done"]


def test_the_tree_leads_from_an_action_to_its_decision_and_back(opened: Opened, sample: Store) -> None:
    with sample.write("Say which decision it follows from") as step:
        step.update("action_items", 3, {"decision_id": 1})
    opened.settle()
    (line,) = lines(opened)
    assert line.text().startswith("D-0001 ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("decisions", (1,))
    (line,) = lines(opened)
    assert line.text().strip().startswith("AI-0003 ")


@pytest.mark.parametrize("command", ["support", "close_action"])
def test_a_command_of_actions_says_so_on_another_page(opened: Opened, command: str) -> None:
    opened.go("meetings")
    opened.select(1)
    by_key(opened, command)
    assert dialogs_of(opened) == []
    assert opened.window.status.note.text().startswith("Select one action item")


# ------------------------------------------------------------------ questions
def lead_in_cell(opened: Opened, office: str) -> SecondLeadDialog:
    page = page_of(opened)
    go_to(page, page.model.source.place_of(3), "owner_org_id")
    opened.press(Qt.Key.Key_F2)
    editor_of(page).set_text(office)
    editor_of(page).committed.emit()
    opened.settle()
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, SecondLeadDialog)
    return dialog


@pytest.mark.parametrize("as_ocr", [True, False])
def test_a_second_lead_is_offered_as_a_supporting_office(opened: Opened, sample: Store, as_ocr: bool) -> None:
    before = record(sample, "action_items", 3)
    dialog = lead_in_cell(opened, "jp-atla")
    assert dialog.note.text() == (
        "Lead (OPR): USN leads AI-0003, and an action has one lead: replace it, or add ATLA as OCR."
    )
    (dialog.primary if as_ocr else dialog.replace).click()
    opened.settle()
    after = record(sample, "action_items", 3)
    with sample.read() as db:
        names = [party["name"] for party in leads.parties(db, 3)]
    assert names == (["ATLA"] if as_ocr else [])
    assert (after.values["owner_org_id"] == before.values["owner_org_id"]) is as_ocr
    assert page_of(opened).table.cell_edit.editor is None


@pytest.mark.parametrize("agreed", [True, False])
def test_a_new_action_that_was_due_already_is_entered_after_a_yes(opened: Opened, sample: Store, agreed: bool) -> None:
    before = dump(sample)
    page = page_of(opened)
    page.add()
    assert page.form is not None
    page.form.editors["description"].set_text("Example action")
    page.form.editors["due_date"].set_text("2024-07-01")
    page.form.editors["owner_org_id"].set_text("jp-atla")
    assert not page.form.add()
    opened.settle()
    (dialog,) = dialogs_of(opened)
    assert "The due date 1 Jul 2024 has passed. The action is kept and marked “entered late”." in [
        label.text() for label in dialog.findChildren(QLabel)
    ]
    QTest.keyClick(dialog, Qt.Key.Key_Return if agreed else Qt.Key.Key_Escape)
    opened.settle()
    if agreed:
        assert "Entered late" in words(opened)
    else:
        assert dump(sample) == before
        assert page.form.isVisible()


def test_deleting_a_decision_on_which_others_rest_offers_to_withdraw_it(opened: Opened, sample: Store) -> None:
    with sample.write("Say which decision it follows from") as step:
        step.update("action_items", 3, {"decision_id": 1})
    opened.go("decisions")
    opened.select(1)
    page_of(opened).table.setFocus()
    by_key(opened, "delete")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, WithdrawDialog)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "AI-0003 Start the first larger repair, on USS New Orleans" in told
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    values = record(sample, "decisions", 1).values
    assert (values["status"], values["deleted_at"]) == ("withdrawn", None)


def test_the_inspector_of_a_decision_tells_every_correction_with_the_words_before(
    opened: Opened, sample: Store
) -> None:
    before = record(sample, "decisions", 1).values["text"]
    opened.go("decisions")
    opened.select(1)
    assert "CORRECTIONS" not in [text.upper() for text in words(opened)]
    with sample.write("Set Text of D-0001") as step:
        write_answered(step, "decisions", [1], {"text": "Corrected"}, Answer(Why("Example reason")))
    opened.settle()
    assert "Text, 15 Jul: Example reason; by Example officer" in words(opened)
    assert f"Before: {before}" in words(opened)
    sample.undo()
    opened.settle()
    assert f"Before: {before}" not in words(opened)
