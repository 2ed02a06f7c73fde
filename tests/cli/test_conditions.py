"""What can be asked of a list."""

import pytest

from dicas_desktop.cli.conditions import read_condition
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store

ACTIONS = ENTITIES["action_items"]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("status=open", [Condition("status", "=", "open")]),
        ("status = Partly done", [Condition("status", "=", "partly_done")]),
        ("status != done", [Condition("status", "!=", "done")]),
        ("description~missile", [Condition("description", "~", "missile")]),
        ("description ~ a=b", [Condition("description", "~", "a=b")]),
        ("status~part", [Condition("status", "~", "part")]),
        ("due_date<=2024-07-28", [Condition("due_date", "<=", "2024-07-28")]),
        ("due_date = 2024-07-28", [Condition("due_date", "=", "2024-07-28")]),
        ("due_date=2024-07", [Condition("due_date", ">=", "2024-07-01"), Condition("due_date", "<=", "2024-07-31")]),
        ("due_date=FY2024", [Condition("due_date", ">=", "2023-10-01"), Condition("due_date", "<=", "2024-09-30")]),
        ("due_date < 2024", [Condition("due_date", "<", "2024-01-01")]),
        ("due_date <= 2024", [Condition("due_date", "<=", "2024-12-31")]),
        ("due_date > 2024", [Condition("due_date", ">", "2024-12-31")]),
        ("due_date >= Jul 2024", [Condition("due_date", ">=", "2024-07-01")]),
        ("due_date=", [Condition("due_date", "empty", None)]),
        ("owner_org_id !=", [Condition("owner_org_id", "filled", None)]),
        ("due_offset > -5", [Condition("due_offset", ">", -5)]),
        ("is=late", [Condition("is", "=", "late")]),
        ("ref=AI-0002", [Condition("ref", "=", "AI-0002")]),
        ("action_id=act-gpi-contract", [Condition("slug", "=", "act-gpi-contract")]),
        ("action_id=", [Condition("slug", "empty", None)]),
        ("action_id~gpi", [Condition("slug", "~", "gpi")]),
    ],
)
def test_a_condition_is_read(sample: Store, text: str, conditions: list[Condition]) -> None:
    with sample.read() as db:
        assert read_condition(db, ACTIONS, text) == conditions


@pytest.mark.parametrize("name", ["dicas-2024-06-09", "M-0010", "First DICAS"])
def test_a_reference_is_named_by_slug_reference_or_title(sample: Store, name: str) -> None:
    with sample.read() as db:
        assert read_condition(db, ACTIONS, f"meeting_id={name}") == [Condition("meeting_id", "=", 10)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("status", "“status” is not a condition: write FIELD OP VALUE"),
        ("", "“” is not a condition"),
        ("owner=x", "action_items has no field owner: use one of action_id, kind, meeting_id, "),
        ("status=late", "Status: “late” is not one of draft, open, in_progress, "),
        ("status<open", "status has no order: use = or !="),
        ("meeting_id=nowhere", "Meeting: there is no “nowhere” among meetings"),
        ("meeting_id~x", "meeting_id is no text: use = != < <= > >= instead of ~"),
        ("due_date~2024", "due_date is no text"),
        ("due_date=soon", "'soon' is not a date"),
        ("due_date!=2024", "due_date != 2024: use < or > for more than a day"),
        ("due_date<", "A value is missing after due_date <: add it"),
        ("due_offset=x", "“x” is not a whole number"),
        ("is=old", "“is” takes = and one of open, late, soon, no_lead, undated, draft"),
        ("is!=late", "“is” takes = and one of"),
        ("note=\udcff", "half a character"),
    ],
)
def test_a_bad_condition_is_told(sample: Store, text: str, told: str) -> None:
    with sample.read() as db, pytest.raises(UserProblem) as caught:
        read_condition(db, ACTIONS, text)
    assert told in str(caught.value)


def test_only_actions_are_late(sample: Store) -> None:
    with sample.read() as db, pytest.raises(UserProblem, match="meetings has no field is: use one of meeting_id"):
        read_condition(db, ENTITIES["meetings"], "is=late")
