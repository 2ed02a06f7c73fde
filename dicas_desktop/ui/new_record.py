"""The form of a new record: it opens above the table, not in a window of its own. Enter adds, Esc leaves."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.derived import is_derived
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import Stored
from dicas_desktop.store.anchors import read_due
from dicas_desktop.store.delegations import SecondHead
from dicas_desktop.store.duplicates import TABLES
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store
from dicas_desktop.ui import dialogs, theme
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_write import refs_of
from dicas_desktop.ui.likeness import Likeness
from dicas_desktop.ui.meeting.step_down import StepDownDialog

if TYPE_CHECKING:
    from dicas_desktop.ui.field_editor import FieldEditor

IN_A_ROW = 3
LONGEST_TITLE = 40  # characters of the title in the label of the step


class NewRecord(QFrame):
    """Editors for what a new record must have and what its page shows."""

    added = Signal(int)  # id
    left = Signal()

    def __init__(self, store: Store, entity: Entity, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self.setObjectName("form")
        tokens = theme.current()
        self.setStyleSheet(f"#form {{ background: {tokens.soft}; border-bottom: 1px solid {tokens.line}; }}")
        self._store, self.entity = store, entity
        self.editors: dict[str, FieldEditor] = {}
        self._given: dict[str, str] = {}
        self._late_agreed = False
        self._steps_down: str | None = None  # what the head of a delegation becomes for the new one
        noun = _(entity.singular)
        self._noun = noun[:1].lower() + noun[1:]
        self._problem = QLabel(self, wordWrap=True)
        theme.set_role(self._problem, "problem")
        self._problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.size(px) for px in (16, 10, 16, 10)))
        box.setSpacing(theme.size(8))
        box.addLayout(self._make_grid())
        self.likeness: Likeness | None = None
        if entity.table in TABLES:
            self.likeness = Likeness(store, entity.table, self.editors, self)
            box.addWidget(self.likeness)
        box.addWidget(self._problem)
        box.addLayout(self._make_buttons())

    def begin(self, values: Mapping[str, str]) -> None:
        """Empty the form, fill in what is given already, and take the keyboard to its first field."""
        self._problem.hide()
        for name, editor in self.editors.items():
            editor.set_text(values.get(name, str(editor.field.default or "")))
        if self.likeness is not None:
            self.likeness.look()
        self._given = self._texts()
        self.show()
        next(iter(self.editors.values())).setFocus()

    @property
    def begun(self) -> bool:
        """Whether something was entered that is not written yet."""
        return not self.isHidden() and self._texts() != self._given

    def add(self) -> bool:
        """Write the record as one step. False if something is refused; the sentence stands under its field."""
        self._problem.hide()
        steps_down, self._steps_down = self._steps_down, None
        try:
            with self._store.read() as db:
                values: dict[str, Stored] = {}
                for editor in self.editors.values():
                    values |= read_due(db, self.entity, editor.field, editor.text(), self._store.today())
            if self._asks_about_the_past(values):
                return False
            with self._store.write(self._label(values)) as step:
                step.steps_down = steps_down
                added = step.add(self.entity.table, values)
        except SecondHead as problem:
            self._ask_who_steps_down(problem.standing)
            return False
        except FieldProblem as problem:
            self._refuse(problem.field, str(problem))
            return False
        except UserProblem as problem:
            self._refuse("", str(problem))
            return False
        self.hide()
        self.added.emit(added.id)
        return True

    def _asks_about_the_past(self, values: Mapping[str, Stored]) -> bool:
        """Ask whether an action that was due already shall be entered; it will say that it was entered late."""
        due, agreed = values.get("due_date"), self._late_agreed
        self._late_agreed = False
        if self.entity.table != "action_items" or agreed or not isinstance(due, str):
            return False
        if due >= self._store.today().isoformat() or values.get("due_precision") == "from":
            return False
        text = _("The due date {day} has passed. The action is kept and marked “entered late”.")
        title, day = _("Enter an action that was due already"), show_date(due)
        dialogs.ask(self.window(), title, text.format(day=day), _("Enter it"), self._add_late)
        return True

    def _ask_who_steps_down(self, standing: str) -> None:
        dialog = StepDownDialog(self._store, standing, self.window())

        def act() -> None:
            self._steps_down = dialog.capacity
            self.add()

        dialog.accepted.connect(act)
        dialog.open()

    def _add_late(self) -> None:
        self._late_agreed = True
        self.add()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Close the form; nothing is written."""
        self.hide()
        self.left.emit()

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.size(12))
        grid.setVerticalSpacing(theme.size(6))
        for place, field in enumerate(fields_of(self.entity)):
            wide = field.name == self.entity.title
            row, column = (0, 0) if wide else divmod(place + IN_A_ROW - 1, IN_A_ROW)
            grid.addLayout(self._make_cell(field), row, column, 1, IN_A_ROW if wide else 1)
        for column in range(IN_A_ROW):
            grid.setColumnStretch(column, 1)
        return grid

    def _make_cell(self, field: Field) -> QVBoxLayout:
        label = QLabel(_(field.label) + (" *" if field.required else ""), self)
        theme.set_role(label, "mute")
        editor = make_editor(field, self._store, self)
        editor.committed.connect(self.add)
        editor.cancelled.connect(self.leave)
        label.setBuddy(editor.input)
        self.editors[field.name] = editor
        cell = QVBoxLayout()
        cell.setSpacing(theme.size(2))
        cell.addWidget(label)
        cell.addWidget(editor)
        cell.addStretch(1)
        return cell

    def _make_buttons(self) -> QHBoxLayout:
        add = QPushButton(_("Add {kind}").format(kind=self._noun), self)
        theme.set_role(add, "primary")
        add.clicked.connect(self.add)
        cancel = QPushButton(_("Cancel"), self)
        cancel.clicked.connect(self.leave)
        hint = QLabel(_("* is needed. Enter adds, Esc leaves."), self)
        theme.set_role(hint, "mute")
        row = QHBoxLayout()
        row.setSpacing(theme.size(8))
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(add)
        return row

    def _texts(self) -> dict[str, str]:
        return {name: editor.text() for name, editor in self.editors.items()}

    def _label(self, values: Mapping[str, Stored]) -> str:
        title = str(values.get(self.entity.title) or "")
        if not title:
            return _("Add {kind}").format(kind=self._noun)
        short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"
        return _("Add {kind} “{title}”").format(kind=self._noun, title=short)

    def _refuse(self, name: str, sentence: str) -> None:
        editor = self.editors.get(name)
        if editor is None:
            self._problem.setText(sentence)
            self._problem.show()
        else:
            editor.setFocus()
            editor.show_problem(sentence)


def given_by(store: Store, entity: Entity, where: Sequence[Condition]) -> dict[str, str]:
    """Return what filters settle for a new record, as text by field: a page of one working group adds to that group."""
    given = {}
    for condition in where:
        own = condition.field not in ("is", "id", "ref", "slug") and not is_derived(entity.table, condition.field)
        if condition.op == "=" and own:
            field = entity.field(condition.field)
            refs = refs_of(store, field.target, [condition.value]) if field.target else [str(condition.value)]
            given[field.name] = refs[0] if refs else ""
    return given


def fields_of(entity: Entity) -> list[Field]:
    """Return the fields of the form: the title, then what is needed, then what the page shows."""
    declared = [field for field in entity.fields if not field.hidden]
    chosen = [field for field in declared if field.required or field.name in entity.columns]
    if entity.title not in {field.name for field in chosen}:
        chosen.append(entity.field(entity.title))
    order = {name: place for place, name in enumerate(entity.columns)}
    return sorted(chosen, key=lambda f: (f.name != entity.title, not f.required, order.get(f.name, 99)))
