"""The stop-light as a column of lists: the SQL says what the words say, and lists sort, group and filter by it."""

from datetime import timedelta
from itertools import product

import pytest

from dicas_desktop.domain.attention import SOON_DAYS
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.derived import LIGHT, LIGHTS, column_field, derived_of, is_derived
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.register import light_words, stop_light
from dicas_desktop.domain.vocabulary import ACTION_STATUSES
from dicas_desktop.store.groups import groups_of
from dicas_desktop.store.listing import Condition, Listing, Record, Sort, fetch, ordered_ids
from dicas_desktop.store.store import Store
from tests.make import TODAY, dump

FIELD = column_field(ENTITIES["action_items"], LIGHT)
DAYS = (-400, -1, 0, 1, SOON_DAYS, SOON_DAYS + 1, None)


@pytest.fixture
def every(empty: Store) -> Store:
    """A store with an action for each status, day and precision."""
    statuses = [choice.value for choice in ACTION_STATUSES]
    with empty.write("Add them all") as step:
        step.add_many("action_items", [
            {"description": "Example", "kind": "plan", "owner_side": "US", "status": status, "due_precision": precision,
             "due_date": None if days is None else (TODAY + timedelta(days=days)).isoformat()}
            for status, days, precision in product(statuses, DAYS, ("day", "by", "from", None))
        ])  # fmt: skip
    return empty


def records(store: Store, *where: Condition, sort: tuple[Sort, ...] = (Sort(LIGHT),)) -> list[Record]:
    with store.read() as db:
        return fetch(db, "action_items", ordered_ids(db, Listing("action_items", where, sort=sort), TODAY))


def word(record: Record) -> str:
    """The stop-light without its number of days."""
    found = stop_light(record.values, TODAY).word
    return "Overdue" if found.startswith("Overdue ") else found


@pytest.mark.parametrize("light", LIGHTS)
def test_the_filter_holds_what_the_words_say(every: Store, light: str) -> None:
    label = FIELD.choice_label(light)
    inside = records(every, Condition(LIGHT, "=", light))
    outside = records(every, Condition(LIGHT, "!=", light))
    assert {word(record) for record in inside} == {label}
    assert label not in {word(record) for record in outside}
    assert len(inside) + len(outside) == len(records(every))


def test_the_most_urgent_comes_first_and_the_longest_late_before_all(every: Store) -> None:
    order = [word(record) for record in records(every)]
    assert list(dict.fromkeys(order)) == [FIELD.choice_label(light) for light in LIGHTS]
    late = [record.values["due_date"] for record in records(every, Condition(LIGHT, "=", "overdue"))]
    assert late == sorted(late)
    back = [word(record) for record in records(every, sort=(Sort(LIGHT, descending=True),))]
    assert list(dict.fromkeys(back)) == [FIELD.choice_label(light) for light in reversed(LIGHTS)]


@pytest.mark.parametrize("down", [False, True])
def test_groups_stand_in_the_order_of_urgency_over_their_records(every: Store, down: bool) -> None:
    listing = Listing("action_items", sort=(Sort(LIGHT, down),) if down else (Sort("due_date"),), group=LIGHT)
    with every.read() as db:
        groups = groups_of(db, listing, TODAY)
        rows = fetch(db, "action_items", ordered_ids(db, listing, TODAY))
    keys = [group.key for group in groups]
    assert keys == (list(reversed(LIGHTS)) if down else list(LIGHTS))
    told = [FIELD.choice_label(group.key) for group in groups for _n in range(group.records)]
    assert [word(record) for record in rows] == told


def test_the_words_count_to_the_days_that_soon_means() -> None:
    assert FIELD.choice_label("soon") == f"Due within {SOON_DAYS} days"


def test_an_action_that_was_moved_is_told_late_against_its_first_date_too() -> None:
    values = {"status": "open", "due_date": "2024-07-12", "due_precision": "day", "first_due_date": "2024-06-15"}
    light, first = light_words(values, TODAY)
    assert (light.brief, first) == ("▲ Overdue 3 days", "30 d late against the first date")
    light, first = light_words(values | {"due_date": "2024-12-01"}, TODAY)
    assert (light.brief, first) == ("○ Later", "30 d late against the first date")
    assert light_words(values | {"status": "done"}, TODAY)[1] == ""
    assert light_words(values | {"first_due_date": "2024-07-20", "due_date": "2024-07-30"}, TODAY)[1] == ""


def test_a_stop_light_is_never_written(empty: Store) -> None:
    before = dump(empty)
    with pytest.raises(FieldProblem, match="Action item has no field light"), empty.write("Set it") as step:
        step.add("action_items", {"description": "Example", LIGHT: "done"})
    assert dump(empty) == before


def test_other_kinds_have_none() -> None:
    assert {table for table in ENTITIES if derived_of(table)} == {"action_items"}
    assert not is_derived("milestones", LIGHT)
    with pytest.raises(KeyError):
        column_field(ENTITIES["milestones"], LIGHT)
