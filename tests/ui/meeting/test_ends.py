"""From stage to stage on the page: close with its questions, reopen with a reason, carry over, begin anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.store import Store
from dicas_desktop.ui.meeting.carry_dialog import CarryDialog
from dicas_desktop.ui.meeting.close_dialog import CloseDialog
from dicas_desktop.ui.meeting.item_state import DropDialog
from dicas_desktop.ui.meeting.new_meeting import NewMeetingDialog
from dicas_desktop.ui.meeting.section_dialog import SectionDialog
from tests.make_keys import by_key, dialog_of, dialogs_of, store_of, wake
from tests.make_meeting_page import open_page, page_of, topics
from tests.make_meetings import items_of, plan_meeting, row_of, set_stage
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def held(store: Store) -> int:
    """A meeting in progress: its first item has an action without lead, the other two nobody spoke of."""
    with store.write("Add a forum") as step:
        forum = step.add("forums", {"name_en": "Example forum"}).id
    meeting = plan_meeting(store, (30, 30, 30), forum_id=forum)
    set_stage(store, meeting, "open", "in_progress")
    with store.write("Capture") as step:
        capture(step, items_of(store, meeting)[0], "A", "Example action")
    return meeting


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """The page of that meeting."""
    return open_page(qtbot, qapp, empty, held(empty))


def press(opened: Opened, key: Qt.Key) -> None:
    """Press a key in the dialog that is open."""
    (dialog,) = dialogs_of(opened)
    QTest.keyClick(dialog, key)
    if not dialogs_of(opened):
        wake(opened)
    opened.settle()


def close_dialog(opened: Opened) -> CloseDialog:
    dialog = dialog_of(opened, "Close Example meeting")
    assert isinstance(dialog, CloseDialog)
    return dialog


def test_close_names_what_is_incomplete_and_asks_of_each_item(opened: Opened) -> None:
    meeting = page_of(opened).meeting_id
    _first, second, third = items_of(store_of(opened), meeting)
    assert page_of(opened).head.next.text() == "Close the meeting · 3 incomplete   F12"
    before = head_of(store_of(opened))
    by_key(opened, "next_stage")
    dialog = close_dialog(opened)
    assert list(dialog.answers) == [second, third]
    assert "▲ AI-0001 has no lead: Example action" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.answers[third][0].setCurrentIndex(2)
    press(opened, ENTER)
    assert dialog.problem.text() == "Dropping an item needs a reason: say why."
    assert dialog.answers[third][1].hasFocus()
    assert head_of(store_of(opened)) == before
    QTest.keyClicks(dialog.answers[third][1], "Overtaken")
    press(opened, ENTER)
    assert row_of(store_of(opened), "meetings", meeting)["stage"] == "closed"
    assert row_of(store_of(opened), "agenda_items", second)["state"] == "deferred"
    dropped = row_of(store_of(opened), "agenda_items", third)
    assert (dropped["state"], dropped["state_reason"]) == ("dropped", "Overtaken")
    assert page_of(opened).head.stage.text() == "✓ Closed · read-only"
    opened.do("undo")
    assert page_of(opened).head.stage.text() == "◐ In progress"
    assert row_of(store_of(opened), "agenda_items", second)["state"] is None


def test_leaving_the_questions_leaves_the_meeting_open(opened: Opened) -> None:
    before = head_of(store_of(opened))
    by_key(opened, "next_stage")
    press(opened, ESC)
    assert head_of(store_of(opened)) == before


def test_a_complete_meeting_closes_without_a_question(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    meeting = plan_meeting(empty)
    set_stage(empty, meeting, "open", "in_progress")
    opened = open_page(qtbot, qapp, empty, meeting)
    assert page_of(opened).head.next.text() == "Close the meeting   F12"
    by_key(opened, "next_stage")
    assert dialogs_of(opened) == []
    assert row_of(empty, "meetings", meeting)["stage"] == "closed"


@pytest.mark.parametrize("command", ["next_stage", "back_stage"])
def test_reopening_asks_for_a_reason_and_the_journal_keeps_it(
    qtbot: QtBot, qapp: QApplication, empty: Store, command: str
) -> None:
    meeting = plan_meeting(empty)
    set_stage(empty, meeting, "open", "in_progress", "closed")
    opened = open_page(qtbot, qapp, empty, meeting)
    before = head_of(empty)
    by_key(opened, command)
    dialog = dialog_of(opened, "Reopen Example meeting")
    press(opened, ENTER)
    text = f"Reopening M-000{meeting} Example meeting needs a reason: say why."
    assert dialog.problem.text() == text  # type: ignore[attr-defined] # a Dialog
    assert head_of(empty) == before
    QTest.keyClicks(dialog.reason, "A word was missing")  # type: ignore[attr-defined] # a ReopenDialog
    press(opened, ENTER)
    assert row_of(empty, "meetings", meeting)["stage"] == "in_progress"
    assert "A word was missing" in (empty.history("meetings", meeting)[0].label)


# ------------------------------------------------------------------ items while the meeting is held
def choose(opened: Opened, text: str) -> None:
    """Choose in the menu that hangs open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.text() == text]
    menu.setActiveAction(action)
    QTest.keyClick(menu, ENTER)
    opened.settle()


