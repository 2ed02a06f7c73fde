"""Times of meetings: shown in both capitals, and settled where a clock changes.

A meeting keeps "HH:MM" and its zone. At a change of clocks some times do not exist and some come twice. Where one comes
twice, the zone has behind it, in the order of beginning and end, what the clock is called at the time that is meant:
"America/New_York EDT EST". Nothing stands there where nothing has to be settled, and "-" for the one of the two that
needs no word.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dicas_desktop.domain.dates import read_time, show_date
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.zones import TOKYO, WASHINGTON, abbreviation, zone_named

BEGIN, END = 0, 1  # which of the two words
TIMES = ("start_time", "end_time")  # in that order
_CLOCK_COLUMNS = (*TIMES, "start_date", "end_date", "date_precision", "time_zone")
_LABELS = {"start_time": N_("Begins at"), "end_time": N_("Ends at")}
_NOT_SAID = "-"
_SAID = r"[A-Z]{2,5}|UTC[+-]\d{1,2}(?::\d\d)?"
_TYPED = re.compile(rf"(?P<clock>.*\d.*?)\s+(?P<said>{_SAID})", re.IGNORECASE)
_KEPT = re.compile(rf"(?P<zone>\S+) (?P<begin>{_SAID}|-) (?P<end>{_SAID}|-)")
_HALF_DAYS = ("AM", "PM")


class Choice(NamedTuple):
    """One way to say a time: what is typed for it, and the moment it stands for."""

    text: str  # "01:30 EST"
    moment: datetime


class WhichTime(FieldProblem):
    """A time of a meeting does not exist on its day in its zone, or comes twice; `choices` are what may be meant."""

    def __init__(self, field: str, text: str, choices: tuple[Choice, ...]) -> None:
        """Keep the choices, the earlier one first."""
        super().__init__(field, text)
        self.choices = choices


def read_clock(text: str) -> str:
    """Read a typed time that may say which one is meant: "1:30 est" is "01:30 EST". UserProblem if it is none."""
    found = _TYPED.fullmatch(" ".join(text.split()))
    if not found or found["said"].upper() in _HALF_DAYS:
        return read_time(text)
    return f"{read_time(found['clock'])} {found['said'].upper()}"


def split_clock(time: str) -> tuple[str, str]:
    """Return a typed time without what says which one is meant, and that, empty if nothing does."""
    clock, _blank, said = time.partition(" ")
    return clock, said


def read_zone(text: str) -> str:
    """Return a zone as it is kept, with its words if it has any. UserProblem if there is no such zone."""
    found = _KEPT.fullmatch(" ".join(text.split()))
    if not found:
        return zone_named(text).key
    return zone_with(zone_named(found["zone"]).key, found["begin"], found["end"])


def plain_zone(zone: str) -> str:
    """Return the IANA name of a kept zone."""
    return zone.partition(" ")[0]


def place_of(zone: str) -> ZoneInfo:
    """Return the zone itself of a kept one."""
    return zone_named(plain_zone(zone))


def said_of(zone: str | None, which: int) -> str:
    """Return the word that settles the beginning or the end, empty if there is none."""
    found = _KEPT.fullmatch(zone or "")
    word = "" if not found else found["end" if which == END else "begin"]
    return "" if word == _NOT_SAID else word


def zone_with(zone: str, begin: str, end: str) -> str:
    """Return a zone with these words behind it."""
    words = [word if word and word != _NOT_SAID else _NOT_SAID for word in (begin, end)]
    return zone if words == [_NOT_SAID, _NOT_SAID] else " ".join((zone, *words))


def moment_of(day: str, time: str, zone: str, which: int = BEGIN) -> datetime:
    """Return a local time of a meeting as a moment of its zone; of two the one that is said, else the first."""
    first, second = _both(day, time, zone)
    said = said_of(zone, which)
    return second if said and said != _names(first, second)[0] and said == _names(first, second)[1] else first


def show_clock(time: str, zone: str | None, which: int) -> str:
    """Return a time with the word that settles it, if one does: "01:30 EST"."""
    return " ".join(filter(None, (time, said_of(zone, which))))


def settled(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what else an update of a meeting sets, so that its zone says which of two times is meant where two are.

    `before` is empty for a new one. A typed word goes from the time to the zone, and one that is needed no more goes.
    FieldProblem if the clock is not called so.
    """
    after = {**before, **values}
    if not any(name in values for name in _CLOCK_COLUMNS) or not after.get("time_zone"):
        return {}
    zone, stood = after["time_zone"], before.get("time_zone") or ""
    if " " not in zone and zone == plain_zone(stood):
        after["time_zone"] = stood  # the same zone again: what was said stands
    said, found = ["", ""], {}
    for which, name in enumerate(TIMES):
        if after.get(name):
            found[name], said[which] = _settled(before, after, name, which)
    found["time_zone"] = zone_with(plain_zone(zone), *said)
    given = {**before, **values}
    return {name: value for name, value in found.items() if value != given[name]}


