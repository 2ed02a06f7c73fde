"""Asks what a write needs to know before it is made: why and who agreed, or whether open parts are closed with it.

One place for every way to change a field: the cell, the inspector, many records at once, a paste, a fill down.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import register
from dicas_desktop.store.reasons import ASK, Answer, EventMoves, OpenSubItems, ReasonNeeded, SecondLead, Why
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.moves_dialog import MovesDialog

UNASKED = Answer(lead=ASK)


class ReasonDialog(Dialog):
    """Why a suspense moves and who agreed, or why agreed words are corrected."""

    def __init__(self, problem: ReasonNeeded, parent: QWidget, banner: str = "") -> None:
        """`problem` is what the store answered without a reason."""
        title = _("Extend the due date") if problem.agreement else _("Correct agreed words")
        verb = _("Extend") if problem.agreement else _("Correct")
        super().__init__(title, verb, parent, str(problem), banner)
        self._agreement = problem.agreement
        self.reason = self._line(_("Reason"))
        self.agreed = self._line(_("Agreed by"))
        if not self._agreement:
            for widget in (self.agreed, self._labels[-1]):
                widget.hide()
        self.reason.setFocus()

    def answer(self) -> Answer:
        """Return what was entered."""
        return Answer(why=Why(self.reason.text().strip(), self.agreed.text().strip()))

    def check(self) -> str:
        """Both have to be there."""
        if not self._agreement:
            return "" if self.reason.text().strip() else _("Reason is missing: say why the words are corrected.")
        try:
            register.why(self.reason.text(), self.agreed.text())
        except UserProblem as problem:
            (self.agreed if self.reason.text().strip() else self.reason).setFocus()
            return str(problem)
        return ""

    _labels: list[QLabel]

    def _line(self, name: str) -> QLineEdit:
        self._labels = [*getattr(self, "_labels", []), self.add_label(self.body, name, "mute")]
        line = QLineEdit(self)
        line.setAccessibleName(name)
        self.body.addWidget(line)
        return line


class SubItemsDialog(Dialog):
    """Lists the open parts of an action that is to be closed, and offers to close them with it."""

    def __init__(self, problem: OpenSubItems, parent: QWidget, banner: str = "") -> None:
        """`problem` lists them."""
        title = counted("Close with {n} open sub-item", "Close with {n} open sub-items", len(problem.lines))
        super().__init__(title, _("Close all"), parent, str(problem), banner)
        for line in problem.lines:
            self.add_label(self.body, line, "plain")

    def answer(self) -> Answer:
        """Return that all are to be closed."""
        return Answer(with_sub_items=True)


class SecondLeadDialog(Dialog):
    """Offers to replace the lead of an action, or to add the other office as one that supports it."""

    def __init__(self, problem: SecondLead, parent: QWidget, banner: str = "") -> None:
        """`problem` names both offices."""
        super().__init__(_("An action has one lead"), _("Replace the lead"), parent, str(problem), banner)
        self._lead = "replace"
        self.support = self._button(_("Add as OCR"), self._as_support)

    def answer(self) -> Answer:
        """Return which of the two it is."""
        return Answer(lead=self._lead)

    def _as_support(self) -> None:
        self._lead = "ocr"
        self.accept()


def attempt(
    parent: QWidget,
    ceiling: str,
    write: Callable[[Answer], object],
    done: Callable[[], object],
    refused: Callable[[UserProblem], object],
    answer: Answer | None = None,
) -> None:
    """Write; if the store asks something, ask the person and write again. Then `done`, or `refused` with the problem.

    While a dialog is open neither has been called yet.
    """
    try:
        write(answer or UNASKED)
    except UserProblem as problem:
        if not ask(parent, ceiling, problem, answer or UNASKED,
                   lambda more: attempt(parent, ceiling, write, done, refused, more), refused):  # fmt: skip
            refused(problem)
    else:
        done()


def ask(
    parent: QWidget,
    ceiling: str,
    problem: UserProblem,
    known: Answer,
    again: Callable[[Answer], object],
    left: Callable[[UserProblem], object],
) -> bool:
    """Open the dialog of a problem that is a question; False if it is none. `again` gets all that is known then."""
    banner = LEVEL_WORDS.get(ceiling, ceiling)
    dialog: ReasonDialog | SubItemsDialog | MovesDialog | SecondLeadDialog
    if isinstance(problem, ReasonNeeded):
        dialog = ReasonDialog(problem, parent.window(), banner)
    elif isinstance(problem, EventMoves):
        dialog = MovesDialog(problem, parent.window(), banner)
    elif isinstance(problem, OpenSubItems) and not known.with_sub_items:
        dialog = SubItemsDialog(problem, parent.window(), banner)
    elif isinstance(problem, SecondLead):
        dialog = SecondLeadDialog(problem, parent.window(), banner)
    else:
        return False
    dialog.accepted.connect(lambda: again(known.joined(dialog.answer())))
    dialog.rejected.connect(lambda: left(problem))
    dialog.open()
    return True
