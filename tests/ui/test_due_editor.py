"""Deadlines typed into the table: dates as everywhere, events by name, with the line that says what is understood."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.due_editor import DueEditor
from dicas_desktop.ui.entity_page import EntityPage
from tests.make import dump
from tests.make_page import NO_DISPLAY, editor_of, id_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key
ACTION = "AI-0009"
SEVERAL = (
    "“2+2 meeting” stands for several events: write one of M-0001 (2+2 meeting, 11 Jan 2023), M-0015 (2+2 meeting, "
    "28 Jul 2024)."
)
SATURDAY = ": no joint working day (Saturday) · Alt+1 Fri 26 Jul 2024 · Alt+2 Mon 29 Jul 2024"
SUNDAY = ": no joint working day (Sunday) · Alt+1 Fri 4 Oct 2024 · Alt+2 Mon 7 Oct 2024"


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        shown.table.select(id_of(sample, "action_items", ACTION), shown.model.column_named("due_date"))
        press(shown.table, Key.Key_F2)
        yield shown


def due_editor(page: EntityPage) -> DueEditor:
    editor = editor_of(page)
    assert isinstance(editor, DueEditor)
    return editor


def note(page: EntityPage) -> str:
    label = page.table.cell_edit._note  # noqa: SLF001 - the line is the edit's own
    return label.accessibleName() if label.isVisible() else ""


def offered(page: EntityPage) -> list[str]:
    listed = due_editor(page)._list  # noqa: SLF001 - its own drop-down
    return [listed.item(row).text() for row in range(listed.count())] if listed and listed.isVisible() else []


def shown_due(page: EntityPage, ref: str = ACTION) -> str:
    page.model.finish()
    row = page.model.row(page.model.source.place_of(id_of(page.store, "action_items", ref)))
    assert row is not None
    return row.text(page.model.columns[page.model.column_named("due_date")])


@pytest.mark.parametrize(
    ("typed", "understood", "cell"),
    [
        ("before 2+2", f"= Sat 27 Jul 2024 (2+2 meeting, 28 Jul 2024){SATURDAY}", "27 Jul before 2+2"),
        ("2+2 -10d", "= Thu 18 Jul 2024 (2+2 meeting, 28 Jul 2024)", "18 Jul · 3 d left 2+2 -10d"),
        ("2+2 -5wd JP", "= Mon 22 Jul 2024 (2+2 meeting, 28 Jul 2024)", "22 Jul · 7 d left 2+2 -5wd JP"),
        ("before dicas#2", f"= Sun 6 Oct 2024 (Second DICAS, 7 Oct 2024){SUNDAY}", "6 Oct before DICAS#2"),
        ("before DICAS", f"= Sun 6 Oct 2024 (Second DICAS, 7 Oct 2024){SUNDAY}", "6 Oct before DICAS#2"),
        ("2+2の前日", f"= Sat 27 Jul 2024 (2+2 meeting, 28 Jul 2024){SATURDAY}", "27 Jul before 2+2"),
        ("28 Aug 2024", "= Wed 28 Aug 2024", "28 Aug"),
        ("JFY2025", "= by Mar 2026", "by Mar 2026"),
    ],
)
def test_a_deadline_is_understood_while_it_is_typed_and_shown_with_its_event(
    page: EntityPage, typed: str, understood: str, cell: str
) -> None:
    due_editor(page).type(typed)
    assert note(page) == understood
    press(due_editor(page).input, Key.Key_Return)
    assert page.table.cell_edit.editor is None
    assert shown_due(page) == cell


def test_names_are_offered_and_tab_completes_the_first(page: EntityPage) -> None:
    editor = due_editor(page)
    press(editor.input, "before d")
    assert offered(page)[:2] == ["before defmin-2024-07-29", "before DICAS#2"]
    press(editor.input, "icas#2")
    assert offered(page) == ["before DICAS#2"]
    editor.type("")
    press(editor.input, "bef")
    assert offered(page)[0] == "before 2+2"
    press(editor.input, Key.Key_Tab)
    assert page.table.cell_edit.editor is None or page.table.cell_edit.edited != "due_date"
    values = record(page.store, "action_items", id_of(page.store, "action_items", ACTION)).values
    assert (values["due_date"], values["due_meeting_id"], values["due_offset"]) == ("2024-07-27", 15, None)


def test_the_arrows_choose_an_event(page: EntityPage) -> None:
    editor = due_editor(page)
    press(editor.input, "on ", Key.Key_Down, Key.Key_Down)
    chosen = offered(page)[1]
    press(editor.input, Key.Key_Return)
    assert chosen.startswith("on ")
    assert page.table.cell_edit.editor is None
    assert chosen in shown_due(page)


def test_no_event_is_offered_while_a_date_is_typed(page: EntityPage) -> None:
    press(due_editor(page).input, "28 J")
    assert offered(page) == []
    due_editor(page).type("31 Feb 2024")
    assert note(page) == "Feb 2024 has no day 31; its days go from 1 to 29"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("before 3+3", "Due: There is no meeting or milestone “3+3”; nearest are 2+2; defmin-2025-03-30; SCC#1."),
        ("2+2-10d", "Due: '2+2-10d': write a blank before -10d"),
        ("before 2+2 meeting", SEVERAL),
    ],
)  # fmt: skip
def test_what_is_no_event_stays_in_the_cell_with_its_sentence(page: EntityPage, typed: str, sentence: str) -> None:
    before = dump(page.store)
    due_editor(page).type(typed)
    press(due_editor(page).input, Key.Key_Return)
    assert due_editor(page).text() == typed
    assert note(page) == sentence
    assert dump(page.store) == before


def test_the_cell_begins_with_what_was_typed_and_the_same_again_writes_nothing(page: EntityPage) -> None:
    due_editor(page).type("before 2+2")
    press(due_editor(page).input, Key.Key_Return)
    steps = page.store.head.steps
    page.table.select(id_of(page.store, "action_items", ACTION), page.model.column_named("due_date"))
    press(page.table, Key.Key_F2)
    assert due_editor(page).text() == "before 2+2"
    due_editor(page).type("before scc-2024-07-28")
    press(due_editor(page).input, Key.Key_Return)
    assert page.store.head.steps == steps


def test_a_lost_event_and_one_without_a_date_are_said_in_words(page: EntityPage) -> None:
    due_editor(page).type("before DICAS#2")
    press(due_editor(page).input, Key.Key_Return)
    meeting = id_of(page.store, "meetings", "dicas-2024-10-07")
    with page.store.write("Take its date away") as step:
        step.update("meetings", meeting, {"start_date": None, "end_date": None})
    page.model.reload()
    assert shown_due(page) == "before DICAS#2 (date not set)"
    page.store.undo()
    with page.store.write("Cancel it") as step:
        step.update("meetings", meeting, {"status": "cancelled"})
    page.model.reload()
    assert shown_due(page) == "6 Oct anchor lost: before M-0022"
