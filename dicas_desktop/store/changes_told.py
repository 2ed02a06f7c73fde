"""Net changes in words: how the record is called, what became of it, each field before and after, by which steps."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import Deed, days_moved, days_words, deed_words
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.changes import Change, Changes, Gathered
from dicas_desktop.store.db import Db
from dicas_desktop.store.history import Listed, listed
from dicas_desktop.store.journal import StepRow, read_head, read_values
from dicas_desktop.store.listing import fetch, label_of
from dicas_desktop.store.moved_why import Why, whys_moved
from dicas_desktop.store.told import NOTHING, Teller, fields_of

_Moved = tuple[str, int, str]  # table, id, the day that a date of the record has now
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


class ToldChange(NamedTuple):
    """One record: `word` says what became of it, and where that came from if not from an officer here.

    `steps` are those by which it came to be as it stood at the end.
    """

    change: Change
    ref: str
    title: str
    word: str
    fields: tuple[ToldField, ...]
    steps: tuple[StepRow, ...]


class Telling:
    """Puts the changes of one snapshot into words, as many at a time as are shown."""

    def __init__(self, db: Db, found: Changes) -> None:
        """Read names through this snapshot."""
        self._db, self._found = db, found
        self._teller = Teller(db)
        self._steps: dict[int, StepRow] = {}
        self._words: dict[tuple[Deed, int, tuple[int, ...]], str] = {}
        self._days: dict[int, str] = {}
        self._asked: dict[tuple[str, tuple[str, ...]], tuple[_Asked, ...]] = {}
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
        word = self._word(many.items[0].deed, many.items[0].outcome.days, (many.step,))
        return f"{word}: {len(many.items):,} {_(ENTITIES[many.table].plural).lower()}"

    def step(self, number: int) -> StepRow:
        """Return a step."""
        self._know((number,))
        return self._steps[number]

    def tell(self, some: Sequence[Change]) -> list[ToldChange]:
        """Return these changes in words, in their order."""
        states = self._states(some, _columns_told(some))
        numbers = [_numbers(change) for change in some]
        self._know(number for each in numbers for number in each)
        whys = self._whys(some)
        return [self._told(change, states[change.uid], each, whys) for change, each in zip(some, numbers, strict=True)]

    def states(self, some: Sequence[Change]) -> dict[str, dict[str, Any]]:
        """Return by uid the whole records as they stood at the end of what is told."""
        return self._states(some, {change.table: _every_column(change.table) for change in some})

    def _told(
        self, change: Change, values: Mapping[str, Any], numbers: tuple[int, ...], whys: Mapping[_Moved, Why]
    ) -> ToldChange:
        outcome, fields = change.outcome, []
        before, after = outcome.before, outcome.after
        for field, column, label, columns in self._fields(change.table, tuple(after)):
            if field is None:
                old, new = str(before["slug"] or NOTHING), str(after["slug"] or NOTHING)
            else:
                old, new = self._teller.value(field, before, values), self._teller.value(field, after, values)
            step = numbers[0] if len(numbers) == 1 else max([change.steps.get(name, 0) for name in columns])
            days = days_moved(before, after, column) if outcome.days and field and field.kind is Kind.DATE else 0
            moved = self._moved(days) if days else ""
            why = whys.get((change.table, change.row_id, after[column])) if days and whys else None
            fields.append(ToldField(column, label, old, new, moved, step, why))
        ref = str(values.get("ref") or "")
        steps = tuple([self._steps[number] for number in numbers if number in self._steps])
        word = self._word(change.deed, outcome.days, numbers)
        return ToldChange(change, ref, _title(change.table, values, ref), word, tuple(fields), steps)

    def _fields(self, table: str, columns: tuple[str, ...]) -> "tuple[_Asked, ...]":
        """What to tell where these columns differ; many records differ in the same."""
        found = self._asked.get((table, columns))
        if found is None:
            slug = [_Asked(None, "slug", ENTITIES[table].slug_column, ("slug",))] if "slug" in columns else []
            others = (_Asked(f, f.name, _(f.label), _columns(f)) for f in fields_of(table, columns))
            found = self._asked[table, columns] = (*slug, *others)
        return found

    def _moved(self, days: int) -> str:
        if days not in self._days:
            self._days[days] = days_words(days)
        return self._days[days]

    def _whys(self, some: Iterable[Change]) -> dict[_Moved, Why]:
        """Why dates moved, by kind, record and day."""
        by_table: dict[str, list[int]] = {}
        for change in some:
            if change.outcome.days:
                by_table.setdefault(change.table, []).append(change.row_id)
        return {
            (table, *key): why
            for table, ids in by_table.items()
            for key, why in whys_moved(self._db, table, ids).items()
        }

    def _word(self, deed: Deed, days: int, numbers: tuple[int, ...]) -> str:
        found = self._words.get((deed, days, numbers))
        if found is None:
            found = self._words[deed, days, numbers] = self._word_by(deed_words(deed, days), numbers)
        return found

    def _word_by(self, word: str, numbers: Iterable[int]) -> str:
        origins = {self._found.origin(number) for number in numbers}
        if len(origins) == 1 and (pattern := _BY.get(origins.pop())):
            return _(pattern).format(what=word)
        named = [_(_BY[origin]).format(what="").strip() for origin in sorted(origins & set(_BY))]
        return _("{what}, partly {how}").format(what=word, how=", ".join(named)) if named else word

    def _states(self, some: Iterable[Change], columns_of: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, Any]]:
        """These columns of the records as they stood at the end of what is told."""
        by_table: dict[str, dict[str, int]] = {}
        for change in some:
            by_table.setdefault(change.table, {})[change.uid] = change.row_id
        found: dict[str, dict[str, Any]] = {}
        for table, ids in by_table.items():
            columns = columns_of[table]
            rows = self._db.execute(
                f"SELECT {', '.join(columns)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids.values())),),
            )
            states = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
            gone = ids.keys() - states.keys()
            states.update((uid, dict.fromkeys(columns)) for uid in gone)
            self._rewind(states, columns, ids.keys() if self._later else gone)
            found |= states
        return found

    def _rewind(self, states: Mapping[str, dict[str, Any]], columns: Iterable[str], uids: Iterable[str]) -> None:
        """Set these columns of records back to what they were at the end of what is told, the last change first."""
        asked = json.dumps(list(uids))
        if asked == "[]":
            return
        any_of_them = " OR ".join(f"instr(before, '\"{name}\":')" for name in columns)
        later = self._db.execute(
            "SELECT row_uid, before FROM journal_changes WHERE row_uid IN (SELECT value FROM json_each(?)) "
            f"AND operation != 'I' AND (step_id > ? OR (operation = 'D' AND step_id > ?)) AND ({any_of_them}) "
            "ORDER BY id DESC",
            (asked, self._found.until, self._found.since),
        )
        for uid, before in later:
            states[uid].update(read_values(before))

    def _know(self, numbers: Iterable[int]) -> None:
        missing = sorted(set(numbers) - self._steps.keys())
        for start in range(0, len(missing), 500):
            each: Listed
            for each in listed(self._db, missing[start : start + 500]):
                self._steps[each.step.id] = each.step


def _numbers(change: Change) -> tuple[int, ...]:
    """The steps by which a record came to be as it is."""
    names, steps = change.outcome.after, change.steps
    if not names:
        return (change.step,)
    return tuple(sorted({steps[name] for name in names if name in steps}))


class _Asked(NamedTuple):
    """A field to tell (none: the slug): its column and label, and the columns whose last step is the step of it."""

    field: Field | None
    column: str
    label: str
    columns: tuple[str, ...]


def _columns(field: Field) -> tuple[str, ...]:
    return (field.name, field.precision) if field.precision else (field.name,)


def _columns_told(some: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    """By kind what records are called by, and what is told of them beside what changed: how much of a date is known."""
    touched: dict[str, set[tuple[str, ...]]] = {}
    for change in some:
        touched.setdefault(change.table, set()).add(tuple(change.outcome.after))
    found = {}
    for table, sets in touched.items():
        entity = ENTITIES[table]
        others = (
            name for names in sets for field in fields_of(table, names) for name in _columns(field) if name not in names
        )
        found[table] = tuple(dict.fromkeys(("uid", "ref", "slug", entity.title, *entity.label, *others)))
    return found


def _title(table: str, values: Mapping[str, Any], ref: str) -> str:
    """What a record is called beside its reference."""
    entity = ENTITIES[table]
    title = values.get(entity.title) or label_of(entity, values)
    return str(title).strip() if title and title != ref else ""


@cache
def _every_column(table: str) -> tuple[str, ...]:
    names = (field.name for field in ENTITIES[table].fields)
    return ("uid", "id", "ref", "slug", "deleted_at", "deleted_batch", *names)


def field_words(field: ToldField) -> str:
    """Return one field in a line of text: "Due: 31 Mar 2025 -> 12 Apr 2025 (+12 days: the yard is closed)"."""
    moved = f" ({moved_words(field)})" if field.moved else ""
    return f"{field.label}: {field.before} -> {field.after}{moved}"


def moved_words(field: ToldField) -> str:
    """Return by how much a date moved and why: "+12 days: the yard is closed"; empty if it did not."""
    return f"{field.moved}: {field.why.text}" if field.why is not None else field.moved
