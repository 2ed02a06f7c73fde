"""The documents on the page of a meeting: files kept, opened, saved, noted and removed; papers with their versions."""

import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.follow_up import LARGEST_FILE
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.attached import copy_to_open
from dicas_desktop.store.attachments import attach
from dicas_desktop.store.store import Store
from dicas_desktop.ui.meeting.document_commands import NoteDialog
from dicas_desktop.ui.paper_preview import PaperPreview
from dicas_desktop.ui.print_preview import PrintPreview
from dicas_desktop.ui.record_dialogs import DeleteDialog
from tests.make import dump, reopen
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, store_of, wake
from tests.make_meeting_page import open_page, page_of
from tests.make_meetings import plan_meeting, row_of, set_stage
from tests.make_window import NO_DISPLAY, Opened

pytestmark = NO_DISPLAY
Ask = Callable[[Opened, str], None]
asking = pytest.mark.parametrize("ask", [by_key, by_menu])
PAPERS = [
    "Brief: as of now", "Minutes: as of now", "Readout: as of now",
    "Delegation list: as of now",
]  # fmt: skip
ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


class Viewer(QObject):
    """Stands for the program of the machine that opens files."""

    def __init__(self) -> None:
        """Nothing was opened."""
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Note what was opened."""
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Viewer]:
    """Files are opened by this, from a folder of the test."""
    (tmp_path / "private").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "private"))
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type] # it takes a str, whatever its type says
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """The page of a draft meeting."""
    return open_page(qtbot, qapp, empty, plan_meeting(empty, (30,)))


@pytest.fixture
def with_file(opened: Opened) -> Opened:
    """One file is kept with the meeting, and the keyboard stands at it."""
    with store_of(opened).write("Attach") as step:
        attach(step, "meetings", 1, "Example.pdf", b"example" * 300)
    opened.settle()
    at(opened, "Example.pdf")
    return opened


def lines(opened: Opened) -> list[str]:
    """What the documents show: name, state, note."""
    found = []
    for line in page_of(opened).documents.view.lines.lines:
        name, detail = line.cell("name"), line.cell("detail").text
        found.append(": ".join(filter(None, (name.text, detail))) + (f" ({name.second})" if name.second else ""))
    return found


def at(opened: Opened, name: str) -> None:
    """Take the keyboard to a document."""
    view = page_of(opened).documents.view
    view.setFocus()
    view.go(next(n for n, line in enumerate(view.lines.lines) if line.cell("name").text.strip() == name))
    opened.settle()


def choose(opened: Opened, *paths: Path) -> None:
    """Choose files in the dialog that is open."""
    (dialog,) = opened.window.findChildren(QFileDialog)
    if dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
        dialog.fileSelected.emit(str(paths[0]))
    else:
        dialog.filesSelected.emit([str(path) for path in paths])
    dialog.close()
    dialog.deleteLater()
    opened.settle()
    if not dialogs_of(opened):
        wake(opened)
        opened.settle()


def remove(opened: Opened) -> None:
    """Press Del and answer its question."""
    opened.press(DELETE)
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, DeleteDialog)
    dialog.primary.click()
    wake(opened)
    opened.settle()


def leave(opened: Opened, dialog: QDialog) -> None:
    dialog.close()
    wake(opened)
    opened.settle()


def told(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def drag(opened: Opened, *paths: Path) -> QMimeData:
    """Drag files over the page; return what is dragged."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPointF(40, 40).toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    event.ignore()
    QApplication.sendEvent(page_of(opened), event)
    mime.setProperty("taken", event.isAccepted())
    return mime


def drop(opened: Opened, mime: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page_of(opened), QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, mime, buttons, keys))
    opened.settle()


# ------------------------------------------------------------------ files come in
def test_without_files_the_papers_stand_there(opened: Opened) -> None:
    assert lines(opened) == PAPERS


@asking
def test_files_are_attached_to_the_meeting_whose_page_is_shown(opened: Opened, tmp_path: Path, ask: Ask) -> None:
    one, two = tmp_path / "One.txt", tmp_path / "Zwei 二.pdf"
    one.write_bytes(b"1" * 3000)
    two.write_bytes(b"2")
    ask(opened, "attach")
    choose(opened, one, two)
    assert lines(opened) == [*PAPERS, "One.txt: 3 KB", "Zwei 二.pdf: 1 KB"]
    assert store_of(opened).undo_label == "Attach 2 files to M-0001"
    assert opened.window.status.note.text() == "2 files are kept with M-0001."
    opened.do("undo")
    assert lines(opened) == PAPERS


