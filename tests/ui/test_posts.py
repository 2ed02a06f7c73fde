"""Posts from a day to a day: taken up by keys, shown beside the person, corrected, put into the bin."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.posts import NewPost, posts_of, take_up
from dicas_desktop.store.store import Store
from dicas_desktop.ui.post_dialog import PostDialog
from dicas_desktop.ui.record_parts import PartLine
from tests.make import dump
from tests.make_brief import brief_of, part
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, wake
from tests.make_people import named, row
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
FUKASAWA = "fukasawa-masaki"
NO_DAY = "Held from is missing: enter the first day, or Held to, the last day of a post that is over."


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the people of the sample, one of them selected."""
    shown = open_window(qtbot, qapp, sample, "persons")
    shown.select(named(sample, "persons", FUKASAWA))
    return shown


def asked(opened: Opened, title: str = "Take up a post") -> PostDialog:
    dialog = dialog_of(opened, title)
    assert isinstance(dialog, PostDialog)
    return dialog


def texts(dialog: PostDialog) -> list[str]:
    return [editor.text() for editor in dialog.editors.values()]


def fill(opened: Opened, *lines: str) -> None:
    """Type into one field after the other, Tab between them."""
    for number, line in enumerate(lines):
        if number:
            opened.press(Qt.Key.Key_Tab)
        if line:
            opened.type(line)


def lines(opened: Opened) -> list[PartLine]:
    assert opened.window.desk is not None
    return opened.window.desk.inspector.parts.findChildren(PartLine)


def told(store: Store, who: int) -> list[tuple[str | None, ...]]:
    with store.read() as db:
        return [(post["title"], post["from_date"], post["to_date"]) for post in posts_of(db, who)]


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_a_post_is_taken_up_by_keys_alone_and_the_past_meeting_keeps_its_post(
    opened: Opened, sample: Store, ask: object
) -> None:
    who, before = named(sample, "persons", FUKASAWA), dump(sample)
    printed = part(brief_of(sample, "dicas-2024-06-09"), "delegations")
    ask(opened, "appoint")  # type: ignore[operator]  # one of the two ways to ask
    assert texts(asked(opened)) == ["PE-0002", "", "", "", "", ""]
    asked(opened).editors["title_ja"].set_text("例の役職")  # an input method writes it
    fill(opened, "Example post", "", "jp-mod", "1 Apr 2025")
    opened.press(Qt.Key.Key_Return)
    assert dialogs_of(opened) == []
    assert told(sample, who) == [("Commissioner of ATLA", None, "2025-03-31"), ("Example post", "2025-04-01", None)]
    assert row(sample, "persons", who)["title_ja"] == "例の役職"
    assert row(sample, "persons", who)["org_id"] == named(sample, "organizations", "jp-mod")
    assert part(brief_of(sample, "dicas-2024-06-09"), "delegations") == printed
    assert sample.undo_label == "PE-0002 takes up a post: Example post"
    opened.do("undo")
    assert dump(sample) == before


def test_posts_stand_beside_the_person_the_newest_first(opened: Opened, sample: Store) -> None:
    who = named(sample, "persons", FUKASAWA)
    assert lines(opened) == []
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Example post", "2025-04-01", org_id=named(sample, "organizations", "jp-mod")))
        take_up(step, who, NewPost("Acting post", "2024-01-01", to_date="2024-02-01"))
    opened.settle()
    assert [line.accessibleName() for line in lines(opened)] == [
        "from 1 Apr 2025 · Example post, MOD",
        "1 Jan 2024 – 1 Feb 2024 · Acting post",
        "until 31 Mar 2025 · Commissioner of ATLA, ATLA",
    ]
    assert lines(opened)[0].accessibleDescription() == "Enter corrects the post, Del puts it into the bin"


def test_enter_on_a_post_corrects_it_and_del_takes_it_off(opened: Opened, sample: Store) -> None:
    who = named(sample, "persons", FUKASAWA)
    with sample.write("Take up a post") as step:
        take_up(step, who, NewPost("Exmaple post", "2025-04-01", "例の役職", named(sample, "organizations", "jp-mod")))
    opened.settle()
    lines(opened)[0].setFocus()
    opened.press(Qt.Key.Key_Return)
    dialog = asked(opened, "Correct a post")
    assert texts(dialog) == ["PE-0002", "Exmaple post", "例の役職", "O-0025", "1 Apr 2025", ""]
    dialog.editors["title"].select_all()
    opened.type("Example post")
    opened.press(Qt.Key.Key_Return)
    assert told(sample, who)[1] == ("Example post", "2025-04-01", None)
    assert row(sample, "persons", who)["title"] == "Example post"
    assert sample.undo_label == "Correct a post of PE-0002: Example post"
    wake(opened)
    lines(opened)[1].setFocus()
    assert lines(opened)[1].hasFocus()
    opened.press(Qt.Key.Key_Delete)
    assert dialogs_of(opened) == []
    assert told(sample, who) == [("Example post", "2025-04-01", None)]


def test_the_person_of_a_selected_delegate_stands_in_the_dialog(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_window(qtbot, qapp, sample, "delegation_members")
    seat = named(sample, "delegation_members", "del-kantei-call-2024-07-29-jp-02")
    opened.select(seat)
    by_key(opened, "appoint")
    dialog = asked(opened)
    person = row(sample, "delegation_members", seat)["person_id"]
    assert dialog.editors["person_id"].text() == row(sample, "persons", person)["ref"]
    assert dialog.editors["title"].input.hasFocus()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (("", "", "", ""), "title", "Title is missing: enter it."),
        (("Post", "", "", ""), "from_date", NO_DAY),
        (("Post", "", "", "sometime"), "from_date", "Held from: "),
        (("Post", "", "", "2 Jan 2020", "1 Jan 2020"), "to_date", "Held to: 2020-01-01 is before the beginning on "),
        (("Post", "", "No such office", "2 Jan 2030"), "org_id", "Organization: "),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(
    opened: Opened, sample: Store, typed: tuple[str, ...], field: str, sentence: str
) -> None:
    before = dump(sample)
    by_key(opened, "appoint")
    dialog = asked(opened)
    fill(opened, *typed)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert dialog.problem.text().startswith(sentence)
    assert dialog.editors[field].input.hasFocus()
    assert dump(sample) == before
    opened.press(Qt.Key.Key_Escape)
    assert dialogs_of(opened) == []
    assert dump(sample) == before


def test_without_a_person_it_asks_for_one(opened: Opened) -> None:
    opened.go("overview")
    by_key(opened, "appoint")
    dialog = asked(opened)
    assert dialog.editors["person_id"].input.hasFocus()
    dialog.editors["title"].setFocus()
    fill(opened, "Post", "", "", "1 Jan 2030")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert dialog.problem.text() == "Person is missing: enter it."
    assert dialog.editors["person_id"].input.hasFocus()


def test_the_key_is_told_in_the_menu(opened: Opened) -> None:
    action = opened.window.commands.actions["appoint"]
    assert action.shortcut() == QKeySequence("Ctrl+M")
    assert action.text() == "Take up a post…"
