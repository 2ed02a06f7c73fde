"""The agenda of a meeting: its order, sections, clock times and where it runs beyond the planned end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.clocks import BEGIN, END, elsewhere, moment_of
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.durations import show_duration
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import zone_of
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.lineage import times_of, times_words

if TYPE_CHECKING:
    from dicas_desktop.store.step import Added, Step

_ITEM = "id, ref, seq, topic, topic_ja, section, minutes, purpose, state, state_reason"


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its place in the day. `over` are the minutes of it that lie beyond the planned end.

    `begins` and `ends` are local clock times, None from the first item on that can no longer be told; `days` are the
    midnights between the beginning of the meeting and that of the item. `times` counts the agendas it stood on.
    `elsewhere` is its beginning in the capital that has another clock: "Mon 10 Jun, 20:30 EDT".
    """

    id: int
    ref: str
    seq: int
    topic: str
    topic_ja: str
    section: str
    minutes: int | None
    purpose: str
    state: str
    state_reason: str
    begins: str | None = None
    ends: str | None = None
    days: int = 0
    over: int = 0
    times: int = 1
    elsewhere: str = ""

    @property
    def lineage(self) -> str:
        """Return "third time on the agenda", empty the first time."""
        return times_words(self.times)

    @property
    def over_words(self) -> str:
        """Return by how much the item lies beyond the planned end, empty if it does not."""
        return _("{time} beyond the planned end").format(time=show_duration(self.over)) if self.over else ""


class Section(NamedTuple):
    """A heading with the sum of its items; `unknown` of them have no minutes."""

    name: str
    items: int
    minutes: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda as it is read aloud. `planned` are the minutes from beginning to planned end, None if not known."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    total: int
    unknown: int
    planned: int | None
    planned_end: str | None

    @property
    def overrun(self) -> int:
        """Minutes by which the agenda is longer than the meeting, 0 if it fits or cannot be told."""
        return 0 if self.planned is None else max(0, self.total - self.planned)

    @property
    def overrun_words(self) -> str:
        """Return the overrun as a sentence, empty if the agenda fits or it cannot be told."""
        if not self.overrun:
            return ""
        text = _("The agenda takes {total}, {over} beyond the planned end at {end}.")
        return text.format(
            total=show_duration(self.total), over=show_duration(self.overrun), end=self.planned_end or ""
        )


class Clock(NamedTuple):
    """When a meeting begins: its local time as a moment, and its planned length in minutes. Either may be unknown."""

    start: datetime | None
    planned: int | None
    end: str | None
    placed: bool = False  # day and zone are known, so that other clocks can be told


def agenda(db: Db, meeting_id: int) -> Agenda:
    """Return the agenda of a meeting; UserProblem if there is no such meeting."""
    clock = _clock(db, meeting_id)
    rows = db.execute(
        f"SELECT {_ITEM} FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY seq, id", (meeting_id,)
    ).all()
    counts = times_of(db, [row[0] for row in rows])
    lines = tuple(_lines(rows, clock, counts))
    known = [line.minutes or 0 for line in lines]
    unknown = sum(line.minutes is None for line in lines)
    return Agenda(lines, _sections(lines), sum(known), unknown, clock.planned, clock.end)


def add_item(step: "Step", meeting_id: int, after_id: int | None, values: Mapping[str, Any]) -> "Added":
    """Add an item below another one of the meeting, at the end if `after_id` is None. It joins the section above it.

    FieldProblem if a rule is broken; UserProblem if the item above is no longer on this agenda.
    """
    items = _order(step, meeting_id)
    ids = [row_id for row_id, _seq, _section in items]
    place = len(ids) if after_id is None else _place(ids, after_id) + 1
    section = items[place - 1][2] if place else None
    added = step.add("agenda_items", {"section": section, **values, "meeting_id": meeting_id, "seq": place + 1})
    _number(step, [*items[:place], (added.id, place + 1, None), *items[place:]])
    return added


def move(step: "Step", item_id: int, by: int) -> None:
    """Move an item `by` places down, up if negative, as far as there are places.

    At the edge of a section it first joins the section beyond, without passing an item of it.
    """
    row = step.raw.execute("SELECT meeting_id FROM agenda_items WHERE id = ?", (item_id,)).fetchone()
    if row is None:
        raise UserProblem(_("This item is no longer on the agenda: reload the page."))
    items = _order(step, row[0])
    at = _place([found[0] for found in items], item_id)
    way = 1 if by > 0 else -1
    section = items[at][2]
    for _one in range(abs(by)):
        beyond = at + way
        if not 0 <= beyond < len(items):
            break
        if items[beyond][2] != section:
            section = items[beyond][2]
            items[at] = (*items[at][:2], section)
        else:
            items[at], items[beyond] = items[beyond], items[at]
            at = beyond
    step.update("agenda_items", item_id, {"section": section})
    _number(step, items)


