"""What the window remembers: an ini file of the user, read back as it was, safe against nonsense."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.settings import RECENT_FILES, Settings, settings_path
from tests.make import reopen
from tests.make_window import NO_DISPLAY, open_window

pytestmark = NO_DISPLAY


def test_values_come_back_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    first = Settings(path)
    first.theme, first.scale = "dark", 150
    first.remember("panels/show_timeline", "false")
    first.remember("window/geometry", QByteArray(b"example"))
    first.save()
    second = Settings(path)
    assert (second.theme, second.scale) == ("dark", 150)
    assert second.flag("panels/show_timeline", default=True) is False
    assert second.state("window/geometry") == QByteArray(b"example")


@pytest.mark.parametrize(
    ("written", "theme", "scale"),
    [
        ("[look]\ntheme=pink\nscale=huge\n", "system", 100),
        ("[look]\nscale=900\n", "system", 200),
        ("\0\0", "system", 100),
    ],
)
def test_nonsense_in_the_file_counts_as_not_set(tmp_path: Path, written: str, theme: str, scale: int) -> None:
    path = tmp_path / "window.ini"
    path.write_text(written, encoding="utf-8")
    settings = Settings(path)
    assert (settings.theme, settings.scale) == (theme, scale)
    assert settings.recent == ()
    assert settings.state("window/geometry") is None


def test_recent_files_are_few_and_newest_first(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    paths = [tmp_path / f"{number}.dicas" for number in range(RECENT_FILES + 3)]
    for path in paths:
        path.touch()
        settings.add_recent(path)
    settings.add_recent(paths[5])
    assert len(settings.recent) == RECENT_FILES
    assert settings.recent[0] == paths[5]
    assert len(set(settings.recent)) == RECENT_FILES


def test_one_recent_file_is_read_back_as_one(tmp_path: Path) -> None:
    (tmp_path / "one.dicas").touch()
    first = Settings(tmp_path / "window.ini")
    first.add_recent(tmp_path / "one.dicas")
    first.save()
    assert Settings(tmp_path / "window.ini").recent == (tmp_path / "one.dicas",)


def test_the_file_is_the_users_and_no_workspace() -> None:
    assert settings_path().parts[-2:] == ("dicas-desktop", "window.ini")


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    first = open_window(qtbot, qapp, sample, "meetings", settings=Settings(path), size=(1300, 800))
    first.do("timeline")
    first.do("compact")
    assert first.window.desk is not None
    first.window.desk.panels.resize_inspector(280)
    first.window.close()
    store = reopen(sample.path)
    second = open_window(qtbot, qapp, None, settings=Settings(path), size=(1300, 800))
    second.window.set_store(store)
    second.settle()
    assert second.window.desk is not None
    assert second.window.desk.page == "meetings"
    assert not second.window.desk.panels.is_shown("timeline")
    assert second.window.desk.panels.is_shown("inspector")
    assert second.window.desk.inspector.width() == pytest.approx(280, abs=2)
    assert second.window.commands.actions["compact"].isChecked()
    assert second.window.settings.recent == (sample.path,)
    second.window.close_store()


def test_nothing_is_written_without_a_file(tmp_path: Path) -> None:
    settings = Settings(None)
    settings.theme = "dark"
    settings.save()
    assert settings.theme == "dark"
    assert list(tmp_path.iterdir()) == []
