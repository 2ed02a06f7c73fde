"""What table pages, the sidebar, the commands and the editors read: ordered ids, and rows for a page of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.attention import SOON_DAYS
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.derived import derived_of, is_derived
from dicas_desktop.domain.ids import canonical_reference, reference
from dicas_desktop.domain.names import compared
from dicas_desktop.domain.periods import bounds, fiscal_period
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS, DRAFT_ACTION
from dicas_desktop.store import grouping, search
from dicas_desktop.store.db import Db
from dicas_desktop.store.lights import rank_of, sql_of

if TYPE_CHECKING:
    from array import array

_CHUNK = 500
_CLOSED = ", ".join(f"'{status}'" for status in CLOSED_ACTIONS)
_OPEN = f"status NOT IN ({_CLOSED}, '{DRAFT_ACTION}')"  # a draft is owed by nobody yet
_OWED = f"{_OPEN} AND due_precision IS NOT 'from'"
_HANGS_ON_IT = "action_item_id = action_items.id AND e.deleted_at IS NULL"
_NO_FILE = f"NOT EXISTS (SELECT 1 FROM attachments e WHERE e.{_HANGS_ON_IT})"
_IS: dict[Any, tuple[str, int]] = {
    "open": (_OPEN, 0),
    "late": (f"due_date < ? AND {_OWED}", 1),
    "soon": (f"due_date BETWEEN ? AND ? AND {_OWED}", 2),
    "no_lead": (f"owner_org_id IS NULL AND status NOT IN ({_CLOSED})", 0),
    "undated": (f"due_date IS NULL AND {_OPEN}", 0),
    "draft": (f"status = '{DRAFT_ACTION}'", 0),
    "entered_late": ("coalesce(first_due_date, due_date) < entered_on", 0),
    "extended": (f"EXISTS (SELECT 1 FROM extensions e WHERE e.{_HANGS_ON_IT})", 0),
    "no_evidence": (f"status = 'done' AND evidence IS NULL AND evidence_decision_id IS NULL AND {_NO_FILE}", 0),
    "not_measurable": (f"kind = 'commitment' AND measure IS NULL AND {_OPEN}", 0),
}
STATES = tuple(_IS)
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "~", "in", "during", "empty", "filled")


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: field, operator (= != < <= > >= ~ in during empty filled), stored value.

    `~` is "contains"; `in` takes a sequence, `during` one of periods such as FY2026, of which one holds the day. The
    field "is" takes one of `STATES` (action items).
    """

    field: str
    op: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key; `ref` and `slug` are allowed beside the declared fields."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as a page shows it: filters (all must hold), free text, sort keys. No key: the entity's own.

    `group` names the column by whose values the list is divided first; the keys sort within the groups.
    """

    table: str
    where: tuple[Condition, ...] = ()
    text: str = ""
    sort: tuple[Sort, ...] = ()
    group: str = ""


@dataclass(slots=True)
class Record:
    """One record with its stored values by column and the text of each reference by column."""

    table: str
    values: dict[str, Any]
    labels: dict[str, str] = field(default_factory=dict)


class Counts(NamedTuple):
    """Records of a kind outside the bin, and how many of them are late (action items only)."""

    total: int
    late: int = 0


def ordered_ids(db: Db, listing: Listing, today: date, limit: int | None = None) -> "array[int]":
    """Return the ids of a list in its order. What has no value in the sort column comes last either way."""
    where, parameters = where_of(listing, today)
    keys = listing.sort or (Sort(ENTITIES[listing.table].sort),)
    table = listing.table
    bound = "" if limit is None else f" LIMIT {int(limit)}"
    if len(keys) == 1 and _is_plain(ENTITIES[table], keys[0].field):
        # two plain scans of the index over the column instead of one sort of everything
        way, column = "DESC" if keys[0].descending else "ASC", keys[0].field
        known = f"FROM {table} WHERE {where} AND {column} IS NOT NULL ORDER BY {column} {way}, id"
        others = f"FROM {table} WHERE {where} AND {column} IS NULL ORDER BY id"
        if not listing.group:
            found = db.execute(f"SELECT id {known}{bound}", parameters).ids()
            if limit is None or len(found) < limit:
                rest = "" if limit is None else f" LIMIT {limit - len(found)}"
                found.extend(db.execute(f"SELECT id {others}{rest}", parameters).ids())
            return found
        if limit is None and grouping.by_reference(ENTITIES[table], listing.group):
            scans = (db.execute(f"SELECT {listing.group}, id {part}", parameters) for part in (known, others))
            return grouping.in_groups(
                db, ENTITIES[table], listing.group, chain.from_iterable(scans), descending=_groups_down(listing)
            )
    order = ", ".join((*_groups(listing, today), *(_order(ENTITIES[table], key, today) for key in keys)))
    return db.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY {order}, id{bound}", parameters).ids()


def count(db: Db, listing: Listing, today: date) -> int:
    """Return how many records a list holds."""
    where, parameters = where_of(listing, today)
    return int(db.execute(f"SELECT count(*) FROM {listing.table} WHERE {where}", parameters).scalar())


def counts(db: Db, today: date, *, trusted: bool = True) -> dict[str, Counts]:
    """Return the counts of every kind, as the sidebar shows them; nothing is late where `today` cannot be trusted."""
    found = {}
    for table in ENTITIES:
        late = Listing("action_items", (Condition("is", "=", "late"),))
        number = count(db, late, today) if table == "action_items" and trusted else 0
        found[table] = Counts(count(db, Listing(table), today), number)
    return found


def fetch(db: Db, table: str, ids: Sequence[int]) -> list[Record]:
    """Return the records of these ids in their order, those in the bin too; one query a kind that they point to."""
    entity = ENTITIES[table]
    names = ("id", "uid", "ref", "slug", "deleted_at", "deleted_batch", *(f.name for f in entity.fields))
    found: dict[int, Record] = {}
    for rows in _rows_of(db, f"SELECT {', '.join(names)} FROM {table} WHERE id IN ", ids):
        found.update((row[0], Record(table, dict(zip(names, row, strict=True)))) for row in rows)
    _add_labels(db, entity, found.values())
    return [found[i] for i in ids if i in found]


def find(db: Db, table: str, text: str) -> int | None:
    """Return the id of the live record that a reference, slug or exact label names, None if none does.

    UserProblem if a label names several.
    """
    entity, words = ENTITIES[table], text.strip()
    base = f"SELECT id FROM {table} WHERE deleted_at IS NULL AND "
    for column, value in (("slug", words), ("ref", canonical_reference(words))):
        found = db.execute(f"{base}{column} = ?", (value,)).scalar()
        if found is not None:
            return int(found)
    columns = [c for c in dict.fromkeys((*entity.label, entity.title)) if c not in ("slug", "ref")]
    clause = " OR ".join(f"lower({column}) = lower(:text)" for column in columns) or "0"
    hits = db.execute(f"{base}({clause}) LIMIT 2", {"text": words}).scalars()
    if not hits and not words.isascii() and "name_ja" in {field.name for field in entity.fields}:
        hits = _named_otherwise(db, table, columns, words)
    if len(hits) > 1:
        raise UserProblem(
            _("“{text}” names several records of {table}: give a reference, such as {example}.").format(
                text=words, table=table, example=reference(entity.prefix, hits[0])
            )
        )
    return int(hits[0]) if hits else None


def _named_otherwise(db: Db, table: str, columns: list[str], words: str) -> list[Any]:
    """Return the ids, at most two, of live records of the directory of this name in another width or script."""
    key, names = compared(words), ", ".join((*columns, "name_ja"))
    rows = db.execute(f"SELECT id, {names} FROM {table} WHERE deleted_at IS NULL").all()
    return [row[0] for row in rows if key and key in map(compared, row[1:])][:2]


class Choice(NamedTuple):
    """A record to choose. `named`: every typed word stands in its names, not only somewhere in the record."""

    id: int
    label: str
    second: str  # a second line
    named: bool


def choices_for(db: Db, table: str, typed: str, limit: int = 20) -> list[Choice]:
    """Return the records that contain the typed words, in the order of their table."""
    ids = ordered_ids(db, Listing(table, text=typed), date.min, limit)
    entity = ENTITIES[table]
    found = []
    for record in fetch(db, table, ids):
        label = label_of(entity, record.values)
        second = str(record.values.get(entity.title) or "")
        ref = record.values["ref"]
        line = f"{ref} · {second}" if second != label else ref
        names = search.normalise(" ".join(str(record.values[name] or "") for name in _names(entity)))
        named = all(word in names for word in search.normalise(typed).split())
        found.append(Choice(record.values["id"], label, line, named))
    return found


def _names(entity: Entity) -> Iterator[str]:
    yield from ("ref", "slug")
    yield from (f.name for f in entity.fields if f.name in (*entity.label, entity.title) or "name" in f.name)


def label_of(entity: Entity, values: Mapping[str, Any]) -> str:
    """Return the short name of a record: the first of the entity's label columns that is filled."""
    return next((str(values[column]) for column in (*entity.label, "ref") if values.get(column)), "")


