from datetime import UTC, date, datetime

import pytest

from dicas_desktop.briefs.work import _times
from dicas_desktop.domain.zones import WASHINGTON
from dicas_desktop.store.listing import find
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part

SHIP = "wg-ship-2024-06-11"


def ids(store: Store, table: str, *slugs: str) -> list[int]:
    with store.read() as db:
        found = [find(db, table, slug) for slug in slugs]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    ("start", "minutes", "times"),
    [
        ("09:30", [15, 60, 45, 30], ["09:30", "09:45", "10:45", "11:30"]),
        ("09:30", [15, None, 45], ["09:30", "09:45", ""]),
        ("23:30", [45, 10], ["23:30", "00:15"]),
        (None, [15, 60], ["", ""]),
        ("09:30", [], []),
    ],
)
def test_clock_times_follow_from_beginning_and_minutes(
    start: str | None, minutes: list[int | None], times: list[str]
) -> None:
    begin = None if start is None else datetime.fromisoformat(f"2024-06-11T{start}").replace(tzinfo=UTC)
    assert ["" if time is None else f"{time:%H:%M}" for time in _times(begin, minutes)] == times


def test_an_agenda_through_a_change_of_clocks_is_told_on_both(sample: Store) -> None:
    meeting = ids(sample, "meetings", SHIP)[0]
    items = ids(sample, "agenda_items", *(f"ag-{SHIP}-0{n}" for n in (1, 2, 3)))
    with sample.write("Plan the meeting in Washington") as step:
        step.update("meetings", meeting, {"start_date": "2024-11-02", "start_time": "23:30", "time_zone": WASHINGTON})
        step.update_many("agenda_items", items, {"minutes": 120})
    section = part(brief_of(sample, SHIP), "agenda")
    assert [(row.time, row.elsewhere) for row in section.rows] == [
        ("23:30", "Sun 3 Nov, 12:30 JST"), ("01:30", "14:30 JST"), ("02:30", "16:30 JST")
    ]  # fmt: skip


def test_an_agenda_without_times_is_numbered_and_says_so(sample: Store) -> None:
    section = part(brief_of(sample, SHIP), "agenda")
    assert section.heads == ("No.", "Item", "Concerns")
    assert [row.time for row in section.rows] == ["1", "2", "3"]
    assert section.remark == "Times of the agenda are not recorded."
    assert section.rows[1].lead == "Ship repair working group"


def test_an_agenda_with_times_and_leads_shows_them(sample: Store) -> None:
    meeting = ids(sample, "meetings", SHIP)[0]
    items = ids(sample, "agenda_items", *(f"ag-{SHIP}-0{n}" for n in (1, 2, 3)))
    office = ids(sample, "organizations", "us-navsea")[0]
    with sample.write("Plan the meeting") as step:
        step.update("meetings", meeting, {"start_time": "09:30", "time_zone": "Asia/Tokyo"})
        step.update("agenda_items", items[0], {"minutes": 15, "lead_side": "JP"})
        step.update("agenda_items", items[1], {"minutes": 60, "lead_org_id": office, "topic_ja": "民間造船所の能力"})
    section = part(brief_of(sample, SHIP), "agenda")
    assert section.heads == ("Time", "Item", "Lead")
    assert [(row.time, row.lead) for row in section.rows] == [("09:30", "Japan"), ("09:45", "NAVSEA"), ("10:45", "")]
    assert section.rows[1].item.other == "民間造船所の能力"
    assert section.remark == ""


def test_decisions_sought_are_items_for_decision_and_proposals(sample: Store) -> None:
    item = ids(sample, "agenda_items", f"ag-{SHIP}-02")[0]
    meeting = ids(sample, "meetings", SHIP)[0]
    with sample.write("Prepare") as step:
        step.update("agenda_items", item, {"purpose": "decide"})
        step.add("decisions", {"meeting_id": meeting, "text": "Example decision", "status": "proposed"})
    made = brief_of(sample, SHIP)
    rows = part(made, "decisions_sought").rows
    assert [(row.ref, row.status.word) for row in rows] == [("AG-0021", "For decision"), ("D-0030", "Proposed")]
    assert part(made, "decisions_taken").is_empty()
    assert part(made, "glance").cards[0].figure == "2"


def test_decisions_taken_are_those_up_to_the_day(sample: Store) -> None:
    before = brief_of(sample, "scc-2024-07-28", date(2024, 7, 15))
    after = brief_of(sample, "scc-2024-07-28", date(2024, 7, 28))
    assert part(before, "decisions_taken").is_empty()
    rows = part(after, "decisions_taken").rows
    assert len(rows) == 4
    assert rows[1].ground == "Missile co-production working group"
    assert rows[1].status.word == "Agreed"
    assert rows[1].status.sign == "✓"


def test_a_corrected_decision_is_printed_with_the_words_before_and_why(sample: Store) -> None:
    meeting = "dicas-2024-06-09"
    taken = part(brief_of(sample, meeting), "decisions_taken").rows[0]
    row_id = ids(sample, "decisions", taken.ref)[0]
    before = taken.decision.words
    with sample.write("Set Text") as step:
        step.why = Why("Example reason")
        step.update("decisions", row_id, {"text": "Corrected words", "authoritative": "en"})
    with sample.write("Set Authoritative text") as step:
        step.why = Why("Another reason")
        step.update("decisions", row_id, {"authoritative": "both"})
    english = next(row for row in part(brief_of(sample, meeting), "decisions_taken").rows if row.ref == taken.ref)
    assert english.decision.words == (
        f"Corrected words (corrected 15 Jul 2024, Example reason; before: “{before}”)"
        " (authoritative text corrected 15 Jul 2024, Another reason; before: English)"
    )
    rows = part(brief_of(sample, meeting, language="ja"), "decisions_taken").rows
    japanese = next(row for row in rows if row.ref == taken.ref)
    assert f"（2024年7月15日訂正：Example reason。訂正前：「{before}」）" in str(japanese)
    assert "（正文を2024年7月15日訂正：Another reason。訂正前：英語）" in str(japanese)
