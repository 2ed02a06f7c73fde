"""Blocks of cells from the clipboard, and one value down a column: one step each, or nothing and the reasons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.store import Store
from dicas_desktop.ui.asking import EvidenceDialog
from dicas_desktop.ui.paste import Target, fill_down, paste
from dicas_desktop.ui.row_cells import columns_of
from tests.make import RECORDED, dump, entered_today, reopen
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, leave_dialogs, page_of
from tests.make_page import head_of, id_of, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _entered_today(sample: Store) -> None:
    entered_today(sample)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample."""
    return open_window(qtbot, qapp, sample, "action_items")


def stand_at(opened: Opened, row: int, name: str) -> list[int]:
    """Put the keyboard on a cell; return the ids from its row down."""
    page = page_of(opened)
    ids = list(page.model.source.ids[row:])
    page.table.select(ids[0], page.model.column_named(name))
    page.table.setFocus()
    opened.settle()
    return ids


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def listed(opened: Opened) -> list[str]:
    """The lines of the dialog that says why nothing was pasted."""
    dialog = dialog_of(opened, "Nothing was pasted")
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.property("role") == "plain"]
    leave_dialogs(opened)
    return labels


def values(store: Store, ids: list[int], name: str) -> list[object]:
    return [record(store, "action_items", row_id).values[name] for row_id in ids]


# ------------------------------------------------------------------ paste
@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_a_block_from_a_spreadsheet_goes_to_the_right_and_down_as_one_step(
    opened: Opened, sample: Store, ask: object
) -> None:
    before, steps = dump(sample), sample.head.steps
    columns = [column.name for column in page_of(opened).table.shown_columns()]
    assert columns[columns.index("due_date") + 1] == "status"
    ids = stand_at(opened, 2, "due_date")
    put("by 2025-03\tdone\r\n令和6年6月11日\tOpen\r\n\tblocked\r\n")
    ask(opened, "paste")  # type: ignore[operator] # one of the two ways
    (question,) = dialogs_of(opened)
    assert isinstance(question, EvidenceDialog)
    question.without.click()
    leave_dialogs(opened)
    assert values(sample, ids[:3], "due_date") == ["2025-03-31", "2024-06-11", None]
    assert values(sample, ids[:3], "due_precision") == ["by", "day", None]
    assert values(sample, ids[:3], "status") == ["done", "open", "blocked"]
    assert sample.head.steps == steps + 1
    assert sample.undo_label == "Paste 6 cells into 3 action items"
    assert told(opened) == "Pasted 6 cells into 3 action items. Undo takes it back."
    by_key(opened, "undo")
    assert dump(sample) == before


def test_bad_cells_are_all_listed_with_line_column_value_and_cure_and_nothing_is_written(
    opened: Opened, sample: Store
) -> None:
    before = head_of(sample), dump(sample)
    stand_at(opened, 0, "due_date")
    put("2024-07-28\tdone\n31 Feb 2024\tnearly done\n2024-08-01\topen\n")
    by_key(opened, "paste")
    first, second = listed(opened)
    assert first.startswith("Line 2, Due, “31 Feb 2024”: ")
    assert "no day 31" in first
    assert second.startswith("Line 2, Status, “nearly done”: “nearly done” is not one of ")
    assert "in_progress" in second
    assert (head_of(sample), dump(sample)) == before


