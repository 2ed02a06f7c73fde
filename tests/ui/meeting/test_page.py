"""The page of a meeting as an officer meets it: opened by key, its agenda typed, its delegations ordered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.meeting.lines import Kind
from dicas_desktop.ui.pages import meeting_page
from tests.make import reopen
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, store_of
from tests.make_meeting_page import column, open_page, page_of, topics
from tests.make_meetings import items_of, meeting_of, plan_meeting, row_of, set_stage
from tests.make_page import click, head_of, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Ask = Callable[[Opened, str], None]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def planned(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """A meeting of two hours with four items."""
    meeting = plan_meeting(
        empty, (30, 45, 60, None), ("First part", "First part", "Second part", "Second part"),
        start_time="09:30", end_time="11:30", time_zone="Asia/Tokyo", city="Tokyo", country="JP",
    )  # fmt: skip
    return open_page(qtbot, qapp, empty, meeting)


# ------------------------------------------------------------------ how it is opened
def test_enter_on_the_reference_opens_the_page_and_back_leads_to_the_table(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_window(qtbot, qapp, sample, "meetings")
    meeting = meeting_of(sample)
    opened.select(meeting)
    table = opened.window.desk.entity_page().table  # type: ignore[union-attr] # it is the table of the meetings
    table.select(meeting, 0)
    table.setFocus()
    opened.press(Qt.Key.Key_Return)
    assert page_of(opened).meeting_id == meeting
    assert opened.window.desk is not None
    assert opened.window.desk.sidebar.page == "meetings"
    opened.do("back")
    assert opened.window.desk.page == "meetings"
    assert opened.window.desk.selection == ("meetings", (meeting,))


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_the_command_opens_the_selected_meeting(qtbot: QtBot, qapp: QApplication, sample: Store, ask: Ask) -> None:
    opened = open_window(qtbot, qapp, sample, "meetings")
    opened.select(meeting_of(sample))
    ask(opened, "open_meeting")
    assert page_of(opened).meeting_id == meeting_of(sample)


def test_without_a_selected_meeting_the_command_asks_for_one(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    by_key(opened, "open_meeting")
    dialog_of(opened, "Choose a meeting")
    opened.type("Austin Hamada")
    opened.press(Qt.Key.Key_Return)
    assert page_of(opened).meeting_id == meeting_of(sample, "defmin-2023-01-12")


def test_a_hit_of_the_search_opens_the_page(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    opened.window.search.chosen.emit("meetings", meeting_of(sample))
    opened.settle()
    assert page_of(opened).meeting_id == meeting_of(sample)


def test_the_overview_opens_the_next_meeting_on_its_page(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "overview")
    page = opened.window.desk.made["overview"]  # type: ignore[union-attr] # the desk is open
    page.go.emit("meetings", 18)  # type: ignore[union-attr] # the overview has the signal
    opened.settle()
    assert page_of(opened).meeting_id == 18


def test_the_page_survives_a_change_of_colours_and_a_restart(planned: Opened) -> None:
    meeting = page_of(planned).meeting_id
    planned.do("dark")
    assert page_of(planned).meeting_id == meeting
    planned.do("dark")
    assert planned.window.settings.value("page") == meeting_page(meeting)


def test_a_meeting_that_goes_to_the_bin_says_so_on_its_page(planned: Opened) -> None:
    page = page_of(planned)
    with store_of(planned).write("Delete the meeting") as step:
        step.delete("meetings", [page.meeting_id])
    planned.settle()
    assert page.head.strip.text() == "This meeting is in the bin."
    assert not page.agenda.isEnabled()
    store_of(planned).undo()
    planned.settle()
    assert page.agenda.isEnabled()
    assert page.head.strip.isHidden()


# ------------------------------------------------------------------ what it shows
def test_the_head_tells_place_and_both_times_with_their_dates(planned: Opened) -> None:
    head = page_of(planned).head
    assert head.facts.text() == (
        f"{page_of(planned).shown.values['ref']} · Tokyo, JP · "  # type: ignore[union-attr] # it is shown
        "Mon 22 Jul, 09:30–11:30 JST / Sun 21 Jul, 20:30–22:30 EDT"
    )
    assert head.stage.text() == "○ Draft"
    assert head.next.text() == "Open for work   F12"


def test_times_sums_and_the_overrun_stand_in_words(planned: Opened) -> None:
    assert column(planned, "time") == ["09:30–10:00", "10:00–10:45", "10:45–11:45", "11:45"]
    assert column(planned, "state") == ["○ Planned", "○ Planned", "▲ 15 min over", "○ Planned"]
    agenda = page_of(planned).agenda
    assert agenda.sums.text() == "4 items · 2 h 15 min · 1 without a duration"
    assert agenda.overrun.text() == "▲ The agenda takes 2 h 15 min, 15 min beyond the planned end at 11:30."
    heads = [line.spoken for line in agenda.view.lines.lines if line.kind is Kind.SECTION]
    assert heads == ["First part, 2 items · 1 h 15 min", "Second part, 2 items · 1 h"]


def test_a_meeting_of_the_record_has_no_stage_and_shows_its_outcomes(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_page(qtbot, qapp, sample, meeting_of(sample))
    head = page_of(opened).head
    assert head.stage.text() == "— No stage"
    letters = [line.cell("no").text for line in page_of(opened).agenda.view.lines.lines if line.kind is Kind.OUTCOME]
    assert letters.count("D") == 9
    assert page_of(opened).seats.panes["JP"].told.text() == "Head: Masaki Fukasawa · 1 person"


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_no_word_of_the_frame_is_clipped(
    qtbot: QtBot, qapp: QApplication, sample: Store, size: tuple[int, int]
) -> None:
    opened = open_window(qtbot, qapp, sample, meeting_page(meeting_of(sample)), size=size)
    page = page_of(opened)
    for label in (*page.head.findChildren(QLabel), page.agenda.title, page.agenda.sums, page.agenda.overrun):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    assert page.head.next.width() >= page.head.next.sizeHint().width()
    for pane in page.seats.panes.values():
        assert pane.view.isVisible()
        assert pane.view.height() > 40
    assert page.agenda.view.height() > 200


# ------------------------------------------------------------------ the agenda, typed
def test_an_item_is_added_below_the_current_one_by_keys_alone(planned: Opened) -> None:
    page_of(planned).select("agenda_items", items_of(store_of(planned), page_of(planned).meeting_id)[1])
    planned.press(Qt.Key.Key_Enter, CTRL)
    for text in ("Example topic", "", "Japan", "decide", "1.5h", "First part"):
        planned.type(text)
        planned.press(Qt.Key.Key_Tab)
    form = page_of(planned).agenda.form
    assert form is not None
    form.editors["topic_ja"].type("例の議題")
    planned.press(Qt.Key.Key_Return)
    assert topics(planned) == ["Topic 1", "Topic 2", "Example topic", "Topic 3", "Topic 4"]
    page = page_of(planned)
    assert page.agenda.form is None
    assert page.line is not None
    values = record(store_of(planned), "agenda_items", page.line.id).values
    assert (values["minutes"], values["lead_side"], values["purpose"]) == (90, "JP", "decide")
    assert (values["topic_ja"], values["section"], values["seq"]) == ("例の議題", "First part", 3)
    assert store_of(planned).undo_label == "Add agenda item “Example topic”"
    planned.do("undo")
    assert topics(planned) == ["Topic 1", "Topic 2", "Topic 3", "Topic 4"]


def test_enter_edits_the_current_item_where_it_stands(planned: Opened) -> None:
    planned.press(Qt.Key.Key_Return)
    form = page_of(planned).agenda.form
    assert form is not None
    assert form.texts()["topic"] == "Topic 1"
    assert form.editors["topic"].input.hasFocus()
    form.editors["minutes"].setFocus()
    form.editors["minutes"].select_all()
    planned.type("1:30")
    planned.press(Qt.Key.Key_Return)
    assert column(planned, "time") == ["09:30–11:00", "11:00–11:45", "11:45–12:45", "12:45"]
    assert page_of(planned).agenda.view.hasFocus()


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("minutes", "soon", "Duration: “soon” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
        ("minutes", "-5", "Duration: “-5” is negative: a duration is longer than nothing."),
        ("minutes", "25h", "Duration: “25h” is longer than 24 hours: divide it over several days."),
        ("topic", "", "Topic is missing: enter it."),
        (
            "lead", "Nobody knows",
            "Lead: there is no office “Nobody knows”: write its abbreviation, its name, its id or a side (US, JP).",
        ),
        ("purpose", "chat", "Purpose: “chat” is not one of inform, discuss, decide."),
    ],
)  # fmt: skip
def test_what_is_refused_stands_under_the_line_and_nothing_is_written(
    planned: Opened, field: str, text: str, sentence: str
) -> None:
    before = head_of(store_of(planned))
    planned.press(Qt.Key.Key_F2)
    form = page_of(planned).agenda.form
    assert form is not None
    form.editors[field].setFocus()
    form.editors[field].type(text)
    planned.press(Qt.Key.Key_Return)
    assert page_of(planned).agenda.form is form
    assert form.note.text() == sentence
    assert form.note.property("role") == "problem"
    assert form.editors[field].input.hasFocus()
    assert head_of(store_of(planned)) == before
    planned.press(Qt.Key.Key_Escape)
    planned.press(Qt.Key.Key_Escape)
    assert page_of(planned).agenda.form is None


def test_tab_goes_round_within_the_line(planned: Opened) -> None:
    planned.press(Qt.Key.Key_F2)
    form = page_of(planned).agenda.form
    assert form is not None
    inputs = [editor.input for editor in form.editors.values()]
    for following in (*inputs[1:], inputs[0]):
        planned.press(Qt.Key.Key_Tab)
        assert following.hasFocus()
    planned.press(Qt.Key.Key_Backtab)
    assert inputs[-1].hasFocus()


def test_an_item_is_moved_by_keys_and_stays_current(planned: Opened) -> None:
    planned.press(Qt.Key.Key_Down, ALT)
    assert topics(planned) == ["Topic 2", "Topic 1", "Topic 3", "Topic 4"]
    assert column(planned, "time")[:2] == ["09:30–10:15", "10:15–10:45"]
    line = page_of(planned).line
    assert line is not None
    assert line.cell("topic").text == "Topic 1"
    planned.press(Qt.Key.Key_Up, ALT)
    assert topics(planned) == ["Topic 1", "Topic 2", "Topic 3", "Topic 4"]
    assert store_of(planned).undo_label.startswith("Move AG-")  # type: ignore[union-attr] # a step was made
    assert store_of(planned).undo_label.endswith(" up")  # type: ignore[union-attr] # a step was made


def test_del_asks_and_puts_the_item_into_the_bin(planned: Opened) -> None:
    planned.press(Qt.Key.Key_Delete)
    (dialog,) = dialogs_of(planned)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    planned.settle()
    assert topics(planned) == ["Topic 2", "Topic 3", "Topic 4"]
    line = page_of(planned).line
    assert line is not None
    assert line.cell("topic").text == "Topic 2"


def test_an_empty_agenda_says_which_key_adds_the_first_item(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    opened = open_page(qtbot, qapp, empty, plan_meeting(empty))
    (line,) = page_of(opened).agenda.view.lines.lines
    assert line.spoken == "No agenda yet: Ctrl+Enter adds the first item."
    opened.press(Qt.Key.Key_Return, CTRL)
    opened.type("Example topic")
    opened.press(Qt.Key.Key_Return)
    assert topics(opened) == ["Example topic"]


# ------------------------------------------------------------------ delegations
@pytest.fixture
def seated(planned: Opened) -> Opened:
    """Three placeholder people for Japan, the first of them its head; the keyboard in that list."""
    store = store_of(planned)
    with store.write("Add people") as step:
        for number in (1, 2, 3):
            step.add("persons", {"name_en": f"Example person {number}"})
    pane = page_of(planned).seats.panes["JP"]
    for number in (1, 2, 3):
        pane.add_seat()
        planned.type(f"Example person {number}")
        for text in ("", "", "leader" if number == 1 else ""):
            planned.press(Qt.Key.Key_Tab)
            planned.type(text)
        planned.press(Qt.Key.Key_Return)
    pane.view.setFocus()
    pane.view.go(0)
    planned.settle()
    return planned


def names(opened: Opened) -> str:
    return "".join(seat.name[-1] for seat in page_of(opened).seats.panes["JP"].shown.seats)


def choose(opened: Opened, text: str) -> None:
    """Choose in the menu that hangs open, by its first letter's entry."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.text() == text]
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    opened.settle()


