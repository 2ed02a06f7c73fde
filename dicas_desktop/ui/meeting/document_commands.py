"""What the commands do with the document that the keyboard stands at on the page of a meeting."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import fetch
from dicas_desktop.ui.attached_files import AttachedFiles
from dicas_desktop.ui.desk_pages import meeting_shown
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.meeting.documents_pane import FILES, PAPERS
from dicas_desktop.ui.meeting.lines import Line
from dicas_desktop.ui.meeting.page import MeetingPage
from dicas_desktop.ui.meeting.step_dialog import StepDialog
from dicas_desktop.ui.paper_commands import PaperCommands

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store


class NoteDialog(StepDialog):
    """Asks for the note of a file."""

    def __init__(self, store: "Store", row_id: int, parent: QWidget) -> None:
        """Begin with the note that it has."""
        with store.read() as db:
            values = fetch(db, FILES, [row_id])[0].values
        title = _("Note of {name}").format(name=values["name"])
        super().__init__(store, title, _("Keep the note"), parent)
        self._row, self._ref = row_id, values["ref"]
        self.text = self.add_line(_("Note"), values["note"] or "")

    def label(self) -> str:
        """Name the file."""
        return _("Set Note of {ref}").format(ref=self._ref)

    def write(self, step: "Step") -> None:
        """Keep it; an empty one takes the note away."""
        step.update(FILES, self._row, {"note": self.text.text().strip() or None})


class DocumentCommands:
    """Acts on the documents of one window."""

    def __init__(self, window: MainWindow, papers: PaperCommands) -> None:
        """Give the window what its commands do; `papers` shows their previews."""
        self._window, self._papers = window, papers
        window.deeds |= {"open_document": self.open, "save_document": self.save, "document_note": self.note}

    def open(self) -> None:
        """Show the paper, as it was kept or as the records say now, or open a copy of the file."""
        page, line = self._document()
        if page is None or line is None:
            return
        if line.table == FILES:
            self._files(page).open(line.id)
        elif line.table == PAPERS:
            self._show_version(page, line.id)
        else:
            self._window.deeds[page.documents.made()]()

    def save(self) -> None:
        """Ask where the file is saved; a paper is saved from its pages."""
        page, line = self._document()
        if page is not None and line is not None and line.table == FILES:
            self._files(page).save_as(line.id)
        else:
            self.open()

    def note(self) -> None:
        """Ask for the note of the file."""
        page, line = self._document()
        if page is not None and line is not None and line.table == FILES:
            NoteDialog(page.store, line.id, self._window).open()
        else:
            self._window.note(_("A note is kept with a file: choose one of the meeting's files."))

    def _show_version(self, page: MeetingPage, row_id: int) -> None:
        with page.store.read() as db:
            kept = fetch(db, PAPERS, [row_id])[0].values
        title = str(page.shown.values["title"]) if page.shown is not None else ""
        preview = self._papers.show(kept["kind"], page.meeting_id, title)
        if preview is not None:
            preview.show_version(kept["version"])

    def _files(self, page: MeetingPage) -> AttachedFiles:
        return AttachedFiles(page.store, self._window.work, self._window.note, self._window)

    def _document(self) -> tuple[MeetingPage | None, Line | None]:
        page = meeting_shown(self._window.desk) if self._window.desk is not None else None
        return page, None if page is None else page.documents.document
