"""Net changes in words: how the record is called, what became of it, each field before and after, by which steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import days_moved, days_words, deed_words
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.changes import Change, Changes, Gathered
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import Listed, listed
from dicas_desktop.store.journal import StepRow, read_head, read_values
from dicas_desktop.store.listing import fetch, label_of
from dicas_desktop.store.moved_why import Why, why_moved
from dicas_desktop.store.told import Teller, Told, called

GATHERED_FROM = 6  # records of a kind that one step brought from elsewhere are told as one from so many on
_BY = {
    "import": N_("{what} by import"),
    "merge": N_("{what} by merge"),
    "migrate": N_("{what} by an upgrade of the file"),
    "restore": N_("{what} by restoring a backup"),
    "recover": N_("{what} by recovery"),
}


class ToldField(NamedTuple):
    """One field that differs: label, texts before and after, by how much a date moved ("+12 days"), its last step.

    `why` is the reason for a move where the record has one.
    """

    column: str
    label: str
    before: str
    after: str
    moved: str
    step: int
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One record: `word` says what became of it, and where that came from if not from an officer here.

    `values` is the record as it stood at the end, `steps` are those by which it came to be so.
    """

    change: Change
    ref: str
    title: str
    word: str
    fields: tuple[ToldField, ...]
    steps: tuple[StepRow, ...]
    values: Mapping[str, Any]


class Telling:
    """Puts the changes of one snapshot into words, as many at a time as are shown."""

    def __init__(self, db: Db, found: Changes) -> None:
        """Read names through this snapshot."""
        self._db, self._found = db, found
        self._teller = Teller(db)
        self._steps: dict[int, StepRow] = {}
        self._later = read_head(db.raw).steps > found.until

    def forum(self, forum: int | None) -> str:
        """Return how a forum is called, and what stands over the changes of none."""
        if forum is None:
            return _("Without a forum")
        values = fetch(self._db, "forums", [forum])[0].values
        short, name = label_of(ENTITIES["forums"], values), str(values["name_en"])
        return name if short == name else f"{short} – {name}"

    def gathered(self, many: Gathered) -> str:
        """Return one line for many records that one step brought."""
        word = self._word(many.items[0], {many.step})
        return f"{word}: {len(many.items):,} {_(ENTITIES[many.table].plural).lower()}"

    def step(self, number: int) -> StepRow:
        """Return a step."""
        self._know((number,))
        return self._steps[number]

    def tell(self, some: Sequence[Change]) -> list[ToldChange]:
        """Return these changes in words, in their order."""
        states = self._states(some)
        self._know(number for change in some for number in _numbers(change))
        return [self._told(change, states[change.uid]) for change in some]

    def _told(self, change: Change, values: Mapping[str, Any]) -> ToldChange:
        entity, outcome = ENTITIES[change.table], change.outcome
        numbers = _numbers(change)
        ends = {**values, **outcome.before}, {**values, **outcome.after}
        fields = [self._field(change, ends, told) for told in self._teller.changes(entity, *ends)]
        ref = str(values.get("ref") or "")
        title = called(change.table, values).removeprefix(ref).strip()
        steps = tuple(self._steps[number] for number in numbers if number in self._steps)
        return ToldChange(change, ref, title, self._word(change, set(numbers)), tuple(fields), steps, values)

    def _field(self, change: Change, ends: tuple[Mapping[str, Any], Mapping[str, Any]], told: Told) -> ToldField:
        days = days_moved(*ends, told.column)
        return ToldField(
            told.column, told.label, told.before, told.after, days_words(days) if days else "",
            max((change.steps.get(name, 0) for name in _columns(change.table, told.column)), default=0),
            why_moved(self._db, change.table, change.row_id, ends[1][told.column]) if days else None,
        )  # fmt: skip

    def _word(self, change: Change, numbers: set[int]) -> str:
        word = deed_words(change.deed, change.outcome.days)
        origins = {self._found.origin(number) for number in numbers}
        if len(origins) == 1 and (pattern := _BY.get(origins.pop())):
            return _(pattern).format(what=word)
        named = [_(_BY[origin]).format(what="").strip() for origin in sorted(origins & set(_BY))]
        return _("{what}, partly {how}").format(what=word, how=", ".join(named)) if named else word

    def _states(self, some: Sequence[Change]) -> dict[str, Mapping[str, Any]]:
        """The records as they stood at the end of what is told."""
        by_table: dict[str, list[int]] = {}
        for change in some:
            by_table.setdefault(change.table, []).append(change.row_id)
        found: dict[str, Mapping[str, Any]] = {}
        for table, ids in by_table.items():
            found.update((str(record.values["uid"]), record.values) for record in fetch(self._db, table, ids))
        return {change.uid: self._rewound(change, found.get(change.uid)) for change in some}

    def _rewound(self, change: Change, now: Mapping[str, Any] | None) -> Mapping[str, Any]:
        entity = ENTITIES[change.table]
        values = dict(now or dict.fromkeys(("ref", "slug", *(f.name for f in entity.fields))))
        if now is not None and not self._later:
            return values
        later = self._db.execute(
            "SELECT before FROM journal_changes WHERE row_uid = ? AND operation != 'I' AND "
            "(step_id > ? OR (operation = 'D' AND step_id > ?)) ORDER BY id DESC",
            (change.uid, self._found.until, self._found.since),
        )
        for (before,) in later:
            values.update(read_values(before))
        return values

    def _know(self, numbers: Iterable[int]) -> None:
        missing = sorted(set(numbers) - self._steps.keys())
        for start in range(0, len(missing), 500):
            each: Listed
            for each in listed(self._db, missing[start : start + 500]):
                self._steps[each.step.id] = each.step


def _numbers(change: Change) -> list[int]:
    """The steps by which a record came to be as it is."""
    names = change.outcome.after
    if not names:
        return [change.step]
    return sorted({change.steps[name] for name in names if name in change.steps})


def _columns(table: str, column: str) -> tuple[str, ...]:
    if column == "slug":
        return (column,)
    precision = ENTITIES[table].field(column).precision
    return (column, precision) if precision else (column,)


def field_words(field: ToldField) -> str:
    """Return one field in a line of text: "Due: 31 Mar 2025 -> 12 Apr 2025 (+12 days: the yard is closed)"."""
    moved = f" ({moved_words(field)})" if field.moved else ""
    return f"{field.label}: {field.before} -> {field.after}{moved}"


def moved_words(field: ToldField) -> str:
    """Return by how much a date moved and why: "+12 days: the yard is closed"; empty if it did not."""
    return f"{field.moved}: {field.why.text}" if field.why is not None else field.moved
