"""The meeting of a brief with what surrounds it, and the head of its first page."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from dicas_desktop.briefs.content import Fact, Header, Text
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.briefs.words import say
from dicas_desktop.domain.clocks import told
from dicas_desktop.domain.dates import reiwa, show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import SIDES
from dicas_desktop.domain.zones import TOKYO, WASHINGTON, abbreviation, zone_of
from dicas_desktop.store.events import TWO_PLUS_TWO
from dicas_desktop.store.lens import Chosen, deadline_now
from dicas_desktop.store.two_plus_two import Deadline

_SIDE_NAMES = {choice.value: choice.label for choice in SIDES}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting, its forum and working group, and the deadline that is measured against: the next 2+2, or another."""

    meeting: Row
    forum: Row | None
    group: Row | None
    deadline: Deadline | None


def read_occasion(reader: Reader, meeting_id: int, lens: Chosen | None = None) -> Occasion:
    """Read the meeting; UserProblem if it is not there or in the bin. `lens`: another deadline than the next 2+2."""
    meeting = reader.one("meetings", meeting_id)
    if meeting is None or meeting["deleted_at"]:
        raise UserProblem(_("There is no such meeting; list the meetings to see their references."))
    group = reader.one("working_groups", meeting["wg_id"])
    forum_id = group["forum_id"] if group is not None and meeting["forum_id"] is None else meeting["forum_id"]
    forum = reader.one("forums", forum_id)
    return Occasion(meeting, forum, group, deadline_now(reader.db, reader.today, lens))


def header(reader: Reader, occasion: Occasion) -> Header:
    """Return kicker, title in both languages and the box of facts of a brief."""
    title = title_of(reader, occasion)
    kicker = Text("Meeting brief", other=say("Meeting brief", "ja"))
    if reader.language == "ja":
        kicker = Text(kicker.other, other=kicker.words)
    return Header(kicker, title, (*facts(reader, occasion, title), *_told(reader, occasion)))


def title_of(reader: Reader, occasion: Occasion) -> Text:
    """Return the title of the meeting with the one in the other language beside it."""
    meeting = occasion.meeting
    title = reader.text(meeting, meeting["title"], meeting["title_ja"])
    if not title.other:
        # no title of its own in Japanese: the name of its group or forum, which never takes the place of the title
        named = next((row for row in (occasion.group, occasion.forum) if row and row["name_ja"]), None)
        if named is not None:
            title = replace(title, other=named["name_ja"], mark=reader.mark(meeting, named))
    return title


def facts(reader: Reader, occasion: Occasion, title: Text) -> list[Fact]:
    """Return when, where, of which forum and by whom: what every paper of a meeting says first."""
    meeting = occasion.meeting
    host = reader.one("organizations", meeting["host_org_id"])
    return [
        Fact(reader.say("When"), _when(reader, meeting)),
        Fact(reader.say("Where"), Text(_where(reader, meeting))),
        Fact(reader.say("Forum"), _forum(reader, occasion, title)),
        Fact(reader.say("Host"), _host(reader, meeting, host)),
    ]


def _told(reader: Reader, occasion: Occasion) -> list[Fact]:
    meeting = occasion.meeting
    found = []
    if meeting["purpose"]:
        found.append(Fact(reader.say("Purpose"), Text(meeting["purpose"])))
    if meeting["participants_note"]:
        found.append(Fact(reader.say("Participants"), Text(meeting["participants_note"])))
    past = meeting["start_date"] is None or meeting["start_date"] <= reader.today.isoformat()
    if meeting["summary"] and past:
        found.append(Fact(reader.say("Summary"), Text(meeting["summary"])))
    return found


def _when(reader: Reader, meeting: Row) -> Text:
    day, last = meeting["start_date"], meeting["end_date"]
    if not day:
        reader.warn("The meeting has no date.")
        return Text(reader.say("date not recorded"))
    precision = meeting["date_precision"] or "day"
    words = reader.day(day, precision, weekday=True)
    if precision != "day":
        reader.warn("The day of the meeting is not recorded: {day}.", day=words)
    era = ""
    if precision == "day":
        era = reiwa(date.fromisoformat(day))
        if last and last != day:
            words += f" – {reader.day(last, weekday=True)}"
            era += f" – {reiwa(date.fromisoformat(last))}"
    return Text(reader.joined(words, _clock(reader, meeting)), other=era)


