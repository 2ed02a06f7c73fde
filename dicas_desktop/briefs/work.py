"""Agenda and decisions of the meeting."""

from datetime import datetime
from functools import partial

from dicas_desktop.briefs.content import AgendaRow, AgendaSection, DecisionRow, DecisionSection, Status
from dicas_desktop.briefs.corrected import with_corrections
from dicas_desktop.briefs.occasion import Occasion, shown_day, side_name, zone_of_meeting
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.domain.attention import state
from dicas_desktop.domain.clocks import elsewhere
from dicas_desktop.store.meetings.agenda import later, moment


def agenda(reader: Reader, occasion: Occasion, title: str) -> AgendaSection:
    """Return the agenda with clock times as far as the beginning and the minutes of each item settle them."""
    items = _items(reader, occasion)
    times = _times(_start(occasion.meeting), [item["minutes"] for item in items])
    timed, led = any(times), any(item["lead_org_id"] or item["lead_side"] for item in items)
    rows = []
    for number, (item, time) in enumerate(zip(items, times, strict=True), 1):
        office, ground = reader.one("organizations", item["lead_org_id"]), _ground(reader, item)
        last = _lead(reader, item, office) if led else reader.name(ground)
        text = reader.text(item, item["topic"], item["topic_ja"], (office if led else ground,))
        clock = "" if time is None else f"{time:%H:%M}"
        rows.append(AgendaRow(clock if timed else str(number), text, last, _elsewhere(reader, occasion, time)))
    heads = (
        reader.say("Time") if timed else reader.say("No."),
        reader.say("Item"),
        reader.say("Lead") if led else reader.say("Concerns"),
    )
    remark = "" if timed or not items else reader.say("Times of the agenda are not recorded.")
    return AgendaSection("agenda", title, reader.say("None recorded"), heads, tuple(rows), remark)


def _items(reader: Reader, occasion: Occasion) -> list[Row]:
    return reader.query(
        "agenda_items",
        "SELECT id FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY seq, id",
        (occasion.meeting["id"],),
    )


def _start(meeting: Row) -> datetime | None:
    """Return when the meeting begins; where its day or its zone is not known, on a clock that never changes."""
    if meeting["start_time"] is None:
        return None
    day = meeting["start_date"] if (meeting["date_precision"] or "day") == "day" else None
    return moment(day, meeting["start_time"], zone_of_meeting(meeting))


def _times(start: datetime | None, minutes: list[int | None]) -> list[datetime | None]:
    """Return when each item begins, None from the first item on that no longer can be told."""
    at, times = start, []
    for length in minutes:
        times.append(at)
        at = None if at is None or length is None else later(at, length)
    return times


def _elsewhere(reader: Reader, occasion: Occasion, time: datetime | None) -> str:
    """Return the time of an item in the capitals that have another clock."""
    meeting = occasion.meeting
    known = meeting["start_date"] and (meeting["date_precision"] or "day") == "day" and zone_of_meeting(meeting)
    return " / ".join(elsewhere(time, partial(shown_day, reader))) if time is not None and known else ""


def _lead(reader: Reader, item: Row, office: Row | None) -> str:
    if office is not None:
        return reader.name(office)
    return side_name(reader, item["lead_side"]) if item["lead_side"] else ""


def _ground(reader: Reader, row: Row) -> Row | None:
    """Return the working group, else the programme, that a record concerns."""
    group = reader.one("working_groups", row["wg_id"])
    return group if group is not None else reader.one("programmes", row["programme_id"])


# -------------------------------------------------------------------------------------------------------- decisions
def decisions_sought(reader: Reader, occasion: Occasion, title: str) -> DecisionSection:
    """Return what the meeting is asked to decide: agenda items for decision, and decisions proposed."""
    asked, proposed = sought(reader, occasion)
    status = Status(reader.say("For decision"))
    rows = [_decision_row(reader, item, (item["topic"], item["topic_ja"]), status) for item in asked]
    rows += [_decision(reader, row) for row in proposed]
    return DecisionSection("decisions_sought", title, reader.say("None recorded"), _heads(reader), tuple(rows))


def decisions_taken(reader: Reader, occasion: Occasion, title: str) -> DecisionSection:
    """Return the decisions of the meeting up to the day of the brief."""
    rows = tuple(_decision(reader, row) for row in taken(reader, occasion))
    return DecisionSection("decisions_taken", title, reader.say("None recorded"), _heads(reader), rows)


def sought(reader: Reader, occasion: Occasion) -> tuple[list[Row], list[Row]]:
    """Return the agenda items for decision and the proposed decisions."""
    asked = [item for item in _items(reader, occasion) if item["purpose"] == "decide"]
    return asked, [row for row in _decisions(reader, occasion) if row["status"] == "proposed"]


def taken(reader: Reader, occasion: Occasion) -> list[Row]:
    """Return the decisions that are more than proposed; one dated after the day of the brief is not taken yet."""
    today = reader.today.isoformat()
    return [
        row
        for row in _decisions(reader, occasion)
        if row["status"] != "proposed" and (row["decision_date"] or "") <= today
    ]


def _decisions(reader: Reader, occasion: Occasion) -> list[Row]:
    return reader.query(
        "decisions",
        "SELECT id FROM decisions WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY id",
        (occasion.meeting["id"],),
    )


def _heads(reader: Reader) -> tuple[str, ...]:
    return reader.say("Ref"), reader.say("Decision"), reader.say("Concerns"), reader.say("Status")


def _decision(reader: Reader, row: Row) -> DecisionRow:
    return _decision_row(reader, row, with_corrections(reader, row), status_of(reader, "decisions", row))


def _decision_row(reader: Reader, row: Row, words: tuple[str | None, str | None], status: Status) -> DecisionRow:
    ground = _ground(reader, row)
    return DecisionRow(row["ref"], reader.text(row, *words, (ground,)), reader.name(ground), status)


def status_of(reader: Reader, table: str, row: Row) -> Status:
    """Return sign, word and tone of a record's status."""
    known = state(table, row, reader.today)
    if known is None:
        return Status("")
    return Status(reader.choice(row["status"]), known.sign, known.tone)  # type: ignore[arg-type]  # one of the tones