@pytest.mark.parametrize(
    ("entry", "state", "shown"),
    [("Discussed", "discussed", "✓ Discussed"), ("Next meeting", "deferred", "◐ Deferred"),
     ("Backlog", "backlog", "◐ Backlog")],
)  # fmt: skip
def test_it_is_said_by_key_what_becomes_of_an_item(opened: Opened, entry: str, state: str, shown: str) -> None:
    second = items_of(store_of(opened), page_of(opened).meeting_id)[1]
    page_of(opened).select("agenda_items", second)
    by_key(opened, "item_state")
    choose(opened, entry)
    assert row_of(store_of(opened), "agenda_items", second)["state"] == state
    line = page_of(opened).agenda.view.current
    assert line is not None
    assert line.cell("state").text == shown
    assert page_of(opened).head.next.text() == "Close the meeting · 2 incomplete   F12"


def test_an_item_is_dropped_only_with_a_reason(opened: Opened) -> None:
    second = items_of(store_of(opened), page_of(opened).meeting_id)[1]
    page_of(opened).select("agenda_items", second)
    before = head_of(store_of(opened))
    by_key(opened, "item_state")
    choose(opened, "Drop, with a reason…")
    dialog = dialog_of(opened, f"Drop AG-000{second}")
    assert isinstance(dialog, DropDialog)
    press(opened, ENTER)
    assert dialog.problem.text() == "Dropping an item needs a reason: say why."
    assert head_of(store_of(opened)) == before
    QTest.keyClicks(dialog.reason, "Overtaken")
    press(opened, ENTER)
    values = row_of(store_of(opened), "agenda_items", second)
    assert (values["state"], values["state_reason"]) == ("dropped", "Overtaken")


