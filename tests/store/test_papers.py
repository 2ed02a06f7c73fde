"""Versions of papers in the store: numbered, and locked once final."""

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.papers import keep, kept, next_version, version
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_people import named

LOCKED = "PP-0001 is final, version 1: it is never changed. Make a new version instead."


def made(store: Store, state: str, kind: str = "minutes") -> str:
    meeting = named(store, "meetings", "dicas-2024-06-09")
    values = {"kind": kind, "state": state, "language": "en", "made_on": "2024-07-15", "content": "{}"}
    with store.write("Keep") as step:
        return keep(step, meeting, values).ref


def test_versions_are_numbered_for_each_kind(sample: Store) -> None:
    meeting = named(sample, "meetings", "dicas-2024-06-09")
    for kind in ("minutes", "readout", "minutes"):
        made(sample, "draft", kind)
    with sample.read() as db:
        assert [(one.ref, one.version) for one in kept(db, meeting, "minutes")] == [("PP-0001", 1), ("PP-0003", 2)]
        assert [one.version for one in kept(db, meeting, "readout")] == [1]
        assert version(db, meeting, "minutes", 2).ref == "PP-0003"


def test_a_number_is_not_given_twice_after_a_deletion(sample: Store) -> None:
    meeting = named(sample, "meetings", "dicas-2024-06-09")
    made(sample, "draft")
    with sample.write("Delete") as step:
        step.delete("papers", [1])
    with sample.read() as db:
        assert kept(db, meeting, "minutes") == []
        assert next_version(db, meeting, "minutes") == 2
        with pytest.raises(UserProblem, match=r"^There is no version 1 of this paper; kept are: none\.$"):
            version(db, meeting, "minutes", 1)


@pytest.mark.parametrize(
    "values", [{"content": "other"}, {"state": "draft"}, {"language": "ja"}, {"version": 9}, {"marking": "U"}]
)
def test_a_final_paper_never_changes(sample: Store, values: dict[str, object]) -> None:
    made(sample, "final")
    before = dump(sample)
    with pytest.raises(UserProblem) as problem, sample.write("Change") as step:
        step.update("papers", 1, values)
    assert str(problem.value) == LOCKED
    with pytest.raises(UserProblem) as problem, sample.write("Delete") as step:
        step.delete("papers", [1])
    assert str(problem.value) == LOCKED
    assert dump(sample) == before


def test_a_draft_can_be_changed_and_become_final(sample: Store) -> None:
    made(sample, "draft")
    with sample.write("Change") as step:
        step.update("papers", 1, {"content": "other"})
        step.update("papers", 1, {"state": "final"})
    with pytest.raises(UserProblem), sample.write("Change") as step:
        step.update("papers", 1, {"state": "draft"})


def test_a_final_paper_goes_to_the_bin_and_comes_back_with_its_meeting(sample: Store) -> None:
    made(sample, "final")
    meeting, before = named(sample, "meetings", "dicas-2024-06-09"), dump(sample)
    with sample.write("Delete the meeting") as step:
        batch = step.delete("meetings", [meeting]).batch
    with sample.read() as db:
        assert kept(db, meeting, "minutes") == []
    with sample.write("Restore") as step:
        step.restore(batch)
    assert dump(sample) == before


def test_undo_takes_a_final_paper_back_and_redo_brings_it_again(sample: Store) -> None:
    before = dump(sample)
    made(sample, "final")
    sample.undo()
    assert dump(sample) == before
    sample.redo()
    with sample.read() as db:
        assert [one.state for one in kept(db, named(sample, "meetings", "dicas-2024-06-09"), "minutes")] == ["final"]
