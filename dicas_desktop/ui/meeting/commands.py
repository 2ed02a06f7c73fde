"""What the commands of Meeting do on the page of a meeting."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.stages import CLOSED, IN_PROGRESS, OPEN, next_stages
from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.agenda import section_contents
from dicas_desktop.store.meetings.carry import proposals
from dicas_desktop.store.meetings.stages import advance, incomplete
from dicas_desktop.ui.brief_commands import MeetingDialog
from dicas_desktop.ui.desk_pages import meeting_shown, open_meeting
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.meeting.carry_dialog import CarryDialog
from dicas_desktop.ui.meeting.close_dialog import CloseDialog, ReopenDialog
from dicas_desktop.ui.meeting.head import back_verb, next_verb
from dicas_desktop.ui.meeting.item_state import ask_state
from dicas_desktop.ui.meeting.new_meeting import NewMeetingDialog, SaveTemplateDialog
from dicas_desktop.ui.meeting.page import MeetingPage
from dicas_desktop.ui.meeting.reading import Shown
from dicas_desktop.ui.meeting.section_dialog import SectionDialog
from dicas_desktop.ui.window_state import situation_of

_LETTERS = {"capture_decision": "D", "capture_commitment": "C", "capture_action": "A", "capture_note": "N"}


class MeetingCommands:
    """Acts on the page of a meeting in one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "open_meeting": self.open,
            "next_stage": self.next_stage,
            "back_stage": self.back_stage,
            "new_meeting": self._new_meeting,
            "carry_over": lambda: self._change(self._carry_over),
            "save_template": lambda: self._on(self._save_template),
            "item_below": lambda: self._change(lambda page: page.agenda.add_item()),
            "item_state": lambda: self._change(ask_state),
            "section": lambda: self._change(self._take_section_away),
            "line_up": lambda: self._on(lambda page: page.writing.move(-1)),
            "line_down": lambda: self._on(lambda page: page.writing.move(1)),
            "add_delegate": self.add_delegate,
            "capacity": lambda: self._change(lambda page: _pop_up(page, page.seats.capacity_menu())),
            "attendance": lambda: self._change(lambda page: _pop_up(page, page.seats.attendance_menu())),
            "open_outcome": self.open_outcome,
        }
        window.deeds |= {name: self._capturer(letter) for name, letter in _LETTERS.items()}

    def open(self) -> None:
        """Open the page of the selected meeting, or of one that is asked for."""
        window, desk, store = self._window, self._window.desk, self._window.store
        if desk is None or store is None:
            return
        if situation_of(window).meeting and meeting_shown(desk) is None:
            open_meeting(desk, desk.selection[1][0])
            return
        dialog = MeetingDialog(store, window.clock, _("Open the meeting"), window)

        def chosen() -> None:
            meeting = dialog.meeting()
            if meeting is not None:
                open_meeting(desk, meeting[0])

        dialog.accepted.connect(chosen)
        dialog.open()

    def next_stage(self) -> None:
        """Bring the meeting a step on."""
        self._on(self._next_stage)

    def back_stage(self) -> None:
        """Bring the meeting a step back; a closed one is reopened with a reason."""
        self._on(self._back_stage)

    def add_delegate(self) -> None:
        """Open the line of a new delegate, on the side where the keyboard is, else on the first."""
        self._change(lambda page: (page.side or next(iter(page.seats.panes.values()))).add_seat())

    def open_outcome(self) -> None:
        """Show the outcome that the keyboard stands at in its own table."""

        def show(page: MeetingPage) -> None:
            line, desk = page.line, self._window.desk
            if line is not None and desk is not None:
                desk.open_record(line.table, line.id)

        self._on(show)

    # ------------------------------------------------------------------ inside
    def _next_stage(self, page: MeetingPage) -> None:
        if page.shown is None:
            return
        stage = page.shown.values["stage"]
        if stage == CLOSED:
            ReopenDialog(page.store, _named(page.shown), self._window).open()
        elif stage == IN_PROGRESS and page.shown.incomplete:
            with page.store.read() as db:
                found = incomplete(db, page.meeting_id)
            CloseDialog(page.store, _named(page.shown), found, self._window).open()
        else:
            following = next_stages(stage)[0]
            if self._advance(page, following, next_verb(page.shown)) and following == OPEN:
                self._carry_over(page, only_if_any=True)

    def _back_stage(self, page: MeetingPage) -> None:
        if page.shown is None:
            return
        if page.shown.closed:
            self._next_stage(page)
        elif not back_verb(page.shown):
            self._window.note(_("There is no step back from here."))
        else:
            self._advance(page, next_stages(page.shown.values["stage"])[1], back_verb(page.shown))

    def _advance(self, page: MeetingPage, stage: str, label: str) -> bool:
        try:
            with page.store.write(label) as step:
                advance(step, page.meeting_id, stage)
        except UserProblem as problem:
            page.refuse(problem)
            return False
        return True

    def _carry_over(self, page: MeetingPage, *, only_if_any: bool = False) -> None:
        with page.store.read() as db:
            found = proposals(db, page.meeting_id)
        if page.shown is not None and (found.all or not only_if_any):
            CarryDialog(page.store, found, _named(page.shown)[1], self._window).open()

    def _take_section_away(self, page: MeetingPage) -> None:
        lines = page.shown.agenda.lines if page.shown is not None else ()
        section = next((line.section for line in lines if line.id == page.agenda.item), "")
        if not section:
            self._window.note(_("This item stands in no section."))
            return
        with page.store.read() as db:
            found = section_contents(db, page.meeting_id, section)
        SectionDialog(page.store, page.meeting_id, found, self._window).open()

    def _new_meeting(self) -> None:
        window, desk, store = self._window, self._window.desk, self._window.store
        if desk is None or store is None:
            return
        dialog = NewMeetingDialog(store, window.clock.today(), window)
        dialog.accepted.connect(lambda: open_meeting(desk, dialog.made))
        dialog.open()

    def _save_template(self, page: MeetingPage) -> None:
        if page.shown is not None:
            SaveTemplateDialog(page.store, _named(page.shown), self._window).open()

    def _capturer(self, letter: str) -> Callable[[], None]:
        return lambda: self._change(lambda page: page.agenda.capture(letter))

    def _change(self, deed: Callable[[MeetingPage], object]) -> None:
        self._on(lambda page: None if page.writing.refused() else deed(page))

    def _on(self, deed: Callable[[MeetingPage], object]) -> None:
        page = meeting_shown(self._window.desk) if self._window.desk is not None else None
        if page is not None:
            deed(page)


def _pop_up(page: MeetingPage, menu: QMenu | None) -> None:
    if menu is not None and page.side is not None:
        menu.popup(page.side.menu_place())


def _named(shown: Shown) -> tuple[int, str]:
    return shown.values["id"], str(shown.values["title"])
