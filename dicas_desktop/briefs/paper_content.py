"""What minutes, readout and delegation list say beside the parts they share with a brief (`content`)."""

from dataclasses import dataclass

from dicas_desktop.briefs.content import Section, Status, TableSection, Text


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of a delegation list: place in the order of precedence, name, post with office, capacity, attendance.

    `key` is the reference of the record, by which versions are compared.
    """

    key: str
    number: str
    name: Text
    post: Text
    capacity: str
    attendance: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class AttendingSide:
    """The delegation of one side; `remark` is its own note."""

    title: Text
    people: tuple[Attendee, ...]
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class AttendanceSection(TableSection):
    """The delegations below each other. The last head of the table is missing where nothing would stand under it."""

    sides: tuple[AttendingSide, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, commitment, action or note: `who` owes or made it, `due` is its day. Any of them may be empty."""

    key: str
    word: str
    text: Text
    who: Text
    due: Text


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda with what came of it; `none` stands where that is nothing."""

    key: str
    number: str
    topic: Text
    state: Status
    rows: tuple[Outcome, ...] = ()
    none: str = ""


@dataclass(frozen=True, slots=True)
class ItemSection(TableSection):
    """The agenda, item by item, each with its outcomes under the same heads."""

    groups: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TopicSection(Section):
    """The points of the agenda alone, as a readout names them."""

    rows: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OutcomeSection(TableSection):
    """Outcomes that belong to no point of the agenda, or all of one kind."""

    rows: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that differs between two versions: the page it stands on, where on it, before and after."""

    page: str
    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DifferenceSection(TableSection):
    """What differs between two versions of a paper."""

    rows: tuple[Difference, ...]
