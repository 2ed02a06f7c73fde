"""Two records made one: fields, links, posts, seats, marks, and one step back."""

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.check import check
from dicas_desktop.store.listing import links
from dicas_desktop.store.merging import merge, propose
from dicas_desktop.store.posts import NewPost, posts_of, take_up
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_people import add, named, row


def done(store: Store, table: str, kept: int, gone: int, *take: str) -> int:
    with store.write("Merge") as step:
        return merge(step, table, kept, gone, take)


def pointing(store: Store, table: str, row_id: int) -> list[tuple[str, str, int]]:
    with store.read() as db:
        return [(entity.table, field.name, number) for entity, field, number in links(db, table, row_id)]


def titles(store: Store, person: int) -> list[tuple[str, str | None, str | None]]:
    with store.read() as db:
        return [(each["title"], each["from_date"], each["to_date"]) for each in posts_of(db, person)]


@pytest.fixture
def kept(sample: Store) -> int:
    return named(sample, "persons", "fukasawa-masaki")


@pytest.fixture
def gone(sample: Store) -> int:
    """The same person entered again, at the head of a delegation and in two others."""
    office = named(sample, "organizations", "jp-mod")
    again = add(sample, "persons", name_en="FUKASAWA Masaki", name_ja="深沢雅貴", name_kana="フカサワマサキ",
                org_id=office, title="Example post")  # fmt: skip
    with sample.write("Name in delegations") as step:
        step.update("delegations", named(sample, "delegations", "del-industry-day-2024-09-26-us"),
                    {"leader_person_id": again})  # fmt: skip
        step.add("delegation_members", {"delegation_id": named(sample, "delegations", "del-scc-2024-07-28-jp"),
                                        "person_id": again})  # fmt: skip
        step.add("delegation_members", {"delegation_id": named(sample, "delegations", "del-dicas-2024-06-09-jp"),
                                        "person_id": again, "attendance": "attended", "role_note": "X"})  # fmt: skip
    return again


def test_the_two_stand_side_by_side_before_anything_is_done(sample: Store, kept: int, gone: int) -> None:
    with sample.read() as db:
        proposal = propose(db, "persons", kept, gone)
    sides = {side.column: (side.kept, side.gone, side.take) for side in proposal.sides}
    assert sides == {
        "name_en": ("Masaki Fukasawa", "FUKASAWA Masaki", False),
        "name_ja": ("深澤雅貴", "深沢雅貴", False),
        "title": ("Commissioner of ATLA", "Example post", False),
        "org_id": ("O-0026 Acquisition, Technology and Logistics Agency", "O-0025 Ministry of Defense", False),
        "name_kana": ("—", "フカサワマサキ", True),
    }
    assert proposal.taken == ("name_kana",)
    assert [(entity.table, field.name, number) for entity, field, number in proposal.links] == [
        ("delegations", "leader_person_id", 1),
        ("delegation_members", "person_id", 2),
    ]


def test_links_follow_and_the_chosen_fields_come_over(sample: Store, kept: int, gone: int) -> None:
    before = sum(number for _table, _column, number in pointing(sample, "persons", kept))
    assert done(sample, "persons", kept, gone, "name_kana", "org_id") == 3
    after = row(sample, "persons", kept)
    assert (after["name_kana"], after["name_ja"], after["slug"]) == ("フカサワマサキ", "深澤雅貴", "fukasawa-masaki")
    assert after["org_id"] == named(sample, "organizations", "jp-mod")
    assert pointing(sample, "persons", gone) == []
    now = sum(number for _table, _column, number in pointing(sample, "persons", kept))
    assert now == before + 3 - 1  # of two seats in one delegation one is left
    left = row(sample, "persons", gone)
    assert left["deleted_at"]
    assert left["merged_into_id"] == kept


def test_a_merge_is_one_step_that_undo_takes_back_and_redo_makes_again(sample: Store, kept: int, gone: int) -> None:
    before = dump(sample)
    done(sample, "persons", kept, gone, "title")
    merged = dump(sample)
    assert sample.undo() == "Merge"
    assert dump(sample) == before
    sample.redo()
    assert dump(sample) == merged
    with sample.read() as db:
        assert check(db, list(ENTITIES), lambda _done, _total, _text: True) == []


def test_two_seats_in_one_delegation_become_one_that_knows_what_both_knew(sample: Store, kept: int, gone: int) -> None:
    done(sample, "persons", kept, gone)
    delegation = named(sample, "delegations", "del-dicas-2024-06-09-jp")
    with sample.read() as db:
        seats = db.execute(
            "SELECT capacity, role_note, attendance FROM delegation_members "
            "WHERE delegation_id = ? AND person_id = ? AND deleted_at IS NULL",
            (delegation, kept),
        ).all()
    assert seats == [("leader", "Co-chair", "attended")]


def test_posts_of_both_are_kept_each_once(sample: Store, kept: int, gone: int) -> None:
    with sample.write("Posts") as step:
        take_up(step, kept, NewPost("Second", "2025-04-01"))
        take_up(step, gone, NewPost("Second", "2025-04-01"))
        step.add("posts", {"person_id": gone, "title": "First", "from_date": "2019-01-01", "to_date": "2020-12-31"})
    done(sample, "persons", kept, gone)
    assert titles(sample, kept) == [
        ("Commissioner of ATLA", None, "2025-03-31"),
        ("Example post", None, "2025-03-31"),
        ("First", "2019-01-01", "2020-12-31"),
        ("Second", "2025-04-01", None),
    ]


