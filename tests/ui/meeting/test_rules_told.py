"""What the page of a meeting tells of its rules: bad times and lengths refused, clashes named, who came, which post."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.vocabulary import ATTENDANCE
from dicas_desktop.store.delegations import add_seat
from dicas_desktop.store.meetings.templates import from_template, save_as_template
from dicas_desktop.store.posts import NewPost, take_up
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from tests.make import dump
from tests.make_keys import by_key, store_of
from tests.make_meeting_page import form_of, open_page, page_of, topics
from tests.make_meetings import items_of, plan_meeting, set_stage
from tests.make_window import NO_DISPLAY, Opened

pytestmark = NO_DISPLAY
TIMES = {"start_time": "09:30", "end_time": "11:30", "time_zone": "Asia/Tokyo", "city": "Tokyo", "country": "JP"}
ENTER = Qt.Key.Key_Return


@pytest.fixture
def planned(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """A meeting of two hours with an item; a person who heads the delegation of Japan."""
    meeting = plan_meeting(empty, (30,), **TIMES)
    with empty.write("Name the head") as step:
        person = step.add("persons", {"name_en": "Example Head", "title": "Example post"}).id
        add_seat(step, meeting, "JP", {"person_id": person, "capacity": "leader"})
    return open_page(qtbot, qapp, empty, meeting)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("end_time", "09:00", "Ends at: 09:00 is before the beginning at 09:30."),
        (
            "start_time",
            "25:00",
            "Begins at: '25:00' is not on the clock; hours go from 0 to 23 and minutes from 0 to 59",
        ),
        ("end_date", "2024-07-21", "Last day: 2024-07-21 is before the beginning on 2024-07-22."),
        ("time_zone", "", "Time zone is missing: a time of day needs one, such as Asia/Tokyo."),
        ("title", "", "Title is missing: enter it."),
    ],
)
def test_a_bad_field_of_the_meeting_is_refused_under_it_and_nothing_is_written(
    planned: Opened, field: str, text: str, sentence: str
) -> None:
    before = dump(store_of(planned))
    row = page_of(planned).facts.rows[field]
    row.edit("")
    assert row.editor is not None
    row.editor.type(text)
    QTest.keyClick(row.editor.input, ENTER)
    planned.settle()
    assert row.editor is not None
    assert row.editor.note.text() == sentence
    assert row.editor.text() == text, "what was typed stays to be mended"
    assert dump(store_of(planned)) == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-5", "Duration: “-5” is negative"), ("25h", "Duration: “25h” is longer than 24 hours"),
        ("soon", "Duration: “soon” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
    ],
)  # fmt: skip
def test_a_bad_duration_is_refused_in_its_line(planned: Opened, typed: str, sentence: str) -> None:
    before = dump(store_of(planned))
    page_of(planned).agenda.edit_item("minutes")
    form_of(planned).editors["minutes"].type(typed)
    planned.press(ENTER)
    assert form_of(planned).note.text().startswith(sentence), form_of(planned).note.text()
    assert form_of(planned).editors["minutes"].input.hasFocus()
    assert dump(store_of(planned)) == before


@pytest.mark.parametrize("typed", ["1.5h", "90m", "1:30", "90"])
def test_a_duration_is_taken_as_people_write_it_and_the_clock_follows(planned: Opened, typed: str) -> None:
    page_of(planned).agenda.edit_item("minutes")
    form_of(planned).editors["minutes"].type(typed)
    planned.press(ENTER)
    (line,) = [line for line in page_of(planned).agenda.view.lines.lines if line.table == "agenda_items"]
    assert (line.cell("time").text, line.cell("minutes").text) == ("09:30–11:00", "1 h 30 min")


def test_an_item_begins_in_both_capitals_each_with_its_day(planned: Opened) -> None:
    view = page_of(planned).agenda.view
    (line,) = [line for line in view.lines.lines if line.table == "agenda_items"]
    assert line.cell("elsewhere").text == "Sun 21 Jul, 20:30 EDT"
    assert line.spoken.startswith("09:30–10:00, Sun 21 Jul, 20:30 EDT, ")
    narrow, wide = view.columns.boxes(950), view.columns.boxes(1200)
    assert "elsewhere" not in narrow
    x, width = wide["elsewhere"]
    pad = 2 * theme.size(8)
    assert QFontMetrics(theme.font(theme.TABLE)).horizontalAdvance("Wed 30 Sep, 20:30 EDT") <= width - pad
    assert x == wide["time"][0] + wide["time"][1]


def test_a_head_of_two_meetings_at_once_is_told_with_both_and_is_no_block(planned: Opened) -> None:
    store, meeting = store_of(planned), page_of(planned).meeting_id
    other = plan_meeting(
        store, (), (), **{**TIMES, "title": "Other example", "start_time": "11:00", "end_time": "12:00"}
    )
    with store.write("Name the same head") as step:
        add_seat(step, other, "US", {"person_id": 1, "capacity": "leader"})
    planned.go("meetings")
    planned.go(f"meeting:{meeting}")
    both = f"M-000{meeting} Example meeting and M-000{other} Other example"
    told = "Head twice at once", "late", f"Example Head leads two meetings at the same time: {both}."
    planned.qtbot.waitUntil(lambda: told in [line[:3] for line in page_of(planned).facts.ready], timeout=5_000)
    with store.write("End before the other begins") as step:
        step.update("meetings", meeting, {"end_time": "11:00"})
    planned.qtbot.waitUntil(
        lambda: "Head twice at once" not in [line.word for line in page_of(planned).facts.ready], timeout=5_000
    )


def choose(opened: Opened, text: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.text() == text]
    menu.setActiveAction(action)
    QTest.keyClick(menu, ENTER)
    opened.settle()


@pytest.mark.parametrize("choice", ATTENDANCE, ids=lambda choice: choice.value)
def test_whoever_came_is_told_by_key_with_a_sign_and_a_word(planned: Opened, choice: object) -> None:
    pane = page_of(planned).seats.panes["JP"]
    pane.view.setFocus()
    pane.view.go(0)
    planned.settle()
    by_key(planned, "attendance")
    label, value = choice.label, choice.value  # type: ignore[attr-defined] # a choice
    choose(planned, label)
    assert pane.shown.seats[0].attendance == value
    sign, _blank, word = pane.view.lines.lines[0].cell("attendance").text.partition(" ")
    assert (sign in "○✓◐×—", word) == (True, label)


def test_a_walk_in_is_added_while_the_meeting_is_held(planned: Opened) -> None:
    set_stage(store_of(planned), page_of(planned).meeting_id, "open", "in_progress")
    planned.settle()
    pane = page_of(planned).seats.panes["US"]
    pane.view.setFocus()
    by_key(planned, "add_delegate")
    assert pane.form is not None
    pane.form.editors["role_note"].type("Example observer")
    pane.form.editors["role_note"].setFocus()
    planned.press(ENTER)
    by_key(planned, "attendance")
    choose(planned, "Walk in")
    assert [seat.attendance for seat in pane.shown.seats] == ["walk_in"]
    assert pane.view.lines.lines[0].cell("attendance").text == "✓ Walk in"


def test_the_post_of_the_day_stands_beside_the_name(planned: Opened) -> None:
    store, pane = store_of(planned), page_of(planned).seats.panes["JP"]
    with store.write("Take up another post after the meeting") as step:
        take_up(step, 1, NewPost("Later post", "2024-08-01"))
    planned.settle()
    assert pane.view.lines.lines[0].cell("post").text == "Example post"
    with store.write("Hold the meeting later") as step:
        step.update("meetings", page_of(planned).meeting_id, {"start_date": "2024-09-01", "end_date": "2024-09-01"})
    planned.settle()
    assert pane.view.lines.lines[0].cell("post").text == "Later post"
    with store.write("Note a role") as step:
        step.update("delegation_members", pane.shown.seats[0].id, {"role_note": "Co-chair"})
    planned.settle()
    cell = pane.view.lines.lines[0].cell("post")
    assert (cell.text, cell.second) == ("Later post", "Co-chair")


def test_a_later_edit_of_a_template_touches_no_meeting(planned: Opened) -> None:
    store = store_of(planned)
    with store.write("Keep a template") as step:
        template = save_as_template(step, page_of(planned).meeting_id, "Example template").id
    with store.write("Make a meeting of it") as step:
        made = from_template(step, template, {"start_date": "2024-08-01", "end_date": "2024-08-01"}).id
    planned.go(f"meeting:{made}")
    before = topics(planned)
    with store.write("Change the template") as step:
        step.update("template_items", 1, {"topic": "Another topic"})
        step.add("template_items", {"template_id": template, "seq": 2, "topic": "One more"})
    planned.settle()
    assert topics(planned) == before == ["Topic 1"]
    assert len(items_of(store, made)) == 1
