"""The stop-light of an action as SQL, so that lists sort, group and filter by it; in words it is `domain.register`."""

from datetime import date, timedelta

from dicas_desktop.domain.attention import SOON_DAYS
from dicas_desktop.domain.derived import (
    CANCELLED,
    DONE,
    DRAFT,
    LATER,
    LIGHTS,
    OVERDUE,
    SOON,
    UNDATED,
    is_derived,
)
from dicas_desktop.domain.vocabulary import DRAFT_ACTION

_RANKS = " ".join(f"WHEN '{light}' THEN {rank}" for rank, light in enumerate(LIGHTS))


def sql_of(table: str, name: str, today: date) -> str:
    """Return the SQL of the value of a column: its name, or what a derived one follows from."""
    if not is_derived(table, name):
        return name
    soon = (today + timedelta(days=SOON_DAYS)).isoformat()
    return (
        f"CASE WHEN status = 'done' THEN '{DONE}' WHEN status = 'cancelled' THEN '{CANCELLED}' "
        f"WHEN status = '{DRAFT_ACTION}' THEN '{DRAFT}' WHEN due_date IS NULL THEN '{UNDATED}' "
        f"WHEN due_precision IS 'from' THEN '{LATER}' WHEN due_date < '{today.isoformat()}' THEN '{OVERDUE}' "
        f"WHEN due_date <= '{soon}' THEN '{SOON}' ELSE '{LATER}' END"
    )


def rank_of(value: str) -> str:
    """Return the SQL that puts stop-lights in order, the most urgent first; `value` is the SQL of the stop-light."""
    return f"CASE {value} {_RANKS} END"
