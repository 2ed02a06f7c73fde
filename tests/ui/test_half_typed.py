"""Something is half typed when a command is asked for: it is written first, or the command waits and says why."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.unfinished import BESIDE, PARTING
from tests.make import reopen
from tests.make_keys import by_menu
from tests.make_page import head_of, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
TITLE = "Start the first larger repair, on USS New Orleans"  # of AI-0003 in the public record
WORDS = "Half typed"


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items with AI-0003 selected."""
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    page_of(window).table.setFocus()
    return window


def page_of(opened: Opened) -> EntityPage:
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    return page


def ask(opened: Opened, command: str) -> None:
    """Press the key of a command where the keyboard is."""
    key = QKeySequence(opened.window.commands.commands[command].key)
    QTest.keySequence(QApplication.focusWidget() or opened.window, key)
    opened.settle()


def begin_cell(opened: Opened, field: str, text: str) -> None:
    """Type into a cell of AI-0003 without Enter."""
    page = page_of(opened)
    page.table.select(3, page.model.column_named(field))
    opened.press(Qt.Key.Key_F2)
    editor = page.table.cell_edit.editor
    assert editor is not None
    editor.select_all()
    opened.type(text)


def begin_inspector(opened: Opened, field: str, text: str) -> None:
    """Type into a field of the inspector without Enter."""
    assert opened.window.desk is not None
    opened.window.desk.inspector.edit(field)
    opened.settle()
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    opened.type(text)


@pytest.mark.parametrize(
    ("command", "where"),
    [("search", "the search field"), ("filter", "the filter"), ("new", "the form"), ("next_pane", "the next pane")],
)
def test_the_keyboard_goes_where_the_command_says_and_the_cell_is_written(
    opened: Opened, sample: Store, command: str, where: str
) -> None:
    begin_cell(opened, "description", WORDS)
    ask(opened, command)
    page, now = page_of(opened), QApplication.focusWidget()
    assert page.table.cell_edit.editor is None
    assert record(sample, "action_items", 3).values["description"] == WORDS
    assert now is not None
    assert now is not page.table, f"{command} takes the keyboard to {where}"
    if command == "new":
        assert page.form is not None
        assert page.form.isAncestorOf(now)
    else:
        wanted = {"search": opened.window.toolbar.search, "filter": page.filters.field}
        assert now is wanted.get(command, now)


def test_words_typed_after_ctrl_k_are_searched_and_no_cell_takes_them(opened: Opened, sample: Store) -> None:
    begin_cell(opened, "description", WORDS)
    ask(opened, "search")
    steps = sample.head.steps
    opened.type("LaPlante")
    assert opened.window.toolbar.search.text() == "LaPlante"
    assert sample.head.steps == steps
    assert record(sample, "action_items", 3).values["description"] == WORDS


