"""The stages of a meeting and what each of them forbids, whichever way it is tried."""

from collections.abc import Callable

import pytest

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store import bin as bin_
from dicas_desktop.store.meetings.agenda import add_item, move
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.stages import advance, incomplete, next_stages, settle
from dicas_desktop.store.merging import merge
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store
from dicas_desktop.store.versions import restore_version, version
from tests.make import dump
from tests.make_meetings import items_of, meeting_of, plan_meeting, row_of, set_stage


def refused(store: Store, do: Callable[[Step], object]) -> str:
    """Return the sentence of a step that must be refused and leave nothing."""
    before, steps = dump(store), store.head.steps
    with pytest.raises(UserProblem) as caught, store.write("Try it") as step:
        do(step)
    assert (dump(store), store.head.steps) == (before, steps)
    return str(caught.value)


def closed_meeting(store: Store) -> int:
    """A closed meeting with a discussed item, a decision, an action and a note."""
    meeting = plan_meeting(store, (30,))
    set_stage(store, meeting, "open", "in_progress")
    item = items_of(store, meeting)[0]
    for letter, text in (("D", "Example decision"), ("A", "Example action"), ("N", "Example note")):
        with store.write("Capture an outcome") as step:
            capture(step, item, letter, text)
    set_stage(store, meeting, "closed")
    return meeting


CLOSED = "M-0001 Example meeting is closed and can only be read: reopen it first, with a reason."
SAID = "M-0001 Example meeting is closed: what was said there can only be read. Reopen it first, with a reason."


def test_a_meeting_lives_from_draft_to_closed_and_was_then_held(empty: Store) -> None:
    meeting = plan_meeting(empty)
    set_stage(empty, meeting, "open", "in_progress", "closed")
    row = row_of(empty, "meetings", meeting)
    assert (row["stage"], row["status"]) == ("closed", "held")


def test_the_usual_next_stage_comes_first() -> None:
    stages = (None, "draft", "open", "in_progress", "closed")
    assert [next_stages(stage)[0] for stage in stages] == ["draft", "open", "in_progress", "closed", "in_progress"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("draft", "in_progress", "M-0001 Example meeting is draft: it can become Open."),
        ("draft", "closed", "M-0001 Example meeting is draft: it can become Open."),
        ("open", "closed", "M-0001 Example meeting is open: it can become In progress or Draft."),
        ("open", "open", "M-0001 Example meeting is open already."),
        ("in_progress", "draft", "M-0001 Example meeting is in progress: it can become Closed or Open."),
        ("closed", "open", "M-0001 Example meeting is closed: it can become In progress."),
    ],
)
def test_no_stage_is_jumped_over(empty: Store, before: str, after: str, sentence: str) -> None:
    meeting = plan_meeting(empty)
    way = ["open", "in_progress", "closed"]
    set_stage(empty, meeting, *way[: ["draft", *way].index(before)])
    assert refused(empty, lambda step: advance(step, meeting, after)) == sentence


def test_no_plain_edit_jumps_over_a_stage_either(empty: Store) -> None:
    meeting = plan_meeting(empty)
    sentence = refused(empty, lambda step: step.update("meetings", meeting, {"stage": "closed"}))
    assert sentence == "M-0001 Example meeting is draft: it can become Open."
    assert "it can become" in refused(empty, lambda step: step.update("meetings", meeting, {"stage": None}))


def test_a_meeting_of_the_record_has_no_stage_and_is_as_open_as_ever(sample: Store) -> None:
    meeting = meeting_of(sample)
    with sample.write("Write an outcome") as step:
        capture(step, items_of(sample, meeting)[0], "N", "Example note")
        step.update("meetings", meeting, {"city": "Tokyo"})
        advance(step, meeting, "in_progress")
    assert row_of(sample, "meetings", meeting)["stage"] == "in_progress"


def test_a_meeting_without_a_date_does_not_begin(empty: Store) -> None:
    meeting = plan_meeting(empty, start_date=None)
    set_stage(empty, meeting, "open")
    sentence = refused(empty, lambda step: advance(step, meeting, "in_progress"))
    assert sentence == "M-0001 Example meeting has no date: set it before the meeting begins."


def test_a_cancelled_meeting_does_not_begin(empty: Store) -> None:
    meeting = plan_meeting(empty, status="cancelled")
    set_stage(empty, meeting, "open")
    sentence = refused(empty, lambda step: advance(step, meeting, "in_progress"))
    assert sentence == "M-0001 Example meeting was cancelled: plan it anew first."


