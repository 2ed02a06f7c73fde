"""The editor of a field that names a person: what fits, and at the end of the list a new one, added in three fields."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import Stored, read
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.field_editor import ENTER, FieldEditor
from dicas_desktop.ui.field_options import reference_options
from dicas_desktop.ui.likeness import Likeness
from dicas_desktop.ui.option_list import Option
from dicas_desktop.ui.type_ahead import TypeAheadEditor

_NEW = "+"  # value of the option that adds somebody; no reference looks like it
_ASKED = ("name_en", "name_ja", "org_id")


class PersonEditor(TypeAheadEditor):
    """Enter takes the first that fits as everywhere; the last row adds a person, if one goes to it."""

    def __init__(self, field: Field, store: Store, parent: QWidget | None = None) -> None:
        """Offer the people of this store."""
        known = reference_options(store, "persons")

        def options(typed: str) -> Sequence[Option]:
            new = [Option(_NEW, _("Add a new person…"), typed.strip())] if typed.strip() else []
            return [*known(typed), *new] if not store.read_only else known(typed)

        super().__init__(field, options, parent)
        self._store = store
        self._asking = False

    def settle(self) -> None:
        """Nobody is added by Enter alone."""
        if self._on_new and not self._steered:
            self.close_list()
        super().settle()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Enter on the last row asks for the new person."""
        if event.key() in (*ENTER, Qt.Key.Key_Tab) and self._on_new and self._steered:
            self.ask()
            return True
        return super().handle_key(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the dialog has the keyboard nothing was left."""
        if self._asking and event.type() == QEvent.Type.FocusOut:
            return False
        return super().eventFilter(watched, event)

    def ask(self) -> None:
        """Ask for the three fields; the line then names the one who was added."""
        self.close_list()
        self._asking = True
        dialog = AddPersonDialog(self._store, super().text().strip(), self.window())
        dialog.accepted.connect(lambda: self._take_new(dialog.ref, dialog.editors["name_en"].text().strip()))
        dialog.finished.connect(lambda _code: self._asked())
        dialog.open()

    @property
    def _on_new(self) -> bool:
        current = self._list.current() if self._list is not None and self.is_open else None
        return current is not None and current.value == _NEW

    def _take_new(self, ref: str, name: str) -> None:
        self.take(Option(ref, name))

    def _asked(self) -> None:
        self.setFocus()
        self._asking = False

    def _on_taken(self, option: Option) -> None:
        if option.value == _NEW:
            self.ask()
        else:
            super()._on_taken(option)


class AddPersonDialog(Dialog):
    """Name, name in Japanese, organization; whoever it looks like is said. `ref` is the one who was added."""

    def __init__(self, store: Store, name: str, parent: QWidget) -> None:
        """Begin with the name that was typed."""
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(_("Add a person"), _("Add person"), parent, "", banner)
        # imported here: that module makes the editors of this one, too
        from dicas_desktop.ui.editors import make_editor

        self._store, self.ref = store, ""
        entity = ENTITIES["persons"]
        self.editors: dict[str, FieldEditor] = {}
        for column in _ASKED:
            field = entity.field(column)
            label = QLabel(_(field.label) + (" *" if field.required else ""), self)
            theme.set_role(label, "mute")
            editor = make_editor(field, store, self)
            editor.committed.connect(self.act)
            editor.cancelled.connect(self.reject)
            label.setBuddy(editor.input)
            self.editors[column] = editor
            self.body.addWidget(label)
            self.body.addWidget(editor)
        self.likeness = Likeness(store, "persons", self.editors, self)
        self.body.addWidget(self.likeness)
        self.editors["name_en"].set_text(name)
        self.editors["name_ja" if name else "name_en"].setFocus()
        self.likeness.look()

    def check(self) -> str:
        """Write; what is refused is told and nothing is written."""
        entity = ENTITIES["persons"]
        try:
            values: dict[str, Stored] = {}
            with self._store.read() as db:
                for column, editor in self.editors.items():
                    values |= read(entity.field(column), editor.text(), lambda table, text: find(db, table, text))
            with self._store.write(_("Add person “{name}”").format(name=values["name_en"] or "")) as step:
                self.ref = step.add("persons", values).ref
        except FieldProblem as problem:
            if problem.field in self.editors:
                self.editors[problem.field].setFocus()
            return str(problem)
        except UserProblem as problem:
            return str(problem)
        return ""
