"""Deadlines on days that are no joint working days: what is said about them, by the closures of who has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dicas_desktop.domain.dates import Precision
from dicas_desktop.domain.days_off import Beside, beside
from dicas_desktop.domain.due import BOTH_WORK
from dicas_desktop.store.anchors import kept_of
from dicas_desktop.store.closures import OFFICES, Closures
from dicas_desktop.store.db import Db

_WHOLE_DAYS = (Precision.DAY, Precision.BY)


def beside_deadline(db: Db, table: str, values: Mapping[str, Any], closures: Closures | None = None) -> Beside | None:
    """Return what is to be said of a deadline's day; None if it is a joint working day, not a day, or done with.

    A month or a year is no day; "by" a day is. The deadline itself is left where it is.
    """
    kept = kept_of(table)
    if kept is None or not values.get(kept.field.name) or values.get("status") in kept.closed_statuses:
        return None
    if (values.get(kept.field.precision) or Precision.DAY) not in _WHOLE_DAYS:
        return None
    day, office = date.fromisoformat(values[kept.field.name]), values.get(kept.office)
    known = closures or Closures(db.raw)
    place = OFFICES[kept.office]
    return beside(day, BOTH_WORK, known.of(place, office), known.reasons(place, office, day))
