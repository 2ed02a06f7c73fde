"""Dialogs that tell what would happen to records before it does, and ask about what lies in the bin above them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.bin import Batch, deletions
from dicas_desktop.store.undo import Preview
from dicas_desktop.store.versions import Version
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.fields import CheckBox
from dicas_desktop.ui.history_text import ChangeView

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_WIDTH, _HEIGHT = 560, 260  # px at 100 %


class ChangesDialog(Dialog):
    """Shows changes; if something they need lies in the bin, a box says so and is ticked."""

    def __init__(self, store: "Store", title: str, verb: str, note: str, parent: QWidget) -> None:
        """Without changes yet."""
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(title, verb, parent, note, banner)
        self.setMinimumWidth(theme.size(_WIDTH))
        self._store = store
        self.view = ChangeView(_("What would change"), self)
        self.view.setMinimumHeight(theme.size(_HEIGHT))
        self.body.addWidget(self.view)
        self.box: CheckBox | None = None

    def offer(self, parents: Sequence[Batch]) -> None:
        """Offer to take these out of the bin too."""
        if not parents:
            return
        with self._store.read() as db:
            found = deletions(db, parents)
        names = ", ".join(each.called for each in found[:3]) + (" …" if len(found) > 3 else "")
        self.add_label(self.body, _("▲ In the bin: {names}").format(names=names), "note")
        self.box = CheckBox(counted("Take it out of the bin too", "Take them out of the bin too", len(found)), self)
        self.box.setAccessibleName(f"{self.box.text()}: {names}")
        self.box.setChecked(True)
        self.body.addWidget(self.box)

    @property
    def with_parents(self) -> bool:
        """What lies in the bin is to come out too."""
        return self.box is not None and self.box.isChecked()

    def bar(self, problem: str) -> None:
        """Say why nothing can be done; only leaving is left."""
        if problem:
            self.show_problem(f"▲ {problem}")
            self.primary.setEnabled(False)


def undo_dialog(store: "Store", seen: Preview, parent: QWidget) -> ChangesDialog:
    """Ask before one step is taken back or made again."""
    if seen.redo:
        title, verb = _("Redo: {label}").format(label=seen.label), _("Redo")
        note = _("Step {n} would be made again. Now → then:").format(n=seen.step_id)
    else:
        title, verb = _("Undo: {label}").format(label=seen.label), _("Undo")
        note = _("Step {n} would be taken back, as a step of its own. Now → then:").format(n=seen.step_id)
    dialog = ChangesDialog(store, title, verb, note, parent)
    dialog.view.show_preview(seen)
    dialog.bar(seen.problem)
    if not seen.redo and not seen.problem:
        dialog.offer(seen.parents)
    return dialog


def back_dialog(store: "Store", steps: Sequence[tuple[int, str]], parent: QWidget) -> ChangesDialog:
    """Ask before several steps are taken back; `steps` are number and label, the last one first."""
    number = counted("{n} step", "{n} steps", len(steps))
    note = _("Each is taken back as a step of its own; the first that cannot be ends it. Redo makes them again.")
    title = _("Undo {steps}").format(steps=number)
    dialog = ChangesDialog(store, title, title, note, parent)
    dialog.view.show_lines(f"{step_id}  {label}" for step_id, label in steps)
    return dialog


def version_dialog(store: "Store", wanted: Version, parent: QWidget) -> ChangesDialog:
    """Ask before a record becomes again what it was."""
    title = _("Restore {ref} as of step {n}").format(ref=wanted.ref, n=wanted.step_id)
    note = _("This makes a new version; the ones between stay in the history. Now → then:")
    dialog = ChangesDialog(store, title, _("Restore this version"), note, parent)
    dialog.view.show_fields(wanted.changes)
    dialog.bar(wanted.problem)
    if not wanted.problem:
        dialog.offer(wanted.parents)
        if not wanted.changes and not wanted.parents:
            dialog.primary.setEnabled(False)
    return dialog


def restore_dialog(store: "Store", called: str, parents: Sequence[Batch], parent: QWidget) -> ChangesDialog:
    """Ask whether a deletion comes out of the bin with what it belongs to."""
    title = _("Restore {record}").format(record=called)
    note = _("It belongs to something that lies in the bin as well.")
    dialog = ChangesDialog(store, title, _("Restore"), note, parent)
    dialog.view.hide()
    dialog.offer(parents)
    return dialog
