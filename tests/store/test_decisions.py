"""The decision register: which status may follow which, corrected words, supersession, what rests on a decision."""

from typing import Any

import pytest

from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.store.answered import write_answered
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.reasons import Answer, ReasonNeeded, RestedOn, Why
from dicas_desktop.store.store import Store
from tests.make import dump


def decide(store: Store, **values: Any) -> int:  # noqa: ANN401 - columns of a decision
    with store.write("Add a decision") as step:
        return step.add("decisions", {"text": "Example decision", **values}).id


def change(store: Store, row_id: int, reason: str = "", **values: Any) -> None:  # noqa: ANN401 - columns of a decision
    with store.write("Change a decision") as step:
        step.why = Why(reason) if reason else None
        step.update("decisions", row_id, values)


def row(store: Store, row_id: int) -> dict[str, Any]:
    with store.read() as db:
        return fetch(db, "decisions", [row_id])[0].values


def refused(store: Store, row_id: int, **values: Any) -> FieldProblem:  # noqa: ANN401 - columns of a decision
    before = dump(store)
    with pytest.raises(FieldProblem) as caught:
        change(store, row_id, **values)
    assert dump(store) == before
    return caught.value


def test_a_status_follows_only_where_the_rules_let_it(empty: Store) -> None:
    row_id = decide(empty, status="proposed")
    assert str(refused(empty, row_id, status="implemented")) == (
        "Status: a decision that is Proposed can only become Agreed or Withdrawn."
    )
    for status in ("agreed", "implemented", "agreed", "withdrawn", "proposed"):
        change(empty, row_id, status=status)
    assert row(empty, row_id)["status"] == "proposed"


def test_agreed_words_are_only_corrected_with_a_reason_and_the_old_ones_are_kept(empty: Store) -> None:
    row_id = decide(empty)
    problem = refused(empty, row_id, text="Corrected decision")
    assert isinstance(problem, ReasonNeeded)
    assert not problem.agreement
    assert str(problem) == (
        "Text: D-0001 is Agreed, so its words are only corrected; give the reason, the old text is kept."
    )
    change(empty, row_id, "Example reason", text="Corrected decision")
    (latest, *_rest) = empty.history("decisions", row_id)
    assert latest.label == "Change a decision: Example reason"
    assert latest.changes[0][1:] == ("Example decision", "Corrected decision")


def test_words_that_were_missing_may_be_added_and_a_proposal_is_free(empty: Store) -> None:
    row_id = decide(empty)
    change(empty, row_id, text_ja="例の決定", authoritative="both")
    assert isinstance(refused(empty, row_id, authoritative="ja"), ReasonNeeded)
    proposal = decide(empty, status="proposed")
    change(empty, proposal, text="Another proposal")
    assert row(empty, proposal)["text"] == "Another proposal"


def test_a_successor_makes_a_decision_superseded_and_the_other_way_round(empty: Store) -> None:
    one, two = decide(empty), decide(empty)
    assert str(refused(empty, one, status="superseded")) == (
        "Superseded by is missing: name the decision that takes its place."
    )
    change(empty, one, superseded_by_id=two)
    assert row(empty, one)["status"] == "superseded"
    change(empty, one, status="agreed")
    assert row(empty, one)["superseded_by_id"] is None
    change(empty, one, superseded_by_id=two)
    change(empty, one, superseded_by_id=None)
    assert row(empty, one)["status"] == "agreed"
    assert row(empty, decide(empty, superseded_by_id=two))["status"] == "superseded"


def test_superseding_in_a_circle_is_refused_with_the_circle(empty: Store) -> None:
    one, two, three = (decide(empty) for _n in range(3))
    change(empty, one, superseded_by_id=two)
    change(empty, two, superseded_by_id=three)
    assert str(refused(empty, three, superseded_by_id=one)) == (
        "Superseded by: D-0003 → D-0001 → D-0002 → D-0003 is a circle; choose another decision."
    )
    assert "D-0001 → D-0001 is a circle" in str(refused(empty, one, superseded_by_id=one))


def test_a_decision_on_which_others_rest_is_not_deleted(empty: Store) -> None:
    row_id, free = decide(empty), decide(empty)
    change(empty, free, superseded_by_id=row_id)
    with empty.write("Add actions") as step:
        step.add("action_items", {"description": "Example action", "decision_id": row_id})
        step.add("action_items", {"description": "Closed by it", "evidence_decision_id": row_id, "status": "done"})
    before = dump(empty)
    with pytest.raises(RestedOn) as caught, empty.write("Delete") as step:
        step.delete("decisions", [row_id])
    assert str(caught.value) == (
        "AI-0001, AI-0002, D-0002 rest on D-0001: withdraw D-0001 instead, or take them off D-0001 first."
    )
    assert caught.value.lines == ("AI-0001 Example action", "AI-0002 Closed by it", "D-0002 Example decision")
    assert dump(empty) == before
    with empty.write("Delete what nothing rests on") as step:
        step.delete("decisions", [free])
        step.delete("action_items", [1, 2])
        step.delete("decisions", [row_id])


def test_decisions_that_rest_on_each_other_go_together(empty: Store) -> None:
    one, two = decide(empty), decide(empty)
    change(empty, one, superseded_by_id=two)
    with empty.write("Delete both") as step:
        assert step.delete("decisions", [one, two]).counts == {"decisions": 2}


# ------------------------------------------------------------------ the one reason of a step
def test_the_reason_of_a_correction_stands_behind_the_name_of_its_step_with_who_agreed(empty: Store) -> None:
    row_id = decide(empty, status="agreed")
    with empty.write("Set Text of D-0001") as step:
        answer = Answer(Why("Example  reason", "Example side"))
        write_answered(step, "decisions", [row_id], {"text": "Corrected"}, answer)
    assert empty.undo_label == "Set Text of D-0001: Example reason (agreed by Example side)"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_blank_reason_corrects_nothing(empty: Store, reason: str) -> None:
    row_id = decide(empty, status="agreed")
    before = dump(empty)
    with pytest.raises(ReasonNeeded), empty.write("Change a decision") as step:
        write_answered(step, "decisions", [row_id], {"text": "Corrected"}, Answer(Why(reason)))
    assert dump(empty) == before
