"""The repair chart: what is not completed, half a year back and a year ahead, and in words what lies outside."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from dicas_desktop.briefs.content import Bar, Event, Lane, RepairSection, Sample, Text, Tick
from dicas_desktop.briefs.occasion import Occasion, deadline_mark, deadline_name
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.domain.dates import days_left

_BACK, _AHEAD, _STEP = 6, 12, 3  # months
_STUB = 0.07  # of the chart: length of a bar of which only one end is known
_SOFT_DAYS = {"month": 30, "year": 365, "by": 30, "from": 30}
_MOST = 60  # lanes drawn, and repairs listed under the chart
_AIRCRAFT_WORK = ("PDM", "PMI", "MROU", "depot_maintenance", "depot_contract", "engine_depot")
_YARDS = ("naval_repair_facility", "dry_dock", "shipyard")
_CLOSED = ("completed", "cancelled")
_LONGEST = 20  # letters of an event's title over its line


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days of the chart: the first one and the first one after it."""

    first: date
    last: date

    def at(self, day: str) -> float:
        """Return the place of a day as a fraction of the width, outside 0 to 1 for days outside."""
        return (date.fromisoformat(day) - self.first) / (self.last - self.first)

    def soft(self, precision: str | None) -> float:
        """Return how much of the width a date of this precision leaves open."""
        return _SOFT_DAYS.get(precision or "day", 0) / (self.last - self.first).days


def repairs(reader: Reader, occasion: Occasion, title: str) -> RepairSection:
    """Return the chart of the repairs that concern the meeting."""
    scale = _Scale(_month(reader.today, -_BACK), _month(reader.today, _AHEAD))
    lanes: list[tuple[Row, tuple[Bar, ...]]] = []
    others: list[tuple[Row, tuple[Bar, ...]]] = []
    for row in open_repairs(reader, occasion):
        bars = _bars(reader, row, scale)
        fits = bars and len(lanes) < _MOST
        (lanes if fits else others).append((row, bars))
    legend = _legend(reader, [bar for _row, bars in lanes for bar in bars])
    listed = "Not in the chart: outside its months or without dates"
    if len(others) > _MOST:
        listed = "Not in the chart: outside its months or without dates ({shown} of {all} listed)"
    return RepairSection(
        "repairs",
        title,
        reader.say("None recorded"),
        _ticks(reader, scale),
        _events(reader, occasion, scale),
        tuple(_lane(reader, row, bars) for row, bars in lanes),
        legend,
        reader.say(listed, shown=_MOST, all=len(others)) if others else "",
        tuple(_lane(reader, row, ()) for row, _bars in others[:_MOST]),
        reader.say("Slip") if any(_slip(row) is not None for row, _bars in lanes) else "",
    )


def open_repairs(reader: Reader, occasion: Occasion) -> list[Row]:
    """Return the repairs not completed on the day of the brief, by their beginning.

    A ship or an aircraft group gets those of its own kind only.
    """
    rows = reader.query(
        "repair_schedules",
        "SELECT id FROM repair_schedules WHERE deleted_at IS NULL "
        "AND NOT (coalesce(status, '') IN ('completed', 'cancelled') AND coalesce(actual_end, '') <= :today) "
        "AND NOT (actual_end IS NOT NULL AND actual_end <= :today) "
        "ORDER BY coalesce(actual_start, forecast_start, planned_start, "
        "actual_end, forecast_end, planned_end, '9999'), id",
        {"today": reader.today.isoformat()},
    )
    name = (occasion.group or {}).get("name_en", "").casefold()
    wanted = {"ship": True, "aircraft": False}
    kinds = [ship for word, ship in wanted.items() if word in name]
    return [row for row in rows if not kinds or _is_ship(reader, row) in kinds]


