"""The questions at the ends of a meeting: what becomes of each undiscussed item, and why it is opened again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.stages import CLOSED, IN_PROGRESS
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.meetings.stages import BACKLOG, DEFERRED, DISCUSSED, DROPPED, Incomplete, advance, settle
from dicas_desktop.ui import theme
from dicas_desktop.ui.fields import Choice
from dicas_desktop.ui.meeting.step_dialog import StepDialog

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store

_ANSWERS = (
    (DEFERRED, N_("Next meeting")),
    (BACKLOG, N_("Backlog")),
    (DROPPED, N_("Drop, with a reason")),
    (DISCUSSED, N_("It was discussed")),
)


class CloseDialog(StepDialog):
    """Names what is incomplete and asks, item by item, where the undiscussed ones go."""

    wide = 680

    def __init__(self, store: "Store", meeting: tuple[int, str], found: Incomplete, parent: QWidget) -> None:
        """`meeting` is id and title."""
        number = counted("{n} is incomplete", "{n} are incomplete", found.number)
        title = _("Close {meeting}").format(meeting=meeting[1])
        super().__init__(store, title, _("Close the meeting"), parent, f"{number}.")
        self._meeting = meeting[0]
        self.answers: dict[int, tuple[Choice, QLineEdit]] = {}
        for loose in found.actions:
            text = _("▲ {ref} has no lead: {words}")
            self.add_label(self.body, text.format(ref=loose.ref, words=loose.words), "plain")
        if found.undiscussed:
            self.add_rows(self._questions(found), min(340, 52 * len(found.undiscussed)))

    def write(self, step: "Step") -> None:
        """Answer each question and close."""
        for item, (choice, reason) in self.answers.items():
            try:
                settle(step, item, str(choice.currentData()), reason.text())
            except UserProblem:
                reason.setFocus()
                raise
        advance(step, self._meeting, CLOSED)

    def _questions(self, found: Incomplete) -> QWidget:
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, theme.size(8), 0)
        grid.setHorizontalSpacing(theme.size(8))
        grid.setVerticalSpacing(theme.size(6))
        for row, loose in enumerate(found.undiscussed):
            name = QLabel(f"{loose.ref}  {loose.words}", holder)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setWordWrap(True)
            choice, reason = Choice(holder), QLineEdit(holder)
            choice.setAccessibleName(_("What becomes of {ref}").format(ref=loose.ref))
            reason.setAccessibleName(_("Reason, {ref}").format(ref=loose.ref))
            reason.setPlaceholderText(_("Reason"))
            for state, label in _ANSWERS:
                choice.addItem(_(label), state)
            for column, widget in enumerate((name, choice, reason)):
                grid.addWidget(widget, row, column)
            self.answers[loose.id] = choice, reason
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 2)
        grid.setRowStretch(len(found.undiscussed), 1)
        return holder


class ReopenDialog(StepDialog):
    """Asks why a closed meeting is opened again; the journal keeps it."""

    def __init__(self, store: "Store", meeting: tuple[int, str], parent: QWidget) -> None:
        """`meeting` is id and title."""
        note = _("It can be changed again. The journal keeps the reason.")
        title = _("Reopen {meeting}").format(meeting=meeting[1])
        super().__init__(store, title, _("Reopen the meeting"), parent, note)
        self._meeting = meeting[0]
        self.reason = self.add_line(_("Reason"))

    def write(self, step: "Step") -> None:
        """Reopen; without a reason it is refused."""
        self.reason.setFocus()
        advance(step, self._meeting, IN_PROGRESS, self.reason.text().strip())
