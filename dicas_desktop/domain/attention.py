"""What needs a human: the state of a record on a day, as a sign, a word and a tone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dicas_desktop.domain.dates import days_left
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS, DRAFT_ACTION

SOON_DAYS = 30
SIGNS = {"late": "▲", "soon": "◐", "done": "✓", "blocked": "■", "open": "○", "mute": ""}
_WORDS = {
    "action_items": {
        DRAFT_ACTION: ("mute", N_("Draft")),
        "open": ("open", N_("Open")), "in_progress": ("soon", N_("In progress")),
        "blocked": ("blocked", N_("Blocked")),
        "partly_done": ("soon", N_("Partly done")), "done": ("done", N_("Done")),
        "cancelled": ("mute", N_("Cancelled")), "unknown": ("open", N_("Not recorded")),
    },
    "repair_schedules": {
        "planned": ("open", N_("Planned")), "in_progress": ("soon", N_("In progress")),
        "completed": ("done", N_("Completed")), "cancelled": ("mute", N_("Cancelled")),
        "unknown": ("mute", N_("Not recorded")),
    },
    "meetings": {
        "planned": ("open", N_("Planned")), "held": ("done", N_("Held")), "cancelled": ("mute", N_("Cancelled")),
    },
    "milestones": {
        "planned": ("open", N_("Planned")), "done": ("done", N_("Done")), "cancelled": ("mute", N_("Cancelled")),
    },
    "decisions": {
        "proposed": ("open", N_("Proposed")), "agreed": ("done", N_("Agreed")),
        "superseded": ("mute", N_("Superseded")), "implemented": ("done", N_("Implemented")),
        "withdrawn": ("mute", N_("Withdrawn")),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """Sign and word of a status, its tone (late, soon, done, blocked, open, mute), days left (negative: late)."""

    sign: str
    word: str
    tone: str
    days: int | None = None
    short: str = ""  # the word where the due date stands beside it; empty: the same

    @property
    def brief(self) -> str:
        """The sign with the short word, for a column."""
        return f"{self.sign} {self.short or self.word}".strip()


def state(table: str, values: Mapping[str, Any], today: date) -> State | None:
    """Return the state of a record, None for kinds that have none."""
    words = _WORDS.get(table)
    status = values.get("status")
    if words is None or status is None:
        return None
    tone, word = words.get(status, ("mute", str(status)))
    days = action_days(values, today) if table == "action_items" else None
    if days is not None and days < 0:
        if status == "unknown":
            return State(SIGNS["late"], _("Late, outcome not recorded"), "late", days, _("Late"))
        return State(SIGNS["late"], _("Late"), "late", days)
    return State(SIGNS[tone], _(word), tone, days)


def action_days(values: Mapping[str, Any], today: date) -> int | None:
    """Return the days left to the suspense of an action that is not closed, None if it has none to keep.

    A deadline given as "from" is an earliest day: nothing is late against it. A draft is owed by nobody yet.
    """
    due = values.get("due_date")
    if due is None or values.get("status") in (DRAFT_ACTION, *CLOSED_ACTIONS) or values.get("due_precision") == "from":
        return None
    return days_left(due, today)


def due_words(days: int) -> str:
    """Return "3 d late", "due today" or "4 d left" for a number of days."""
    if days < 0:
        return counted("{n} d late", "{n} d late", -days)
    return _("due today") if days == 0 else counted("{n} d left", "{n} d left", days)
