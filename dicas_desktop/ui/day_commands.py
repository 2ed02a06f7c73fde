"""Takes the deadline of the selected record to the joint working day before or after it."""

from functools import partial
from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.anchors import kept_of
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.working_days import beside_deadline
from dicas_desktop.ui.asking import attempt
from dicas_desktop.ui.field_write import set_field

if TYPE_CHECKING:
    from dicas_desktop.ui.main_window import MainWindow


class DayCommands:
    """Acts on the selected record of one window."""

    def __init__(self, window: "MainWindow") -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "working_day_before": partial(self._move, by=-1),
            "working_day_after": partial(self._move, by=1),
        }

    def _move(self, *, by: int) -> None:
        """Move it, with a reason where the register asks for one; say so where there is nothing to move."""
        store, desk = self._window.store, self._window.desk
        if store is None or desk is None:
            return
        table, ids = desk.selection
        kept = kept_of(table)
        if kept is None or len(ids) != 1:
            self._window.note(_("Select one action item or milestone: it has a deadline to move."))
            return
        with store.read() as db:
            record = fetch(db, table, ids)[0]
            found = beside_deadline(db, table, record.values)
        day = None if found is None else found.before if by < 0 else found.after
        if day is None:
            text = _("{ref} lies on no day off: there is nothing to move.")
            self._window.note(text.format(ref=record.values["ref"]))
            return
        typed, shown = show_date(day.isoformat()), show_date(day.isoformat(), weekday=True)
        text = _("{ref} is due {day} now.").format(ref=record.values["ref"], day=shown)
        attempt(
            self._window,
            store,
            lambda answer: set_field(store, ENTITIES[table], ids, kept.field, typed, answer),
            lambda: self._window.note(text),
            lambda problem: self._window.note(str(problem)),
        )
