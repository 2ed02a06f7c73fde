"""Whatever is tried in whatever order: what a closed meeting said stays, and nothing is said before one begins."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.stages import FROZEN
from dicas_desktop.store import bin as bin_
from dicas_desktop.store.meetings.agenda import add_item, move
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.carry import carry, proposals
from dicas_desktop.store.meetings.stages import advance, settle
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store
from dicas_desktop.store.versions import restore_version, version
from tests.make_meetings import items_of, plan_meeting, row_of

TABLES = ("agenda_items", "delegations", "notes", "decisions", "action_items")
VALUES: dict[str, dict[str, Any]] = {
    "meetings": {"title": "Other title", "city": "Tokyo", "end_date": "2024-07-23"},
    "agenda_items": {"topic": "Other topic", "minutes": 5, "state": "deferred", "section": "Ships"},
    "delegations": {"headcount": 3, "side": "AU"},
    "notes": {"text": "Other words", "agenda_item_id": None},
    "decisions": {"text": "Other words", "status": "implemented", "made_by": "Example office"},
    "action_items": {"description": "Other words", "note": "On its way", "priority": "high", "meeting_id": None},
}


def record(store: Store, meeting: int) -> dict[str, list[tuple[Any, ...]]]:
    """Everything of a meeting that is frozen once it is closed."""
    found = {}
    with store.read() as db:
        for table in TABLES:
            frozen = FROZEN[table]
            columns = "*" if frozen is None else f"id, deleted_at, {', '.join(sorted(frozen))}"
            statement = f"SELECT {columns} FROM {table} WHERE meeting_id = ? ORDER BY id"
            found[table] = db.execute(statement, (meeting,)).all()
        header = [f"{name}" for name in row_of(store, "meetings", meeting) if name not in ("stage", "status")]
        found["meetings"] = db.execute(f"SELECT {', '.join(header)} FROM meetings WHERE id = ?", (meeting,)).all()
    return found


class Officer:
    """Tries things on a meeting, as a person, a command and other programs would."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store, self.chance = store, chance
        with store.write("A forum") as step:
            forum = step.add("forums", {"name_en": "Example forum"}).id
        self.meeting = plan_meeting(store, (30, 30), forum_id=forum)
        self.coming = plan_meeting(store, (), forum_id=forum, start_date="2024-08-22")
        with store.write("A delegation") as step:
            step.add("delegations", {"meeting_id": self.meeting, "side": "US"})

    def stage(self) -> str:
        return str(row_of(self.store, "meetings", self.meeting)["stage"])

    def some(self, table: str) -> int:
        with self.store.read() as db:
            ids = db.execute(f"SELECT id FROM {table} WHERE meeting_id = ?", (self.meeting,)).scalars()
        return self.chance.choice(ids) if ids else 1

    def write(self, do: Callable[[Step], object]) -> None:
        with self.store.write("Try") as step:
            do(step)

    def set_one(self) -> None:
        table = self.chance.choice(list(VALUES))
        name = self.chance.choice(list(VALUES[table]))
        row = self.meeting if table == "meetings" else self.some(table)
        self.write(lambda step: step.update(table, row, {name: VALUES[table][name]}))

    def delete_one(self) -> None:
        table = self.chance.choice(TABLES)
        row = self.some(table)
        self.write(lambda step: step.delete(table, [row]))

    def capture_one(self) -> None:
        item, letter = self.some("agenda_items"), self.chance.choice("DCAN")
        self.write(lambda step: capture(step, item, letter, "Example words"))

    def add_one(self) -> None:
        if self.chance.random() < 0.5:
            self.write(lambda step: add_item(step, self.meeting, None, {"topic": "One more"}))
        else:
            self.write(lambda step: step.add("notes", {"meeting_id": self.meeting, "text": "One more"}))

    def move_one(self) -> None:
        item = self.some("agenda_items")
        self.write(lambda step: move(step, item, self.chance.choice((-1, 1))))

    def advance_one(self) -> None:
        stage = self.chance.choice(("draft", "open", "in_progress", "closed"))
        reason = self.chance.choice(("", "A number was wrong"))
        self.write(lambda step: advance(step, self.meeting, stage, reason))

    def set_stage(self) -> None:
        stage = self.chance.choice(("draft", "open", "in_progress", "closed", None))
        self.write(lambda step: step.update("meetings", self.meeting, {"stage": stage}))

    def close(self) -> None:
        def settle_all(step: Step) -> None:
            for item in items_of(self.store, self.meeting):
                settle(step, item, "deferred")
            advance(step, self.meeting, "closed")

        self.write(settle_all)

    def go_on(self) -> None:
        following = {"draft": "open", "open": "in_progress", "in_progress": "in_progress", "closed": "closed"}
        self.write(lambda step: advance(step, self.meeting, following[self.stage()]))

    def undo_one(self) -> None:
        self.store.undo(self.chance.randrange(1, self.store.head.steps + 1))

    def redo_one(self) -> None:
        self.store.redo()

    def restore_one(self) -> None:
        with self.store.read() as db:
            batches = bin_.batches(db)
        bin_.restore(self.store, batches[:1])

    def earlier(self) -> None:
        table = self.chance.choice(TABLES)
        row, step_id = self.some(table), self.chance.randrange(1, self.store.head.steps + 1)
        with self.store.read() as db:
            old = version(db, table, row, step_id)
        restore_version(self.store, old)

    def copy_over(self) -> None:
        with self.store.read() as db:
            picks = proposals(db, self.coming).all
        self.write(lambda step: carry(step, self.coming, picks, "copy"))


HELD = ["go_on", "go_on", "capture_one", "capture_one", "capture_one", "capture_one", "close"]
OFTEN = ("go_on", "capture_one", "close", "undo_one", "undo_one", "undo_one")
TRIES = [name for name in vars(Officer) if not name.startswith("_") and name not in ("stage", "some", "write")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([*TRIES, *OFTEN]), min_size=5, max_size=30),
       st.integers(0, 10**6), st.booleans())  # fmt: skip
def test_no_order_of_tries_changes_what_a_closed_meeting_said(
    empty: Store, tries: list[str], seed: int, held: bool
) -> None:
    officer = Officer(empty, random.Random(seed))
    for name in [*HELD * held, *tries]:
        stage, before, steps = officer.stage(), record(empty, officer.meeting), empty.head.steps
        try:
            getattr(officer, name)()
        except UserProblem:
            assert (record(empty, officer.meeting), empty.head.steps) == (before, steps)
        after = record(empty, officer.meeting)
        if stage == officer.stage() == "closed":
            assert after == before, (name, seed)
        if stage in ("draft", "open") and name not in ("undo_one", "redo_one"):
            known = {table: {row[0] for row in before[table]} for table in ("notes", "decisions")}
            assert all(row[0] in known[table] for table in known for row in after[table]), (name, seed)
    assert empty.check() == []


@pytest.mark.parametrize("table", list(VALUES))
def test_each_column_of_the_tries_is_one_of_its_kind(empty: Store, table: str) -> None:
    assert set(VALUES[table]) <= {field.name for field in empty.entities[table].fields}
