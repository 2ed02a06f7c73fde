"""Moving a repair on the chart as one labelled write: forecast dates move, the plan stays, facts stay."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.planning.lanes import Bar
    from dicas_desktop.store.store import Store

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)  # bounds of a schedule's dates


class Part(StrEnum):
    """What of a bar is moved."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Change:
    """Columns to be written, and the label of the step."""

    label: str
    values: dict[str, Any]


def why_not(bar: "Bar", part: Part) -> str:
    """Return why this part of a bar cannot be moved, empty if it can."""
    if bar.completed or bar.state in ("completed", "cancelled"):
        return _("{ref} is over: its dates are facts. Correct them in its record.").format(ref=bar.ref)
    if bar.begun and part is not Part.END:
        return _("{ref} has begun: its start no longer moves. Move its end, or correct the record.").format(ref=bar.ref)
    if part is Part.START and bar.shape.open_start:
        return _("{ref} has no start yet: type it in its record.").format(ref=bar.ref)
    if part is Part.END and bar.shape.open_end and bar.actual is None and bar.forecast is None and bar.baseline is None:
        return _("{ref} has no date yet: type it in its record.").format(ref=bar.ref)
    return ""


def move(store: "Store", bar: "Bar", part: Part, days: int) -> str:
    """Move a bar or one end of it by so many days, as one step; return its label. UserProblem if it cannot be."""
    reason = why_not(bar, part)
    if reason:
        raise UserProblem(reason)
    with store.read() as db:
        found = fetch(db, bar.table, [bar.id])
    if not found:
        raise UserProblem(_("{ref} is no longer there.").format(ref=bar.ref))
    change = change_of(found[0].values, bar, part, days)
    with store.write(change.label) as step:
        step.update(bar.table, bar.id, change.values)
    return change.label


def change_of(values: dict[str, Any], bar: "Bar", part: Part, days: int) -> Change:
    """Return what a move writes: the ends that are known (an open end that is pulled becomes known), to the day."""
    written: dict[str, Any] = {}
    for end in ("start", "end"):
        if part not in (Part.WHOLE, Part(end)):
            continue
        day = values[f"forecast_{end}"] or values[f"planned_{end}"]
        if day is None and part is Part.END:
            day = date.fromordinal(bar.last).isoformat()
        if day is not None:
            moved = _checked(date.fromisoformat(day) + timedelta(days=days), values["ref"])
            written |= {f"forecast_{end}": moved.isoformat(), f"forecast_{end}_precision": "day"}
    if part is not Part.WHOLE:
        _check_order(values, written)
    return Change(_label(part, values["ref"], days), written)


def _label(part: Part, ref: str, days: int) -> str:
    number = f"{days}".replace("-", "−")
    if part is Part.WHOLE:
        text = counted("Move {{ref}} by {{n}} day", "Move {{ref}} by {{n}} days", abs(days))
    elif part is Part.START:
        text = counted("Move the start of {{ref}} by {{n}} day", "Move the start of {{ref}} by {{n}} days", abs(days))
    else:
        text = counted("Move the end of {{ref}} by {{n}} day", "Move the end of {{ref}} by {{n}} days", abs(days))
    return text.format(ref=ref, n=number)


def _checked(day: date, ref: str) -> date:
    if not _EARLIEST <= day <= _LATEST:
        text = _("{ref} would leave the years {first} to {last}: nothing was moved.")
        raise UserProblem(text.format(ref=ref, first=_EARLIEST.year, last=_LATEST.year))
    return day


def _check_order(values: dict[str, Any], written: dict[str, Any]) -> None:
    start = (
        written.get("forecast_start") or values["actual_start"] or values["forecast_start"] or values["planned_start"]
    )
    end = written.get("forecast_end") or values["forecast_end"] or values["planned_end"]
    if start and end and end < start:
        text = _("{ref} would end on {end}, before it starts on {start}: nothing was moved.")
        raise UserProblem(text.format(ref=values["ref"], end=show_date(end), start=show_date(start)))
