"""What many changes to one record come to between two points: whether anything is left of them, and the word for it.

A change is what the journal holds: `I` and `D` with the whole row without its empty columns, `U` with the columns that
changed. Only the outcome counts: what was changed and changed back, or deleted and restored, is no change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from dicas_desktop.domain.attention import state
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.texts import N_, _, counted

Values = Mapping[str, Any]
_IN_BIN = "deleted_at"
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
        self.after.setdefault(_IN_BIN, None)
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
        self.before.setdefault(_IN_BIN, None)
        self._note(step, values)
        self.exists = False

    def step_of(self, deed: "Deed") -> int:
        """Return the step that did to the record what became of it."""
        if deed is Deed.ADDED:
            return self.came
        return self.steps.get(_IN_BIN, self.step) if deed in (Deed.DELETED, Deed.RESTORED) else self.step

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

    def outcome(self, trail: Trail, *, in_bin: bool) -> Outcome | None:
        """Return what a trail comes to, None for nothing. `in_bin`: at its end the record lies in the bin."""
        ends_in_bin = bool(trail.after[_IN_BIN]) if _IN_BIN in trail.after else in_bin
        began_in_bin = bool(trail.before[_IN_BIN]) if _IN_BIN in trail.before else ends_in_bin
        was, is_ = trail.existed and not began_in_bin, trail.exists and not ends_in_bin
        if was and is_:
            return self._changed(trail)
        if was:
            return Outcome(Deed.DELETED, _NOTHING, _NOTHING)
        if is_:
            return Outcome(Deed.RESTORED if trail.existed else Deed.ADDED, _NOTHING, _NOTHING)
        return None

    def _changed(self, trail: Trail) -> Outcome | None:
        before, after = trail.before, trail.after
        names = [name for name, new in after.items() if name in self._declared and before.get(name) != new]
        if not names:
            return None
        if not len(names) == len(after) == len(before):
            before, after = {name: before.get(name) for name in names}, {name: after[name] for name in names}
        days = 0
        for name in self._dates:
            if name in after:
                days = max(days, days_moved(before, after, name), key=abs)
        return Outcome(self._deed(before, after, days), before, after, days)

    def _deed(self, before: Values, after: Values, days: int) -> Deed:
        if "status" in after:
            was, is_ = _is_closed(self._table, before["status"]), _is_closed(self._table, after["status"])
            if was != is_:
                return Deed.CLOSED if is_ else Deed.REOPENED
        return Deed.MOVED if days and self._moves else Deed.CHANGED


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
        return (date.fromisoformat(new) - date.fromisoformat(old)).days
    except (TypeError, ValueError):
        return 0


def deed_words(deed: Deed, days: int = 0) -> str:
    """Return the word for what became of a record: "Closed", "Moved +12 days"."""
    if deed is Deed.MOVED and days:
        return _("Moved {days}").format(days=days_words(days))
    return _(_WORDS[deed])


def days_words(days: int) -> str:
    """Return "+12 days" or "−3 days" for a number of days that is not 0."""
    sign = "+" if days > 0 else "\N{MINUS SIGN}"
    return sign + counted("{n} day", "{n} days", abs(days))
