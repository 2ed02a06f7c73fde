from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.due_editor import DueEditor
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.text_editors import DateEditor, LongTextEditor, NumberEditor, TimeEditor
from dicas_desktop.ui.type_ahead import TypeAheadEditor
from tests.make_page import NO_DISPLAY, click, collected, press

pytestmark = NO_DISPLAY
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Make = Callable[[str, str], FieldEditor]


@pytest.fixture
def made(qtbot: QtBot, sample: Store, qapp: QApplication) -> Make:
    """Makes the editor of a field in a window of its own, with something below it."""
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    window.resize(600, 500)

    def shown(table: str, name: str) -> FieldEditor:
        editor = make_editor(ENTITIES[table].field(name), sample, window)
        box.addWidget(editor)
        box.addStretch(1)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        editor.setFocus()
        return editor

    return shown


def note_of(editor: FieldEditor) -> str:
    return editor.input.accessibleDescription() if editor.note.isVisible() else ""


@pytest.mark.parametrize(
    ("table", "name", "kind"),
    [
        ("action_items", "description", FieldEditor),
        ("action_items", "note", LongTextEditor),
        ("action_items", "due_offset", NumberEditor),
        ("repair_schedules", "contract_value_usd", NumberEditor),
        ("action_items", "due_date", DueEditor),
        ("action_items", "closed_on", DateEditor),
        ("meetings", "start_time", TimeEditor),
        ("meetings", "time_zone", TypeAheadEditor),
        ("action_items", "status", TypeAheadEditor),
        ("action_items", "owner_org_id", TypeAheadEditor),
        ("sources", "url", FieldEditor),
        ("persons", "country", TypeAheadEditor),
        ("persons", "marking", TypeAheadEditor),
    ],
)
def test_each_kind_has_its_editor_with_an_accessible_name(
    made: Make, table: str, name: str, kind: type[FieldEditor]
) -> None:
    editor = made(table, name)
    assert type(editor) is kind
    assert editor.input.accessibleName() == ENTITIES[table].field(name).label
    assert editor.text() == ""


def test_every_declared_kind_is_edited_somewhere() -> None:
    kinds = {field.kind for entity in ENTITIES.values() for field in entity.fields if not field.hidden}
    assert kinds == set(Kind) - {Kind.PRECISION}


def test_enter_commits_and_escape_cancels(made: Make) -> None:
    editor = made("action_items", "description")
    committed, cancelled = collected(editor.committed.connect), collected(editor.cancelled.connect)
    press(editor.input, "Text", Key.Key_Return)
    assert (len(committed), len(cancelled)) == (1, 0)
    press(editor.input, Key.Key_Escape)
    assert (len(committed), len(cancelled)) == (1, 1)
    assert editor.text() == "Text"


def test_setting_a_text_does_not_count_as_editing(made: Make) -> None:
    for table, name, text in (
        ("action_items", "note", "Two\nlines"),
        ("repair_schedules", "contract_value_usd", "5"),
        ("action_items", "due_date", "2024-07-28"),
        ("action_items", "status", "open"),
    ):
        editor = made(table, name)
        edited = collected(editor.edited.connect)
        editor.set_text(text)
        assert edited == []


def test_enter_makes_a_line_in_long_text_and_control_enter_commits(made: Make) -> None:
    editor = made("action_items", "note")
    committed = collected(editor.committed.connect)
    press(editor.input, "One", Key.Key_Return, "Two")
    assert editor.text() == "One\nTwo"
    assert committed == []
    press(editor.input, Key.Key_Return, with_=CONTROL)
    assert len(committed) == 1


def test_money_is_grouped_while_it_is_typed_and_the_cursor_stays_behind_its_digit(made: Make) -> None:
    editor = made("repair_schedules", "contract_value_usd")
    press(editor.input, "1234567")
    assert editor.text() == "1,234,567"
    press(editor.input, Key.Key_Home, Key.Key_Right, "9")
    assert editor.text() == "19,234,567"
    press(editor.input, "8", "7", "6")
    assert editor.text() == "19,876,234,567"
    editor.set_text("-4500000")
    assert editor.text() == "-4,500,000"


def test_a_number_that_is_none_is_told_while_typing(made: Make) -> None:
    editor = made("action_items", "due_offset")
    press(editor.input, "-3")
    assert note_of(editor) == ""
    press(editor.input, "x")
    assert note_of(editor) == "Whole numbers only."


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("29 Jul 2024", "= Mon 29 Jul 2024"),
        ("by 2025-03", "= by Mar 2025"),
        ("Aug 2024", "= Aug 2024, counted as 31 Aug 2024"),
        ("2025", "= 2025, counted as 31 Dec 2025"),
        ("R6.6.11", "= Tue 11 Jun 2024"),
        ("JFY2025", "= by Mar 2026"),
        ("31 Feb 2024", "Feb 2024 has no day 31; its days go from 1 to 29"),
    ],
)
def test_a_date_says_how_it_is_understood(made: Make, typed: str, note: str) -> None:
    editor = made("action_items", "due_date")
    editor.type(typed)
    assert note_of(editor) == note


def test_a_time_says_how_it_is_understood(made: Make) -> None:
    editor = made("meetings", "start_time")
    editor.type("930")
    assert note_of(editor) == "= 09:30"
    editor.type("25:00")
    assert "not on the clock" in note_of(editor)


def test_a_problem_stands_under_the_field_until_the_text_changes(made: Make) -> None:
    editor = made("action_items", "description")
    editor.show_problem("Title is missing: enter it.")
    assert note_of(editor) == "Title is missing: enter it."
    assert editor.note.property("role") == "problem"
    assert editor.input.property("problem") is True
    assert editor.input.accessibleDescription() == "Title is missing: enter it."
    press(editor.input, "x")
    assert note_of(editor) == ""
    assert editor.input.property("problem") is False


