from datetime import date
from typing import Any

import pytest

from dicas_desktop.briefs.papers import Wish, build_paper
from dicas_desktop.store import leads, register
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part

FIRST = "dicas-2024-06-09"


def add(store: Store, meeting: str, **values: Any) -> str:  # noqa: ANN401 - columns of an action
    with store.read() as db:
        owner = find(db, "meetings", meeting)
    with store.write("Add for a test") as step:
        added = step.add("action_items", {"kind": "plan", "owner_side": "both", "meeting_id": owner,
                                          "description": "Example action",
                                          "status": "open", "due_precision": "day", **values})  # fmt: skip
    return added.ref


def groups(store: Store, meeting: str = FIRST, day: date = date(2024, 7, 15)) -> dict[str, list[str]]:
    section = part(brief_of(store, meeting, day), "actions")
    return {group.title: [row.ref for row in group.rows] for group in section.groups}


def row(store: Store, ref: str, meeting: str = FIRST, **options: Any) -> Any:  # noqa: ANN401 - a row
    section = part(brief_of(store, meeting, **options), "actions")
    return next(one for group in section.groups for one in group.rows if one.ref == ref)


def test_overdue_comes_first_then_by_due_date_and_undated_last(sample: Store) -> None:
    late = add(sample, FIRST, due_date="2024-07-12")
    later = add(sample, FIRST, due_date="2024-07-01")
    soon = add(sample, FIRST, due_date="2024-07-19")
    found = groups(sample)
    assert list(found) == ["Overdue", "Due before the 2+2 (28 Jul 2024)", "Later", "No date"]
    assert found["Overdue"] == [later, late]
    assert found["Due before the 2+2 (28 Jul 2024)"][0] == soon


def test_the_title_names_the_forum(sample: Store) -> None:
    assert part(brief_of(sample, FIRST), "actions").title == "Open actions of DICAS"
    assert part(brief_of(sample, FIRST, language="ja"), "actions").title == "未了の措置事項（DICAS）"
    assert part(brief_of(sample, "visit-gw-2025-04-28"), "actions").title == "Open actions"


@pytest.mark.parametrize(
    ("status", "open_"), [("done", False), ("cancelled", False), ("blocked", True), ("unknown", True)]
)
def test_closed_actions_are_not_open(sample: Store, status: str, open_: bool) -> None:
    ref = add(sample, FIRST, status=status)
    assert any(ref in refs for refs in groups(sample).values()) == open_


def test_actions_of_another_forum_stay_out(sample: Store) -> None:
    ref = add(sample, "scc-2024-07-28")
    assert not any(ref in refs for refs in groups(sample, day=date(2024, 8, 1)).values())
    assert any(ref in refs for refs in groups(sample, "scc-2024-07-28", date(2024, 8, 1)).values())


def test_a_meeting_without_a_forum_has_its_own_actions_only(sample: Store) -> None:
    assert groups(sample, "visit-gw-2025-04-28") == {}
    ref = add(sample, "visit-gw-2025-04-28")
    assert groups(sample, "visit-gw-2025-04-28") == {"No date": [ref]}


def test_what_a_later_meeting_gave_rise_to_is_not_there_yet(sample: Store) -> None:
    with sample.read() as db:
        ref = db.execute("SELECT ref FROM action_items WHERE slug = 'act-amraam-study'").scalar()
    assert not any(ref in refs for refs in groups(sample).values())
    assert any(ref in refs for refs in groups(sample, day=date(2024, 10, 8)).values())


def test_a_deleted_action_is_not_printed(sample: Store) -> None:
    ref = add(sample, FIRST)
    with sample.read() as db:
        action = find(db, "action_items", ref)
    assert action is not None
    with sample.write("Delete") as step:
        step.delete("action_items", [action])
    assert not any(ref in refs for refs in groups(sample).values())


def test_an_overdue_action_says_by_how_much(sample: Store) -> None:
    found = row(sample, add(sample, FIRST, due_date="2024-07-12"))
    assert (found.due, found.status.word, found.status.sign, found.status.tone) == ("12 Jul", "3 d late", "▲", "late")


def test_an_overdue_action_of_unknown_outcome_says_so(sample: Store) -> None:
    found = row(sample, add(sample, FIRST, due_date="2024-07-12", status="unknown"))
    assert found.status.word == "3 d late, outcome not recorded"
    assert found.status.tone == "late"


def test_an_earliest_day_is_no_deadline(sample: Store) -> None:
    ref = add(sample, FIRST, due_date="2024-07-01", due_precision="from")
    late = add(sample, FIRST, due_date="2024-07-12")
    found = groups(sample)
    assert list(found) == ["Overdue", "Due before the 2+2 (28 Jul 2024)", "Later", "No date"]
    assert found["Overdue"] == [late]
    assert found["Later"][0] == ref
    assert row(sample, ref).due == "from 1 Jul"


