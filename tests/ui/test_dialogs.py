"""Dialogs in the look of the window: object in the title, verb on the button, Esc leaves, Enter acts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.ui import dialogs, theme
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.commands import COMMANDS
from dicas_desktop.ui.dialogs import Dialog
from tests.make_window import NO_DISPLAY

pytestmark = NO_DISPLAY


class Checked(Dialog):
    """A dialog that refuses until it is told not to."""

    reason = "Something is missing: enter it."

    def check(self) -> str:
        return self.reason


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


@pytest.mark.parametrize(("key", "acts"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_enter_acts_and_escape_leaves(qtbot: QtBot, parent: QWidget, key: Qt.Key, acts: bool) -> None:
    deeds: list[bool] = []
    dialog = dialogs.ask(parent, "Delete AI-0001", "It goes to the bin.", "Delete it", lambda: deeds.append(True))
    qtbot.waitExposed(dialog)
    QTest.keyClick(dialog, key)
    assert bool(deeds) is acts


def test_the_primary_button_stands_at_the_right_and_is_named_by_its_verb(parent: QWidget) -> None:
    dialog = dialogs.ask(parent, "Open sample.dicas read-only?", "It is in use.", "Open read-only", lambda: None)
    assert dialog.primary.text() == "Open read-only"
    assert dialog.primary.isDefault()
    assert dialog.primary.property("role") == "primary"
    assert dialog.primary.x() > dialog.leave.x()
    assert dialog.windowTitle() == dialog.accessibleName() == "Open sample.dicas read-only?"


def test_what_is_only_told_has_one_button(parent: QWidget) -> None:
    dialog = dialogs.tell(parent, "Example", "A sentence.")
    assert not dialog.leave.isVisible()
    assert dialog.primary.text() == "Close"
    assert dialog.note.text() == "A sentence."


def test_a_dialog_that_refuses_says_why_and_stays(parent: QWidget) -> None:
    dialog = Checked("Example", "Do it", parent)
    dialog.open()
    dialog.act()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Something is missing: enter it."
    assert dialog.problem.isVisible()
    dialog.reason = ""
    dialog.act()
    assert not dialog.isVisible()


def test_a_long_problem_makes_the_dialog_higher(parent: QWidget) -> None:
    dialog = Checked("Example", "Do it", parent)
    dialog.open()
    before = dialog.height()
    dialog.show_problem("A long sentence about what is wrong and what to do. " * 8)
    QApplication.processEvents()
    assert dialog.height() > before
    assert dialog.problem.heightForWidth(dialog.problem.width()) <= dialog.problem.height()


@pytest.mark.parametrize("scale", [100, 200])
def test_long_words_make_a_dialog_higher_and_not_wide(parent: QWidget, qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, scale=scale)
    dialog = dialogs.about(parent)
    assert dialog.sizeHint().width() <= theme.size(640)
    assert dialog.note.heightForWidth(dialog.note.width()) <= dialog.note.height()
    dialog.reject()
    theme.apply(qapp)


def test_dialogs_with_data_carry_the_marking_twice(parent: QWidget) -> None:
    dialog = dialogs.tell_lines(parent, "Example", "Two lines.", ["first", "second"], "SECRET")
    assert [banner.words for banner in dialog.findChildren(Banner)] == ["SECRET", "SECRET"]
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert texts.index("first") < texts.index("second")


def test_dialogs_without_data_carry_none(parent: QWidget) -> None:
    assert dialogs.tell(parent, "Example", "A sentence.").findChildren(Banner) == []


def test_words_are_shown_as_they_are_and_never_as_markup(parent: QWidget) -> None:
    dialog = dialogs.tell(parent, "<b>Example</b>", "<img src=x> & <script>")
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text())


def test_the_list_of_keys_has_every_command_of_a_menu_under_its_head(parent: QWidget) -> None:
    dialog = dialogs.keys(parent, COMMANDS, lambda command: command.id)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for command in COMMANDS:
        assert texts.index(command.menu.upper()) < texts.index(command.id) < len(texts)
        assert texts[texts.index(command.id) + 1] == command.key


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_dialog_is_grey(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = dialogs.tell(window, "Example", "A sentence.")
    picture = dialog.grab().toImage()
    assert picture.pixelColor(4, picture.height() - 4).name() == theme.tokens(dark).base


@pytest.mark.parametrize("taller", [0, 200])
def test_room_that_is_left_stands_below_the_fields_and_not_between_them(parent: QWidget, taller: int) -> None:
    dialog = Dialog("Example", "Keep", parent, "A note that takes some lines of its own. " * 6)
    name = dialog.add_label(dialog.body, "Name of a field", "mute")
    field = QLineEdit(dialog)
    dialog.body.addWidget(field)
    dialog.open()
    QApplication.processEvents()
    dialog.resize(dialog.width(), dialog.height() + taller)
    QApplication.processEvents()
    assert field.y() - name.geometry().bottom() == dialog.body.spacing() + 1
    assert name.y() - dialog.note.geometry().bottom() <= theme.size(14)
    assert dialog.note.height() == dialog.note.heightForWidth(dialog.note.width())


def test_a_list_takes_the_room_that_is_left(parent: QWidget) -> None:
    dialog = Dialog("Example", "Keep", parent)
    listed = QListWidget(dialog)
    dialog.body.addWidget(listed)
    dialog.open()
    QApplication.processEvents()
    before = listed.height()
    dialog.resize(dialog.width(), dialog.height() + 200)
    QApplication.processEvents()
    assert listed.height() == before + 200
