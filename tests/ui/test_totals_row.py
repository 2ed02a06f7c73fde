"""The strip of totals below a table: it follows filter, edits and columns, and refuses to add what differs."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.totals_row import TotalsRow
from dicas_desktop.ui.totals_words import Told
from tests.make_keys import by_key, by_menu, dialog_of, page_of, wake
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the production targets of the sample with their totals."""
    window = open_window(qtbot, qapp, sample, "production_targets")
    by_key(window, "totals")
    return window


def row_of(opened: Opened) -> TotalsRow:
    row = page_of(opened).totals
    assert row is not None
    row.asked.finish()
    return row


def told(opened: Opened, name: str) -> Told:
    found = row_of(opened).told(name)
    assert found is not None
    return found


def note(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def filter_by(opened: Opened, text: str) -> None:
    by_key(opened, "filter")
    opened.type(text)
    page_of(opened).model.finish()
    opened.settle()


def test_different_units_are_not_added_and_both_are_named(opened: Opened, sample: Store) -> None:
    quantity = told(opened, "quantity")
    assert quantity.refused
    assert quantity.first == "no sum"
    assert " and " in quantity.second
    with sample.read() as db:
        units = {str(unit) for unit in db.execute("SELECT DISTINCT unit FROM production_targets").scalars()}
    one, other = quantity.second.split(" and ")
    assert one != other
    assert {one.partition(" · ")[0], other.partition(" · ")[0]} <= units
    assert quantity.sentence == f"Quantity has no sum: {quantity.second} are not added."
    assert note(opened) == quantity.sentence
    assert quantity.sentence in row_of(opened).accessibleDescription()


def test_the_totals_follow_the_filter_an_edit_and_undo(opened: Opened, sample: Store) -> None:
    with sample.write("Add two") as step:
        rows = [{"programme_id": 1, "quantity": number, "unit": "example units"} for number in (1_200, 34)]
        ids = [added.id for added in step.add_many("production_targets", rows)]
    opened.settle()
    filter_by(opened, "example units")
    assert page_of(opened).row_count() == 2
    assert told(opened, "quantity") == Told(
        "1,234", "34 – 1,200", "Quantity: sum 1,234, least 34, most 1,200, 2 recorded."
    )
    assert told(opened, "unit") == Told("2", "recorded", "Unit: 2 recorded.")
    assert told(opened, "ref") == Told("Totals", "2", "2 production targets")
    with sample.write("Set") as step:
        step.update("production_targets", ids[0], {"quantity": 66})
    opened.settle()
    page_of(opened).model.finish()
    assert told(opened, "quantity").first == "100"
    sample.undo()
    opened.settle()
    page_of(opened).model.finish()
    assert told(opened, "quantity").first == "1,234"


def test_days_show_the_first_and_the_last(opened: Opened, sample: Store) -> None:
    with sample.read() as db:
        first, last, number = db.execute(
            "SELECT min(announced_date), max(announced_date), count(announced_date) FROM production_targets"
        ).all()[0]
    days = told(opened, "announced_date")
    assert first[:4] in days.first
    assert days.second.startswith("– ")
    assert last[:4] in days.second
    assert days.sentence == f"Announced: {days.first} {days.second}, {number} recorded."


def test_the_command_shows_and_hides_them_and_they_are_remembered(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    before, settings = head_of(sample), Settings(None)
    opened = open_window(qtbot, qapp, sample, "meetings", settings=settings)
    assert page_of(opened).totals is None, "nobody waits for what nobody asked for"
    action = opened.window.commands.actions["totals"]
    by_menu(opened, "totals")
    assert row_of(opened).isVisible()
    assert action.isChecked()
    opened.window.rebuild()
    opened.settle()
    assert row_of(opened).isVisible()
    by_key(opened, "totals")
    assert not row_of(opened).isVisible()
    assert not action.isChecked()
    opened.window.rebuild()
    opened.settle()
    assert page_of(opened).totals is None
    assert head_of(sample) == before


def test_a_column_that_is_shown_later_has_its_totals_too(opened: Opened) -> None:
    assert row_of(opened).told("note") is None
    page_of(opened).table.columns.show("note", True)
    opened.settle()
    assert told(opened, "note").second == "recorded"


def test_each_total_stands_below_its_column(opened: Opened) -> None:
    filter_by(opened, "zzzz no such words")
    row, table = row_of(opened), page_of(opened).table
    image, base = row.grab().toImage(), QColor(theme.current().soft).name()
    for slot in table.slots_shown():
        inked = any(
            image.pixelColor(x, y).name() != base
            for x in range(slot.x + 4, slot.x + slot.width - 4)
            for y in range(3, row.height() - 3)
        )
        assert inked, slot.column.name
    x = next(slot.x + slot.width // 2 for slot in table.slots_shown() if slot.column.name == "unit")
    place = QPoint(x, 10)
    QApplication.sendEvent(row, QHelpEvent(QHelpEvent.Type.ToolTip, place, row.mapToGlobal(place)))
    assert QToolTip.text() == "Unit: 0 recorded."
    QToolTip.hideText()


def test_a_view_keeps_whether_the_totals_are_shown(opened: Opened) -> None:
    by_key(opened, "save_view")
    opened.type("With totals")
    opened.press(Key.Key_Return)
    wake(opened)
    by_key(opened, "totals")
    assert not row_of(opened).isVisible()
    by_key(opened, "views")
    dialog = dialog_of(opened, "Views of production targets")
    dialog.act()  # type: ignore[attr-defined] # a Dialog
    wake(opened)
    opened.settle()
    assert row_of(opened).isVisible()
