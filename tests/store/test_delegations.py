"""The delegations of a meeting: order of precedence, one head a side, and who steps down for another."""

import pytest

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.delegations import SecondHead, Side, add_seat, place_seat, set_capacity, sides
from dicas_desktop.store.merging import merge
from dicas_desktop.store.needs import heads
from dicas_desktop.store.posts import NewPost, take_up
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_meetings import id_of, meeting_of, plan_meeting, row_of


def side_of(store: Store, meeting: int, side: str) -> Side:
    with store.read() as db:
        return next(each for each in sides(db, meeting) if each.side == side)


def people(store: Store, number: int) -> list[int]:
    """Add so many placeholder people."""
    with store.write("Add people") as step:
        return [step.add("persons", {"name_en": f"Example person {n}"}).id for n in range(1, number + 1)]


def seat(store: Store, meeting: int, person: int, capacity: str | None = None, side: str = "JP") -> int:
    with store.write("Add a delegate") as step:
        return add_seat(step, meeting, side, {"person_id": person, "capacity": capacity}).id


def named(store: Store, meeting: int) -> list[tuple[str, str | None]]:
    return [(each.name[-1], each.capacity) for each in side_of(store, meeting, "JP").seats]


def test_both_sides_of_the_forum_are_told_of_a_meeting_that_has_no_delegation_yet(empty: Store) -> None:
    meeting = plan_meeting(empty)
    with empty.read() as db:
        assert sides(db, meeting) == (Side("US"), Side("JP"))


def test_the_record_tells_its_heads_with_the_role_of_that_day(sample: Store) -> None:
    with sample.read() as db:
        american, japanese = sides(db, meeting_of(sample))
    assert (american.side, american.head) == ("US", "William A. LaPlante")
    assert (japanese.side, japanese.head) == ("JP", "Masaki Fukasawa")
    (seat,) = japanese.seats
    assert (seat.name, seat.role, seat.post, seat.head) == ("Masaki Fukasawa", "Co-chair", "Commissioner of ATLA", True)


def test_a_seat_tells_the_post_of_the_day_of_the_meeting_and_not_that_of_today(sample: Store) -> None:
    before, after = meeting_of(sample), meeting_of(sample, "mod-exchange-2024-07-11")
    with sample.read() as db:
        person = next(seat.person_id for seat in sides(db, before)[1].seats)
    assert person is not None
    with sample.write("Take up a post") as step:
        take_up(step, person, NewPost("Example post", "2024-07-01"))
    with sample.read() as db:
        told = {
            meeting: next(seat.post for side in sides(db, meeting) for seat in side.seats if seat.person_id == person)
            for meeting in (before, after)
        }
    assert told == {before: "Commissioner of ATLA", after: "Example post"}


def test_a_further_side_follows_the_two(sample: Store) -> None:
    meeting = meeting_of(sample)
    with sample.write("Add a delegate") as step:
        add_seat(step, meeting, "AU", {"role_note": "Observer of Australia", "capacity": "observer"})
    with sample.read() as db:
        assert [each.side for each in sides(db, meeting)] == ["US", "JP", "AU"]
        assert sides(db, meeting)[2].seats[0].name == "Observer of Australia"


