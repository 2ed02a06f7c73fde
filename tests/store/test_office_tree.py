"""The tree of organizations."""

from dicas_desktop.store.office_tree import Member, Office, members, tree
from dicas_desktop.store.store import Store
from tests.make_people import named


def lines(store: Store) -> list[Office]:
    with store.read() as db:
        return tree(db)


def test_each_office_stands_once_below_the_one_it_is_part_of(sample: Store) -> None:
    found = lines(sample)
    with sample.read() as db:
        parents = dict(db.execute("SELECT id, parent_org_id FROM organizations").all())
    assert sorted(office.id for office in found) == sorted(parents)
    above: list[int] = []
    for office in found:
        del above[office.depth :]
        assert parents[office.id] == (above[-1] if above else None)
        above.append(office.id)


def test_the_two_sides_come_first_with_their_numbers(sample: Store) -> None:
    found = lines(sample)
    assert [office.country for office in found if not office.depth][:1] == ["US"]
    by_name = {office.abbreviation: office for office in found if office.abbreviation}
    mod, navy = by_name["MOD"], by_name["USN"]
    assert (mod.depth, mod.below, mod.name_ja) == (0, 4, "防衛省")  # ATLA and the three services
    assert mod.people == 8
    assert (navy.depth, navy.below) == (1, 7)


def test_an_office_below_one_in_the_bin_stands_at_the_top(sample: Store) -> None:
    with sample.write("Delete") as step:
        step.delete("organizations", [named(sample, "organizations", "us-navsea")])
    tops = [office.abbreviation for office in lines(sample) if not office.depth]
    assert "SRF-JRMC" in tops


def test_a_circle_is_listed_once_and_said(empty: Store) -> None:
    with empty.write("Add") as step:
        first = step.add("organizations", {"name_en": "First"}).id
        second = step.add("organizations", {"name_en": "Second", "parent_org_id": first}).id
        step.add("organizations", {"name_en": "Outside"})
        step.update("organizations", first, {"parent_org_id": second})
    found = lines(empty)
    assert [(office.name, office.depth, office.circle) for office in found] == [
        ("Outside", 0, False),
        ("First", 0, True),
        ("Second", 1, True),
    ]


def test_the_people_of_an_office_stand_in_the_order_of_their_names(sample: Store) -> None:
    office = named(sample, "organizations", "jp-atla")
    gone = named(sample, "persons", "ishikawa-takeshi")
    with sample.write("Delete") as step:
        step.delete("persons", [gone])
    with sample.read() as db:
        found = members(db)
    assert [one.name for one in found[office]] == ["Hajime Aoyagi", "Masaki Fukasawa", "Osamu Nishiwaki"]
    assert found[office][1] == Member(2, "PE-0002", "Masaki Fukasawa", "深澤雅貴", "Commissioner of ATLA")
    assert sum(map(len, found.values())) == 34
