"""Keeps the deadline that an officer chose for a workspace, and lets everything that is open follow it."""

from typing import TYPE_CHECKING

from dicas_desktop.store.events import TABLES
from dicas_desktop.ui.entity_page import EntityPage, follow_deadline
from dicas_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from dicas_desktop.store.lens import Chosen
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.desk import Desk


def keep(desk: "Desk", chosen: "Chosen | None") -> None:
    """Measure against this event from now on; None takes the next 2+2."""
    desk.store.lens = chosen
    desk.settings.remember(_name(desk.store), "" if chosen is None else f"{chosen[0]}:{chosen[1]}")
    for page in desk.made.values():
        if isinstance(page, EntityPage):
            follow_deadline(page)
    if desk.panels.timeline is not None:
        desk.panels.timeline.reload()
    desk.changed.emit()


def kept(store: "Store", settings: Settings) -> "Chosen | None":
    """Return what was chosen for this workspace in an earlier session."""
    table, _sign, number = str(settings.value(_name(store), "") or "").partition(":")
    return (table, int(number)) if table in TABLES and number.isdecimal() else None


def _name(store: "Store") -> str:
    with store.read() as db:
        uid = db.execute("SELECT value FROM store_facts WHERE name = 'uid'").scalar()
    return f"deadline/{uid}"
