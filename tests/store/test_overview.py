"""What needs a human now: each figure equals its list and a plain look at the records."""

from datetime import date, timedelta
from typing import Any

import pytest

from dicas_desktop.domain.countdown import Countdown
from dicas_desktop.store import listing
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import name_of
from dicas_desktop.store.figures import Figure
from dicas_desktop.store.listing import Listing
from dicas_desktop.store.meetings.readiness import readiness
from dicas_desktop.store.needs import Need, needs
from dicas_desktop.store.overview import Overview, deadlines, overview
from dicas_desktop.store.owned import goes_along
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store
from dicas_desktop.store.two_plus_two import Deadline, next_two_plus_two
from tests.make import RECORDED, TODAY

DAYS = [TODAY, date(2023, 1, 1), date(2024, 6, 1), date(2025, 2, 1), date(2026, 12, 31)]


def on(store: Store, today: date = TODAY, deadline: Deadline | None = None) -> Overview:
    with store.read() as db:
        return overview(db, today, deadline)


def told(store: Store, today: date = TODAY) -> list[Need]:
    with store.read() as db:
        return list(needs(db, today))


def rows(db: Db, table: str) -> list[dict[str, Any]]:
    return [r.values for r in listing.fetch(db, table, listing.ordered_ids(db, Listing(table), TODAY))]


def figures(found: Overview) -> list[Figure]:
    """All of them; `None` where the clock is doubted is none."""
    actions, repairs, due = found.actions, found.repairs, found.due
    every = [actions.late, actions.open, actions.done, actions.no_lead, repairs.running, repairs.overdue,
             repairs.without_end, repairs.after_deadline]  # fmt: skip
    every += [figure for owed in (actions.japan, actions.us, actions.both) for figure in (owed.open, owed.late)]
    every += [due.overdue, due.week, due.month] if due else []
    every += [found.meeting.carry_over] if found.meeting else []
    return [figure for figure in every if figure is not None]


@pytest.mark.parametrize("today", DAYS)
def test_every_figure_is_the_length_of_the_list_it_opens(sample: Store, today: date) -> None:
    found = on(sample, today)
    with sample.read() as db:
        for figure in figures(found):
            assert figure.number == len(listing.ordered_ids(db, figure.listing, today))


@pytest.mark.parametrize("today", DAYS)
def test_the_repairs_are_counted_as_a_plain_look_counts_them(sample: Store, today: date) -> None:
    repairs = on(sample, today).repairs
    with sample.read() as db:
        running = [r for r in rows(db, "repair_schedules") if r["status"] in ("planned", "in_progress")]
    under_way = [r for r in running if r["actual_end"] is None]
    ends = [r["forecast_end"] or r["planned_end"] for r in under_way]
    assert repairs.running.number == len(running)
    assert repairs.overdue is not None
    assert repairs.overdue.number == sum(end is not None and end < today.isoformat() for end in ends)
    assert repairs.without_end.number == ends.count(None)


def test_an_empty_workspace_has_an_overview(empty: Store) -> None:
    found = on(empty)
    assert (found.deadline, found.meeting, found.production, found.needs) == (None, None, None, ())
    assert (found.actions.left, found.actions.working_days) == (None, None)
    assert (found.repairs.worst_slip, found.repairs.after_deadline) == (None, None)
    assert not any(figure.number for figure in figures(found))


def forum(step: Step, **values: Any) -> int:  # noqa: ANN401 - values of any field
    return step.add("forums", {"name_en": "Example forum", **values}).id


def meeting(step: Step, day: str, **values: Any) -> int:  # noqa: ANN401 - values of any field
    return step.add("meetings", {"title": f"Meeting of {day}", "start_date": day, **values}).id


