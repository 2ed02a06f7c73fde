"""What changed as a page: chosen, read, walked through and opened by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store import points
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from dicas_desktop.ui import changes_lines
from dicas_desktop.ui.bin_page import BinPage
from dicas_desktop.ui.changes_choice import TYPED
from dicas_desktop.ui.changes_lines import Head, Line
from dicas_desktop.ui.changes_page import ChangesPage
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.work import Job
from tests.make import WHO, reopen
from tests.make_keys import by_key, by_menu
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
LONG = "Report which berths of the private yards are free in the months in which the ships are in Yokosuka. " * 4


def id_of(store: Store, table: str, name: str) -> int:
    with store.read() as db:
        found = find(db, table, name)
    assert found is not None
    return found


@pytest.fixture
def lived_on(sample: Store) -> Store:
    """The public record after three more steps, with all up to the record itself seen."""
    points.look(sample, WHO.name, 2)
    with sample.write("Note what was agreed") as step:
        step.update("action_items", id_of(sample, "action_items", "AI-0005"), {"status": "done", "note": LONG})
        step.update("action_items", id_of(sample, "action_items", "AI-0002"), {"due_date": "2025-04-12"})
        meeting = id_of(sample, "meetings", "dicas-2024-06-09")
        step.add("action_items", {"description": "Example text", "meeting_id": meeting})
    with sample.write("Delete") as step:
        step.delete("platforms", [id_of(sample, "platforms", "uss-milius")])
    return sample


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, lived_on: Store) -> Opened:
    return open_window(qtbot, qapp, lived_on, "changes")


def page_of(opened: Opened) -> ChangesPage:
    assert opened.window.desk is not None
    page = opened.window.desk.made["changes"]
    assert isinstance(page, ChangesPage)
    return page


def shown(page: ChangesPage) -> list[str]:
    """The lines as a reader sees them: heads, then word, reference and title."""
    lines = page.list.lines.lines
    return [
        f"{line.text} ({line.count})" if isinstance(line, Head) else f"{line.word} {line.ref}: {line.title}"
        for line in lines
    ]


def ask(opened: Opened, text: str) -> ChangesPage:
    """Type a point, by keys from the choice on."""
    page = page_of(opened)
    page.choice.since.setFocus()
    opened.press(Qt.Key.Key_End)  # the last choice takes the keyboard to the field beside it, unless it was chosen
    if QApplication.focusWidget() is page.choice.since:
        opened.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.choice.typed
    page.choice.typed.clear()
    opened.type(text)
    opened.press(Qt.Key.Key_Return)
    return page


def test_it_begins_with_what_changed_since_my_last_look(opened: Opened) -> None:
    page = page_of(opened)
    assert page.note.text() == "4 records changed since my last look, 15 Jul 2024"
    assert shown(page) == [
        "DICAS – U.S.-Japan Defense Industrial Cooperation, Acquisition and Sustainment Forum (2)",
        "Action items (2)",
        "Added AI-0030: Example text",
        "Closed AI-0005: Report working group progress to the next 2+2",
        "Without a forum (2)",
        "Action items (1)",
        "Moved +12 days AI-0002: Award the Japanese GPI contract after a public offering",
        "Platforms (1)",
        "Deleted P-0002: USS Milius",
    ]
    assert QApplication.focusWidget() is page.list


def test_a_screen_reader_hears_word_record_fields_and_step(opened: Opened) -> None:
    page = page_of(opened)
    said = [page.list.lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 6)]
    assert said[0].endswith("Sustainment Forum, 2")
    assert said[1] == (
        "Moved +12 days: AI-0002 Award the Japanese GPI contract after a public offering. "
        "Due from by Mar 2025 to by 12 Apr 2025 +12 days. Example officer, 15 Jul 14:03 JST / 01:03 EDT, step 3"
    )


def test_arrow_keys_pass_over_heads_and_enter_opens_the_record_where_it_lives(opened: Opened) -> None:
    page = page_of(opened)
    assert page.chosen is not None
    assert page.chosen.ref == "AI-0030"
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Down)
    assert page.chosen.ref == "AI-0002"
    opened.press(Qt.Key.Key_Up)
    assert page.chosen.ref == "AI-0005"
    opened.press(Qt.Key.Key_Return)
    desk = opened.window.desk
    assert desk is not None
    assert desk.page == "action_items"
    assert desk.selection == ("action_items", (5,))
    opened.do("back")
    assert desk.page == "changes"
    assert page.chosen.ref == "AI-0005"


def test_enter_on_what_was_deleted_goes_to_the_bin(opened: Opened, lived_on: Store) -> None:
    with lived_on.write("Delete another") as step:
        step.delete("platforms", [1])
    opened.settle()
    page = page_of(opened)
    opened.press(Qt.Key.Key_End)
    assert page.chosen is not None
    assert page.chosen.ref == "P-0002"
    opened.press(Qt.Key.Key_Return)
    assert opened.window.desk is not None
    bin_page = opened.window.desk.made["bin"]
    assert isinstance(bin_page, BinPage)
    assert bin_page.chosen is not None
    assert bin_page.chosen.called == "P-0002 USS Milius"


def test_a_double_click_opens_a_record(opened: Opened) -> None:
    page = page_of(opened)
    place = page.list.visualRect(page.list.lines.index(3)).topLeft() + QPoint(300, 12)
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("action_items", (5,))


def test_a_step_a_day_and_a_meeting_are_typed_and_down_goes_to_the_list(opened: Opened) -> None:
    page = ask(opened, "step 3")
    assert page.note.text() == "1 record changed since step 3"
    assert shown(page)[-1] == "Deleted P-0002: USS Milius"
    assert QApplication.focusWidget() is page.list
    page = ask(opened, "2024-07-16")
    assert page.nothing.text() == "No change since 16 Jul 2024"
    assert page.list.isHidden() or not page.list.isVisible()
    page = ask(opened, "First DICAS")
    assert page.remark.text() == "The journal begins on 15 Jul 2024: what changed before that cannot be told."
    assert page.note.text().endswith("records changed since First DICAS, 9 Jun 2024")


def test_what_is_no_point_is_told_under_the_field_and_shows_nothing(opened: Opened) -> None:
    page = ask(opened, "nothing known")
    assert page.choice.problem.isVisible()
    assert page.choice.problem.text().startswith("“nothing known” is no meeting")
    assert QApplication.focusWidget() is page.choice.typed
    assert page.told is None
    assert not page.seen.isEnabled()
    opened.type("x")
    assert not page.choice.problem.isVisible()


def test_an_empty_field_asks_for_a_point(opened: Opened) -> None:
    page = page_of(opened)
    page.choice.since.setCurrentIndex(page.choice.since.findData(TYPED))
    opened.settle()
    assert page.why.text() == "Write a day such as 2024-07-28, the number of a step, or a meeting."
    assert page.why.isVisible()


def test_the_last_meeting_of_a_forum_is_offered_and_remembered(
    qtbot: QtBot, qapp: QApplication, lived_on: Store
) -> None:
    settings = Settings(None)
    opened = open_window(qtbot, qapp, lived_on, "changes", settings=settings)
    page = page_of(opened)
    tips = [page.choice.since.itemData(n, Qt.ItemDataRole.ToolTipRole) for n in range(page.choice.since.count())]
    assert tips[0] == "my last look, 15 Jul 2024"
    assert "last meeting of DICAS, 11 Jun 2024" in tips
    assert tips[-1] == "a day, a step or a meeting…"
    page.choice.since.setFocus()
    page.choice.since.setCurrentIndex(tips.index("last meeting of DICAS, 11 Jun 2024"))
    opened.settle()
    assert page.remark.text().startswith("The journal begins on 15 Jul 2024")
    assert any(line.startswith("Added by import : 20 agenda items") for line in shown(page))
    chosen = page.choice.since.currentData()
    opened.window.close_store()
    store = reopen(lived_on.path)
    opened.window.set_store(store, "changes")
    opened.settle()
    again = page_of(opened)
    assert again.choice.since.currentData() == chosen


def test_one_forum_alone_can_be_seen_and_what_belongs_to_none(opened: Opened) -> None:
    page = page_of(opened)
    names = [page.choice.forum.itemText(n) for n in range(page.choice.forum.count())]
    page.choice.forum.setCurrentIndex(names.index("DICAS"))
    opened.settle()
    assert page.note.text().startswith("2 records changed")
    page.choice.forum.setCurrentIndex(names.index("Without a forum"))
    opened.settle()
    assert shown(page)[0] == "Without a forum (2)"
    page.choice.forum.setCurrentIndex(names.index("SCC"))
    opened.settle()
    assert page.nothing.text().startswith("No change since my last look")


def test_many_that_an_import_brought_are_one_line_that_opens_their_list(opened: Opened) -> None:
    page = ask(opened, "0")
    row = next(n for n, line in enumerate(page.list.lines.lines) if isinstance(line, Line) and line.ids)
    line = page.list.lines.lines[row]
    assert isinstance(line, Line)
    page.list.setCurrentIndex(page.list.lines.index(row))
    opened.press(Qt.Key.Key_Return)
    assert opened.window.desk is not None
    assert opened.window.desk.page == line.change.table
    shown_page = opened.window.desk.entity_page()
    assert shown_page is not None
    assert shown_page.model.rowCount() == len(line.ids)


@pytest.mark.parametrize("by", [by_key, by_menu])
def test_marking_as_seen_by_key_and_menu_leaves_nothing_since_my_last_look(
    opened: Opened, lived_on: Store, by: object
) -> None:
    assert callable(by)
    by(opened, "changes_seen")
    page = page_of(opened)
    assert opened.window.status.note.text() == "Seen up to step 4."
    assert page.nothing.text() == "No change since my last look, 15 Jul 2024"
    assert lived_on.head.steps == 4
    assert opened.window.commands.why("changes_seen") == "The page What changed shows nothing to mark."


def test_the_button_marks_as_seen_too(opened: Opened) -> None:
    page = page_of(opened)
    QTest.mouseClick(page.seen, Qt.MouseButton.LeftButton)
    opened.settle()
    assert page.told is not None
    assert page.told.count == 0
    assert not page.seen.isEnabled()


def test_a_read_only_workspace_shows_changes_and_marks_nothing(
    qtbot: QtBot, qapp: QApplication, lived_on: Store
) -> None:
    lived_on.close()
    store = reopen(lived_on.path, read_only=True)
    opened = open_window(qtbot, qapp, store, "changes")
    assert page_of(opened).told is not None
    assert not page_of(opened).seen.isEnabled()
    assert opened.window.commands.why("changes_seen") == "The workspace is open read-only."


def test_a_change_made_meanwhile_appears_and_the_chosen_record_stays(opened: Opened, lived_on: Store) -> None:
    page = page_of(opened)
    opened.press(Qt.Key.Key_End)
    assert page.chosen is not None
    before = page.chosen.ref
    with lived_on.write("Change") as step:
        step.update("forums", 1, {"purpose": "Example purpose"})
    opened.settle()
    assert page.note.text().startswith("5 records changed")
    assert page.chosen.ref == before
    lived_on.undo()
    opened.settle()
    assert page.note.text().startswith("4 records changed")


def test_long_texts_wrap_at_every_width_and_nothing_stands_beyond_the_edge(opened: Opened) -> None:
    page = page_of(opened)
    number = next(n for n, line in enumerate(page.list.lines.lines) if isinstance(line, Line) and line.ref == "AI-0005")
    index = page.list.lines.index(number)
    heights = []
    for width in (1440, 1000, 700):
        opened.window.resize(width, 900)
        opened.settle()
        heights.append(page.list.visualRect(index).height())
        blocks, height = page.list.laid_out(number)
        assert max(b.x + b.layout.boundingRect().width() for b in blocks) <= page.list.viewport().width()
        assert max(b.y + b.layout.boundingRect().height() for b in blocks) < height
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]


def test_more_lines_than_the_page_holds_are_counted(
    opened: Opened, lived_on: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_lines, "MOST", 2)
    page = page_of(opened)
    page.reload()
    opened.settle()
    assert page.remark.text() == (
        "2 more records are not shown: choose a forum or a later point, or list all with `dicas-desktop changes`."
    )
    assert page.note.text().startswith("4 records changed")
    assert len([line for line in page.list.lines.lines if isinstance(line, Line)]) == 2
    assert lived_on.head.steps == 4


def test_reading_that_takes_long_is_told_in_the_status_line_and_can_be_cancelled(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, seen = page_of(opened), []
    began = opened.window.work.began

    def note(job: object) -> None:
        seen.append(getattr(job, "title", ""))

    began.connect(note)
    page.reload()
    opened.settle()
    assert seen == ["Finding what changed"]
    assert not opened.window.work.jobs
    monkeypatch.undo()


def test_a_cancelled_reading_says_so_and_another_choice_reads_again(opened: Opened, lived_on: Store) -> None:
    page, began = page_of(opened), opened.window.work.began
    steps = lived_on.head

    def stop(job: object) -> None:
        assert isinstance(job, Job)
        job.cancel()

    began.connect(stop)
    page.reload()
    opened.settle()
    assert (page.nothing.text(), page.nothing.isVisible()) == ("Reading was stopped", True)
    assert page.why.text() == "Choose a point or a forum to read again."
    assert (page.note.text(), page.seen.isEnabled(), page.told) == ("", False, None)
    began.disconnect(stop)
    ask(opened, "2")
    assert page.note.text() == "4 records changed since step 2"
    assert lived_on.head == steps


def test_an_answer_on_its_way_is_not_shown_for_the_next_question(opened: Opened) -> None:
    page, work = page_of(opened), opened.window.work
    page.reload()
    assert work.wait(60_000)  # read, and not shown yet

    def stop(job: object) -> None:
        assert isinstance(job, Job)
        job.cancel()

    work.began.connect(stop)
    page.reload()
    opened.settle()
    assert page.nothing.text() == "Reading was stopped"
    assert page.told is None
    work.began.disconnect(stop)
    page.reload()
    opened.settle()
    assert page.note.text().startswith("4 records changed")


def test_a_window_of_very_many_records_is_read_with_progress_and_counted_with_commas(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    points.look(sample, WHO.name, 2)
    with sample.write("Add many") as step:
        step.add_many("facilities", [{"name_en": f"Example facility {number}"} for number in range(1_200)])
    with sample.write("Change many") as step:
        step.raw.execute("UPDATE facilities SET city = 'Example city' WHERE name_en LIKE 'Example%'")
    opened = open_window(qtbot, qapp, sample, "changes")
    page, told = page_of(opened), []

    def follow(job: object) -> None:
        assert isinstance(job, Job)
        job.progressed.connect(lambda done, total, _text: told.append((done, total)))

    opened.window.work.began.connect(follow)
    ask(opened, "3")
    assert page.note.text() == "1,200 records changed since step 3"
    assert page.remark.text().startswith("700 more records are not shown: ")
    assert len([line for line in page.list.lines.lines if isinstance(line, Line)]) == 500
    assert told == sorted(told)
    assert len(told) > 5
    assert {total for _done, total in told} == {100}


def test_the_picture_of_the_page_is_taken_by_command(lived_on: Store, tmp_path: Path) -> None:
    from dicas_desktop import app
    from tests.make import TODAY

    app.screenshot(lived_on, tmp_path / "page.png", "changes", (900, 700), "dark", TODAY)
    assert (tmp_path / "page.png").stat().st_size > 10_000
