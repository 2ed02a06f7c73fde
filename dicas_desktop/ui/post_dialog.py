"""A post that a person holds or held, from a day to a day: taken up, or corrected, in one dialog."""

from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import Stored, read, typed
from dicas_desktop.store.listing import fetch, find
from dicas_desktop.store.posts import NewPost, correct, take_up
from dicas_desktop.ui.field_write import refs_of
from dicas_desktop.ui.fields_dialog import FieldsDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dicas_desktop.store.reasons import Answer
    from dicas_desktop.store.store import Store

_POSTS = "posts"
_ASKED = ("person_id", "title", "title_ja", "org_id", "from_date", "to_date")


class PostDialog(FieldsDialog):
    """Person, title in both languages, office, first and last day."""

    def __init__(self, store: "Store", given: dict[str, str], parent: "QWidget", post_id: int | None = None) -> None:
        """`given` stands in the fields first; `post_id` names a post that is corrected, else it is a new one."""
        title = _("Take up a post") if post_id is None else _("Correct a post")
        verb = _("Keep the post") if post_id is None else _("Correct the post")
        fields = {f"{_POSTS}.{name}": given.get(name, "") for name in _ASKED}
        super().__init__(store, title, verb, fields, parent)
        self._post_id = post_id
        self.note.setText(_(
            "Without a last day it is the post held now, and the one before it ends the day before. A past meeting "
            "prints the post of its day."
        ))  # fmt: skip
        self.note.show()
        self.write = self._write
        self.editors["title" if given.get("person_id") else "person_id"].setFocus()

    def _write(self, _answer: "Answer") -> None:
        values = self._values()
        person = values["person_id"]
        if not isinstance(person, int):
            raise FieldProblem("person_id", _("Person is missing: enter it."))
        ref = refs_of(self._store, "persons", [person])[0]
        words = {"ref": ref, "title": str(values["title"] or "")}
        if self._post_id is not None:
            with self._store.write(_("Correct a post of {ref}: {title}").format(**words)) as step:
                correct(step, self._post_id, values)
            return
        office = values["org_id"]
        texts = (values[name] for name in ("title_ja", "from_date", "to_date"))
        title_ja, begin, end = (None if text is None else str(text) for text in texts)
        post = NewPost(words["title"], begin, title_ja, office if isinstance(office, int) else None, end)
        with self._store.write(_("{ref} takes up a post: {title}").format(**words)) as step:
            take_up(step, person, post)

    def _values(self) -> dict[str, Stored]:
        entity = ENTITIES[_POSTS]
        values: dict[str, Stored] = {}
        with self._store.read() as db:
            for name, editor in self.editors.items():
                values |= read(entity.field(name), editor.text(), lambda table, text: find(db, table, text))
        return values


def typed_of(store: "Store", post_id: int) -> dict[str, str]:
    """Return what is recorded of a post as it is typed; a person and an office by their references."""
    entity = ENTITIES[_POSTS]
    with store.read() as db:
        record = fetch(db, _POSTS, [post_id])[0]
    texts = {name: typed(entity.field(name), record.values, record.labels) for name in _ASKED}
    for name in ("person_id", "org_id"):
        if record.values[name] is not None:
            texts[name] = refs_of(store, entity.field(name).target, [record.values[name]])[0]
    return texts
