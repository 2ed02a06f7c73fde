"""When something is due, in the words of a paper: the day, and the event that it hangs on."""

from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.domain.due import WORKING_DAY
from dicas_desktop.store.anchors import anchor_of
from dicas_desktop.store.events import name_of

_PATTERNS = {  # by unit and side of the event
    (False, False): "{n} d before {event}",
    (False, True): "{n} d after {event}",
    (True, False): "{n} working days before {event}",
    (True, True): "{n} working days after {event}",
}


def event_of(reader: Reader, row: Row) -> Row | None:
    """Return the meeting or milestone that the suspense of an action hangs on, None if it is a plain date."""
    meeting = reader.one("meetings", row["due_meeting_id"])
    return meeting if meeting is not None else reader.one("milestones", row["due_milestone_id"])


def due(reader: Reader, row: Row, *, year: bool = True) -> str:
    """Return "28 Jul, on 2+2", the day alone without an event, empty without either."""
    day = reader.day(row["due_date"], row["due_precision"], year=year)
    anchor = _anchor(reader, row)
    return reader.say("{day}, {anchor}", day=day, anchor=anchor) if day and anchor else day or anchor


def _anchor(reader: Reader, row: Row) -> str:
    """What a deadline hangs on, in the language of the paper."""
    known, event = anchor_of(reader.db, "action_items", row, reader.today), event_of(reader, row)
    if known is None or event is None:
        return ""
    if known.lost:
        return reader.say("anchor lost: {event}", event=event["ref"])
    short = name_of(reader.db, known.table, known.id, reader.today)
    name = reader.name(event) if short in (event["slug"], event["ref"]) else short
    number = row["due_offset"]
    if number is None:
        words = reader.say("before {event}", event=name)
    elif number == 0:
        words = reader.say("on {event}", event=name)
    else:
        pattern = _PATTERNS[row["due_offset_unit"] == WORKING_DAY, number > 0]
        words = reader.say(pattern, n=abs(number), event=name)
    return reader.say("{event} (date not set)", event=words) if known.undated else words
