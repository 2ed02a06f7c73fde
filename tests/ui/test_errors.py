"""Errors nobody foresaw: logged with their trace, told in a dialog, from any thread; work goes on."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.errors import LOGGER, ErrorHook, log_path, start_log
from tests.make_window import NO_DISPLAY, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log of its own for one test."""
    before = list(LOGGER.handlers)
    path = tmp_path / "logs" / "example.log"
    start_log(path)
    yield path
    for handler in [handler for handler in LOGGER.handlers if handler not in before]:
        LOGGER.removeHandler(handler)
        handler.close()


@pytest.fixture
def lines(qtbot: QtBot, log: Path) -> Iterator[tuple[ErrorHook, list[str]]]:
    """A hook with what it told; Python's own hooks are put back."""
    assert qtbot is not None
    assert log.parent.is_dir()
    told: list[str] = []
    hooks = sys.excepthook, threading.excepthook
    hook = ErrorHook(told.append)
    hook.install()
    yield hook, told
    sys.excepthook, threading.excepthook = hooks


def raised() -> ZeroDivisionError:
    try:
        1 / 0  # noqa: B018 - only its error is wanted
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def test_an_error_is_logged_with_its_trace(qtbot: QtBot, lines: tuple[ErrorHook, list[str]], log: Path) -> None:
    hook, told = lines
    hook.take(raised())
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["ZeroDivisionError: division by zero"]
    content = log.read_text(encoding="utf-8")
    assert "Traceback" in content
    assert "division by zero" in content


def test_an_error_of_another_thread_arrives_in_this_one(qtbot: QtBot, lines: tuple[ErrorHook, list[str]]) -> None:
    hook, told = lines
    thread = threading.Thread(target=lambda: hook.take(raised()))
    thread.start()
    thread.join()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))


def test_pythons_own_hooks_lead_here(qtbot: QtBot, lines: tuple[ErrorHook, list[str]]) -> None:
    _hook, told = lines
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 1)


def test_ctrl_c_is_no_error(lines: tuple[ErrorHook, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert lines[1] == []


def test_the_log_is_kept_small(log: Path) -> None:
    logging.getLogger("dicas_desktop").info("example")
    handler = LOGGER.handlers[-1]
    assert getattr(handler, "maxBytes", 0) > 0
    assert log.exists()


def test_the_log_lies_among_the_users_program_data() -> None:
    assert log_path().parts[-2:] == ("dicas-desktop", "dicas-desktop.log")


def test_the_window_tells_it_and_goes_on(qtbot: QtBot, qapp: QApplication, sample: Store, log: Path) -> None:
    assert log is not None
    hooks = sys.excepthook, threading.excepthook
    opened = open_window(qtbot, qapp, sample)
    hook = next(child for child in opened.window.children() if isinstance(child, ErrorHook))
    hook.take(raised())
    opened.settle()
    sys.excepthook, threading.excepthook = hooks
    dialog = next(d for d in opened.window.findChildren(Dialog) if d.isVisible())
    assert "division by zero" in dialog.note.text()
    assert "Nothing is lost" in dialog.note.text()
    dialog.act()
    opened.go("meetings")
    assert opened.window.desk is not None
    assert opened.window.desk.page == "meetings"
