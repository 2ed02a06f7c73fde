"""File > Recover: a damaged workspace is saved into a new one from the window, with its report."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store.backup_place import folder_of
from dicas_desktop.store.connection import PAGE_BYTES
from dicas_desktop.ui.backup_dialogs import DamagedDialog
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.recovery_dialogs import RecoverDialog, ReportDialog
from tests.make import PASSPHRASE, new_store, reopen, sample_store
from tests.make_window import NO_DISPLAY, Opened, open_window, opened_file

pytestmark = NO_DISPLAY
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    """A window without a workspace."""
    window = open_window(qtbot, qapp, None)
    yield window
    window.window.close_store()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The public record, with every fourth page from the tenth on destroyed."""
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    content = bytearray(path.read_bytes())
    for number in range(10, len(content) // PAGE_BYTES, 4):
        content[number * PAGE_BYTES : (number + 1) * PAGE_BYTES] = os.urandom(PAGE_BYTES)
    path.write_bytes(content)
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A small encrypted workspace whose first page is destroyed."""
    path = tmp_path / "secret.dicas"
    with closing(new_store(path, PASSPHRASE)) as store, store.write("Add") as step:
        step.add("organizations", {"name_en": "Example organization"})
    content = bytearray(path.read_bytes())
    content[100:200] = os.urandom(100)
    path.write_bytes(content)
    return path


def shown(opened: Opened) -> Dialog:
    dialogs = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def ask(opened: Opened, path: Path) -> RecoverDialog:
    """Press the key, choose the file, and return the dialog that follows."""
    opened.press(Qt.Key.Key_S, BOTH)
    (chooser,) = opened.window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()
    opened.settle()
    dialog = shown(opened)
    assert isinstance(dialog, RecoverDialog)
    return dialog


def words(dialog: Dialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_a_damaged_workspace_is_saved_and_its_report_opens_the_new_one(opened: Opened, path: Path) -> None:
    before = path.read_bytes()
    dialog = ask(opened, path)
    assert not dialog.passphrase.isVisible()
    assert dialog.output() == path.with_name("w-recovered.dicas")
    QTest.keyClick(dialog.path, Qt.Key.Key_Return)
    opened.settle()
    report = shown(opened)
    assert isinstance(report, ReportDialog)
    assert report.windowTitle() == "◐ w.dicas was recovered in part"
    assert {banner.words for banner in report.findChildren(Banner)} == {"UNCLASSIFIED"}
    assert any(text.startswith(("Taken from the journal", "Kept as read")) for text in words(report))
    assert path.read_bytes() == before
    QTest.mouseClick(report.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.store.path == path.with_name("w-recovered.dicas")
    assert opened.window.store.check() == []


def test_an_encrypted_one_asks_until_its_passphrase_fits(opened: Opened, secret: Path) -> None:
    dialog = ask(opened, secret)
    dialog.act()
    assert dialog.problem.text() == "The passphrase is missing: type it."
    QTest.keyClicks(dialog.passphrase.line, "wrong words")
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    opened.settle()
    again = shown(opened)
    assert isinstance(again, RecoverDialog)
    assert again.problem.text() == "The passphrase opens no page of secret.dicas: type it again."
    QTest.keyClicks(again.passphrase.line, PASSPHRASE)
    QTest.mouseClick(again.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    report = shown(opened)
    assert any("Example" in text or text == "Journal: steps 1 to 2 are kept as they were." for text in words(report))
    QTest.keyClick(report, Qt.Key.Key_Escape)
    opened.settle()
    assert opened.window.store is None
    with closing(reopen(secret.with_name("secret-recovered.dicas"), PASSPHRASE)) as store:
        assert store.check() == []


def test_the_new_file_must_be_named_and_free(opened: Opened, path: Path) -> None:
    path.with_name("w-recovered.dicas").write_text("taken", encoding="utf-8")
    dialog = ask(opened, path)
    assert dialog.output().name == "w-recovered-2.dicas"
    dialog.path.setText(str(path))
    dialog.act()
    assert dialog.problem.text() == "w.dicas exists already: choose another name."
    dialog.path.setText("  ")
    dialog.act()
    assert dialog.problem.text() == "The new file is missing: choose where it is kept."
    dialog.path.setText(str(path.parent / "nowhere" / "new"))
    dialog.act()
    opened.settle()
    told = shown(opened)
    assert told.windowTitle() == "w.dicas was not recovered"
    assert "There is no folder" in told.note.text()


def test_a_file_that_cannot_be_read_is_told(opened: Opened, tmp_path: Path) -> None:
    opened.commands.recovery.ask(tmp_path / "gone.dicas")
    opened.settle()
    assert "could not be read" in shown(opened).note.text()


def test_cancel_makes_no_file(opened: Opened, path: Path) -> None:
    dialog = ask(opened, path)
    dialog.act()
    (job,) = opened.window.work.jobs
    job.cancel()
    opened.settle()
    assert [each.name for each in path.parent.iterdir()] == ["w.dicas"]
    assert not [each for each in opened.window.findChildren(Dialog) if each.isVisible()]


def test_leaving_the_dialog_makes_no_file(opened: Opened, path: Path) -> None:
    dialog = ask(opened, path)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert [each.name for each in path.parent.iterdir()] == ["w.dicas"]


def test_every_part_has_its_name_for_a_screen_reader(opened: Opened, path: Path) -> None:
    dialog = ask(opened, path)
    assert dialog.accessibleName() == "Recover w.dicas"
    assert dialog.path.accessibleName() == "New workspace"
    assert dialog.passphrase.line.accessibleName() == "Passphrase"


def test_a_damaged_file_that_is_opened_can_be_recovered_at_once(opened: Opened, secret: Path) -> None:
    folder_of(secret).mkdir()
    (folder_of(secret) / "2024-07-12T050300Z-work.dicas").write_bytes(b"nothing is left" * 300)
    opened_file(opened, secret, PASSPHRASE)
    damaged = shown(opened)
    assert isinstance(damaged, DamagedDialog)
    order = [damaged.buttons.indexOf(each) for each in (damaged.leave, damaged.save, damaged.other, damaged.primary)]
    assert order == sorted(order)
    QTest.mouseClick(damaged.save, Qt.MouseButton.LeftButton)
    opened.settle()
    dialog = shown(opened)
    assert isinstance(dialog, RecoverDialog)
    assert dialog.windowTitle() == "Recover secret.dicas"
