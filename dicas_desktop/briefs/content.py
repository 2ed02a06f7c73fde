"""What a meeting brief says, as plain data: built from the record first, drawn by a renderer afterwards.

Every word that stands on paper is in here, in the language of the brief; a renderer adds form only. Places on a chart
are fractions of its width (0 left, 1 right); sizes and colours belong to the renderer. `tone` is one of late, soon,
done, blocked, open, mute and never the only sign: a word stands with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

Tone = Literal["late", "soon", "done", "blocked", "open", "mute"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one record: its portion mark such as "(U)", the words, the other language, numbers of source notes."""

    words: str
    mark: str = ""
    other: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """State of a record: a sign and a word; the tone is only the third way to tell it."""

    word: str
    sign: str = ""
    tone: Tone = "open"


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line of the header box, such as "Where: Tokyo"."""

    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class Header:
    """Head of the first page. `kicker` names the kind of paper in both languages."""

    kicker: Text
    title: Text
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One figure that a reader must not miss, with the words that say what it counts.

    It bears a mark of its own where it is a fact of one record that is marked otherwise than the meeting.
    """

    figure: str
    caption: str
    tone: Tone = "open"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section. `key` is its name in `SECTIONS`; one without content prints `none`."""

    key: str
    title: str
    none: str

    def is_empty(self) -> bool:
        """Tell whether nothing is recorded, that is whether every list of the section is empty."""
        return not any(getattr(self, f.name) for f in fields(self) if f.name in BODIES)


@dataclass(frozen=True, slots=True)
class TableSection(Section):
    """A section that is a table: `heads` stand over its columns, below them `rows`, or `groups` or `sides` of rows."""

    heads: tuple[str, ...]


BODIES = frozenset({"cards", "rows", "sides", "groups", "lanes", "others"})


@dataclass(frozen=True, slots=True)
class GlanceSection(Section):
    """The figures at a glance."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One point of the agenda. `time` is a clock time, or empty where the record knows none.

    `elsewhere` is the same in the capital that has another clock, with its day where it is another one.
    """

    time: str
    item: Text
    lead: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class AgendaSection(TableSection):
    """The agenda in its order. `remark` says once what holds for all rows ("time not recorded")."""

    rows: tuple[AgendaRow, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person or office of a delegation; `name` is empty words where nobody is named."""

    name: Text
    post: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """The delegation of one side: its head first, then by precedence. `remark` is the delegation's own note."""

    title: Text
    people: tuple[Delegate, ...]
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class DelegationSection(Section):
    """The delegations, two beside each other."""

    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision, or a point of the agenda that asks for one. `ground` is the group or programme it concerns."""

    ref: str
    decision: Text
    ground: str
    status: Status


@dataclass(frozen=True, slots=True)
class DecisionSection(TableSection):
    """Decisions sought or taken."""

    rows: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action, commitment or plan with the office that owes it."""

    ref: str
    action: Text
    lead: str
    due: str
    status: Status


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Actions that belong together ("Overdue"); the title is empty where the table is not divided."""

    title: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class ActionSection(TableSection):
    """Open actions, or the commitments of the last meeting; `remark` names that meeting."""

    groups: tuple[ActionGroup, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a lane. `soft_*` is the width over which an end fades because its day is not known.

    `open_*` is an end that the record does not know; `cut_*` one that lies outside the chart.
    """

    kind: Literal["baseline", "forecast", "actual"]
    start: float
    end: float
    soft_start: float = 0.0
    soft_end: float = 0.0
    open_start: bool = False
    open_end: bool = False
    cut_start: bool = False
    cut_end: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One repair: who, what and where, its dates in words, its bars, and the slip in words."""

    name: Text
    work: str
    dates: str
    bars: tuple[Bar, ...]
    slip: str = ""
    tone: Tone = "open"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the time scale with its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Event:
    """A day that runs through all lanes: today, the meeting, the next 2+2."""

    at: float
    label: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of a legend: the look it explains and the words."""

    look: str
    words: str


@dataclass(frozen=True, slots=True)
class RepairSection(Section):
    """The repair chart, and in words the repairs that lie outside its days.

    `slip_head` stands over the days of slip, empty where no lane has any.
    """

    ticks: tuple[Tick, ...]
    events: tuple[Event, ...]
    lanes: tuple[Lane, ...]
    legend: tuple[Sample, ...]
    others_title: str
    others: tuple[Lane, ...]
    slip_head: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A target or an output. `share` is its part of the largest figure of the group, None where it is no number.

    `official` tells whether an official source stands behind it; figures without one are hatched.
    """

    kind: Literal["target", "actual"]
    label: Text
    figure: str
    share: float | None
    official: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one programme that share a unit and a period, and so a scale."""

    title: Text
    unit: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class ProductionSection(Section):
    """Co-production figures against their targets."""

    groups: tuple[FigureGroup, ...]
    legend: tuple[Sample, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A part, capacity or rule that holds a programme up."""

    ref: str
    item: Text
    constraint: str
    supplier: str
    status: Status


@dataclass(frozen=True, slots=True)
class SupplySection(TableSection):
    """Supply risks, the constrained first."""

    rows: tuple[SupplyRow, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A source, under the number by which the text names it."""

    number: int
    title: Text
    origin: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceSection(Section):
    """The sources of what is printed."""

    rows: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """Foot of every page. `page` holds {page} and {pages}; `doubt` says so if the journal does not hold."""

    prepared: str
    as_of: str
    page: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief. `draft` is the word DRAFT while `warnings` stand open, else empty. `as_of` is the ISO day.

    `fault` is what a check found wrong with the journal: told to whoever prints. The paper says only that it is so.
    """

    language: str
    as_of: str
    banner: str
    header: Header
    sections: tuple[Section, ...]
    footer: Footer
    draft: str = ""
    warnings: tuple[str, ...] = ()
    fault: str = ""


def printed_texts(part: object) -> Iterator[str]:
    """Yield every text that a renderer must bring to paper, in order; keys, kinds and tones are not among them."""
    if isinstance(part, str):
        if part:
            yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from printed_texts(one)
    elif is_dataclass(part) and not isinstance(part, type):
        yield from _texts_of(part)


_SILENT = frozenset({"language", "as_of", "fault", "key", "kind", "tone", "look", "page", "none"})


def _texts_of(part: object) -> Iterator[str]:
    if isinstance(part, Section) and part.is_empty():
        yield from (part.title, part.none)
        return
    silent = _SILENT - {"as_of"} if isinstance(part, Footer) else _SILENT
    for one in fields(part):  # type: ignore[arg-type]  # the caller has seen that it is a dataclass
        if one.name not in silent:
            yield from printed_texts(getattr(part, one.name))
