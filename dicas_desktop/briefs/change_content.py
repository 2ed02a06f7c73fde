"""What the section of changes says, as plain data like the rest of `content`."""

from dataclasses import dataclass

from dicas_desktop.briefs.content import Status, TableSection, Text


@dataclass(frozen=True, slots=True)
class ChangeField:
    """One field of a record that changed: what it was, what it is, and by how many days a date moved."""

    label: str
    before: str
    after: str
    moved: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A record that changed, or many that one step brought (without a reference)."""

    ref: str
    record: Text
    status: Status
    fields: tuple[ChangeField, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changed records of one kind."""

    title: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeSection(TableSection):
    """What changed since the meeting before; `remark` names that meeting."""

    groups: tuple[ChangeGroup, ...]
    remark: str = ""