def test_a_click_into_the_search_field_leaves_a_cell_with_its_text_written(opened: Opened, sample: Store) -> None:
    begin_cell(opened, "description", WORDS)
    QTest.mouseClick(opened.window.toolbar.search, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.toolbar.search.hasFocus()
    assert record(sample, "action_items", 3).values["description"] == WORDS


@pytest.mark.parametrize("begin", [begin_cell, begin_inspector], ids=["cell", "inspector"])
def test_a_duplicate_has_the_words_that_were_just_typed(opened: Opened, sample: Store, begin: object) -> None:
    field = "description" if begin is begin_cell else "due_text"
    begin(opened, field, WORDS)  # type: ignore[operator] # one of the two above
    ask(opened, "duplicate")
    assert record(sample, "action_items", 3).values[field] == WORDS
    assert record(sample, "action_items", 30).values[field] == WORDS
    assert page_of(opened).table.cell_edit.editor is None


@pytest.mark.parametrize("command", ["bulk_edit", "brief", "export", "import"])
def test_what_opens_a_dialog_has_the_typed_words_in_the_file_first(opened: Opened, sample: Store, command: str) -> None:
    begin_cell(opened, "description", WORDS)
    ask(opened, command)
    assert page_of(opened).table.cell_edit.editor is None
    assert record(sample, "action_items", 3).values["description"] == WORDS


def test_delete_of_the_menu_asks_about_the_record_as_it_was_just_typed(opened: Opened, sample: Store) -> None:
    begin_cell(opened, "description", WORDS)
    opened.do("delete")
    assert page_of(opened).table.cell_edit.editor is None
    assert record(sample, "action_items", 3).values["description"] == WORDS


# ---------------------------------------------------------------------- undo and redo with an editor open
def editor_in(opened: Opened, begin: object) -> FieldEditor:
    """The editor that is open in the table or in the inspector."""
    assert opened.window.desk is not None
    open_ = [row.editor for row in opened.window.desk.inspector.rows.values() if row.editor is not None]
    editor = page_of(opened).table.cell_edit.editor if begin is begin_cell else open_[0]
    assert editor is not None
    return editor


def by_toolbar(opened: Opened, command: str) -> None:
    """Click the button of a command."""
    QTest.mouseClick(getattr(opened.window.toolbar, command), Qt.MouseButton.LeftButton)
    opened.settle()


WAYS = pytest.mark.parametrize("way", [by_menu, by_toolbar, ask], ids=["menu", "toolbar", "key"])
PLACES = pytest.mark.parametrize("begin", [begin_cell, begin_inspector], ids=["cell", "inspector"])


@WAYS
@PLACES
@pytest.mark.parametrize(
    ("field", "text"), [("due_text", WORDS), ("due_date", "31 Feb 2024"), ("note", WORDS), ("status", "Block")]
)
def test_undo_with_an_editor_open_undoes_the_typing_first_and_the_step_only_then(
    opened: Opened, sample: Store, way: Callable[[Opened, str], None], begin: object, field: str, text: str
) -> None:
    with sample.write("Set Note of AI-0005") as step:
        step.update("action_items", 5, {"note": "Example note"})
    opened.settle()
    head = sample.head
    begin(opened, field, text)  # type: ignore[operator] # one of the two above
    editor = editor_in(opened, begin)
    given = editor._given_raw  # noqa: SLF001 - what stood there before the typing
    for _once in range(12):
        if editor.changed:
            way(opened, "undo")
    assert not editor.changed
    assert editor is editor_in(opened, begin)
    assert editor.input.hasFocus()
    assert sample.head == head
    assert given == editor._raw()  # noqa: SLF001 - the same
    way(opened, "undo")
    assert sample.head.steps == head.steps + 1
    assert record(sample, "action_items", 5).values["note"] is None
    assert opened.window.status.note.text() == "Undone: Set Note of AI-0005"


@PLACES
def test_redo_types_again_what_undo_took_back(opened: Opened, sample: Store, begin: object) -> None:
    head = sample.head
    begin(opened, "due_text", WORDS)  # type: ignore[operator] # one of the two above
    editor = editor_in(opened, begin)
    for _once in range(12):
        if editor.changed:
            by_menu(opened, "undo")
    assert not editor.changed
    for _once in range(12):
        if editor.text() != WORDS:
            by_menu(opened, "redo")
    assert editor.text() == WORDS
    assert sample.head == head


def test_a_field_that_groups_digits_goes_back_to_what_it_held(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "repair_schedules")
    opened.select(1)
    head = sample.head
    begin_inspector(opened, "contract_value_usd", "1234567")
    editor = editor_in(opened, begin_inspector)
    assert editor.input.text() == "1,234,567"  # type: ignore[union-attr] # a line
    ask(opened, "undo")
    assert not editor.changed
    assert editor_in(opened, begin_inspector) is editor
    assert sample.head == head


def test_the_menu_names_typing_while_there_is_some_and_is_not_grey_without_a_step(
    qtbot: QtBot, qapp: QApplication, empty: Store
) -> None:
    opened = open_window(qtbot, qapp, empty, "action_items")
    undo = opened.window.commands.actions["undo"]
    assert not undo.isEnabled()
    ask(opened, "new")
    opened.type(WORDS)
    opened.window.commands.looked_at.emit()
    assert undo.isEnabled()
    assert undo.text() == "Undo typing"
    form = page_of(opened).form
    assert form is not None
    for _once in range(12):
        if form.editors["description"].changed:
            by_menu(opened, "undo")
    assert not form.editors["description"].changed
    assert form.isVisible()
    opened.window.commands.looked_at.emit()
    assert not undo.isEnabled()


def test_a_key_held_down_stops_where_the_typing_ends(opened: Opened, sample: Store) -> None:
    with sample.write("Set Note of AI-0005") as step:
        step.update("action_items", 5, {"note": "Example note"})
    opened.settle()
    head = sample.head
    begin_cell(opened, "due_text", WORDS)
    editor = editor_in(opened, begin_cell)
    for _once in range(12):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "", autorep=True)
            taken = QApplication.sendEvent(editor.input, event) and event.isAccepted()
            if kind is QEvent.Type.ShortcutOverride:
                assert taken
    opened.settle()
    assert not editor.changed
    assert sample.head == head


