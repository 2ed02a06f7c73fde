"""Carry-over: what is proposed to the next meeting, and what moving and copying do."""

import pytest

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.meetings.agenda import agenda
from dicas_desktop.store.meetings.capture import capture, outcomes
from dicas_desktop.store.meetings.carry import Mode, Proposal, Proposals, carry, proposals, words_for
from dicas_desktop.store.meetings.lineage import times_words
from dicas_desktop.store.meetings.stages import settle
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_meetings import id_of, items_of, meeting_of, plan_meeting, row_of, set_stage


def proposed(store: Store, meeting: int) -> Proposals:
    with store.read() as db:
        return proposals(db, meeting)


def take(store: Store, meeting: int, picks: tuple[Proposal, ...] | list[Proposal], mode: Mode = "copy") -> list[int]:
    with store.write("Carry over") as step:
        return [added.id for added in carry(step, meeting, list(picks), mode)]


def first_and_next(store: Store) -> tuple[int, int]:
    """A closed meeting with a deferred item (and an outcome of each kind), a backlog item and an undecided one."""
    with store.write("A forum") as step:
        forum = step.add("forums", {"name_en": "Example forum"}).id
    first = plan_meeting(store, (30, 20, 10, 10), forum_id=forum)
    set_stage(store, first, "open", "in_progress")
    deferred, backlog, undecided, dropped = items_of(store, first)
    with store.write("Decide it") as step:
        step.update("agenda_items", undecided, {"purpose": "decide"})
    for letter, text in (("D", "Example decision"), ("A", "Example action"), ("N", "Example note")):
        with store.write("Capture") as step:
            capture(step, deferred, letter, text)
    with store.write("Settle") as step:
        settle(step, deferred, "deferred")
        settle(step, backlog, "backlog")
        settle(step, undecided, "discussed")
        settle(step, dropped, "dropped", "No longer wanted")
    set_stage(store, first, "closed")
    return first, plan_meeting(store, start_date="2024-08-22", forum_id=forum)


