"""Outcomes at typing speed: by keys alone, one after the other, and no crash takes more than the field being typed."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.meetings.drafts import drafts
from dicas_desktop.store.store import Store
from tests.make import dump, new_store, reopen
from tests.make_keys import by_menu, store_of
from tests.make_meeting_page import form_of, open_page, outcomes_of, page_of
from tests.make_meetings import items_of, meeting_of, plan_meeting, row_of, set_stage
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened

pytestmark = NO_DISPLAY
ENTER, TAB, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down


def running(store: Store) -> int:
    """A meeting in progress with two items and an office that can lead."""
    meeting = plan_meeting(store, (30, 30))
    with store.write("Add an office") as step:
        step.add("organizations", {"name_en": "Example office", "abbreviation": "EXO", "country": "JP"})
    set_stage(store, meeting, "open", "in_progress")
    return meeting


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """The page of that meeting."""
    return open_page(qtbot, qapp, empty, running(empty))


def kept(store: Store) -> dict[str, str]:
    with store.read() as db:
        return {draft.place.rpartition("/")[2]: draft.text for draft in drafts(db)}


def wait_for_drafts(opened: Opened, number: int) -> None:
    opened.qtbot.waitUntil(lambda: len(kept(store_of(opened))) == number, timeout=5_000)


def test_twenty_outcomes_in_a_row_by_keys_alone(opened: Opened) -> None:
    for item in range(2):
        for letter in "dcan":
            opened.type(letter)
            for number in range(1 + (letter in "da")):
                opened.type(f"Example {letter} {number}")
                if letter != "n":
                    opened.press(TAB)
                    opened.type("EXO")
                    opened.press(TAB)
                    opened.type("2024-08-01")
                opened.press(ENTER)
                assert not any(form_of(opened).texts().values()), form_of(opened).note.text()
                assert form_of(opened).editors["text"].input.hasFocus()
            opened.press(ESC)
        if item == 0:
            page_of(opened).agenda.view.go(0)
            for _line in range(7):
                opened.press(DOWN)
    for number in range(8):
        if number == 0:
            opened.type("n")
        opened.type(f"More {number}")
        opened.press(ENTER)
    opened.press(ESC)
    each = ["D", "D", "C", "A", "A", "N"]
    assert [letter for letter, _text in outcomes_of(opened)] == [*each, *each, *["N"] * 8]
    with store_of(opened).read() as db:
        led = "SELECT count(*) FROM action_items WHERE owner_org_id = 1 AND due_date = '2024-08-01' AND status = 'open'"
        assert db.execute(led).scalar() == 6
        assert db.execute("SELECT count(*) FROM decisions WHERE made_by = 'EXO'").scalar() == 4
        assert db.execute("SELECT count(*) FROM journal_steps WHERE label LIKE 'Capture %'").scalar() == 20
        assert db.execute("SELECT count(DISTINCT agenda_item_id) FROM notes").scalar() == 2
    assert kept(store_of(opened)) == {}
    opened.do("undo")
    assert outcomes_of(opened)[-1] == ("N", "More 6")


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("capture_decision", "D  Decision"), ("capture_commitment", "C  Commitment"), ("capture_action", "A  Action"),
        ("capture_note", "N  Note"),
    ],
)  # fmt: skip
def test_the_menu_opens_the_same_line(opened: Opened, command: str, word: str) -> None:
    by_menu(opened, command)
    assert form_of(opened).word.text() == word
    assert form_of(opened).editors["text"].input.hasFocus()
    assert list(form_of(opened).editors) == (["text"] if "note" in command else ["text", "who", "when"])


def test_the_line_stands_under_the_item_and_the_item_counts_as_discussed(opened: Opened) -> None:
    opened.type("a")
    opened.type("Example action")
    opened.press(ENTER)
    view = page_of(opened).agenda.view
    kinds = [str(line.kind) for line in view.lines.lines]
    assert kinds == ["item", "outcome", "form", "item"]
    assert view.lines.lines[0].cell("state").text == "✓ Discussed"
    assert view.lines.lines[1].cell("state").text == "▲ No lead"
    assert page_of(opened).head.next.text() == "Close the meeting · 2 incomplete   F12"


def test_the_line_says_what_the_last_step_made_until_something_is_typed(opened: Opened) -> None:
    hint = "Enter writes and is ready for the next. Tab: who, when. Esc leaves."
    for letter, ref in (("d", "D-0001"), ("a", "AI-0001"), ("c", "AI-0002")):
        opened.type(letter)
        assert form_of(opened).note.text() == hint
        opened.type("Example")
        opened.press(ENTER)
        assert form_of(opened).note.text() == f"This step made {ref}. {hint}"
        assert form_of(opened).note.property("role") == "mute"
        opened.type("x")
        assert form_of(opened).note.text() == hint
        opened.press(ESC)


def test_an_office_is_completed_from_its_first_letters(opened: Opened) -> None:
    opened.type("c")
    opened.type("Example commitment")
    opened.press(TAB)
    opened.type("exa")
    opened.press(TAB)
    assert form_of(opened).editors["who"].input.text() == "EXO"  # type: ignore[union-attr] # a line
    opened.type("12 Aug 2024")
    assert form_of(opened).note.text().startswith("= Mon 12 Aug 2024")
    opened.press(ENTER)
    line = page_of(opened).agenda.view.lines.lines[1]
    assert (line.cell("lead").text, line.cell("minutes").text) == ("EXO", "12 Aug 2024")


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("text", "", "The text is missing: write what was said."),
        (
            "who", "Nobody known",
            "There is no office “Nobody known”: write its abbreviation, its name or its id, or a side (US, JP, both).",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_and_stays_typed(opened: Opened, part: str, text: str, sentence: str) -> None:
    before = head_of(store_of(opened))
    opened.type("a")
    for name, words in {"text": "Example action", "who": "", part: text}.items():
        form_of(opened).editors[name].type(words)
    opened.press(ENTER)
    assert form_of(opened).note.text() == sentence
    assert form_of(opened).editors[part].input.hasFocus()
    assert head_of(store_of(opened)) == before


def test_outcomes_wait_until_the_meeting_is_in_progress(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    opened = open_page(qtbot, qapp, empty, meeting)
    before = head_of(empty)
    opened.type("n")
    opened.type("Example note")
    opened.press(ENTER)
    assert form_of(opened).note.text() == (
        f"M-000{meeting} Example meeting is draft: outcomes are written while it is in progress."
    )
    assert head_of(empty) == before


def test_what_is_half_typed_is_kept_field_by_field_and_forgotten_by_esc(opened: Opened) -> None:
    before = head_of(store_of(opened))
    opened.type("a")
    opened.type("Half an action")
    wait_for_drafts(opened, 1)
    opened.press(TAB)
    opened.type("EXO")
    wait_for_drafts(opened, 2)
    assert kept(store_of(opened)) == {"text": "Half an action", "who": "EXO"}
    assert head_of(store_of(opened)) == before, "a draft is no change of the record"
    opened.press(TAB)
    opened.press(ESC)
    assert kept(store_of(opened)) == {}
    assert page_of(opened).agenda.form is None


def test_what_was_half_typed_stands_in_its_line_again_with_a_note(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "meeting.dicas"
    store = new_store(path)
    meeting = running(store)
    item = items_of(store, meeting)[1]
    store.close()
    code = (
        "import os, sys; from pathlib import Path; from tests.make import reopen\n"
        "from dicas_desktop.store.meetings.drafts import save_draft\n"
        f"store = reopen(Path({str(path)!r}))\n"
        f"save_draft(store, 'meeting/{meeting}/item/{item}/C/text', 'Half a commitment')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    again = reopen(path)
    opened = open_page(qtbot, qapp, again, meeting)
    assert page_of(opened).head.strip.text() == (
        "Restored: this commitment was half typed when the page was left. Enter writes it, Esc forgets it."
    )
    assert form_of(opened).texts() == {"text": "Half a commitment", "who": "", "when": ""}
    form_of(opened).editors["text"].setFocus()
    opened.press(ENTER)
    assert outcomes_of(opened) == [("C", "Half a commitment")]
    assert page_of(opened).agenda.item == item
    assert kept(again) == {}
    assert page_of(opened).head.strip.isHidden()


def test_a_change_of_colours_keeps_what_is_half_typed(opened: Opened) -> None:
    opened.type("d")
    opened.type("Half a decision")
    opened.do("dark")
    assert form_of(opened).texts()["text"] == "Half a decision"
    opened.do("dark")
    assert form_of(opened).texts()["text"] == "Half a decision"


def test_a_note_is_changed_where_it_stands(opened: Opened) -> None:
    opened.type("n")
    opened.type("Example note")
    opened.press(ENTER)
    opened.press(ESC)
    opened.press(DOWN)
    opened.press(ENTER)
    form_of(opened).editors["text"].type("Another note")
    opened.press(ENTER)
    assert outcomes_of(opened) == [("N", "Another note")]
    assert page_of(opened).agenda.form is None


def test_an_action_opens_in_its_own_table(opened: Opened) -> None:
    opened.type("a")
    opened.type("Example action")
    opened.press(ENTER)
    opened.press(ESC)
    opened.press(DOWN)
    opened.press(ENTER)
    assert opened.window.desk is not None
    assert opened.window.desk.page == "action_items"
    assert opened.window.desk.selection == ("action_items", (1,))


@pytest.fixture
def of_the_record(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """The page of the first DICAS in progress, at its first item."""
    set_stage(sample, meeting_of(sample), "in_progress")
    opened = open_page(qtbot, qapp, sample, meeting_of(sample))
    page_of(opened).agenda.view.select("agenda_items", items_of(sample, meeting_of(sample))[0])
    return opened


@pytest.mark.parametrize("letter", ["a", "c"])
def test_when_completes_the_name_of_an_event_by_tab_and_tells_the_day(of_the_record: Opened, letter: str) -> None:
    opened = of_the_record
    opened.type(letter)
    opened.type("Example outcome")
    opened.press(TAB)
    opened.type("ATLA")
    opened.press(TAB)
    opened.type("before 2")
    opened.press(TAB)
    form = form_of(opened)
    assert form.texts()["when"] == "before 2+2"
    form.editors["when"].type("before 2+2")
    assert form.note.text().startswith("= Sat 27 Jul")
    opened.press(ENTER)
    line = next(
        line for line in page_of(opened).agenda.view.lines.lines if line.cell("topic").text == "Example outcome"
    )
    assert line.cell("minutes").text == "27 Jul 2024"
    assert line.cell("state").text == "◐ Due within 30 days"
    store = store_of(opened)
    row = row_of(store, "action_items", line.id)
    assert row["due_meeting_id"] == meeting_of(store, "scc-2024-07-28")


@pytest.mark.parametrize(
    ("letter", "when", "sentence"),
    [
        ("a", "before 2+3", "Due: There is no meeting or milestone “2+3”"),
        ("d", "Jul 2024", "Date: “Jul 2024” is not a whole day: write it as 2024-07-28."),
    ],
)
def test_a_when_that_makes_no_sense_is_refused_in_its_field(
    of_the_record: Opened, letter: str, when: str, sentence: str
) -> None:
    opened = of_the_record
    before = dump(store_of(opened))
    opened.type(letter)
    opened.type("Example outcome")
    form_of(opened).editors["when"].type(when)
    form_of(opened).editors["text"].setFocus()
    opened.press(ENTER)
    assert form_of(opened).note.text().startswith(sentence)
    assert form_of(opened).editors["when"].input.hasFocus()
    assert dump(store_of(opened)) == before