def test_f2_on_an_open_cell_keeps_what_is_typed(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    begin_cell(opened, "description", WORDS)
    opened.press(Qt.Key.Key_F2)
    editor = page_of(opened).table.cell_edit.editor
    assert editor is not None
    assert editor.text() == WORDS
    assert head_of(sample) == before


REFUSED = [
    "quit", "start_page", "search", "filter", "new", "duplicate", "bulk_edit", "go:meetings", "larger", "dark",
    "brief", "export", "open_sample", "next_meeting",
]  # fmt: skip


def test_a_command_waits_for_a_cell_whose_text_is_refused(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    begin_cell(opened, "due_date", "31 Feb 2024")
    for command in REFUSED:
        opened.window.note("")
        opened.do(command)
        assert opened.window.isVisible(), command
        assert opened.window.store is sample, command
        assert opened.window.status.note.text().startswith("Due: Feb 2024 has no day 31"), command
        editor = page_of(opened).table.cell_edit.editor
        assert editor is not None, command
        assert editor.text() == "31 Feb 2024", command
        assert editor.input.hasFocus(), command
        assert not [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()], command
        assert head_of(sample) == before, command
    opened.press(Qt.Key.Key_Escape)
    assert page_of(opened).table.cell_edit.editor is None


def test_a_command_waits_for_a_field_of_the_inspector_whose_text_is_refused(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    begin_inspector(opened, "due_date", "someday")
    for command in ("quit", "duplicate", "go:meetings", "inspector"):
        opened.window.note("")
        opened.do(command)
        assert opened.window.isVisible(), command
        assert "someday" in opened.window.status.note.text(), command
        assert opened.window.desk is not None
        editor = opened.window.desk.inspector.rows["due_date"].editor
        assert editor is not None, command
        assert editor.text() == "someday", command
        assert head_of(sample) == before, command


def test_what_touches_no_record_works_beside_a_refused_text(opened: Opened, sample: Store) -> None:
    begin_cell(opened, "due_date", "31 Feb 2024")
    assert opened.window.desk is not None
    timeline, high = opened.window.desk.panels.timeline, page_of(opened).table.row_height
    assert timeline is not None
    day = timeline.chart.geometry_.day
    for command in ("zoom_in", "compact", "check", "timeline", "keys", "lock"):
        opened.do(command)
        editor = page_of(opened).table.cell_edit.editor
        assert editor is not None, command
        assert editor.text() == "31 Feb 2024", command
    assert timeline.chart.geometry_.day > day
    assert page_of(opened).table.row_height < high
    assert not opened.window.desk.panels.is_shown("timeline")
    assert opened.window.status.journal.text().endswith("✓ verified")
    assert opened.window.locked
    assert sample.head.steps == 2


def test_a_form_with_something_in_it_is_not_thrown_away(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    ask(opened, "new")
    opened.type(WORDS)
    for command in ("quit", "start_page", "larger", "dark", "open_sample"):
        opened.window.note("")
        opened.do(command)
        assert opened.window.store is sample, command
        assert opened.window.status.note.text() == (
            "A new action item is half entered: add it with Enter or leave it with Esc first."
        ), command
        form = page_of(opened).form
        assert form is not None
        assert form.isVisible(), command
        assert form.editors["description"].text() == WORDS, command
        assert head_of(sample) == before, command
    opened.press(Qt.Key.Key_Escape)
    opened.do("larger")
    assert theme.scale() == 110
    opened.do("normal_size")


def test_a_form_on_another_page_is_kept_and_named_too(opened: Opened) -> None:
    ask(opened, "new")
    opened.type(WORDS)
    opened.go("meetings")
    opened.do("quit")
    assert opened.window.isVisible()
    assert "A new action item is half entered" in opened.window.status.note.text()
    opened.go("action_items")
    form = page_of(opened).form
    assert form is not None
    assert form.editors["description"].text() == WORDS


def test_the_cross_of_the_window_does_not_throw_typed_words_away_either(opened: Opened, sample: Store) -> None:
    begin_cell(opened, "due_date", "31 Feb 2024")
    assert not opened.window.close()
    assert opened.window.isVisible()
    opened.press(Qt.Key.Key_Escape)
    begin_cell(opened, "description", WORDS)
    path = sample.path
    assert opened.window.close()
    again = reopen(path)
    assert record(again, "action_items", 3).values["description"] == WORDS
    again.close()


def test_the_commands_that_need_not_wait_or_take_forms_along_are_commands(opened: Opened) -> None:
    assert opened.window.commands.commands.keys() >= BESIDE | PARTING
    assert not BESIDE & PARTING


def test_an_empty_form_keeps_nobody(opened: Opened) -> None:
    ask(opened, "new")
    opened.do("start_page")
    assert opened.window.store is None


TEXTS = {
    "a non-breaking space": "10\u00a0000 t",
    "line ends of Windows": "First line\r\nsecond line",
    "a line separator": "First\u2028second",
    "a paragraph separator": "First\u2029second",
    "an old line end": "First\rsecond",
    "a sign Qt uses itself": "a\ufdd0b\ufdd1c\ufffc",
    "blanks at the ends of lines": "First  \n  second",
}


@pytest.mark.parametrize("name", ["description", "note"])
def test_opening_a_field_and_pressing_enter_changes_nothing(opened: Opened, sample: Store, name: str) -> None:
    assert opened.window.desk is not None
    for what, text in TEXTS.items():
        with sample.write("Take in hostile text") as step:
            step.update("action_items", 3, {name: text})
        opened.settle()
        before = head_of(sample)
        opened.window.desk.inspector.edit(name)
        opened.settle()
        opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert opened.window.desk.inspector.rows[name].editor is None, what
        assert head_of(sample) == before, what
        assert record(sample, "action_items", 3).values[name] == text, what


def test_what_is_typed_behind_a_non_breaking_space_leaves_it_alone(qtbot: QtBot, sample: Store) -> None:
    editor = make_editor(Field("note", "Note", Kind.LONG_TEXT), sample)
    qtbot.addWidget(editor)
    editor.set_text("10\u00a0000 t")
    assert isinstance(editor.input, QPlainTextEdit)
    editor.input.moveCursor(editor.input.textCursor().MoveOperation.End)
    editor.input.insertPlainText(", about\nsecond line")
    assert editor.text() == "10\u00a0000 t, about\nsecond line"