class SectionContents(NamedTuple):
    """What a section holds, for the question before it is taken away; `others` are where its items could go."""

    name: str
    ids: tuple[int, ...]
    topics: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the sentence that names how much would go with the section."""
        text = (
            _("“{section}” holds one item: move it to another section, or delete it too.")
            if len(self.ids) == 1
            else _("“{section}” holds {n} items: move them to another section, or delete them with it.")
        )
        return text.format(section=self.name or _("Without section"), n=len(self.ids))


def section_contents(db: Db, meeting_id: int, name: str) -> SectionContents:
    """Return what a section holds. Items without a section are those of the name ""."""
    rows = db.execute(
        "SELECT id, topic, coalesce(section, '') FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL "
        "ORDER BY seq, id",
        (meeting_id,),
    ).all()
    inside = [(row_id, topic) for row_id, topic, section in rows if section == name]
    others = tuple(dict.fromkeys(section for _id, _topic, section in rows if section != name))
    return SectionContents(name, tuple(row[0] for row in inside), tuple(row[1] for row in inside), others)


def move_section(step: "Step", meeting_id: int, contents: SectionContents, to: str) -> int:
    """Put the items of a section at the end of another one, so that it is gone; return how many."""
    _unchanged(step, meeting_id, contents)
    step.update_many("agenda_items", contents.ids, {"section": to or None})
    items = _order(step, meeting_id)
    moved = [item for item in items if item[0] in contents.ids]
    rest = [item for item in items if item[0] not in contents.ids]
    last = max((n for n, item in enumerate(rest) if (item[2] or "") == to), default=len(rest) - 1)
    _number(step, [*rest[: last + 1], *moved, *rest[last + 1 :]])
    return len(moved)


def delete_section(step: "Step", meeting_id: int, contents: SectionContents) -> int:
    """Put the items of a section into the bin, after the officer has seen how many; return how many."""
    _unchanged(step, meeting_id, contents)
    step.delete("agenda_items", contents.ids)
    _number(step, _order(step, meeting_id))
    return len(contents.ids)


def _unchanged(step: "Step", meeting_id: int, contents: SectionContents) -> None:
    """Refuse to do to a section what was decided when it held other items."""
    if section_contents(Db(step.raw), meeting_id, contents.name).ids != contents.ids:
        raise UserProblem(_("The section has other items now: look at it again."))


_Item = tuple[int, int, str | None]  # id, seq, section


def _order(step: "Step", meeting_id: int) -> list[_Item]:
    rows = step.raw.execute(
        "SELECT id, seq, section FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY seq, id",
        (meeting_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _place(ids: Sequence[int], item_id: int) -> int:
    if item_id not in ids:
        raise UserProblem(_("This item is no longer on the agenda: reload the page."))
    return ids.index(item_id)


def _number(step: "Step", items: Sequence[_Item]) -> None:
    """Number the items from 1 in this order; only those whose number changes are written."""
    for number, (row_id, seq, _section) in enumerate(items, 1):
        if seq != number:
            step.update("agenda_items", row_id, {"seq": number})


def _lines(rows: Sequence[tuple[Any, ...]], clock: Clock, counts: Mapping[int, int]) -> Iterator[Line]:
    spent: int | None = 0
    for row_id, ref, seq, topic, topic_ja, section, minutes, purpose, state, reason in rows:
        until = None if spent is None or minutes is None else spent + minutes
        over = 0
        if clock.planned is not None and spent is not None and until is not None:
            over = max(0, until - max(spent, clock.planned))
        begins, days = _at(clock.start, spent)
        there = "" if clock.start is None or spent is None or not clock.placed else _there(later(clock.start, spent))
        yield Line(
            row_id, ref, seq, topic, topic_ja or "", section or "", minutes, purpose or "", state or "planned",
            reason or "", begins, _at(clock.start, until)[0], days, over, counts[row_id], there,
        )  # fmt: skip
        spent = until


def _there(moment: datetime) -> str:
    return " / ".join(elsewhere(moment, lambda there, own: f"{_day(there, own)}, "))


def _day(there: datetime, own: datetime) -> str:
    return show_date(there.date().isoformat(), weekday=True, today=own.date())


def _at(start: datetime | None, minutes: int | None) -> tuple[str | None, int]:
    """Return the local clock so many minutes after the start, and the midnights between; a change of clocks counts."""
    if start is None or minutes is None:
        return None, 0
    at = later(start, minutes)
    return f"{at:%H:%M}", (at.date() - start.date()).days


def later(start: datetime, minutes: int) -> datetime:
    """Return a moment so many minutes later on the same clock; a change of clocks counts."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def _sections(lines: Sequence[Line]) -> tuple[Section, ...]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.section, []).append(line)
    return tuple(
        Section(name, len(some), sum(line.minutes or 0 for line in some), sum(line.minutes is None for line in some))
        for name, some in found.items()
    )


def _clock(db: Db, meeting_id: int) -> Clock:
    row = db.execute(
        "SELECT start_date, end_date, start_time, end_time, coalesce(date_precision, 'day'), time_zone, country, city "
        "FROM meetings WHERE id = ?",
        (meeting_id,),
    ).first()
    if row is None:
        raise UserProblem(_("This meeting is no longer there: reload the page."))
    day, last, begins, ends, precision, zone, country, city = row
    if begins is None:
        return Clock(None, None, ends)
    whole = precision == "day" and day is not None
    place = zone or zone_of(country or "", city or "")
    placed = whole and place is not None
    start = moment(day if whole else None, begins, place)
    if ends is None or (whole and last not in (None, day)):
        return Clock(start, None, ends, placed)
    end = moment(day if whole else None, ends, place, END)
    planned = round((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60)
    return Clock(start, planned if planned > 0 else None, ends, placed)


def moment(day: str | None, time: str, zone: str | None, which: int = BEGIN) -> datetime:
    """Return a local time as a moment. Without a day or a zone it stands on a clock that never changes."""
    if day and zone:
        return moment_of(day, time, zone, which)
    return datetime.fromisoformat(f"{day or '2000-01-01'}T{time}").replace(tzinfo=UTC)
