"""Whether the computer's clock can be right: the journal knows a time that has passed for certain."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import TOKYO
from dicas_desktop.store.db import Db

_SLACK = timedelta(days=1)  # a clock may be wrong by the hours of a zone without being wrong about the day
_DAYS_OF_WORK = 7  # days with entries after which an earlier entry from the future is no longer believed
_LATEST = "SELECT max(at_utc) FROM journal_steps"
_LATEST_OF_LAST_DAYS = (
    f"{_LATEST} WHERE id >= (SELECT min(last) FROM (SELECT max(id) AS last FROM journal_steps "
    f"GROUP BY substr(at_utc, 1, 10) ORDER BY last DESC LIMIT {_DAYS_OF_WORK}))"
)


def ahead_of(db: Db, now: datetime | None) -> datetime | None:
    """Return the time of the latest entry of the journal if `now` lies more than a day before it, else None.

    None for `now` says that the day was given by hand: then no clock is asked. The latest entry is that of the latest
    time, not of the highest number, so that what is written under a wrong clock does not hide that it is wrong. Only
    the last days of work count, so that an entry which itself bears a wrong time is not believed for ever.
    """
    if now is None or not _before(now, db.execute(_LATEST).scalar()):
        return None
    latest = db.execute(_LATEST_OF_LAST_DAYS).scalar()  # costs more: asked only where the first one doubts
    return datetime.fromisoformat(latest) if _before(now, latest) else None


def _before(now: datetime, latest: str | None) -> bool:
    return latest is not None and now < datetime.fromisoformat(latest) - _SLACK


def warning(ahead: datetime, today: date) -> tuple[str, str]:
    """Return heading and sentence of the warning; the day of the entry is that of Tokyo, as in the journal's pages."""
    last = ahead.astimezone(ZoneInfo(TOKYO)).date().isoformat()
    text = _(
        "This computer says {today}, but the latest entry of the journal is of {last}. "
        "Nothing is counted as late or early until the date is right."
    )
    return _("Check the clock"), text.format(today=show_date(today.isoformat()), last=show_date(last))
