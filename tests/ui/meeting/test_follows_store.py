"""The page of a meeting reads only what a step has changed, and shows what one that is read anew would show."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import delegations
from dicas_desktop.store.attachments import attach
from dicas_desktop.store.meetings import agenda, carry
from dicas_desktop.store.meetings.capture import LETTERS, capture
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store
from dicas_desktop.ui.meeting import reading
from dicas_desktop.ui.meeting.agenda_lines import OutcomeLines, agenda_lines
from dicas_desktop.ui.meeting.page import MeetingPage
from dicas_desktop.ui.meeting.reading import Shown, read_meeting
from tests.make_keys import store_of
from tests.make_meeting_page import open_page, page_of
from tests.make_meetings import items_of, meeting_of, plan_meeting, set_stage
from tests.make_window import NO_DISPLAY, Opened

pytestmark = NO_DISPLAY
Deed = Callable[[Step], object]


class Steps:
    """Random steps about a meeting in progress and everything that its page shows the names of."""

    def __init__(self, store: Store, meeting: int, seed: int) -> None:
        """Begin with this seed."""
        self.store, self.meeting, self.chance = store, meeting, random.Random(seed)

    def make(self) -> str:
        """Make one step, or one that is refused; return what it was."""
        deeds: list[Deed] = [
            self._capture, self._capture, self._capture, self._several, self._change_outcome, self._delete_outcome,
            self._add_item, self._move_item, self._item, self._delete_item, self._office, self._other_meeting,
            self._own, self._seat, self._move_seat, self._person, self._attach, self._paper, self._carry, self._group,
        ]  # fmt: skip
        deed = self.chance.choice(deeds)
        try:
            match self.chance.randrange(8):
                case 0:
                    return f"undo {self.store.undo()}"
                case 1:
                    return f"redo {self.store.redo()}"
                case 2:
                    return self._out_of_the_bin()
                case _:
                    with self.store.write(deed.__name__) as step:
                        deed(step)
        except UserProblem as problem:
            return f"{deed.__name__}: {problem}"
        return deed.__name__

    def _one(self, step: Step, statement: str, *values: object) -> int:
        ids = [row[0] for row in step.raw.execute(statement, values)]
        if not ids:
            raise UserProblem("nothing to act on")
        return int(self.chance.choice(ids))

    def _item_id(self, step: Step) -> int:
        return self._one(step, "SELECT id FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL", self.meeting)

    def _outcome_of(self, step: Step, table: str) -> int:
        return self._one(step, f"SELECT id FROM {table} WHERE meeting_id = ? AND deleted_at IS NULL", self.meeting)

    def _capture(self, step: Step) -> None:
        letter = self.chance.choice("DCAN")
        who = "" if letter == "N" else self.chance.choice(("", "ATLA", "US", "JP"))
        when = self.chance.choice(("", "2024-06-30", "before 2+2", "DICAS#2 -3d")) if letter in "CA" else ""
        capture(step, self._item_id(step), letter, f"Example {LETTERS[letter]}", who, when)

    def _several(self, step: Step) -> None:
        for _one in range(3):
            self._capture(step)

    def _change_outcome(self, step: Step) -> None:
        table, values = self.chance.choice((
            ("action_items", {"status": "done"}), ("action_items", {"description_ja": "例"}),
            ("action_items", {"agenda_item_id": None}), ("action_items", {"meeting_id": 1}),
            ("decisions", {"made_by": "ATLA"}), ("notes", {"text": "Another example"}),
            ("notes", {"agenda_item_id": self._item_id(step)}),
        ))  # fmt: skip
        step.update(table, self._outcome_of(step, table), values)

    def _delete_outcome(self, step: Step) -> None:
        table = self.chance.choice(("action_items", "decisions", "notes"))
        step.delete(table, [self._outcome_of(step, table)])

    def _add_item(self, step: Step) -> None:
        agenda.add_item(step, self.meeting, None, {"topic": "Example item", "minutes": 10})

    def _move_item(self, step: Step) -> None:
        agenda.move(step, self._item_id(step), self.chance.choice((-2, -1, 1, 2)))

    def _item(self, step: Step) -> None:
        values = self.chance.choice(({"minutes": 25}, {"lead_side": "US"}, {"lead_org_id": 1}, {"section": "Example"}))
        step.update("agenda_items", self._item_id(step), values)

    def _delete_item(self, step: Step) -> None:
        step.delete("agenda_items", [self._item_id(step)])

    def _office(self, step: Step) -> None:
        org = self._one(step, "SELECT id FROM organizations WHERE abbreviation LIKE 'ATLA%'")
        step.update("organizations", org, {"abbreviation": self.chance.choice(("ATLA", "ATLA2"))})

    def _other_meeting(self, step: Step) -> None:
        other = self._one(step, "SELECT id FROM meetings WHERE id != ? AND deleted_at IS NULL", self.meeting)
        values = self.chance.choice(({"start_date": "2024-09-01", "end_date": "2024-09-01"}, {"title": "Example"}))
        step.update("meetings", other, values)

    def _own(self, step: Step) -> None:
        values = self.chance.choice(({"start_time": "10:00"}, {"venue": "Example room"}, {"title_ja": "例"}))
        step.update("meetings", self.meeting, values)

    def _seat(self, step: Step) -> None:
        person = self._one(step, "SELECT id FROM persons WHERE deleted_at IS NULL")
        delegations.add_seat(step, self.meeting, self.chance.choice(("US", "JP")), {"person_id": person}, None)

    def _move_seat(self, step: Step) -> None:
        statement = (
            "SELECT m.id FROM delegation_members m JOIN delegations d ON d.id = m.delegation_id "
            "WHERE d.meeting_id = ? AND m.deleted_at IS NULL"
        )
        delegations.place_seat(step, self._one(step, statement, self.meeting), self.chance.randrange(3))

    def _person(self, step: Step) -> None:
        person = self._one(step, "SELECT id FROM persons WHERE deleted_at IS NULL")
        step.update("persons", person, {"title": self.chance.choice(("Example post", "Another post"))})

    def _attach(self, step: Step) -> None:
        attach(step, "meetings", self.meeting, "example.txt", b"Example")

    def _paper(self, step: Step) -> None:
        values = {"kind": "minutes", "state": "draft", "language": "en", "made_on": "2024-06-09", "content": "{}"}
        step.add("papers", {**values, "meeting_id": self.meeting, "version": self.chance.randrange(1, 10**6)})

    def _carry(self, step: Step) -> None:
        with self.store.read() as db:
            found = carry.proposals(db, self.meeting).all[:2]
        carry.carry(step, self.meeting, found, self.chance.choice(("move", "copy")))

    def _group(self, step: Step) -> None:
        step.update("working_groups", 1, {"name_en": self.chance.choice(("Example group", "Another group"))})

    def _out_of_the_bin(self) -> str:
        with self.store.read() as db:
            batches = [
                batch
                for table in ("agenda_items", "notes", "decisions", "action_items")
                for batch in db.execute(f"SELECT DISTINCT deleted_batch FROM {table} WHERE deleted_at > ''").scalars()
            ]
        if batches:
            with self.store.write("restore") as step:
                step.restore(self.chance.choice(batches))
        return "restore"


@pytest.fixture
def held(sample: Store) -> Store:
    """The first DICAS of the record in progress."""
    set_stage(sample, meeting_of(sample), "in_progress")
    return sample


def fresh(store: Store, meeting: int) -> Shown:
    with store.read() as db:
        return read_meeting(db, meeting)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_step_changed_is_all_that_has_to_be_read(held: Store, seed: int) -> None:
    meeting = meeting_of(held)
    steps, shown = Steps(held, meeting, seed), fresh(held, meeting)
    heard: list[dict[str, set[int]]] = []
    held.subscribe(heard.append)
    for number in range(70):
        deed = steps.make()
        for changed in heard:
            with held.read() as db:
                shown = reading.read_again(db, shown, changed)
        heard.clear()
        assert shown == fresh(held, meeting), f"step {number}: {deed}"
    assert len(shown.outcomes) > 1


def _texts(page: MeetingPage) -> Iterator[object]:
    assert page.shown is not None
    yield page.head.title.text(), page.head.facts.text(), page.head.next.text(), page.head.stage.text()
    yield page.agenda.sums.text(), page.agenda.overrun.text()
    yield from page.agenda.view.lines.lines
    for side, pane in page.seats.panes.items():
        yield side, pane.told.text()
        yield from pane.view.lines.lines
    yield from ((name, row.value.text()) for name, row in page.facts.rows.items())
    yield page.shown.documents


def test_the_page_shows_after_each_step_what_a_fresh_one_shows(qtbot: QtBot, qapp: QApplication, held: Store) -> None:
    meeting = meeting_of(held)
    opened = open_page(qtbot, qapp, held, meeting)
    steps, page = Steps(held, meeting, 11), page_of(opened)
    for number in range(40):
        deed = steps.make()
        opened.settle()
        other = MeetingPage(held, opened.window.clock, opened.window.work, meeting, opened.window)
        other.reload()
        assert list(_texts(page)) == list(_texts(other)), f"step {number}: {deed}"
        other.stop()
        other.deleteLater()
        opened.settle()


def test_a_step_of_another_page_leaves_the_page_as_it_is(held: Store) -> None:
    shown = fresh(held, meeting_of(held))
    with held.read() as db:
        assert reading.read_again(db, shown, {"repair_schedules": {1}}) is shown


def test_the_outcomes_that_stay_are_not_read_again(held: Store) -> None:
    meeting = meeting_of(held)
    shown = fresh(held, meeting)
    with held.write("Capture") as step:
        added = capture(step, items_of(held, meeting)[0], "N", "Example note")
    with held.read() as db:
        again = reading.read_again(db, shown, {"notes": {added.id}})
    before = {id(one) for some in shown.outcomes.values() for one in some}
    now = {id(one) for some in again.outcomes.values() for one in some}
    assert before < now
    assert len(now - before) == 1
    made = OutcomeLines()
    lines = agenda_lines(shown, held.today(), made)
    kept = [line for line in agenda_lines(again, held.today(), made) if any(line is other for other in lines)]
    assert len(kept) == len(before)


def test_the_lines_follow_the_day(held: Store) -> None:
    meeting, made = meeting_of(held), OutcomeLines()
    item = items_of(held, meeting)[0]
    with held.write("Capture") as step:
        capture(step, item, "A", "Example action", "ATLA", "2024-07-20")
    shown = fresh(held, meeting)
    today = held.today()
    words = [
        next(line for line in agenda_lines(shown, day, made) if line.owner == item).cell("state").text
        for day in (today, today.replace(month=8, day=1))
    ]
    assert words == ["◐ Due within 30 days", "▲ Overdue 12 days"]


def test_many_changes_at_once_are_read_in_one_go(held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = meeting_of(held)
    shown = fresh(held, meeting)
    monkeypatch.setattr(reading, "_MANY", 1)
    with held.write("Capture") as step:
        ids = {capture(step, items_of(held, meeting)[0], "N", f"Example {n}").id for n in range(3)}
    with held.read() as db:
        assert reading.read_again(db, shown, {"notes": ids}).outcomes == fresh(held, meeting).outcomes
    assert shown != replace(shown, outcomes=fresh(held, meeting).outcomes)


def test_a_meeting_that_went_to_the_bin_is_told(held: Store, qtbot: QtBot, qapp: QApplication) -> None:
    other = plan_meeting(held)
    opened: Opened = open_page(qtbot, qapp, held, other)
    with store_of(opened).write("Delete the meeting") as step:
        step.delete("meetings", [other])
    opened.settle()
    assert page_of(opened).head.strip.text() == "This meeting is in the bin."
