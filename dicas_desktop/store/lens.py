"""The deadline that everything is measured against: the next 2+2, or another meeting or milestone that was chosen."""

from datetime import date

from dicas_desktop.store.db import Db
from dicas_desktop.store.events import event_of
from dicas_desktop.store.two_plus_two import Deadline, next_two_plus_two

Chosen = tuple[str, int]  # table, id


def deadline_now(db: Db, today: date, chosen: Chosen | None) -> Deadline | None:
    """Return the chosen deadline; the next 2+2 if none is chosen, or if the chosen one is lost or has no date."""
    ministers = next_two_plus_two(db, today)
    if chosen is None or (ministers is not None and chosen == (ministers.table, ministers.id)):
        return ministers
    event = event_of(db, *chosen)
    if event is None or event.lost or event.days is None:
        return ministers
    first, last = event.days.first.isoformat(), event.days.last.isoformat()
    return Deadline(event.table, event.id, event.title, first, event.days.precision, last)
