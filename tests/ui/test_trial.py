"""A restored workspace in the window: unmistakable, only read, kept or given up by key, menu and button."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.backup_place import folder_of
from dicas_desktop.store.files import Mode
from dicas_desktop.store.restore import restore
from dicas_desktop.store.store import Store
from dicas_desktop.ui.alerts import Alert
from dicas_desktop.ui.backup_dialogs import RestoreDialog
from dicas_desktop.ui.dialogs import Dialog
from tests.make import PASSPHRASE, WHO, Clock, new_store, reopen
from tests.make_keys import by_key, by_menu
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


def add(store: Store, name: str) -> None:
    with store.write(f"Add {name}") as step:
        step.add("organizations", {"name_en": name})


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workspace that was restored to its first organization from a state with two."""
    path: Path = tmp_path / "w.dicas"
    store = new_store(path, request.param)
    add(store, "Example one")
    store.close()
    with_one = path.with_name("one.dicas")
    with_one.write_bytes(path.read_bytes())
    store = reopen(path, request.param)
    add(store, "Example two")
    store.close()
    restore(path, request.param, with_one, WHO, Clock())
    return path


@pytest.fixture
def passphrase(request: pytest.FixtureRequest) -> str | None:
    """The passphrase of the workspace, if it has one."""
    value: str | None = request.node.callspec.params["path"]
    return value


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, path: Path, passphrase: str | None) -> Iterator[Opened]:
    opened = open_window(qtbot, qapp, reopen(path, passphrase), "organizations")
    yield opened
    opened.window.close_store()


def store_of(opened: Opened) -> Store:
    assert opened.window.store is not None
    return opened.window.store


def line_of(opened: Opened) -> Alert:
    return opened.window.alerts.lines["restored"]


def names(store: Store) -> list[str]:
    with store.read() as db:
        return db.execute("SELECT name_en FROM organizations ORDER BY id").scalars()


def by_button(opened: Opened, command: str) -> None:
    """Click the button of the line across the window."""
    QTest.mouseClick(line_of(opened).buttons[command], Qt.MouseButton.LeftButton)
    opened.settle()


WAYS = pytest.mark.parametrize("way", [by_key, by_menu, by_button], ids=["key", "menu", "button"])


def test_it_is_unmistakable_and_only_read(opened: Opened) -> None:
    window = opened.window
    line = line_of(opened)
    assert line.isVisible()
    assert line.heading.text() == "■ RESTORED, NOT CONFIRMED"
    assert line.text.text().startswith("Restore the backup of ")
    assert line.text.text().endswith("it is only read until you keep this state or go back to the one before.")
    assert window.windowTitle().startswith("[RESTORED · READ-ONLY] w.dicas")
    assert window.status.file.text().startswith("■ READ-ONLY")
    why = "The workspace was restored: keep this state or go back first, in the File menu."
    assert window.commands.why("new") == window.commands.why("undo") == why
    page = window.desk.entity_page() if window.desk is not None else None
    assert page is not None
    page.table.select(1, 1)
    opened.press(Qt.Key.Key_F2)
    assert page.table.cell_edit.editor is None
    opened.do("dark")
    assert line_of(opened).isVisible()


@WAYS
def test_kept_it_can_be_changed_at_once(opened: Opened, way: object) -> None:
    way(opened, "keep_state")  # type: ignore[operator] # one of the three above
    window = opened.window
    assert window.alerts.lines == {}
    assert window.windowTitle().startswith("w.dicas")
    assert window.status.note.text() == "Kept: the workspace can be changed again."
    assert store_of(opened).trial is None
    assert opened.commands.backups.timer.isActive()
    assert window.commands.why("keep_state") == "No restored state waits to be confirmed."
    page = window.desk.entity_page() if window.desk is not None else None
    assert page is not None
    page.table.setFocus()
    page.table.select(1, page.model.column_named("name_en"))
    opened.press(Qt.Key.Key_F2)
    assert page.table.cell_edit.editor is not None
    opened.press(Qt.Key.Key_Escape)


@WAYS
def test_going_back_asks_and_brings_the_state_before_ready_for_work(
    opened: Opened, passphrase: str | None, way: object
) -> None:
    way(opened, "go_back")  # type: ignore[operator] # one of the three above
    (dialog,) = (each for each in opened.window.findChildren(RestoreDialog) if each.isVisible())
    if passphrase:
        QTest.keyClicks(dialog.passphrase.line, passphrase)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    for _piece in range(4):
        opened.settle()
    store = store_of(opened)
    assert names(store) == ["Example one", "Example two"]
    assert store.trial is None
    assert opened.window.alerts.lines == {}
    add(store, "Example three")


def test_a_way_back_that_was_removed_is_told(opened: Opened) -> None:
    for each in folder_of(store_of(opened).path).iterdir():
        each.unlink()
    opened.do("go_back")
    (dialog,) = (each for each in opened.window.findChildren(Dialog) if each.isVisible())
    assert dialog.windowTitle() == "There is no way back to the state before"
    assert dialog.note.text().endswith("File > Backups lists what else there is.")
    assert store_of(opened).trial is not None


def test_where_nothing_good_was_before_only_keeping_is_offered(
    qtbot: QtBot, qapp: QApplication, path: Path, passphrase: str | None
) -> None:
    path.unlink()
    restore(path, passphrase, path.with_name("one.dicas"), WHO, Clock())
    opened = open_window(qtbot, qapp, reopen(path, passphrase), "organizations")
    assert "Before, it was damaged or gone" in line_of(opened).text.text()
    assert not line_of(opened).buttons["go_back"].isEnabled()
    assert opened.window.commands.why("go_back").startswith("What was there before was damaged or gone")
    assert line_of(opened).buttons["keep_state"].isEnabled()
    opened.window.close_store()
    assert opened.window.alerts.lines == {}


def test_one_who_only_reads_sees_it_and_can_do_nothing_about_it(
    qtbot: QtBot, qapp: QApplication, path: Path, passphrase: str | None
) -> None:
    opened = open_window(qtbot, qapp, reopen(path, passphrase, read_only=True), "organizations")
    assert line_of(opened).isVisible()
    assert opened.window.commands.why("keep_state") == "The workspace is open read-only."
    assert opened.window.commands.why("go_back") == "The workspace is open read-only."
    opened.window.close_store()


def test_what_is_restored_with_the_wish_to_keep_it_is_not_asked_about(
    qtbot: QtBot, qapp: QApplication, path: Path, passphrase: str | None
) -> None:
    restore(path, passphrase, path.with_name("one.dicas"), WHO, Clock(), mode=Mode.WRITE | Mode.KEEP)
    opened = open_window(qtbot, qapp, reopen(path, passphrase), "organizations")
    assert opened.window.alerts.lines == {}
    opened.window.close_store()
