"""The open file is looked after by itself: damage is told and ends the writing, a whole file is checked once a week."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store.connection import PAGE_BYTES, connect
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.proof import Proof
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
        window.proof = Proof()
        window.settings.remember(name, last)
        opened.commands.integrity.check_if_due()
        opened.settle()
        assert (window.proof.head == window.store.head.digest) == made, last
        assert window.settings.value(name) == (TODAY.isoformat() if made else last)
    assert dialogs(opened) == []
    assert window.status.journal.text().endswith("✓ verified")


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
    assert opened.window.proof.head == ""
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


# ---------------------------------------------------------------------- what is told of the journal
def spoil_journal(path: Path, step: int) -> None:
    """Change the label of a step with another program."""
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE journal_steps SET label = 'Something else' WHERE id = ?", (step,))


def journal_line(opened: Opened) -> str:
    """What the status bar says of the journal."""
    return opened.window.status.journal.text()


@pytest.fixture
def spoiled(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """A window over a journal whose second step another program changed."""
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    spoil_journal(path, 2)
    opened = open_window(qtbot, qapp, reopen(path), settings=Settings(tmp_path / "window.ini"))
    yield opened
    opened.window.close_store()


def test_before_any_check_the_status_bar_says_that_there_was_none(opened: Opened) -> None:
    store = opened.window.store
    assert store is not None
    head = store.head
    assert journal_line(opened) == f"Journal {head.steps} · {head.short} · not verified since opening"
    assert opened.window.status.journal.property("role") == "mute"
    assert opened.window.alerts.lines == {}
    assert not opened.window.alerts.isVisible()


def test_while_it_checks_it_says_so_and_another_check_waits(opened: Opened) -> None:
    opened.window.commands.actions["check"].trigger()
    assert journal_line(opened).endswith(" · checking…")
    opened.window.commands.actions["check"].trigger()
    assert opened.window.status.note.text() == "A check is under way."
    assert len([job for job in opened.window.work.jobs if job.title == "Checking w.dicas"]) == 1
    opened.settle()
    assert journal_line(opened).endswith(" · ✓ verified")


def test_a_check_that_is_stopped_has_shown_nothing(opened: Opened) -> None:
    opened.window.commands.actions["check"].trigger()
    (job,) = (job for job in opened.window.work.jobs if job.title)
    job.cancel()
    opened.settle()
    assert journal_line(opened).endswith(" · not verified since opening")


def test_steps_after_a_check_are_told_apart_from_those_before(opened: Opened) -> None:
    opened.do("check")
    store = opened.window.store
    assert store is not None
    checked = store.head.steps
    with store.write("Change") as step:
        step.update("meetings", 1, {"city": "Example city"})
    opened.settle()
    assert journal_line(opened).endswith(f" · verified up to {checked}")
    opened.do("check")
    assert journal_line(opened).endswith(" · ✓ verified")


def test_a_broken_chain_is_a_red_line_with_its_first_bad_entry_and_the_program_goes_on(spoiled: Opened) -> None:
    window = spoiled.window
    spoiled.do("check")
    (dialog,) = dialogs(spoiled)
    assert "Ask who changed the file" in dialog.note.text()
    dialog.close()
    line = window.alerts.lines["journal"]
    assert line.isVisible()
    assert line.heading.text() == "▲ Journal not verified"
    assert line.heading.property("role") == "alert"
    assert line.text.text().startswith("Step 2 of the journal, “Something else”, is not as it was written.")
    assert line.accessibleName().startswith("▲ Journal not verified: Step 2")
    assert journal_line(spoiled).endswith(" · ▲ not verified")
    assert window.status.journal.property("role") == "problem"
    store = window.store
    assert store is not None
    assert not store.read_only
    with store.write("Change") as step:
        step.update("meetings", 1, {"city": "Example city"})
    spoiled.settle()
    assert line.isVisible()
    assert journal_line(spoiled).endswith(" · ▲ not verified")


def test_the_red_line_offers_the_check_and_goes_when_it_passes(spoiled: Opened) -> None:
    window = spoiled.window
    spoiled.do("check")
    dialogs(spoiled)[0].close()
    store = window.store
    assert store is not None
    spoil_journal(store.path, 2)
    with closing(connect(store.path, None, "rw")) as raw:
        raw.execute("UPDATE journal_steps SET label = 'Import the public record' WHERE id = 2")
    button = window.alerts.lines["journal"].buttons["check"]
    assert button.accessibleName() == "Check the workspace"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    spoiled.settle()
    assert dialogs(spoiled) == []
    assert window.alerts.lines == {}
    assert not window.alerts.isVisible()
    assert journal_line(spoiled).endswith(" · ✓ verified")
    assert window.status.journal.property("role") == "mute"


def test_a_check_that_failed_is_remembered_until_one_passes_and_nothing_of_the_content_with_it(spoiled: Opened) -> None:
    window, store = spoiled.window, spoiled.window.store
    assert store is not None
    path = store.path
    spoiled.do("check")
    dialogs(spoiled)[0].close()
    window.close_store()
    spoiled.settle()
    assert window.alerts.lines == {}
    window.settings.save()
    kept = path.with_name("window.ini").read_text(encoding="utf-8")
    assert "=2024-07-15" in kept
    assert "Something else" not in kept
    window.set_store(reopen(path))
    spoiled.settle()
    line = window.alerts.lines["journal"]
    assert line.text.text().startswith("The check of 15 Jul found what the journal does not tell: check again")
    assert journal_line(spoiled).endswith(" · ▲ not verified")


def test_the_red_line_stays_when_the_window_is_made_anew_and_is_hidden_while_it_is_locked(spoiled: Opened) -> None:
    window = spoiled.window
    spoiled.do("check")
    dialogs(spoiled)[0].close()
    spoiled.do("dark")
    assert window.alerts.lines["journal"].isVisible()
    spoiled.do("lock")
    assert not window.alerts.lines["journal"].isVisible()


def test_what_is_told_of_the_journal_is_whole_where_the_rest_gives_way(spoiled: Opened) -> None:
    status = spoiled.window.status
    status.show_backup("No backup yet, as an example", "")
    for width, backup, saved in ((1440, True, True), (860, False, True), (680, False, False)):
        spoiled.window.resize(width, 600)
        spoiled.settle()
        assert (status.backup.isVisible(), status.saved.isVisible()) == (backup, saved), width
        assert status.journal.width() >= status.journal.sizeHint().width()


def test_damage_is_a_red_line_too(opened: Opened) -> None:
    store = opened.window.store
    assert store is not None
    spoil(store.path)
    opened.commands.integrity.look()
    opened.settle()
    dialogs(opened)[0].close()
    assert opened.window.alerts.lines["journal"].text.text().startswith("The file is damaged: ")


def test_a_very_long_entry_is_shortened_and_told_whole_by_the_tooltip(spoiled: Opened) -> None:
    long = "long " * 200
    spoiled.window.alerts.tell("journal", "▲ Example", long)
    line = spoiled.window.alerts.lines["journal"]
    assert len(line.text.text()) <= 240
    assert line.text.text().endswith("…")
    assert line.text.toolTip() == long
