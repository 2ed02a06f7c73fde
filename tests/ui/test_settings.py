"""What the window remembers: an ini file of the user, read back as it was, safe against nonsense."""

from contextlib import closing
from pathlib import Path
from typing import cast

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


@pytest.mark.parametrize("recent", ["@ByteArray(abc)", "x" * 300, "\\0", "@Size(1 2)", "7", '"x, y"'])
def test_recent_files_that_make_no_sense_are_left_out(tmp_path: Path, recent: str) -> None:
    path = tmp_path / "window.ini"
    path.write_text(f"[General]\nrecent={recent}\n", encoding="utf-8")
    assert Settings(path).recent == ()


def test_a_number_too_long_for_any_use_counts_as_not_set(qtbot: QtBot, sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    digits = "9" * 5_000
    path.write_text(f"[look]\nscale={digits}\n[panels]\ninspector={digits}\ntimeline=²\n", encoding="utf-8")
    settings = Settings(path)
    assert settings.scale == 100
    with closing(sample):
        opened = open_window(qtbot, cast("QApplication", QApplication.instance()), None, settings=settings)
        opened.window.set_store(reopen(sample.path, read_only=True), "meetings")
        opened.settle()
        assert opened.window.desk is not None
        assert opened.window.desk.inspector.width() < 600
        opened.window.close_store()


COLUMNS = (
    "[" * 3_000,
    '{"order": ["title"], "hidden": [], "widths": {"title": 1e999}}',
    '{"order": ["title"], "hidden": [], "widths": {"title": 1e300}}',
    '{"order": ["title"], "hidden": [], "widths": {"title": -5, "ref": 99999999999}}',
    '{"order": [["title"]], "hidden": [[]], "widths": []}',
    '{"order": "title", "hidden": "x", "widths": {}, "asked": 7}',
)


@pytest.mark.parametrize("columns", COLUMNS)
def test_columns_that_make_no_sense_leave_a_table_that_can_be_read(
    qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path, columns: str
) -> None:
    settings = Settings(tmp_path / "window.ini")
    settings.remember("columns/meetings", columns)
    opened = open_window(qtbot, qapp, sample, "meetings", settings=settings)
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    head = page.table.horizontalHeader()
    widths = [head.sectionSize(number) for number in range(head.count()) if not head.isSectionHidden(number)]
    assert len(widths) > 1
    assert all(10 < width < 3_000 for width in widths), widths
    opened.window.close_store()


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
