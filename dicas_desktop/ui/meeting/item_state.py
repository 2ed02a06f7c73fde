"""What becomes of an agenda item while the meeting is held: discussed, next meeting, backlog, dropped with a reason."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.meetings.stages import BACKLOG, DEFERRED, DISCUSSED, DROPPED, settle
from dicas_desktop.ui.meeting.step_dialog import StepDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.meeting.page import MeetingPage

_STATES = (
    (DISCUSSED, N_("Discussed")),
    (DEFERRED, N_("Next meeting")),
    (BACKLOG, N_("Backlog")),
    (DROPPED, N_("Drop, with a reason…")),
)


class DropDialog(StepDialog):
    """Asks why an item is dropped."""

    def __init__(self, store: "Store", item: tuple[int, str], parent: QWidget) -> None:
        """`item` is id and reference."""
        note = _("It stays in the record with the reason, and no later meeting takes it over.")
        super().__init__(store, _("Drop {ref}").format(ref=item[1]), _("Drop the item"), parent, note)
        self._item = item
        self.reason = self.add_line(_("Reason"))

    def label(self) -> str:
        """Name the item."""
        return _("Drop {ref}").format(ref=self._item[1])

    def write(self, step: "Step") -> None:
        """Drop it; without a reason it is refused."""
        self.reason.setFocus()
        settle(step, self._item[0], DROPPED, self.reason.text())


def ask_state(page: "MeetingPage") -> None:
    """Open the menu of what becomes of the item that the keyboard stands at, below its line."""
    view, item = page.agenda.view, page.agenda.item
    if not item or not view.select("agenda_items", item):
        return
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ref = page.writing.ref("agenda_items", item)
    menu.setAccessibleName(_("What becomes of {ref}").format(ref=ref))
    for state, label in _STATES:
        menu.addAction(_(label)).triggered.connect(_setter(page, (item, ref), state))
    box = view.visualRect(view.currentIndex())
    menu.popup(view.viewport().mapToGlobal(QPoint(box.width() // 2, box.bottom())))


def _setter(page: "MeetingPage", item: tuple[int, str], state: str) -> "Callable[[], None]":
    def act() -> None:
        if state == DROPPED:
            DropDialog(page.store, item, page.window()).open()
        else:
            label = _("Set State of {ref}").format(ref=item[1])
            page.writing.write(label, lambda step: settle(step, item[0], state))

    return act
