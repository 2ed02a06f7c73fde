"""The newest backup of a workspace, as the start page tells of it."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.zones import TOKYO
from dicas_desktop.store import backup_place
from dicas_desktop.store.backups import named

OLD = 7  # days after which a backup is called old


class LastBackup(NamedTuple):
    """When it was made, None for never; its age in whole days, None for never or where the clock cannot be trusted.

    `missing` is a sentence if the folder chosen for backups is not there.
    """

    at: datetime | None
    days: int | None
    missing: str = ""

    @property
    def tone(self) -> str:
        """Return late for never or a folder that is not there, soon for an old one, else done."""
        if self.at is None or self.missing:
            return "late"
        return "soon" if self.days is not None and self.days > OLD else "done"

    @property
    def figure(self) -> str:
        """Return the same in one or two words: "never", "today", "9 d", or the day where the age is not known."""
        if self.at is None:
            return _("never")
        if self.days is None:
            return show_date(self._day)
        return _("today") if self.days == 0 else _("{n} d").format(n=self.days)

    @property
    def words(self) -> str:
        """Return how it stands: "never", "made today", "made 3 days ago", "older than 7 days (made 9 days ago)".

        Without an age the day is told, in Tokyo.
        """
        if self.at is None:
            return _("never")
        if self.days is None:
            return _("made on {day}").format(day=show_date(self._day))
        made = _("made today") if self.days == 0 else counted("made {n} day ago", "made {n} days ago", self.days)
        return _("older than {n} days ({made})").format(n=OLD, made=made) if self.days > OLD else made

    @property
    def _day(self) -> str:
        return "" if self.at is None else self.at.astimezone(ZoneInfo(TOKYO)).date().isoformat()


def last_backup(path: Path, now: datetime, *, trusted: bool = True) -> LastBackup:
    """Look into the folders of a workspace's backups; `trusted` tells whether `now` can be right."""
    newest = next(iter(named(path)), None)
    if newest is None:
        return LastBackup(None, None, backup_place.missing(path))
    days = max((now - newest.at).days, 0) if trusted else None
    return LastBackup(newest.at, days, backup_place.missing(path))
