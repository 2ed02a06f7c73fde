"""What needs a human: state, sign, word, tone and days of a record on a day."""

from datetime import date
from typing import Any

import pytest

from dicas_desktop.domain.attention import State, action_days, due_words, state
from dicas_desktop.domain.catalogue import ENTITIES

TODAY = date(2024, 7, 15)


def action(status: str | None, due: str | None = None, precision: str | None = "day") -> dict[str, Any]:
    return {"status": status, "due_date": due, "due_precision": precision}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (action("open"), State("○", "Open", "open")),
        (action("in_progress"), State("◐", "In progress", "soon")),
        (action("blocked"), State("■", "Blocked", "blocked")),
        (action("partly_done"), State("◐", "Partly done", "soon")),
        (action("done", "2024-01-01"), State("✓", "Done", "done")),
        (action("cancelled", "2024-01-01"), State("", "Cancelled", "mute")),
        (action("unknown"), State("○", "Not recorded", "open")),
        (action("open", "2024-07-15"), State("○", "Open", "open", 0)),
        (action("open", "2024-07-14"), State("▲", "Late", "late", -1)),
        (action("blocked", "2024-07-14"), State("▲", "Late", "late", -1)),
        (action("unknown", "2024-07-14"), State("▲", "Late, outcome not recorded", "late", -1, "Late")),
        (action("open", "2024-07-14", "by"), State("▲", "Late", "late", -1)),
        (action("open", "2024-07-14", "from"), State("○", "Open", "open")),
        (action("open", "2024-07-31", "month"), State("○", "Open", "open", 16)),
        (action("a word of another program"), State("", "a word of another program", "mute")),
        (action(None, "2024-01-01"), None),
    ],
)
def test_the_state_of_an_action(values: dict[str, Any], expected: State | None) -> None:
    assert state("action_items", values, TODAY) == expected


@pytest.mark.parametrize("table", list(ENTITIES))
def test_every_status_of_every_kind_has_a_sign_or_is_mute(table: str) -> None:
    statuses = [f for f in ENTITIES[table].fields if f.name == "status"]
    told = [state(table, {"status": choice.value}, TODAY) for field in statuses for choice in field.choices]
    if statuses and table not in ("programmes", "supply_items"):
        assert all(told)
    for known in told:
        if known is not None:
            assert known.word
            assert bool(known.sign) == (known.tone != "mute")
            assert known.days is None


def test_a_kind_without_states_has_none() -> None:
    assert state("organizations", {"status": "open"}, TODAY) is None
    assert state("meetings", {}, TODAY) is None


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (action("open", "2024-08-14"), 30),
        (action("open"), None),
        (action("done", "2024-08-14"), None),
        (action("cancelled", "2024-08-14"), None),
        (action("open", "2024-08-14", "from"), None),
        ({"due_date": "2024-07-16"}, 1),
    ],
)
def test_the_days_left_to_a_suspense(values: dict[str, Any], days: int | None) -> None:
    assert action_days(values, TODAY) == days


@pytest.mark.parametrize(
    ("days", "words"), [(-40, "40 d late"), (-1, "1 d late"), (0, "due today"), (1, "1 d left"), (30, "30 d left")]
)
def test_days_in_words(days: int, words: str) -> None:
    assert due_words(days) == words
