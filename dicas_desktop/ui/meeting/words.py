"""How the meeting page tells stages, states, attendance and times: always a sign and a word, always with a date."""

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.zones import TOKYO, WASHINGTON, zone_named, zone_of


class Look(NamedTuple):
    """A sign, a word and the tone they have (`theme.STATES`)."""

    sign: str
    word: str  # English; pass through `_`
    tone: str

    @property
    def text(self) -> str:
        """Sign and word as they are shown."""
        return f"{self.sign} {_(self.word)}"


NO_STAGE = Look("—", N_("No stage"), "mute")
STAGE_LOOKS = {
    "draft": Look("○", N_("Draft"), "mute"),
    "open": Look("○", N_("Open"), "ink"),
    "in_progress": Look("◐", N_("In progress"), "soon"),
    "closed": Look("✓", N_("Closed"), "done"),
}
ITEM_LOOKS = {
    "planned": Look("○", N_("Planned"), "mute"),
    "discussed": Look("✓", N_("Discussed"), "done"),
    "deferred": Look("◐", N_("Deferred"), "soon"),
    "backlog": Look("◐", N_("Backlog"), "soon"),
    "dropped": Look("×", N_("Dropped"), "mute"),
}
ATTENDANCE_LOOKS = {
    "invited": Look("○", N_("Invited"), "mute"),
    "accepted": Look("✓", N_("Accepted"), "done"),
    "tentative": Look("◐", N_("Tentative"), "soon"),
    "declined": Look("×", N_("Declined"), "late"),
    "attended": Look("✓", N_("Attended"), "done"),
    "excused": Look("—", N_("Excused"), "mute"),
    "walk_in": Look("✓", N_("Walk in"), "done"),
}


def stage_look(stage: str | None) -> Look:
    """Return how a stage is told; the public record has none."""
    return STAGE_LOOKS.get(stage or "", NO_STAGE)


def when(values: dict[str, Any], today: date | None = None) -> str:
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
    own = f"{begins}–{ends}" if ends else begins
    if not zone:
        return f"{days}, {own} ({_('zone not set')})"
    local = datetime.fromisoformat(f"{day}T{begins}").replace(tzinfo=zone_named(zone))
    until = datetime.fromisoformat(f"{day}T{ends}").replace(tzinfo=local.tzinfo) if ends else None
    told = [f"{days}, {own} {local:%Z}"]
    for capital in (TOKYO, WASHINGTON):
        there = local.astimezone(ZoneInfo(capital))
        if there.utcoffset() != local.utcoffset():
            clock = f"{there:%H:%M}" + (f"–{until.astimezone(ZoneInfo(capital)):%H:%M}" if until else "")
            shown = show_date(there.date().isoformat(), weekday=True, today=local.date())
            told.append(f"{shown}, {clock} {there:%Z}")
    return " / ".join(told)


def usual_zone(values: dict[str, Any]) -> str | None:
    """Return the zone that the place of a meeting settles, None if it does not."""
    return zone_of(values["country"] or "", values["city"] or "")