def number_unlike(db: Db, table: str, ids: Sequence[int], values: Mapping[str, Any]) -> int:
    """Return how many of these records do not hold these values already."""
    same, found = " AND ".join(f"{name} IS ?" for name in values), 0
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        statement = f"SELECT count(*) FROM {table} WHERE id IN ({marks}) AND NOT ({same})"
        found += int(db.execute(statement, (*chunk, *values.values())).scalar())
    return found


def links(db: Db, table: str, row_id: int) -> list[tuple[Entity, Field, int]]:
    """Return who points to a record: kind, field, number of live records."""
    found = []
    for entity in ENTITIES.values():
        for declared in entity.fields:
            if declared.target == table:
                number = db.execute(
                    f"SELECT count(*) FROM {entity.table} WHERE {declared.name} = ? AND deleted_at IS NULL", (row_id,)
                ).scalar()
                if number:
                    found.append((entity, declared, int(number)))
    return found


def where_of(listing: Listing, today: date) -> tuple[str, list[Any]]:
    """Return the SQL of what a list holds, with its parameters."""
    entity = ENTITIES[listing.table]
    parts, parameters = ["deleted_at IS NULL"], []
    for condition in listing.where:
        text, values = _condition(entity, condition, today)
        parts.append(text)
        parameters.extend(values)
    for word in listing.text.replace('"', " ").split():
        text, values = _word(entity, word)
        parts.append(text)
        parameters.extend(values)
    return " AND ".join(parts), parameters


