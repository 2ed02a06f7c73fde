"""The notice of the office: nothing is shown before it is accepted, and the journal says who accepted it when."""

from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.files import Mode
from dicas_desktop.store.history import steps
from dicas_desktop.ui.consent import SETTING, notice_of
from dicas_desktop.ui.consent_dialog import ConsentDialog
from dicas_desktop.ui.settings import Settings
from tests.make import new_store, reopen
from tests.make_window import NO_DISPLAY, Opened, open_window, opened_file

pytestmark = NO_DISPLAY
NOTICE = "This is the placeholder of a notice.\n\nIt has two paragraphs."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the settings, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "dicas-desktop"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    new_store(tmp_path / "w.dicas").close()
    return tmp_path / "w.dicas"


def ask(qtbot: QtBot, qapp: QApplication, path: Path, folder: Path) -> tuple[Opened, ConsentDialog]:
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    opened = open_window(qtbot, qapp, None)
    opened_file(opened, path)
    dialog = opened.window.findChild(ConsentDialog)
    assert dialog is not None
    return opened, dialog


def test_nothing_is_shown_before_the_notice_is_accepted(
    qtbot: QtBot, qapp: QApplication, path: Path, folder: Path
) -> None:
    opened, dialog = ask(qtbot, qapp, path, folder)
    assert dialog.isModal()
    assert dialog.text.text() == NOTICE
    assert opened.window.store is None
    assert opened.window.desk is None
    assert opened.window.settings.recent == ()
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    store = opened.window.store
    assert store is not None
    with store.read() as db:
        newest = steps(db, 1)[0]
    digest = sha256(NOTICE.encode()).hexdigest()[:8]
    assert (newest.kind, newest.label, newest.who) == ("consent", f"Accept the notice ({digest})", store.who.name)
    assert store.check() == []
    opened.window.close_store()


def test_who_refuses_leaves_and_the_file_is_let_go(qtbot: QtBot, qapp: QApplication, path: Path, folder: Path) -> None:
    opened, dialog = ask(qtbot, qapp, path, folder)
    assert dialog.leave.text() == "Leave"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert not opened.window.isVisible()
    with closing(reopen(path)) as store, store.read() as db:
        assert [step.kind for step in steps(db, 5)] == ["create"]


def test_a_file_that_takes_no_writing_is_shown_after_consent_too(
    qtbot: QtBot, qapp: QApplication, path: Path, folder: Path
) -> None:
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    opened = open_window(qtbot, qapp, None)
    opened.commands.files.open_path(path, mode=Mode.READ)
    opened.settle()
    dialog = opened.window.findChild(ConsentDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.store is not None
    assert opened.window.store.read_only
    assert opened.window.store.head.steps == 1
    opened.window.close_store()


@pytest.mark.usefixtures("folder")
def test_without_a_notice_nobody_is_asked(qtbot: QtBot, qapp: QApplication, path: Path) -> None:
    opened = open_window(qtbot, qapp, None)
    opened_file(opened, path)
    assert opened.window.findChild(ConsentDialog) is None
    assert opened.window.store is not None
    assert opened.window.store.head.steps == 1
    opened.window.close_store()


@pytest.mark.usefixtures("folder")
def test_a_setting_may_name_another_file(tmp_path: Path) -> None:
    settings = Settings(None)
    assert notice_of(settings) is None
    (tmp_path / "ours.txt").write_text("\ufeffOurs\n", encoding="utf-8")
    settings.remember(SETTING, str(tmp_path / "ours.txt"))
    assert notice_of(settings) == "Ours"
    settings.remember(SETTING, str(tmp_path / "none.txt"))
    assert "none.txt, could not be read: there is no such file." in str(notice_of(settings))
    settings.remember(SETTING, "o\0")
    assert "could not be read: its name cannot be one." in str(notice_of(settings))


def test_a_notice_that_cannot_be_read_is_not_passed_over(folder: Path) -> None:
    settings = Settings(None)
    (folder / "notice.txt").write_bytes(b"\xff\xfe\x00 no text")
    assert "could not be read: it is not UTF-8 text." in str(notice_of(settings))
    (folder / "notice.txt").unlink()
    (folder / "notice.txt").mkdir()
    assert "could not be read: " in str(notice_of(settings))
    (folder / "notice.txt").rmdir()
    (folder / "notice.txt").write_text("  \n", encoding="utf-8")
    assert notice_of(settings) is None


def test_a_very_long_notice_is_scrolled(qtbot: QtBot, qapp: QApplication, path: Path, folder: Path) -> None:
    (folder / "notice.txt").write_text("word " * 40_000, encoding="utf-8")
    opened = open_window(qtbot, qapp, None)
    opened_file(opened, path)
    dialog = opened.window.findChild(ConsentDialog)
    assert dialog is not None
    assert dialog.height() <= 900
    assert len(dialog.text.text()) <= 50_000
    dialog.primary.click()
    opened.settle()
    opened.window.close_store()
