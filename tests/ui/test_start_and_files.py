"""The start page, and making, opening and refusing workspace files from the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.file_dialogs import NewWorkspaceDialog, PassphraseDialog, free_path
from dicas_desktop.ui.open_dialogs import OtherWayDialog
from dicas_desktop.ui.settings import Settings
from tests.make import PASSPHRASE, new_store, sample_store
from tests.make_window import NO_DISPLAY, Opened, open_window, opened_file

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    """A window without a workspace."""
    window = open_window(qtbot, qapp, None)
    yield window
    window.window.close_store()


def dialog_of(opened: Opened) -> Dialog:
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


def test_the_start_page_lists_what_was_opened_last(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "one.dicas"
    new_store(path).close()
    settings = Settings(None)
    settings.add_recent(path)
    opened = open_window(qtbot, qapp, None, settings=settings)
    rows = opened.window.start.rows
    assert [row.path for row in rows] == [path]
    assert rows[0].accessibleName() == f"Open {path}"
    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.store.path == path
    assert opened.window.windowTitle() == "one.dicas — DICAS Desktop"
    opened.window.close_store()


def test_without_recent_files_no_list_is_shown(opened: Opened) -> None:
    assert opened.window.start.isVisible()
    assert opened.window.start.rows == []
    assert not opened.window.toolbar.search.isEnabled()


def test_files_that_are_gone_are_not_listed(tmp_path: Path) -> None:
    settings = Settings(None)
    settings.remember("recent", [str(tmp_path / "gone.dicas")])
    assert settings.recent == ()


def test_an_encrypted_file_asks_for_its_passphrase_until_it_fits(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "secret.dicas"
    new_store(path, PASSPHRASE).close()
    opened_file(opened, path)
    first = dialog_of(opened)
    assert isinstance(first, PassphraseDialog)
    first.act()
    assert first.problem.text() == "Passphrase is missing: type it."
    QTest.keyClicks(first.passphrase.line, "wrong words")
    QTest.keyClick(first.passphrase.line, Qt.Key.Key_Return)
    opened.settle()
    second = dialog_of(opened)
    assert isinstance(second, PassphraseDialog)
    assert "does not open secret.dicas" in second.problem.text()
    QTest.keyClicks(second.passphrase.line, PASSPHRASE)
    QTest.mouseClick(second.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.status.file.text() == "Encrypted · secret.dicas"


def test_a_file_that_is_no_workspace_is_told_in_a_sentence(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "letter.dicas"
    path.write_text("Dear colleague, this is a letter and no workspace.", encoding="utf-8")
    opened_file(opened, path)
    dialog = dialog_of(opened)
    assert dialog.windowTitle() in ("letter.dicas was not opened", "Open letter.dicas")
    assert opened.window.store is None


def test_a_missing_file_is_told_in_a_sentence(opened: Opened, tmp_path: Path) -> None:
    opened_file(opened, tmp_path / "nothing.dicas")
    assert "There is no file" in dialog_of(opened).note.text()


def test_a_file_in_use_is_offered_read_only(opened: Opened, tmp_path: Path) -> None:
    holder = sample_store(tmp_path / "busy.dicas")
    opened_file(opened, tmp_path / "busy.dicas")
    dialog = dialog_of(opened)
    assert dialog.primary.text() == "Open read-only"
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.windowTitle().startswith("[READ-ONLY] busy.dicas")
    assert opened.window.status.file.text() == "■ READ-ONLY · Not encrypted · busy.dicas"
    assert opened.window.status.file.property("role") == "heading"
    assert opened.window.commands.why("new") == "The workspace is open read-only."
    holder.close()


def test_the_file_that_is_open_is_not_opened_twice(opened: Opened, tmp_path: Path) -> None:
    new_store(tmp_path / "one.dicas").close()
    opened_file(opened, tmp_path / "one.dicas")
    store = opened.window.store
    opened_file(opened, tmp_path / "one.dicas")
    assert opened.window.store is store
    assert opened.window.status.note.text() == "one.dicas is open already."


def new_dialog(opened: Opened, path: Path) -> NewWorkspaceDialog:
    opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = dialog_of(opened)
    assert isinstance(dialog, NewWorkspaceDialog)
    assert dialog.encrypted.isChecked()
    dialog.path.setText(str(path))
    return dialog


def test_a_new_workspace_is_encrypted_and_opened(opened: Opened, tmp_path: Path) -> None:
    dialog = new_dialog(opened, tmp_path / "office")
    QTest.keyClicks(dialog.passphrase.line, PASSPHRASE)
    assert dialog.strength.text() == "✓ Strong, by this estimate"
    QTest.keyClicks(dialog.again.line, PASSPHRASE)
    dialog.act()
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.store.encrypted
    assert opened.window.store.path == tmp_path / "office.dicas"
    assert opened.window.settings.recent == (tmp_path / "office.dicas",)


def test_a_new_workspace_can_hold_the_sample_and_another_ceiling(opened: Opened, tmp_path: Path) -> None:
    dialog = new_dialog(opened, tmp_path / "plain.dicas")
    dialog.encrypted.setChecked(False)
    assert not dialog.passphrase.isVisible()
    dialog.sample.setChecked(True)
    dialog.ceiling.setCurrentIndex(dialog.ceiling.findData("C"))
    dialog.act()
    opened.settle()
    assert opened.window.store is not None
    assert not opened.window.store.encrypted
    assert opened.window.banners[0].words == opened.window.banners[1].words == "CONFIDENTIAL"
    with opened.window.store.read() as db:
        assert db.execute("SELECT count(*) FROM sources").scalar() == 99


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ("short", "short", "too short"),
        ("long enough words", "other words here", "differ"),
    ],
)
def test_a_new_workspace_refuses_bad_passphrases(
    opened: Opened, tmp_path: Path, first: str, second: str, problem: str
) -> None:
    dialog = new_dialog(opened, tmp_path / "office.dicas")
    dialog.passphrase.line.setText(first)
    dialog.again.line.setText(second)
    dialog.act()
    assert dialog.isVisible()
    assert problem in dialog.problem.text()
    assert not (tmp_path / "office.dicas").exists()


def test_a_new_workspace_refuses_a_name_that_is_taken_or_missing(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "taken.dicas").touch()
    dialog = new_dialog(opened, tmp_path / "taken.dicas")
    dialog.act()
    assert "taken.dicas exists already" in dialog.problem.text()
    dialog.path.setText(" ")
    dialog.act()
    assert "File is missing" in dialog.problem.text()


def test_a_workspace_in_a_missing_folder_is_told_in_a_sentence(opened: Opened, tmp_path: Path) -> None:
    dialog = new_dialog(opened, tmp_path / "no" / "such" / "office.dicas")
    dialog.encrypted.setChecked(False)
    dialog.act()
    opened.settle()
    assert "There is no folder" in dialog_of(opened).note.text()


def test_the_passphrase_can_be_shown(opened: Opened, tmp_path: Path) -> None:
    dialog = new_dialog(opened, tmp_path / "office.dicas")
    modes = type(dialog.passphrase.line).EchoMode
    assert dialog.passphrase.line.echoMode() == modes.Password
    QTest.mouseClick(dialog.passphrase.show_it, Qt.MouseButton.LeftButton)
    assert dialog.passphrase.line.echoMode() == modes.Normal


def test_the_sample_is_made_once_and_opened(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path))
    opened.do("open_sample")
    assert opened.window.store is not None
    path = opened.window.store.path
    assert path == tmp_path / "dicas-desktop" / "public-record.dicas"
    opened.do("start_page")
    opened.do("open_sample")
    assert opened.window.store is not None
    assert opened.window.store.path == path


def test_free_names_are_counted_up(tmp_path: Path) -> None:
    assert free_path(tmp_path).name == "workspace.dicas"
    (tmp_path / "workspace.dicas").touch()
    assert free_path(tmp_path).name == "workspace-2.dicas"


def test_a_file_in_use_is_taken_over_by_the_second_button(opened: Opened, tmp_path: Path) -> None:
    holder = new_store(tmp_path / "busy.dicas", PASSPHRASE)
    opened_file(opened, tmp_path / "busy.dicas", PASSPHRASE)
    dialog = dialog_of(opened)
    assert isinstance(dialog, OtherWayDialog)
    assert dialog.windowTitle() == "busy.dicas is in use"
    assert "Example officer on example-desk since" in dialog.note.text()
    assert dialog.other.text() == "Take over"
    QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store is not None
    assert not opened.window.store.read_only
    assert holder.hold.lost
    holder.close()
    assert not opened.window.store.hold.lost


def test_cancel_leaves_a_file_in_use_alone(opened: Opened, tmp_path: Path) -> None:
    holder = new_store(tmp_path / "busy.dicas")
    opened_file(opened, tmp_path / "busy.dicas")
    QTest.keyClick(dialog_of(opened), Qt.Key.Key_Escape)
    opened.settle()
    assert opened.window.store is None
    assert not holder.hold.lost
    holder.close()


def test_a_file_in_a_synchronised_folder_is_read_unless_one_insists(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    new_store(tmp_path / "w.dicas").close()
    path = (tmp_path / "w.dicas").rename(tmp_path / "Dropbox" / "w.dicas")
    opened_file(opened, path)
    dialog = dialog_of(opened)
    assert dialog.windowTitle() == "w.dicas is not on a local disk"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.store.read_only
    opened.window.close_store()
    opened_file(opened, path)
    dialog = dialog_of(opened)
    assert isinstance(dialog, OtherWayDialog)
    QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store is not None
    assert not opened.window.store.read_only
    assert "take care that nobody else writes" in opened.window.status.note.text()


def test_a_medium_that_takes_no_writing_opens_read_only_at_once(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path, PASSPHRASE).close()
    path.chmod(0o444)
    opened_file(opened, path, PASSPHRASE)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.windowTitle().startswith("[READ-ONLY] w.dicas")


def test_open_read_only_of_the_menu_only_reads(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    opened.do("open_read_only")
    dialog = opened.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.store.read_only
