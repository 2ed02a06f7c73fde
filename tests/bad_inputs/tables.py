"""Bad inputs of the tables."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bad_inputs.declared import Keys, Named, Row
from tests.make_keys import page_of
from tests.make_page import editor_of
from tests.make_window import Opened

REMOVED = Named("ui/test_views.py", "test_a_view_that_names_what_is_there_no_more_opens_without_it_and_says_so")


def an_invalid_cell(opened: Opened) -> str:
    """Type what is no date into a cell; return the line under it, once the editor still holds what was typed."""
    table = page_of(opened).table
    table.select(1, page_of(opened).model.column_named("start_date"))
    table.setFocus()
    opened.press(Qt.Key.Key_F2)
    editor = editor_of(page_of(opened))
    editor.select_all()
    QTest.keyClicks(editor.input, "31 Feb 2024")
    QTest.keyClick(editor.input, Qt.Key.Key_Return)
    opened.settle()
    assert editor_of(page_of(opened)).text() == "31 Feb 2024"
    return table.cell_edit.problem


def a_letter_on_a_reference(opened: Opened) -> str:
    """Type into the column of the references; return what the status bar says."""
    table = page_of(opened).table
    table.select(1, page_of(opened).model.column_named("ref"))
    table.setFocus()
    opened.type("x")
    return opened.window.status.note.text()


ROWS = (
    Row(
        18, "invalid cell", Keys("meetings", an_invalid_cell), "Date: Feb 2024 has no day 31; its days go from 1 to 29"
    ),
    Row(18, "removed column", REMOVED, ""),
    Row(
        18, "formula", Named("ui/test_export_seen.py", "test_what_a_spreadsheet_would_calculate_is_written_as_text"), ""
    ),
    Row(
        18,
        "formula",
        Named("cli/test_lists.py", "test_a_cell_that_begins_like_a_formula_is_text_in_csv_but_not_in_json"),
        "",
    ),
    Row(
        18,
        "blocked key",
        Keys("meetings", a_letter_on_a_reference),
        "The reference is given once and stays: there is nothing to edit in this column.",
    ),
    Row(
        18,
        "blocked key",
        Named("ui/test_commands_that_cannot.py", "test_a_read_only_file_says_so_whatever_touches_a_cell"),
        "",
    ),
)
