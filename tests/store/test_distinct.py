"""Two records that look like one and are two: said once, kept in the record, never proposed again."""

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.distinct import tell_apart, told_apart
from dicas_desktop.store.duplicates import alike, pairs
from dicas_desktop.store.merging import merge, propose
from dicas_desktop.store.store import Store
from tests.make import dump, reopen
from tests.make_people import add, named, row


def twice(store: Store, number: int = 2) -> list[int]:
    """Enter people of one name."""
    return [add(store, "persons", name_en="Example Person") for _time in range(number)]


def say(store: Store, one: int, other: int, table: str = "persons") -> None:
    with store.write("They are two") as step:
        tell_apart(step, table, one, other)


def found(store: Store, table: str = "persons") -> list[tuple[int, int]]:
    with store.read() as db:
        return [(like.one, like.other) for like in pairs(db, table)]


def test_what_was_said_is_not_proposed_again_after_the_file_was_opened_again(empty: Store) -> None:
    one, other = twice(empty)
    say(empty, other, one)
    assert found(empty) == []
    assert row(empty, "persons", other)["not_same_as"] == "PE-0001"
    assert row(empty, "persons", one)["not_same_as"] is None
    path = empty.path
    empty.close()
    again = reopen(path)
    assert found(again) == []
    again.close()


def test_it_is_one_step_that_undo_takes_back_and_redo_makes_again(empty: Store) -> None:
    one, other = twice(empty)
    before = dump(empty)
    say(empty, one, other)
    assert empty.undo() == "They are two"
    assert dump(empty) == before
    assert found(empty) == [(one, other)]
    empty.redo()
    assert found(empty) == []


def test_a_record_of_the_public_record_is_named_by_its_id_and_remarks_stay(sample: Store) -> None:
    one = named(sample, "persons", "fukasawa-masaki")
    other = add(sample, "persons", name_en="Masaki Fukasawa", note="Example remark")
    say(sample, one, other)
    assert row(sample, "persons", other)["not_same_as"] == "fukasawa-masaki"
    assert row(sample, "persons", other)["note"] == "Example remark"
    assert found(sample) == []


def test_offices_are_told_apart_in_the_same_way(sample: Store) -> None:
    one, other = named(sample, "organizations", "jp-mod"), add(sample, "organizations", name_en="Ministry of Defense")
    assert found(sample, "organizations") == [(one, other)]
    say(sample, one, other, "organizations")
    assert row(sample, "organizations", other)["not_same_as"] == "jp-mod"
    assert found(sample, "organizations") == []


def test_taking_the_line_out_proposes_them_again(empty: Store) -> None:
    one, other = twice(empty)
    say(empty, one, other)
    with empty.write("Take it out") as step:
        step.update("persons", other, {"not_same_as": None})
    assert found(empty) == [(one, other)]


def test_of_three_the_third_is_then_proposed_with_the_next_one(empty: Store) -> None:
    one, other, third = twice(empty, 3)
    assert found(empty) == [(one, other), (one, third)]
    say(empty, one, other)
    assert found(empty) == [(one, third)]
    say(empty, one, third)
    assert found(empty) == [(other, third)]
    assert row(empty, "persons", third)["not_same_as"] == "PE-0001"
    say(empty, other, third)
    assert row(empty, "persons", third)["not_same_as"] == "PE-0001\nPE-0002"
    assert found(empty) == []


def test_a_record_asked_about_does_not_look_like_those_it_was_told_apart_from(empty: Store) -> None:
    one, other, third = twice(empty, 3)
    say(empty, one, other)
    with empty.read() as db:
        asked = alike(db, "persons", {"name_en": "Example Person"}, besides=other)
        new = alike(db, "persons", {"name_en": "Example Person"})
    assert [like.one for like in asked] == [third]
    assert [like.one for like in new] == [one, other, third]


@pytest.mark.parametrize("text", ["nobody", "≠ PE-0001", "not PE-0001", "\n", "PE-0002"])
def test_what_names_no_other_record_tells_nobody_apart(empty: Store, text: str) -> None:
    one, other = twice(empty)
    with empty.write("Remark") as step:
        step.update("persons", other, {"not_same_as": text})
    assert found(empty) == [(one, other)]


def test_a_merge_takes_along_what_was_said_of_the_one_that_goes(empty: Store) -> None:
    one, other, third, fourth = twice(empty, 4)
    say(empty, one, third)  # said at the third
    say(empty, third, fourth)  # said at the fourth, of the third
    with empty.write("Merge the third into the second") as step:
        merge(step, "persons", other, third, ())
    assert row(empty, "persons", other)["not_same_as"] == "PE-0001"
    assert row(empty, "persons", fourth)["not_same_as"] == "PE-0002"
    with empty.read() as db:
        assert told_apart(db, "persons") == {(one, other), (other, fourth)}


def test_what_was_said_is_no_field_to_choose_in_a_merge(empty: Store) -> None:
    one, other, third = twice(empty, 3)
    say(empty, one, third)
    with empty.read() as db:
        assert [side.column for side in propose(db, "persons", other, third).sides] == []


def test_two_that_are_merged_after_all_say_nothing_of_each_other(empty: Store) -> None:
    one, other = twice(empty)
    with empty.write("Remark") as step:
        step.update("persons", other, {"note": "Example remark"})
    say(empty, one, other)
    before = dump(empty)
    with empty.write("Merge") as step:
        merge(step, "persons", one, other, ("note",))
    assert row(empty, "persons", one)["note"] == "Example remark"
    empty.undo()
    assert dump(empty) == before


@pytest.mark.parametrize(
    ("table", "one", "other", "told"),
    [
        ("meetings", 1, 2, "Only persons, organizations are told apart, not meetings."),
        ("persons", 1, 1, "This is one record: name two that are not the same."),
        ("persons", 1, 999, "One of the two is no longer there: reload the page."),
        ("persons", 1, 3, "One of the two is no longer there: reload the page."),
        ("persons", 5, 4, "PE-0004 and PE-0005 were told apart before: they are not proposed any more."),
    ],
)
def test_what_cannot_be_told_apart_is_refused_and_nothing_is_written(
    empty: Store, table: str, one: int, other: int, told: str
) -> None:
    twice(empty, 5)
    with empty.write("Delete") as step:
        step.delete("persons", [3])
    say(empty, 4, 5)
    before = dump(empty)
    with pytest.raises(UserProblem) as problem, empty.write("They are two") as step:
        tell_apart(step, table, one, other)
    assert str(problem.value) == told
    assert dump(empty) == before
