"""The column of the stop-light in the window: read, sorted, grouped, filtered, copied and exported, never edited."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.derived import LIGHT
from dicas_desktop.store import register
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store
from dicas_desktop.ui.export_seen import Seen, write_seen
from dicas_desktop.ui.new_record import given_by
from tests.make import TODAY, dump
from tests.make_keys import by_key, page_of
from tests.make_page import go_to, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
FIXED = "The stop-light follows from the due date and the status: change those."


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    with sample.write("Extend") as step:
        register.extend(step, 3, {"due_date": "2024-07-12", "due_precision": "day"}, "Example reason", "Example side")
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    page_of(window).table.columns.show(LIGHT, True)
    return window


def cells(opened: Opened) -> list[str]:
    model = page_of(opened).model
    model.finish()
    column = next(column for column in model.columns if column.name == LIGHT)
    return [row.text(column) if (row := model.row(n)) else "" for n in range(model.rowCount())]


def note(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def test_the_cell_tells_the_stop_light_and_the_lateness_against_both_dates(opened: Opened) -> None:
    assert "▲ Overdue 3 days · 166 d late against the first date" in cells(opened)
    assert "◐ Due within 30 days" in cells(opened)
    assert "✓ Done" in cells(opened)
    assert "○ Undated" in cells(opened)


def test_the_key_that_sorts_puts_the_most_urgent_first(opened: Opened) -> None:
    go_to(page_of(opened), page_of(opened).model.source.place_of(3), LIGHT)
    by_key(opened, "sort")
    first, *rest = cells(opened)
    assert first.startswith("▲ Overdue")
    assert rest[-1] == "✓ Done"
    by_key(opened, "sort")
    assert cells(opened)[0] == "✓ Done"
    assert note(opened) == "Sorted by Stop-light ▼."


def test_the_key_that_groups_makes_a_group_of_each_light(opened: Opened) -> None:
    go_to(page_of(opened), page_of(opened).model.source.place_of(3), LIGHT)
    by_key(opened, "group")
    model = page_of(opened).model
    model.finish()
    column, role = model.column_named(LIGHT), Qt.ItemDataRole.AccessibleTextRole
    texts = [str(model.index(row, column).data(role)) for row in range(model.rowCount())]
    heads = [text for text in texts if text.endswith(("action item", "action items"))]
    assert heads[:2] == ["Stop-light: Overdue, 1 action item", "Stop-light: Due within 30 days, 2 action items"]


def test_the_filter_of_the_page_chooses_lights_and_a_new_record_takes_none_of_it(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    page.filters.set_filters((Condition(LIGHT, "=", "overdue"),), "")
    page.filters.changed.emit()
    assert cells(opened) == ["▲ Overdue 3 days · 166 d late against the first date"]
    (chip,) = [chip for chip in page.filters.chips if chip.label.startswith("Stop-light")]
    assert chip.isVisible()
    assert "Stop-light: Overdue" in chip.accessibleName()
    assert given_by(sample, page.entity, page.filters.where) == {}


@pytest.mark.parametrize("command", ["edit", "paste", "fill_down"])
def test_it_is_never_edited_and_says_from_what_it_follows(opened: Opened, sample: Store, command: str) -> None:
    before = dump(sample)
    page = page_of(opened)
    go_to(page, page.model.source.place_of(3), LIGHT)
    if command == "fill_down":
        QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        opened.settle()
    QGuiApplication.clipboard().setText("Done")
    by_key(opened, command)
    assert note(opened) == FIXED
    assert dump(sample) == before


def test_whole_rows_are_copied_with_it_and_pasted_back_past_it(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    go_to(page, page.model.source.place_of(3), "ref")
    by_key(opened, "copy")
    text = QGuiApplication.clipboard().text()
    assert "Overdue 3 days" in text
    before = dump(sample)
    by_key(opened, "paste")
    assert dump(sample) == before
    go_to(page, page.model.source.place_of(3), "status")
    QGuiApplication.clipboard().setText("blocked\t▲ Overdue 30 days")
    by_key(opened, "paste")
    assert record(sample, "action_items", 3).values["status"] == "blocked"


def test_the_export_writes_it_in_words(opened: Opened, sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "seen.csv"
    write_seen(sample, Seen.of(page_of(opened)), path, lambda *_told: True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = next(row for row in rows if row["Ref"] == "AI-0003")
    assert found["Stop-light"] == "▲ Overdue 3 days · 166 d late against the first date"
    due = next(row for row in rows if row["Ref"] == "AI-0005")["Due"]
    assert due.endswith("on 2+2"), "the event that a deadline hangs on goes out, too"
    assert TODAY.year == 2024