def test_the_button_attaches_too(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "One.txt"
    file.write_bytes(b"1")
    page_of(opened).documents.add.click()
    choose(opened, file)
    assert lines(opened)[-1] == "One.txt: 1 KB"
    assert store_of(opened).undo_label == "Attach One.txt to M-0001"


def test_files_that_are_dropped_on_the_page_are_kept(opened: Opened, tmp_path: Path) -> None:
    files = [tmp_path / "One.txt", tmp_path / "Two.txt"]
    for file in files:
        file.write_bytes(file.name.encode())
    mime = drag(opened, *files)
    assert mime.property("taken")
    assert page_of(opened).head.strip.text() == "Let the files go to keep them with this meeting."
    drop(opened, mime)
    assert lines(opened) == [*PAPERS, "One.txt: 1 KB", "Two.txt: 1 KB"]
    assert page_of(opened).head.strip.isHidden()


def test_a_drag_that_goes_elsewhere_leaves_the_page_as_it_was(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "One.txt"
    file.write_bytes(b"1")
    drag(opened, file)
    QApplication.sendEvent(page_of(opened), QDragLeaveEvent())
    assert page_of(opened).head.strip.isHidden()
    assert lines(opened) == PAPERS


def test_what_is_no_file_is_not_taken(opened: Opened) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/One.txt")])
    mime.setText("words")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPointF(4, 4).toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    event.ignore()
    QApplication.sendEvent(page_of(opened), event)
    assert not event.isAccepted()


def test_nothing_is_dropped_on_a_workspace_that_is_only_read(
    qtbot: QtBot, qapp: QApplication, empty: Store, tmp_path: Path
) -> None:
    meeting, path = plan_meeting(empty), empty.path
    empty.close()
    opened = open_page(qtbot, qapp, reopen(path, read_only=True), meeting)
    file = tmp_path / "One.txt"
    file.write_bytes(b"1")
    assert not drag(opened, file).property("taken")
    assert page_of(opened).documents.add.isHidden()


def test_one_bad_file_among_several_keeps_all_of_them_out(opened: Opened, tmp_path: Path) -> None:
    good, large = tmp_path / "good.txt", tmp_path / "large.bin"
    good.write_bytes(b"1")
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    before = dump(store_of(opened))
    for bad, sentence in (
        (large, "large.bin is larger than 20 MB: attach a smaller file."),
        (tmp_path, f"{tmp_path} is not a file: choose a file to attach."),
    ):
        drop(opened, drag(opened, good, bad))
        dialog = dialog_of(opened, "Nothing was attached")
        assert sentence in told(dialog)
        leave(opened, dialog)
    assert dump(store_of(opened)) == before
    assert lines(opened) == PAPERS


def test_signed_papers_are_kept_with_a_closed_meeting_too(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "Signed.pdf"
    file.write_bytes(b"1")
    store = store_of(opened)
    with store.write("Settle") as step:
        step.update("agenda_items", 1, {"state": "discussed"})
    set_stage(store, 1, "open", "in_progress", "closed")
    opened.settle()
    drop(opened, drag(opened, file))
    assert lines(opened)[-1] == "Signed.pdf: 1 KB"
    at(opened, "Signed.pdf")
    remove(opened)
    assert lines(opened) == PAPERS


# ------------------------------------------------------------------ files go out
@pytest.mark.parametrize("ask", [by_key, by_menu, lambda opened, _name: opened.press(ENTER)])
def test_a_file_opens_as_a_copy_that_nobody_else_can_read(with_file: Opened, viewer: Viewer, ask: Ask) -> None:
    ask(with_file, "open_document")
    (path,) = viewer.opened
    assert (path.name, path.read_bytes()) == ("Example.pdf", b"example" * 300)
    assert Path(tempfile.gettempdir()) in path.parents
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert with_file.window.status.note.text() == (
        "A copy of Example.pdf is open; what is changed in it is not kept here."
    )


def test_a_file_that_no_program_opens_says_so(with_file: Opened, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        patch.setattr(QDesktopServices, "openUrl", lambda _url: False)
        by_key(with_file, "open_document")
    assert "No program of this machine opens Example.pdf: save it as a file instead." in told(
        dialog_of(with_file, "Nothing was opened")
    )


def test_a_program_is_not_run(opened: Opened, viewer: Viewer) -> None:
    with store_of(opened).write("Attach") as step:
        attach(step, "meetings", 1, "Example.EXE", b"MZ")
    opened.settle()
    at(opened, "Example.EXE")
    by_key(opened, "open_document")
    assert "Example.EXE is a program and is not run from here: save it as a file if you trust it." in told(
        dialog_of(opened, "Nothing was opened")
    )
    assert viewer.opened == []


@pytest.mark.parametrize("name", ["../../evil.txt", "..\\..\\evil.txt", "/etc/evil.txt"])
def test_a_name_leads_out_of_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = copy_to_open(b"1", name)
    assert path.name == "evil.txt"
    assert path.parent.parent == tmp_path


@pytest.mark.parametrize("name", ["a.exe.", "a.EXE ", "a.exe . .", "..\\a.exe.", "a.pif", "a.vb"])
def test_a_program_is_known_by_the_name_under_which_windows_would_lay_it_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UserProblem, match="is a program and is not run from here"):
        copy_to_open(b"1", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["..", ".", "", "../.."])
def test_a_name_of_no_file_is_opened_under_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert copy_to_open(b"1", name).name == "attachment"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(Exception, match=r"a\.txt could not be laid down to be opened: No such file or directory"):
        copy_to_open(b"1", "a.txt")
    assert list(tmp_path.iterdir()) == []


@asking
def test_a_file_is_saved_and_nothing_is_overwritten(with_file: Opened, tmp_path: Path, ask: Ask) -> None:
    out = tmp_path / "out.pdf"
    ask(with_file, "save_document")
    choose(with_file, out)
    assert out.read_bytes() == b"example" * 300
    assert with_file.window.status.note.text() == f"Saved as {out}."
    out.write_bytes(b"other")
    at(with_file, "Example.pdf")
    ask(with_file, "save_document")
    choose(with_file, out)
    assert f"{out} exists already: choose another name; nothing was overwritten." in told(
        dialog_of(with_file, "Nothing was saved")
    )
    assert out.read_bytes() == b"other"


@asking
def test_a_file_has_a_note(with_file: Opened, ask: Ask) -> None:
    ask(with_file, "document_note")
    dialog = dialog_of(with_file, "Note of Example.pdf")
    assert isinstance(dialog, NoteDialog)
    dialog.text.insert("Signed copy, 写し")
    QTest.keyClick(dialog.text, ENTER)
    wake(with_file)
    with_file.settle()
    assert dialogs_of(with_file) == []
    assert lines(with_file)[-1] == "Example.pdf: 3 KB (Signed copy, 写し)"
    assert store_of(with_file).undo_label == "Set Note of AT-0001"
    at(with_file, "Example.pdf")
    ask(with_file, "document_note")
    dialog = dialog_of(with_file, "Note of Example.pdf")
    assert isinstance(dialog, NoteDialog)
    dialog.text.clear()
    QTest.keyClick(dialog.text, ENTER)
    wake(with_file)
    with_file.settle()
    assert row_of(store_of(with_file), "attachments", 1)["note"] is None


def test_del_puts_a_file_into_the_bin_and_undo_brings_it_back(with_file: Opened) -> None:
    remove(with_file)
    assert lines(with_file) == PAPERS
    with_file.do("undo")
    assert lines(with_file)[-1] == "Example.pdf: 3 KB"
    assert store_of(with_file).check() == []


def test_the_commands_of_documents_say_why_they_are_grey(opened: Opened) -> None:
    page_of(opened).agenda.view.setFocus()
    opened.settle()
    reasons = {name: opened.window.commands.why(name) for name in ("open_document", "save_document", "document_note")}
    assert set(reasons.values()) == {"Choose a document of the meeting first."}
    at(opened, "Minutes")
    by_key(opened, "document_note")
    assert opened.window.status.note.text() == "A note is kept with a file: choose one of the meeting's files."


# ------------------------------------------------------------------ papers
def previews(opened: Opened) -> PrintPreview:
    (found,) = opened.window.findChildren(PrintPreview)
    return found


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Brief", "Brief: Example meeting"), ("Readout", "Readout: Example meeting"),
        ("Delegation list", "Delegation list: Example meeting"),
    ],
)  # fmt: skip
def test_enter_on_a_paper_shows_its_pages_with_their_printer(opened: Opened, name: str, title: str) -> None:
    set_stage(store_of(opened), 1, "open", "in_progress")
    opened.settle()
    at(opened, name)
    opened.press(ENTER)
    preview = previews(opened)
    assert preview.windowTitle() == title
    assert [button for button in preview.findChildren(QPushButton) if button.text().startswith("Print")]


def test_versions_stand_under_their_paper_and_open_as_they_were_kept(opened: Opened) -> None:
    set_stage(store_of(opened), 1, "open", "in_progress")
    opened.settle()
    at(opened, "Minutes")
    opened.press(ENTER)
    preview = previews(opened)
    assert isinstance(preview, PaperPreview)
    preview.keep_version(final=False)
    opened.settle()
    preview.keep_version(final=True, anyway=True)
    opened.settle()
    leave(opened, preview)
    assert lines(opened) == [
        PAPERS[0], "Minutes", "    Version 2, final: 15 Jul 2024", "    Version 1, draft: 15 Jul 2024", *PAPERS[2:],
    ]  # fmt: skip
    at(opened, "Version 1, draft")
    opened.press(ENTER)
    again = previews(opened)
    assert isinstance(again, PaperPreview)
    assert again.versions is not None
    assert again.versions.currentText() == "Version 1, draft"
    assert not again.make_final.isEnabled()
    leave(opened, again)
    at(opened, "Version 2, final")
    before = dump(store_of(opened))
    remove(opened)
    assert opened.window.status.note.text() == (
        "PP-0002 is final, version 2: it is never changed. Make a new version instead."
    )
    assert dump(store_of(opened)) == before
    at(opened, "Version 1, draft")
    remove(opened)
    assert lines(opened)[:3] == [PAPERS[0], "Minutes", "    Version 2, final: 15 Jul 2024"]
    assert dialogs_of(opened) == []