# ---------------------------------------------------------------------------------------------------- drop-downs
def labels(editor: FieldEditor) -> list[str]:
    assert isinstance(editor, TypeAheadEditor)
    listed = editor._list  # noqa: SLF001 - the drop-down is the editor's own
    return [listed.item(row).text() for row in range(listed.count())] if listed is not None and editor.is_open else []


def test_the_first_letters_choose_a_word_of_a_vocabulary(made: Make) -> None:
    editor = made("action_items", "status")
    editor.set_text("in_progress")
    assert editor.input.text() == "In progress"  # type: ignore[union-attr]  # a line
    assert editor.text() == "in_progress"
    press(editor.input, Key.Key_A, with_=CONTROL)
    press(editor.input, "bl")
    assert labels(editor) == ["Blocked"]
    press(editor.input, Key.Key_Return)
    assert editor.text() == "blocked"


def test_down_opens_every_word_and_the_arrows_choose(made: Make) -> None:
    editor = made("action_items", "status")
    editor.set_text("open")
    press(editor.input, Key.Key_Down)
    assert labels(editor) == [
        "Draft",
        "Open",
        "In progress",
        "Blocked",
        "Partly done",
        "Done",
        "Cancelled",
        "Not recorded",
        "(none)",
    ]
    press(editor.input, Key.Key_Down, Key.Key_Return)
    assert editor.text() == "in_progress"
    press(editor.input, Key.Key_Down, Key.Key_PageDown, Key.Key_Return)
    assert editor.text() == ""


def test_escape_closes_the_drop_down_before_it_cancels(made: Make) -> None:
    editor = made("action_items", "status")
    cancelled = collected(editor.cancelled.connect)
    press(editor.input, Key.Key_Down, Key.Key_Down)
    press(editor.input, Key.Key_Escape)
    assert labels(editor) == []
    assert cancelled == []
    press(editor.input, Key.Key_Escape)
    assert len(cancelled) == 1


def test_a_word_outside_a_closed_vocabulary_is_left_as_typed_for_the_reader_to_refuse(made: Make) -> None:
    editor = made("action_items", "status")
    press(editor.input, "nonsense", Key.Key_Return)
    assert editor.text() == "nonsense"


def test_an_open_vocabulary_takes_other_words_even_where_one_fits(made: Make) -> None:
    editor = made("meetings", "meeting_type")
    press(editor.input, "work")
    assert labels(editor) == ["Working group"]
    press(editor.input, Key.Key_Return)
    assert editor.text() == "work"


def test_a_reference_is_found_in_two_lines_and_enter_takes_the_first(made: Make) -> None:
    editor = made("action_items", "owner_org_id")
    press(editor.input, "acquisition tech")
    assert labels(editor)[0] == "ATLA"
    press(editor.input, Key.Key_Return)
    assert editor.input.text() == "ATLA"  # type: ignore[union-attr]  # a line
    assert editor.text().startswith("O-")


def test_a_reference_is_found_in_japanese(made: Make) -> None:
    editor = made("action_items", "owner_org_id")
    editor.type("防衛装備")
    assert "ATLA" in labels(editor)


def test_a_click_on_a_row_takes_it_and_commits(made: Make) -> None:
    editor = made("action_items", "owner_org_id")
    committed = collected(editor.committed.connect)
    editor.type("mitsubishi heavy")
    assert isinstance(editor, TypeAheadEditor)
    listed = editor._list  # noqa: SLF001 - the drop-down is the editor's own
    assert listed is not None
    click(listed.viewport(), listed.visualItemRect(listed.item(0)).center())
    assert editor.input.text() == "MHI"  # type: ignore[union-attr]  # a line
    assert len(committed) == 1


def test_the_drop_down_opens_upwards_where_there_is_no_room_below(made: Make) -> None:
    editor = made("action_items", "owner_org_id")
    editor.move(0, 460)
    assert isinstance(editor, TypeAheadEditor)
    editor.open()
    listed = editor._list  # noqa: SLF001 - the drop-down is the editor's own
    assert listed is not None
    assert listed.geometry().bottom() <= 460
    assert editor.window().rect().contains(listed.geometry())


def test_zones_of_the_two_capitals_come_first_and_any_part_of_a_name_finds_one(made: Make) -> None:
    editor = made("meetings", "time_zone")
    press(editor.input, Key.Key_Down)
    assert labels(editor)[:2] == ["Asia/Tokyo", "America/New_York"]
    press(editor.input, Key.Key_Escape)
    editor.type("honolulu")
    assert labels(editor)[0] == "Pacific/Honolulu"


def test_countries_are_found_by_name_and_by_code(made: Make) -> None:
    editor = made("persons", "country")
    editor.type("jap")
    assert labels(editor) == ["JP"]
    press(editor.input, Key.Key_Down, Key.Key_Return)
    assert editor.text() == "JP"


def test_markings_are_offered_up_to_the_ceiling_of_the_store(made: Make) -> None:
    editor = made("persons", "marking")
    press(editor.input, Key.Key_Down)
    assert labels(editor) == ["U"]


def test_a_problem_closes_the_drop_down_that_would_lie_over_it(made: Make) -> None:
    editor = made("action_items", "owner_org_id")
    editor.type("m")
    assert labels(editor)
    editor.show_problem("There is no such organization.")
    assert labels(editor) == []
    assert isinstance(editor.note, QLabel)
    assert editor.note.isVisible()