def test_the_next_two_plus_two_is_the_next_session_that_is_not_cancelled(empty: Store) -> None:
    with empty.write("Meetings") as step:
        scc, other = forum(step, abbreviation="SCC"), forum(step, abbreviation="DICAS")
        meeting(step, "2024-07-14", forum_id=scc)
        meeting(step, "2024-07-16", forum_id=other)
        meeting(step, "2024-07-17", forum_id=scc, status="cancelled")
        meeting(step, "2024-07-18", forum_id=scc, meeting_type="courtesy_call")
        wanted = meeting(step, "2024-07-28", forum_id=scc, date_precision="by", end_date="2024-07-30")
        step.delete("meetings", [meeting(step, "2024-07-20", forum_id=scc)])
    with empty.read() as db:
        assert next_two_plus_two(db, TODAY) == Deadline("meetings", wanted, "2+2", "2024-07-28", "by", "2024-07-30")
        assert next_two_plus_two(db, date(2024, 7, 31)) is None
        assert next_two_plus_two(db, date(2024, 7, 30)) is not None, "it is not over"
    with empty.write("Only its days are known") as step:
        step.update("meetings", wanted, {"date_precision": "day"})
    found = on(empty)
    assert (found.actions.left, found.actions.working_days) == (Countdown(13), 9), "Marine Day and two weekends"
    assert on(empty, date(2024, 7, 29)).actions.left == Countdown(-1, under_way=True)
    assert on(empty, date(2024, 7, 29)).actions.working_days is None
    assert found.meeting is not None
    assert found.meeting.day == "2024-07-16"