def _condition(entity: Entity, condition: Condition, today: date) -> tuple[str, list[Any]]:
    if condition.field == "is" and entity.table == "action_items" and condition.value in _IS:
        text, number = _IS[condition.value]
        return text, [today.isoformat(), (today + timedelta(days=SOON_DAYS)).isoformat()][:number]
    name = condition.field
    if condition.op not in _OPERATORS or name not in {
        "id", "ref", "slug", *(f.name for f in (*entity.fields, *derived_of(entity.table)))
    }:  # fmt: skip
        known = ", ".join(["ref", "slug", *(f.name for f in entity.fields)])
        raise UserProblem(
            _("{kind} has no field {name}: use one of {known}.").format(kind=entity.table, name=name, known=known)
        )
    name = sql_of(entity.table, name, today)
    if condition.op == "in":
        values = list(condition.value)
        return f"{name} IN ({', '.join('?' * len(values))})", values
    if condition.op in ("during", "empty", "filled"):
        return _without_value(name, condition)
    if condition.op == "~":
        literal = str(condition.value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{name} LIKE ? ESCAPE '\\'", [f"%{literal}%"]
    if condition.op in ("=", "!="):
        return f"{name} IS {'NOT ' if condition.op == '!=' else ''}?", [condition.value]
    return f"{name} {condition.op} ?", [condition.value]


def _without_value(name: str, condition: Condition) -> tuple[str, list[Any]]:
    """Return the SQL of what is recorded, not recorded, or a day of one of the periods."""
    if condition.op == "during":
        spans = [bounds(period) for period in condition.value]
        return f"({' OR '.join([f'{name} BETWEEN ? AND ?'] * len(spans))})", [day for span in spans for day in span]
    return f"{name} IS {'NOT ' if condition.op == 'filled' else ''}NULL", []


def days_in(entity: Entity, word: str) -> tuple[str, list[Any]]:
    """Return the SQL of records with a day in the fiscal year that a word names, in a column of their page; else ""."""
    period = fiscal_period(word)
    columns = [field.name for field in entity.fields if field.kind is Kind.DATE and field.name in entity.columns]
    if not period or not columns:
        return "", []
    return " OR ".join(f"{name} BETWEEN ? AND ?" for name in columns), [*bounds(period)] * len(columns)


def _word(entity: Entity, word: str) -> tuple[str, list[Any]]:
    """A word is found in the record itself or in what one of its references points to; a fiscal year in its days."""
    expression = search.match_expression(word)
    if not expression:
        return "1", []
    inside, parameters = _found_in(entity.table, expression)
    parts = [f"id IN ({inside})"]
    days, bounding = days_in(entity, word)
    if days:
        parts.append(days)
        parameters.extend(bounding)
    for declared in entity.fields:
        if declared.kind is Kind.REFERENCE and declared.name in entity.columns:
            inside, values = _found_in(declared.target, expression)
            parts.append(f"{declared.name} IN ({inside})")
            parameters.extend(values)
    return f"({' OR '.join(parts)})", parameters


def _found_in(table: str, expression: str) -> tuple[str, list[Any]]:
    first, last = search.range_of(table)
    return (
        f"SELECT rowid - {first} FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?",
        [expression, first, last],
    )


def _is_plain(entity: Entity, name: str) -> bool:
    """The order of the column is the order of its stored values; texts and labels sort without regard to case."""
    folded = (Kind.REFERENCE, Kind.TEXT, Kind.LONG_TEXT)
    return name not in ("ref", "slug") and not is_derived(entity.table, name) and entity.field(name).kind not in folded


def _order(entity: Entity, key: Sort, today: date) -> str:
    way = "DESC" if key.descending else "ASC"
    if is_derived(entity.table, key.field):
        return f"{rank_of(sql_of(entity.table, key.field, today))} {way}, due_date {way} NULLS LAST"
    if key.field in ("ref", "slug"):
        return f"{'id' if key.field == 'ref' else 'slug'} {way} NULLS LAST"
    declared = entity.field(key.field)
    if declared.kind is Kind.REFERENCE:
        labels = ", ".join(f"t.{column}" for column in (*ENTITIES[declared.target].label, "ref"))
        label = f"(SELECT coalesce({labels}) FROM {declared.target} t WHERE t.id = {entity.table}.{key.field})"
        return f"{label} COLLATE NOCASE {way} NULLS LAST"
    fold = " COLLATE NOCASE" if declared.kind in (Kind.TEXT, Kind.LONG_TEXT) else ""
    return f"{key.field}{fold} {way} NULLS LAST"


def _groups(listing: Listing, today: date) -> Iterator[str]:
    if listing.group:
        entity = ENTITIES[listing.table]
        grouping.key_of(entity, listing.group, today)  # refuses what nothing has in common
        yield grouping.order_of(entity, listing.group, listing.table, today, descending=_groups_down(listing))


def _groups_down(listing: Listing) -> bool:
    return any(key.field == grouping.column_of(listing.group) and key.descending for key in listing.sort)


def _rows_of(db: Db, statement: str, ids: Sequence[int]) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        yield db.execute(f"{statement}({', '.join('?' * len(chunk))})", chunk).all()


def _add_labels(db: Db, entity: Entity, records: Iterable[Record]) -> None:
    references = [f for f in entity.fields if f.kind is Kind.REFERENCE]
    wanted: dict[str, set[int]] = {}
    for record in records:
        for declared in references:
            if record.values[declared.name] is not None:
                wanted.setdefault(declared.target, set()).add(record.values[declared.name])
    labels = {target: labels_of(db, target, ids) for target, ids in wanted.items()}
    for record in records:
        for declared in references:
            value = record.values[declared.name]
            if value is not None:
                record.labels[declared.name] = labels[declared.target].get(value, "")


def labels_of(db: Db, table: str, ids: Iterable[int | None]) -> dict[int, str]:
    """Return the short names of records by id."""
    found: dict[int, str] = {}
    columns = ", ".join((*ENTITIES[table].label, "ref"))
    for rows in _rows_of(db, f"SELECT id, coalesce({columns}) FROM {table} WHERE id IN ", sorted(filter(None, ids))):
        found.update(rows)
    return found