@pytest.mark.parametrize(
    ("values", "lead"),
    [
        ({"owner_side": "both"}, "Both sides"),
        ({"owner_side": "JP"}, "Japan"),
        ({"owner_side": None, "status": "unknown"}, "not recorded"),
    ],
)
def test_the_lead_is_the_side_where_no_office_is_named(sample: Store, values: dict[str, Any], lead: str) -> None:
    assert row(sample, add(sample, FIRST, **values)).lead == lead


def test_supporting_offices_and_every_extension_are_printed(sample: Store) -> None:
    ref = add(sample, FIRST, due_date="2024-06-10", entered_on="2024-06-01")
    with sample.read() as db:
        action, office = find(db, "action_items", ref), find(db, "organizations", "jp-atla")
    assert action is not None
    assert office is not None
    for day in ("2024-06-28", "2024-07-12"):
        with sample.write("Extend") as step:
            register.extend(step, action, {"due_date": day}, "Example reason", "Example side")
    with sample.write("Add an OCR") as step:
        leads.support(step, action, office)
    found = row(sample, ref)
    assert found.due == "12 Jul; first 10 Jun, extended 2 times"
    assert found.lead == "Both sides (OCR: ATLA)"
    japanese = row(sample, ref, language="ja")
    assert japanese.due == "7月12日（当初6月10日、延長2回）"
    assert japanese.lead.endswith("（支援：防衛装備庁）")


def test_the_evidence_of_what_is_done_stands_behind_its_words(sample: Store) -> None:
    ref = add(sample, "dicas-2024-06-09", status="done", evidence="Example report", evidence_decision_id=1)
    section = part(brief_of(sample, "wg-ship-2024-06-11"), "commitments")
    (found,) = [one for group in section.groups for one in group.rows if one.ref == ref]
    assert found.action.words == "Example action (evidence: Example report, D-0001)"


def test_a_draft_is_never_printed(sample: Store) -> None:
    for meeting in (FIRST, "wg-ship-2024-06-11"):
        ref = add(sample, "dicas-2024-06-09", kind="action", owner_side=None)
        brief = brief_of(sample, meeting)
        assert ref not in str(brief)


def test_an_office_leads_by_its_short_name(sample: Store) -> None:
    with sample.read() as db:
        office = find(db, "organizations", "jp-atla")
    ref = add(sample, FIRST, owner_org_id=office, description_ja="候補艦を選定する")
    assert row(sample, ref).lead == "ATLA"
    found = row(sample, ref, language="ja")
    assert found.lead == "防衛装備庁"
    assert (found.action.words, found.action.other) == ("候補艦を選定する", "Example action")


def test_without_a_2_plus_2_ahead_there_is_one_group_of_dated_actions(sample: Store) -> None:
    add(sample, FIRST, due_date="2027-01-31")
    assert "With a date" in groups(sample, day=date(2026, 11, 24))


# --------------------------------------------------------------------------------------------- the meeting before it
def test_the_last_meeting_of_the_forum_is_followed_up(sample: Store) -> None:
    section = part(brief_of(sample, "dicas-2024-10-07", date(2024, 10, 7)), "commitments")
    assert section.remark == "(U) First DICAS, 9 Jun 2024"
    assert [one.ref for one in section.groups[0].rows] == ["AI-0007", "AI-0005", "AI-0006", "AI-0008", "AI-0010"]
    assert section.groups[0].title == ""


def test_where_none_of_its_kind_went_before_the_forums_last_one_with_results_counts(sample: Store) -> None:
    section = part(brief_of(sample, "wg-missile-2024-09-24", date(2024, 9, 24)), "commitments")
    assert section.remark == "(U) First meeting of the ship repair working group, 11 Jun 2024"
    assert [one.ref for one in section.groups[0].rows] == ["AI-0009"]
    call = part(brief_of(sample, "kantei-call-2024-07-29", date(2024, 7, 29)), "commitments")
    assert call.remark == "(U) 2+2 meeting, 28 Jul 2024"


def test_a_groups_last_meeting_counts_even_if_it_left_nothing(sample: Store) -> None:
    section = part(brief_of(sample, "wg-aircraft-2024-09-24", date(2024, 9, 24)), "commitments")
    assert section.is_empty()
    assert section.remark.startswith("(U) Aircraft repair working group, date first announced")


def test_closed_commitments_are_told_too(sample: Store) -> None:
    section = part(brief_of(sample, "wg-ship-2024-06-11"), "commitments")
    assert section.remark == "(U) First DICAS, 9 Jun 2024"
    words = [one.status.word for one in section.groups[0].rows]
    assert "Done" in words


