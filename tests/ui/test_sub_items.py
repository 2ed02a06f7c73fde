"""Parts of an action by key: a few fields, the rest as in the whole; the tree beside the record shows them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store.register import sub_items
from dicas_desktop.store.store import Store
from dicas_desktop.ui.record_parts import PartLine
from dicas_desktop.ui.sub_items import ALIKE, PartDialog
from tests.make import dump, reopen
from tests.make_keys import by_key, by_menu, dialogs_of, page_of
from tests.make_page import record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
ENTER = Qt.Key.Key_Return


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    page_of(window).table.setFocus()
    return window


def asked(opened: Opened) -> PartDialog:
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, PartDialog)
    return dialog


def enter(dialog: PartDialog, opened: Opened) -> None:
    QTest.keyClick(dialog, ENTER)
    opened.settle()


def parts(store: Store, row_id: int = 3) -> list[int]:
    with store.read() as db:
        return sub_items(db, row_id)


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_a_part_takes_its_lead_and_its_place_from_the_whole(opened: Opened, sample: Store, ask: object) -> None:
    before = dump(sample)
    ask(opened, "sub_item")  # type: ignore[operator] # one of the two ways
    dialog = asked(opened)
    assert dialog.windowTitle() == "Add a sub-item to AI-0003"
    enter(dialog, opened)
    assert dialog.problem.text() == "Title is missing: enter it."
    assert dump(sample) == before
    QTest.keyClicks(dialog.editors["description"].input, "Example part")
    dialog.editors["due_date"].set_text("before 2+2")
    enter(dialog, opened)
    (made,) = parts(sample)
    whole, part = record(sample, "action_items", 3).values, record(sample, "action_items", made).values
    assert {name: part[name] for name in ALIKE} == {name: whole[name] for name in ALIKE}
    assert part["owner_org_id"] == whole["owner_org_id"]
    assert (part["description"], part["status"], part["due_date"]) == ("Example part", "open", "2024-07-27")
    assert opened.window.status.note.text() == f"{part['ref']} is a sub-item of AI-0003."
    assert sample.undo_label == "Add a sub-item to AI-0003"
    sample.undo()
    assert dump(sample) == before


def test_the_tree_beside_the_whole_shows_its_parts_and_leads_to_them(opened: Opened, sample: Store) -> None:
    by_key(opened, "sub_item")
    dialog = asked(opened)
    dialog.editors["description"].set_text("Example part")
    enter(dialog, opened)
    (made,) = parts(sample)
    assert opened.window.desk is not None
    shown = opened.window.desk.inspector.parts.findChildren(PartLine)
    (line,) = [each for each in shown if "Example part" in each.accessibleName()]
    assert line.accessibleName().strip() == f"part AI-{made:04} Example part · Undated"
    QTest.keyClick(line, ENTER)
    opened.settle()
    assert opened.window.desk.selection == ("action_items", (made,))
    texts = [label.text() for label in opened.window.desk.inspector.parts.findChildren(QLabel)]
    assert any(f"AI-{made:04} Example part" in text for text in texts), "the part stands in its tree"


def test_a_due_date_that_has_passed_needs_a_second_enter(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    by_key(opened, "sub_item")
    dialog = asked(opened)
    dialog.editors["description"].set_text("Example part")
    dialog.editors["due_date"].set_text("2024-07-01")
    enter(dialog, opened)
    assert dialog.problem.text() == ("The due date 1 Jul 2024 has passed: Enter again keeps it, marked “entered late”.")
    assert dump(sample) == before
    enter(dialog, opened)
    (made,) = parts(sample)
    assert record(sample, "action_items", made).values["due_date"] == "2024-07-01"


def test_what_is_wrong_is_told_and_nothing_is_written(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    by_key(opened, "sub_item")
    dialog = asked(opened)
    dialog.editors["description"].set_text("Example part")
    dialog.editors["owner_org_id"].set_text("nobody on record")
    enter(dialog, opened)
    assert dialog.problem.text() == "Lead (OPR): there is no “nobody on record” among organizations."
    dialog.editors["owner_org_id"].set_text("")
    dialog.editors["due_date"].set_text("31 Feb 2025")
    enter(dialog, opened)
    assert dialog.problem.text().startswith("Due: ")
    assert dump(sample) == before
    dialog.editors["due_date"].set_text("")
    enter(dialog, opened)
    (made,) = parts(sample)
    assert record(sample, "action_items", made).values["status"] == "draft", "nobody leads it"


def test_an_action_that_is_closed_takes_no_part(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    opened.select(2)
    by_key(opened, "sub_item")
    assert dialogs_of(opened) == []
    assert opened.window.status.note.text() == "Part of: AI-0002 is closed; open it again first."
    assert dump(sample) == before


def test_the_number_of_a_part_is_never_given_again(opened: Opened, sample: Store) -> None:
    """Deleted, undone, restored or closed and opened: each number stands for one part for ever."""

    def add(store: Store) -> str:
        with store.write("Add a part") as step:
            return step.add(
                "action_items", {"description": "Part", "parent_id": 3, "owner_side": "US", "kind": "plan"}
            ).ref

    first = add(sample)
    sample.undo()
    second = add(sample)
    with sample.write("Delete it") as step:
        step.delete("action_items", parts(sample))
    third = add(sample)
    sample.undo()
    sample.undo()
    assert [record(sample, "action_items", i).values["ref"] for i in parts(sample)] == [second]
    sample.redo()
    fourth = add(sample)
    path = sample.path
    opened.window.close_store()
    again = reopen(path)
    fifth = add(again)
    again.close()
    numbers = [int(ref.removeprefix("AI-")) for ref in (first, second, third, fourth, fifth)]
    assert numbers == sorted(set(numbers))