@pytest.mark.parametrize("stage", ["draft", "open"])
def test_outcomes_are_written_only_in_progress(empty: Store, stage: str) -> None:
    meeting = plan_meeting(empty, (30,))
    if stage == "open":
        set_stage(empty, meeting, "open")
    item = items_of(empty, meeting)[0]
    sentence = f"M-0001 Example meeting is {stage}: outcomes are written while it is in progress."
    assert refused(empty, lambda step: capture(step, item, "N", "Example note")) == sentence
    note = {"meeting_id": meeting, "text": "Example note"}
    assert refused(empty, lambda step: step.add("notes", note)) == sentence
    decision = {"meeting_id": meeting, "text": "Example decision"}
    assert refused(empty, lambda step: step.add("decisions", decision)) == sentence
    action = {"agenda_item_id": item, "description": "Example action"}
    assert refused(empty, lambda step: step.add("action_items", action)) == sentence


def test_an_action_towards_a_coming_meeting_is_no_outcome_of_it(empty: Store) -> None:
    meeting = plan_meeting(empty)
    with empty.write("Add an action") as step:
        step.add("action_items", {"meeting_id": meeting, "description": "Prepare the room"})
    with empty.read() as db:
        assert db.execute("SELECT count(*) FROM action_items").scalar() == 1


def test_an_outcome_is_not_pushed_onto_an_item_of_a_meeting_that_has_not_begun(empty: Store) -> None:
    running, coming = plan_meeting(empty, (30,)), plan_meeting(empty, (30,))
    set_stage(empty, running, "open", "in_progress")
    with empty.write("Capture") as step:
        note = capture(step, items_of(empty, running)[0], "N", "Example note").id
    there = {"meeting_id": coming, "agenda_item_id": items_of(empty, coming)[0]}
    assert "M-0002 Example meeting is draft" in refused(empty, lambda step: step.update("notes", note, there))


