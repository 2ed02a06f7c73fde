"""Asks what a write needs to know before it is made: why and who agreed, what shows that something is done, who leads.

One place for every way to change a field: the cell, the inspector, many records at once, a paste, a fill down.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.clocks import WhichTime
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import listing, register
from dicas_desktop.store.delegations import SecondHead
from dicas_desktop.store.reasons import (
    Answer,
    EventMoves,
    Evidence,
    EvidenceNeeded,
    OpenSubItems,
    ReasonNeeded,
    SecondLead,
    SuccessorNeeded,
    Why,
)
from dicas_desktop.ui.clock_choice import ask_which
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.meeting.step_down import StepDownDialog
from dicas_desktop.ui.moves_dialog import MovesDialog

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.value_row import ValueRow

UNASKED = Answer()


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
    """Offers to add the other office as one that supports an action, or to let it replace the lead."""

    def __init__(self, problem: SecondLead, parent: QWidget, banner: str = "") -> None:
        """`problem` names both offices."""
        super().__init__(_("An action has one lead"), _("Add as OCR"), parent, str(problem), banner)
        self._lead = "ocr"
        self.replace = self._button(_("Replace the lead"), self._in_place)
        self.buttons.insertWidget(self.buttons.indexOf(self.primary), self.replace)

    def answer(self) -> Answer:
        """Return which of the two it is."""
        return Answer(lead=self._lead)

    def _in_place(self) -> None:
        self._lead = "replace"
        self.accept()


class EvidenceDialog(Dialog):
    """What shows that an action is done: words, or the decision that settled it. It can be closed without, too."""

    def __init__(self, problem: EvidenceNeeded, store: "Store", parent: QWidget, banner: str = "") -> None:
        """`problem` names the action."""
        title = _("Close {ref}").format(ref=problem.subject)
        super().__init__(title, _("Close with evidence"), parent, str(problem), banner)
        self._store = store
        entity = ENTITIES["action_items"]
        self.evidence = FieldEditor(entity.field("evidence"), self)  # one line, so that Enter closes
        self.decision = make_editor(entity.field("evidence_decision_id"), store, self)
        for editor in (self.evidence, self.decision):
            label = self.add_label(self.body, _(editor.field.label), "mute")
            label.setBuddy(editor.input)
            editor.committed.connect(self.act)
            editor.cancelled.connect(self.reject)
            self.body.addWidget(editor)
        self.add_label(self.body, _("A file is evidence, too: leave this, attach it with Ctrl+E, then close."), "note")
        self.without = self._button(_("Close without"), self._bare)
        self.buttons.insertWidget(self.buttons.indexOf(self.primary), self.without)
        self._given = Evidence()
        self.evidence.setFocus()

    def answer(self) -> Answer:
        """Return what was given."""
        return Answer(evidence=self._given)

    def check(self) -> str:
        """Something has to be there; a decision must be one of the register."""
        words, named = self.evidence.text().strip(), self.decision.text().strip()
        if not (words or named):
            return _("Evidence is missing: say what shows it, name a decision, or close without.")
        decision, problem = _decision_named(self._store, named)
        self._given = Evidence(words, decision)
        return problem

    def _bare(self) -> None:
        self._given = Evidence()
        self.accept()


class SupersedeDialog(Dialog):
    """Which decision takes the place of one that is superseded."""

    def __init__(self, problem: SuccessorNeeded, store: "Store", parent: QWidget, banner: str = "") -> None:
        """`problem` says that it is missing."""
        super().__init__(_("Supersede a decision"), _("Supersede it"), parent, str(problem), banner)
        self._store = store
        self._chosen: int | None = None
        self.successor = make_editor(ENTITIES["decisions"].field("superseded_by_id"), store, self)
        label = self.add_label(self.body, _(self.successor.field.label), "mute")
        label.setBuddy(self.successor.input)
        self.successor.committed.connect(self.act)
        self.successor.cancelled.connect(self.reject)
        self.body.addWidget(self.successor)
        self.successor.setFocus()

    def answer(self) -> Answer:
        """Return the one that was chosen."""
        return Answer(successor=self._chosen)

    def check(self) -> str:
        """It must be one of the register."""
        self._chosen, problem = _decision_named(self._store, self.successor.text())
        return problem or ("" if self._chosen else _("Superseded by is missing: choose a decision of the register."))


def _decision_named(store: "Store", named: str) -> tuple[int | None, str]:
    """Return the decision that is named, None without a name, and what is wrong with the name."""
    named = named.strip()
    try:
        with store.read() as db:
            found = listing.find(db, "decisions", named) if named else None
    except UserProblem as problem:
        return None, str(problem)
    unknown = _("There is no decision {name}: choose one of the register.").format(name=named)
    return found, unknown if named and found is None else ""


def attempt(
    parent: QWidget,
    store: "Store",
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
        if not ask(parent, store, problem, answer or UNASKED,
                   lambda more: attempt(parent, store, write, done, refused, more), refused):  # fmt: skip
            refused(problem)
    else:
        done()


class Entering:
    """Writes what was typed into a row of fields. While a dialog asks about one field, no other is taken."""

    def __init__(self) -> None:
        """Nothing is asked about yet."""
        self._asking = False

    def enter(self, row: "ValueRow", store: "Store", write: Callable[[Answer], object]) -> None:
        """Write by `write`; then the row closes its editor, or shows what was wrong and keeps it."""
        if self._asking:
            return
        self._asking = True

        def end(problem: UserProblem | None = None) -> None:
            self._asking = False
            if problem is None:
                row.close_editor()
            else:
                row.show_problem(str(problem))

        attempt(row, store, write, end, end)


def ask(
    parent: QWidget,
    store: "Store",
    problem: UserProblem,
    known: Answer,
    again: Callable[[Answer], object],
    left: Callable[[UserProblem], object],
) -> bool:
    """Open the dialog of a problem that is a question; False if it is none. `again` gets all that is known then."""
    if isinstance(problem, WhichTime):
        name = problem.field
        ask_which(
            problem,
            lambda text: again(known.joined(Answer(clocks=((name, text),)))),
            lambda: left(problem),
            parent,
        )
        return True
    dialog = _dialog_of(parent.window(), store, problem, known)
    if dialog is None:
        return False
    dialog.accepted.connect(lambda: again(known.joined(dialog.answer())))
    dialog.rejected.connect(lambda: left(problem))
    dialog.open()
    return True


_Question = (
    ReasonDialog | SubItemsDialog | MovesDialog | SecondLeadDialog | EvidenceDialog | SupersedeDialog | StepDownDialog
)


def _dialog_of(window: QWidget, store: "Store", problem: UserProblem, known: Answer) -> _Question | None:
    """Return the dialog of a problem that is a question, None if it is none or was answered already."""
    banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
    found: _Question | None = None
    if isinstance(problem, ReasonNeeded):
        found = ReasonDialog(problem, window, banner)
    elif isinstance(problem, EventMoves):
        found = MovesDialog(problem, window, banner)
    elif isinstance(problem, OpenSubItems) and not known.with_sub_items:
        found = SubItemsDialog(problem, window, banner)
    elif isinstance(problem, SecondLead):
        found = SecondLeadDialog(problem, window, banner)
    elif isinstance(problem, SecondHead):
        found = StepDownDialog(store, problem.standing, window)
    elif isinstance(problem, EvidenceNeeded):
        found = EvidenceDialog(problem, store, window, banner)
    elif isinstance(problem, SuccessorNeeded) and known.successor is None:
        found = SupersedeDialog(problem, store, window, banner)
    return found