def test_the_first_delegate_makes_the_delegation_and_later_ones_join_it(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    seat(empty, meeting, one, "leader")
    seat(empty, meeting, two, "deputy")
    with empty.read() as db:
        assert db.execute("SELECT count(*) FROM delegations").scalar() == 1
    assert named(empty, meeting) == [("1", "leader"), ("2", "deputy")]
    assert side_of(empty, meeting, "JP").head == "Example person 1"


def test_people_without_a_place_follow_their_capacity(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two, three = people(empty, 3)
    for person, capacity in ((one, "interpreter"), (two, "leader"), (three, "deputy")):
        added = seat(empty, meeting, person, capacity)
        with empty.write("Forget the place") as step:
            step.update("delegation_members", added, {"precedence": None})
    assert named(empty, meeting) == [("2", "leader"), ("3", "deputy"), ("1", "interpreter")]


@pytest.mark.parametrize(("place", "order"), [(0, "312"), (1, "132"), (2, "123"), (-5, "312"), (99, "123")])
def test_a_delegate_is_put_at_a_place_and_the_others_close_up(empty: Store, place: int, order: str) -> None:
    meeting = plan_meeting(empty)
    seats = [seat(empty, meeting, person) for person in people(empty, 3)]
    with empty.write("Move") as step:
        place_seat(step, seats[2], place)
    assert "".join(name for name, _capacity in named(empty, meeting)) == order
    assert [row_of(empty, "delegation_members", each)["precedence"] for each in seats] == [
        order.index(str(n)) + 1 for n in (1, 2, 3)
    ]


def test_a_second_head_is_refused_until_it_is_said_what_the_first_becomes(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    first, second = seat(empty, meeting, one, "leader"), seat(empty, meeting, two)
    before = dump(empty)
    with pytest.raises(SecondHead) as told, empty.write("Set Capacity") as step:
        set_capacity(step, second, "leader")
    sentence = "Capacity: Example person 1 heads this delegation already, and it has one head: say who steps down."
    assert (str(told.value), told.value.field) == (sentence, "capacity")
    assert dump(empty) == before
    with empty.write("Set Capacity") as step:
        set_capacity(step, second, "leader", steps_down="deputy")
    assert dict(named(empty, meeting)) == {"1": "deputy", "2": "leader"}
    assert side_of(empty, meeting, "JP").head == "Example person 2"
    assert row_of(empty, "delegation_members", first)["capacity"] == "deputy"
    empty.undo()
    assert dump(empty) == before


def test_a_new_delegate_is_no_second_head_either(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    seat(empty, meeting, one, "leader")
    before = dump(empty)
    with pytest.raises(SecondHead), empty.write("Add a delegate") as step:
        add_seat(step, meeting, "JP", {"person_id": two, "capacity": "leader"})
    assert dump(empty) == before
    with empty.write("Add a delegate") as step:
        add_seat(step, meeting, "JP", {"person_id": two, "capacity": "leader"}, "principal")
    assert dict(named(empty, meeting)) == {"1": "principal", "2": "leader"}


def test_a_head_named_at_the_delegation_alone_steps_down_into_a_seat(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    with empty.write("Name a head") as step:
        head = {"meeting_id": meeting, "side": "JP", "leader_person_id": one, "leader_role": "Example role"}
        step.add("delegations", head)
    second = seat(empty, meeting, two)
    with pytest.raises(SecondHead, match="Example person 1 heads"), empty.write("Set Capacity") as step:
        set_capacity(step, second, "leader")
    with empty.write("Set Capacity") as step:
        set_capacity(step, second, "leader", "deputy")
    assert dict(named(empty, meeting)) == {"1": "deputy", "2": "leader"}
    assert side_of(empty, meeting, "JP").head == "Example person 2"


def test_a_head_who_becomes_something_else_leaves_the_place_empty(empty: Store) -> None:
    meeting = plan_meeting(empty)
    first = seat(empty, meeting, people(empty, 1)[0], "leader")
    with empty.write("Set Capacity") as step:
        set_capacity(step, first, "adviser")
    assert side_of(empty, meeting, "JP").head == ""


def test_a_head_confirmed_as_head_needs_nobody_to_step_down(sample: Store) -> None:
    head = side_of(sample, meeting_of(sample), "JP").seats[0]
    before = dump(sample)
    with sample.write("Set Capacity") as step:
        set_capacity(step, head.id, "leader")
    assert dump(sample) == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Person: name a person, an office or at least a role."),
        ({"person_id": None, "org_id": None}, "Person: name a person, an office or at least a role."),
    ],
)
def test_a_seat_needs_somebody(empty: Store, values: dict[str, None], sentence: str) -> None:
    meeting = plan_meeting(empty)
    before = dump(empty)
    with pytest.raises(FieldProblem) as told, empty.write("Add a delegate") as step:
        add_seat(step, meeting, "US", values)
    assert (str(told.value), told.value.field) == (sentence, "person_id")
    assert dump(empty) == before


def test_nobody_sits_twice(sample: Store) -> None:
    before = dump(sample)
    person = id_of(sample, "persons", "fukasawa-masaki")
    with pytest.raises(FieldProblem) as told, sample.write("Add a delegate") as step:
        add_seat(step, meeting_of(sample), "JP", {"person_id": person})
    head = side_of(sample, meeting_of(sample), "JP").seats[0]
    assert str(told.value) == f"Person: sits in this delegation already ({head.ref})."
    assert dump(sample) == before


# ------------------------------------------------------------------ by every route
def leader(store: Store, meeting: int) -> tuple[int | None, str | None]:
    delegation = side_of(store, meeting, "JP").delegation_id
    assert delegation is not None
    values = row_of(store, "delegations", delegation)
    return values["leader_person_id"], values["leader_role"]


def test_a_head_made_in_a_cell_is_named_at_the_delegation_and_one_unmade_is_taken_off(empty: Store) -> None:
    meeting = plan_meeting(empty)
    (one,) = people(empty, 1)
    first = seat(empty, meeting, one)
    with empty.write("Cell") as step:
        step.update("delegation_members", first, {"capacity": "leader", "role_note": "Co-chair"})
    assert leader(empty, meeting) == (one, "Co-chair")
    with empty.write("Cell") as step:
        step.update("delegation_members", first, {"role_note": "Chair"})
    assert leader(empty, meeting) == (one, "Chair")
    with empty.write("Cell") as step:
        step.update("delegation_members", first, {"capacity": "principal"})
    assert leader(empty, meeting) == (None, None)


def test_a_new_record_that_heads_is_named_at_the_delegation(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    seat(empty, meeting, one, "deputy")
    delegation = side_of(empty, meeting, "JP").delegation_id
    with empty.write("New record") as step:
        step.add("delegation_members", {"delegation_id": delegation, "person_id": two, "capacity": "leader"})
    assert leader(empty, meeting)[0] == two


def test_another_person_in_the_chair_is_no_second_head(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    first = seat(empty, meeting, one, "leader")
    with empty.write("Another person") as step:
        step.update("delegation_members", first, {"person_id": two})
    assert leader(empty, meeting)[0] == two
    assert named(empty, meeting) == [("2", "leader")]


def test_the_chair_moves_with_the_seat_into_another_delegation(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    first = seat(empty, meeting, one, "leader")
    seat(empty, meeting, two, side="US")
    other = side_of(empty, meeting, "US").delegation_id
    assert other is not None
    with empty.write("Move") as step:
        step.update("delegation_members", first, {"delegation_id": other})
    assert leader(empty, meeting) == (None, None)
    assert row_of(empty, "delegations", other)["leader_person_id"] == one


def test_a_head_named_at_the_delegation_asks_who_steps_down_as_well(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    seat(empty, meeting, one, "leader")
    seat(empty, meeting, two)
    delegation = side_of(empty, meeting, "JP").delegation_id
    assert delegation is not None
    before = dump(empty)
    with pytest.raises(SecondHead) as told, empty.write("Cell") as step:
        step.update("delegations", delegation, {"leader_person_id": two})
    assert (str(told.value), told.value.field) == (
        "Head of delegation: Example person 1 heads this delegation already, and it has one head: say who steps down.",
        "leader_person_id",
    )
    assert dump(empty) == before
    with empty.write("Cell") as step:
        step.steps_down = "deputy"
        step.update("delegations", delegation, {"leader_person_id": two})
    assert dict(named(empty, meeting)) == {"1": "deputy", "2": "leader"}
    empty.undo()
    assert dump(empty) == before


def test_a_delegation_whose_head_is_taken_off_has_none_in_its_seats(empty: Store) -> None:
    meeting = plan_meeting(empty)
    (one,) = people(empty, 1)
    seat(empty, meeting, one, "leader")
    delegation = side_of(empty, meeting, "JP").delegation_id
    assert delegation is not None
    with empty.write("Cell") as step:
        step.update("delegations", delegation, {"leader_person_id": None})
    assert named(empty, meeting) == [("1", None)]


def test_a_removed_head_still_leads_the_meetings_of_his_time(sample: Store) -> None:
    meeting = meeting_of(sample)
    before = side_of(sample, meeting, "JP")
    with sample.write("Remove") as step:
        step.delete("persons", [id_of(sample, "persons", "fukasawa-masaki")])
    assert side_of(sample, meeting, "JP") == before
    assert before.head == "Masaki Fukasawa"


def test_a_head_whose_seat_is_taken_out_heads_the_delegation_no_longer(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    first, second = seat(empty, meeting, one, "leader"), seat(empty, meeting, two)
    before = dump(empty)
    with empty.write("Delete") as step:
        batch = step.delete("delegation_members", [first]).batch
    assert side_of(empty, meeting, "JP").head == ""
    with empty.write("Set Capacity") as step:
        set_capacity(step, second, "leader")
    assert named(empty, meeting) == [("2", "leader")]
    whole = dump(empty)
    text = "DM-0001 headed its delegation, which Example person 2 heads now: give Example person 2 another capacity, "
    with pytest.raises(UserProblem, match=text), empty.write("Restore") as step:
        step.restore(batch)
    assert dump(empty) == whole
    empty.undo()
    with empty.write("Restore") as step:
        step.restore(batch)
    assert dump(empty) == before


def test_a_whole_delegation_comes_back_with_the_head_it_had(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    seat(empty, meeting, one, "leader")
    seat(empty, meeting, two)
    delegation = side_of(empty, meeting, "JP").delegation_id
    assert delegation is not None
    before = dump(empty)
    with empty.write("Delete") as step:
        batch = step.delete("delegations", [delegation]).batch
    with empty.write("Restore") as step:
        step.restore(batch)
    assert dump(empty) == before


def test_of_two_seats_that_a_merge_makes_one_the_head_stays_head(empty: Store) -> None:
    meeting = plan_meeting(empty)
    one, two = people(empty, 2)
    seat(empty, meeting, one, "deputy")
    seat(empty, meeting, two, "leader")
    with empty.write("Merge") as step:
        merge(step, "persons", one, two, ())
    assert named(empty, meeting) == [("1", "leader")]
    assert leader(empty, meeting)[0] == one


def test_a_head_that_a_file_names_in_the_seat_alone_is_not_missed(sample: Store) -> None:
    meeting = meeting_of(sample)
    with sample.write("As a file may say it") as step:
        step.raw.execute("UPDATE delegations SET leader_person_id = NULL WHERE meeting_id = ?", (meeting,))
    with sample.read() as db:
        assert heads(db, meeting) == {"US": "William A. LaPlante", "JP": "Masaki Fukasawa"}
    with sample.write("And then in none") as step:
        step.raw.execute("UPDATE delegation_members SET capacity = 'principal'")
    with sample.read() as db:
        assert heads(db, meeting) == {"US": "", "JP": ""}
