"""What becomes of an agenda item while the meeting is held: discussed, next meeting, backlog, dropped with a reason."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.meetings.stages import BACKLOG, DEFERRED, DISCUSSED, DROPPED, settle
from dicas_desktop.ui.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.meeting.page import MeetingPage

_STATES = (
    (DISCUSSED, N_("Discussed")),
    (DEFERRED, N_("Next meeting")),
    (BACKLOG, N_("Backlog")),
    (DROPPED, N_("Drop, with a reason…")),
)


class DropDialog(Dialog):
    """Asks why an item is dropped."""

    def __init__(self, store: "Store", item: tuple[int, str], parent: QWidget) -> None:
        """`item` is id and reference."""
        super().__init__(
            _("Drop {ref}").format(ref=item[1]), _("Drop the item"), parent,
            _("It stays in the record with the reason, and no later meeting takes it over."),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )  # fmt: skip
        self._store, self._item = store, item
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason"))
        self.body.addWidget(self.reason)
        self.reason.setFocus()

    def check(self) -> str:
        """Drop it; without a reason it is refused."""
        try:
            with self._store.write(_("Drop {ref}").format(ref=self._item[1])) as step:
                settle(step, self._item[0], DROPPED, self.reason.text())
        except UserProblem as problem:
            self.reason.setFocus()
            return str(problem)
        return ""


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
