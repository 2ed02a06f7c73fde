"""What many changes to one record come to between two points: whether anything is left of them, and the word for it.

A change is what the journal holds: `I` and `D` with the whole row without its empty columns, `U` with the columns that
changed. Only the outcome counts: what was changed and changed back, or deleted and restored, is no change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import ne
from typing import Any, NamedTuple

from dicas_desktop.domain.attention import state
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.texts import N_, _, counted

Values = Mapping[str, Any]
IN_BIN = "deleted_at"
_CLOSED = ("done", "mute")  # tones of a status that leaves nothing to do
_NOT_KNOWN = "unknown"


class Deed(StrEnum):
    """What became of a record, in the order in which it is told."""

    ADDED = "added"
    CLOSED = "closed"
    REOPENED = "reopened"
    MOVED = "moved"
    CHANGED = "changed"
    RESTORED = "restored"
    DELETED = "deleted"


_WORDS = {
    Deed.ADDED: N_("Added"),
    Deed.CLOSED: N_("Closed"),
    Deed.REOPENED: N_("Reopened"),
    Deed.MOVED: N_("Moved"),
    Deed.CHANGED: N_("Changed"),
    Deed.RESTORED: N_("Restored"),
    Deed.DELETED: N_("Deleted"),
}


@dataclass(slots=True)
class Trail:
    """What a run of changes made of one record: its columns before and after as far as they were touched.

    `steps` names for each column the step that set it last, `step` the one that touched the record last, `came` the
    one that brought it into its table.
    """

    existed: bool = True
    exists: bool = True
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    step: int = 0
    came: int = 0
    _begun: bool = False

    def add(self, step: int, values: Values) -> None:
        """The row came into its table: for the first time, or again after it was taken out."""
        if not self._begun:
            self.existed = False
        self.after = {**dict.fromkeys(self.before), **values}
        self.after.setdefault(IN_BIN, None)
        self._note(step, self.after)
        self.exists = True
        self.came = step

    def change(self, step: int, before: Values, after: Values) -> None:
        """Columns of the row changed."""
        for name, value in before.items():
            self.before.setdefault(name, value)
        self.after.update(after)
        self._note(step, after)

    def remove(self, step: int, values: Values) -> None:
        """The row left its table."""
        for name, value in values.items():
            self.before.setdefault(name, value)
        self.before.setdefault(IN_BIN, None)
        self._note(step, values)
        self.exists = False

    def step_of(self, deed: "Deed") -> int:
        """Return the step that did to the record what became of it."""
        if deed is Deed.ADDED:
            return self.came
        return self.steps.get(IN_BIN, self.step) if deed in (Deed.DELETED, Deed.RESTORED) else self.step

    def _note(self, step: int, columns: Iterable[str]) -> None:
        self._begun = True
        self.step = step
        self.steps.update(dict.fromkeys(columns, step))


class Outcome(NamedTuple):
    """What is left of a trail. `before` and `after` hold the declared columns that differ, none for what came or went.

    `days` is how far the date that moved most has moved.
    """

    deed: Deed
    before: Values
    after: Values
    days: int = 0


_NOTHING: Values = {}


class Judge:
    """Judges the trails of one kind of record."""

    def __init__(self, entity: Entity) -> None:
        """Take from the declaration what counts, once for all records."""
        self._table = entity.table
        self._declared = frozenset(("slug", *(f.name for f in entity.fields)))
        self._dates = tuple(f.name for f in entity.fields if f.kind is Kind.DATE)
        # a day that is mended in a person or a source is no suspense that slips
        self._moves = "status" in self._declared
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def outcome(self, trail: Trail, *, in_bin: bool) -> Outcome | None:
        """Return what a trail comes to, None for nothing. `in_bin`: at its end the record lies in the bin."""
        ends_in_bin = bool(trail.after[IN_BIN]) if IN_BIN in trail.after else in_bin
        began_in_bin = bool(trail.before[IN_BIN]) if IN_BIN in trail.before else ends_in_bin
        was, is_ = trail.existed and not began_in_bin, trail.exists and not ends_in_bin
        if was and is_:
            return self.changed(trail.before, trail.after)
        if was:
            return Outcome(Deed.DELETED, _NOTHING, _NOTHING)
        if is_:
            return Outcome(Deed.RESTORED if trail.existed else Deed.ADDED, _NOTHING, _NOTHING)
        return None

    def changed(self, before: Values, after: Values) -> Outcome | None:
        """Return what columns of a record that lay outside the bin came to, None if they hold what they held."""
        columns = tuple(after)
        plan = self._plans.get(columns) or self._plan(columns)
        if not (plan.whole and tuple(before) == columns and all(map(ne, before.values(), after.values()))):
            columns = tuple([name for name in columns if name in self._declared and before.get(name) != after[name]])
            if not columns:
                return None
            plan = self._plans.get(columns) or self._plan(columns)
            before, after = {name: before.get(name) for name in columns}, {name: after[name] for name in columns}
        days = 0
        for name in plan.dates:
            moved = days_moved(before, after, name)
            if abs(moved) > abs(days):
                days = moved
        deed = Deed.MOVED if days and self._moves else Deed.CHANGED
        if plan.status:
            was, is_ = _is_closed(self._table, before["status"]), _is_closed(self._table, after["status"])
            if was != is_:
                deed = Deed.CLOSED if is_ else Deed.REOPENED
        return Outcome(deed, before, after, days)

    def _plan(self, columns: tuple[str, ...]) -> "_Plan":
        dates = tuple(name for name in self._dates if name in columns)
        plan = _Plan(self._declared.issuperset(columns), dates, "status" in columns)
        return self._plans.setdefault(columns, plan)


class _Plan(NamedTuple):
    """What has to be asked of a change to certain columns: whether all are declared, which are dates, the status."""

    whole: bool
    dates: tuple[str, ...]
    status: bool


@lru_cache(maxsize=1_000)
def _is_closed(table: str, status: str | None) -> bool:
    if status is None or status == _NOT_KNOWN:
        return False
    found = state(table, {"status": status}, date.min)
    return found is not None and found.tone in _CLOSED


def days_moved(before: Values, after: Values, name: str) -> int:
    """Return by how many days a date moved; 0 where it came, went, stayed, or is no date."""
    old, new = before.get(name), after.get(name)
    if not old or not new:
        return 0
    try:
        return _number_of(new) - _number_of(old)
    except (TypeError, ValueError):
        return 0


@lru_cache(maxsize=10_000)
def _number_of(day: str) -> int:
    """The days from a fixed one to this; many records share a few days."""
    return date.fromisoformat(day).toordinal()


def deed_words(deed: Deed, days: int = 0) -> str:
    """Return the word for what became of a record: "Closed", "Moved +12 days"."""
    if deed is Deed.MOVED and days:
        return _("Moved {days}").format(days=days_words(days))
    return _(_WORDS[deed])


def days_words(days: int) -> str:
    """Return "+12 days" or "−3 days" for a number of days that is not 0."""
    sign = "+" if days > 0 else "\N{MINUS SIGN}"
    return sign + counted("{n} day", "{n} days", abs(days))
