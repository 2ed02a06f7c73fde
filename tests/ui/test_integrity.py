"""The open file is looked after by itself: damage is told and ends the writing, a whole file is checked once a week."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store.connection import PAGE_BYTES, connect
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.settings import Settings
from tests.make import PASSPHRASE, TODAY, WHO, Clock, reopen, sample_store
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def opened(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """The public record in a window."""
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    if request.param is not None:
        change_passphrase(path, None, request.param, WHO, Clock())
    window = open_window(qtbot, qapp, reopen(path, request.param), settings=Settings(None))
    yield window
    window.window.close_store()


def spoil(path: Path) -> None:
    """Destroy the last third of the file under the open window."""
    with path.open("r+b") as file:
        start = path.stat().st_size * 2 // 3 // PAGE_BYTES * PAGE_BYTES
        file.seek(start)
        file.write(b"\x5a" * (path.stat().st_size - start))


def dialogs(opened: Opened) -> list[Dialog]:
    return [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]


def test_a_whole_file_is_not_talked_about(opened: Opened) -> None:
    assert opened.commands.integrity.quick.isActive()
    opened.commands.integrity.look()
    opened.settle()
    assert dialogs(opened) == []
    assert opened.window.store is not None
    assert not opened.window.store.read_only


def test_damage_under_the_open_window_is_told_and_ends_the_writing(opened: Opened) -> None:
    store = opened.window.store
    assert store is not None
    spoil(store.path)
    opened.commands.integrity.look()
    opened.settle()
    (dialog,) = dialogs(opened)
    assert dialog.windowTitle() == "▲ w.dicas is not as it should be"
    assert "File > Recover" in dialog.note.text()
    assert any(label.text().startswith("The file is damaged: ") for label in dialog.findChildren(QLabel))
    assert store.read_only
    assert opened.window.commands.why("new") == "The workspace is open read-only."
    dialog.close()


def test_the_whole_check_is_made_once_a_week(opened: Opened) -> None:
    window = opened.window
    assert window.store is not None
    with window.store.read() as db:
        name = f"checked/{db.execute('SELECT value FROM store_facts WHERE name = ?', ('uid',)).scalar()}"
    for last, made in ((None, True), ("2024-07-09", False), ("2024-07-08", True), ("2031-01-01", True), ("x", True)):
        window.verified = ""
        window.settings.remember(name, last)
        opened.commands.integrity.check_if_due()
        opened.settle()
        assert (window.verified == window.store.head.digest) == made, last
        assert window.settings.value(name) == (TODAY.isoformat() if made else last)
    assert dialogs(opened) == []
    assert window.status.journal.text().endswith("✓")


def test_what_another_program_changed_is_found_by_the_weekly_check(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE persons SET name_en = 'Somebody else' WHERE id = 1")
    opened = open_window(qtbot, qapp, reopen(path))
    opened.commands.integrity.check_if_due()
    opened.settle()
    (dialog,) = dialogs(opened)
    assert any("another program changed name_en" in label.text() for label in dialog.findChildren(QLabel))
    assert opened.window.verified == ""
    assert opened.window.store is not None
    assert not opened.window.store.read_only
    dialog.close()
    opened.window.close_store()


def test_a_file_that_is_only_read_is_left_alone(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    opened = open_window(qtbot, qapp, reopen(path, read_only=True))
    spoil(path)
    opened.commands.integrity.look()
    opened.commands.integrity.check_if_due()
    opened.settle()
    assert dialogs(opened) == []
    opened.window.close_store()


def test_nothing_is_looked_after_once_it_is_closed(opened: Opened) -> None:
    opened.window.close_store()
    opened.settle()
    watch = opened.commands.integrity
    assert not watch.quick.isActive()
    assert not watch.full.isActive()
    watch.look()
    watch.check_if_due()
