"""The brief of every meeting compared with the files of the public record, read here by other means."""

import csv
from datetime import date
from pathlib import Path

import pytest

from dicas_desktop.briefs.content import ActionRow, Brief
from dicas_desktop.domain.places import resources
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part

DAYS = (date(2024, 6, 8), date(2024, 7, 15), date(2026, 11, 24))
TWO_PLUS_TWO = "2024-07-28"  # the only one after the first two of these days
Rows = list[dict[str, str]]


def rows(name: str) -> Rows:
    with (Path(resources()) / "sample" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MEETINGS = {row["meeting_id"]: row for row in rows("meetings")}
GROUPS = {row["wg_id"]: row for row in rows("working_groups")}
PEOPLE = {row["person_id"]: row for row in rows("persons")}
SOURCES = {row["source_id"]: row for row in rows("sources")}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "slug" in metafunc.fixturenames:
        metafunc.parametrize("slug", MEETINGS)


def heads(slug: str) -> list[str]:
    """Return who leads each delegation: the United States, Japan, then others as recorded."""
    mine = [row for row in rows("delegations") if row["meeting_id"] == slug]
    mine.sort(key=lambda row: {"US": 0, "JP": 1}.get(row["side"], 2))
    return [as_printed(PEOPLE[row["leader_person_id"]]) if row["leader_person_id"] else "not named" for row in mine]


def as_printed(person: dict[str, str]) -> str:
    """Return a name of the record, the family name last and in capitals; III and the like stand behind it."""
    words = person["name_en"].split()
    if person["country"] == "TW":
        words = [*words[1:], words[0]]
    behind = words[-1:] if words[-1] in ("III", "Jr.", "Jr") else []
    before, family = words[: len(words) - len(behind) - 1], words[len(words) - len(behind) - 1]
    if before and before[-1] == "Del":
        family = f"{before.pop()} {family}"
    return " ".join((*before, family.upper(), *behind))


def taken(slug: str, day: date) -> list[str]:
    """Return the texts of what the meeting decided up to a day."""
    mine = [row for row in rows("decisions") if row["meeting_id"] == slug]
    return [row["text"] for row in mine if row["decision_date"] <= day.isoformat()]


def open_actions(slug: str, day: date) -> Rows:
    """Return the open actions of the forum: overdue, until the 2+2, later, without a date, each by its date."""
    forum = MEETINGS[slug]["forum_id"]
    today, deadline = day.isoformat(), TWO_PLUS_TWO if day.isoformat() <= TWO_PLUS_TWO else ""

    def belongs(row: dict[str, str]) -> bool:
        origin = MEETINGS.get(row["meeting_id"])
        if row["meeting_id"] == slug:
            return True
        if not forum or (origin is not None and origin["start_date"] > today):
            return False
        group = GROUPS.get(row["wg_id"])
        return forum in ((origin or {}).get("forum_id"), (group or {}).get("forum_id"))

    def place(row: dict[str, str]) -> tuple[int, str]:
        due, floor = row["due_date"], row["due_precision"] == "from"
        if not due:
            return 3, ""
        if due < today and not floor:
            return 0, due
        return (1 if not deadline or (due <= deadline and not floor) else 2), due

    mine = [row for row in rows("action_items") if row["status"] not in ("done", "cancelled") and belongs(row)]
    return sorted(mine, key=place)


def printed(made: Brief, key: str) -> list[ActionRow]:
    return [row for group in part(made, key).groups for row in group.rows]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_heads_decisions_and_actions_are_those_of_the_record_in_their_order(
    record: Store, slug: str, day: date
) -> None:
    made = brief_of(record, slug, day)
    assert [side.people[0].name.words for side in part(made, "delegations").sides] == heads(slug)
    assert [row.decision.words for row in part(made, "decisions_taken").rows] == taken(slug, day)
    assert part(made, "decisions_sought").rows == ()  # the record proposes nothing
    wanted = open_actions(slug, day)
    assert [row.action.words for row in printed(made, "actions")] == [row["description"] for row in wanted]
    agenda = [row["topic"] for row in rows("agenda_items") if row["meeting_id"] == slug]
    assert [row.item.words for row in part(made, "agenda").rows] == agenda


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_figures_at_a_glance_are_counted_again(record: Store, slug: str, day: date) -> None:
    cards = part(brief_of(record, slug, day), "glance").cards
    due = open_actions(slug, day)
    if day.isoformat() <= TWO_PLUS_TWO:
        due = [row for row in due if row["due_date"] and row["due_date"] <= TWO_PLUS_TWO]
        due = [row for row in due if row["due_precision"] != "from"]
        assert cards[3].figure == f"{(date.fromisoformat(TWO_PLUS_TWO) - day).days} d"
    else:
        assert cards[3].figure == "n/a"
    late = [row for row in due if row["due_date"] and row["due_date"] < day.isoformat()]
    late = [row for row in late if row["due_precision"] != "from"]
    assert cards[0].figure == str(len(taken(slug, day)))
    assert cards[1].figure == f"{len(late)} late"
    assert cards[1].caption.startswith(f"of {len(due)} ")


def test_repairs_figures_and_supply_are_complete(record: Store, slug: str) -> None:
    """Before a meeting of the whole forum everything is told; a working group gets its own field."""
    made, today = brief_of(record, slug, DAYS[1]), DAYS[1].isoformat()
    closed = [row for row in rows("repair_schedules") if row["status"] in ("completed", "cancelled")]
    over = {row["repair_id"] for row in closed if row["actual_end"] <= today}
    lanes = part(made, "repairs").lanes + part(made, "repairs").others
    figures = [row for group in part(made, "production").groups for row in group.rows]
    supply = [row for row in rows("supply_items") if row["status"] != "available"]
    totals = (
        len([row for row in rows("repair_schedules") if row["repair_id"] not in over]),
        len(rows("production_targets")) + len(rows("production_actuals")),
        len(supply),
    )
    told = len(lanes), len(figures), len(part(made, "supply").rows)
    if not MEETINGS[slug]["wg_id"]:
        assert told == totals
    assert all(one <= whole for one, whole in zip(told, totals, strict=True))
    assert {row.item.words for row in part(made, "supply").rows} <= {row["name"] for row in supply}


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_every_fact_printed_brings_its_source(record: Store, slug: str, day: date) -> None:
    made = brief_of(record, slug, day)
    notes = {note.url: note for note in part(made, "sources").rows}
    by_url = {row["url"]: row for row in SOURCES.values()}
    for url, note in notes.items():
        assert note.title.words == by_url[url]["title"]
        assert note.origin.startswith(by_url[url]["publisher"])
    facts = [MEETINGS[slug], *open_actions(slug, day)]
    facts += [row for row in rows("decisions") if row["meeting_id"] == slug and row["decision_date"] <= day.isoformat()]
    for table in ("agenda_items", "delegations"):
        facts += [row for row in rows(table) if row["meeting_id"] == slug]
    sent = {row["delegation_id"] for row in rows("delegations") if row["meeting_id"] == slug}
    facts += [row for row in rows("delegation_members") if row["delegation_id"] in sent]
    wanted = {SOURCES[row["source_id"]]["url"] for row in facts if row["source_id"]}
    assert wanted <= set(notes)
    assert len(notes) == len(part(made, "sources").rows)


def test_the_meeting_is_told_as_the_record_tells_it(record: Store, slug: str) -> None:
    made, row = brief_of(record, slug, DAYS[2]), MEETINGS[slug]
    facts = {fact.label: fact.text.words for fact in made.header.facts}
    assert made.header.title.words == row["title"]
    if row["date_precision"] == "day":
        first = date.fromisoformat(row["start_date"])
        assert facts["When"].startswith(f"{first:%a} {first.day} {first:%b %Y}")
    assert ("time not recorded" in facts["When"]) == (row["date_precision"] in ("day", "month"))
    assert all(words in facts["Where"] for words in (row["venue"], row["city"]))
    assert facts.get("Participants", "") == row["participants_note"]
    assert facts.get("Summary", "") == row["summary"]