def test_the_working_groups_own_last_meeting_goes_before_the_forums(sample: Store) -> None:
    add(sample, "wg-aircraft-2024-08")
    section = part(brief_of(sample, "wg-aircraft-2024-09-24", date(2024, 9, 24)), "commitments")
    assert section.remark.startswith("(U) Aircraft repair working group, date first announced")
    assert len(section.groups[0].rows) == 1


def test_a_first_meeting_follows_nothing_up(sample: Store) -> None:
    section = part(brief_of(sample, "summit-2023-08-18"), "commitments")
    assert section.is_empty()
    assert section.remark == ""


def test_a_forum_without_an_abbreviation_is_named_in_the_language_of_the_brief(sample: Store) -> None:
    assert part(brief_of(sample, "industry-day-2024-09-26"), "actions").title == "Open actions of MOD Industry Day"
    japanese = part(brief_of(sample, "industry-day-2024-09-26", language="ja"), "actions").title
    assert japanese == "未了の措置事項（インダストリーデー）"


# ------------------------------------------------------------------ the event, and lateness against both dates
def anchored(store: Store, **values: Any) -> str:  # noqa: ANN401 - columns of an action
    with store.read() as db:
        event = find(db, "meetings", "scc-2024-07-28")
    return add(store, FIRST, due_meeting_id=event, due_precision=None, **values)


@pytest.mark.parametrize(
    ("values", "english", "japanese"),
    [
        ({}, "27 Jul, before 2+2", "7月27日（2+2の前日）"),
        ({"due_offset": 0, "due_offset_unit": "day"}, "28 Jul, on 2+2", "7月28日（2+2当日）"),
        ({"due_offset": -10, "due_offset_unit": "day"}, "18 Jul, 10 d before 2+2", "7月18日（2+2の10日前）"),
        ({"due_offset": 3, "due_offset_unit": "day"}, "31 Jul, 3 d after 2+2", "7月31日（2+2の3日後）"),
        (
            {"due_offset": -5, "due_offset_unit": "working_day", "due_calendar": "US"},
            "22 Jul, 5 working days before 2+2",
            "7月22日（2+2の5営業日前）",
        ),
    ],
)
def test_a_deadline_is_printed_with_the_event_it_hangs_on(
    sample: Store, values: dict[str, Any], english: str, japanese: str
) -> None:
    ref = anchored(sample, **values)
    assert row(sample, ref).due == english
    assert row(sample, ref, language="ja").due == japanese


def test_an_event_without_a_short_name_is_printed_by_its_title(sample: Store) -> None:
    with sample.write("Plan an event") as step:
        event = step.add("milestones", {"title": "Example event", "date": "2024-08-10", "date_precision": "day"}).id
    ref = add(sample, FIRST, due_milestone_id=event, due_precision=None)
    assert row(sample, ref).due == "9 Aug, before Example event"
    with sample.write("Delete it") as step:
        step.delete("milestones", [event])
    assert row(sample, ref).due == "9 Aug, anchor lost: MS-0044"


def test_an_event_without_a_date_leaves_its_name(sample: Store) -> None:
    with sample.write("Plan an event") as step:
        event = step.add("milestones", {"title": "Example event"}).id
    ref = add(sample, FIRST, due_milestone_id=event, due_precision=None)
    assert row(sample, ref).due == "before Example event (date not set)"


@pytest.mark.parametrize(
    ("day", "status", "printed", "japanese"),
    [
        ("2024-07-12", "open", "3 d late; 35 d late against the first date", "3日遅延（当初の期限から35日遅延）"),
        ("2024-08-30", "blocked", "Blocked; 35 d late against the first date", "停滞（当初の期限から35日遅延）"),
    ],
)
def test_lateness_is_printed_against_the_first_date_too(
    sample: Store, day: str, status: str, printed: str, japanese: str
) -> None:
    ref = add(sample, FIRST, due_date="2024-06-10", entered_on="2024-06-01", status=status)
    with sample.read() as db:
        action = find(db, "action_items", ref)
    assert action is not None
    with sample.write("Extend") as step:
        register.extend(step, action, {"due_date": day}, "Example reason", "Example side")
    assert row(sample, ref).status.word == printed
    assert row(sample, ref, language="ja").status.word == japanese


def test_the_minutes_print_the_event_too(sample: Store) -> None:
    ref = anchored(sample)
    with sample.read() as db:
        meeting = find(db, "meetings", FIRST)
        assert meeting is not None
        found = build_paper(db, meeting, Wish("minutes"), as_of=date(2024, 7, 15), now=sample.hold.must_write().now(),
                            head=sample.head, ceiling="U")  # fmt: skip
    assert "27 Jul 2024, before 2+2" in str(found)
    assert ref in str(found)