def test_a_rule_of_the_records_refuses_the_whole_block_too(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    stand_at(opened, 0, "description")
    put("A new title\n\nAnother\n")
    by_key(opened, "paste")
    (line,) = listed(opened)
    assert line.startswith("Line 2, Title, “”: ")
    assert head_of(sample) == before


def test_a_reference_is_never_pasted_over(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    ids = stand_at(opened, 0, "ref")
    put("AI-9999\tA title")
    by_key(opened, "paste")
    (line,) = listed(opened)
    assert line.startswith("Line 1, Ref, “AI-9999”: a reference is given once and stays")
    assert head_of(sample) == before
    stand_at(opened, 0, "ref")
    put(f"{record(sample, 'action_items', ids[0]).values['ref']}\tA title")
    by_key(opened, "paste")
    assert values(sample, ids[:1], "description") == ["A title"], "its own reference does no harm"


def test_one_value_goes_into_all_selected_rows(opened: Opened, sample: Store) -> None:
    ids = stand_at(opened, 1, "status")
    opened.press(Key.Key_Down, SHIFT)
    opened.press(Key.Key_Down, SHIFT)
    put("blocked")
    by_key(opened, "paste")
    assert values(sample, ids[:4], "status")[:3] == ["blocked"] * 3
    assert values(sample, ids[3:4], "status") != ["blocked"]
    assert sample.undo_label == "Paste 3 cells into 3 action items"


def test_a_block_too_wide_or_too_high_says_by_how_much_and_changes_nothing(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    number = page_of(opened).row_count()
    stand_at(opened, number - 2, "status")
    put("open\nopen\nopen\n")
    by_key(opened, "paste")
    assert told(opened).startswith("The text has 3 lines, but only 2 rows stand from here down")
    put("open\tmore\n")
    by_key(opened, "paste")
    assert told(opened) == "The text has 2 columns, but only 1 stand from here to the right: begin further left."
    put("")
    by_key(opened, "paste")
    assert told(opened) == "There is no text to paste."
    assert head_of(sample) == before


def test_in_an_editor_the_text_goes_where_the_cursor_is(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    stand_at(opened, 0, "description")
    opened.press(Key.Key_F2)
    put("pasted words")
    by_key(opened, "paste")
    editor = page_of(opened).table.cell_edit.editor
    assert editor is not None
    assert editor.text() == "pasted words"
    assert head_of(sample) == before
    opened.press(Key.Key_Escape)


@pytest.mark.parametrize("table", RECORDED)
def test_whatever_is_copied_here_and_pasted_in_its_place_changes_nothing(
    qtbot: QtBot, qapp: QApplication, sample: Store, table: str
) -> None:
    opened = open_window(qtbot, qapp, sample, table)
    page = page_of(opened)
    for column in page.model.columns:
        page.table.columns.show(column.name, True)
    page.table.setFocus()
    opened.press(Key.Key_Home)
    while page.table.currentIndex().column() != page.table.head.first():
        opened.press(Key.Key_Left)
    before = head_of(sample), dump(sample)
    for command in ("select_all", "copy", "paste"):
        by_key(opened, command)
    assert "Pasted" in told(opened) or "stands there already" in told(opened), told(opened)
    assert (head_of(sample), dump(sample)) == before


def test_a_read_only_workspace_says_why_nothing_is_pasted(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    path = sample.path
    sample.close()
    opened = open_window(qtbot, qapp, reopen(path, read_only=True), "action_items")
    stand_at(opened, 0, "status")
    put("done")
    before = path.read_bytes()
    for command in ("paste", "fill_down"):
        by_key(opened, command)
        assert told(opened) == "The workspace is open read-only."
    assert path.read_bytes() == before


# ------------------------------------------------------------------ fill down
def test_the_value_of_the_first_selected_row_goes_down_with_its_precision(opened: Opened, sample: Store) -> None:
    with sample.write("Set a due") as step:
        step.update("action_items", 3, {"due_date": "2023-01-31", "due_precision": "month"})
    opened.settle()
    row = page_of(opened).model.source.place_of(3)
    ids = stand_at(opened, row, "due_date")
    before, steps = dump(sample), sample.head.steps
    for _row in range(3):
        opened.press(Key.Key_Down, SHIFT)
    by_key(opened, "fill_down")
    assert values(sample, ids[:4], "due_date") == ["2023-01-31"] * 4
    assert values(sample, ids[:4], "due_precision") == ["month"] * 4
    assert (sample.head.steps, sample.undo_label) == (steps + 1, "Fill Due of AI-0003 down to 3 action items")
    assert told(opened) == "Due of AI-0003 now stands in 3 action items below. Undo takes it back."
    by_key(opened, "undo")
    assert dump(sample) == before


def test_a_deadline_that_hangs_on_an_event_goes_down_with_its_event(opened: Opened, sample: Store) -> None:
    with sample.write("Hang a due on a meeting") as step:
        step.update("action_items", 3, {"due_meeting_id": 20, "due_offset": -10, "due_offset_unit": "day"})
    opened.settle()
    ids = stand_at(opened, page_of(opened).model.source.place_of(3), "due_date")
    opened.press(Key.Key_Down, SHIFT)
    below = ids[1]
    before = dump(sample)
    by_key(opened, "fill_down")
    for name in ("due_date", "due_precision", "due_meeting_id", "due_offset", "due_offset_unit"):
        first, second = values(sample, [3, below], name)
        assert first == second, name
    assert values(sample, [below], "due_meeting_id") == [20]
    by_key(opened, "undo")
    assert dump(sample) == before
    with sample.write("Set a day again") as step:
        step.update("action_items", 3, {"due_date": "2025-01-31", "due_precision": "by"})
        step.update("action_items", below, {"due_meeting_id": 20})
    opened.settle()
    stand_at(opened, page_of(opened).model.source.place_of(3), "due_date")
    opened.press(Key.Key_Down, SHIFT)
    (_first, below) = page_of(opened).table.selected_ids()
    by_key(opened, "fill_down")
    assert values(sample, [below], "due_date") == ["2025-01-31"]
    assert values(sample, [below], "due_meeting_id") == [None], "a plain day cuts the event"


def test_fill_down_needs_a_row_below_and_a_column_that_can_be_changed(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    stand_at(opened, 0, "status")
    by_key(opened, "fill_down")
    assert told(opened) == "Select several rows: the value of the first goes down to the others."
    stand_at(opened, 0, "ref")
    opened.press(Key.Key_Down, SHIFT)
    by_key(opened, "fill_down")
    assert told(opened).startswith("The reference is given once and stays")
    assert head_of(sample) == before


# ------------------------------------------------------------------ stopped half way
def test_cancel_in_the_middle_of_a_block_leaves_nothing(sample: Store) -> None:
    before = head_of(sample), dump(sample)
    entity = ENTITIES["action_items"]
    status = next(column for column in columns_of(entity) if column.name == "status")
    ids = [id_of(sample, "action_items", f"AI-{number:04d}") for number in range(1, 30)]
    asked: list[int] = []

    def stop(done: int, _total: int, _text: str) -> bool:
        asked.append(done)
        return False

    with pytest.raises(Cancelled):
        paste(sample, Target(entity, ids, [status]), [["done"]] * len(ids), stop)
    with pytest.raises(Cancelled):
        fill_down(sample, entity, ids, status, stop)
    assert asked == [0, 0]
    assert (head_of(sample), dump(sample)) == before
