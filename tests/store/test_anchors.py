"""Deadlines that hang on events, through the store: resolved, moved along, and brought back by one undo."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store import listing
from dicas_desktop.store.anchors import anchor_of, read_due
from dicas_desktop.store.events import SeveralEvents, event_names, find_event, name_of
from dicas_desktop.store.following import consequences
from dicas_desktop.store.store import Store
from tests.domain.test_due import is_free
from tests.make import TODAY, dump, new_store

ACTIONS = ENTITIES["action_items"]
DUE = ACTIONS.field("due_date")


def values(store: Store, table: str, row_id: int) -> dict[str, Any]:
    with store.read() as db:
        return listing.fetch(db, table, [row_id])[0].values


def meeting(store: Store, slug: str) -> int:
    with store.read() as db:
        found = listing.find(db, "meetings", slug)
    assert found is not None
    return found


def typed(store: Store, text: str, table: str = "action_items") -> dict[str, Any]:
    entity = ENTITIES[table]
    field = next(f for f in entity.fields if f.anchor)
    with store.read() as db:
        return dict(read_due(db, entity, field, text, TODAY))


def action(store: Store, due: str, **more: Any) -> int:  # noqa: ANN401 - columns of any kind
    columns = typed(store, due)
    with store.write("Add an action") as step:
        return step.add("action_items", {"description": "Example action", **columns, **more}).id


def due(store: Store, row_id: int) -> tuple[str | None, str | None]:
    found = values(store, "action_items", row_id)
    return found["due_date"], found["due_precision"]


def move(store: Store, row_id: int, **columns: Any) -> None:  # noqa: ANN401 - columns of any kind
    with store.write("Move the meeting") as step:
        step.update("meetings", row_id, columns)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before 2+2", "2024-07-27"), ("2+2", "2024-07-28"), ("2+2 -10d", "2024-07-18"), ("2+2 +1w", "2024-08-04"),
        ("before scc-2024-07-28", "2024-07-27"), ("before M-0015", "2024-07-27"), ("before DICAS", "2024-10-06"),
        ("DICAS#2 -5wd", "2024-09-30"), ("WG-Ship#1 +5wd", "2024-06-18"), ("WG-Ship#1 +5wd JP", "2024-06-18"),
        ("WG-Ship#1 +7wd US", "2024-06-21"), ("WG-Ship#1 +7wd", "2024-06-21"), ("before Second DICAS", "2024-10-06"),
        ("before MS-0001", None),
    ],
)  # fmt: skip
def test_a_deadline_is_resolved_as_it_is_typed(sample: Store, text: str, expected: str | None) -> None:
    row_id = action(sample, text)
    day = due(sample, row_id)[0]
    assert day == expected or expected is None
    with sample.read() as db:
        anchor = anchor_of(db, "action_items", values(sample, "action_items", row_id), TODAY)
    assert anchor is not None
    stored = values(sample, "action_items", row_id)
    for name, value in typed(sample, anchor.text).items():
        assert name in ("due_date", "due_precision") or stored[name] == value, name
    assert sample.check() == []


def test_every_name_that_is_offered_finds_its_event(sample: Store) -> None:
    with sample.read() as db:
        offered = event_names(db, TODAY)
        assert len(offered) == len({name for name, _label in offered}) > 60
        assert offered[0][0] == "2+2"
        for name, label in offered:
            event = find_event(db, name, TODAY)
            assert event.label == label
            assert name_of(db, event.table, event.id, TODAY) == name


NO_DEADLINE = {
    "before 3+3": "Due: There is no meeting or milestone “3+3”; nearest are 2+2; defmin-2025-03-30; SCC#1.",
    "WG-Ship#2 +5wd": (
        "Due: There is no meeting or milestone “WG-Ship#2”; nearest are wg-ship#1; wg-ship-2024-06-11; wg-aircraft#2."
    ),
    "before scc-2024-07-29": (
        "Due: There is no meeting or milestone “scc-2024-07-29”; nearest are scc-2024-07-28; scc-2023-01-11; "
        "defmin-2024-07-29."
    ),
    "2+2-10d": "Due: '2+2-10d': write a blank before -10d",
    "2+2 -9999d": "Due: '2+2 -9999d': 9999 days are more than ten years; write a smaller offset",
    "soon": (
        "Due: 'soon' is not a date; write a day such as 28 Jul 2024, a month such as Jul 2024, a year, or by 2025-03; "
        "or an event: before 2+2, 2+2 -10d"
    ),
    "2024-02-30": "Due: Feb 2024 has no day 30; its days go from 1 to 29",
    "before 2+2 meeting": (
        "“2+2 meeting” stands for several events: write one of M-0001 (2+2 meeting, 11 Jan 2023), M-0015 (2+2 meeting, "
        "28 Jul 2024)."
    ),
}


@pytest.mark.parametrize(("text", "sentence"), NO_DEADLINE.items())
def test_what_is_no_deadline_is_refused_and_nothing_is_written(sample: Store, text: str, sentence: str) -> None:
    before = dump(sample)
    with pytest.raises(UserProblem) as problem:
        typed(sample, text)
    assert str(problem.value) == sentence
    assert isinstance(problem.value, FieldProblem | SeveralEvents)
    assert dump(sample) == before


def test_two_events_of_one_name_are_offered_to_choose_from(sample: Store) -> None:
    with sample.read() as db, pytest.raises(SeveralEvents) as several:
        find_event(db, "2+2 meeting", TODAY)
    assert [event.slug for event in several.value.events] == ["scc-2023-01-11", "scc-2024-07-28"]


def test_a_2plus2_of_which_only_the_month_is_known_is_to_come_until_the_month_is_over(sample: Store) -> None:
    move(sample, meeting(sample, "scc-2024-07-28"), start_date="2024-07-01", end_date=None, date_precision="month")
    with sample.read() as db:
        assert find_event(db, "2+2", date(2024, 7, 31)).slug == "scc-2024-07-28"
        with pytest.raises(UserProblem, match="No coming"):
            find_event(db, "2+2", date(2024, 8, 1))


def test_without_a_coming_2plus2_the_sentence_says_what_to_add(sample: Store) -> None:
    before = dump(sample)
    with sample.read() as db, pytest.raises(FieldProblem) as problem:
        read_due(db, ACTIONS, DUE, "before 2+2", date(2026, 1, 1))
    assert str(problem.value) == (
        "Due: No coming 2+2 is on record: add the meeting of that forum, with its date or without one."
    )
    assert dump(sample) == before


def test_everything_that_hangs_on_a_meeting_moves_with_it_in_one_step(sample: Store) -> None:
    ministers = meeting(sample, "scc-2024-07-28")
    ids = [action(sample, text) for text in ("before 2+2", "2+2 -10d", "2+2 +3wd", "2+2")]
    plain = action(sample, "27 Jul 2024")
    before = dump(sample)
    with sample.read() as db:
        told = consequences(db, "meetings", ministers, {"start_date": "2024-08-05", "end_date": "2024-08-06"})
    assert dump(sample) == before
    steps = sample.head.steps
    move(sample, ministers, start_date="2024-08-05", end_date="2024-08-06")
    assert [due(sample, row)[0] for row in ids] == ["2024-08-04", "2024-07-26", "2024-08-09", "2024-08-06"]
    assert due(sample, plain) == ("2024-07-27", "day")
    assert {(m.table, m.id): m.new for m in told} == {
        **{("action_items", row): due(sample, row)[0] for row in ids},
        ("action_items", 5): "2024-08-06", ("action_items", 6): "2024-08-06",
    }  # fmt: skip
    assert sample.head.steps == steps + 1
    assert values(sample, "action_items", ids[0])["first_due_date"] == "2024-07-27"
    assert sample.check() == []
    sample.undo()
    assert dump(sample) == before
    sample.redo()
    assert due(sample, ids[0]) == ("2024-08-04", "day")


def test_a_meeting_keeps_its_length_when_its_first_day_passes_its_last(empty: Store) -> None:
    with empty.write("Add") as step:
        one = step.add("meetings", {"title": "One day", "start_date": "2024-07-28", "end_date": "2024-07-28"}).id
        three = step.add("meetings", {"title": "Three days", "start_date": "2024-07-28", "end_date": "2024-07-30"}).id
    with empty.write("Earlier") as step:
        step.update_many("meetings", [one, three], {"start_date": "2024-07-27"})
    assert [values(empty, "meetings", row)["end_date"] for row in (one, three)] == ["2024-07-27", "2024-07-30"]
    with empty.write("Later than the last day") as step:
        step.update_many("meetings", [one, three], {"start_date": "2024-08-05"})
    assert [values(empty, "meetings", row)["end_date"] for row in (one, three)] == ["2024-08-05", "2024-08-08"]


def test_what_is_done_keeps_its_day_and_finds_it_again_when_opened(sample: Store) -> None:
    row = action(sample, "before 2+2", status="done")
    move(sample, meeting(sample, "scc-2024-07-28"), start_date="2024-08-05", end_date=None)
    assert due(sample, row)[0] is None or due(sample, row)[0] == "2024-07-27"
    with sample.write("Open it again") as step:
        step.update("action_items", row, {"status": "open"})
    assert due(sample, row) == ("2024-08-04", "day")
    with sample.write("Close it") as step:
        step.update("action_items", row, {"status": "done"})
    move(sample, meeting(sample, "scc-2024-07-28"), start_date=None, end_date=None)
    assert due(sample, row) == ("2024-08-04", "day")
    with sample.write("Open it again") as step:
        step.update("action_items", row, {"status": "open"})
    assert due(sample, row) == (None, None)


def test_a_date_alone_cuts_the_deadline_off_its_event(sample: Store) -> None:
    row = action(sample, "before 2+2")
    with sample.write("Give it a date") as step:
        step.update("action_items", row, {"due_date": "2024-08-01", "due_precision": "day"})
    found = values(sample, "action_items", row)
    assert (found["due_date"], found["due_meeting_id"], found["due_offset"]) == ("2024-08-01", None, None)
    move(sample, meeting(sample, "scc-2024-07-28"), start_date="2024-09-05")
    assert due(sample, row)[0] == "2024-08-01"


def test_a_deadline_that_is_left_where_it_is_hangs_on_nothing(sample: Store) -> None:
    row, ministers = action(sample, "before 2+2"), meeting(sample, "scc-2024-07-28")
    with sample.write("Move all but one") as step:
        step.cut_off("action_items", [row])
        step.update("meetings", ministers, {"start_date": "2024-08-05"})
    assert due(sample, row) == ("2024-07-27", "day")
    assert [moved.id for moved in step.moved] == [5, 6]


def test_an_event_without_a_date_keeps_the_deadline_waiting(sample: Store) -> None:
    with sample.write("Add a 2+2 that has no date yet") as step:
        scc = meeting_forum(sample)
        later = step.add("meetings", {"title": "2+2 to come", "forum_id": scc, "meeting_type": "ministerial"})
    row = action(sample, f"before {later.ref}")
    assert due(sample, row) == (None, None)
    with sample.read() as db:
        anchor = anchor_of(db, "action_items", values(sample, "action_items", row), TODAY)
    assert anchor is not None
    assert (anchor.undated, anchor.lost, anchor.text) == (True, False, "before SCC#3")
    assert anchor.title == "2+2 to come, date not set"
    move(sample, later.id, start_date="2025-07-01", date_precision="day")
    assert due(sample, row) == ("2025-06-30", "day")
    move(sample, later.id, start_date=None, date_precision=None)
    assert due(sample, row) == (None, None)


def meeting_forum(store: Store) -> int:
    with store.read() as db:
        found = listing.find(db, "forums", "scc")
    assert found is not None
    return found


@pytest.mark.parametrize("how", ["cancelled", "deleted"])
def test_a_lost_event_leaves_the_last_day_and_says_so(sample: Store, how: str) -> None:
    row, ministers = action(sample, "before 2+2"), meeting(sample, "scc-2024-07-28")
    if how == "cancelled":
        move(sample, ministers, status="cancelled")
    else:
        with sample.write("Delete it") as step:
            step.delete("meetings", [ministers])
    assert due(sample, row) == ("2024-07-27", "day")
    with sample.read() as db:
        anchor = anchor_of(db, "action_items", values(sample, "action_items", row), TODAY)
    assert anchor is not None
    assert (anchor.lost, anchor.text) == (True, "before M-0015")
    move(sample, ministers, start_date="2024-09-01")
    assert due(sample, row) == ("2024-07-27", "day")
    if how == "cancelled":
        move(sample, ministers, status="planned")
        assert due(sample, row) == ("2024-08-31", "day")


def test_a_milestone_moves_what_hangs_on_it_along(sample: Store) -> None:
    anchored = typed(sample, "2+2 -30d", "milestones")
    with sample.write("Add milestones") as step:
        first = step.add("milestones", {"title": "Example read-ahead", **anchored})
    second = typed(sample, f"before {first.ref}", "milestones")
    with sample.write("Add another") as step:
        last = step.add("milestones", {"title": "Example draft", **second})
    row = action(sample, f"{last.ref} -1d")
    assert [values(sample, "milestones", each.id)["date"] for each in (first, last)] == ["2024-06-28", "2024-06-27"]
    assert due(sample, row)[0] == "2024-06-26"
    move(sample, meeting(sample, "scc-2024-07-28"), start_date="2024-08-28", end_date=None)
    assert [values(sample, "milestones", each.id)["date"] for each in (first, last)] == ["2024-07-29", "2024-07-28"]
    assert due(sample, row)[0] == "2024-07-27"
    before = dump(sample)
    loop = typed(sample, f"before {last.ref}", "milestones")
    with pytest.raises(FieldProblem) as problem, sample.write("Make a circle") as step:
        step.update("milestones", first.id, loop)
    assert str(problem.value) == (f"Date: the milestone would hang on itself: {first.ref} → {last.ref} → {first.ref}.")
    assert dump(sample) == before


def test_a_closure_of_the_lead_moves_its_working_days_only(sample: Store) -> None:
    with sample.read() as db:
        lead, other = (listing.find(db, "organizations", name) for name in ("atla", "us-dod"))
    mine, theirs = (action(sample, "2+2 +3wd", owner_org_id=office) for office in (lead, other))
    assert due(sample, mine) == due(sample, theirs) == ("2024-07-31", "day")
    with sample.write("The office is closed") as step:
        step.add("closures", {"first_day": "2024-07-30", "last_day": "2024-07-31", "reason": "Example", "org_id": lead})
    assert (due(sample, mine)[0], due(sample, theirs)[0]) == ("2024-08-02", "2024-07-31")
    with sample.write("The other office leads") as step:
        step.update("action_items", mine, {"owner_org_id": other})
    assert due(sample, mine)[0] == "2024-07-31"
    sample.undo()
    sample.undo()
    assert due(sample, mine)[0] == "2024-07-31"


def test_a_row_of_a_file_keeps_its_day_and_gets_the_offset_that_fits(empty: Store) -> None:
    with empty.write("As a file brings them") as step:
        event = step.add("meetings", {"title": "Example", "start_date": "2024-07-28", "end_date": "2024-07-30"}).id
        rows = [
            step.add("action_items", {"description": "x", "due_date": day, "due_meeting_id": event}).id
            for day in ("2024-07-27", "2024-07-20", "2024-07-28", "2024-07-29", "2024-07-30", "2024-08-09")
        ]
    found = [values(empty, "action_items", row) for row in rows]
    assert [f["due_offset"] for f in found] == [None, -8, 0, 0, 0, 10]
    assert [f["due_date"] for f in found][:3] == ["2024-07-27", "2024-07-20", "2024-07-28"]
    move(empty, event, start_date="2024-08-28", end_date="2024-08-30")
    assert [due(empty, row)[0] for row in rows] == [
        "2024-08-27", "2024-08-20", "2024-08-30", "2024-08-30", "2024-08-30", "2024-09-09"
    ]  # fmt: skip


class Moving(RuleBasedStateMachine):
    """Events move, lose and find their dates, offices close, steps are undone: no deadline is ever stale."""

    @initialize()
    def begin(self) -> None:
        self.store = new_store(Path(mkdtemp(prefix="dicas-tests-")) / "w.dicas")
        with self.store.write("Begin") as step:
            self.office, self.other = (step.add("organizations", {"name_en": f"Example {n}"}).id for n in range(2))
            self.events = [
                step.add("meetings", {"title": f"Event {n}", "start_date": "2024-07-28", "status": "planned"}).id
                for n in range(2)
            ]
            self.actions: list[int] = []

    def teardown(self) -> None:
        self.store.close()

    @rule(event=st.integers(0, 1), number=st.one_of(st.none(), st.integers(-25, 25)), working=st.booleans(),
          led=st.booleans())  # fmt: skip
    def add(self, event: int, number: int | None, working: bool, led: bool) -> None:
        working = working and bool(number)
        with self.store.write("Add") as step:
            self.actions.append(step.add("action_items", {
                "description": "x", "due_meeting_id": self.events[event], "due_offset": number,
                "due_offset_unit": "working_day" if working else "day", "due_calendar": "joint" if working else None,
                "owner_org_id": self.office if led else self.other,
            }).id)  # fmt: skip

    @rule(event=st.integers(0, 1), day=st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2028, 1, 1))),
          status=st.sampled_from(["planned", "planned", "held", "cancelled"]))  # fmt: skip
    def move(self, event: int, day: date | None, status: str) -> None:
        move(self.store, self.events[event], start_date=None if day is None else day.isoformat(), end_date=None,
             status=status)  # fmt: skip

    @rule(first=st.dates(date(2024, 7, 1), date(2024, 8, 30)), length=st.integers(0, 9), own=st.booleans())
    def close(self, first: date, length: int, own: bool) -> None:
        with self.store.write("Close") as step:
            last = (first + timedelta(days=length)).isoformat()
            step.add("closures", {"first_day": first.isoformat(), "last_day": last, "reason": "x",
                                  "org_id": self.office if own else None})  # fmt: skip

    @rule(place=st.integers(0, 20), status=st.sampled_from(["open", "done"]))
    def change_status(self, place: int, status: str) -> None:
        if self.actions:
            # the rules of the register may not let it go that way; a day must not be stale then either
            with suppress(FieldProblem), self.store.write("Status") as step:
                step.update("action_items", self.actions[place % len(self.actions)], {"status": status})

    @rule()
    def undo(self) -> None:
        if self.store.undo_label not in (None, "Begin"):
            self.store.undo()
            with self.store.read() as db:
                self.actions = db.execute("SELECT id FROM action_items").scalars()

    @rule()
    def redo(self) -> None:
        if self.store.redo_label is not None:
            self.store.redo()
            with self.store.read() as db:
                self.actions = db.execute("SELECT id FROM action_items").scalars()

    @invariant()
    def no_day_is_stale(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.read() as db:
            closures = db.execute("SELECT first_day, last_day, org_id FROM closures").all()
            rows = db.execute(
                "SELECT a.due_date, a.due_offset, a.due_offset_unit, a.owner_org_id, m.start_date FROM action_items a "
                "JOIN meetings m ON m.id = a.due_meeting_id WHERE m.status != 'cancelled' AND a.status != 'done'"
            ).all()
        for found, number, unit, office, start in rows:
            shut = [(first, last) for first, last, whose in closures if whose in (None, office)]
            assert found == slow(start, number, unit, shut), (start, number, unit, office)


def slow(start: str | None, number: int | None, unit: str, shut: list[tuple[str, str]]) -> str | None:
    """Where a deadline lies, counted day by day."""
    if start is None:
        return None
    day = date.fromisoformat(start)
    left, way = abs(-1 if number is None else number), -1 if number is None or number < 0 else 1
    while left:
        day += timedelta(days=way)
        free = is_free(day, "joint") or any(first <= day.isoformat() <= last for first, last in shut)
        left -= not (unit == "working_day" and free)
    return day.isoformat()


TestMoving = Moving.TestCase
TestMoving.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
