"""What the commands of Meeting do: the brief as preview and as file, the next meeting."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import Listing, Sort, fetch, ordered_ids
from dicas_desktop.store.next_meeting import next_meeting_id
from dicas_desktop.store.print_choices import print_choices
from dicas_desktop.store.store import Store
from dicas_desktop.store.two_plus_two import next_two_plus_two
from dicas_desktop.ui import dialogs, theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.pages import meeting_of, meeting_page
from dicas_desktop.ui.print_preview import BriefSource, PrintPreview
from dicas_desktop.ui.window_state import situation_of

_MOST = 200


class MeetingDialog(dialogs.Dialog):
    """Asks which meeting: newest first, filtered by what is typed."""

    def __init__(self, store: Store, clock: Clock, verb: str, parent: QWidget) -> None:
        """`verb` names what follows."""
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(_("Choose a meeting"), verb, parent, "", banner)
        self._store, self._clock = store, clock
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(_("Filter the meetings…"))
        self.words.setAccessibleName(_("Filter the meetings"))
        self.words.textChanged.connect(self._fill)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Meetings"))
        self.list.setMinimumHeight(theme.size(260))
        self.list.itemDoubleClicked.connect(lambda _item: self.act())
        self.body.addWidget(self.words)
        self.body.addWidget(self.list, 1)
        self.setMinimumWidth(theme.size(560))
        self._fill()
        self.words.setFocus()

    def meeting(self) -> tuple[int, str] | None:
        """Return id and title of the chosen meeting."""
        row = self.list.currentRow()
        if row < 0:
            return None
        item = self.list.item(row)
        return int(item.data(Qt.ItemDataRole.UserRole)), item.text()

    def check(self) -> str:
        """One must be chosen."""
        return "" if self.meeting() else _("No meeting is chosen: mark one in the list.")

    def _fill(self) -> None:
        today = self._clock.today()
        listing = Listing("meetings", text=self.words.text(), sort=(Sort("start_date", descending=True),))
        with self._store.read() as db:
            found = fetch(db, "meetings", list(ordered_ids(db, listing, today, _MOST)))
        self.list.clear()
        nearest = 0
        for record in found:
            values = record.values
            day = show_date(values["start_date"], values["date_precision"] or "day")
            item = QListWidgetItem(f"{day or _('no date')}  ·  {values['title']}")
            item.setData(Qt.ItemDataRole.UserRole, values["id"])
            self.list.addItem(item)
            if values["start_date"] and values["start_date"] >= today.isoformat():
                nearest = self.list.count() - 1
        self.list.setCurrentRow(nearest)


class BriefCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {"brief": self.preview, "save_brief": self.save, "next_meeting": self.next_meeting}

    def preview(self) -> None:
        """Show the brief of the selected meeting, or of one that is asked for."""
        self.with_meeting(_("Show the brief"), self.show)

    def save(self) -> None:
        """Save the brief of the selected meeting, or of one that is asked for."""
        self.with_meeting(_("Save its brief"), self._choose_pdf)

    def show(self, meeting: int, title: str) -> PrintPreview | None:
        """Open the preview of a meeting's brief."""
        source = self._source(meeting)
        if source is None:
            return None
        preview = PrintPreview(source, _("Brief: {title}").format(title=title), self._window.work, self._window)
        preview.doubted.connect(self.doubt)
        offer_mending(preview, self._window)
        offer_sections(preview)
        preview.open()
        return preview

    def next_meeting(self) -> None:
        """Go to the next meeting."""
        window, desk = self._window, self._window.desk
        if desk is None:
            return
        with desk.store.read() as db:
            today = window.clock.today()
            found = next_meeting_id(db, today, next_two_plus_two(db, today))
        if found is None:
            window.note(_("No meeting on record after this day."))
        else:
            desk.open_record("meetings", found)

    # ------------------------------------------------------------------ inside
    def with_meeting(self, verb: str, deed: Callable[[int, str], object]) -> None:
        """Do something with the selected meeting, or with one that is asked for; `verb` says what."""
        window, store = self._window, self._window.store
        if store is None:
            return
        if situation_of(window).meeting and window.desk is not None:
            row_id = meeting_of(window.desk.page) or window.desk.selection[1][0]
            with store.read() as db:
                deed(row_id, str(fetch(db, "meetings", [row_id])[0].values["title"]))
            return
        dialog = MeetingDialog(store, window.clock, verb, window)

        def chosen() -> None:
            meeting = dialog.meeting()
            if meeting is not None:
                deed(meeting[0], meeting[1].partition("·")[2].strip())

        dialog.accepted.connect(chosen)
        dialog.open()

    def _choose_pdf(self, meeting: int, title: str) -> None:
        dialog = QFileDialog(
            self._window, _("Save the brief as PDF"), f"{title[:60]}.pdf".replace("/", "-"), _("PDF (*.pdf)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(meeting, Path(name)))
        dialog.open()

    def save_to(self, meeting: int, path: Path) -> None:
        """Write the brief of a meeting into a file, as its forum's papers were last looked at."""
        source, window = self._source(meeting), self._window
        if source is None:
            return
        with source.store.read() as db:
            kept = print_choices(db, meeting)
        language = "ja" if kept.get("language") == "ja" else "en"
        paper = "letter" if kept.get("paper") == "letter" else "a4"

        def fail(problem: UserProblem) -> None:
            dialogs.tell(window, _("The brief was not saved"), str(problem))

        window.work.start(
            _("Making the brief"), lambda _progress: source.write_pdf(language, paper, path),
            lambda written: window.note(_("Saved as {path}").format(path=written)), fail,
        )  # fmt: skip

    def _source(self, meeting: int) -> BriefSource | None:
        window = self._window
        if window.store is None:
            return None
        with window.store.read() as db:
            kept = print_choices(db, meeting)
        sections = kept.get("sections")
        order = NameOrder.FAMILY_FIRST if kept.get("order") == NameOrder.FAMILY_FIRST else NameOrder.GIVEN_FIRST
        return BriefSource(
            window.store, meeting, window.clock.today(), window.clock.now(), window.proof.fault,
            sections=tuple(map(str, sections)) if isinstance(sections, list) else None, order=order,
        )  # fmt: skip

    def doubt(self, fault: str) -> None:
        """Let the window say what was found while a paper was made."""
        if self._window.proof.fault != fault:
            self._window.proof.fault = fault
            self._window.refresh()


def offer_mending(preview: PrintPreview, window: MainWindow) -> None:
    """Let what makes a paper a draft be seen to: a button, and F3, lead to the page of its meeting."""
    button = QPushButton(_("Open the meeting"), preview)
    button.setAutoDefault(False)
    button.setAccessibleName(button.text())
    button.setToolTip(f"{_('See to what makes this a draft')}  F3")
    button.hide()
    preview.buttons.insertWidget(0, button)
    preview.chips["meeting"] = button

    def go() -> None:
        preview.reject()
        if window.desk is not None:
            window.desk.go(meeting_page(preview.source.meeting))

    button.clicked.connect(go)
    QShortcut(QKeySequence("F3"), preview).activated.connect(go)
    preview.drawn.connect(button.setVisible)


def offer_sections(preview: PrintPreview) -> None:
    """Put a button above the pages of a brief that chooses and orders its sections."""
    button = QPushButton(_("Sections…"), preview)
    button.setAutoDefault(False)
    button.setAccessibleName(_("Choose the sections"))
    theme.set_role(button, "chip")
    preview.row.addWidget(button)
    preview.row.move_to_end(preview.counts)
    preview.chips["sections"] = button
    button.clicked.connect(lambda: choose_sections(preview))


def choose_sections(preview: PrintPreview) -> None:
    """Ask which sections the brief shall have, and make its pages anew."""
    # imported here: the words of a brief are not needed until someone asks for one
    from dicas_desktop.briefs.build import section_titles
    from dicas_desktop.ui.section_choice import SectionsDialog

    titles = section_titles(preview.language)
    chosen = tuple(key for key in preview.source.sections or titles if key in titles)
    dialog = SectionsDialog(titles, chosen, preview)

    def act() -> None:
        preview.source = replace(preview.source, sections=dialog.chosen)
        preview.remember({"sections": dialog.chosen})
        preview.make()

    dialog.accepted.connect(act)
    dialog.open()
