"""What changed, as a page: since what and of which forum above, below it every record with its old and new values."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import points
from dicas_desktop.ui import theme
from dicas_desktop.ui.changes_choice import ChangesChoice
from dicas_desktop.ui.changes_lines import Line, Told, tell
from dicas_desktop.ui.changes_list import ChangesList
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.history_panel import head_of

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.settings import Settings
    from dicas_desktop.ui.work import Job, Progress, Work

_AT_ONCE = 100  # ms that reading is waited for


class ChangesPage(QFrame):
    """Reads off the main thread; what is quick is shown with the next events, else the list says that it is reading."""

    selected = Signal()
    asked = Signal(str)  # id of a command
    opened = Signal(object)  # Line: a record to show where it lives

    def __init__(self, store: "Store", clock: Clock, work: "Work", settings: "Settings", parent: QWidget) -> None:
        """Empty until `reload`."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self._store, self._clock, self._work = store, clock, work
        self._job: Job | None = None
        self._point: points.Point | None = None  # that is read from
        self._going_down = False  # to the list, once it has been read
        self.told: Told | None = None
        self.note = QLabel(self)
        self.seen = QPushButton(_("Mark as seen"), self)
        self.seen.setAccessibleName(_("Mark these changes as seen"))
        self.seen.clicked.connect(lambda: self.asked.emit("changes_seen"))
        self.choice = ChangesChoice(settings, self)
        self.list = ChangesList(self)
        self.remark, self.nothing, self.why = QLabel(self), QLabel(self), QLabel(self)
        self._place = QStackedWidget(self)
        self._build()
        self.choice.changed.connect(self._read)
        self.choice.down_asked.connect(self._go_down)
        self.list.opened.connect(self.opened)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self.selected.emit())
        self.setFocusProxy(self.list)

    @property
    def unseen(self) -> bool:
        """There is something shown that could be marked as seen."""
        return self.told is not None and self.told.count > 0

    def reload(self) -> None:
        """Read again; what is chosen stays chosen."""
        with self._store.read() as db:
            self.choice.load(db, self._store.who.name, self._clock.today())
        self._read()

    def mark_seen(self) -> str:
        """Remember that the officer has seen what is shown; return what to tell. UserProblem if it cannot be kept."""
        if self.told is None:
            return ""
        points.look(self._store, self._store.who.name, self.told.until)
        self.reload()
        return _("Seen up to step {n}.").format(n=self.told.until)

    # ------------------------------------------------------------------ inside
    def _build(self) -> None:
        side = theme.size(theme.PAGE_PADDING)
        self.choice.setContentsMargins(side, 0, side, theme.size(8))
        for label, role in ((self.remark, "note"), (self.nothing, "heading"), (self.why, "note")):
            label.setWordWrap(True)
            theme.set_role(label, role)
        self.note.setWordWrap(True)
        self.remark.setContentsMargins(side, 0, side, theme.size(8))
        empty = QWidget(self)
        words = QVBoxLayout(empty)
        words.setContentsMargins(side, theme.size(16), side, side)
        words.setSpacing(theme.size(6))
        words.addWidget(self.nothing)
        words.addWidget(self.why)
        words.addStretch(1)
        self._place.addWidget(self.list)
        self._place.addWidget(empty)
        line = QFrame(self)
        theme.set_role(line, "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head_of(_("What changed"), self.note, self, self.seen))
        for part in (self.choice, self.remark, line):
            column.addWidget(part)
        column.addWidget(self._place, 1)

    def _go_down(self) -> None:
        self._going_down = self._job is not None
        if not self._going_down and self.list.isVisible():
            self.list.setFocus()

    def _read(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        try:
            with self._store.read() as db:
                point = self.choice.point(db, self._store.who.name)
        except UserProblem as problem:
            self.choice.show_problem(str(problem))
            self._show_nothing("", _("Write a day such as 2024-07-28, the number of a step, or a meeting."))
            return
        self._point = point
        self.choice.show_problem("")
        if point is None:
            self._show_nothing("", _("Write a day such as 2024-07-28, the number of a step, or a meeting."))
            return
        forum = self.choice.forum.currentData()

        def read(progress: "Progress") -> Told:
            with self._store.read() as db:
                return tell(db, point, forum, self._clock, progress)

        self._job = self._work.start(_("Finding what changed"), read, self._show, self._show_problem)
        self._job.ended.connect(self._stopped, Qt.ConnectionType.QueuedConnection)
        if not self._work.wait(_AT_ONCE):
            self.note.setText(_("reading…"))

    def _stopped(self) -> None:
        """The work was cancelled where its progress is told; what another choice put an end to is gone already."""
        if self._job is not None and self._job.cancelled:
            self._job = None
            self._show_nothing(_("Reading was stopped"), _("Choose a point or a forum to read again."))

    def _show_problem(self, problem: UserProblem) -> None:
        self._job = None
        self._show_nothing(_("The journal cannot be read"), str(problem))

    def _show_nothing(self, title: str, why: str) -> None:
        self.told, self._going_down = None, False
        if self.list.hasFocus():
            self.choice.since.setFocus()
        self.list.show_lines(())
        self.note.setText("")
        self.remark.hide()
        self.nothing.setText(title)
        self.nothing.setVisible(bool(title))
        self.why.setText(why)
        self._place.setCurrentIndex(1)
        self.setFocusProxy(self.choice.since)
        self.seen.setEnabled(False)
        self.selected.emit()

    def _show(self, told: Told) -> None:
        if told.point is not self._point:  # the answer to the question before, on its way when this one was asked
            return
        self._job = None
        if not told.count:
            title = _("No change since {point}").format(point=told.point.words)
            self._show_nothing(title, _("An earlier point or another forum may show more. Ctrl+G, J lists every step."))
        self.told = told
        number = counted("{n:,} record changed", "{n:,} records changed", told.count)
        text = _("{number} since {since}").format(number=number, since=told.point.words)
        self.note.setText(text if told.count else "")
        self.remark.setText(" ".join(filter(None, (told.point.note, _left(told.left)))))
        self.remark.setVisible(bool(self.remark.text()))
        if told.count:
            self.list.show_lines(told.lines)
            self._place.setCurrentIndex(0)
            self.setFocusProxy(self.list)
            if self._going_down:
                self.list.setFocus()
        self._going_down = False
        self.seen.setEnabled(self.unseen and not self._store.read_only)
        self.selected.emit()

    @property
    def chosen(self) -> Line | None:
        """The record that the keyboard is at."""
        return self.list.chosen


def _left(number: int) -> str:
    """Say how many records are not shown, and how to see them."""
    if not number:
        return ""
    text = counted("{n:,} more record is not shown:", "{n:,} more records are not shown:", number)
    return text + _(" choose a forum or a later point, or list all with `dicas-desktop changes`.")
