"""What is entered about the delegations, written: who sits, in which order, as what; one head a side."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import read
from dicas_desktop.store import delegations
from dicas_desktop.store.listing import find
from dicas_desktop.ui.meeting.half_typed import seat_place
from dicas_desktop.ui.meeting.step_down import StepDownDialog

if TYPE_CHECKING:
    from dicas_desktop.store.delegations import SecondHead
    from dicas_desktop.ui.meeting.page import MeetingPage

_SEAT = ("person_id", "org_id", "role_note", "capacity")


class Seating:
    """Acts on the delegations for one page."""

    def __init__(self, page: "MeetingPage") -> None:
        """Write for this page."""
        self._page, self._writing = page, page.writing
        self._store = page.store

    def enter_seat(self, side: str, texts: Mapping[str, str], steps_down: str | None = None) -> None:
        """Add a delegate; a second head asks who steps down."""
        pane = self._page.seats.panes[side]
        entity = ENTITIES["delegation_members"]
        try:
            values: dict[str, Any] = {}
            with self._store.read() as db:
                for name in _SEAT:
                    values |= read(entity.field(name), texts[name], lambda table, text: find(db, table, text))
            with self._store.write(_("Add a delegate, {side}").format(side=side)) as step:
                added = delegations.add_seat(step, self._page.meeting_id, side, values, steps_down)
                self._page.half_typed.finish(step, seat_place(side))
        except delegations.SecondHead as problem:
            self._ask_who_steps_down(problem, lambda down: self.enter_seat(side, texts, down))
        except UserProblem as problem:
            self._writing.refuse_line(pane.form, problem)
        else:
            self._page.half_typed.finished(seat_place(side))
            pane.close_line()
            pane.view.select("delegation_members", added.id)

    def set_capacity(self, seat_id: int, capacity: str | None, steps_down: str | None = None) -> None:
        """Give a delegate a capacity; a second head asks who steps down."""
        label = _("Set Capacity of {ref}").format(ref=self._writing.ref("delegation_members", seat_id))
        try:
            with self._store.write(label) as step:
                delegations.set_capacity(step, seat_id, capacity, steps_down)
        except delegations.SecondHead as problem:
            self._ask_who_steps_down(problem, lambda down: self.set_capacity(seat_id, capacity, down))
        except UserProblem as problem:
            self._page.refuse(problem)

    def set_attendance(self, seat_id: int, attendance: str | None) -> None:
        """Say whether a delegate comes, or came."""
        label = _("Set Attendance of {ref}").format(ref=self._writing.ref("delegation_members", seat_id))
        self._writing.write(label, lambda step: step.update("delegation_members", seat_id, {"attendance": attendance}))

    def place_seat(self, seat_id: int, place: int) -> None:
        """Put a delegate at a place of the order of precedence."""
        label = _("Move {ref} in the order of precedence").format(ref=self._writing.ref("delegation_members", seat_id))
        self._writing.write(label, lambda step: delegations.place_seat(step, seat_id, place))

    def _ask_who_steps_down(self, problem: "SecondHead", write: Callable[[str], None]) -> None:
        dialog = StepDownDialog(self._store, problem.standing, self._page.window())
        dialog.accepted.connect(lambda: write(dialog.capacity))
        dialog.open()
