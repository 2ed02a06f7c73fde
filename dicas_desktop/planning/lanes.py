"""What a timeline shows, as plain values: lanes with bars in rows, points in time, and lines through all lanes.

Days are ordinals. Every row of a lane keeps its bars sorted and apart, so that only what is in view is ever touched.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dicas_desktop.domain.texts import _
from dicas_desktop.planning.packing import pack, shown
from dicas_desktop.planning.spans import Shape, Soft, Span, live, shape_of

NO_SHAPE = Shape(0, 0)
NEAR_DAYS = 60  # a lane with work within so many days of today counts as current


class Kind(StrEnum):
    """What a point stands for."""

    MEETING = "meeting"
    MILESTONE = "milestone"
    ACTION = "action"


@dataclass(slots=True)
class Bar:
    """One repair. `state` is its stored status, `dock` names what can hold one ship only (empty: nothing such).

    `shape` and `reach` (the day up to which nothing else can stand in its row) are set by `settle`, `clash` by
    `clashes.mark`, `lane` and `row` when it is arranged.
    """

    table: str
    id: int
    ref: str
    title: str
    baseline: Span | None
    forecast: Span | None
    actual: Span | None
    progress: int | None
    state: str
    dock: str = ""
    shape: Shape = NO_SHAPE
    reach: int = 0
    clash: "Clash | None" = None
    lane: int = -1
    row: int = 0

    @property
    def first(self) -> int:
        """First day that is drawn."""
        return self.shape.first

    @property
    def last(self) -> int:
        """Last day that is drawn."""
        return self.shape.last

    @property
    def completed(self) -> bool:
        """Whether its end is a fact."""
        return self.actual is not None and self.actual.end is not None

    @property
    def under_way(self) -> bool:
        """Whether work goes on, as far as is recorded."""
        return self.state == "in_progress"

    @property
    def begun(self) -> bool:
        """Whether its start lies behind it, be it recorded or not."""
        return self.under_way or (self.actual is not None and self.actual.start is not None)


@dataclass(frozen=True, slots=True)
class Clash:
    """Another repair holds the same dock until the end of the day `until`."""

    other: Bar
    dock: str
    until: int


@dataclass(slots=True)
class Point:
    """Something on a day (or up to `last`); filled once it has happened. `soft` are the days it may fall on."""

    table: str
    id: int
    ref: str
    title: str
    day: int
    last: int
    kind: Kind
    filled: bool
    late: bool = False
    soft: Soft | None = None
    lane: int = -1
    row: int = 0

    @property
    def first(self) -> int:
        """The day, under the name that bars have for it."""
        return self.day


@dataclass(frozen=True, slots=True)
class EventLine:
    """A day that runs as a line through all lanes."""

    day: int
    label: str


Item = Bar | Point


@dataclass(frozen=True, slots=True)
class Row:
    """Bars that do not overlap, in order, with their first and last days, and which of them clash, to search in."""

    bars: tuple[Bar, ...]
    starts: "array[int]"
    ends: "array[int]"
    clashes: "array[int]"

    def clashes_in(self, begin: int, end: int) -> bool:
        """Whether one of the bars from place `begin` up to before `end` clashes."""
        place = bisect_left(self.clashes, begin)
        return place < len(self.clashes) and self.clashes[place] < end


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the chart with its own name: bars in as many rows as they need, or points, or a heading alone."""

    key: str
    title: str
    second: str = ""
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    rows: tuple[Row, ...] = ()
    heading: bool = False

    @property
    def items(self) -> Sequence[Item]:
        """Bars or points in the order of their first day."""
        return self.bars or self.points

    @property
    def height(self) -> int:
        """The number of rows, at least one."""
        return max(1, len(self.rows))


