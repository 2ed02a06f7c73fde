"""Remove all data, from the menu: the name is typed, everything of the program goes, and it is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.machine import config_folder, data_folder, workstation
from dicas_desktop.ui import errors
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.sanitise_dialogs import RemoveDialog
from dicas_desktop.ui.settings import Settings, settings_path
from tests.make import PASSPHRASE, new_store
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A window on an encrypted workspace, with a settings file and a log of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    errors.start_log(errors.log_path())
    errors.LOGGER.info("something")
    settings = Settings(settings_path())
    store = new_store(tmp_path / "office" / "w.dicas", PASSPHRASE) if _made(tmp_path / "office") else None
    opened = open_window(qtbot, qapp, store, "organizations", settings=settings)
    settings.add_recent(tmp_path / "office" / "w.dicas")
    settings.save()
    return opened


def _made(folder: Path) -> bool:
    folder.mkdir()
    return True


def dialog_of(opened: Opened) -> Dialog:
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


def words(dialog: Dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_folders_are_those_of_qt() -> None:
    places = QStandardPaths.StandardLocation
    for folder, place in ((config_folder(), places.GenericConfigLocation), (data_folder(), places.GenericDataLocation)):
        assert folder == Path(QStandardPaths.writableLocation(place)) / "dicas-desktop"
    assert settings_path().parent == config_folder()
    assert errors.log_path().parent == data_folder()
    assert workstation()


def test_everything_of_the_program_goes_and_nothing_comes_back(opened: Opened, tmp_path: Path) -> None:
    letter = tmp_path / "office" / "letter.docx"
    letter.touch()
    assert (tmp_path / "config" / "dicas-desktop" / "window.ini").exists()
    opened.do("remove_all")
    dialog = dialog_of(opened)
    assert isinstance(dialog, RemoveDialog)
    for name in ("w.dicas", "w.dicas-wal", ".w.dicas.owner", "window.ini", "dicas-desktop.log"):
        assert f"/{name}" in words(dialog)
    assert "this cannot be undone" in words(dialog)
    assert "on flash storage the old content may stay" in words(dialog)
    QTest.keyClicks(dialog.typed, "w.dicas")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    opened.settle()
    told = dialog_of(opened)
    assert told.windowTitle() == "✓ Everything was removed"
    assert "✓ Overwritten and removed: " in words(told)
    assert opened.window.store is None
    assert opened.window.start.rows == []
    told.reject()
    opened.window.close()
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert files == [letter]


@pytest.mark.parametrize("typed", ["", "w", "W.DICAS", "w.dicas "])
def test_another_name_removes_nothing(opened: Opened, tmp_path: Path, typed: str) -> None:
    opened.do("remove_all")
    dialog = dialog_of(opened)
    assert isinstance(dialog, RemoveDialog)
    dialog.typed.setText(typed)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "Type the name of the file, w.dicas, to remove it."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert opened.window.store is not None
    assert (tmp_path / "office" / "w.dicas").exists()
    opened.window.close_store()
    errors.stop_log()


def test_what_stays_is_told(opened: Opened, tmp_path: Path) -> None:
    log = tmp_path / "data" / "dicas-desktop" / "dicas-desktop.log.1"
    log.mkdir()
    opened.do("remove_all")
    dialog = dialog_of(opened)
    assert isinstance(dialog, RemoveDialog)
    dialog.typed.setText("w.dicas")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    told = dialog_of(opened)
    assert told.windowTitle() == "▲ 1 files could not be removed"
    assert f"▲ Not removed: {log} (" in words(told)
    told.reject()
