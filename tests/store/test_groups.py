"""The groups of a list: their counts, their order, and that the list stands in the same order."""

from collections import Counter
from itertools import groupby

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.groups import MOST_GROUPS, Group, groups_of
from dicas_desktop.store.listing import Condition, Listing, Sort, fetch, ordered_ids
from dicas_desktop.store.store import Store
from tests.make import RECORDED, TODAY

every_kind = pytest.mark.parametrize("table", RECORDED)


def keys_in_order(store: Store, listing: Listing) -> list[object]:
    """What the records of a list have in the column of its groups, in the order of the list."""
    field = ENTITIES[listing.table].field(listing.group)
    with store.read() as db:
        records = fetch(db, listing.table, ordered_ids(db, listing, TODAY))
    return [month(field, record.values[field.name]) for record in records]


def month(field: Field, value: object) -> object:
    return str(value)[:7] if field.kind is Kind.DATE and value is not None else value


@every_kind
def test_the_list_stands_in_the_order_of_its_groups_and_their_counts_are_right(sample: Store, table: str) -> None:
    for field in ENTITIES[table].fields:
        for descending in (False, True):
            sort = (Sort(field.name, descending), Sort("ref", descending=True))
            listing = Listing(table, sort=sort, group=field.name)
            with sample.read() as db:
                groups = groups_of(db, listing, TODAY)
            keys = keys_in_order(sample, listing)
            runs = [(key, len(list(run))) for key, run in groupby(keys)]
            assert [(group.key, group.records) for group in groups] == runs, (field.name, descending)
            assert Counter(keys) == {group.key: group.records for group in groups}, field.name
            known = [group.key for group in groups if group.key is not None]
            assert [group.key for group in groups][: len(known)] == known, "not recorded comes last either way"


@every_kind
def test_groups_of_what_is_pointed_to_stand_as_sorting_by_its_name_puts_them(sample: Store, table: str) -> None:
    entity = ENTITIES[table]
    pairs = [(f.name, down) for f in entity.fields if f.kind is Kind.REFERENCE for down in (False, True)]
    for name, down in pairs:
        within = Sort(entity.sort, descending=down)
        grouped = Listing(table, sort=(within,), group=name)
        with sample.read() as db:
            found = list(ordered_ids(db, grouped, TODAY))
            by_name = Sort(name, descending=down and name == entity.sort)  # sorted by what it is grouped by
            slow = list(ordered_ids(db, Listing(table, sort=(by_name, within)), TODAY))
            some = list(ordered_ids(db, grouped, TODAY, 5))
            keys = {record.values["id"]: record.values[name] for record in fetch(db, table, found)}
            labels = {record.values["id"]: record.labels.get(name, "") for record in fetch(db, table, found)}
        assert sorted(found) == sorted(slow)
        assert some == found[:5]
        runs = [key for key, _run in groupby(keys[row_id] for row_id in found)]
        assert len(runs) == len(set(runs)), (name, down)
        assert None not in runs[:-1], "what points to nothing comes last"
        assert [labels[row_id].casefold() for row_id in found] == [labels[row_id].casefold() for row_id in slow]
        if len({label.casefold() for label in labels.values()}) == len(set(keys.values())):
            assert found == slow, (name, down)  # no two have the same name: as sorting by the name does it


def test_groups_go_down_by_name_where_the_list_is_sorted_down_by_them(sample: Store) -> None:
    found = []
    for down in (False, True):
        listing = Listing("action_items", sort=(Sort("owner_org_id", descending=down),), group="owner_org_id")
        with sample.read() as db:
            records = fetch(db, "action_items", ordered_ids(db, listing, TODAY))
        found.append([key for key, _run in groupby(record.values["owner_org_id"] for record in records)])
    assert found[0][-1] is None is found[1][-1]
    assert found[1][:-1] == found[0][:-1][::-1]


def test_the_keys_sort_within_the_groups(sample: Store) -> None:
    listing = Listing("action_items", sort=(Sort("due_date", descending=True),), group="status")
    with sample.read() as db:
        records = fetch(db, "action_items", ordered_ids(db, listing, TODAY))
    for _status, run in groupby(records, key=lambda record: record.values["status"]):
        days = [record.values["due_date"] for record in run]
        known = [day for day in days if day is not None]
        assert days[: len(known)] == sorted(known, reverse=True)


def test_filters_and_words_count_only_what_fits_them(sample: Store) -> None:
    where = (Condition("status", "!=", "done"),)
    for listing in (
        Listing("action_items", where, group="owner_org_id"),
        Listing("action_items", text="missile", group="owner_org_id"),
        Listing("action_items", where, text="repair", group="wg_id"),
    ):
        with sample.read() as db:
            groups = groups_of(db, listing, TODAY)
            number = len(ordered_ids(db, listing, TODAY))
        assert sum(group.records for group in groups) == number > 0
        assert len(groups) > 1


def test_a_group_of_a_reference_bears_the_name_of_what_it_points_to(sample: Store) -> None:
    with sample.read() as db:
        groups = groups_of(db, Listing("decisions", group="meeting_id"), TODAY)
        for group in groups:
            assert (
                group.label
                == db.execute("SELECT coalesce(title, ref) FROM meetings WHERE id = ?", (group.key,)).scalar()
            )
    assert [g.label.casefold() for g in groups] == sorted(g.label.casefold() for g in groups)


def test_words_that_differ_in_case_alone_are_groups_of_their_own_beside_each_other(empty: Store) -> None:
    with empty.write("Add items") as step:
        step.add_many("supply_items", [{"name": name} for name in ("b", "A", "a", "A", "B")])
    with empty.read() as db:
        groups = groups_of(db, Listing("supply_items", group="name"), TODAY)
    assert groups == (Group("A", 2), Group("a", 1), Group("B", 1), Group("b", 1))
    assert keys_in_order(empty, Listing("supply_items", group="name")) == ["A", "A", "a", "B", "b"]


def test_without_a_group_there_are_none(sample: Store) -> None:
    with sample.read() as db:
        assert groups_of(db, Listing("action_items"), TODAY) == ()


def test_the_reference_makes_no_groups(sample: Store) -> None:
    listing = Listing("action_items", group="ref")
    with sample.read() as db:
        with pytest.raises(UserProblem, match="different in every record"):
            groups_of(db, listing, TODAY)
        with pytest.raises(UserProblem, match="different in every record"):
            ordered_ids(db, listing, TODAY)


def test_too_many_groups_are_refused_with_the_cure(empty: Store) -> None:
    with empty.write("Add items") as step:
        step.add_many("supply_items", [{"name": f"Example part {n}"} for n in range(MOST_GROUPS + 1)])
    with (
        empty.read() as db,
        pytest.raises(UserProblem, match=r"^Name has more than 2,000 different values here: filter the table, or"),
    ):
        groups_of(db, Listing("supply_items", group="name"), TODAY)
    with empty.read() as db:
        few = Listing("supply_items", (Condition("id", "<=", MOST_GROUPS),), group="name")
        assert len(groups_of(db, few, TODAY)) == MOST_GROUPS
