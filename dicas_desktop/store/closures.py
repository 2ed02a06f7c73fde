"""Days on which an office or a facility does not work beside the holidays: the closures, ready to be asked."""

from collections import defaultdict
from datetime import date

from dicas_desktop.domain.calendars import Closed
from dicas_desktop.store.connection import Connection

OFFICES = {"owner_org_id": "organizations", "facility_id": "facilities"}  # column of a record -> table of its office
_Period = tuple[date, date, str]


class Closures:
    """The closures outside the bin. One without office and facility holds for everybody."""

    def __init__(self, raw: Connection) -> None:
        """Read them once."""
        self._periods: dict[tuple[str, int] | None, list[_Period]] = defaultdict(list)
        rows = raw.execute(
            "SELECT first_day, last_day, reason, org_id, facility_id FROM closures WHERE deleted_at IS NULL"
        )
        for first, last, reason, office, facility in rows:
            whose = ("organizations", office) if office else ("facilities", facility) if facility else None
            self._periods[whose].append((date.fromisoformat(first), date.fromisoformat(last), reason))

    def of(self, table: str, row_id: int | None) -> Closed | None:
        """Return what tells the closed days of an office (`organizations`) or a `facilities`, None if it has none."""
        periods = self._of(table, row_id)
        if not periods:
            return None
        return lambda day: any(first <= day <= last for first, last, _reason in periods)

    def reasons(self, table: str, row_id: int | None, day: date) -> list[str]:
        """Return why that office or facility does not work on a day, as the closures say."""
        return [reason for first, last, reason in self._of(table, row_id) if first <= day <= last]

    def _of(self, table: str, row_id: int | None) -> list[_Period]:
        return [*self._periods.get(None, ()), *(self._periods.get((table, row_id), ()) if row_id else ())]
