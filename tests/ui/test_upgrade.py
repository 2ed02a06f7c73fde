"""A workspace of an older schema is brought up to date when it is opened: the window says how far, and can stop."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop import app
from dicas_desktop.store.files import Mode
from dicas_desktop.store.schema import newest_revision
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.work import Job
from tests.make import TODAY, reopen
from tests.make_released import released
from tests.make_window import NO_DISPLAY, Opened, open_window, opened_file

pytestmark = [
    NO_DISPLAY,
    pytest.mark.skipif(
        "schema-0001" not in {Path(name).stem for name in released()}, reason="no file of an old schema"
    ),
]
SAID = "Bringing w.dicas up to date: "


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain workspace of the first schema."""
    source = next(path for path, passphrase in released().values() if passphrase is None and "0001" in path.name)
    return Path(shutil.copy(source, tmp_path / "w.dicas"))


def heard(opened: Opened) -> list[str]:
    """What the progress line is told from now on."""
    told: list[str] = []
    opened.window.work.began.connect(lambda job: job.progressed.connect(lambda _done, _total, text: told.append(text)))
    return told


def test_opening_it_says_what_is_done_and_ends_with_the_new_schema(
    qtbot: QtBot, qapp: QApplication, path: Path
) -> None:
    opened = open_window(qtbot, qapp, None)
    told = heard(opened)
    opened_file(opened, path)
    store = opened.window.store
    assert store is not None
    parts = [text.removeprefix(SAID) for text in told if text]
    assert parts
    assert all(text.startswith(SAID) for text in told if text)
    assert parts[0] == "Copying w.dicas"
    assert any(text.startswith("Replaying the journal") for text in parts)
    with store.read() as db:
        assert int(db.execute("SELECT version_num FROM alembic_version").scalar()) == newest_revision()
    assert not opened.window.status.progress.isVisible()
    opened.window.close_store()


def test_cancel_leaves_the_file_as_it_was_and_free_for_others(qtbot: QtBot, qapp: QApplication, path: Path) -> None:
    before = path.read_bytes()
    opened = open_window(qtbot, qapp, None)

    def stop(job: Job) -> None:
        QTest.mouseClick(opened.window.status.progress.cancel, Qt.MouseButton.LeftButton)
        assert job.cancelled

    opened.window.work.began.connect(stop)
    opened_file(opened, path)
    assert opened.window.store is None
    assert opened.window.start.isVisible()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if each.is_file()] == ["w.dicas"]
    reopen(path).close()


def test_cancel_after_an_opening_that_was_quick_closes_what_was_opened(
    qtbot: QtBot, qapp: QApplication, path: Path
) -> None:
    reopen(path).close()  # of the newest schema from here on
    opened = open_window(qtbot, qapp, None)
    opened.window.work.began.connect(lambda job: job.cancel())
    opened_file(opened, path)
    assert opened.window.store is None
    reopen(path).close()


def test_a_file_named_at_the_start_tells_its_progress_too(
    qtbot: QtBot, qapp: QApplication, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_PATIENCE", 0.0)
    window = app.make_window(qapp, Settings(None), Clock(TODAY))
    qtbot.addWidget(window)
    opened = Opened(window, app.give_commands(window), qtbot)
    told = heard(opened)
    relay = app._Told()  # noqa: SLF001 - the parts of `run`, which would not end
    opening = app._begin_to_open(path, None, Mode.WRITE, window.settings, relay)  # noqa: SLF001 - the same
    app._show_opened(window, opening, path, relay, lambda problem: pytest.fail(str(problem)))  # noqa: SLF001 - the same
    for _piece in range(3):
        opened.settle()
    assert window.store is not None
    assert window.store.path == path
    assert any(text.startswith(SAID) for text in told)
    window.close_store()
