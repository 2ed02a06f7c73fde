"""The start page by real clicks and keys: every figure opens its list, every line leads on; a clock that is wrong."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store import backups
from dicas_desktop.store.store import Store
from dicas_desktop.ui.backup_dialogs import BackupsDialog
from dicas_desktop.ui.cards import Card, FigureButton, NeedRow, Painted
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.overview import OverviewPage
from dicas_desktop.ui.ready_fact import ReadyFact
from tests.make import TODAY, dump
from tests.make_clock import day_in_tokyo, written_in
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
DAYS = [TODAY, date(2024, 1, 20), date(2024, 10, 1), date(2026, 12, 31)]
AHEAD = timedelta(days=9)


def page_of(opened: Opened) -> OverviewPage:
    assert opened.window.desk is not None
    page = opened.window.desk.made["overview"]
    assert isinstance(page, OverviewPage)
    return page


def card(opened: Opened, title: str) -> Card:
    return next(c for c in page_of(opened).findChildren(Card) if c.isVisible() and c.title.text() == title)


def live(opened: Opened) -> list[Painted]:
    """Everything on the page that can be pressed, in the order of the cards."""
    cards = [c for c in page_of(opened).findChildren(Card) if c.isVisible()]
    return [button for each in cards for button in each.findChildren(Painted) if button.live]


def press(opened: Opened, button: Painted, *, by_key: bool) -> None:
    if by_key:
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


def number_of(name: str) -> int:
    """The number that a figure tells a screen reader: the first one, behind the label if it has one."""
    found = re.search(r"\d[\d,]*", name.rpartition(": ")[2])
    assert found, name
    return int(found[0].replace(",", ""))


def shown_rows(opened: Opened) -> int:
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None, opened.window.desk.page
    page.model.finish()
    return len(page.model.source.ids)


def at(opened: Opened, day: date) -> None:
    opened.window.clock.as_of = day
    opened.commands.midnight.look()
    opened.settle()


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    return open_window(qtbot, qapp, sample)


@pytest.mark.parametrize("by_key", [False, True], ids=["click", "key"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_figure_opens_its_list_and_the_list_is_as_long(opened: Opened, day: date, *, by_key: bool) -> None:
    assert opened.window.store is not None
    before = dump(opened.window.store)
    at(opened, day)
    seen = 0
    for number, name in enumerate([button.accessibleName() for button in live(opened)]):
        button = live(opened)[number]
        counted = not isinstance(button, ReadyFact | NeedRow) and "last backup" not in name.lower()
        if counted and not re.search(r" ·  [≥≤]? ?[\d,]+ d$|now$", name):  # what comes next has days, no list
            press(opened, button, by_key=by_key)
            assert shown_rows(opened) == number_of(name), name
            seen += 1
            opened.go("overview")
    assert seen >= 12
    assert dump(opened.window.store) == before


def test_the_line_of_readiness_that_counts_opens_its_list(opened: Opened) -> None:
    assert opened.window.store is not None
    with opened.window.store.write("An action of the aircraft group is late") as step:
        meeting = step.raw.execute("SELECT id, wg_id FROM meetings WHERE slug = 'wg-aircraft-2024-08'").fetchone()
        office = step.add("organizations", {"name_en": "Example office"}).id
        step.add("action_items", {"description": "Example", "owner_org_id": office, "owner_side": "US",
                                  "wg_id": meeting[1], "due_date": "2024-07-01"})  # fmt: skip
        step.add("agenda_items", {"meeting_id": meeting[0], "seq": 1, "topic": "Example", "purpose": "decide"})
    opened.settle()
    for word, table in (("Actions", "action_items"), ("Decisions", "agenda_items"), ("Reasons of", "action_items")):
        row = next(r for r in card(opened, "Next meeting").findChildren(ReadyFact) if r.ready.word.startswith(word))
        press(opened, row, by_key=word == "Actions")
        assert opened.window.desk is not None
        assert opened.window.desk.page == table
        assert shown_rows(opened) == 1
        opened.go("overview")


@pytest.mark.parametrize(
    ("word", "within"), [("Heads of delegation", "seats"), ("Agenda", "agenda"), ("Times", "facts")]
)
def test_the_other_lines_lead_to_where_it_is_made_ready(opened: Opened, word: str, within: str) -> None:
    row = next(r for r in card(opened, "Next meeting").findChildren(ReadyFact) if r.ready.word == word)
    press(opened, row, by_key=False)
    assert opened.window.desk is not None
    assert opened.window.desk.page == "meeting:18"
    page = opened.window.desk.made["meeting:18"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert getattr(page, within).isAncestorOf(focus), focus


def test_what_comes_next_in_repair_opens_its_record(opened: Opened) -> None:
    row = next(b for b in card(opened, "Repair schedules").findChildren(Painted) if "MV-22" in b.accessibleName())
    press(opened, row, by_key=True)
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("milestones", (42,))
    opened.go("overview")
    row = next(b for b in card(opened, "Repair schedules").findChildren(Painted) if "F-15" in b.accessibleName())
    press(opened, row, by_key=False)
    assert opened.window.desk.selection == ("repair_schedules", (23,))


def test_a_figure_can_be_reached_by_tab_from_the_head(opened: Opened) -> None:
    page_of(opened).deadline.setFocus()
    reached: list[str] = []
    for _press in range(12):
        opened.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        reached += [focus.accessibleName()] if isinstance(focus, Painted) else []
    assert reached[:5] == [
        "1 ▲ overdue", "0 ◐ in 7 days", "2 ○ in 30 days", "Last backup: never", "1 ▲ late",
    ]  # fmt: skip


def test_nothing_due_is_said_in_words(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    opened = open_window(qtbot, qapp, empty)
    words = [label.text() for label in card(opened, "Today").findChildren(QLabel)]
    assert "Nothing is overdue and nothing is due in the next 30 days." in words
    assert "0 ▲ overdue" in [b.accessibleName() for b in card(opened, "Today").findChildren(Painted)]
    assert "No milestone of repair is ahead." in [
        label.text() for label in card(opened, "Repair schedules").findChildren(QLabel)
    ]


# ----------------------------------------------------------------------------------------------------- last backup
def backup_of(opened: Opened) -> FigureButton:
    return next(b for b in card(opened, "Today").findChildren(FigureButton) if "backup" in b.accessibleName())


def test_the_last_backup_opens_the_window_of_backups_and_follows_a_new_one(opened: Opened) -> None:
    assert backup_of(opened).accessibleName() == "Last backup: never"
    opened.do("backup")
    assert backup_of(opened).accessibleName() == "Last backup: made today"
    press(opened, backup_of(opened), by_key=True)
    dialog = next(d for d in opened.window.findChildren(BackupsDialog) if d.isVisible())
    dialog.reject()


def test_the_keyboard_stays_where_it_is_when_the_page_is_read_again(opened: Opened) -> None:
    assert opened.window.store is not None
    before = live(opened)[5]
    name = before.accessibleName()
    before.setFocus()
    opened.do("backup")
    with opened.window.store.write("Something else") as step:
        step.add("organizations", {"name_en": "Example office"})
    opened.settle()
    focus = QApplication.focusWidget()
    assert isinstance(focus, Painted)
    assert focus is not before
    assert focus.accessibleName() == name == "3 ○ open"


def test_an_old_backup_is_said_in_words(opened: Opened) -> None:
    assert opened.window.store is not None
    backups.back_up(opened.window.store.hold.file, "asked", opened.window.clock.now() - timedelta(days=9))
    page_of(opened).reload()
    opened.settle()
    assert backup_of(opened).accessibleName() == "Last backup: older than 7 days (made 9 days ago)"


# ------------------------------------------------------------------------------------------------ a clock gone wrong
@pytest.fixture
def doubted(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window by the computer's own clock over a journal that is nine days ahead of it."""
    sample.close()
    return open_window(qtbot, qapp, written_in(sample.path, AHEAD), clock=Clock())


