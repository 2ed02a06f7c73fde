"""What each side owes, on one page by one key: both sides beside each other, with counts, each row opening."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Condition
from dicas_desktop.store.owed import BOTH, SIDES, owed, owed_by, side_of
from dicas_desktop.store.register import extend
from dicas_desktop.store.store import Store
from dicas_desktop.ui.asking import EvidenceDialog
from dicas_desktop.ui.cards import Card
from dicas_desktop.ui.owed_page import MOST, OwedPage, OwedRow
from tests.make import TODAY, WHO
from tests.make_keys import by_key, by_menu, dialogs_of, leave_dialogs, page_of
from tests.make_page import record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
TITLES = ["The United States owes Japan", "Japan owes the United States", "Both sides owe"]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    return open_window(qtbot, qapp, sample, "meetings")


def shown(opened: Opened) -> OwedPage:
    assert opened.window.desk is not None
    opened.settle()
    page: Any = opened.window.desk.made[opened.window.desk.page]
    assert isinstance(page, OwedPage)
    return page


def open_page(opened: Opened) -> OwedPage:
    by_key(opened, "owed")
    return shown(opened)


def words(card: Card) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


def rows(card: Card) -> list[OwedRow]:
    return card.findChildren(OwedRow)


def owes(side: str, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - columns of an action
    return {"description": "Example commitment", "kind": "commitment", "owner_side": side, **values}


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_one_key_shows_both_sides_with_their_counts(opened: Opened, sample: Store, ask: Any) -> None:  # noqa: ANN401 - one of two ways
    ask(opened, "owed")
    page = shown(opened)
    assert [card.title.text() for card in page.cards] == TITLES
    assert [len(rows(card)) for card in page.cards] == [7, 1, 17]
    assert page.note.text() == "25 open, 1 late"
    assert "○ 7 open · ▲ 1 late · 1 not measurable" in words(page.cards[0])
    sides = [{record(sample, "action_items", row.need.id).values["owner_side"] for row in rows(c)} for c in page.cards]
    assert sides == [{"US"}, {"JP"}, {BOTH}]
    assert rows(page.cards[0])[0].accessibleName() == (
        "▲ Overdue 166 days, AI-0003, Start the first larger repair, on USS New Orleans, USN"
    )


def test_the_tip_of_a_row_tells_the_whole_of_it_with_both_latenesses(opened: Opened, sample: Store) -> None:
    with sample.write("Extend") as step:
        extend(step, 3, {"due_date": "2024-07-12", "due_precision": "day"}, "Example reason", "Example side")
    page = open_page(opened)
    tips = {row.need.ref: row.toolTip() for row in page.rows}
    assert tips["AI-0003"].split("\n") == [
        "Start the first larger repair, on USS New Orleans",
        "USN",
        "12 Jul",
        "3 days late against 12 Jul, 166 against the first date, by Jan 2024",
    ]
    assert tips["AI-0005"].split("\n")[-1] == "28 Jul · on 2+2"


def test_the_sides_stand_beside_each_other_and_below_where_there_is_no_room(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    for size, beside in (((1280, 720), True), ((900, 720), False)):
        page = open_page(open_window(qtbot, qapp, sample, "meetings", size=size))
        ours, theirs, both = page.cards
        assert (ours.y() == theirs.y()) is beside
        assert both.y() >= theirs.geometry().bottom()
        assert all(card.width() <= page.width() for card in page.cards)


def test_the_same_key_goes_from_side_to_side_and_enter_opens_the_record(opened: Opened) -> None:
    page = open_page(opened)
    reached = []
    for _press in range(4):
        by_key(opened, "owed")
        (row,) = [row for row in page.rows if row.hasFocus()]
        reached.append(next(card.title.text() for card in page.cards if row in rows(card)))
    start = TITLES.index(reached[0])
    assert reached == [TITLES[(start + n) % 3] for n in range(4)]
    row = rows(page.cards[1])[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("action_items", (row.need.id,))
    assert page_of(opened).entity.table == "action_items"


def test_commands_act_on_the_row_of_the_keyboard_and_the_page_follows(opened: Opened, sample: Store) -> None:
    page = open_page(opened)
    row = rows(page.cards[0])[1]
    row.setFocus()
    opened.settle()
    by_key(opened, "close_action")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, EvidenceDialog)
    dialog.without.click()
    leave_dialogs(opened)
    assert record(sample, "action_items", row.need.id).values["status"] == "done"
    assert [len(rows(card)) for card in shown(opened).cards] == [6, 1, 17]


def test_what_cannot_be_measured_is_marked_counted_and_listed(opened: Opened, sample: Store) -> None:
    with sample.write("Promise something") as step:
        bare = step.add("action_items", owes("JP"))
        step.add("action_items", owes("JP", measure="Example measure"))
    page = open_page(opened)
    theirs = page.cards[1]
    assert "○ 3 open · 1 not measurable" in words(theirs)
    assert [row.need.title for row in rows(theirs) if row.need.id == bare.id] == ["Example commitment (not measurable)"]
    (link,) = [each for each in theirs.findChildren(QPushButton) if each.text() == "1 is not measurable: list it"]
    link.click()
    opened.settle()
    listed = page_of(opened)
    assert list(listed.model.source.ids) == [bare.id]
    assert Condition("is", "=", "not_measurable") in listed.filters.where


def test_the_list_of_a_side_opens_from_its_card(opened: Opened) -> None:
    open_page(opened).cards[1].link.click()
    opened.settle()
    assert page_of(opened).row_count() == 1
    assert page_of(opened).filters.where == owed_by("JP").where


def test_nothing_owed_is_said_and_a_long_list_says_how_many_more(
    qtbot: QtBot, qapp: QApplication, empty: Store
) -> None:
    opened = open_window(qtbot, qapp, empty, "meetings")
    page = open_page(opened)
    assert all("Nothing is owed." in words(card) for card in page.cards)
    assert page.note.text() == "0 open"
    with empty.write("Promise a lot") as step:
        step.add_many("action_items", [owes("US", due_date="2024-07-01")] * (MOST + 3))
    page = shown(opened)
    assert len(rows(page.cards[0])) == MOST
    assert "and 3 more: open the list" in words(page.cards[0])
    assert f"○ {MOST + 3} open · ▲ {MOST + 3} late · {MOST + 3} not measurable" in words(page.cards[0])


@pytest.mark.parametrize(
    ("country", "titles"),
    [
        ("JP", ["We owe them: Japan", "They owe us: the United States", "Both sides owe"]),
        ("US", ["We owe them: the United States", "They owe us: Japan", "Both sides owe"]),
        ("AU", TITLES),
    ],
)
def test_we_are_the_side_of_the_officer_where_that_is_on_record(
    opened: Opened, sample: Store, country: str, titles: list[str]
) -> None:
    with sample.write("Say who works here") as step:
        office = step.add("organizations", {"name_en": "Example office", "country": country}).id
        step.add("persons", {"name_en": WHO.name, "org_id": office})
    assert [card.title.text() for card in open_page(opened).cards] == titles


def test_the_first_records_and_the_counts_of_all_are_read(sample: Store) -> None:
    with sample.read() as db:
        ours, theirs, both = owed(db, SIDES[0], TODAY, 2)
        assert side_of(db, "Nobody on record") is None
    assert [(len(part.records), part.number) for part in (ours, theirs, both)] == [(2, 7), (1, 1), (2, 17)]
    assert (ours.late, ours.unmeasured, both.unmeasured) == (1, 1, 5)


def test_the_page_stays_after_a_change_of_colours(opened: Opened) -> None:
    open_page(opened)
    opened.window.rebuild()
    opened.settle()
    assert len(shown(opened).findChildren(Card)) == len(TITLES)