def _clock(reader: Reader, meeting: Row) -> str:
    """Return "09:30–12:00 JST / Mon 10 Jun, 20:30–23:00 EDT"."""
    start, last = meeting["start_time"], meeting["end_time"]
    if not start:
        return reader.say("time not recorded")
    span = f"{start}–{last}" if last else str(start)
    zone = zone_of_meeting(meeting)
    if not zone:
        return reader.say("{words} ({more})", words=span, more=reader.say("zone not recorded"))
    if (meeting["date_precision"] or "day") != "day":
        return span
    days = meeting["start_date"], meeting["end_date"]
    return " / ".join(told(days, (start, last), zone, partial(shown_day, reader)))


def zone_of_meeting(meeting: Row) -> str | None:
    """Return the zone of a meeting as it is kept, else the one that its place settles."""
    place = [zone_of(meeting["country"] or "", meeting[column] or "") for column in ("city", "venue")]
    zone: str | None = meeting["time_zone"] or next(filter(None, place), None)
    return zone


def shown_day(reader: Reader, moment: datetime, own: datetime) -> str:
    """Return the day of a capital's clock with the blank or comma before the time."""
    day = _short_day(reader, moment, own, weekday=True)
    return f"{day} " if reader.language == "ja" else f"{day}, "


def _where(reader: Reader, meeting: Row) -> str:
    country = say(_SIDE_NAMES.get(meeting["country"], meeting["country"] or ""), reader.language)
    place = [reader.say(meeting[column] or "") for column in ("venue", "city")]
    return reader.joined(*place, country) or reader.say("not recorded")


def _forum(reader: Reader, occasion: Occasion, title: Text) -> Text:
    forum = occasion.forum
    if forum is None:
        return Text(reader.say("not recorded"))
    name, japanese = forum["abbreviation"] or forum["name_en"], forum["name_ja"] or ""
    mark = line_mark(reader, occasion.meeting, forum)
    if japanese in (title.words, title.other):  # said once is enough
        return Text(name, mark)
    return Text(japanese, mark, name) if japanese and reader.language == "ja" else Text(name, mark, japanese)


def _host(reader: Reader, meeting: Row, host: Row | None) -> Text:
    country = say(_SIDE_NAMES.get(meeting["host_side"], meeting["host_side"] or ""), reader.language)
    if host is None:
        return Text(country or reader.say("not recorded"))
    name = reader.name(host)
    words = reader.say("{words} ({more})", words=country, more=name) if country else name
    other = host["name_ja"] or "" if reader.language == "en" else ""
    return Text(words, line_mark(reader, meeting, host), other)


def line_mark(reader: Reader, meeting: Row, *rows: Row | None) -> str:
    """Return the mark of a line under the title of the meeting, empty if the title bears the same."""
    own = reader.mark(meeting, *rows)
    return "" if own == reader.mark(meeting) else own


def deadline_mark(reader: Reader, occasion: Occasion) -> str:
    """Count the mark of the next 2+2, which is printed; return it where it is not that of the meeting."""
    deadline = occasion.deadline
    row = reader.one(deadline.table, deadline.id) if deadline else None
    return line_mark(reader, occasion.meeting, row)


def deadline_name(reader: Reader, occasion: Occasion) -> str:
    """Return what the deadline is called inside a sentence: "the 2+2", or the title of the event."""
    deadline = occasion.deadline
    if deadline is None or deadline.title == TWO_PLUS_TWO:
        return reader.say("the 2+2")
    row = reader.one(deadline.table, deadline.id)
    japanese = row.get("title_ja") if row is not None and reader.language == "ja" else None
    return str(japanese or deadline.title)


def side_name(reader: Reader, side: str) -> str:
    """Return the name of a side's country."""
    return say(_SIDE_NAMES.get(side, side), reader.language)


def both_times(reader: Reader, now: datetime) -> str:
    """Return the moment in both capitals: "15 Jul 2024 14:03 JST / 01:03 EDT", the second day where it is another."""
    tokyo, washington = now.astimezone(ZoneInfo(TOKYO)), now.astimezone(ZoneInfo(WASHINGTON))
    day = "" if washington.date() == tokyo.date() else f"{_short_day(reader, washington, tokyo)} "
    return (
        f"{reader.day(tokyo.date().isoformat())} {tokyo:%H:%M} JST / {day}{washington:%H:%M} {abbreviation(washington)}"
    )


def _short_day(reader: Reader, moment: datetime, own: datetime, *, weekday: bool = False) -> str:
    return show_date(moment.date().isoformat(), weekday=weekday, today=own.date(), language=reader.language)
