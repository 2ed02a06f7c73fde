"""Dialogs about the selected records: change one field of all, put them into the bin."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.anchors import without_the_day
from dicas_desktop.store.listing import number_unlike
from dicas_desktop.store.owned import goes_along
from dicas_desktop.store.reasons import Answer
from dicas_desktop.ui import theme
from dicas_desktop.ui.asked import Asked
from dicas_desktop.ui.asking import attempt
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_write import MANY, count_text, set_field, subject, values_of
from dicas_desktop.ui.fields import Choice

if TYPE_CHECKING:
    from dicas_desktop.domain.values import Stored
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.field_editor import FieldEditor


_MOST_LOOKED_AT = 5_000  # records of which is told what goes along: to look takes time


class BulkEditDialog(Dialog):
    """Choose a field, enter its value, set it in all records as one step."""

    def __init__(self, store: "Store", entity: Entity, ids: Sequence[int], parent: QWidget) -> None:
        """Of these records."""
        number = count_text(entity, len(ids))
        super().__init__(
            _("Change {records}").format(records=number),
            _("Change {records}").format(records=number),
            parent,
            _("One field of all of them gets the same value, as one step. Undo takes it back."),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )
        self._store, self._entity, self._ids = store, entity, tuple(ids)
        self.effect = self.add_label(self.body, " ", "plain")  # above: below, the list of words would lie over it
        self.field = Choice(self)
        self.field.setAccessibleName(_("Field"))
        shown = [field for field in entity.fields if not field.hidden]
        shown.sort(key=lambda f: (f.name not in entity.columns, entity.fields.index(f)))
        for field in shown:
            self.field.addItem(_(field.label), field.name)
        self.editor: FieldEditor | None = None
        for text, widget in ((_("Field"), self.field),):
            label = QLabel(text, self)
            theme.set_role(label, "mute")
            self.body.addWidget(label)
            self.body.addWidget(widget)
        label = QLabel(_("New value (empty clears the field)"), self)
        theme.set_role(label, "mute")
        self.body.addWidget(label)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.later: dict[str, Stored] = {}  # what is still to be written when the dialog is accepted: many records
        self._asked = Asked(store, self)
        self._asked.answered.connect(self._tell_effect)
        self.finished.connect(self._asked.stop)
        self.field.currentIndexChanged.connect(self._make_editor)
        status = self.field.findData("status")
        self.field.setCurrentIndex(max(status, 0))
        self._make_editor()

    def act(self) -> None:
        """Write, or leave many records to whoever opened this; what is refused is told and nothing is written."""
        if self.editor is None:
            return
        store, entity, ids, field, text = self._store, self._entity, self._ids, self.chosen, self.editor.text()

        def write(answer: Answer) -> None:
            if len(ids) > MANY:
                self.later = values_of(store, entity, field, text)
            else:
                set_field(store, entity, ids, field, text, answer)

        attempt(self, store, write, self.accept, self._refuse)

    def _refuse(self, problem: UserProblem) -> None:
        if self.editor is not None:
            self.editor.setFocus()
        self.show_problem(str(problem))

    @property
    def chosen(self) -> Field:
        """The field that is changed."""
        return self._entity.field(str(self.field.currentData()))

    def _count(self) -> None:
        """Ask how many records would change; a text that makes no sense yet says nothing."""
        self.effect.setText(" ")
        self._asked.stop()
        if self.editor is None:
            return
        with suppress(UserProblem):
            values = values_of(self._store, self._entity, self.chosen, self.editor.text())
            compared = without_the_day(self._entity.table, values)
            self._asked.ask(lambda db: number_unlike(db, self._entity.table, self._ids, compared))

    def _tell_effect(self, number: int) -> None:
        total = len(self._ids)
        if number == total:
            text = _("All {n} change.") if total > 1 else _("It changes.")
        elif number:
            text = _("{m} of {n} change; the others hold this already.")
        else:
            text = _("Nothing changes: all hold this already.")
        self.effect.setText(text.format(n=f"{total:,}", m=f"{number:,}"))

    def _make_editor(self) -> None:
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = make_editor(self.chosen, self._store, self)
        self.editor.input.textChanged.connect(self._count)
        self.editor.committed.connect(self.act)
        self.editor.cancelled.connect(self.reject)
        self._place.addWidget(self.editor)
        self._count()
        self.editor.setFocus()
        self.show_problem("")


class DeleteDialog(Dialog):
    """Says what goes to the bin, with everything that goes along."""

    def __init__(self, store: "Store", entity: Entity, ids: Sequence[int], parent: QWidget) -> None:
        """Of these records."""
        name = subject(store, entity, ids)
        super().__init__(
            _("Delete {records}").format(records=name),
            _("Delete {records}").format(records=name),
            parent,
            counted(
                "It goes to the bin with what belongs to it. Undo brings everything back.",
                "They go to the bin with what belongs to them. Undo brings everything back.",
                len(ids),
            ),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )
        if len(ids) > _MOST_LOOKED_AT:
            self.add_label(self.body, _("What belongs to them goes along."), "plain")
            return
        with store.read() as db:
            along = goes_along(db, entity.table, ids)
        for table, number in along.items():
            words = count_text(store.entities[table], number)
            self.add_label(self.body, _("Goes along: {records}").format(records=words), "plain")
        if not along:
            self.add_label(self.body, _("Nothing else goes along."), "plain")
