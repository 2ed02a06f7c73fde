"""Saved views: what a page shows, under a name, by keys and by mouse."""

import json

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.kept_views import keep_views, kept_views
from dicas_desktop.store.listing import Condition, Listing, Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui.view_dialogs import SaveViewDialog, ViewsDialog
from dicas_desktop.ui.views import View, checked_name, save_views, views_of
from tests.make import reopen
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, leave_dialogs, page_of, wake
from tests.make_page import click, head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
ARRANGED = Listing(
    "action_items",
    (Condition("is", "=", "open"), Condition("status", "in", ("open", "blocked"))),
    "co-production",
    (Sort("wg_id"), Sort("due_date", descending=True)),
    "wg_id",
)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample."""
    return open_window(qtbot, qapp, sample, "action_items")


def arrange(opened: Opened) -> tuple[Listing, list[str], str]:
    """Filter, group and sort the page, hide and move a column; return what it shows then."""
    page = page_of(opened)
    page.set_listing(ARRANGED)
    page.table.columns.show("owner_org_id", False)
    page.table.head.moveSection(page.table.head.visualIndex(page.model.column_named("status")), 1)
    opened.settle()
    return shown(opened)


def shown(opened: Opened) -> tuple[Listing, list[str], str]:
    page = page_of(opened)
    page.model.finish()
    names = [column.name for column in page.table.shown_columns()]
    return page.model.listing, names, page.head.counts.text()


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def save(opened: Opened, name: str) -> None:
    by_key(opened, "save_view")
    opened.type(name)
    opened.press(Key.Key_Return)
    wake(opened)
    assert dialogs_of(opened) == []


def views_dialog(opened: Opened) -> ViewsDialog:
    by_key(opened, "views")
    dialog = dialog_of(opened, "Views of action items")
    assert isinstance(dialog, ViewsDialog)
    return dialog


def names(dialog: ViewsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def rename(dialog: ViewsDialog, text: str) -> None:
    """F2, a new name, Enter."""
    QTest.keyClick(dialog.list, Key.Key_F2)
    editor = dialog.list.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Key.Key_Return)
    for _round in range(3):  # the editor commits and closes with the next events, the list is filled after that
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_a_view_brings_back_filter_columns_order_and_group(opened: Opened, sample: Store, ask: object) -> None:
    before = head_of(sample)
    wanted = arrange(opened)
    ask(opened, "save_view")  # type: ignore[operator] # one of the two ways
    dialog = dialog_of(opened, "Save a view of action items")
    assert isinstance(dialog, SaveViewDialog)
    assert dialog.note.text() == (
        "It keeps what the page shows now: 3 filters, 5 columns, sorted by Working group ▲, then Due ▼, "
        "grouped by Working group."
    )
    QTest.keyClicks(dialog.name, "Open co-production")
    QTest.keyClick(dialog.name, Key.Key_Return)
    wake(opened)
    assert told(opened) == "Saved as the view “Open co-production”."
    by_key(opened, "standard_view")
    assert shown(opened)[0] == Listing("action_items", sort=(Sort("due_date"),))
    assert shown(opened)[1] == ["ref", "description", "owner_org_id", "wg_id", "due_date", "status"]
    assert shown(opened)[2] == "29"
    ask(opened, "views")  # type: ignore[operator] # one of the two ways
    assert names(dialog_of(opened, "Views of action items")) == ["Open co-production"]  # type: ignore[arg-type] # it is one
    QTest.keyClick(dialog_of(opened, "Views of action items").list, Key.Key_Return)  # type: ignore[attr-defined] # likewise
    wake(opened)
    opened.settle()
    assert shown(opened) == wanted
    assert told(opened) == "The view “Open co-production” is open."
    assert head_of(sample) == before, "a view is no change of a record"


def test_views_are_there_after_closing_and_opening_again_and_only_on_their_page(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    wanted = arrange(opened)
    save(opened, "Mine to do")
    path = sample.path
    opened.window.close_store()
    again = open_window(qtbot, qapp, reopen(path), "action_items")
    click(page_of(again).head.views)
    again.settle()
    dialog = dialog_of(again, "Views of action items")
    assert isinstance(dialog, ViewsDialog)
    assert names(dialog) == ["Mine to do"]
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    wake(again)
    again.settle()
    assert shown(again) == wanted
    again.go("meetings")
    by_key(again, "views")
    assert names(dialog_of(again, "Views of meetings")) == []  # type: ignore[arg-type] # it is one
    QTest.keyClick(dialog_of(again, "Views of meetings").list, Key.Key_Return)  # type: ignore[attr-defined] # likewise
    assert "There is no view yet" in dialog_of(again, "Views of meetings").problem.text()  # type: ignore[attr-defined] # likewise


def test_a_view_is_renamed_deleted_and_put_back(opened: Opened, sample: Store) -> None:
    for name in ("Second", "First"):
        save(opened, name)
    dialog = views_dialog(opened)
    assert names(dialog) == ["First", "Second"]
    rename(dialog, "Third")
    assert names(dialog) == ["Second", "Third"]
    assert dialog.list.currentItem().text() == "Third"
    rename(dialog, "  second ")
    assert names(dialog) == ["Second", "Third"]
    assert dialog.problem.text() == "There is a view “second” already: choose another name."
    rename(dialog, "   ")
    assert dialog.problem.text() == "A view needs a name: type one."
    assert [view.name for view in views_of(sample, "action_items")] == ["Second", "Third"]
    QTest.keyClick(dialog.list, Key.Key_Delete)
    assert names(dialog) == ["Second"], "the first one refused was not the one deleted"
    assert dialog.back.isVisible()
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert names(dialog) == ["Second", "Third"]
    assert not dialog.back.isVisible()
    QTest.keyClick(dialog.list, Key.Key_Delete)
    leave_dialogs(opened)
    assert [view.name for view in views_of(sample, "action_items")] == ["Second"]


def test_saving_under_a_name_that_is_there_says_so_and_replaces_it(opened: Opened, sample: Store) -> None:
    save(opened, "Example")
    arrange(opened)
    by_key(opened, "save_view")
    opened.type("EXAMPLE")
    dialog = dialog_of(opened, "Save a view of action items")
    assert isinstance(dialog, SaveViewDialog)
    assert dialog.told.text() == "A view of this name is there: it will be replaced."
    opened.press(Key.Key_Return)
    wake(opened)
    (view,) = views_of(sample, "action_items")
    assert (view.name, view.listing) == ("EXAMPLE", ARRANGED)


def test_a_name_that_is_none_keeps_the_dialog_open(opened: Opened, sample: Store) -> None:
    by_key(opened, "save_view")
    opened.press(Key.Key_Return)
    dialog = dialog_of(opened, "Save a view of action items")
    assert dialog.problem.text() == "A view needs a name: type one."  # type: ignore[attr-defined] # a Dialog
    opened.type("x" * 61)
    opened.press(Key.Key_Return)
    assert dialog.problem.text() == "The name is longer than 60 characters: shorten it."  # type: ignore[attr-defined] # likewise
    leave_dialogs(opened)
    assert views_of(sample, "action_items") == []


def test_a_view_that_names_what_is_there_no_more_opens_without_it_and_says_so(opened: Opened, sample: Store) -> None:
    arrange(opened)
    save(opened, "Old")
    with sample.read() as db:
        (kept,) = kept_views(db, "action_items")
    kept["where"].append(["gone_field", "=", 1])
    kept["sort"].insert(0, ["gone_key", False])
    kept["group"] = "gone_group"
    kept["columns"]["order"].insert(0, "gone_column")
    keep_views(sample, "action_items", [kept])
    by_key(opened, "standard_view")
    dialog = views_dialog(opened)
    QTest.keyClick(dialog.list, Key.Key_Return)
    wake(opened)
    opened.settle()
    assert told(opened) == (
        "“Old” is open without what is there no more: gone_column, gone_field, gone_key, gone_group."
    )
    listing, columns, _counts = shown(opened)
    assert listing == Listing("action_items", ARRANGED.where, ARRANGED.text, ARRANGED.sort)
    assert columns[1] == "status"
    assert page_of(opened).row_count() > 0


def test_a_read_only_workspace_opens_views_and_changes_none(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    save_views(sample, "action_items", [View("Example", ARRANGED, "")])
    path = sample.path
    sample.close()
    before = path.read_bytes()
    opened = open_window(qtbot, qapp, reopen(path, read_only=True), "action_items")
    by_key(opened, "save_view")
    assert told(opened) == "The workspace is open read-only."
    dialog = views_dialog(opened)
    for key in (Key.Key_F2, Key.Key_Delete):
        QTest.keyClick(dialog.list, key)
        assert dialog.problem.text() == "sample.dicas is open read-only: nothing can be changed."
    QTest.keyClick(dialog.list, Key.Key_Return)
    wake(opened)
    opened.settle()
    assert shown(opened)[0] == ARRANGED
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"name": "No filter"},
        {"name": "x", "where": [["a"]], "text": "", "sort": [], "group": "", "columns": None},
        {"name": "x", "where": [], "text": "", "sort": ["due_date"], "group": "", "columns": None},
        {"name": "x", "where": [], "text": "", "sort": [], "group": "", "columns": {}},
        {"name": "x", "where": [], "text": "", "sort": [], "group": "", "columns": 3},
    ],
)
def test_a_view_that_makes_no_sense_is_left_out(sample: Store, broken: dict[str, object]) -> None:
    columns = json.dumps({"order": ["ref"], "hidden": [], "widths": {}})
    save_views(sample, "action_items", [View("Good", ARRANGED, columns)])
    with sample.read() as db:
        keep_views(sample, "action_items", [broken, *kept_views(db, "action_items")])
    (view,) = views_of(sample, "action_items")
    assert (view.name, view.listing) == ("Good", ARRANGED)


def test_half_a_character_is_no_name() -> None:
    with pytest.raises(UserProblem, match="half a character"):
        checked_name("bad \ud800 name")
    assert checked_name("  two   words ") == "two words"
