"""What a write asks before it is made, by keys: why a due date moves, why agreed words change, parts that are open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.store import leads, register
from dicas_desktop.store.attachments import attach
from dicas_desktop.store.store import Store
from dicas_desktop.ui.asking import EvidenceDialog, ReasonDialog, SecondLeadDialog, SubItemsDialog, SupersedeDialog
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from tests.make import dump
from tests.make_keys import by_key, dialogs_of, page_of
from tests.make_page import editor_of, go_to, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    return window


def edit_cell(opened: Opened, column: str, text: str) -> None:
    page = page_of(opened)
    go_to(page, page.model.source.place_of(page.table.selected_ids()[0]), column)
    opened.press(Qt.Key.Key_F2)
    editor_of(page).select_all()
    QTest.keyClicks(editor_of(page).input, text)
    QTest.keyClick(editor_of(page).input, ENTER)
    opened.settle()


def asked(opened: Opened) -> QDialog:
    """The dialog that asks."""
    (dialog,) = dialogs_of(opened)
    return dialog


def say(opened: Opened, *words: str) -> ReasonDialog:
    dialog = asked(opened)
    assert isinstance(dialog, ReasonDialog)
    for line, text in zip(dialog.findChildren(QLineEdit), words, strict=False):
        line.setFocus()
        QTest.keyClicks(line, text)
    QTest.keyClick(dialog, ENTER)
    opened.settle()
    return dialog


def show(opened: Opened, words: str) -> None:
    """Give evidence by keys."""
    dialog = asked(opened)
    assert isinstance(dialog, EvidenceDialog)
    QTest.keyClicks(dialog.evidence.input, words)
    QTest.keyClick(dialog.evidence.input, ENTER)
    opened.settle()


def test_a_due_date_in_a_cell_asks_why_and_who_agreed(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    edit_cell(opened, "due_date", "2025-03-31")
    dialog = asked(opened)
    assert isinstance(dialog, ReasonDialog)
    assert dialog.note.text() == "Due: AI-0003 was due by Jan 2024; say why it moves and who agreed."
    assert dump(sample) == before
    say(opened, "Example reason")
    assert dialog.problem.text() == "Agreed by is missing: say who agreed to the new date."
    assert dialog.agreed.hasFocus()
    assert dump(sample) == before
    say(opened, "", "Example side")
    assert record(sample, "action_items", 3).values["due_date"] == "2025-03-31"
    with sample.read() as db:
        (made,) = register.extensions(db, 3)
    assert (made["reason"], made["agreed_by"]) == ("Example reason", "Example side")
    assert page_of(opened).table.cell_edit.editor is None
    assert sample.undo_label == "Set Due of AI-0003"
    sample.undo()
    assert dump(sample) == before


def test_escape_leaves_the_question_the_old_value_and_the_sentence_at_the_cell(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    edit_cell(opened, "due_date", "2025-03-31")
    QTest.keyClick(asked(opened), ESCAPE)
    opened.settle()
    assert dump(sample) == before
    assert editor_of(page_of(opened)).text() == "2025-03-31"
    assert page_of(opened).table.cell_edit.problem.startswith("Due: AI-0003 was due by Jan 2024")


def test_the_inspector_asks_the_same(opened: Opened, sample: Store) -> None:
    assert opened.window.desk is not None
    row = opened.window.desk.inspector.rows["due_date"]
    row.edit()
    assert row.editor is not None
    row.editor.set_text("2025-03-31")
    row.editor.committed.emit()
    opened.settle()
    say(opened, "Example reason", "Example side")
    assert row.editor is None
    assert record(sample, "action_items", 3).values["due_date"] == "2025-03-31"


def test_one_answer_serves_all_that_are_changed_together(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    with sample.read() as db:
        ids = db.execute("SELECT id FROM action_items WHERE status = 'unknown' AND due_date IS NOT NULL").scalars()
    page.table.select(ids[0])
    dialog = BulkEditDialog(sample, page.entity, ids, opened.window)
    opened.qtbot.addWidget(dialog)
    dialog.open()
    dialog.field.setCurrentIndex(dialog.field.findData("due_date"))
    assert dialog.editor is not None
    dialog.editor.set_text("2026-03-31")
    dialog.act()
    question = next(each for each in dialog.findChildren(ReasonDialog))
    question.reason.setText("Example reason")
    question.agreed.setText("Example side")
    question.act()
    opened.settle()
    assert {record(sample, "action_items", i).values["due_date"] for i in ids} == {"2026-03-31"}
    assert len(dump(sample)["extensions"]) == len(ids)


def test_a_paste_asks_once_for_all_its_lines(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    go_to(page, page.model.source.place_of(3), "due_date")
    QGuiApplication.clipboard().setText("2026-03-31")
    by_key(opened, "paste")
    say(opened, "Example reason", "Example side")
    assert record(sample, "action_items", 3).values["due_date"] == "2026-03-31"


def test_agreed_words_ask_for_the_reason_alone(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "decisions")
    opened.select(1)
    assert opened.window.desk is not None
    opened.window.desk.inspector.edit("text")
    page = page_of(opened)
    go_to(page, page.model.source.place_of(1), "text")
    opened.press(Qt.Key.Key_F2)
    editor_of(page).set_text("Corrected")
    editor_of(page).committed.emit()
    opened.settle()
    dialog = asked(opened)
    assert isinstance(dialog, ReasonDialog)
    assert dialog.windowTitle() == "Correct agreed words"
    assert not dialog.agreed.isVisible()
    say(opened, "Example reason")
    assert record(sample, "decisions", 1).values["text"] == "Corrected"
    assert sample.undo_label == "Set Text of D-0001: Example reason"


@pytest.mark.parametrize("close", [True, False])
def test_closing_with_open_parts_lists_them_and_offers_to_close_all(opened: Opened, sample: Store, close: bool) -> None:
    with sample.write("Add a part") as step:
        part = step.add("action_items", {"description": "Example part", "kind": "plan", "owner_side": "US",
                                         "parent_id": 3})  # fmt: skip
    opened.settle()
    edit_cell(opened, "status", "done")
    dialog = asked(opened)
    assert isinstance(dialog, SubItemsDialog)
    assert dialog.windowTitle() == "Close with 1 open sub-item"
    assert f"{part.ref} Example part" in [label.text() for label in dialog.findChildren(QLabel)]
    QTest.keyClick(dialog, ENTER if close else ESCAPE)
    opened.settle()
    if close:
        show(opened, "Example evidence")
    found = [record(sample, "action_items", i).values["status"] for i in (3, part.id)]
    assert found == (["done", "done"] if close else ["unknown", "open"])


# ------------------------------------------------------------------ what shows that something is done
def test_done_in_a_cell_asks_what_shows_it(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    edit_cell(opened, "status", "done")
    assert dump(sample) == before
    show(opened, "Example evidence")
    values = record(sample, "action_items", 3).values
    assert (values["status"], values["evidence"]) == ("done", "Example evidence")
    assert sample.undo_label == "Set Status of AI-0003"
    sample.undo()
    assert dump(sample) == before


def test_escape_at_the_evidence_leaves_the_action_open(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    edit_cell(opened, "status", "done")
    QTest.keyClick(asked(opened), ESCAPE)
    opened.settle()
    assert dump(sample) == before
    assert page_of(opened).table.cell_edit.problem == (
        "Status: say what shows that AI-0003 is done, or name the decision that settled it."
    )


def test_who_has_a_file_that_shows_it_is_not_asked(opened: Opened, sample: Store) -> None:
    with sample.write("Attach a file") as step:
        attach(step, "action_items", 3, "Example.pdf", b"example")
    opened.settle()
    edit_cell(opened, "status", "done")
    assert dialogs_of(opened) == []
    assert record(sample, "action_items", 3).values["status"] == "done"


def test_the_inspector_asks_what_shows_that_an_action_is_done(opened: Opened, sample: Store) -> None:
    assert opened.window.desk is not None
    row = opened.window.desk.inspector.rows["status"]
    row.edit()
    assert row.editor is not None
    row.editor.set_text("done")
    row.editor.committed.emit()
    opened.settle()
    show(opened, "Example evidence")
    assert row.editor is None
    assert record(sample, "action_items", 3).values["evidence"] == "Example evidence"


def test_a_paste_asks_once_what_shows_that_all_are_done(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    status = [record(sample, "action_items", i).values["status"] for i in page.model.source.ids]
    place = next(n for n in range(len(status)) if status[n : n + 2] == ["unknown", "unknown"])
    ids = list(page.model.source.ids[place : place + 2])
    go_to(page, place, "status")
    QGuiApplication.clipboard().setText("done\ndone")
    before = dump(sample)
    by_key(opened, "paste")
    assert dump(sample) == before
    ref = record(sample, "action_items", ids[0]).values["ref"]
    assert asked(opened).windowTitle() == f"Close {ref} and 1 more"
    show(opened, "Example evidence")
    found = [record(sample, "action_items", i).values for i in ids]
    assert [(v["status"], v["evidence"]) for v in found] == [("done", "Example evidence")] * 2
    sample.undo()
    assert dump(sample) == before


def test_many_that_are_closed_together_take_the_same_evidence_but_keep_their_own(opened: Opened, sample: Store) -> None:
    with sample.read() as db:
        ids = db.execute("SELECT id FROM action_items WHERE status = 'unknown' ORDER BY id LIMIT 3").scalars()
    with sample.write("Give evidence") as step:
        step.update("action_items", ids[1], {"evidence": "Its own"})
    dialog = BulkEditDialog(sample, page_of(opened).entity, ids, opened.window)
    opened.qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.editor is not None
    dialog.editor.set_text("done")
    dialog.act()
    question = next(each for each in dialog.findChildren(EvidenceDialog))
    ref = record(sample, "action_items", ids[0]).values["ref"]
    assert question.note.text() == (
        f"Status: say what shows that {ref} and 1 more are done, or name the decision that settled them."
    )
    question.decision.set_text("D-0001")
    question.act()
    opened.settle()
    found = [record(sample, "action_items", i).values for i in ids]
    assert [(v["status"], v["evidence"], v["evidence_decision_id"]) for v in found] == [
        ("done", None, 1),
        ("done", "Its own", None),
        ("done", None, 1),
    ]


@pytest.mark.parametrize("as_ocr", [True, False])
def test_a_paste_of_a_second_lead_asks_what_becomes_of_it(opened: Opened, sample: Store, as_ocr: bool) -> None:
    page = page_of(opened)
    before = record(sample, "action_items", 3).values["owner_org_id"]
    go_to(page, page.model.source.place_of(3), "owner_org_id")
    QGuiApplication.clipboard().setText("jp-atla")
    by_key(opened, "paste")
    dialog = asked(opened)
    assert isinstance(dialog, SecondLeadDialog)
    (dialog.primary if as_ocr else dialog.replace).click()
    opened.settle()
    with sample.read() as db:
        names = [party["name"] for party in leads.parties(db, 3)]
    assert names == (["ATLA"] if as_ocr else [])
    assert (record(sample, "action_items", 3).values["owner_org_id"] == before) is as_ocr


# ------------------------------------------------------------------ which decision takes the place of another
def test_superseded_in_a_cell_asks_which_decision_takes_its_place(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_window(qtbot, qapp, sample, "decisions")
    opened.select(1)
    before = dump(sample)
    edit_cell(opened, "status", "superseded")
    dialog = asked(opened)
    assert isinstance(dialog, SupersedeDialog)
    assert dialog.note.text() == "Superseded by is missing: name the decision that takes its place."
    QTest.keyClick(dialog, ENTER)
    assert dialog.problem.text() == "Superseded by is missing: choose a decision of the register."
    dialog.successor.set_text("D-9999")
    QTest.keyClick(dialog, ENTER)
    assert dialog.problem.text() == "There is no decision D-9999: choose one of the register."
    dialog.successor.set_text("D-0001")
    assert dump(sample) == before
    QTest.keyClick(dialog, ENTER)
    opened.settle()
    assert page_of(opened).table.cell_edit.problem == (
        "Superseded by: D-0001 → D-0001 is a circle; choose another decision."
    )
    assert dump(sample) == before
    page_of(opened).table.cell_edit.commit()
    opened.settle()
    dialog = asked(opened)
    assert isinstance(dialog, SupersedeDialog)
    dialog.successor.set_text("D-0002")
    QTest.keyClick(dialog, ENTER)
    opened.settle()
    values = record(sample, "decisions", 1).values
    assert (values["status"], values["superseded_by_id"]) == ("superseded", 2)
    sample.undo()
    assert dump(sample) == before