def test_delegates_are_added_by_keys_and_the_side_names_its_head(seated: Opened) -> None:
    pane = page_of(seated).seats.panes["JP"]
    assert names(seated) == "123"
    assert pane.told.text() == "Head: Example person 1 · 3 people"
    assert page_of(seated).seats.panes["US"].told.text() == "▲ Head missing"


def test_the_order_of_precedence_is_changed_by_key_and_by_drag(seated: Opened) -> None:
    view = page_of(seated).seats.panes["JP"].view
    seated.press(Qt.Key.Key_Down, ALT)
    assert names(seated) == "213"
    places = [view.visualRect(view.lines.index(row)).center() for row in range(3)]
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[2])
    QTest.mouseMove(view.viewport(), places[1] + QPoint(0, 2))
    QTest.mouseMove(view.viewport(), places[0])
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    seated.settle()
    assert names(seated) == "321"


def test_a_click_alone_moves_nobody(seated: Opened) -> None:
    view = page_of(seated).seats.panes["JP"].view
    before = head_of(store_of(seated))
    click(view.viewport(), view.visualRect(view.lines.index(2)).center())
    assert head_of(store_of(seated)) == before
    assert view.current is not None
    assert view.current.cell("name").text == "Example person 3"


def test_attendance_is_set_by_key(seated: Opened) -> None:
    by_key(seated, "attendance")
    choose(seated, "Attended")
    pane = page_of(seated).seats.panes["JP"]
    assert pane.shown.seats[0].attendance == "attended"
    assert pane.view.lines.lines[0].cell("attendance").text == "✓ Attended"


