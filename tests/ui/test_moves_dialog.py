"""Moving an event in the window: one dialog lists what hangs on it, with ticks, and one undo takes all of it back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.moves_dialog import MovesDialog
from tests.make import dump
from tests.make_page import NO_DISPLAY, editor_of, id_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "meetings") as shown:
        yield shown


def move(page: EntityPage, day: str) -> MovesDialog:
    page.table.select(id_of(page.store, "meetings", "scc-2024-07-28"), page.model.column_named("start_date"))
    press(page.table, Key.Key_F2)
    editor_of(page).type(day)
    press(editor_of(page).input, Key.Key_Return)
    return next(d for d in page.window().findChildren(MovesDialog) if d.isVisible())


def lines(dialog: MovesDialog) -> list[list[str]]:
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [[item.text(column) for column in range(4)] for item in items if item is not None]


def due(page: EntityPage, ref: str) -> tuple[str, int | None]:
    values = record(page.store, "action_items", id_of(page.store, "action_items", ref)).values
    return values["due_date"], values["due_meeting_id"]


def test_everything_that_hangs_on_it_is_listed_and_moves_on_enter(page: EntityPage) -> None:
    before, steps = dump(page.store), page.store.head.steps
    dialog = move(page, "5 Aug 2099")
    assert dialog.windowTitle() == "2 deadlines move with it"
    assert lines(dialog) == [
        ["AI-0005", "Report working group progress to the next 2+2", "28 Jul 2024", "5 Aug 2099"],
        ["AI-0006", "Show concrete results of industrial cooperation", "28 Jul 2024", "5 Aug 2099"],
    ]
    assert dump(page.store) == before
    press(dialog, Key.Key_Return)
    assert due(page, "AI-0005") == due(page, "AI-0006") == ("2099-08-05", 15)
    assert page.store.head.steps == steps + 1
    page.store.undo()
    assert dump(page.store) == before


def test_what_is_not_ticked_stays_and_hangs_on_nothing(page: EntityPage) -> None:
    dialog = move(page, "5 Aug 2099")
    press(dialog.list, Key.Key_Space)
    press(dialog, Key.Key_Return)
    assert due(page, "AI-0005") == ("2024-07-28", None)
    assert due(page, "AI-0006") == ("2099-08-05", 15)


def test_cancel_leaves_the_event_and_the_editor_with_what_was_typed(page: EntityPage) -> None:
    before = dump(page.store)
    dialog = move(page, "5 Aug 2099")
    press(dialog, Key.Key_Escape)
    QApplication.processEvents()
    assert dump(page.store) == before
    assert editor_of(page).text() == "5 Aug 2099"


def test_a_day_that_has_passed_is_said_with_a_sign_and_a_word(page: EntityPage) -> None:
    dialog = move(page, "1 Jul 2024")
    assert [line[3] for line in lines(dialog)] == ["▲ 1 Jul 2024, has passed"] * 2
    press(dialog, Key.Key_Escape)


def test_an_event_on_which_nothing_hangs_moves_at_once(page: EntityPage) -> None:
    row_id = id_of(page.store, "meetings", "dicas-2024-10-07")
    page.table.select(row_id, page.model.column_named("start_date"))
    press(page.table, Key.Key_F2)
    editor_of(page).type("8 Oct 2024")
    press(editor_of(page).input, Key.Key_Return)
    assert not [d for d in page.window().findChildren(MovesDialog) if d.isVisible()]
    assert record(page.store, "meetings", row_id).values["start_date"] == "2024-10-08"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_box_is_seen_and_turned_by_a_click_and_by_space(page: EntityPage, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    dialog = move(page, "5 Aug 2099")
    item = dialog.list.topLevelItem(1)
    assert item is not None
    rect = dialog.list.visualItemRect(item)
    box = QPoint(rect.left() + theme.size(10), rect.center().y())
    ticked = dialog.list.viewport().grab().toImage()
    corner = QPoint(rect.left() + theme.size(4 + 12), rect.center().y() + theme.size(5))
    assert ticked.pixelColor(corner).name() == theme.current().primary
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert item.checkState(0) == Qt.CheckState.Unchecked
    empty = dialog.list.viewport().grab().toImage()
    edge = empty.pixelColor(rect.left() + theme.size(4), rect.center().y())
    ground = empty.pixelColor(box.x(), box.y())
    assert abs(edge.lightness() - ground.lightness()) > 40, "the frame of an empty box stands out"
    press(dialog.list, Key.Key_Space)
    assert item.checkState(0) == Qt.CheckState.Checked
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert item.checkState(0) == Qt.CheckState.Checked, "a click on the words only chooses"
    dialog.reject()
    theme.apply(qapp)