def _settled(before: Mapping[str, Any], after: Mapping[str, Any], name: str, which: int) -> tuple[str, str]:
    time, typed = split_clock(after[name])
    label, day = _(_LABELS[name]), day_of(after, which)
    if day is None:
        if typed:
            text = _("{field}: '{time}' needs the day of the meeting; write {clock}")
            raise FieldProblem(name, text.format(field=label, time=after[name], clock=time))
        return time, ""
    zone: str = after["time_zone"]
    if not typed:
        return time, _still(day, time, zone, said_of(zone, which) if before.get(name, time) == time else "")
    try:
        return time, settle(day, time, zone, typed)
    except UserProblem as problem:
        raise FieldProblem(name, f"{label}: {problem}") from problem


def _still(day: str, time: str, zone: str, kept: str) -> str:
    """Return the word that settled a time before, if it still does."""
    first, second = _both(day, time, zone)
    twice = first.utcoffset() != second.utcoffset() and _exists(first)
    return kept if twice and kept in _names(first, second) else ""


def day_of(values: Mapping[str, Any], which: int) -> str | None:
    """Return the day on which a meeting begins or ends, None if it is not known."""
    if (values.get("date_precision") or "day") != "day":
        return None
    last = values.get("end_date") if which == END else None
    day: str | None = last or values.get("start_date")
    return day


def questions(values: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """Yield what is to be asked or said about the times of a meeting."""
    zone = values.get("time_zone")
    for which, name in enumerate(TIMES):
        time, day = values.get(name), day_of(values, which)
        if time and " " in time:
            text = _("{field}: '{time}' needs its zone; give the time zone, such as Asia/Tokyo")
            yield FieldProblem(name, text.format(field=_(_LABELS[name]), time=time))
        elif time and zone and day:
            asked: FieldProblem | None
            try:
                asked = question(name, _(_LABELS[name]), day, time, zone, which)
            except UserProblem as problem:
                asked = FieldProblem("time_zone", str(problem))
            if asked is not None:
                yield asked


def _both(day: str, time: str, zone: str) -> tuple[datetime, datetime]:
    place = place_of(zone)
    local = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=place)
    return local.replace(fold=0), local.replace(fold=1)


def _names(first: datetime, second: datetime) -> tuple[str, str]:
    """Return what the clock is called at both; where the name is the same, by the distance from UTC."""
    names = abbreviation(first), abbreviation(second)
    if names[0] != names[1] or first.utcoffset() == second.utcoffset():
        return names
    return _distance(first), _distance(second)


def _distance(moment: datetime) -> str:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _exists(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0)


def settle(day: str, time: str, zone: str, said: str) -> str:
    """Return the word to be kept for a time: what is said where it comes twice, else nothing.

    UserProblem if something else is said than what the clock is called there.
    """
    first, second = _both(day, time, zone)
    if first.utcoffset() == second.utcoffset():
        if said and said not in (abbreviation(first), _distance(first)):
            text = _("'{time} {said}': on {day} the clock of {zone} is called {name}; write {time}")
            raise UserProblem(text.format(time=time, said=said, day=show_date(day, weekday=True),
                                          zone=plain_zone(zone), name=abbreviation(first)))  # fmt: skip
        return ""
    if not said or not _exists(first):
        return ""
    names, distances = _names(first, second), (_distance(first), _distance(second))
    if said in distances:
        return names[distances.index(said)]
    if said not in names:
        text = _("'{time} {said}': on {day} the clock of {zone} is called {first} and then {second}")
        raise UserProblem(text.format(time=time, said=said, day=show_date(day, weekday=True), zone=plain_zone(zone),
                                      first=names[0], second=names[1]))  # fmt: skip
    return said


def question(field: str, label: str, day: str, time: str, zone: str, which: int) -> WhichTime | None:
    """Return what has to be asked about a time, None if it stands for one moment."""
    first, second = _both(day, time, zone)
    if first.utcoffset() == second.utcoffset():
        return None
    names = _names(first, second)
    shown = show_date(day, weekday=True)
    if not _exists(first):
        # what the clock would have shown without its change: an hour earlier by its old name, an hour later by the new
        before, after = (moment.astimezone(UTC).astimezone(moment.tzinfo) for moment in (second, first))
        choices = tuple(Choice(f"{moment:%H:%M}", moment) for moment in (before, after))
        text = _("{field}: {time} on {day} does not exist in {zone}, where the clock goes forward: write {before} "
                 "({first}) or {after} ({second}).")  # fmt: skip
        return WhichTime(field, text.format(
            field=label, time=time, day=shown, zone=plain_zone(zone), before=choices[0].text, after=choices[1].text,
            first=abbreviation(before), second=abbreviation(after),
        ), choices)  # fmt: skip
    if said_of(zone, which) in names:
        return None
    choices = tuple(Choice(f"{time} {name}", moment) for name, moment in zip(names, (first, second), strict=True))
    text = _("{field}: {time} on {day} comes twice in {zone}, where the clock goes back: write {first} for the first "
             "or {second} for the second.")  # fmt: skip
    return WhichTime(field, text.format(
        field=label, time=time, day=shown, zone=plain_zone(zone), first=choices[0].text, second=choices[1].text,
    ), choices)  # fmt: skip