def worst_slip(reader: Reader, occasion: Occasion) -> tuple[int, Row] | None:
    """Return the most days between planned and forecast end with the repair, None if none has both to the day."""
    slips = [(slip, row) for row in open_repairs(reader, occasion) if (slip := _slip(row)) is not None]
    return max(slips, key=lambda one: one[0], default=None)


def _slip(row: Row) -> int | None:
    ends = row["planned_end"], row["forecast_end"]
    exact = all((row[f"{name}_precision"] or "day") == "day" for name in ("planned_end", "forecast_end"))
    return days_left(ends[1], date.fromisoformat(ends[0])) if all(ends) and exact else None


def _is_ship(reader: Reader, row: Row) -> bool:
    platform = reader.one("platforms", row["platform_id"])
    if platform is not None and platform["kind"]:
        return bool(platform["kind"] == "ship")
    facility = reader.one("facilities", row["facility_id"])
    if facility is not None and facility["kind"]:
        return facility["kind"] in _YARDS
    return row["availability_type"] not in _AIRCRAFT_WORK


def _month(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _ticks(reader: Reader, scale: _Scale) -> tuple[Tick, ...]:
    """Return a tick each quarter; the year is told at the first one and where it changes."""
    days = [_month(scale.first, months) for months in range(0, _BACK + _AHEAD, _STEP)]
    told = [True, *(before.year != day.year for before, day in pairwise(days))]
    return tuple(
        Tick(scale.at(day.isoformat()), reader.month(day, year=year)) for day, year in zip(days, told, strict=True)
    )


def _events(reader: Reader, occasion: Occasion, scale: _Scale) -> tuple[Event, ...]:
    today = reader.today.isoformat()
    events = [Event(scale.at(today), reader.say("today"), "open")]
    meeting = occasion.meeting["start_date"]
    if meeting and 0 <= scale.at(meeting) < 1 and meeting != today:
        events.append(Event(scale.at(meeting), reader.say("meeting"), "mute"))
    if occasion.deadline and scale.at(occasion.deadline.day) < 1:
        at = scale.at(occasion.deadline.day)
        deadline_mark(reader, occasion)
        events = [event for event in events if event.at != at] + [Event(at, _event_name(reader, occasion), "late")]
    return tuple(sorted(events, key=lambda event: event.at))


def _event_name(reader: Reader, occasion: Occasion) -> str:
    name = deadline_name(reader, occasion)
    if name == reader.say("the 2+2"):
        return "2+2"
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _legend(reader: Reader, bars: list[Bar]) -> tuple[Sample, ...]:
    """Explain what the chart shows, and nothing that it does not show."""
    entries = {
        "baseline": ("baseline", any(bar.kind == "baseline" for bar in bars)),
        "forecast": ("forecast or plan", any(bar.kind == "forecast" and not bar.late for bar in bars)),
        "actual": ("done", any(bar.kind == "actual" for bar in bars)),
        "soft": ("day not known", any(bar.soft_start or bar.soft_end for bar in bars)),
        "open": ("start or end not recorded", any(bar.open_start or bar.open_end for bar in bars)),
        "cut": ("goes on outside", any(bar.cut_start or bar.cut_end for bar in bars)),
        "late": ("late", any(bar.late for bar in bars)),
    }
    return tuple(Sample(look, reader.say(words)) for look, (words, used) in entries.items() if used)


# ------------------------------------------------------------------------------------------------------------- bars
def _first(row: Row, *names: str) -> tuple[str | None, str | None]:
    """Return day and precision of the first of the dates that is known."""
    name = next((name for name in names if row[name]), None)
    return (row[name], row[f"{name}_precision"]) if name else (None, None)


def _bars(reader: Reader, row: Row, scale: _Scale) -> tuple[Bar, ...]:
    """Return the bars of a repair, none where it lies outside the chart or nothing tells where it lies."""
    start, start_precision = _first(row, "actual_start", "forecast_start", "planned_start")
    end, end_precision = _first(row, "actual_end", "forecast_end", "planned_end")
    today = scale.at(reader.today.isoformat())
    running = row["status"] == "in_progress"
    left = scale.at(start) if start else None
    right = scale.at(end) if end else None
    if left is None and right is None:
        return ()
    if right is None and left is not None:
        right = (max(left, today) if running else left) + _STUB
    if left is None and right is not None:
        left = right - _STUB
    if left is None or right is None:
        return ()
    right = max(left, right)
    main = Bar(
        "forecast", left, right, scale.soft(start_precision), scale.soft(end_precision),
        open_start=start is None, open_end=end is None, late=_is_late(reader, row, end),
    )  # fmt: skip
    found = [main]
    if running and start and left < today:
        found.append(Bar("actual", left, min(_done(row, left, right, today), right), main.soft_start))
    if running and main.late:
        # the work goes on past its end: what is late is the time since then
        found = [replace(bar, late=False) for bar in found] + [Bar("forecast", right, today, late=True)]
    planned = row["planned_start"], row["planned_end"]
    if all(planned) and (row["forecast_end"] or row["actual_start"]):
        ghost = Bar("baseline", scale.at(planned[0]), scale.at(planned[1]))
        found.insert(0, ghost)
    return tuple(_clipped(bar) for bar in found if bar.end > 0 and bar.start < 1)


def _done(row: Row, left: float, right: float, today: float) -> float:
    """Return where the done part ends: by the progress recorded, else today."""
    return today if row["progress"] is None else left + (right - left) * row["progress"] / 100


def _is_late(reader: Reader, row: Row, end: str | None) -> bool:
    open_ended = row["actual_end"] is None and row["status"] not in _CLOSED
    return end is not None and open_ended and end < reader.today.isoformat()


def _clipped(bar: Bar) -> Bar:
    """Cut the bar at the edges of the chart; an end that is cut is neither soft nor open."""
    left, right = bar.start < 0, bar.end > 1
    return replace(
        bar,
        start=max(bar.start, 0.0),
        end=min(bar.end, 1.0),
        soft_start=0.0 if left else bar.soft_start,
        soft_end=0.0 if right else bar.soft_end,
        open_start=bar.open_start and not left,
        open_end=bar.open_end and not right,
        cut_start=left,
        cut_end=right,
    )


# ------------------------------------------------------------------------------------------------------------ words
def _lane(reader: Reader, row: Row, bars: tuple[Bar, ...]) -> Lane:
    platform = reader.one("platforms", row["platform_id"])
    facility = reader.one("facilities", row["facility_id"])
    name = reader.name(platform) or reader.say("Ship not named" if _is_ship(reader, row) else "Aircraft not named")
    work = reader.joined(reader.choice(row["availability_type"]), reader.name(facility))
    text = Text(name, reader.mark(row, platform, facility), notes=reader.cite(row))
    slip, dates = _slip(row), _dates(reader, row)
    if slip is not None:
        return Lane(text, work, dates, bars, f"{slip:+} {_unit(reader)}", "late" if slip > 0 else "open")
    end, _precision = _first(row, "forecast_end", "planned_end")
    if _is_late(reader, row, end):
        return Lane(text, work, dates, bars, f"▲ {reader.say('late')}", "late")
    return Lane(text, work, dates, bars)


def _unit(reader: Reader) -> str:
    return reader.say("{n} d", n="").strip()


def _dates(reader: Reader, row: Row) -> str:
    start = reader.day(*_first(row, "actual_start", "forecast_start", "planned_start"))
    end = reader.day(*_first(row, "actual_end", "forecast_end", "planned_end"))
    if not start and not end:
        return reader.say("dates not recorded")
    start, end = start or reader.say("start not recorded"), end or reader.say("end not recorded")
    words = reader.say("{start} – {end}", start=start, end=end)
    past = _is_late(reader, row, _first(row, "forecast_end", "planned_end")[0])
    return reader.joined(words, reader.say("outcome not recorded") if past and row["status"] == "unknown" else "")
