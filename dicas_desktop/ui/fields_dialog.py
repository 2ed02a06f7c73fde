"""A dialog of some fields of records, with their own editors. What it writes is given by whoever opens it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.asking import attempt
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.editors import make_editor

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.store.reasons import Answer
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.field_editor import FieldEditor

_ABOVE = 4  # fields that stand below their names


class FieldsDialog(Dialog):
    """A dialog of some fields of a kind of record, with their own editors."""

    def __init__(self, store: "Store", title: str, verb: str, fields: dict[str, str], parent: QWidget) -> None:
        """`fields` names columns as TABLE.COLUMN with what stands in their editors first; `write` is given later."""
        super().__init__(title, verb, parent, banner=LEVEL_WORDS.get(store.ceiling, store.ceiling))
        self.editors: dict[str, FieldEditor] = {}
        self.write: Callable[[Answer], None] = lambda _answer: None
        self._store = store
        grid = QGridLayout()
        grid.setSpacing(theme.size(8))
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        for number, (name, text) in enumerate(fields.items()):
            table, column = name.split(".")
            field = ENTITIES[table].field(column)
            label = QLabel(_(field.label), self)
            theme.set_role(label, "mute")
            editor = make_editor(field, store, self)
            editor.set_text(text)
            editor.committed.connect(self.act)
            editor.cancelled.connect(self.reject)
            label.setBuddy(editor.input)
            # many fields stand beside their names, or the dialog would be higher than a small screen
            row, beside, wide = (number, 1, 1) if len(fields) > _ABOVE else (2 * number + 1, 0, 2)
            grid.addWidget(label, row - (1 - beside), 0, alignment=Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, row, beside, 1, wide)
            self.editors[column] = editor
        next(iter(self.editors.values())).setFocus()

    def act(self) -> None:
        """Write; what is refused is told and nothing is written."""
        attempt(self, self._store, self.write, self.accept, self._refuse)

    def _refuse(self, problem: UserProblem) -> None:
        self.show_problem(str(problem))
        if isinstance(problem, FieldProblem) and problem.field in self.editors:
            self.editors[problem.field].setFocus()
