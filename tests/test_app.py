"""The wiring: one application, colours of the settings, the file that was named, what comes late."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop import app
from dicas_desktop.ui import errors, theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.timeline.panel import TimelinePanel
from tests.make import PASSPHRASE, new_store, sample_store
from tests.make_window import NO_DISPLAY

pytestmark = NO_DISPLAY


@pytest.fixture(autouse=True)
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings and log of this test, Python's own hooks put back."""
    before = sys.excepthook, threading.excepthook
    monkeypatch.setattr(app, "settings_path", lambda: tmp_path / "window.ini")
    monkeypatch.setattr(errors, "log_path", lambda: tmp_path / "example.log")
    yield
    sys.excepthook, threading.excepthook = before
    for handler in list(errors.LOGGER.handlers):
        errors.LOGGER.removeHandler(handler)
        handler.close()


def window() -> MainWindow:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())


def run_until(
    qapp: QApplication, path: Path | None, look: object, milliseconds: int = 900, passphrase: str | None = None
) -> int:
    """Run the program, look at its window after a while, and leave it."""
    assert callable(look)

    def leave() -> None:
        shown = window()
        try:
            look(shown)
        finally:
            shown.close()
            shown.deleteLater()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            qapp.exit(0)

    QTimer.singleShot(milliseconds, leave)
    # else closing the window would leave an order to quit for the event loops of the tests that follow
    qapp.setQuitOnLastWindowClosed(False)
    try:
        return app.run(path, passphrase)
    finally:
        qapp.setQuitOnLastWindowClosed(True)


def test_a_named_file_is_opened(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "sample.dicas"
    sample_store(path).close()
    seen: list[str] = []
    assert run_until(qapp, path, lambda shown: seen.append(shown.windowTitle())) == 0
    assert seen == ["sample.dicas — DICAS Desktop"]


def test_the_first_paint_has_the_rows_and_the_chart_comes_after_it(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "sample.dicas"
    sample_store(path).close()
    Settings(tmp_path / "window.ini").remember("page", "action_items")
    seen: list[tuple[int, bool]] = []  # at each paint: rows of the page, and whether there is a chart

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            shown = watched.window() if isinstance(watched, QWidget) else None
            if event.type() == QEvent.Type.Paint and isinstance(shown, MainWindow):
                page = None if shown.desk is None else shown.desk.entity_page()
                seen.append((0 if page is None else page.row_count(), shown.findChild(TimelinePanel) is not None))
            return False

    watcher = Watcher()
    qapp.installEventFilter(watcher)
    run_until(qapp, path, lambda _shown: None)
    qapp.removeEventFilter(watcher)
    assert seen[0] == (29, False)
    assert seen[-1] == (29, True)


def test_an_encrypted_file_comes_after_the_window(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "secret.dicas"
    new_store(path, passphrase=PASSPHRASE).close()
    seen: list[str] = []
    run_until(qapp, path, lambda shown: seen.append(shown.windowTitle()), 3000, passphrase=PASSPHRASE)
    assert seen == ["secret.dicas — DICAS Desktop"]


def test_the_collector_rests_while_the_window_starts_and_works_again_after_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "sample.dicas"
    sample_store(path).close()
    gc.disable()  # as the command does before it imports the window
    try:
        collecting: list[bool] = []
        run_until(qapp, path, lambda _shown: collecting.append(gc.isenabled()))
        assert collecting == [True]
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.enable()
        gc.unfreeze()


def test_without_a_file_the_start_page_is_shown(qapp: QApplication) -> None:
    seen: list[bool] = []
    run_until(qapp, None, lambda shown: seen.extend((shown.start.isVisible(), bool(shown.deeds))))
    assert seen == [True, True]


def test_a_file_that_cannot_be_opened_is_told(qapp: QApplication, tmp_path: Path) -> None:
    seen: list[str] = []

    def look(shown: MainWindow) -> None:
        seen.extend(dialog.windowTitle() for dialog in QApplication.topLevelWidgets() if dialog.parent() is shown)

    run_until(qapp, tmp_path / "nothing.dicas", look)
    assert seen == ["nothing.dicas was not opened"]


def test_there_is_one_application(qapp: QApplication) -> None:
    assert app.application() is qapp


def test_the_window_wears_the_colours_of_the_settings(qtbot: QtBot, qapp: QApplication) -> None:
    settings = Settings(None)
    settings.theme, settings.scale = "dark", 125
    made = app.make_window(qapp, settings, Clock())
    qtbot.addWidget(made)
    assert theme.current().dark
    assert theme.scale() == 125


def test_a_command_asked_for_early_is_given_its_deed(qtbot: QtBot, qapp: QApplication) -> None:
    made = app.make_window(qapp, Settings(None), Clock())
    qtbot.addWidget(made)
    made.give_deeds = lambda: app.give_commands(made)
    made.show()
    made.commands.actions["keys"].trigger()
    assert "keys" in made.deeds


def test_the_window_works_on_a_real_display_too(xvfb: object, tmp_path: Path) -> None:
    if xvfb is None:
        pytest.skip("this machine has no virtual display")
    sample_store(tmp_path / "sample.dicas").close()
    out = tmp_path / "out.png"
    command = [sys.executable, "-m", "dicas_desktop", "screenshot", str(tmp_path / "sample.dicas"), "-o", str(out)]
    done = subprocess.run(
        [*command, "--page", "meetings", "--size", "1280x720", "--as-of", "2024-07-15"],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    picture = QImage(str(out))
    assert picture.size().toTuple() == (1280, 720)
    strip, seen = QColor(theme.MARKING_COLOURS["U"][0]), picture.pixelColor(3, 3)
    # a display of 16 bits has fewer colours
    assert seen.green() == pytest.approx(strip.green(), abs=8)
    assert seen.red() < 8
