"""One meeting on one page: head, agenda with outcomes, delegations side by side, fields and documents."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QWidget

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.readiness import DELEGATIONS, DOCUMENTS, HEADER, Ready, readiness
from dicas_desktop.ui import theme
from dicas_desktop.ui.attached_files import AttachedFiles
from dicas_desktop.ui.meeting.agenda_pane import AgendaPane
from dicas_desktop.ui.meeting.documents_pane import DocumentsPane
from dicas_desktop.ui.meeting.facts import FactsPane
from dicas_desktop.ui.meeting.half_typed import HalfTyped
from dicas_desktop.ui.meeting.head import MeetingHead
from dicas_desktop.ui.meeting.line_form import stacked
from dicas_desktop.ui.meeting.lines import Line
from dicas_desktop.ui.meeting.reading import Shown, read_again, read_meeting
from dicas_desktop.ui.meeting.seating import Seating
from dicas_desktop.ui.meeting.seats_pane import SeatsPane, SidePane
from dicas_desktop.ui.meeting.writing import Writing

if TYPE_CHECKING:
    from dicas_desktop.store.journal import Changed
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.clock import Clock
    from dicas_desktop.ui.work import Work

_AT_ONCE = 80  # ms that a page that is first shown waits for what is ready
_SETTLE = 250  # ms after the last change before what is ready is read again: typing does not wait for it
_FACTS, _SEATS = 290, 200  # px at 100 %: width of the column at the right, height of the delegations


class MeetingPage(QFrame):
    """Shows one meeting and hears what is entered; what is written stands in `writing`."""

    selected = Signal()  # another line
    message = Signal(str)
    asked = Signal(str)  # id of a command

    def __init__(self, store: "Store", clock: "Clock", work: "Work", meeting_id: int, parent: QWidget) -> None:
        """Empty until `reload`."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.store, self.clock, self.meeting_id = store, clock, meeting_id
        self._work = work
        self._asked = 0  # readings of the readiness asked for, so that one that was overtaken is not shown
        self.shown: Shown | None = None
        today = clock.today()
        self.head = MeetingHead(today, self)
        self.agenda = AgendaPane(store, today, self)
        self.seats = SeatsPane(store, self)
        self.facts = FactsPane(store, self)
        self.writing = Writing(self)
        self.seating = Seating(self)
        self.half_typed = HalfTyped(self)
        self._restored = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._read_readiness)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        upper = QWidget(self)
        row = QHBoxLayout(upper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.agenda, 1)
        row.addWidget(_rule(self, upright=True))
        row.addWidget(self.facts)
        self.facts.setFixedWidth(theme.size(_FACTS))
        for part in (upper, self.seats):
            self._split.addWidget(part)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([theme.size(440), theme.size(_SEATS)])
        stacked(self, self.head, _rule(self, upright=False), self._split).setStretch(2, 1)
        self.setFocusProxy(self.agenda)
        self.setAcceptDrops(True)
        self._connect()

    # ------------------------------------------------------------------ what the window asks
    def reload(self, changed: "Changed | None" = None) -> None:
        """Read again and show what differs; open lines, current lines and scroll positions stay.

        `changed` are the ids by table that were written since the last reading; without it all is read.
        """
        self.agenda.today = self.head.today = self.clock.today()
        try:
            with self.store.read() as db:
                if changed is None or self.shown is None:
                    self.shown = read_meeting(db, self.meeting_id)
                else:
                    self.shown = read_again(db, self.shown, changed)
        except UserProblem as problem:
            self.shown = None
            self.head.show_note(str(problem), "late")
            for part in (self.agenda, self.facts, self.seats):
                part.setEnabled(False)
            return
        self.show_all(self.shown)
        if self._restored:
            self._settle.start()
        else:
            self._read_readiness()
        if not self._restored:
            self._restored = True
            if not self.store.read_only and not self.shown.closed:
                self.half_typed.restore()

    def show_all(self, shown: Shown) -> None:
        """Show this reading of the meeting."""
        writable = not self.store.read_only
        name = _("Meeting {ref}: {title}").format(ref=shown.values["ref"], title=shown.values["title"])
        self.setAccessibleName(name)
        for part in (self.agenda, self.facts, self.seats):
            part.setEnabled(True)
        self.head.show_meeting(shown, writable=writable)
        self.agenda.show_meeting(shown)
        self.seats.show_sides(shown.sides, writable=writable and not shown.closed)
        self.facts.show_meeting(shown, writable=writable)
        self._show_strip(shown)

    @property
    def line(self) -> Line | None:
        """The line the keyboard stands at: of delegations or documents if it is there, else of the agenda."""
        if self.documents.active:
            return self.documents.document
        side = self.seats.active
        return self.agenda.view.current if side is None else side.view.current

    @property
    def documents(self) -> DocumentsPane:
        """The papers and files."""
        return self.facts.documents

    @property
    def side(self) -> SidePane | None:
        """The delegation the keyboard is in."""
        return self.seats.active

    def select(self, table: str, row_id: int) -> bool:
        """Take the keyboard to a line; False if it is not on this page."""
        views = (self.agenda.view, *(pane.view for pane in self.seats.panes.values()), self.documents.view)
        for view in views:
            if view.select(table, row_id):
                view.setFocus()
                return True
        return False

    def panes(self) -> list[QWidget]:
        """Return the parts that the keyboard goes through."""
        seats = (pane.view for pane in self.seats.panes.values())
        return [self.agenda.view, *seats, self.facts.rows["title"].value, self.documents.view]

    def edit(self) -> None:
        """Edit what the keyboard stands at."""
        if self.documents.active:
            self.asked.emit("open_document")
        elif self.side is None:
            self.writing.edit()
        else:
            self.asked.emit("capacity")

    def refuse(self, problem: UserProblem) -> None:
        """Say why something was not done."""
        self.message.emit(str(problem))

    def stop(self) -> None:
        """Keep what is half typed; called before the store is closed."""
        self._settle.stop()
        self._asked += 1  # what is still being read has no page to be shown on
        for form in (self.agenda.form, *(pane.form for pane in self.seats.panes.values())):
            if form is not None:
                form.flush()

    # ------------------------------------------------------------------ Qt
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files where they can be kept, and say so."""
        if self.store.read_only or self.shown is None or not _files_in(event.mimeData()):
            return
        self.head.show_note(_("Let the files go to keep them with this meeting."))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say what stood there before."""
        if self.shown is not None:
            self._show_strip(self.shown)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the files with the meeting."""
        paths = _files_in(event.mimeData())
        event.acceptProposedAction()
        if self.shown is not None:
            self._show_strip(self.shown)
        files = AttachedFiles(self.store, self._work, self.message.emit, self.window())
        files.keep("meetings", self.meeting_id, paths)

    # ------------------------------------------------------------------ inside
    def _connect(self) -> None:
        self.head.asked.connect(self.asked)
        self.agenda.message.connect(self.message)
        self.agenda.view.chosen.connect(self.selected)
        self.agenda.view.edit_asked.connect(self.writing.edit)
        self.agenda.view.delete_asked.connect(lambda: self.asked.emit("delete"))
        self.agenda.view.below_asked.connect(lambda: self.asked.emit("item_below"))
        self.agenda.typing.connect(self.half_typed.keep)
        self.agenda.gave_up.connect(self.half_typed.restore)
        self.seats.typing.connect(self.half_typed.keep)
        self.facts.asked.connect(self.show_part)
        self.agenda.item_entered.connect(self.writing.enter_item)
        self.agenda.note_entered.connect(self.writing.enter_note)
        self.agenda.outcome_entered.connect(self.writing.enter_outcome)
        self.seats.seat_entered.connect(self.seating.enter_seat)
        self.seats.carried.connect(self.seating.place_seat)
        self.seats.chosen.connect(self.selected)
        self.seats.capacity_asked.connect(self.seating.set_capacity)
        self.seats.attendance_asked.connect(self.seating.set_attendance)
        self.seats.edit_asked.connect(lambda: self.asked.emit("capacity"))
        self.seats.below_asked.connect(lambda: self.asked.emit("add_delegate"))
        self.seats.delete_asked.connect(lambda: self.asked.emit("delete"))
        self.facts.entered.connect(self.writing.enter_field)
        self.documents.asked.connect(self.asked)
        self.documents.chosen.connect(self.selected)

    def _read_readiness(self) -> None:
        """Read what is ready off the main thread."""
        store, meeting, today = self.store, self.meeting_id, self.clock.today()
        self._asked += 1
        number = self._asked

        def read() -> tuple[int, list[Ready]]:
            with store.read() as db:
                return number, readiness(db, meeting, today)

        def show(found: tuple[int, list[Ready]]) -> None:
            if found[0] == self._asked:
                self.facts.show_ready(found[1])

        self._work.quietly(read, show, at_once=0 if self._restored else _AT_ONCE)

    def show_part(self, part: str) -> None:
        """Take the keyboard to the part of the page where something is made ready."""
        if part == DELEGATIONS:
            missing = [pane for pane in self.seats.panes.values() if not pane.shown.head]
            (missing or list(self.seats.panes.values()))[0].view.setFocus()
        elif part == DOCUMENTS:
            self.documents.view.setFocus()
        elif part == HEADER:
            self.facts.rows["start_time"].value.setFocus()
        else:
            self.agenda.view.setFocus()

    def _show_strip(self, shown: Shown) -> None:
        if shown.closed:
            self.head.show_note(_("Closed: this page can only be read. Reopen it with a reason, F12."))
        else:
            self.head.show_note(self.half_typed.note)


def _files_in(data: QMimeData) -> list[Path]:
    """Return the files that are dragged; what is no file of this machine is left out."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _rule(parent: QWidget, *, upright: bool) -> QFrame:
    line = QFrame(parent)
    theme.set_role(line, "upright" if upright else "line")
    if upright:
        line.setFixedWidth(1)
    return line