@pytest.mark.parametrize(
    ("precision", "day", "last"),
    [
        ("month", "2024-07-01", "2024-07-31"),
        ("month", "2024-07-28", "2024-07-31"),
        ("year", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_two_plus_two_of_which_the_day_is_unknown_is_to_come_until_its_month_or_year_is_over(
    empty: Store, precision: str, day: str, last: str
) -> None:
    with empty.write("Meetings") as step:
        scc, own = forum(step, abbreviation="SCC"), forum(step, abbreviation="DICAS")
        wanted = meeting(step, day, forum_id=scc, date_precision=precision)
        second = meeting(step, day, forum_id=own, date_precision=precision)
        for due in (last, (date.fromisoformat(last) + timedelta(days=1)).isoformat()):
            step.add("action_items", {"description": due, "status": "unknown", "due_date": due})
    end = date.fromisoformat(last)
    for today in (date(2024, 7, 2), TODAY, end):
        found = on(empty, today)
        assert found.deadline is not None
        assert found.deadline.id == wanted
        assert found.actions.left == Countdown((end - today).days, "≤")
        assert found.actions.open.number == 1, "what is due within it is due before it"
        assert found.actions.working_days is None, "no day, no working days to it"
        assert found.meeting is not None
        assert (found.meeting.id, found.meeting.left) == (second, found.actions.left)
        with empty.read() as db:
            assert [event.id for event in deadlines(db, today)] == [wanted, second]
            assert name_of(db, "meetings", wanted, today) == "2+2", "what is typed into a deadline means the same one"
    over = on(empty, end + timedelta(days=1))
    assert (over.deadline, over.meeting) == (None, None)


def test_deadlines_to_choose_from_are_nearest_first(empty: Store) -> None:
    with empty.write("Events") as step:
        for day in ("2024-07-20", "2024-07-15", "2024-07-14"):
            meeting(step, day)
        step.add("milestones", {"title": "Example", "date": "2024-07-18", "date_precision": "month"})
        step.add("milestones", {"title": "Cancelled", "date": "2024-07-18", "status": "cancelled"})
        step.add("milestones", {"title": "Without a day"})
    with empty.read() as db:
        found = deadlines(db, TODAY)
    assert [(d.table, d.day, d.precision) for d in found] == [
        ("meetings", "2024-07-15", "day"),
        ("milestones", "2024-07-18", "month"),
        ("meetings", "2024-07-20", "day"),
    ]
    other = on(empty, deadline=found[1])
    assert (other.deadline, other.actions.left) == (found[1], Countdown(16, "≤"))


def test_the_next_meeting_tells_what_is_ready(empty: Store) -> None:
    with empty.write("A meeting of our forum and one before it") as step:
        own = forum(step, slug="dicas")
        group = step.add("working_groups", {"forum_id": own, "name_en": "Example group"}).id
        before = meeting(step, "2024-05-01", forum_id=own, wg_id=group)
        meeting(step, "2024-07-16")
        coming = meeting(step, "2024-08-01", forum_id=own, wg_id=group, city="Tokyo", date_precision="month")
        person = step.add("persons", {"name_en": "Example person"}).id
        step.add("delegations", {"meeting_id": coming, "side": "US", "leader_person_id": person})
        step.add("agenda_items", {"meeting_id": coming, "seq": 1, "topic": "a", "lead_side": "JP"})
        step.add("agenda_items", {"meeting_id": coming, "seq": 2, "topic": "b"})
        step.add("decisions", {"meeting_id": coming, "text": "sought", "status": "proposed"})
        step.add("decisions", {"meeting_id": coming, "text": "taken"})
        for status in ("open", "done"):
            step.add("action_items", {"description": status, "status": status, "meeting_id": before,
                                      "kind": "plan", "owner_side": "US"})  # fmt: skip
    found = on(empty).meeting
    assert found is not None
    assert (found.id, found.place, found.precision, found.left) == (coming, "Tokyo", "month", Countdown(17, "≥"))
    with empty.read() as db:
        assert found.ready == tuple(readiness(db, coming, TODAY)), "the page of the meeting says the same"
    assert [(line.state, line.detail) for line in found.ready[:2]] == [
        ("late", "U.S.: Example person · Japan: not named"),
        ("soon", "2 items, 2 without minutes, 1 without a lead, 2 without a purpose"),
    ]
    assert found.carry_over.number == 1


def test_repairs_tell_slip_delay_and_what_ended_on_time(empty: Store) -> None:
    with empty.write("Repairs") as step:
        for values in (
            {"status": "in_progress", "planned_end": "2024-07-01", "forecast_end": "2024-08-10"},
            {"status": "in_progress", "planned_end": "2024-07-14"},
            {"status": "planned"},
            {"status": "completed", "planned_end": "2024-05-01", "actual_end": "2024-05-01"},
            {"status": "completed", "planned_end": "2024-05-01", "actual_end": "2024-05-02"},
            {"status": "completed", "planned_end": "2021-05-01", "actual_end": "2021-05-01"},
        ):
            step.add("repair_schedules", values)
    found = on(empty, deadline=Deadline("milestones", 1, "Example", "2024-07-31", "day")).repairs
    assert (found.running.number, found.worst_slip) == (3, 40)
    assert (found.overdue and found.overdue.number, found.without_end.number) == (1, 1)
    assert found.after_deadline is not None
    assert found.after_deadline.number == 1
    assert found.finished == (2, 1)


def test_output_is_set_against_the_target_of_the_same_producer(empty: Store) -> None:
    with empty.write("Production") as step:
        programme = step.add("programmes", {"name": "Example programme"}).id
        official = step.add("sources", {"title": "Example", "source_kind": "official"}).id
        common = {"programme_id": programme, "unit": "pieces"}
        step.add("production_targets", {**common, "target_kind": "rate", "quantity": 60, "qualifier": "about_half"})
        step.add("production_targets", {**common, "target_kind": "rate", "quantity": 50, "qualifier": "up_to",
                                        "target_date": "2027-12-31", "source_id": official})  # fmt: skip
        step.add("production_actuals", {**common, "measure": "rate_per_year", "quantity": 30, "qualifier": "about",
                                        "period_start": "2024-01-01"})  # fmt: skip
        step.add("production_actuals", {**common, "measure": "rate_per_year", "quantity": 31})
        step.add("production_actuals", {**common, "measure": "delivery", "quantity": 9})
    found = on(empty).production
    assert found is not None
    assert (found.programme, found.title, found.unit, found.note) == (programme, "Example programme", "pieces", "")
    assert [(b.label, b.quantity, b.about, b.target, b.official) for b in found.bars] == [
        ("—", 31, "", False, False),
        ("2024", 30, "≈", False, False),
        ("target", 60, "", True, False),
        ("target 2027", 50, "≤", True, True),
    ]


def test_what_needs_a_hand_comes_in_the_order_of_its_weight(empty: Store) -> None:
    with empty.write("Needs") as step:
        lead = step.add("organizations", {"name_en": "Example organization", "abbreviation": "EX"}).id
        base = {"owner_org_id": lead, "owner_side": "US"}
        step.add("action_items", {**base, "description": "late", "due_date": "2024-07-10"})
        step.add("action_items", {**base, "description": "soon", "due_date": "2024-07-20"})
        step.add("action_items", {**base, "description": "later", "due_date": "2024-12-20"})
        step.add("action_items", {**base, "description": "blocked", "status": "blocked", "due_date": "2024-12-20"})
        step.add(
            "action_items", {"kind": "plan", "description": "no lead", "owner_side": "JP", "due_date": "2024-12-20"}
        )
        step.add("action_items", {**base, "description": "undated"})
        step.add(
            "action_items", {"description": "late and without lead", "due_date": "2024-07-12", "status": "unknown"}
        )
        step.add("action_items", {"description": "a draft is late for nobody", "due_date": "2024-07-12"})
        step.add("action_items", {"description": "closed", "due_date": "2024-07-12", "status": "done"})
        meeting(step, "2024-08-01")
        platform = step.add("platforms", {"name": "Example ship", "kind": "ship"}).id
        step.add("repair_schedules", {"platform_id": platform, "status": "in_progress", "planned_end": "2024-07-05"})
        step.add("repair_schedules", {"status": "planned", "planned_end": "2024-06-30",
                                      "planned_end_precision": "month"})  # fmt: skip
    assert [(n.tone, n.words, n.title, n.who) for n in told(empty)] == [
        ("late", "▲ Late 5 d", "late", "EX"),
        ("late", "▲ Late 3 d", "late and without lead", ""),
        ("late", "▲ Missing", "No head of the U.S. and Japanese delegation: Meeting of 2024-08-01", ""),
        ("late", "▲ Late 15 d", "Unnamed platform: end planned for Jun 2024 has passed", ""),
        ("late", "▲ Late 10 d", "Example ship: end planned for 5 Jul has passed", ""),
        ("soon", "◐ 5 d left", "soon", "EX"),
        ("blocked", "■ Blocked", "blocked", "EX"),
        ("soon", "◐ No lead", "a draft is late for nobody", ""),
        ("soon", "◐ No lead", "no lead", "Japanese side"),
        ("soon", "◐ No date", "undated", "EX"),
    ]


@pytest.mark.parametrize("today", DAYS)
def test_every_late_action_and_repair_of_the_record_is_named_once(sample: Store, today: date) -> None:
    found = told(sample, today)
    assert len({(need.table, need.id) for need in found}) == len(found)
    late = {need.id for need in found if need.table == "action_items" and need.tone == "late"}
    with sample.read() as db:
        where = (listing.Condition("is", "=", "late"),)
        assert late == set(listing.ordered_ids(db, Listing("action_items", where), today))
    repairs = [need for need in found if need.table == "repair_schedules"]
    overdue = on(sample, today).repairs.overdue
    assert overdue is not None
    assert len(repairs) == overdue.number


def test_two_hundred_needs_are_named_at_most(empty: Store) -> None:
    with empty.write("Many") as step:
        step.add_many("action_items", [{"description": "late", "due_date": "2024-01-01", "status": "unknown"}] * 250)
    assert len(told(empty)) == 200
    assert len(told(empty, TODAY - timedelta(days=365))) == 200


@pytest.mark.parametrize("table", RECORDED)
def test_what_goes_along_into_the_bin_is_what_a_deletion_takes(sample: Store, table: str) -> None:
    with sample.read() as db:
        ids = db.execute(f"SELECT id FROM {table}").scalars()
        expected = goes_along(db, table, ids)
    with sample.write("Delete all") as step:
        counts = step.delete(table, ids).counts
    assert counts.pop(table) == len(ids)
    assert counts == expected


def test_what_goes_along_with_many_is_counted(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("meetings", [{"title": "Example"}] * 600)
        step.add_many("agenda_items", [{"meeting_id": n, "seq": 1, "topic": "Example"} for n in range(1, 601)])
    with empty.read() as db:
        assert goes_along(db, "meetings", list(range(1, 601))) == {"agenda_items": 600}