@dataclass(frozen=True, slots=True)
class Job:
    """A bar with the place where it belongs: facility, platform, and the words below the lane's name."""

    bar: Bar | None
    facility: str
    platform: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything on the chart, and the first and last day of it (today, if there is nothing)."""

    lanes: tuple[Lane, ...] = ()
    events: tuple[EventLine, ...] = ()
    first: int = 0
    last: int = 0
    places: dict[tuple[str, int], Item] = field(default_factory=dict)

    def find(self, table: str, row_id: int) -> Item | None:
        """Return the bar or point of a record, None if the chart does not show it."""
        return self.places.get((table, row_id))


def settle(bar: Bar, today: int) -> bool:
    """Work out what is drawn of a bar on this day; False if it has no date at all."""
    span = live(bar.baseline, bar.forecast, bar.actual)
    if span is None:
        return False
    bar.shape = shape_of(span, today if bar.under_way else None)
    bar.reach = max(bar.shape.last, today) if bar.under_way else bar.shape.last  # late work goes on up to today
    return True


def lane_of_bars(key: str, title: str, second: str, bars: Iterable[Bar]) -> Lane:
    """Put bars, whose clashes are marked, into a lane, overlapping ones below each other."""
    ordered = sorted(bars, key=lambda bar: (bar.shape.first, bar.reach, bar.id))
    rows: list[list[Bar]] = []
    for bar, row in zip(ordered, pack([(bar.shape.first, bar.reach) for bar in ordered]), strict=True):
        bar.row = row
        if row == len(rows):
            rows.append([])
        rows[row].append(bar)
    return Lane(key, title, second, tuple(ordered), (), tuple(_row(part) for part in rows))


def lane_of_points(key: str, title: str, points: Iterable[Point], second: str = "") -> Lane:
    """Put points into a lane in the order of their days."""
    return Lane(key, title, second, points=tuple(sorted(points, key=lambda point: (point.day, point.id))))


def arrange(jobs: Iterable[Job], today: int, *, headed: bool = False) -> list[Lane]:
    """Return a lane for each platform at each facility, those facilities first where something is near today.

    `headed` puts the facility in a heading of its own above its lanes instead of below each name.
    """
    groups: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        groups.setdefault((job.facility, job.platform), []).append(job)
    near = {key: any(_is_near(job.bar, today) for job in group) for key, group in groups.items()}
    busy = {facility for (facility, _), is_near in near.items() if is_near}

    def order(key: tuple[str, str]) -> tuple[bool, bool, str, bool, str]:
        facility, platform = key
        return facility not in busy, not facility, facility.casefold(), not near[key], platform.casefold()

    lanes: list[Lane] = []
    above: str | None = None
    for facility, platform in sorted(groups, key=order):
        group = groups[facility, platform]
        if headed and facility != above:
            above = facility
            lanes.append(Lane(f"{facility}/", facility or _("Facility not recorded"), heading=True))
        kinds = ", ".join(dict.fromkeys(job.words for job in group if job.words))
        words = kinds if headed else " · ".join(filter(None, (kinds, facility)))
        bars = [job.bar for job in group if job.bar is not None]
        lanes.append(lane_of_bars(f"{facility}/{platform}", platform, words, bars))
    return lanes


def plan_of(lanes: Iterable[Lane], events: Iterable[EventLine], today: int) -> Plan:
    """Number the lanes and take the bounds of everything."""
    kept = tuple(lanes)
    places: dict[tuple[str, int], Item] = {}
    first, last = today, today
    for number, lane in enumerate(kept):
        for item in lane.items:
            item.lane = number
            places[item.table, item.id] = item
        if lane.items:
            first = min(first, lane.items[0].first)
        last = max(last, max((row.ends[-1] for row in lane.rows), default=last))
        last = max(last, lane.points[-1].last if lane.points else last)
    ordered = tuple(sorted(events, key=lambda event: event.day))
    return Plan(kept, ordered, first, last, places)


def slip(bar: Bar, today: int) -> int | None:
    """Return by how many days a bar ends after its baseline (before it: negative), None where nothing can be said.

    The end is the fact, else the forecast; work under way that has passed both forecast and baseline ends today at the
    earliest.
    """
    if bar.baseline is None or bar.baseline.end is None:
        return None
    if bar.actual is not None and bar.actual.end is not None:
        return bar.actual.end - bar.baseline.end
    ends = [span.end for span in (bar.forecast,) if span is not None and span.end is not None]
    if bar.under_way and today > max([*ends, bar.baseline.end]):
        return today - bar.baseline.end
    if ends:
        return ends[0] - bar.baseline.end
    return 0 if bar.under_way else None


def around(lane: Lane, first: float, last: float) -> tuple[int | None, int | None]:
    """Return the last day before and the first day after a window of days on which a lane has something.

    Both are None where the lane shows something in the window, and where it has nothing at all.
    """
    if lane.points:
        place = bisect_left(lane.points, first, key=lambda point: point.day)
        if place < len(lane.points) and lane.points[place].day <= last:
            return None, None
        before = lane.points[place - 1].day if place else None
        return before, lane.points[place].day if place < len(lane.points) else None
    befores: list[int] = []
    afters: list[int] = []
    for row in lane.rows:
        begin, end = shown(row.starts, row.ends, first, last)
        if begin < end:
            return None, None
        befores += row.ends[begin - 1 : begin] if begin else []
        afters += row.starts[begin : begin + 1]
    return max(befores, default=None), min(afters, default=None)


def slip_is_exact(bar: Bar) -> bool:
    """Whether both ends that make a slip are known to the day."""
    ends = [span for span in (bar.actual, bar.forecast) if span is not None and span.end is not None]
    soft = (bar.baseline.soft_end if bar.baseline else None, ends[0].soft_end if ends else None)
    return soft == (None, None)


def done_until(bar: Bar, today: int) -> float:
    """Return the day up to which (exclusive) a bar is drawn as done; its first day if nothing is."""
    shape = bar.shape
    if bar.completed or bar.state == "completed":
        return shape.last + 1
    if not bar.begun:
        return shape.first
    if bar.progress is not None and not shape.open_end:
        return shape.first + (shape.last + 1 - shape.first) * bar.progress / 100
    if bar.under_way:
        return min(max(today + 0.5, shape.first), shape.last + 1)
    return shape.first


def _row(bars: list[Bar]) -> Row:
    return Row(
        tuple(bars),
        array("l", [bar.shape.first for bar in bars]),
        array("l", [bar.reach for bar in bars]),
        array("l", [place for place, bar in enumerate(bars) if bar.clash is not None]),
    )


def _is_near(bar: Bar | None, today: int) -> bool:
    return bar is not None and bar.first <= today + NEAR_DAYS and bar.last >= today - NEAR_DAYS
