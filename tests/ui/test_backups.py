"""Backups in the window: by themselves, asked for, listed, restored; and a damaged workspace with its choices."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.store.backup_place import folder_of
from dicas_desktop.store.backups import back_up
from dicas_desktop.store.store import Store
from dicas_desktop.ui.backup_commands import AT_OPEN, EVERY
from dicas_desktop.ui.backup_dialogs import BackupsDialog, DamagedDialog, RestoreDialog
from dicas_desktop.ui.dialogs import Dialog
from tests.make import PASSPHRASE, TODAY, new_store, reopen
from tests.make_window import NO_DISPLAY, Opened, open_window, opened_file

pytestmark = NO_DISPLAY
NOW = datetime(2024, 7, 14, 5, 3, tzinfo=UTC)


@pytest.fixture(params=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "w.dicas", PASSPHRASE if request.param == "encrypted" else None)
    add(store)
    yield store
    store.close()


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, store: Store) -> Iterator[Opened]:
    opened = open_window(qtbot, qapp, store, "organizations")
    yield opened
    opened.window.close_store()


def add(store: Store, number: int = 1) -> None:
    with store.write("Add") as step:
        for _each in range(number):
            step.add("organizations", {"name_en": "Example organization"})


def made(store: Store) -> list[str]:
    folder = folder_of(store.path)
    return sorted(each.name.split("-", 3)[-1] for each in folder.iterdir()) if folder.exists() else []


def finish(opened: Opened) -> None:
    """Prove, restore and open again: pieces of work one after the other."""
    for _piece in range(4):
        opened.settle()


def dialog_of(opened: Opened) -> Dialog:
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


def listed(opened: Opened) -> BackupsDialog:
    opened.do("backups")
    dialog = dialog_of(opened)
    assert isinstance(dialog, BackupsDialog)
    return dialog


def cells(dialog: BackupsDialog, row: int = 0) -> list[str]:
    items = [dialog.table.item(row, column) for column in range(dialog.table.columnCount())]
    return [item.text() if item is not None else "" for item in items]


def passphrase_of(store: Store) -> str | None:
    return PASSPHRASE if store.encrypted else None


def test_what_is_opened_is_backed_up_once_and_again_after_a_change(opened: Opened, store: Store) -> None:
    commands = opened.commands.backups
    assert opened.window.status.backup.text() == "No backup yet"
    assert commands.timer.interval() == AT_OPEN
    commands.timer.timeout.emit()
    opened.settle()
    assert [name.rpartition("-")[2] for name in made(store)] == ["open.dicas"]
    assert opened.window.status.backup.text().startswith("Backup ")
    assert opened.window.status.backup.text().endswith(("EDT", "EST"))
    assert commands.timer.isActive()
    assert commands.timer.interval() == EVERY
    commands.timer.timeout.emit()
    opened.settle()
    assert len(made(store)) == 1
    add(store)
    commands.timer.timeout.emit()
    opened.settle()
    assert sorted(name.rpartition("-")[2] for name in made(store)) == ["open.dicas", "work.dicas"]


def test_a_workspace_open_for_reading_is_left_alone(qtbot: QtBot, qapp: QApplication, store: Store) -> None:
    path, passphrase = store.path, passphrase_of(store)
    store.close()
    reader = reopen(path, passphrase, read_only=True)
    opened = open_window(qtbot, qapp, reader)
    opened.commands.backups.timer.timeout.emit()
    opened.settle()
    assert made(reader) == []
    opened.window.close_store()
    assert not opened.commands.backups.timer.isActive()


def test_a_locked_window_is_left_alone(opened: Opened, store: Store) -> None:
    opened.do("lock")
    opened.commands.backups.timer.timeout.emit()
    opened.settle()
    assert made(store) == []
    assert opened.commands.backups.timer.isActive()


def test_a_backup_that_cannot_be_made_by_itself_is_told_in_the_status_bar(opened: Opened, store: Store) -> None:
    folder_of(store.path).write_text("a file in the way", encoding="utf-8")
    opened.commands.backups.timer.timeout.emit()
    opened.settle()
    status = opened.window.status
    assert status.backup.text() == "▲ No backup"
    assert status.backup.toolTip() == "No backup of w.dicas was made: File exists. The workspace itself is as it was."
    assert status.note.text() == status.backup.toolTip()
    opened.do("backup")
    assert dialog_of(opened).note.text() == status.backup.toolTip()


def test_a_backup_is_made_by_its_key_and_told(opened: Opened, store: Store) -> None:
    opened.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [name.rpartition("-")[2] for name in made(store)] == ["asked.dicas"]
    assert opened.window.status.note.text().startswith("Backed up and checked: ")
    assert opened.window.status.backup.text().startswith("Backup ")


def test_other_colours_keep_the_newest_backup_in_the_status_bar(opened: Opened) -> None:
    opened.do("backup")
    before = opened.window.status.backup.text()
    opened.do("dark")
    assert opened.window.status.backup.text() == before
    opened.do("dark")


def test_the_list_shows_size_rows_and_difference(opened: Opened, store: Store) -> None:
    first = back_up(store.hold.file, "import", NOW)
    add(store, 2)
    shutil.copy(first.path, first.path.with_name("2024-07-13T050300Z-open.dicas"))
    first.path.with_name("2024-07-12T050300Z-work.dicas").write_bytes(b"nothing is left" * 300)
    dialog = listed(opened)
    assert dialog.table.rowCount() == 3
    size = f"{first.bytes / 1e6:,.1f} MB"
    assert cells(dialog) == [
        "✓  14 Jul 14:03 JST / 01:03 EDT",
        "before an import",
        size,
        "1",
        "1 step · Organizations +2",
    ]
    assert cells(dialog, 2)[0] == "▲  12 Jul 14:03 JST / 01:03 EDT"
    assert dialog.table.accessibleName() == "Backups"
    assert all(dialog.table.sizeHintForColumn(column) <= dialog.table.columnWidth(column) for column in range(4))
    assert dialog.rows.text().endswith("Organizations 1")
    dialog.table.selectRow(2)
    opened.press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.problem.text() == cells(dialog, 2)[4] != ""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_empty_list_says_how_the_first_is_made(opened: Opened) -> None:
    dialog = listed(opened)
    assert dialog.rows.text() == "There are none yet: File > Back up now makes the first."
    assert not dialog.primary.isEnabled()
    dialog.reject()


def restore_dialog(opened: Opened) -> RestoreDialog:
    dialog = listed(opened)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    asking = dialog_of(opened)
    assert isinstance(asking, RestoreDialog)
    return asking


def test_a_backup_is_restored_and_the_workspace_is_open_as_it_was(opened: Opened, store: Store) -> None:
    back_up(store.hold.file, "asked", NOW)
    add(store)
    path, encrypted = store.path, store.encrypted
    dialog = restore_dialog(opened)
    assert "1 records instead of 2. Since then: 1 step · Organizations +1." in [
        label.text() for label in dialog.findChildren(type(dialog.note))
    ]
    assert dialog.passphrase.isVisible() is encrypted
    if encrypted:
        QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
        assert dialog.problem.text() == "The passphrase is missing: type it."
        QTest.keyClicks(dialog.passphrase.line, PASSPHRASE)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    finish(opened)
    now = opened.window.store
    assert now is not None
    assert now is not store
    assert now.path == path
    with now.read() as db:
        assert db.execute("SELECT count(*) FROM organizations").scalar() == 1
    assert now.check() == []
    assert opened.window.alerts.lines["restored"].isVisible()
    assert [name.rpartition("-")[2] for name in made(now)] == ["asked.dicas", "restore.dicas"]
    assert opened.window.desk is not None
    assert opened.window.desk.page == "organizations"


def test_a_wrong_passphrase_closes_nothing_and_restores_nothing(opened: Opened, store: Store) -> None:
    if not store.encrypted:
        return
    back_up(store.hold.file, "asked", NOW)
    add(store)
    dialog = restore_dialog(opened)
    QTest.keyClicks(dialog.passphrase.line, "wrong words")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    finish(opened)
    assert opened.window.store is store
    assert "does not open w.dicas" in dialog_of(opened).note.text()
    assert len(made(store)) == 1


def test_a_much_smaller_backup_must_be_meant(opened: Opened, store: Store) -> None:
    back_up(store.hold.file, "asked", NOW)
    add(store, 5)
    dialog = restore_dialog(opened)
    QTest.keyClicks(dialog.passphrase.line, PASSPHRASE)
    assert dialog.meant.isVisible()
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert "tick the line above" in dialog.problem.text()
    QTest.keyClick(dialog.meant, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    finish(opened)
    now = opened.window.store
    assert now is not None
    with now.read() as db:
        assert db.execute("SELECT count(*) FROM organizations").scalar() == 1


@pytest.mark.parametrize("way", ["newest", "all"])
def test_a_damaged_workspace_offers_its_newest_good_backup_and_all_of_them(
    qtbot: QtBot, qapp: QApplication, store: Store, way: str
) -> None:
    back_up(store.hold.file, "asked", NOW)
    path, passphrase = store.path, passphrase_of(store)
    store.close()
    content = bytearray(path.read_bytes())
    content[16:4096] = bytes(4080)
    path.write_bytes(content)
    opened = open_window(qtbot, qapp, None)
    opened_file(opened, path, passphrase)
    dialog = dialog_of(opened)
    assert isinstance(dialog, DamagedDialog)
    assert dialog.windowTitle() == "▲ w.dicas is damaged"
    assert (
        dialog.note.text() == "It was not opened. Its newest good backup is of 14 Jul 14:03 JST / 01:03 EDT, asked for."
    )
    assert path.read_bytes() == bytes(content)
    if way == "all":
        QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
        opened.settle()
        every = dialog_of(opened)
        assert isinstance(every, BackupsDialog)
        assert cells(every)[3:] == ["1", "—"]
        QTest.mouseClick(every.primary, Qt.MouseButton.LeftButton)
        opened.settle()
        dialog_of(opened).act()
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    finish(opened)
    assert opened.window.store is not None
    assert opened.window.store.check() == []
    aside = [each for each in folder_of(path).iterdir() if each.name.endswith("-damaged.dicas")]
    assert [each.read_bytes() for each in aside] == [bytes(content)]
    opened.window.close_store()


def test_a_damaged_workspace_without_a_backup_says_so(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(content)
    opened = open_window(qtbot, qapp, None)
    opened_file(opened, path)
    dialog = dialog_of(opened)
    assert dialog.windowTitle() == "w.dicas was not opened"
    assert dialog.note.text() == (
        "w.dicas is damaged and was not opened: restore a backup, or recover what can be read (dicas-desktop recover)."
    )
    dialog.reject()
    folder_of(path).mkdir()
    (folder_of(path) / "2024-07-12T050300Z-work.dicas").write_bytes(b"nothing is left" * 300)
    opened_file(opened, path)
    dialog = dialog_of(opened)
    assert dialog.note.text() == "It was not opened, and none of its backups is good."
    assert not dialog.primary.isVisible()
    dialog.reject()


def test_a_day_of_another_year_names_its_year(opened: Opened, store: Store) -> None:
    back_up(store.hold.file, "asked", NOW.replace(year=2023))
    dialog = listed(opened)
    assert cells(dialog)[0] == "✓  14 Jul 2023 14:03 JST / 01:03 EDT"
    assert TODAY.year == NOW.year
    dialog.reject()


# ---------------------------------------------------------------------- another folder
@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another disk, and settings of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def button_of(dialog: Dialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def choose(opened: Opened, folder: Path) -> BackupsDialog:
    """Choose a folder in the dialog of the backups, which comes again."""
    QTest.mouseClick(button_of(listed(opened), "Another folder…"), Qt.MouseButton.LeftButton)
    (asking,) = opened.window.findChildren(QFileDialog)
    asking.fileSelected.emit(str(folder))
    asking.reject()
    finish(opened)
    dialog = dialog_of(opened)
    assert isinstance(dialog, BackupsDialog)
    return dialog


def test_a_folder_for_the_backups_is_chosen_remembered_and_given_up(opened: Opened, store: Store, disk: Path) -> None:
    dialog = choose(opened, disk)
    assert dialog.place.text() == f"They go into {disk / 'w.dicas.backups'}"
    dialog.reject()
    opened.do("backup")
    assert [each.suffix for each in (disk / "w.dicas.backups").iterdir()] == [".dicas"]
    dialog = listed(opened)
    assert dialog.table.rowCount() == 1
    QTest.mouseClick(button_of(dialog, "Beside the workspace"), Qt.MouseButton.LeftButton)
    finish(opened)
    again = dialog_of(opened)
    assert isinstance(again, BackupsDialog)
    assert again.place.text() == f"They go into {store.path.with_name('w.dicas.backups')}"
    assert not [button for button in again.findChildren(QPushButton) if button.text() == "Beside the workspace"]


def test_a_chosen_folder_that_is_gone_is_told_everywhere_and_the_one_beside_is_used(
    opened: Opened, store: Store, disk: Path
) -> None:
    choose(opened, disk).reject()
    disk.rmdir()
    told = f"The folder for backups {disk} is not there: they go beside the workspace until it is."
    opened.do("backup")
    assert len(made(store)) == 1
    assert opened.window.status.backup.text().startswith("▲ Backup ")
    assert opened.window.status.backup.toolTip() == told
    dialog = listed(opened)
    assert dialog.place.text() == f"▲ {told}"
    assert dialog.place.property("role") == "problem"


def test_a_folder_that_cannot_be_taken_is_told(opened: Opened, store: Store, disk: Path) -> None:
    QTest.mouseClick(button_of(listed(opened), "Another folder…"), Qt.MouseButton.LeftButton)
    (asking,) = opened.window.findChildren(QFileDialog)
    asking.fileSelected.emit(str(disk / "nothing"))
    asking.reject()
    finish(opened)
    assert dialog_of(opened).windowTitle() == "The folder for backups is as it was"
    assert folder_of(store.path) == store.path.with_name("w.dicas.backups")
