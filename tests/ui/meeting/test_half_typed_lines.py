"""What is half typed in any line of the page stands in it again: after a kill, and when it was left behind."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.drafts import drafts, save_draft
from dicas_desktop.store.store import Store
from dicas_desktop.ui.meeting.line_form import LineForm
from tests.make import dump, new_store, reopen
from tests.make_keys import store_of
from tests.make_meeting_page import form_of, open_page, outcomes_of, page_of, topics
from tests.make_meetings import items_of, plan_meeting, row_of, set_stage
from tests.make_window import NO_DISPLAY, Opened

pytestmark = NO_DISPLAY
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
FIRST = "agenda.view.select('agenda_items', {item})"
MEETING, ITEM, NOTE = 1, 1, 1  # ids in `prepared`


class LineKind(NamedTuple):
    """A kind of line: how a page opens it, what is typed into which fields, and how it is called."""

    opens: str  # evaluated with `page`
    typed: dict[str, str]
    word: str
    form: Callable[[Opened], LineForm]


def _agenda(opened: Opened) -> LineForm:
    return form_of(opened)


def _seat(opened: Opened) -> LineForm:
    form = page_of(opened).seats.panes["JP"].form
    assert form is not None
    return form


KINDS = {
    "decision": LineKind("page.agenda.capture('D')", {"text": "Half a decision", "who": "EXO"}, "decision", _agenda),
    "commitment": LineKind(
        "page.agenda.capture('C')", {"text": "Half a 約束", "when": "before"}, "commitment", _agenda
    ),
    "action": LineKind("page.agenda.capture('A')", {"text": "Half", "who": "Ex", "when": "2024-0"}, "action", _agenda),
    "note": LineKind("page.agenda.capture('N')", {"text": "Half a note"}, "note", _agenda),
    "item changed": LineKind(
        "page.agenda.edit_item()", {"topic": "Half a topic", "minutes": ""}, "agenda item", _agenda
    ),
    "new item": LineKind("page.agenda.add_item()", {"topic": "New", "minutes": "1.5"}, "agenda item", _agenda),
    "note changed": LineKind(
        "(page.agenda.view.select('notes', 1), page.agenda.edit_note())", {"text": "A note, cha"}, "note", _agenda
    ),
    "delegate": LineKind(
        "page.seats.panes['JP'].add_seat()", {"person_id": "Exa", "role_note": "Half a role"}, "delegate", _seat
    ),
}
CHILD = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from dicas_desktop import app
from dicas_desktop.store.meetings.drafts import drafts
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.desk_pages import meeting_shown
from dicas_desktop.ui.settings import Settings
from tests.make import TODAY, reopen
path, opens, typed, seat = Path(sys.argv[1]), sys.argv[2], eval(sys.argv[3]), sys.argv[4] == "delegate"
qt = QApplication(sys.argv[:1])
store = reopen(path)
window = app.make_window(qt, Settings(None), Clock(TODAY))
app.give_commands(window)
window.show()
window.set_store(store, "meeting:1")
window.work.wait(10_000)
qt.processEvents()
page = meeting_shown(window.desk)
page.agenda.view.select("agenda_items", 1)
eval(opens)
form = page.seats.panes["JP"].form if seat else page.agenda.form
for number, (name, text) in enumerate(typed.items(), 1):
    form.editors[name].type(text)
    kept = 0
    while kept < number:
        qt.processEvents()
        with store.read() as db:
            kept = len(drafts(db))
form.editors[name].type(text + " and the rest that no pause has kept")
os.kill(os.getpid(), 9)
"""


def prepared(path: Path) -> Store:
    """A meeting in progress with two items, an office and a note."""
    store = new_store(path)
    meeting = plan_meeting(store, (30, 30))
    with store.write("Add an office") as step:
        step.add("organizations", {"name_en": "Example office", "abbreviation": "EXO", "country": "JP"})
    set_stage(store, meeting, "open", "in_progress")
    item = items_of(store, meeting)[0]
    with store.write("Write a note") as step:
        note = capture(step, item, "N", "A note").id
    assert (meeting, item, note) == (MEETING, ITEM, NOTE)
    return store


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Opened:
    """The page of that meeting, at its first item."""
    made = open_page(qtbot, qapp, prepared(tmp_path / "w.dicas"), MEETING)
    page_of(made).agenda.view.select("agenda_items", ITEM)
    return made


def kept(store: Store) -> dict[str, str]:
    with store.read() as db:
        return {draft.place: draft.text for draft in drafts(db)}


def restored(word: str) -> str:
    return f"Restored: this {word} was half typed when the page was left. Enter writes it, Esc forgets it."


@pytest.mark.parametrize("kind", KINDS)
def test_kill_9_while_typing_loses_at_most_the_field_being_typed(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, kind: str
) -> None:
    path, line = tmp_path / "w.dicas", KINDS[kind]
    prepared(path).close()
    command = [sys.executable, "-c", CHILD, str(path), line.opens, repr(line.typed), kind]
    ended = subprocess.run(command, check=False, timeout=120, capture_output=True, text=True)
    assert ended.returncode == -9, ended.stderr
    store = reopen(path)
    assert store.check() == []
    before = dump(store)
    again = open_page(qtbot, qapp, store, MEETING)
    form = line.form(again)
    assert {name: form.texts()[name] for name in line.typed} == line.typed
    assert page_of(again).head.strip.text() == restored(line.word)
    assert dump(store) == before, "a draft is no change of the record"
    form.editors[next(iter(line.typed))].setFocus()
    again.press(ESC)
    assert kept(store) == {}
    assert page_of(again).head.strip.isHidden()
    assert dump(store) == before


