"""What the columns of a list come to, against the records themselves."""

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.store.listing import Condition, Listing, fetch, ordered_ids
from dicas_desktop.store.store import Store
from dicas_desktop.store.totals import NUMBERS, Total, totals_of, unit_fields
from tests.make import TODAY


def totals(store: Store, listing: Listing) -> dict[str, Total]:
    with store.read() as db:
        return totals_of(db, listing, TODAY, [field.name for field in ENTITIES[listing.table].fields])


def add(store: Store, *rows: dict[str, object]) -> None:
    """Production targets of one programme."""
    with store.write("Add targets") as step:
        programme = step.add("programmes", {"name": "Example programme"}).id
        step.add_many("production_targets", [{"programme_id": programme, **row} for row in rows])


@pytest.mark.parametrize("table", list(ENTITIES))
def test_counts_and_ends_are_those_of_the_records(sample: Store, table: str) -> None:
    entity = ENTITIES[table]
    found = totals(sample, Listing(table))
    with sample.read() as db:
        records = fetch(db, table, ordered_ids(db, Listing(table), TODAY))
    assert found.keys() == {field.name for field in entity.fields}
    for field in entity.fields:
        values = [record.values[field.name] for record in records if record.values[field.name] is not None]
        total = found[field.name]
        assert total.recorded == len(values)
        if field.kind in (*NUMBERS, Kind.DATE, Kind.TIME):
            assert (total.least, total.most) == ((min(values), max(values)) if values else (None, None))
        if total.total is not None:
            assert total.total == sum(values)


def test_the_filter_and_the_words_say_which_records_are_added(sample: Store) -> None:
    listing = Listing("delegations", (Condition("side", "=", "US"),), "2+2")
    with sample.read() as db:
        records = fetch(db, "delegations", ordered_ids(db, listing, TODAY))
    assert 0 < len(records) < 39
    assert totals(sample, listing)["side"].recorded == len(records)


def test_numbers_of_one_unit_are_added_and_of_two_units_not(empty: Store) -> None:
    add(empty, {"quantity": 10, "unit": "missiles"}, {"quantity": 3, "unit": "missiles"}, {"unit": "rounds"})
    total = totals(empty, Listing("production_targets"))["quantity"]
    assert (total.total, total.least, total.most, total.recorded) == (13, 3, 10, 2), (
        "a unit without a number is no unit"
    )
    add(empty, {"quantity": 5, "unit": "rounds"})
    total = totals(empty, Listing("production_targets"))["quantity"]
    assert total.total is None
    assert {unit[0] for unit in total.units} == {"missiles", "rounds"}
    rounds = Listing("production_targets", (Condition("unit", "=", "rounds"),))
    assert totals(empty, rounds)["quantity"].total == 5


@pytest.mark.parametrize("other", [{"unit": None}, {"unit": "missiles", "period": "total"}])
def test_no_unit_and_another_period_are_different_too(empty: Store, other: dict[str, object]) -> None:
    add(empty, {"quantity": 10, "unit": "missiles", "period": "year"}, {"quantity": 20, **other})
    assert totals(empty, Listing("production_targets"))["quantity"].total is None


def test_a_sum_beyond_sixty_four_bits_is_exact(empty: Store) -> None:
    largest = 2**63 - 1
    add(empty, *({"quantity": largest - n, "unit": "rounds"} for n in range(5)))
    assert totals(empty, Listing("production_targets"))["quantity"].total == 5 * largest - 10


def test_places_and_per_cents_are_never_added(sample: Store) -> None:
    assert totals(sample, Listing("agenda_items"))["seq"].total is None
    assert totals(sample, Listing("repair_schedules"))["progress"].total is None


def test_an_offset_counts_in_its_own_unit() -> None:
    entity = ENTITIES["action_items"]
    assert [field.name for field in unit_fields(entity, entity.field("due_offset"))] == ["due_offset_unit"]
    assert unit_fields(ENTITIES["repair_schedules"], ENTITIES["repair_schedules"].field("contract_value_usd")) == ()


def test_of_nothing_there_is_nothing(empty: Store) -> None:
    assert totals(empty, Listing("production_targets"))["quantity"] == Total(0, None, None, None)
    with empty.read() as db:
        assert totals_of(db, Listing("production_targets"), TODAY, ["ref", "no such field"]) == {}