def test_the_next_meeting_is_offered_what_the_last_one_left(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    found = proposed(empty, coming)
    assert [(p.ref, p.text, p.origin, p.day) for p in found.actions] == [
        ("AI-0001", "Example action", "M-0001 Example meeting", "2024-07-22")
    ]
    assert [[(p.ref, p.kind, p.outcomes) for p in group] for group in found[2:]] == [
        [("AG-0003", "undecided", 0)],
        [("AG-0001", "deferred", 3)],
        [("AG-0002", "backlog", 0)],
    ]
    assert {p.lineage for p in found.all} == {"second time on the agenda"}
    assert len(found.all) == 4


def test_the_record_offers_the_open_actions_of_the_forum_to_the_second_dicas(sample: Store) -> None:
    found = proposed(sample, meeting_of(sample, "dicas-2024-10-07"))
    slugs = [row_of(sample, "action_items", p.id)["slug"] for p in found.actions]
    assert "act-wg-report-2plus2" in slugs
    assert "act-first-ship-wg" not in slugs  # it is done
    assert found.deferred == found.backlog == found.undecided == ()
    assert {p.lineage for p in found.actions} == {""}


def test_a_working_group_is_offered_only_its_own(sample: Store) -> None:
    group = id_of(sample, "working_groups", "wg-aircraft")
    found = proposed(sample, meeting_of(sample, "wg-aircraft-2024-09-24"))
    assert found.actions
    assert {row_of(sample, "action_items", p.id)["wg_id"] for p in found.actions} == {group}


def test_nothing_is_offered_from_later_meetings_of_the_same_forum(empty: Store) -> None:
    first, coming = first_and_next(empty)
    assert proposed(empty, first).all == ()
    assert proposed(empty, coming).all


def test_copy_puts_items_on_the_agenda_and_leaves_the_old_record_whole(empty: Store) -> None:
    first, coming = first_and_next(empty)
    before = dump(empty)
    picks = proposed(empty, coming)
    made = take(empty, coming, [*picks.deferred, *picks.backlog])
    after = dump(empty)
    assert {table for table in before if before[table] != after[table]} == {"agenda_items"}
    assert after["agenda_items"][: len(before["agenda_items"])] == before["agenda_items"]
    with empty.read() as db:
        lines = agenda(db, coming).lines
        assert [(line.id, line.seq, line.topic, line.minutes, line.state, line.lineage) for line in lines] == [
            (made[0], 1, "Topic 1", 30, "planned", "second time on the agenda"),
            (made[1], 2, "Topic 2", 20, "planned", "second time on the agenda"),
        ]
        assert outcomes(db, coming) == {}
        assert len(outcomes(db, first)[items_of(empty, first)[0]]) == 3


def test_move_takes_the_outcomes_along_also_out_of_a_closed_meeting(empty: Store) -> None:
    first, coming = first_and_next(empty)
    before = dump(empty)
    made = take(empty, coming, proposed(empty, coming).deferred, "move")
    with empty.read() as db:
        assert outcomes(db, first) == {}
        assert [(o.letter, o.text) for o in outcomes(db, coming)[made[0]]] == [
            ("D", "Example decision"),
            ("A", "Example action"),
            ("N", "Example note"),
        ]
    empty.undo()
    assert dump(empty) == before
    empty.redo()
    with empty.read() as db:
        assert len(outcomes(db, coming)[made[0]]) == 3
    assert empty.check() == []


def test_moving_an_action_takes_the_same_action_along(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    made = take(empty, coming, proposed(empty, coming).actions, "move")
    row = row_of(empty, "action_items", 1)
    assert (row["ref"], row["meeting_id"], row["agenda_item_id"]) == ("AI-0001", coming, made[0])
    assert row_of(empty, "decisions", 1)["meeting_id"] != coming  # only what was picked
    assert len(dump(empty)["action_items"]) == 1
    empty.undo()
    assert row_of(empty, "action_items", 1)["meeting_id"] != coming


@pytest.mark.parametrize("mode", ["move", "copy"])
def test_an_action_of_the_record_comes_onto_the_agenda_in_its_own_words_and_stays_one(
    sample: Store, mode: Mode
) -> None:
    coming = meeting_of(sample, "dicas-2024-10-07")
    action = id_of(sample, "action_items", "act-concrete-results-2plus2")
    number = len(dump(sample)["action_items"])
    pick = next(p for p in proposed(sample, coming).actions if p.id == action)
    made = take(sample, coming, [pick], mode)
    item = row_of(sample, "agenda_items", made[0])
    assert (item["topic"], item["seq"]) == ("Show concrete results of industrial cooperation", 7)
    assert item["lead_org_id"] == id_of(sample, "organizations", "us-embassy-tokyo")
    assert len(dump(sample)["action_items"]) == number
    assert (row_of(sample, "action_items", action)["agenda_item_id"] == made[0]) == (mode == "move")
    assert action not in {p.id for p in proposed(sample, coming).actions}


def test_what_was_carried_is_not_offered_again_and_the_count_goes_on(empty: Store) -> None:
    _first, second = first_and_next(empty)
    take(empty, second, proposed(empty, second).all)
    assert proposed(empty, second).all == ()
    forum = row_of(empty, "meetings", second)["forum_id"]
    set_stage(empty, second, "open", "in_progress")
    with empty.write("Settle") as step:
        for item in items_of(empty, second):
            settle(step, item, "deferred")
    set_stage(empty, second, "closed")
    third = plan_meeting(empty, start_date="2024-09-22", forum_id=forum)
    found = proposed(empty, third)
    assert {p.origin for p in found.deferred} == {"M-0002 Example meeting"}
    assert {p.lineage for p in found.all} == {"third time on the agenda"}
    assert [p.ref for p in found.actions] == ["AI-0001"]  # still open, wherever its item went
    take(empty, third, found.deferred)
    with empty.read() as db:
        assert {line.lineage for line in agenda(db, third).lines} == {"third time on the agenda"}


def test_an_action_joins_its_own_item_when_both_are_carried(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    found = proposed(empty, coming)
    made = take(empty, coming, [*found.actions, *found.deferred], "move")
    assert len(made) == 1
    assert row_of(empty, "action_items", 1)["agenda_item_id"] == made[0]


def test_a_carried_item_that_is_deleted_again_is_offered_again(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    made = take(empty, coming, proposed(empty, coming).backlog)
    assert proposed(empty, coming).backlog == ()
    with empty.write("Delete it") as step:
        step.delete("agenda_items", made)
    assert [p.ref for p in proposed(empty, coming).backlog] == ["AG-0002"]


def test_a_proposal_that_has_changed_since_it_was_shown_is_refused(empty: Store) -> None:
    first, coming = first_and_next(empty)
    stale = proposed(empty, coming)
    take(empty, coming, stale.backlog)
    with empty.write("Follow up") as step:
        step.update("action_items", 1, {"status": "done"})
    before = dump(empty)
    for picks, ref in ((stale.backlog, "AG-0002"), (stale.actions, "AI-0001")):
        with pytest.raises(UserProblem) as caught:
            take(empty, coming, picks)
        assert str(caught.value) == f"What was proposed has changed since ({ref}): look at the proposals again."
    made_up = [Proposal("deferred", "agenda_items", 4, "AG-0004", "Topic 4", "", first, "", None, 4, 0, 1)]
    with pytest.raises(UserProblem, match="AG-0004"):
        take(empty, coming, made_up)
    assert dump(empty) == before


def test_nothing_is_carried_into_a_closed_meeting(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    picks = proposed(empty, coming).backlog
    set_stage(empty, coming, "open", "in_progress", "closed")
    before = dump(empty)
    with pytest.raises(FieldProblem) as caught:
        take(empty, coming, picks)
    sentence = "M-0002 Example meeting is closed and can only be read: reopen it first, with a reason."
    assert str(caught.value) == sentence
    assert dump(empty) == before


def test_what_would_be_done_is_said_beforehand(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    found = proposed(empty, coming)
    assert words_for(found.all, "copy") == "3 items come onto the agenda; the old record stays whole."
    assert words_for(found.all, "move") == "3 items come onto the agenda; 3 outcomes go along."
    assert words_for(found.actions, "move") == "1 item comes onto the agenda; 1 outcome goes along."


def test_picking_nothing_leaves_no_step(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    steps = empty.head.steps
    assert take(empty, coming, []) == []
    assert empty.head.steps == steps


def test_the_times_on_the_agenda_are_counted_in_words() -> None:
    assert [times_words(n) for n in (0, 1, 2, 3, 10, 11)] == [
        "", "", "second time on the agenda", "third time on the agenda", "tenth time on the agenda",
        "on the agenda for the 11th time",
    ]  # fmt: skip


def test_a_circle_of_items_is_walked_once(empty: Store) -> None:
    _first, coming = first_and_next(empty)
    one = items_of(empty, 1)[0]
    with empty.write("A circle that another program made") as step:
        last = step.add("agenda_items", {"meeting_id": coming, "seq": 1, "topic": "One", "carried_from_id": one}).id
        step.update("agenda_items", last, {"carried_from_id": last})
    with empty.read() as db:
        assert agenda(db, coming).lines[0].times == 1
    assert proposed(empty, coming).all
