"""Import, export and check from the window: preview first, one step, nothing frozen, faults told."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store.connection import connect
from dicas_desktop.store.store import Store
from dicas_desktop.ui import record_commands
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.import_dialog import ImportDialog, SourceDialog
from tests.make import SAMPLE
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """A window on an empty workspace."""
    return open_window(qtbot, qapp, empty)


def dialog_of(opened: Opened) -> Dialog:
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


def count(opened: Opened, table: str) -> int:
    assert opened.window.store is not None
    with opened.window.store.read() as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").scalar())


def preview(opened: Opened, path: Path) -> ImportDialog:
    opened.do("import")
    source = dialog_of(opened)
    assert isinstance(source, SourceDialog)
    source.path.setText(str(path))
    QTest.mouseClick(source.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    dialog = dialog_of(opened)
    assert isinstance(dialog, ImportDialog)
    return dialog


def test_an_import_shows_what_it_would_do_and_does_it_as_one_step(opened: Opened) -> None:
    dialog = preview(opened, SAMPLE)
    assert dialog.primary.text() == "Import 597 rows"
    assert count(opened, "meetings") == 0
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert count(opened, "meetings") == 28
    assert opened.window.status.note.text() == "Created 597, updated 0."
    assert opened.window.store is not None
    assert opened.window.store.undo_label == "Import sample"
    assert not opened.window.busy


def test_the_same_import_again_has_nothing_to_do(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    dialog = preview(open_window(qtbot, qapp, sample), SAMPLE)
    assert not dialog.primary.isEnabled()
    assert "nothing to import" in dialog.problem.text()


def test_rejected_rows_are_listed_with_their_cure(opened: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    shutil.copytree(SAMPLE, folder)
    file = folder / "meetings.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2023-01-11", "soon"), encoding="utf-8")
    dialog = preview(opened, folder)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "LEFT OUT" in texts
    assert "meetings.csv:2" in texts
    assert any("soon" in text for text in texts)


def test_leaving_the_preview_changes_nothing(opened: Opened) -> None:
    dialog = preview(opened, SAMPLE)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert count(opened, "meetings") == 0


def test_a_folder_without_the_files_is_told(opened: Opened, tmp_path: Path) -> None:
    opened.commands.transfer.preview(tmp_path / "nothing")
    opened.settle()
    assert dialog_of(opened).windowTitle() == "Nothing was imported"


def test_the_source_must_be_named(opened: Opened) -> None:
    opened.do("import")
    dialog = dialog_of(opened)
    dialog.act()
    assert dialog.problem.text() == "Nothing is chosen: name a folder or a file."


def test_while_an_import_writes_nothing_else_can(opened: Opened) -> None:
    opened.window.set_busy("Importing sample")
    assert opened.window.commands.why("new") == "“Importing sample” is under way: wait for its end."
    assert opened.window.desk is not None
    assert not opened.window.desk.isEnabled()
    opened.window.set_busy("")
    assert opened.window.desk.isEnabled()
    assert opened.window.commands.actions["new"].isEnabled()


def test_an_export_writes_the_files_of_the_record(
    qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path
) -> None:
    opened = open_window(qtbot, qapp, sample)
    opened.commands.transfer.export(tmp_path)
    opened.settle()
    assert opened.window.status.note.text().startswith("Exported 597 rows in 19 files")
    assert (tmp_path / "meetings.csv").read_bytes() == (SAMPLE / "meetings.csv").read_bytes()


def test_an_export_that_fails_is_told(qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path) -> None:
    opened = open_window(qtbot, qapp, sample)
    (tmp_path / "file").touch()
    opened.commands.transfer.export(tmp_path / "file")
    opened.settle()
    assert dialog_of(opened).windowTitle() == "Nothing was exported"


def test_export_asks_for_a_folder(opened: Opened) -> None:
    opened.do("export")
    dialog = opened.window.findChildren(QFileDialog)[0]
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.reject()


def test_a_good_file_gets_its_tick(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample)
    assert not opened.window.status.journal.text().endswith("✓ verified")
    opened.do("check")
    assert opened.window.status.note.text().startswith("The file is whole")
    assert opened.window.status.journal.text().endswith("✓ verified")
    with sample.write("Change") as step:
        step.update("meetings", 1, {"city": "Tokyo"})
    opened.settle()
    assert not opened.window.status.journal.text().endswith("✓ verified")


def test_a_row_changed_by_another_program_is_named(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample)
    raw = connect(sample.path, None, "rw")
    raw.execute("UPDATE meetings SET city = 'Elsewhere' WHERE id = 1")
    raw.close()
    opened.do("check")
    dialog = dialog_of(opened)
    assert dialog.windowTitle().endswith("is not as it should be")
    assert any("meetings M-0001" in label.text() for label in dialog.findChildren(QLabel))


def test_undoing_a_whole_import_leaves_the_window_alive(
    qtbot: QtBot, qapp: QApplication, sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_commands, "_AT_ONCE", 1)
    opened = open_window(qtbot, qapp, sample)
    opened.window.commands.actions["undo"].trigger()
    assert opened.window.busy == "Undo Import the public record"
    assert not opened.window.commands.actions["new"].isEnabled()
    opened.settle()
    assert opened.window.busy == ""
    assert count(opened, "meetings") == 0
    assert opened.window.status.note.text() == "Undone: Import the public record"
    opened.do("redo")
    assert count(opened, "meetings") == 28