def told(
    days: tuple[str, str | None],
    times: tuple[str, str | None],
    zone: str,
    show: Callable[[datetime, datetime], str],
) -> tuple[str, ...]:
    """Return a meeting's time on its own clock and on that of each capital that has another: "20:30–23:00 EDT".

    `days` and `times` are those of beginning and end. `show(moment, own)` gives the day of a capital's clock with what
    separates it from the time; `own` is the local beginning.
    """
    start = moment_of(days[0], times[0], zone)
    end = moment_of(days[1] or days[0], times[1], zone, END) if times[1] else None
    lines = [_span(start, end, lambda _moment: "")]
    for capital in (TOKYO, WASHINGTON):
        there = start.astimezone(ZoneInfo(capital))
        if there.utcoffset() != start.utcoffset():
            until = None if end is None else end.astimezone(ZoneInfo(capital))
            lines.append(show(there, start) + _span(there, until, lambda moment: show(moment, start)))
    return tuple(lines)


def when(values: Mapping[str, Any], today: date | None = None) -> str:
    """Return day and time of a meeting in its own zone and in the capitals that have another, each with its date.

    "Tue 11 Jun 2024, 09:30–12:00 JST / Mon 10 Jun, 20:30–23:00 EDT". What is not known is said in words.
    """
    day, precision = values["start_date"], values["date_precision"] or "day"
    if not day:
        return _("date not set")
    if precision != "day":
        return show_date(day, precision)
    begins, ends, zone = values["start_time"], values["end_time"], values["time_zone"]
    last = values["end_date"] or day
    days = show_date(day, weekday=True, today=today)
    if last != day:
        days = f"{days} – {show_date(last, weekday=True, today=today)}"
    if not begins:
        return f"{days}, {_('time not set')}"
    if not zone:
        own = f"{begins}–{ends}" if ends else begins
        return f"{days}, {own} ({_('zone not set')})"
    own, *others = told((day, values["end_date"]), (begins, ends), zone, _shown_day)
    return " / ".join((f"{days}, {own}", *others))


def _shown_day(moment: datetime, own: datetime) -> str:
    """Return the day of a capital's clock; its year only if it is not that of the beginning."""
    return f"{show_date(moment.date().isoformat(), weekday=True, today=own.date())}, "


def _span(start: datetime, end: datetime | None, show: Callable[[datetime], str]) -> str:
    """Return "20:30–23:00 EDT"; names and days of both ends where they differ."""
    names = abbreviation(start), abbreviation(end or start)
    if end is None:
        return f"{start:%H:%M} {names[0]}"
    day = show(end) if end.date() != start.date() else ""
    first = f"{start:%H:%M}" if names[0] == names[1] else f"{start:%H:%M} {names[0]}"
    return f"{first}–{day}{end:%H:%M} {names[1]}"


def elsewhere(moment: datetime, show: Callable[[datetime, datetime], str]) -> tuple[str, ...]:
    """Return a moment of a zone on the clock of each capital that has another: "20:30 EDT", with its day if it differs.

    `show` gives that day with what separates it from the time before it, as in `told`.
    """
    lines = []
    for capital in (TOKYO, WASHINGTON):
        there = moment.astimezone(ZoneInfo(capital))
        if there.utcoffset() != moment.utcoffset():
            day = show(there, moment) if there.date() != moment.date() else ""
            lines.append(f"{day}{there:%H:%M} {abbreviation(there)}")
    return tuple(lines)


def in_both_capitals(moment: datetime, today: date | None = None) -> str:
    """Return a moment on the clocks of both capitals: "15 Jul 2024 09:14 JST / 14 Jul 20:14 EDT".

    The second day stands there where it is another one, the year of the first where it is not that of `today`.
    """
    tokyo, washington = moment.astimezone(ZoneInfo(TOKYO)), moment.astimezone(ZoneInfo(WASHINGTON))
    first = show_date(tokyo.date().isoformat(), today=today)
    second = show_date(washington.date().isoformat(), today=tokyo.date())
    there = f"{washington:%H:%M} {abbreviation(washington)}"
    return f"{first} {tokyo:%H:%M} JST / " + (there if washington.date() == tokyo.date() else f"{second} {there}")
