"""The start page: what is due soon, what comes next, the last backup, a clock that cannot be right."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dicas_desktop.domain.countdown import Countdown
from dicas_desktop.store import backup_place, backups
from dicas_desktop.store.clock import ahead_of, warning
from dicas_desktop.store.last_backup import LastBackup, last_backup
from dicas_desktop.store.listing import Condition, Listing, counts, ordered_ids
from dicas_desktop.store.meetings.readiness import readiness
from dicas_desktop.store.overview import Overview, overview, read_overview
from dicas_desktop.store.overview_words import (
    before_words,
    deadline_words,
    due_note,
    no_meeting,
    no_milestone,
    no_needs,
)
from dicas_desktop.store.store import Store
from dicas_desktop.store.two_plus_two import Deadline
from tests.make import TODAY, dump, new_store
from tests.make_clock import written_in
from tests.make_meetings import plan_meeting

NOW = datetime(2024, 7, 15, 6, 0, tzinfo=UTC)
DAYS = [TODAY, date(2024, 1, 20), date(2024, 7, 25), date(2025, 3, 1), date(2026, 12, 31)]


def on(store: Store, today: date = TODAY, deadline: Deadline | None = None, now: datetime | None = None) -> Overview:
    with store.read() as db:
        return overview(db, today, deadline, now=now)


def add_actions(store: Store, *dues: str | None, **values: str) -> None:
    with store.write("Actions") as step:
        office = step.add("organizations", {"name_en": "Example office"}).id
        for due in dues:
            step.add("action_items", {"description": str(due), "owner_org_id": office, "owner_side": "US",
                                      "due_date": due, **values})  # fmt: skip


# ------------------------------------------------------------------------------------------------------- due soon
def test_today_and_the_last_day_count_and_the_month_holds_the_week(empty: Store) -> None:
    add_actions(empty, "2024-07-14", "2024-07-15", "2024-07-22", "2024-07-23", "2024-08-14", "2024-08-15", None)
    due = on(empty).due
    assert due is not None
    assert (due.overdue.number, due.week.number, due.month.number, due.nothing) == (1, 2, 4, False)


def test_what_nobody_has_to_keep_is_not_due(empty: Store) -> None:
    add_actions(empty, "2024-07-10", "2024-07-16", status="done")
    add_actions(empty, "2024-07-10", "2024-07-16", due_precision="from")
    with empty.write("A draft") as step:
        step.add("action_items", {"description": "draft", "due_date": "2024-07-16"})
    found = on(empty)
    assert found.due is not None
    assert found.due.nothing
    assert due_note(found) == "Nothing is overdue and nothing is due in the next 30 days."


@pytest.mark.parametrize("today", DAYS)
def test_each_is_what_a_plain_look_at_the_actions_counts(sample: Store, today: date) -> None:
    with sample.read() as db:
        rows = db.execute(
            "SELECT due_date FROM action_items WHERE deleted_at IS NULL AND due_date IS NOT NULL AND "
            "status NOT IN ('done', 'cancelled', 'draft') AND coalesce(due_precision, 'day') != 'from'"
        ).scalars()
    left = [(date.fromisoformat(row) - today).days for row in rows]
    due = on(sample, today).due
    assert due is not None
    assert due.overdue.number == sum(days < 0 for days in left)
    assert due.week.number == sum(0 <= days <= 7 for days in left)
    assert due.month.number == sum(0 <= days <= 30 for days in left)
    with sample.read() as db:
        for figure in (due.overdue, due.week, due.month):
            assert figure.number == len(ordered_ids(db, figure.listing, today))


# ------------------------------------------------------------------------------------------------- the next meeting
def test_the_lines_of_readiness_are_those_of_the_meetings_page_and_each_count_is_its_list(sample: Store) -> None:
    for today in DAYS:
        meeting = on(sample, today).meeting
        if meeting is None:
            continue
        with sample.read() as db:
            assert list(meeting.ready) == readiness(db, meeting.id, today)
            for line in meeting.ready:
                if line.listing is not None:
                    number = next(int(word) for word in line.detail.replace(":", " ").split() if word.isdecimal())
                    assert number == len(ordered_ids(db, line.listing, today))


def test_a_count_of_readiness_carries_its_list(empty: Store) -> None:
    meeting = plan_meeting(empty, (30, 30))
    with empty.write("Things that are missing") as step:
        office = step.add("organizations", {"name_en": "Example office"}).id
        forum = step.add("forums", {"name_en": "Example forum"}).id
        step.update("meetings", meeting, {"forum_id": forum})
        items = step.raw.execute("SELECT id FROM agenda_items ORDER BY id").fetchall()
        step.update("agenda_items", items[0][0], {"purpose": "decide"})
        for _number in range(12):
            step.add("action_items", {"description": "late", "owner_org_id": office, "owner_side": "US",
                                      "meeting_id": meeting, "due_date": "2024-07-01"})  # fmt: skip
    with empty.read() as db:
        found = {line.word: line for line in readiness(db, meeting, TODAY)}
        listings = {word: line.listing for word, line in found.items() if line.listing is not None}
        numbers = {word: len(ordered_ids(db, listing, TODAY)) for word, listing in listings.items()}
    assert numbers == {"Decisions": 1, "Actions": 12, "Reasons of delay": 12}
    assert found["Reasons of delay"].detail.startswith("Nothing says why: 12 overdue actions (AI-0001, AI-0002, ")
    assert found["Reasons of delay"].detail.endswith("AI-0010, …)"), "ten are named, the list has all"


def test_a_meeting_that_was_closed_is_no_longer_the_next_one(empty: Store) -> None:
    with empty.write("Meetings") as step:
        first = step.add("meetings", {"title": "first", "start_date": "2024-07-15", "stage": "closed"}).id
        second = step.add("meetings", {"title": "second", "start_date": "2024-07-20"}).id
    meeting = on(empty).meeting
    assert meeting is not None
    assert (meeting.id, meeting.left) == (second, Countdown(5))
    assert first != second


# --------------------------------------------------------------------------------------------------- coming in repair
def test_the_next_of_milestones_beginnings_and_ends_are_named_nearest_first(empty: Store) -> None:
    with empty.write("Repairs") as step:
        ship = step.add("platforms", {"name": "Example ship", "kind": "ship"}).id
        yard = step.add("facilities", {"name_en": "Example yard", "kind": "shipyard"}).id
        plant = step.add("facilities", {"name_en": "Example plant", "kind": "component_plant"}).id
        depot = step.add("programmes", {"name": "Example depot work", "item_type": "sustainment"}).id
        missile = step.add("programmes", {"name": "Example missile", "item_type": "missile"}).id
        repair = step.add("repair_schedules", {"platform_id": ship, "status": "in_progress",
                                               "planned_start": "2024-07-20", "actual_start": "2024-07-01",
                                               "planned_end": "2024-08-20", "forecast_end": "2024-09-30",
                                               "forecast_end_precision": "month"}).id  # fmt: skip
        step.add("repair_schedules", {"status": "planned", "planned_start": "2024-07-30"})
        step.add("milestones", {"title": "Dock", "date": "2024-07-16", "repair_id": repair})
        step.add("milestones", {"title": "Yard", "date": "2024-07-31", "facility_id": yard, "date_precision": "month"})
        step.add("milestones", {"title": "Depot", "date": "2024-10-01", "programme_id": depot})
        for values in (
            {"title": "made, not repaired", "programme_id": missile, "facility_id": yard},
            {"title": "a plant", "facility_id": plant},
            {"title": "of nothing"},
            {"title": "done", "repair_id": repair, "status": "done"},
        ):
            step.add("milestones", {"date": "2024-07-17", **values})
        step.add("milestones", {"title": "over", "date": "2024-07-14", "repair_id": repair})
    ahead = on(empty).repairs.ahead
    assert ahead is not None
    assert [(a.table, a.title, a.left.figure) for a in ahead] == [
        ("milestones", "Dock", "1 d"),
        ("repair_schedules", "Unnamed platform: repair begins", "15 d"),
        ("milestones", "Yard", "≤ 16 d"),
    ]
    later = on(empty, date(2024, 8, 1)).repairs.ahead
    assert later is not None
    assert [(a.title, a.left.figure) for a in later] == [
        ("Example ship: repair ends", "≥ 31 d"),
        ("Depot", "61 d"),
    ]


def test_where_no_milestone_is_ahead_the_words_say_so(empty: Store) -> None:
    found = on(empty)
    assert found.repairs.ahead == ()
    assert no_milestone(found) == "No milestone of repair is ahead."


# ------------------------------------------------------------------------------------------------------ last backup
@pytest.mark.parametrize(
    ("age", "figure", "tone", "words"),
    [
        (timedelta(hours=-2), "today", "done", "made today"),
        (timedelta(0), "today", "done", "made today"),
        (timedelta(days=1, hours=3), "1 d", "done", "made 1 day ago"),
        (timedelta(days=7), "7 d", "done", "made 7 days ago"),
        (timedelta(days=8), "8 d", "soon", "older than 7 days (made 8 days ago)"),
    ],
)
def test_the_last_backup_tells_its_age(tmp_path: Path, age: timedelta, figure: str, tone: str, words: str) -> None:
    store = new_store(tmp_path / "w.dicas")
    backups.back_up(store.hold.file, "asked", NOW - age)
    found = last_backup(store.path, NOW)
    assert (found.figure, found.tone, found.words, found.missing) == (figure, tone, words, "")
    store.close()


def test_no_backup_is_never_and_a_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    store = new_store(tmp_path / "w.dicas")
    assert last_backup(store.path, NOW) == LastBackup(None, None)
    assert (LastBackup(None, None).tone, LastBackup(None, None).words) == ("late", "never")
    (tmp_path / "stick").mkdir()
    backups.choose_folder(store.hold.file, tmp_path / "stick")
    backups.back_up(store.hold.file, "asked", NOW)
    assert last_backup(store.path, NOW).tone == "done"
    (tmp_path / "stick").rename(tmp_path / "pulled out")
    gone = last_backup(store.path, NOW)
    assert (gone.tone, gone.missing) == ("late", backup_place.missing(store.path))
    assert gone.missing == (
        f"The folder for backups {tmp_path / 'stick'} is not there: they go beside the workspace until it is."
    )
    store.close()


def test_the_newest_of_several_counts(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas")
    for days in (9, 2, 5):
        backups.back_up(store.hold.file, "asked", NOW - timedelta(days=days))
    assert last_backup(store.path, NOW).days == 2
    assert read_overview(store, TODAY, None, NOW, by_hand=True).backup == last_backup(store.path, NOW)
    store.close()


# ------------------------------------------------------------------------------------------------- a clock gone wrong
LATEST = datetime(2024, 7, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def ahead(sample: Store) -> Store:
    """The sample with one entry of a later day, and one after it under a clock that was wrong already."""
    writer = sample.hold.must_write()
    for at in (LATEST, NOW):
        writer.now = lambda at=at: at  # type: ignore[misc] # the clock of the machine goes wrong between two steps
        with sample.write("Written") as step:
            step.add("organizations", {"name_en": f"Example office {at:%d}"})
    return sample


def test_a_clock_more_than_a_day_before_the_latest_entry_is_doubted(ahead: Store) -> None:
    with ahead.read() as db:
        assert ahead_of(db, LATEST - timedelta(days=1)) is None
        assert ahead_of(db, LATEST - timedelta(days=1, seconds=1)) == LATEST
        assert ahead_of(db, NOW) == LATEST, "what was written meanwhile does not hide it"
        assert ahead_of(db, LATEST + timedelta(days=900)) is None
        assert ahead_of(db, None) is None, "a day that was given by hand is not asked about"


def test_an_entry_that_bears_a_wrong_time_is_no_longer_believed_after_seven_days_of_work(sample: Store) -> None:
    writer = sample.hold.must_write()
    wrong = datetime(2031, 1, 1, tzinfo=UTC)

    def write(at: datetime) -> None:
        writer.now = lambda: at
        with sample.write("Written") as step:
            step.add("organizations", {"name_en": f"Example office {at.isoformat()}"})

    write(wrong)
    for day in range(7):
        now = NOW + timedelta(days=day)
        with sample.read() as db:
            assert ahead_of(db, now) == wrong, day
        for hour in range(2):  # two entries of a day are one day of work
            write(now + timedelta(hours=hour))
    with sample.read() as db:
        assert ahead_of(db, NOW + timedelta(days=6, hours=2)) is None
        assert ahead_of(db, NOW) == NOW + timedelta(days=6, hours=1), "what was written since is believed"


def test_the_warning_names_both_days(ahead: Store) -> None:
    with ahead.read() as db:
        latest = ahead_of(db, NOW)
    assert latest is not None
    heading, text = warning(latest, TODAY)
    assert heading == "Check the clock"
    assert text == (
        "This computer says 15 Jul 2024, but the latest entry of the journal is of 18 Jul 2024. "
        "Nothing is counted as late or early until the date is right."
    )


def test_the_day_of_the_entry_is_the_one_in_tokyo() -> None:
    assert "is of 19 Jul 2024." in warning(datetime(2024, 7, 18, 15, 0, tzinfo=UTC), TODAY)[1]


def test_under_such_a_clock_nothing_is_late_or_early_and_nothing_is_next(ahead: Store) -> None:
    add_actions(ahead, "2024-07-01", "2024-07-20", status="blocked")
    before = dump(ahead)
    found = on(ahead, now=NOW)
    assert (found.ahead, found.deadline, found.due, found.meeting) == (LATEST, None, None, None)
    assert (found.actions.left, found.actions.working_days, found.actions.late) == (None, None, None)
    assert [owed.late for owed in (found.actions.japan, found.actions.us, found.actions.both)] == [None] * 3
    assert (found.repairs.overdue, found.repairs.finished, found.repairs.ahead) == (None, None, None)
    assert found.actions.open.number > 0, "what no clock decides is counted as ever"
    assert {need.words for need in found.needs} == {"■ Blocked", "◐ No lead", "◐ No date"}
    with ahead.read() as db:
        assert counts(db, TODAY, trusted=False)["action_items"].late == 0
        assert counts(db, TODAY)["action_items"].late > 0
    assert dump(ahead) == before


def test_the_words_say_what_is_not_told(ahead: Store) -> None:
    found = on(ahead, now=NOW)
    assert due_note(found) == "Overdue and due soon are not counted until the date is right."
    assert deadline_words(found) == "No deadline until the date is right"
    assert before_words(found) == "Actions with a date"
    assert no_meeting(found) == "Which meeting is next is not told until the date is right."
    assert no_milestone(found) == "What is next is not told until the date is right."
    assert no_needs(found) == "Nothing is blocked or without a lead or a date."


def test_a_deadline_that_was_chosen_is_kept_but_no_days_are_counted_to_it(ahead: Store) -> None:
    chosen = Deadline("meetings", 1, "Example", "2024-07-31", "day")
    found = on(ahead, deadline=chosen, now=NOW)
    assert (found.deadline, found.actions.left) == (chosen, None)
    assert found.actions.open.listing.where[-1] == Condition("due_date", "<=", "2024-07-31")
    assert found.repairs.after_deadline is not None


def test_once_the_date_is_right_everything_is_counted_again(ahead: Store) -> None:
    found = on(ahead, LATEST.date(), now=LATEST)
    assert found == on(ahead, LATEST.date())
    assert found.due is not None
    with ahead.read() as db:
        late = len(ordered_ids(db, Listing("action_items", (Condition("is", "=", "late"),)), LATEST.date()))
    assert found.due.overdue.number == late > 0


def test_the_backup_tells_its_day_and_not_its_age(tmp_path: Path) -> None:
    new_store(tmp_path / "w.dicas").close()
    store = written_in(tmp_path / "w.dicas", timedelta(days=3))
    backups.back_up(store.hold.file, "asked", NOW)
    found = read_overview(store, TODAY, None, datetime.now(UTC), by_hand=False)
    assert found.backup is not None
    assert (found.backup.figure, found.backup.words) == ("15 Jul 2024", "made on 15 Jul 2024")
    store.close()
