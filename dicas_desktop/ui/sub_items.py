"""Adds a part to an action: a few fields, the rest as in the whole."""

from datetime import date
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import typed
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS
from dicas_desktop.store.anchors import resolved
from dicas_desktop.store.listing import Record, fetch
from dicas_desktop.ui.field_write import values_of
from dicas_desktop.ui.fields_dialog import FieldsDialog

if TYPE_CHECKING:
    from dicas_desktop.store.reasons import Answer
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.main_window import MainWindow

ACTION = ENTITIES["action_items"]
FIELDS = ("description", "owner_org_id", "due_date")
ALIKE = ("kind", "owner_side", "wg_id", "programme_id", "priority", "marking", "releasability")  # as in the whole


class PartDialog(FieldsDialog):
    """Text, lead and due of a part; the lead of the whole stands there first."""

    def __init__(self, store: "Store", whole: Record, window: "MainWindow") -> None:
        """A part of this action."""
        lead = typed(ACTION.field("owner_org_id"), whole.values, whole.labels)
        first = {f"{ACTION.table}.{name}": lead if name == "owner_org_id" else "" for name in FIELDS}
        title = _("Add a sub-item to {ref}").format(ref=whole.values["ref"])
        super().__init__(store, title, _("Add"), first, window)
        self._whole, self._window = whole, window
        self._late = ""  # the day that has passed and was told: the second Enter is the yes
        self.write = self._write

    def _write(self, _answer: "Answer") -> None:
        values = self._values()
        whole = self._whole.values
        with self._store.read() as db:
            due = resolved(db, ACTION, ACTION.field("due_date"), self.editors["due_date"].text(), self._store.today())
        self._hear_of_the_past(due, self._store.today())
        label = _("Add a sub-item to {ref}").format(ref=whole["ref"])
        with self._store.write(label) as step:
            added = step.add(
                ACTION.table, {**{name: whole[name] for name in ALIKE}, **values, "parent_id": whole["id"]}
            )
        self._window.note(_("{ref} is a sub-item of {whole}.").format(ref=added.ref, whole=whole["ref"]))

    def _values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in FIELDS:
            text = self.editors[name].text().strip()
            if text:
                found |= values_of(self._store, ACTION, ACTION.field(name), text)
        return found

    def _hear_of_the_past(self, due: dict[str, Any], today: date) -> None:
        """Tell once that the due date has passed; FieldProblem then."""
        day = due.get("due_date")
        if not isinstance(day, str) or day >= today.isoformat() or due.get("due_precision") == "from":
            return
        if self._late != day:
            self._late = day
            text = _("The due date {day} has passed: Enter again keeps it, marked “entered late”.")
            raise FieldProblem("due_date", text.format(day=show_date(day)))


def add_part(window: "MainWindow", store: "Store", row_id: int) -> None:
    """Ask for a part of an action; an action that is closed takes none."""
    with store.read() as db:
        whole = fetch(db, ACTION.table, [row_id])[0]
    if whole.values["status"] in CLOSED_ACTIONS:
        window.note(_("Part of: {ref} is closed; open it again first.").format(ref=whole.values["ref"]))
        return
    PartDialog(store, whole, window).open()
