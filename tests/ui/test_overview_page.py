"""The overview page: its words, its figures as doors to their lists, another deadline."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.cards import Card, FactRow, FigureButton, NeedRow, Painted
from dicas_desktop.ui.charts import BarChart
from dicas_desktop.ui.overview import OverviewPage
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the overview of the sample."""
    return open_window(qtbot, qapp, sample)


def page_of(opened: Opened) -> OverviewPage:
    assert opened.window.desk is not None
    page = opened.window.desk.made["overview"]
    assert isinstance(page, OverviewPage)
    return page


def card(opened: Opened, title: str) -> Card:
    return next(c for c in page_of(opened).findChildren(Card) if c.isVisible() and c.title.text() == title)


def names(opened: Opened, title: str) -> list[str]:
    return [button.accessibleName() for button in card(opened, title).findChildren(Painted)]


def test_the_head_tells_day_both_clocks_and_japanese_year(opened: Opened) -> None:
    labels = [label.text() for label in page_of(opened).findChildren(QLabel)]
    assert "Monday 15 Jul 2024 · 09:00 JST · 14 Jul 20:00 EDT · 令和6年7月15日" in labels
    assert page_of(opened).deadline.text() == "Deadline: 2+2, Sun 28 Jul 2024"


def test_the_cards_say_their_figures_to_a_screen_reader(opened: Opened) -> None:
    assert names(opened, "Before the 2+2")[:4] == ["13 d 9 joint working days", "1 ▲ late", "3 ○ open", "1 ✓ done"]
    assert "We owe them 米側: 1  ·  1 late" in names(opened, "Before the 2+2")
    ready = "Heads of delegation, missing: U.S.: not named · Japan: not named"
    assert ready in names(opened, "Next meeting")
    assert names(opened, "Today") == ["1 ▲ overdue", "0 ◐ in 7 days", "2 ○ in 30 days", "Last backup: never"]
    assert "MV-22 contracts end with all extensions: 31 Dec 2030 ·  2,360 d" in names(opened, "Repair schedules")
    assert "n/a worst slip" in names(opened, "Repair schedules")
    assert "On time, last 12 months: n/a (0 finished)" in names(opened, "Repair schedules")


def test_a_figure_opens_its_list(opened: Opened) -> None:
    button = next(b for b in page_of(opened).findChildren(FigureButton) if b.accessibleName() == "3 ○ open")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    assert page.entity.table == "action_items"
    assert page.row_count() == 3


def test_a_row_opens_its_list_by_keyboard(opened: Opened) -> None:
    rows = card(opened, "Repair schedules").findChildren(FactRow)
    row = next(r for r in rows if r.accessibleName() == "No end recorded: 8")
    row.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    assert page.row_count() == 8


def test_what_needs_a_hand_opens_its_record(opened: Opened) -> None:
    row = card(opened, "Needs a hand today").findChildren(NeedRow)[0]
    assert row.accessibleName().startswith("▲ Late 166 d, AI-0003, Start the first larger repair")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("action_items", (3,))


def test_all_needs_are_shown_when_asked(opened: Opened) -> None:
    assert len(card(opened, "Needs a hand today").findChildren(NeedRow)) == 6
    assert card(opened, "Needs a hand today").link.text() == "All 21"
    QTest.mouseClick(card(opened, "Needs a hand today").link, Qt.MouseButton.LeftButton)
    opened.settle()
    assert len(card(opened, "Needs a hand today").findChildren(NeedRow)) == 21
    assert card(opened, "Needs a hand today").link.text() == "Fewer"


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("Before the 2+2", "action_items"),
        ("Next meeting", "meeting:18"),
        ("Repair schedules", "timeline"),
        ("Co-production against target", "programmes"),
    ],
)
def test_the_link_of_each_card_leads_on(opened: Opened, title: str, page: str) -> None:
    QTest.mouseClick(card(opened, title).link, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page == page


def test_another_deadline_can_be_chosen(opened: Opened) -> None:
    page = page_of(opened)
    menu = page.deadline_menu()
    action = next(action for action in menu.actions() if "Second DICAS" in action.text())
    action.trigger()
    opened.settle()
    assert page.deadline.text() == "Deadline: Second DICAS, Mon 7 Oct 2024"
    assert names(opened, "Before the deadline")[0].startswith("84 d")
    menu.actions()[0].trigger()
    opened.settle()
    assert page.deadline.text().startswith("Deadline: 2+2")


def test_without_a_two_plus_two_the_page_says_so(opened: Opened) -> None:
    page = page_of(opened)
    opened.window.clock.as_of = date(2026, 11, 24)
    page.reload()
    opened.settle()
    assert page.deadline.text() == "No 2+2 on record after this day"
    assert "No meeting on record after this day" in card(opened, "Next meeting").findChildren(QLabel)[-1].text()
    assert "Finish after the deadline: n/a" in names(opened, "Repair schedules")


def test_an_empty_workspace_says_what_is_missing(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    opened = open_window(qtbot, qapp, empty)
    texts = [label.text() for label in page_of(opened).findChildren(QLabel)]
    assert "Nothing is late, missing or without a lead." in texts
    assert "No programme has both a yearly output and a yearly target on record." in texts


def test_the_page_follows_the_store(opened: Opened) -> None:
    assert opened.window.store is not None
    with opened.window.store.write("Finish it") as step:
        step.update("action_items", 3, {"status": "done"})
    opened.settle()
    assert "0 ▲ late" in names(opened, "Before the 2+2")
    assert "2 ✓ done" in names(opened, "Before the 2+2")


def test_the_chart_says_its_bars(opened: Opened) -> None:
    chart = card(opened, "Co-production against target").findChildren(BarChart)[0]
    assert chart.accessibleName() == "missiles a year: 2024 ≈30, target ≈60"


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (900, 2), (640, 1)])
def test_cards_stand_side_by_side_as_there_is_room(
    qtbot: QtBot, qapp: QApplication, sample: Store, width: int, columns: int
) -> None:
    opened = open_window(qtbot, qapp, sample, size=(width, 900))
    cards = [c for c in page_of(opened).findChildren(Card) if c.isVisible()]
    top = min(c.mapTo(page_of(opened), c.rect().topLeft()).y() for c in cards)
    lefts = {c.x() for c in cards}
    assert len(cards) == 6
    assert top >= 0
    assert len(lefts) == columns
