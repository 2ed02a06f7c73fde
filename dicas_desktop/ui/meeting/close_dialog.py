"""The questions at the ends of a meeting: what becomes of each undiscussed item, and why it is opened again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.stages import CLOSED, IN_PROGRESS
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.meetings.stages import BACKLOG, DEFERRED, DISCUSSED, DROPPED, Incomplete, advance, settle
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling
from dicas_desktop.ui.fields import Choice

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_ANSWERS = (
    (DEFERRED, N_("Next meeting")),
    (BACKLOG, N_("Backlog")),
    (DROPPED, N_("Drop, with a reason")),
    (DISCUSSED, N_("It was discussed")),
)


class CloseDialog(Dialog):
    """Names what is incomplete and asks, item by item, where the undiscussed ones go. Closes as one step."""

    def __init__(self, store: "Store", meeting: tuple[int, str], found: Incomplete, parent: QWidget) -> None:
        """`meeting` is id and title."""
        number = counted("{n} is incomplete", "{n} are incomplete", found.number)
        super().__init__(
            _("Close {meeting}").format(meeting=meeting[1]), _("Close the meeting"), parent, f"{number}.",
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )  # fmt: skip
        self._store, self._meeting = store, meeting[0]
        self.setMinimumWidth(theme.size(680))
        self.answers: dict[int, tuple[Choice, QLineEdit]] = {}
        for loose in found.actions:
            text = _("▲ {ref} has no lead: {words}")
            self.add_label(self.body, text.format(ref=loose.ref, words=loose.words), "plain")
        if found.undiscussed:
            area = scrolling(self._questions(found), self)
            area.setMinimumHeight(theme.size(min(340, 52 * len(found.undiscussed))))
            self.body.addWidget(area, 1)

    def check(self) -> str:
        """Answer and close in one step; what is refused is told and nothing is written."""
        try:
            with self._store.write(_("Close the meeting")) as step:
                for item, (choice, reason) in self.answers.items():
                    try:
                        settle(step, item, str(choice.currentData()), reason.text())
                    except UserProblem:
                        reason.setFocus()
                        raise
                advance(step, self._meeting, CLOSED)
        except UserProblem as problem:
            return str(problem)
        return ""

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


class ReopenDialog(Dialog):
    """Asks why a closed meeting is opened again; the journal keeps it."""

    def __init__(self, store: "Store", meeting: tuple[int, str], parent: QWidget) -> None:
        """`meeting` is id and title."""
        super().__init__(
            _("Reopen {meeting}").format(meeting=meeting[1]), _("Reopen the meeting"), parent,
            _("It can be changed again. The journal keeps the reason."),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )  # fmt: skip
        self._store, self._meeting = store, meeting[0]
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason"))
        self.body.addWidget(self.reason)
        self.reason.setFocus()

    def check(self) -> str:
        """Reopen; without a reason it is refused."""
        try:
            with self._store.write(_("Reopen the meeting")) as step:
                advance(step, self._meeting, IN_PROGRESS, self.reason.text().strip())
        except UserProblem as problem:
            self.reason.setFocus()
            return str(problem)
        return ""
