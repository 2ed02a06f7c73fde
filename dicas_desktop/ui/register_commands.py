"""What the commands of the register do: supporting offices, files, closing with evidence, what each side owes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import decisions, leads, listing
from dicas_desktop.store.answered import write_answered
from dicas_desktop.store.attachments import OWNERS
from dicas_desktop.store.reasons import Answer, RestedOn
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.asking import attempt
from dicas_desktop.ui.attached_files import AttachedFiles
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.field_write import refs_of, set_field
from dicas_desktop.ui.fields_dialog import FieldsDialog
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.pages import OWED, meeting_of
from dicas_desktop.ui.sub_items import add_part

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

ACTIONS = "action_items"


class WithdrawDialog(Dialog):
    """Lists what rests on a decision that was to be deleted, and offers to withdraw it instead."""

    def __init__(self, store: "Store", ids: Sequence[int], problem: RestedOn, parent: QWidget) -> None:
        """`problem` lists what rests on the first of them."""
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(_("Others rest on this decision"), _("Withdraw it"), parent, str(problem), banner)
        self._store, self._ids = store, ids
        for line in problem.lines:
            self.add_label(self.body, line, "plain")

    def check(self) -> str:
        """Withdraw; what the status does not allow is told."""
        entity = ENTITIES["decisions"]
        try:
            set_field(self._store, entity, self._ids, entity.field("status"), "withdrawn")
        except UserProblem as problem:
            return str(problem)
        return ""


def withdraw_instead(window: MainWindow, store: "Store", ids: Sequence[int]) -> bool:
    """Offer to withdraw decisions on which others rest; False if nothing does and they can be deleted."""
    with store.read() as db:
        problem = decisions.rested_on(db.raw, ids)
    if problem is None:
        return False
    WithdrawDialog(store, ids, problem, window).open()
    return True


class RegisterCommands:
    """Acts on the selected record of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "support": self.support,
            "attach": self.choose_file,
            "close_action": self.close,
            "owed": self.owed,
            "part": self.part,
            "sub_item": self.sub_item,
        }

    # ------------------------------------------------------------------ supporting offices
    def support(self) -> None:
        """Ask for an office that supports the selected action."""
        chosen = self._chosen((ACTIONS,), _("Select one action item: an office supports an action."))
        if chosen is None:
            return
        store, _table, row_id = chosen
        ref = refs_of(store, ACTIONS, [row_id])[0]
        title = _("Add a supporting office to {ref}").format(ref=ref)
        dialog = FieldsDialog(store, title, _("Add"), {"parties.org_id": "", "parties.role": "ocr"}, self._window)

        def write(_answer: Answer) -> None:
            texts = {name: editor.text() for name, editor in dialog.editors.items()}
            with store.read() as db:
                office = listing.find(db, "organizations", texts["org_id"]) if texts["org_id"] else None
            if office is None:
                raise UserProblem(_("Office: choose one of the directory."))
            with store.write(_("Add an OCR to {ref}").format(ref=ref)) as step:
                leads.support(step, row_id, office, texts["role"] or "ocr")

        dialog.write = write
        dialog.open()

    def sub_item(self) -> None:
        """Ask for a part of the selected action."""
        chosen = self._chosen((ACTIONS,), _("Select one action item: a sub-item is a part of it."))
        if chosen is not None:
            add_part(self._window, chosen[0], chosen[2])

    # ------------------------------------------------------------------ files
    def choose_file(self) -> None:
        """Ask for the files that are kept with the selected record, or with the meeting whose page is shown."""
        desk, store = self._window.desk, self._window.store
        meeting = 0 if desk is None else meeting_of(desk.page)
        if meeting and store is not None:
            self._files(store).choose("meetings", meeting)
            return
        chosen = self._chosen(tuple(OWNERS), _("Select one action item, decision or meeting: a file is kept with it."))
        if chosen is not None:
            self._files(chosen[0]).choose(*chosen[1:])

    def part(self) -> None:
        """Save or remove the part of the record that was chosen in the inspector."""
        if self._window.desk is None:
            return
        deed, table, row_id = self._window.desk.inspector.parts.wanted
        if deed == "save" and self._window.store is not None:
            self._files(self._window.store).save_as(row_id)
        elif deed == "change":
            self._window.deeds["change_post"]()
        else:
            self.remove(table, row_id)

    def remove(self, table: str, row_id: int) -> None:
        """Take a part off the record shown: it goes to the bin, undo brings it back."""
        store = self._window.store
        if store is None or store.read_only:
            return
        ref = refs_of(store, table, [row_id])[0]
        try:
            with store.write(_("Delete {ref}").format(ref=ref)) as step:
                step.delete(table, [row_id])
        except UserProblem as problem:
            self._window.note(str(problem))

    # ------------------------------------------------------------------ closing
    def close(self) -> None:
        """Ask for the evidence and close the selected action; open parts are asked about."""
        chosen = self._chosen((ACTIONS,), _("Select one action item: it is closed with its evidence."))
        if chosen is None:
            return
        store, _table, row_id = chosen
        ref = refs_of(store, ACTIONS, [row_id])[0]

        def write(answer: Answer) -> None:
            with store.write(_("Close {ref}").format(ref=ref)) as step:
                write_answered(step, ACTIONS, [row_id], {"status": "done"}, answer)

        attempt(self._window, store, write, lambda: self._window.note(_("{ref} is done.").format(ref=ref)), self._note)

    # ------------------------------------------------------------------ what is owed
    def owed(self) -> None:
        """Show what each side owes; asked again there, take the keyboard to the next side."""
        desk = self._window.desk
        if desk is None:
            return
        page: Any = desk.made.get(OWED) if desk.page == OWED else None
        if page is None:
            desk.go(OWED)
        else:
            page.next_side()

    # ------------------------------------------------------------------ inside
    def _files(self, store: "Store") -> AttachedFiles:
        return AttachedFiles(store, self._window.work, self._window.note, self._window)

    def _chosen(self, tables: tuple[str, ...], otherwise: str) -> "tuple[Store, str, int] | None":
        desk, store = self._window.desk, self._window.store
        table, ids = ("", ()) if desk is None else desk.selection
        if store is None or table not in tables or len(ids) != 1:
            self._window.note(otherwise)
            return None
        return store, table, ids[0]

    def _note(self, problem: UserProblem) -> None:
        self._window.note(str(problem))

    def _tell(self, title: str) -> Callable[[UserProblem], None]:
        return partial(_told, self._window, title)


def _told(window: MainWindow, title: str, problem: UserProblem) -> None:
    dialogs.tell(window, title, str(problem))
