"""The window as a whole: strips, status line, closing, one workspace after another."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Condition, Listing, Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.situations import Situation
from dicas_desktop.ui.window_state import situation_of
from tests.make import PASSPHRASE, new_store, reopen
from tests.make_keys import page_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the sample."""
    return open_window(qtbot, qapp, sample)


def test_the_marking_stands_at_the_top_and_the_bottom(opened: Opened) -> None:
    top, bottom = opened.window.banners
    assert top.words == bottom.words == "UNCLASSIFIED"
    assert top.accessibleName() == "Marking: UNCLASSIFIED"
    assert top.mapTo(opened.window, top.rect().topLeft()).y() == 0
    assert bottom.mapTo(opened.window, bottom.rect().bottomLeft()).y() == opened.window.height() - 1
    assert top.height() == bottom.height() == 20


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("UNCLASSIFIED", "#007a33"),
        ("CUI", "#502b85"),
        ("CONFIDENTIAL", "#0033a0"),
        ("SECRET//NOFORN", "#c8102e"),
        ("TOP SECRET", "#ff8c00"),
    ],
)
def test_each_marking_has_its_colour(qtbot: QtBot, words: str, colour: str) -> None:
    banner = Banner(words)
    qtbot.addWidget(banner)
    banner.resize(300, 20)
    assert banner.grab().toImage().pixelColor(3, 3).name() == colour


def test_the_status_line_tells_file_time_and_journal(opened: Opened) -> None:
    status = opened.window.status
    assert status.file.text() == "Not encrypted · sample.dicas"
    assert status.saved.text() == "Saved 14:03 JST · 01:03 EDT"
    assert status.journal.text().startswith("Journal 2 · ")
    assert status.offline.text() == "Offline · English"


def test_the_status_line_follows_each_step(opened: Opened) -> None:
    assert opened.window.store is not None
    before = opened.window.status.journal.text()
    with opened.window.store.write("Change") as step:
        step.update("meetings", 1, {"city": "Tokyo"})
    opened.settle()
    assert opened.window.status.journal.text() != before
    assert opened.window.status.journal.text().startswith("Journal 3 · ")


def test_notes_pass_and_do_not_hide_the_facts(opened: Opened) -> None:
    opened.window.note("Example sentence.")
    assert opened.window.status.note.text() == "Example sentence."
    opened.window.status.show_note("")
    assert opened.window.status.note.text() == ""
    assert opened.window.status.file.text()


def test_an_encrypted_file_is_said_to_be_encrypted(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    secret = new_store(sample.path.with_name("secret.dicas"), PASSPHRASE)
    opened = open_window(qtbot, qapp, secret)
    assert opened.window.status.file.text() == "Encrypted · secret.dicas"


def test_one_workspace_follows_another(opened: Opened, empty: Store) -> None:
    first = opened.window.store
    assert first is not None
    opened.window.set_store(empty)
    opened.settle()
    assert opened.window.windowTitle() == "empty.dicas — DICAS Desktop"
    reopen(first.path).close()  # the first one was let go


def test_closing_the_window_closes_the_file(opened: Opened) -> None:
    store = opened.window.store
    assert store is not None
    opened.window.close()
    assert opened.window.store is None
    assert opened.window.settings.recent == (store.path,)
    reopen(store.path).close()


def test_the_situation_says_what_the_window_stands_at(opened: Opened) -> None:
    opened.go("meetings")
    opened.select(10)
    situation = situation_of(opened.window)
    assert situation == Situation(
        open=True, writable=True, table="meetings", singular="meeting", selected=1,
        undo="Import the public record", meeting=True, timeline=True,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["dark", "larger"])
def test_a_change_of_colours_or_size_keeps_filter_order_groups_and_what_is_folded(opened: Opened, command: str) -> None:
    opened.go("action_items")
    page = page_of(opened)
    page.set_listing(
        Listing("action_items", (Condition("is", "=", "open"),), "repair", (Sort("status", True),), "wg_id")
    )
    page.model.finish()
    page.model.fold(page.model.folding.turned(page.model.source.rows.groups[0].key))
    before = page.model.listing, page.model.folding, list(page.model.source.ids), page.filters.where
    opened.go("meetings")
    opened.do(command)
    assert page_of(opened).entity.table == "meetings"
    opened.go("action_items")
    page = page_of(opened)
    page.model.finish()
    assert (page.model.listing, page.model.folding, list(page.model.source.ids), page.filters.where) == before
    assert page.filters.text == "repair"


@pytest.mark.parametrize("width", [1440, 1280, 1100])
def test_a_note_has_the_room_of_the_other_facts_while_it_is_shown(opened: Opened, width: int) -> None:
    status = opened.window.status
    opened.window.resize(width, 720)
    opened.settle()
    facts = (status.file, status.saved, status.journal, status.deadline, status.backup, status.offline)
    before = [fact.isVisible() for fact in facts]
    assert not any(fact.isVisible() and not fact.text() for fact in facts), "no gap where nothing is said"
    text = "The columns up to Title stay while the others scroll: F9 on it again frees them, and so on for long."
    opened.window.note(text)
    opened.settle()
    assert status.note.width() >= status.note.sizeHint().width(), "the whole sentence is read"
    assert status.file.isVisible()
    assert status.offline.isVisible()
    opened.window.note(text * 5)
    opened.settle()
    assert opened.window.width() == width
    assert status.note.text() == status.note.toolTip() == text * 5
    shown = status.note.grab().toImage()
    opened.window.note(text * 6)
    assert status.note.grab().toImage() == shown, "both end in the same dots"
    opened.window.note("")
    opened.settle()
    assert [fact.isVisible() for fact in facts] == before


def test_rebuilding_keeps_what_is_under_way(opened: Opened) -> None:
    opened.go("action_items")
    opened.select(3)
    opened.window.rebuild()
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page == "action_items"
    assert opened.window.desk.selection == ("action_items", (3,))
    assert opened.window.toolbar.new.isVisible()