def test_a_title_with_dates_that_is_not_taken_is_kept_as_a_post(sample: Store, kept: int) -> None:
    other = add(sample, "persons", name_en="Masaki Fukasawa", title="Earlier post", from_date="2019-04-01",
                to_date="2021-03-31")  # fmt: skip
    done(sample, "persons", kept, other)
    assert row(sample, "persons", kept)["title"] == "Commissioner of ATLA"
    assert titles(sample, kept) == [("Earlier post", "2019-04-01", "2021-03-31")]


def test_who_was_merged_before_points_to_whoever_is_left(sample: Store, kept: int, gone: int) -> None:
    third = add(sample, "persons", name_en="Masaki Fukasawa")
    done(sample, "persons", gone, third)
    done(sample, "persons", kept, gone)
    assert row(sample, "persons", third)["merged_into_id"] == kept


def test_what_lies_in_the_bin_follows_too(sample: Store, kept: int, gone: int) -> None:
    seat = add(sample, "delegation_members", person_id=gone,
               delegation_id=named(sample, "delegations", "del-summit-2024-04-10-jp"))  # fmt: skip
    with sample.write("Delete") as step:
        step.delete("delegation_members", [seat])
    done(sample, "persons", kept, gone)
    assert row(sample, "delegation_members", seat)["person_id"] == kept


def test_offices_merge_with_their_people_and_those_below_them(sample: Store) -> None:
    kept = named(sample, "organizations", "jp-mod")
    other = add(sample, "organizations", name_en="Ministry of Defense", role_note="Example")
    below = add(sample, "organizations", name_en="Example bureau", parent_org_id=other)
    person = add(sample, "persons", name_en="Example Person", org_id=other)
    action = add(sample, "action_items", description="Example", owner_org_id=other)
    add(sample, "parties", action_item_id=action, org_id=kept)
    supported = add(sample, "action_items", description="Example", owner_org_id=below)
    for office in (kept, other):
        add(sample, "parties", action_item_id=supported, org_id=office)
    done(sample, "organizations", kept, other, "role_note")
    assert row(sample, "organizations", below)["parent_org_id"] == kept
    assert row(sample, "persons", person)["org_id"] == kept
    assert row(sample, "action_items", action)["owner_org_id"] == kept
    assert row(sample, "organizations", kept)["role_note"] == "Example"
    with sample.read() as db:
        parties = "SELECT count(*) FROM parties WHERE action_item_id = ? AND deleted_at IS NULL"
        assert db.execute(parties, (supported,)).scalar() == 1
        assert db.execute(parties, (action,)).scalar() == 0  # it leads that one now


@pytest.mark.parametrize("take", [(), ("parent_org_id",)])
def test_no_office_stands_below_itself_after_a_merge(empty: Store, take: tuple[str, ...]) -> None:
    top = add(empty, "organizations", name_en="Top")
    gone = add(empty, "organizations", name_en="Example", parent_org_id=top)
    between = add(empty, "organizations", name_en="Between", parent_org_id=gone)
    kept = add(empty, "organizations", name_en="Example", parent_org_id=between)
    child = add(empty, "organizations", name_en="Child", parent_org_id=kept)
    done(empty, "organizations", kept, gone, *take)
    assert row(empty, "organizations", kept)["parent_org_id"] == top
    assert row(empty, "organizations", between)["parent_org_id"] == kept
    assert row(empty, "organizations", child)["parent_org_id"] == kept


def test_an_office_merged_with_the_one_above_it_stands_where_that_stood(empty: Store) -> None:
    top = add(empty, "organizations", name_en="Top")
    gone = add(empty, "organizations", name_en="Example", parent_org_id=top)
    kept = add(empty, "organizations", name_en="Example", parent_org_id=gone)
    done(empty, "organizations", kept, gone)
    assert row(empty, "organizations", kept)["parent_org_id"] == top


def test_words_that_come_over_bring_their_mark_along(secret: Store) -> None:
    kept = add(secret, "persons", name_en="Example Person", marking="U")
    gone = add(secret, "persons", name_en="Example Person", note="Example", marking="S//NF")
    other = add(secret, "persons", name_en="Example Person", name_ja="見本", marking="S//NF")
    done(secret, "persons", kept, other)
    assert row(secret, "persons", kept)["marking"] == "U"  # nothing was taken from it
    done(secret, "persons", kept, gone, "note")
    assert row(secret, "persons", kept)["marking"] == "S//NF"


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(sample: Store, kept: int, gone: int) -> None:
    binned = add(sample, "persons", name_en="Example Person")
    with sample.write("Delete") as step:
        step.delete("persons", [binned])
    before = dump(sample)
    for pair, told in (
        ((kept, kept), "This is one record already: choose two to merge."),
        ((kept, binned), "PE-0037 lies in the bin: take it out first, or choose another."),
        ((kept, 999), "One of the two is no longer there: reload the page."),
    ):
        with pytest.raises(UserProblem) as problem:
            done(sample, "persons", *pair)
        assert str(problem.value) == told
    with pytest.raises(UserProblem, match=r"^Only persons, organizations are merged, not meetings\.$"):
        done(sample, "meetings", 1, 2)
    with pytest.raises(FieldProblem, match=r"^Person has no field ref to take\.$"):
        done(sample, "persons", kept, gone, "ref")
    with pytest.raises(FieldProblem, match=r"^Person has no field merged_into_id to take\.$"):
        done(sample, "persons", kept, gone, "merged_into_id")
    assert dump(sample) == before