def test_a_closed_meeting_is_read_only_in_header_agenda_and_delegations(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    with empty.write("Name a delegation") as step:
        delegation = step.add("delegations", {"meeting_id": meeting, "side": "US"}).id
        member = step.add("delegation_members", {"delegation_id": delegation}).id
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    with empty.write("Settle") as step:
        settle(step, item, "discussed")
    set_stage(empty, meeting, "closed")
    tries: list[Callable[[Step], object]] = [
        lambda step: step.update("meetings", meeting, {"title": "Another title"}),
        lambda step: step.delete("meetings", [meeting]),
        lambda step: step.update("agenda_items", item, {"topic": "Another topic"}),
        lambda step: step.delete("agenda_items", [item]),
        lambda step: add_item(step, meeting, None, {"topic": "One more"}),
        lambda step: step.update("delegations", delegation, {"headcount": 5}),
        lambda step: step.add("delegations", {"meeting_id": meeting, "side": "JP"}),
        lambda step: step.update("delegation_members", member, {"attendance": "attended"}),
        lambda step: step.add("delegation_members", {"delegation_id": delegation}),
    ]
    assert {refused(empty, one) for one in tries} == {CLOSED}


def corrected(step: Step, text: str) -> None:
    step.why = Why("Example reason")
    step.update("decisions", 1, {"text": text})


def test_the_words_of_its_outcomes_stay_as_they_were_said(empty: Store) -> None:
    meeting = closed_meeting(empty)
    tries: list[Callable[[Step], object]] = [
        lambda step: corrected(step, "Other words"),
        lambda step: step.update("action_items", 1, {"description": "Other words"}),
        lambda step: step.update("action_items", 1, {"meeting_id": None}),
        lambda step: step.update("notes", 1, {"text": "Other words"}),
        lambda step: step.delete("decisions", [1]),
        lambda step: step.delete("notes", [1]),
        lambda step: step.delete("action_items", [1]),
        lambda step: step.add("notes", {"meeting_id": meeting, "text": "One more"}),
        lambda step: step.add("action_items", {"meeting_id": meeting, "description": "One more"}),
        lambda step: step.update("action_items", 1, {"agenda_item_id": None}),
    ]
    assert {refused(empty, one) for one in tries} == {SAID}


def test_actions_of_a_closed_meeting_are_still_followed_up(empty: Store) -> None:
    closed_meeting(empty)
    with empty.write("Follow up") as step:
        office = step.add("organizations", {"name_en": "Example office"}).id
        step.update("action_items", 1, {"owner_org_id": office, "status": "in_progress", "note": "On its way"})
        step.update("decisions", 1, {"status": "implemented"})
    assert row_of(empty, "action_items", 1)["status"] == "in_progress"


def test_neither_undo_nor_an_earlier_version_nor_the_bin_passes_the_guard(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]
    with empty.write("Capture a note") as step:
        note = capture(step, item, "N", "First words").id
    captured = empty.head.steps
    with empty.write("Mend the note") as step:
        step.update("notes", note, {"text": "Second words"})
    with empty.write("Capture another") as step:
        other = capture(step, item, "N", "Thrown away").id
    with empty.write("Delete it") as step:
        step.delete("notes", [other])
    set_stage(empty, meeting, "closed")
    before = dump(empty)
    with pytest.raises(UserProblem) as caught:
        empty.undo(captured + 1)
    assert str(caught.value) == SAID
    with empty.read() as db:
        old = version(db, "notes", note, captured)
        batches = bin_.batches(db)
    with pytest.raises(UserProblem) as caught:
        restore_version(empty, old)
    assert str(caught.value) == SAID
    with pytest.raises(UserProblem) as caught:
        bin_.restore(empty, batches)
    assert str(caught.value) == SAID
    assert dump(empty) == before


def test_closing_is_undone_as_any_step(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    with empty.write("Close with a deferred item") as step:
        settle(step, items_of(empty, meeting)[0], "deferred")
        advance(step, meeting, "closed")
    empty.undo()
    assert row_of(empty, "meetings", meeting)["stage"] == "in_progress"
    empty.redo()
    row = row_of(empty, "meetings", meeting)
    assert (row["stage"], row["status"]) == ("closed", "held")


def test_reopening_needs_a_reason_that_the_journal_shows(empty: Store) -> None:
    meeting = closed_meeting(empty)
    sentence = "Reopening M-0001 Example meeting needs a reason: say why."
    assert refused(empty, lambda step: advance(step, meeting, "in_progress")) == sentence
    assert refused(empty, lambda step: advance(step, meeting, "in_progress", "   ")) == sentence
    assert refused(empty, lambda step: step.update("meetings", meeting, {"stage": "in_progress"})) == sentence
    with empty.write("Reopen M-0001") as step:
        advance(step, meeting, "in_progress", "A number was wrong")
    assert empty.history("meetings", meeting)[0].label == "Reopen M-0001: A number was wrong"
    assert empty.undo_label == "Reopen M-0001: A number was wrong"
    with empty.write("Mend the decision") as step:
        corrected(step, "Right words")
    assert empty.check() == []


def test_a_reason_that_cannot_be_kept_is_refused(empty: Store) -> None:
    meeting = closed_meeting(empty)
    sentence = refused(empty, lambda step: advance(step, meeting, "in_progress", "a\0b"))
    assert sentence == "The reason holds the character U+0000: remove it."


def test_nothing_else_is_changed_in_the_same_breath_as_reopening(empty: Store) -> None:
    meeting = closed_meeting(empty)

    def both(step: Step) -> None:
        step.why = Why("A number was wrong")
        step.update("meetings", meeting, {"stage": "in_progress", "title": "Another title"})

    assert refused(empty, both) == CLOSED


def test_a_meeting_closes_only_when_each_item_was_answered(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 30, 30))
    set_stage(empty, meeting, "open", "in_progress")
    first, second, third = items_of(empty, meeting)
    with empty.write("Capture") as step:
        capture(step, first, "N", "Example note")
    sentence = (
        "M-0001 Example meeting cannot be closed: 2 items were not discussed (AG-0002, AG-0003). Say of each: next "
        "meeting, backlog or drop."
    )
    assert refused(empty, lambda step: advance(step, meeting, "closed")) == sentence
    assert refused(empty, lambda step: step.update("meetings", meeting, {"stage": "closed"})) == sentence
    with empty.write("Close") as step:
        settle(step, second, "backlog")
        settle(step, third, "dropped", "Settled by letter")
        advance(step, meeting, "closed")
    states = [row_of(empty, "agenda_items", item)["state"] for item in (first, second, third)]
    assert states == ["discussed", "backlog", "dropped"]
    assert row_of(empty, "agenda_items", third)["state_reason"] == "Settled by letter"


def test_dropping_an_item_needs_a_reason(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    item = items_of(empty, meeting)[0]
    sentence = "Dropping an item needs a reason: say why."
    assert refused(empty, lambda step: settle(step, item, "dropped")) == sentence
    assert refused(empty, lambda step: settle(step, item, "dropped", "  ")) == sentence
    assert refused(empty, lambda step: step.update("agenda_items", item, {"state": "dropped"})) == sentence


def test_what_is_incomplete_is_named_and_counted(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 30))
    set_stage(empty, meeting, "open", "in_progress")
    first, _second = items_of(empty, meeting)
    with empty.write("An office") as step:
        step.add("organizations", {"name_en": "Example office", "abbreviation": "EXO"})
    for who in ("", "JP", "EXO"):
        with empty.write("Capture") as step:
            capture(step, first, "A", f"For {who or 'nobody'}", who)
    with empty.read() as db:
        found = incomplete(db, meeting)
    assert [loose.words for loose in found.actions] == ["For nobody", "For JP"]
    assert [(loose.ref, loose.words) for loose in found.undiscussed] == [("AG-0002", "Topic 2")]
    assert found.number == 3


def test_an_action_without_owner_does_not_keep_a_meeting_from_closing(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    with empty.write("Capture") as step:
        capture(step, items_of(empty, meeting)[0], "A", "Example action")
    set_stage(empty, meeting, "closed")
    assert row_of(empty, "action_items", 1)["status"] == "draft"


def test_a_meeting_with_outcomes_does_not_go_back_to_open(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress", "open", "in_progress")
    with empty.write("Capture") as step:
        capture(step, items_of(empty, meeting)[0], "N", "Example note")
    sentence = "M-0001 Example meeting has 1 outcome: it stays in progress until it is closed."
    assert refused(empty, lambda step: advance(step, meeting, "open")) == sentence


def test_the_step_that_closes_may_write_before_and_not_after(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    set_stage(empty, meeting, "open", "in_progress")
    item = items_of(empty, meeting)[0]

    def too_late(step: Step) -> None:
        settle(step, item, "discussed")
        advance(step, meeting, "closed")
        step.update("agenda_items", item, {"minutes": 20})

    assert refused(empty, too_late) == CLOSED


def test_a_meeting_that_comes_whole_is_taken_as_it_is(empty: Store) -> None:
    with empty.write("Import", kind="import") as step:
        meeting = step.add("meetings", {"title": "Example meeting", "stage": "closed"}).id
        step.add("agenda_items", {"meeting_id": meeting, "seq": 1, "topic": "Topic"})
        step.add("notes", {"meeting_id": meeting, "text": "Example note"})
    assert refused(empty, lambda step: step.update("notes", 1, {"text": "Other words"})) == SAID
    empty.undo()
    assert items_of(empty, meeting) == []
    empty.redo()
    assert len(items_of(empty, meeting)) == 1


def test_a_meeting_goes_to_the_bin_and_comes_back_with_all_it_has(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 30))
    set_stage(empty, meeting, "open", "in_progress")
    with empty.write("Capture") as step:
        capture(step, items_of(empty, meeting)[0], "N", "Example note")
    before = dump(empty)
    with empty.write("Delete") as step:
        batch = step.delete("meetings", [meeting]).batch
    with empty.write("Restore") as step:
        step.restore(batch)
    assert dump(empty) == before


def test_a_merged_person_is_followed_in_a_closed_meeting(empty: Store) -> None:
    meeting = plan_meeting(empty)
    with empty.write("Two records of one person") as step:
        one, two = (step.add("persons", {"name_en": f"Example person {n}"}).id for n in (1, 2))
        delegation = step.add("delegations", {"meeting_id": meeting, "side": "US", "leader_person_id": two}).id
        for person, note in ((one, None), (two, "Adviser")):
            step.add("delegation_members", {"delegation_id": delegation, "person_id": person, "role_note": note})
    set_stage(empty, meeting, "open", "in_progress", "closed")
    assert refused(empty, lambda step: step.update("delegations", delegation, {"leader_person_id": one})) == CLOSED
    before = dump(empty)
    with empty.write("Merge them") as step:
        merge(step, "persons", one, two, ())
    assert row_of(empty, "delegations", delegation)["leader_person_id"] == one
    seats = [row_of(empty, "delegation_members", seat) for seat in (1, 2)]
    assert [(seat["person_id"], seat["role_note"], seat["deleted_at"] is None) for seat in seats] == [
        (one, None, True),  # in a closed meeting two seats stay two
        (one, "Adviser", True),
    ]
    empty.undo()
    assert dump(empty) == before


def test_moving_an_item_of_a_closed_meeting_is_refused(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 30))
    set_stage(empty, meeting, "open", "in_progress")
    items = items_of(empty, meeting)
    with empty.write("Settle") as step:
        for item in items:
            settle(step, item, "discussed")
    set_stage(empty, meeting, "closed")
    assert refused(empty, lambda step: move(step, items[0], 1)) == CLOSED


def test_the_problem_names_its_field(empty: Store) -> None:
    meeting = plan_meeting(empty)
    with pytest.raises(FieldProblem) as caught, empty.write("Jump") as step:
        advance(step, meeting, "closed")
    assert caught.value.field == "stage"
