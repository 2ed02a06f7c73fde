"""What the status line says after a change of the directory, whichever way it was made."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.distinct import tell_apart
from dicas_desktop.store.merging import merge
from dicas_desktop.store.posts import NewPost, take_up
from dicas_desktop.store.store import Store
from tests.make_keys import page_of
from tests.make_page import editor_of, go_to
from tests.make_people import add, named, row
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
TITLE = "The title of PE-0002 is corrected, for past meetings too. For a new post undo this and press Ctrl+M."


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the people of the sample, one of them selected."""
    shown = open_window(qtbot, qapp, sample, "persons")
    shown.select(named(sample, "persons", "fukasawa-masaki"))
    return shown


def note(opened: Opened) -> str:
    opened.settle()
    QApplication.processEvents()
    return opened.window.status.note.text()


def edit_cell(opened: Opened, column: str, text: str) -> None:
    page = page_of(opened)
    go_to(page, page.model.source.place_of(page.table.selected_ids()[0]), column)
    opened.press(Qt.Key.Key_F2)
    editor_of(page).select_all()
    editor_of(page).type(text)
    QTest.keyClick(editor_of(page).input, Qt.Key.Key_Return)
    opened.settle()


def test_a_cell_that_makes_two_alike_says_so(opened: Opened, sample: Store) -> None:
    other = add(sample, "persons", name_en="Example Person", org_id=named(sample, "organizations", "jp-atla"))
    opened.settle()
    opened.select(other)
    edit_cell(opened, "name_ja", "深沢雅貴")
    assert note(opened) == (
        "PE-0036 looks like PE-0002: same name in Japanese, same organization. Ctrl+Shift+U shows both side by side."
    )


def test_a_new_record_that_is_there_already_says_so(opened: Opened, sample: Store) -> None:
    opened.do("new")
    form = page_of(opened).form
    assert form is not None
    form.editors["name_en"].set_text("FUKASAWA Masaki")
    assert form.add()
    assert note(opened) == (
        "PE-0036 looks like PE-0002: same name in Latin letters. Ctrl+Shift+U shows both side by side."
    )
    assert row(sample, "persons", 36)["name_en"] == "FUKASAWA Masaki"


def test_a_title_changed_in_a_cell_says_what_it_means_for_past_meetings(opened: Opened) -> None:
    edit_cell(opened, "title", "Example title")
    assert note(opened) == TITLE


def test_a_post_taken_up_and_other_fields_say_nothing(opened: Opened, sample: Store) -> None:
    opened.window.note("")
    who = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01"))
    assert note(opened) == ""
    with sample.write("Another field") as step:
        step.update("persons", who, {"note": "Example remark"})
    assert note(opened) == ""


def test_two_told_apart_or_merged_are_not_named_again(opened: Opened, sample: Store) -> None:
    who, other = named(sample, "persons", "fukasawa-masaki"), add(sample, "persons", name_en="FUKASAWA Masaki")
    opened.settle()
    with sample.write("They are two") as step:
        tell_apart(step, "persons", who, other)
    opened.window.note("")
    with sample.write("Another office") as step:
        step.update("persons", other, {"org_id": named(sample, "organizations", "jp-atla")})
    assert note(opened) == ""
    with sample.write("Merge") as step:
        merge(step, "persons", who, other, ("org_id",))
    assert note(opened) == ""


def test_many_at_once_and_undo_are_not_told_of(opened: Opened, sample: Store) -> None:
    opened.window.note("")
    with sample.write("Many") as step:
        step.add_many("persons", [{"name_en": "FUKASAWA Masaki"} for _number in range(4)])
    assert note(opened) == ""
    sample.undo()
    sample.redo()
    assert note(opened) == ""