def told(opened: Opened) -> list[str]:
    """Every word on the page, on the strips, in the sidebar and in the status line."""
    window = opened.window
    assert window.desk is not None
    texts = [label.text() for part in (page_of(opened), window.alerts) for label in part.findChildren(QLabel)
             if label.isVisible()]  # fmt: skip
    texts += [b.accessibleName() for b in page_of(opened).findChildren(Painted) if b.isVisible()]
    model = window.desk.sidebar.model()
    texts += [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    return [*texts, window.status.deadline.text(), page_of(opened).deadline.text()]


LATE_OR_EARLY = re.compile(r"\d late|Late \d|overdue\b.*\d|\d+ .*overdue|\d d\b|in \d+ d|ago\b|^0 ▲", re.IGNORECASE)


def test_a_wrong_clock_is_told_on_a_strip_with_the_day_of_the_last_entry(doubted: Opened) -> None:
    strip = doubted.window.alerts.lines["clock"]
    assert strip.isVisible()
    assert strip.heading.text() == "▲ Check the clock"
    today = datetime.now(UTC).astimezone().date()
    assert strip.text.text() == (
        f"This computer says {today.day} {today:%b %Y}, but the latest entry of the journal is of "
        f"{day_in_tokyo(AHEAD)}. Nothing is counted as late or early until the date is right."
    )


def test_under_it_nothing_on_the_page_in_sidebar_and_status_line_is_late_or_early(doubted: Opened) -> None:
    assert doubted.window.store is not None
    before = dump(doubted.window.store)
    words = told(doubted)
    assert "Overdue and due soon are not counted until the date is right." in words
    assert "Which meeting is next is not told until the date is right." in words
    assert "No deadline until the date is right" in words
    assert [text for text in words if LATE_OR_EARLY.search(text)] == []
    assert doubted.window.status.deadline.text() == ""
    for number, name in enumerate([button.accessibleName() for button in live(doubted)]):
        button = live(doubted)[number]
        if not isinstance(button, NeedRow) and "backup" not in name:
            press(doubted, button, by_key=False)
            assert shown_rows(doubted) == number_of(name), "what is counted still opens its list"
            doubted.go("overview")
    assert dump(doubted.window.store) == before


def test_the_same_words_are_found_where_the_clock_is_right(opened: Opened) -> None:
    assert [text for text in told(opened) if LATE_OR_EARLY.search(text)], "or the test above could not fail"
    assert "clock" not in opened.window.alerts.lines


def test_writing_under_a_wrong_clock_does_not_hide_it_and_a_right_one_does(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    sample.close()
    store = written_in(sample.path, AHEAD)
    clock = Clock()
    opened = open_window(qtbot, qapp, store, clock=clock)
    store.hold.must_write().now = lambda: datetime.now(UTC)  # the clock went wrong
    with store.write("Written under the wrong clock") as step:
        step.add("organizations", {"name_en": "Another example office"})
    opened.settle()
    assert opened.window.alerts.lines["clock"].isVisible()
    at(opened, date.fromordinal(datetime.now(UTC).date().toordinal() + 9))
    assert "clock" not in opened.window.alerts.lines
    assert [text for text in told(opened) if LATE_OR_EARLY.search(text)]


def test_the_strip_goes_with_the_workspace(doubted: Opened) -> None:
    doubted.window.close_store()
    doubted.settle()
    assert "clock" not in doubted.window.alerts.lines


def test_the_strip_stands_over_the_other_pages_too(doubted: Opened) -> None:
    doubted.go("action_items")
    assert doubted.window.alerts.lines["clock"].isVisible()


# --------------------------------------------------------------------------------------------------- at every size
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (900, 700), (640, 480)])
def test_no_line_is_cut_off_by_its_card(qtbot: QtBot, qapp: QApplication, sample: Store, size: tuple[int, int]) -> None:
    opened = open_window(qtbot, qapp, sample, size=size)
    for each in (c for c in page_of(opened).findChildren(Card) if c.isVisible()):
        for part in each.findChildren(Painted):
            box = part.geometry()
            assert each.rect().contains(box), (each.title.text(), part.accessibleName(), box, each.rect())
        for row in each.findChildren(ReadyFact):
            assert row.height() >= row.heightForWidth(row.width()), row.accessibleName()
