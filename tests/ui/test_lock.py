"""The locked window: nothing shown, no key, nothing lost; and who may open it again."""

import ctypes
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.files import Mode
from dicas_desktop.store.history import steps
from dicas_desktop.store.key import forget
from dicas_desktop.store.store import Store, open_store
from dicas_desktop.ui import dialogs, lock_screen
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.idle import DEFAULT_MINUTES, IdleWatch, minutes_of
from dicas_desktop.ui.lock_screen import LockScreen
from dicas_desktop.ui.lock_settings import LockSettingsDialog
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from dicas_desktop.ui.settings import Settings
from tests.make import PASSPHRASE, WHO, Clock, new_store
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HIDDEN = "Organization that must not be seen"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An encrypted workspace with two organizations."""
    store = new_store(tmp_path / "w.dicas", PASSPHRASE)
    with store.write("Add") as step:
        step.add_many("organizations", [{"name_en": HIDDEN}, {"name_en": "Another"}])
    yield store
    store.close()


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    return open_window(qtbot, qapp, store, "organizations")


def screen_of(opened: Opened) -> LockScreen:
    screen = opened.commands.security.lock.screen
    assert screen is not None
    return screen


def lock(opened: Opened) -> LockScreen:
    """Lock by the key and wait until the key of the file is dropped."""
    opened.press(Qt.Key.Key_L, CONTROL)
    store = opened.window.store
    assert store is not None
    if store.encrypted:
        opened.qtbot.waitUntil(lambda: store.hold.sealed)
    return screen_of(opened)


def unlock(opened: Opened, passphrase: str = PASSPHRASE) -> None:
    screen = screen_of(opened)
    QTest.keyClicks(screen.secret.line, passphrase)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    opened.settle()


def visible_words(top: QWidget) -> set[str]:
    return {part.text() for part in top.findChildren(QLabel) if part.isVisible()} | {
        part.text() for part in top.findChildren(QLineEdit) if part.isVisible()
    }


def test_a_locked_window_shows_nothing_and_knows_no_key(opened: Opened, store: Store) -> None:
    key = store.hold.file.key
    assert key is not None
    assert key.startswith("x'")
    screen = lock(opened)
    window = opened.window
    assert screen.isVisible()
    assert screen.geometry() == window.rect()
    assert window.windowTitle() == "Locked — DICAS Desktop"
    content = window.centralWidget()
    assert content is not None
    assert not content.isVisible()
    assert [part for part in content.findChildren(QWidget) if part.isVisible()] == []
    assert visible_words(window) == {
        "Locked",
        "w.dicas",
        "Nothing is lost. The key is out of memory until the passphrase is given again.",
        "",
    }
    # the very bytes behind the key are gone, not only the name for them
    assert set(key) == {"\0"}
    for read in (lambda: store.head, store.undo, lambda: store.write("Add").__enter__()):
        with pytest.raises(UserProblem):
            read()
    assert not (store.path.parent / "w.dicas-wal").exists()
    assert (store.path.parent / ".w.dicas.owner").exists()


def test_the_passphrase_brings_everything_back(opened: Opened, store: Store) -> None:
    opened.select(2)
    lock(opened)
    unlock(opened)
    window = opened.window
    assert opened.commands.security.lock.screen is None
    assert window.windowTitle() == "w.dicas — DICAS Desktop"
    assert window.desk is not None
    assert window.desk.selection == ("organizations", (2,))
    assert window.desk.isVisible()
    assert window.commands.why("new") == ""
    with store.write("Add") as step:
        step.add("organizations", {"name_en": "After"})
    opened.settle()
    assert store.undo() == "Add"
    assert store.check() == []


def test_no_command_works_in_a_locked_window_but_to_quit(opened: Opened) -> None:
    lock(opened)
    commands = opened.window.commands
    enabled = [name for name, action in commands.actions.items() if action.isEnabled()]
    assert enabled == ["quit"]
    assert commands.why("open") == "The window is locked."
    opened.press(Qt.Key.Key_N, CONTROL)
    opened.press(Qt.Key.Key_K, CONTROL)
    opened.press(Qt.Key.Key_Escape)
    assert screen_of(opened).isVisible()
    assert not opened.window.toolbar.isVisible()


def test_what_is_typed_in_a_cell_is_written_and_not_shown(opened: Opened, store: Store) -> None:
    opened.select(2)
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    page.table.setFocus()
    opened.press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, " half typed")
    lock(opened)
    assert not any("half typed" in words for words in visible_words(opened.window))
    unlock(opened)
    with store.read() as db:
        names = db.execute("SELECT name_en, name_ja, abbreviation FROM organizations WHERE id = 2").all()[0]
    assert any("half typed" in str(name) for name in names)
    assert "half typed" not in store.undo()


def test_a_cell_whose_text_is_refused_keeps_it_until_the_officer_is_back(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    store = new_store(tmp_path / "w.dicas", PASSPHRASE)
    with store.write("Add") as step:
        step.add("action_items", {"description": "Example action"})
    opened = open_window(qtbot, qapp, store, "action_items")
    opened.select(1)
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    due = [column.name for column in page.table.shown_columns()].index("due_date")
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, due))
    opened.press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "not a date")
    lock(opened)
    assert not field.isVisible()
    unlock(opened)
    assert field.isVisible()
    assert field.text() == "not a date"
    store.close()


def test_a_dialog_with_half_typed_text_is_hidden_and_comes_back(opened: Opened) -> None:
    opened.select(1)
    opened.do("bulk_edit")
    shown = [dialog for dialog in opened.window.findChildren(BulkEditDialog) if dialog.isVisible()]
    assert len(shown) == 1
    opened.qtbot.waitUntil(lambda: bool(shown[0].effect.text().strip()))  # it counts what would change meanwhile
    before = visible_words(shown[0])
    # a dialog takes the keys of the window behind it: the watch locks, as when nobody is there
    opened.commands.security.watch.idle.emit()
    opened.settle()
    assert not shown[0].isVisible()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [opened.window]
    unlock(opened)
    assert shown[0].isVisible()
    assert shown[0].isModal()
    assert visible_words(shown[0]) == before


def test_an_open_menu_is_closed(opened: Opened) -> None:
    menu = opened.window.menus.findChildren(QMenu)[0]
    menu.popup(opened.window.mapToGlobal(opened.window.rect().center()))
    assert menu.isVisible()
    opened.commands.security.watch.idle.emit()
    opened.settle()
    assert not menu.isVisible()
    assert screen_of(opened).isVisible()


def test_what_work_under_way_opens_meanwhile_stays_hidden_until_unlocked(opened: Opened) -> None:
    lock(opened)
    late = dialogs.tell(opened.window, "A report", HIDDEN)
    opened.settle()
    assert not late.isVisible()
    unlock(opened)
    assert late.isVisible()


def test_the_key_is_kept_until_the_work_under_way_has_ended(opened: Opened, store: Store) -> None:
    go_on: list[bool] = []

    def work(_progress: object) -> int:
        while not go_on:
            QTest.qWait(5)
        with store.read() as db:
            return len(db.execute("SELECT id FROM organizations").all())

    found: list[int] = []
    opened.window.work.start("Counting", work, found.append, lambda _problem: None)
    opened.window.commands.actions["lock"].trigger()
    assert screen_of(opened).isVisible()
    QTest.qWait(500)
    assert not store.hold.sealed
    go_on.append(True)
    opened.qtbot.waitUntil(lambda: store.hold.sealed)
    assert found == [2]


def test_a_locked_window_grows_with_its_screen(opened: Opened) -> None:
    screen = lock(opened)
    opened.window.resize(1280, 720)
    opened.settle()
    assert screen.geometry() == opened.window.rect()


def test_a_wrong_passphrase_is_told_and_the_third_has_to_wait(
    opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_screen, "FIRST_WAIT", 1.0)
    screen = lock(opened)
    screen.act()
    assert screen.problem.text() == "Passphrase is missing: type it."
    for number in (1, 2):
        unlock(opened, "wrong words")
        assert "does not open w.dicas" in screen.problem.text()
        assert screen.unlock.isEnabled(), number
    unlock(opened, "wrong words")
    assert screen.problem.text() == "3 wrong passphrases: the next try is possible in 0:01."
    assert not screen.unlock.isEnabled()
    assert not screen.secret.isEnabled()
    unlock(opened)  # what is typed now counts for nothing
    assert store.hold.sealed
    opened.qtbot.waitUntil(screen.unlock.isEnabled, timeout=4_000)
    screen.secret.line.clear()
    unlock(opened, "wrong words")
    assert "4 wrong passphrases: the next try is possible in 0:02." in screen.problem.text()
    opened.qtbot.waitUntil(screen.unlock.isEnabled, timeout=5_000)
    screen.secret.line.clear()
    unlock(opened)
    assert not store.hold.sealed
    with store.read() as db:
        newest = steps(db, 1)[0]
    assert (newest.kind, newest.label) == ("note", "4 wrong passphrases before the window was unlocked")


def test_the_clipboard_is_emptied_of_what_was_copied_here(opened: Opened) -> None:
    opened.select(1)
    opened.press(Qt.Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    assert HIDDEN in clipboard.text()
    lock(opened)
    assert clipboard.text() == ""


def test_what_another_program_copied_stays_on_the_clipboard(opened: Opened) -> None:
    opened.select(1)
    opened.press(Qt.Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("of another program")
    lock(opened)
    assert clipboard.text() == "of another program"
    clipboard.clear()


def test_a_plain_workspace_is_blanked_and_said_not_to_be_protected(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    screen = lock(opened)
    words = " ".join(visible_words(opened.window))
    assert "is not encrypted: the lock hides it and protects nothing" in words
    assert not screen.secret.isVisible()
    content = opened.window.centralWidget()
    assert content is not None
    assert not content.isVisible()
    QTest.mouseClick(screen.unlock, Qt.MouseButton.LeftButton)
    opened.settle()
    assert content.isVisible()
    assert opened.commands.security.lock.screen is None


def test_without_a_workspace_there_is_nothing_to_lock(qtbot: QtBot, qapp: QApplication) -> None:
    opened = open_window(qtbot, qapp, None)
    assert opened.window.commands.why("lock") == "No workspace is open."
    opened.commands.security.watch.idle.emit()
    assert opened.commands.security.lock.screen is None


def test_a_locked_window_can_be_closed_and_lets_the_file_go(opened: Opened, store: Store) -> None:
    lock(opened)
    opened.window.close()
    assert [each.name for each in store.path.parent.iterdir()] == ["w.dicas"]


def test_new_colours_of_the_system_wait_for_the_unlocking(opened: Opened) -> None:
    lock(opened)
    opened.window.rebuild()
    content = opened.window.centralWidget()
    assert content is not None
    assert not content.isVisible()
    unlock(opened)
    assert not opened.window.late_rebuild
    assert opened.window.desk is not None
    assert opened.window.desk.isVisible()


def test_nobody_there_for_the_time_of_the_settings_locks_the_window(
    qtbot: QtBot, qapp: QApplication, store: Store
) -> None:
    settings = Settings(None)
    settings.remember("lock/minutes", "0.01")
    opened = open_window(qtbot, qapp, store, "organizations", settings=settings)
    qtbot.waitUntil(lambda: opened.commands.security.lock.screen is not None, timeout=3_000)


def test_a_touch_keeps_the_window_open(qtbot: QtBot, qapp: QApplication, store: Store) -> None:
    settings = Settings(None)
    settings.remember("lock/minutes", "0.02")  # 1.2 s
    opened = open_window(qtbot, qapp, store, "organizations", settings=settings)
    handle = opened.window.windowHandle()
    for _touch in range(8):
        QTest.qWait(250)
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert opened.commands.security.lock.screen is None
    qtbot.waitUntil(lambda: opened.commands.security.lock.screen is not None, timeout=4_000)


def test_the_sleep_of_the_machine_counts_as_absence(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    watch = IdleWatch(parent)
    wall = time.time() + 3_600
    monkeypatch.setattr("dicas_desktop.ui.idle.time.time", lambda: wall)
    with qtbot.waitSignal(watch.idle, timeout=100):
        watch.look()


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("10", 10.0), ("0.5", 0.5), ("0", DEFAULT_MINUTES), ("-3", DEFAULT_MINUTES), ("nan", DEFAULT_MINUTES),
     ("inf", 1440.0), ("never", DEFAULT_MINUTES), (None, DEFAULT_MINUTES), ("1e9", 1440.0), (["1"], DEFAULT_MINUTES)],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_never_turns_the_lock_off(value: object, minutes: float) -> None:
    assert minutes_of(value) == minutes


def test_the_time_is_chosen_in_a_dialog(opened: Opened) -> None:
    opened.do("lock_settings")
    dialog = opened.window.findChild(LockSettingsDialog)
    assert dialog is not None
    assert dialog.minutes() == 10
    assert [dialog.choice.itemText(row) for row in range(dialog.choice.count())] == [
        "1", "2", "5", "10", "15", "30", "60",
    ]  # fmt: skip
    dialog.choice.setCurrentIndex(1)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert minutes_of(opened.window.settings.value("lock/minutes")) == 2


def test_a_file_that_was_taken_over_is_noticed_before_the_next_write(opened: Opened, store: Store) -> None:
    taker = open_store(store.path, PASSPHRASE, who=WHO, now=Clock(), mode=Mode.WRITE | Mode.TAKE_OVER)
    opened.commands.security.watch.look()
    opened.settle()
    told = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert [dialog.windowTitle() for dialog in told] == ["w.dicas was taken over"]
    assert opened.window.windowTitle().startswith("[READ-ONLY] w.dicas")
    assert opened.window.commands.why("new") == "The workspace is open read-only."
    taker.close()


def test_a_secret_is_overwritten_where_it_lies() -> None:

    secret = "".join(chr(ord("a") + number % 26) for number in range(40))
    address = id(secret) + secret.__sizeof__() - len(secret) - 1
    assert ctypes.string_at(address, 40) == secret.encode()
    forget(secret)
    assert ctypes.string_at(address, 40) == bytes(40)
    buffer = bytearray(b"secret")
    forget(buffer)
    assert buffer == bytearray(6)
    short = "abc"
    forget(short)  # Python may share it with others
    assert list(short) == ["a", "b", "c"]