def test_a_second_head_asks_who_steps_down(seated: Opened) -> None:
    pane = page_of(seated).seats.panes["JP"]
    pane.view.go(1)
    before = head_of(store_of(seated))
    by_key(seated, "capacity")
    choose(seated, "Head")
    dialog = dialog_of(seated, "Who steps down?")
    assert "Example person 1 heads this delegation" in dialog.note.text()  # type: ignore[attr-defined] # a Dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    seated.settle()
    assert head_of(store_of(seated)) == before
    page_of(seated).seating.set_capacity(pane.shown.seats[1].id, "leader")
    QTest.keyClick(dialog_of(seated, "Who steps down?"), Qt.Key.Key_Return)
    seated.settle()
    assert [seat.capacity for seat in pane.shown.seats] == ["deputy", "leader", None]
    assert pane.told.text() == "Head: Example person 2 · 3 people"


# ------------------------------------------------------------------ read-only
def test_a_closed_meeting_is_visibly_read_only(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    meeting = plan_meeting(empty)
    set_stage(empty, meeting, "open", "in_progress", "closed")
    opened = open_page(qtbot, qapp, empty, meeting)
    head = page_of(opened).head
    assert head.stage.text() == "✓ Closed · read-only"
    assert head.strip.text() == "Closed: this page can only be read. Reopen it with a reason, F12."
    assert head.next.text() == "Reopen…   F12"
    assert not page_of(opened).seats.panes["JP"].add.isVisible()
    assert not page_of(opened).facts.rows["city"].value.isEnabled()
    before = head_of(empty)
    opened.press(Qt.Key.Key_Return, CTRL)
    opened.type("Example topic")
    opened.press(Qt.Key.Key_Return)
    assert head_of(empty) == before


def test_a_read_only_file_opens_the_page_and_changes_nothing(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    path, meeting = sample.path, meeting_of(sample)
    sample.close()
    opened = open_page(qtbot, qapp, reopen(path, read_only=True), meeting)
    before = path.read_bytes()
    for key, modifier in ((Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Down, ALT), (Qt.Key.Key_F2, Qt.KeyboardModifier(0))):
        opened.press(key, modifier)
        assert page_of(opened).agenda.form is None
    assert not page_of(opened).head.next.isEnabled()
    assert path.read_bytes() == before


# ------------------------------------------------------------------ stages
def test_f12_brings_the_meeting_on_and_shift_f12_back(planned: Opened) -> None:
    meeting = page_of(planned).meeting_id
    by_key(planned, "next_stage")
    assert row_of(store_of(planned), "meetings", meeting)["stage"] == "open"
    assert page_of(planned).head.next.text() == "Begin the meeting   F12"
    by_key(planned, "back_stage")
    assert row_of(store_of(planned), "meetings", meeting)["stage"] == "draft"
    by_key(planned, "back_stage")
    assert planned.window.status.note.text() == "There is no step back from here."
    by_key(planned, "next_stage")
    by_key(planned, "next_stage")
    assert page_of(planned).head.stage.text() == "◐ In progress"
    assert page_of(planned).head.next.text() == "Close the meeting · 4 incomplete   F12"


def test_f6_goes_through_the_parts_of_the_page(planned: Opened) -> None:
    page = page_of(planned)
    for part in (page.seats.panes["US"].view, page.seats.panes["JP"].view):
        by_key(planned, "next_pane")
        assert part.hasFocus()
    by_key(planned, "next_pane")
    now = QApplication.focusWidget()
    assert now is not None
    assert page.facts.isAncestorOf(now)
