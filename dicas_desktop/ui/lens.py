"""Chooses the deadline that every page, the timeline and the brief are measured against, and keeps it for the file."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.events import TWO_PLUS_TWO, event_names, find_event, name_of
from dicas_desktop.store.lens import Chosen, deadline_now
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.chosen_deadline import keep, kept
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.option_list import Option, OptionList
from dicas_desktop.ui.overview import OverviewPage
from dicas_desktop.ui.pages import OVERVIEW

LONGEST = 28  # letters of an event's title in the status bar


class DeadlineDialog(Dialog):
    """A line to type an event into, and the events below it, the coming ones first."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        """Of this workspace; `chosen` is what the officer decided for, None for the next 2+2."""
        note = _("Every page, the overview, the timeline and the brief then show what has to be done before it.")
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(_("Choose the deadline"), _("Measure against it"), parent, note, banner)
        self._store = store
        self.chosen: Chosen | None = None
        label = QLabel(_("2+2, DICAS#2, an id, a reference or a title"), self)
        theme.set_role(label, "mute")
        self.line = QLineEdit(self)
        self.line.setAccessibleName(_("Deadline"))
        self.events = OptionList(self, inside=True)
        self.events.setAccessibleName(_("Meetings and milestones"))
        self.events.setMinimumHeight(theme.size(240))
        for widget in (label, self.line, self.events):
            self.body.addWidget(widget)
        with store.read() as db:
            self._names = event_names(db, store.today())
            now = deadline_now(db, store.today(), store.lens)
            self.line.setText("" if now is None else name_of(db, now.table, now.id, store.today()))
        self.line.selectAll()
        self.line.textEdited.connect(self._offer)
        self.line.installEventFilter(self)
        self._steered = False  # the arrows chose the current row
        self.events.taken.connect(self._take)
        self._offer("")
        self.line.setFocus()

    def check(self) -> str:
        """Find the event; a name that stands for none says so."""
        option, typed = self.events.current(), self.line.text().strip()
        name = option.value if option is not None and (self._steered or not typed) else typed
        try:
            with self._store.read() as db:
                event = find_event(db, name or TWO_PLUS_TWO, self._store.today())
        except UserProblem as problem:
            self.line.setFocus()
            return str(problem)
        if event.days is None:
            return _("{event}: choose one that has a date.").format(event=event.label)
        self.chosen = None if name == TWO_PLUS_TWO else (event.table, event.id)
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk through the events while the keyboard stays in the line."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._steered = True
                self.events.step(step)
                return True
        return super().eventFilter(watched, event)

    def _offer(self, typed: str) -> None:
        self._steered = False
        wanted = typed.strip().casefold()
        found = [Option(name, name, label) for name, label in self._names
                 if name.casefold().startswith(wanted) or wanted in label.casefold()]  # fmt: skip
        self.events.fill(found, 0 if found else -1)

    def _take(self, option: Option) -> None:
        self.line.setText(option.value)
        self.act()


class LensCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its command does, and each workspace that is opened its deadline."""
        self._window = window
        self._seen: Store | None = None
        window.deeds |= {"deadline": self.ask}
        window.commands.updated.connect(self._follow)
        self._follow()

    def ask(self) -> None:
        """Open the dialog."""
        store = self._window.store
        if store is None:
            return
        dialog = DeadlineDialog(store, self._window)
        dialog.accepted.connect(lambda: self.choose(dialog.chosen))
        dialog.open()

    def choose(self, chosen: Chosen | None) -> None:
        """Measure against this event from now on; None takes the next 2+2."""
        desk = self._window.desk
        if desk is None:
            return
        keep(desk, chosen)
        overview = desk.made.get(OVERVIEW)
        if isinstance(overview, OverviewPage):
            overview.follow()
        self._window.status.show_note(self._window.status.deadline.toolTip())

    def _follow(self) -> None:
        store = self._window.store
        if store is not self._seen and store is not None:
            store.lens = kept(store, self._window.settings)
        self._seen = store
        self._show()

    def _show(self) -> None:
        store = self._window.store
        if store is None:
            self._window.status.show_deadline("", "")
            return
        try:
            with store.read() as db:
                found = deadline_now(db, store.today(), store.lens)
        except UserProblem:  # the window is locked
            return
        desk = self._window.desk
        if found is None or (desk is not None and desk.ahead is not None):  # no days are counted by a wrong clock
            self._window.status.show_deadline("", "")
            return
        title = found.title if len(found.title) <= LONGEST else f"{found.title[: LONGEST - 1].rstrip()}…"
        day = show_date(found.day, found.precision, weekday=True)
        whole = _("Measured against {event}, {day}").format(event=found.title, day=day)
        self._window.status.show_deadline(f"{title} {found.left(store.today()).words}", whole)