def test_a_restored_item_is_written_by_enter(opened: Opened) -> None:
    store, page = store_of(opened), page_of(opened)
    page.agenda.edit_item()
    form_of(opened).editors["topic"].type("Another topic")
    form_of(opened).editors["minutes"].type("")
    opened.do("dark")
    opened.do("dark")
    form = form_of(opened)
    assert (form.texts()["topic"], form.texts()["minutes"]) == ("Another topic", "")
    form.editors["topic"].setFocus()
    opened.press(ENTER)
    assert (row_of(store, "agenda_items", ITEM)["topic"], row_of(store, "agenda_items", ITEM)["minutes"]) == (
        "Another topic", None,
    )  # fmt: skip
    assert kept(store) == {}
    assert topics(opened) == ["Another topic", "Topic 2"]


def test_a_line_that_is_written_takes_its_drafts_along_in_the_same_step(opened: Opened) -> None:
    store, page = store_of(opened), page_of(opened)
    page.agenda.add_item()
    form_of(opened).editors["topic"].type("New topic")
    form_of(opened).flush()
    page.seats.panes["JP"].add_seat()
    seat = _seat(opened)
    seat.editors["role_note"].type("Example role")
    seat.flush()
    assert kept(store) == {
        "meeting/1/agenda/0/1/topic": "New topic", "meeting/1/seat/JP/role_note": "Example role",
    }  # fmt: skip
    seen: list[dict[str, str]] = []
    store.subscribe(lambda _changed: seen.append(kept(store)))
    form_of(opened).editors["topic"].setFocus()
    opened.press(ENTER)
    seat.editors["role_note"].setFocus()
    opened.press(ENTER)
    assert seen == [{"meeting/1/seat/JP/role_note": "Example role"}, {}]
    assert topics(opened) == ["Topic 1", "New topic", "Topic 2"]
    assert [seat.name for seat in page.seats.panes["JP"].shown.seats] == ["Example role"]


def test_an_item_that_is_left_as_it_was_leaves_no_draft(opened: Opened) -> None:
    page_of(opened).agenda.edit_item()
    form = form_of(opened)
    form.editors["topic"].type("Topic 1x")
    form.flush()
    form.editors["topic"].type("Topic 1")
    opened.press(ENTER)
    assert kept(store_of(opened)) == {}
    assert page_of(opened).agenda.form is None


def test_a_refused_line_keeps_its_draft(opened: Opened) -> None:
    store, page = store_of(opened), page_of(opened)
    before = dump(store)
    page.agenda.add_item()
    form = form_of(opened)
    form.editors["topic"].type("New topic")
    form.editors["minutes"].type("25 h")
    form.flush()
    form.editors["topic"].setFocus()
    opened.press(ENTER)
    assert form.note.text() == "Duration: “25 h” is longer than 24 hours: divide it over several days."
    assert kept(store) == {"meeting/1/agenda/0/1/topic": "New topic", "meeting/1/agenda/0/1/minutes": "25 h"}
    assert dump(store) == before


def test_a_line_that_gave_way_to_another_comes_back_when_that_is_left(opened: Opened) -> None:
    page = page_of(opened)
    page.agenda.capture("A")
    form_of(opened).editors["text"].type("Half an action")
    page.agenda.capture("D")
    form_of(opened).editors["text"].type("Half a decision")
    opened.press(ESC)
    assert form_of(opened).texts()["text"] == "Half an action"
    assert page.head.strip.text() == restored("action")
    opened.press(ENTER)
    opened.press(ESC)
    assert outcomes_of(opened) == [("N", "A note"), ("A", "Half an action")]
    assert kept(store_of(opened)) == {}
    assert page.agenda.form is None


def test_lines_of_both_parts_of_the_page_are_restored_together(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    store = prepared(tmp_path / "w.dicas")
    save_draft(store, "meeting/1/item/2/N/text", "Half a note")
    save_draft(store, "meeting/1/seat/JP/role_note", "Half a role")
    opened = open_page(qtbot, qapp, store, MEETING)
    assert page_of(opened).head.strip.text() == restored("note and this delegate")
    assert form_of(opened).texts()["text"] == "Half a note"
    assert _seat(opened).texts()["role_note"] == "Half a role"


@pytest.mark.parametrize("place", ["item/99/A/text", "agenda/99/0/topic", "note/99/text", "seat/XX/role_note"])
def test_a_draft_whose_place_is_gone_is_left_alone(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, place: str
) -> None:
    store = prepared(tmp_path / "w.dicas")
    save_draft(store, f"meeting/1/{place}", "Half")
    opened = open_page(qtbot, qapp, store, MEETING)
    assert page_of(opened).agenda.form is None
    assert page_of(opened).head.strip.isHidden()
    assert kept(store) == {f"meeting/1/{place}": "Half"}
