"""A workspace whose journal is ahead of this computer's clock, as after a battery or a time zone went wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dicas_desktop.store.store import Store, open_store
from tests.make import WHO


def written_in(path: Path, ahead: timedelta) -> Store:
    """Open a workspace and write one step at a time that the computer's clock will only come to."""
    store = open_store(path, None, who=WHO, now=lambda: datetime.now(UTC) + ahead)
    with store.write("Written under the right clock") as step:
        step.add("organizations", {"name_en": "Example office"})
    return store


def day_in_tokyo(ahead: timedelta) -> str:
    """Return the day of that step as the warning tells it: "3 Dec 2026"."""
    day = (datetime.now(UTC) + ahead).astimezone(UTC) + timedelta(hours=9)
    return f"{day.day} {day:%b %Y}"