# ------------------------------------------------------------------ sections
@pytest.fixture
def divided(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """A meeting with two items in its first section, which is current, and one in its second."""
    meeting = plan_meeting(empty, (30, 30, 30), ("First part", "First part", "Second part"))
    return open_page(qtbot, qapp, empty, meeting)


def sections(opened: Opened) -> list[str]:
    return [line.section for line in page_of(opened).shown.agenda.lines]  # type: ignore[union-attr] # it is shown


def test_taking_a_section_away_names_its_items_and_moves_them(divided: Opened) -> None:
    by_key(divided, "section")
    dialog = dialog_of(divided, "Take the section “First part” away")
    text = "“First part” holds 2 items: move them to another section, or delete them with it."
    assert dialog.note.text() == text  # type: ignore[attr-defined] # a Dialog
    press(divided, ENTER)
    assert sections(divided) == ["Second part"] * 3
    assert topics(divided) == ["Topic 3", "Topic 1", "Topic 2"]
    assert store_of(divided).undo_label == "Move the items of “First part”"


def test_a_section_is_deleted_with_its_items_only_if_that_is_said(divided: Opened) -> None:
    by_key(divided, "section")
    dialog = dialog_of(divided, "Take the section “First part” away")
    assert isinstance(dialog, SectionDialog)
    dialog.choice.setCurrentIndex(dialog.choice.count() - 1)
    assert dialog.primary.text() == "Delete the items"
    press(divided, ENTER)
    assert topics(divided) == ["Topic 3"]
    divided.do("undo")
    assert sections(divided) == ["First part", "First part", "Second part"]


def test_a_section_that_changed_meanwhile_is_looked_at_again(divided: Opened) -> None:
    by_key(divided, "section")
    dialog = dialog_of(divided, "Take the section “First part” away")
    with store_of(divided).write("Move") as step:
        step.update("agenda_items", 2, {"section": "Second part"})
    before = head_of(store_of(divided))
    press(divided, ENTER)
    assert dialog.problem.text() == "The section has other items now: look at it again."  # type: ignore[attr-defined] # a Dialog
    assert head_of(store_of(divided)) == before


def test_an_item_without_a_section_says_so(opened: Opened) -> None:
    by_key(opened, "section")
    assert opened.window.status.note.text() == "This item stands in no section."


@pytest.fixture
def following(opened: Opened) -> Opened:
    """The next meeting of the forum after one that left two items and an action behind, as a draft."""
    store = store_of(opened)
    before = page_of(opened).meeting_id
    by_key(opened, "next_stage")
    press(opened, ENTER)
    forum = row_of(store, "meetings", before)["forum_id"]
    after = plan_meeting(store, forum_id=forum, start_date="2024-08-05", title="Next example meeting")
    opened.go(f"meeting:{after}")
    return opened


def test_opening_the_next_meeting_offers_what_was_left_over(following: Opened) -> None:
    by_key(following, "next_stage")
    dialog = dialog_of(following, "Carry over into Next example meeting")
    assert isinstance(dialog, CarryDialog)
    assert [pick.text for pick in dialog.picks()] == ["Topic 2", "Topic 3", "Example action"]
    assert {pick.lineage for pick in dialog.picks()} == {"second time on the agenda"}
    assert topics(following) == [], "nothing comes without the preview"
    first = next(iter(dialog.ticks.values()))
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    press(following, ENTER)
    assert topics(following) == ["Topic 3", "Topic 1"]
    seconds = [line.cell("topic").second for line in page_of(following).agenda.view.lines.lines if line.owner == 0]
    assert seconds == ["second time on the agenda"] * 2
    assert store_of(following).undo_label == "Carry over 2 items"
    following.do("undo")
    assert topics(following) == []


def test_with_nothing_ticked_the_preview_says_so(following: Opened) -> None:
    by_key(following, "carry_over")
    dialog = dialog_of(following, "Carry over into Next example meeting")
    assert isinstance(dialog, CarryDialog)
    before = head_of(store_of(following))
    for tick in dialog.ticks.values():
        tick.setChecked(False)
    assert dialog.sum.text() == "Nothing is ticked."
    press(following, ENTER)
    assert dialog.problem.text() == "Nothing is ticked: tick what comes onto the agenda, or cancel."
    assert head_of(store_of(following)) == before


def test_a_copy_leaves_the_action_where_it_was(following: Opened) -> None:
    by_key(following, "carry_over")
    dialog = dialog_of(following, "Carry over into Next example meeting")
    assert isinstance(dialog, CarryDialog)
    dialog.mode.setCurrentIndex(1)
    assert dialog.sum.text() == "3 items come onto the agenda; the old record stays whole."
    where = row_of(store_of(following), "action_items", 1)["meeting_id"]
    press(following, ENTER)
    assert row_of(store_of(following), "action_items", 1)["meeting_id"] == where


def test_a_first_meeting_is_opened_without_a_question(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    opened = open_page(qtbot, qapp, empty, plan_meeting(empty))
    by_key(opened, "next_stage")
    assert dialogs_of(opened) == []
    by_key(opened, "carry_over")
    dialog_of(opened, "Carry over into Example meeting")


def test_a_new_meeting_after_an_older_one_opens_on_its_page(opened: Opened) -> None:
    by_key(opened, "new_meeting")
    dialog = dialog_of(opened, "New meeting")
    assert isinstance(dialog, NewMeetingDialog)
    assert dialog.title.text() == "Example meeting"
    dialog.title.setText("Second example meeting")
    QTest.keyClicks(dialog.day, "31 Feb 2025")
    before = head_of(store_of(opened))
    press(opened, ENTER)
    assert dialog.problem.text().startswith("Date: Feb 2025 has no day 31")
    assert head_of(store_of(opened)) == before
    dialog.day.clear()
    QTest.keyClicks(dialog.day, "5 Aug 2024")
    press(opened, ENTER)
    made = page_of(opened).meeting_id
    values = row_of(store_of(opened), "meetings", made)
    assert (values["title"], values["start_date"], values["stage"]) == ("Second example meeting", "2024-08-05", "draft")
    assert topics(opened) == ["Topic 1", "Topic 2", "Topic 3"]


def test_what_is_called_as_typed_is_offered_first(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample)
    by_key(opened, "new_meeting")
    dialog = dialog_of(opened, "New meeting")
    assert isinstance(dialog, NewMeetingDialog)
    QTest.keyClicks(dialog.words, "First DICAS")
    assert (dialog.title.text(), dialog.list.count()) == ("First DICAS", 5)


def test_a_template_kept_of_a_meeting_makes_the_next_one(opened: Opened) -> None:
    by_key(opened, "save_template")
    dialog = dialog_of(opened, "Save Example meeting as a template")
    dialog.name.clear()  # type: ignore[attr-defined] # a SaveTemplateDialog
    QTest.keyClicks(dialog.name, "Example template")  # type: ignore[attr-defined] # a SaveTemplateDialog
    press(opened, ENTER)
    by_key(opened, "save_template")
    dialog = dialog_of(opened, "Save Example meeting as a template")
    dialog.name.setText("example TEMPLATE")  # type: ignore[attr-defined] # a SaveTemplateDialog
    press(opened, ENTER)
    text = "There is a template “example TEMPLATE” already: choose another name."
    assert dialog.problem.text() == text  # type: ignore[attr-defined] # a Dialog
    press(opened, ESC)
    by_key(opened, "new_meeting")
    dialog = dialog_of(opened, "New meeting")
    assert isinstance(dialog, NewMeetingDialog)
    item = dialog.list.currentItem()
    assert item is not None
    assert item.text() == "Template: Example template"
    press(opened, ENTER)
    assert topics(opened) == ["Topic 1", "Topic 2", "Topic 3"]


def test_each_line_of_readiness_leads_to_its_part(opened: Opened) -> None:
    page = page_of(opened)
    names = [line.word for line in page.facts.ready]
    assert names[:3] == ["Heads of delegation", "Agenda", "Times"]
    page.facts.asked.emit("delegations")
    opened.settle()
    assert page.seats.panes["US"].view.hasFocus()
    page.facts.asked.emit("header")
    assert page.facts.rows["start_time"].value.hasFocus()
