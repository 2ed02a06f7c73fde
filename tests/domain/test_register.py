"""The rules of the register: flow, stop-light in words, lateness against the first and the current date."""

from datetime import date
from typing import Any

import pytest

from dicas_desktop.domain import register
from dicas_desktop.domain.vocabulary import ACTION_STATUSES, DECISION_STATUSES

TODAY = date(2024, 7, 15)


@pytest.mark.parametrize(
    ("values", "words", "tone"),
    [
        ({"due_date": "2024-07-14", "status": "open"}, "Overdue 1 day", "late"),
        ({"due_date": "2024-07-03", "status": "unknown"}, "Overdue 12 days", "late"),
        ({"due_date": "2024-07-15", "status": "open"}, "Due within 30 days", "soon"),
        ({"due_date": "2024-08-14", "status": "blocked"}, "Due within 30 days", "soon"),
        ({"due_date": "2024-08-15", "status": "open"}, "Later", "open"),
        ({"due_date": "2024-07-01", "due_precision": "from", "status": "open"}, "Later", "open"),
        ({"due_date": None, "status": "open"}, "Undated", "open"),
        ({"due_date": "2024-07-01", "status": "done"}, "Done", "done"),
        ({"due_date": "2024-07-01", "status": "cancelled"}, "Cancelled", "mute"),
        ({"due_date": "2024-07-01", "status": "draft"}, "Draft, never printed", "mute"),
    ],
)
def test_the_stop_light_speaks(values: dict[str, Any], words: str, tone: str) -> None:
    light = register.stop_light(values, TODAY)
    assert (light.word, light.tone) == (words, tone)


@pytest.mark.parametrize(
    ("first", "due", "words"),
    [
        (None, "2024-07-12", "3 days late against 12 Jul"),
        ("2024-06-10", "2024-07-12", "3 days late against 12 Jul, 35 against the first date, 10 Jun"),
        ("2024-07-14", "2024-08-12", "1 day late against the first date, 14 Jul"),
        ("2024-07-20", "2024-08-12", ""),
        (None, None, ""),
    ],
)
def test_lateness_is_told_against_the_first_and_the_current_date(first: str, due: str, words: str) -> None:
    values = {"first_due_date": first, "due_date": due, "status": "open"}
    assert register.lateness_words(values, TODAY) == words
    assert register.lateness_words({**values, "status": "done"}, TODAY) == ""


def test_what_was_due_before_it_was_entered_says_so_whatever_moved_later() -> None:
    values = {"entered_on": "2024-07-15", "first_due_date": "2024-07-01", "due_date": "2024-08-01", "status": "open"}
    assert register.flags(values) == ["entered late"]
    assert register.flags({**values, "first_due_date": None}) == []


def test_what_is_missing_is_said() -> None:
    assert register.flags({"kind": "commitment", "status": "open"}) == ["not measurable"]
    assert register.flags({"kind": "commitment", "status": "open", "measure": "Example measure"}) == []
    assert register.flags({"status": "done"}) == ["closed without evidence"]
    assert register.flags({"status": "done"}, attached=True) == []
    assert register.flags({"status": "done", "evidence_decision_id": 1}) == []


@pytest.mark.parametrize(("table", "choices"), [("action_items", ACTION_STATUSES), ("decisions", DECISION_STATUSES)])
def test_every_status_has_its_rule_and_can_be_left(table: str, choices: tuple[Any, ...]) -> None:
    known = {choice.value for choice in choices}
    assert set(register.FLOWS[table]) == known
    for status in known:
        assert register.following(table, status)
        assert set(register.following(table, status)) <= known
        assert not register.flow_problem(table, status, status)
        assert not register.flow_problem(table, None, status)


def test_that_a_status_is_not_known_may_be_said_at_any_time() -> None:
    assert register.flow_problem("decisions", "agreed", None) == ""
    assert register.flow_problem("action_items", None, "draft") == ""
