"""What changed since the meeting before: net, by kind of record, with what it was and what it is."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from dicas_desktop.briefs.actions import last_meeting
from dicas_desktop.briefs.change_content import ChangeField, ChangeGroup, ChangeRow, ChangeSection
from dicas_desktop.briefs.content import Status, Text, Tone
from dicas_desktop.briefs.occasion import Occasion
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import Deed, Outcome
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.vocabulary import DRAFT_ACTION
from dicas_desktop.domain.zones import TOKYO
from dicas_desktop.store import points
from dicas_desktop.store.changes import Change, Changes, Gathered, changes, gathered
from dicas_desktop.store.changes_told import GATHERED_FROM, Telling, ToldChange

_MOST = 60  # rows of the section; the rest is counted
_MARKS = ("marking", "releasability")
_LONGEST = 300  # letters of a value
_COMMON = ("Work", "Sustainment", "Industry")  # groups whose records of no forum concern every meeting
_TABLES = {table: number for number, table in enumerate(ENTITIES)}
_WORDS: dict[Deed, tuple[str, Tone]] = {
    Deed.ADDED: ("Added", "open"),
    Deed.CLOSED: ("Closed", "done"),
    Deed.REOPENED: ("Reopened", "soon"),
    Deed.MOVED: ("Moved", "soon"),
    Deed.CHANGED: ("Changed", "open"),
    Deed.RESTORED: ("Restored", "open"),
    Deed.DELETED: ("Deleted", "late"),
}
_BY = {
    "import": "{what} by import",
    "merge": "{what} by merge",
    "migrate": "{what} by an upgrade of the file",
    "restore": "{what} by restoring a backup",
    "recover": "{what} by recovery",
}


def changes_since(reader: Reader, occasion: Occasion, title: str) -> ChangeSection:
    """Return what changed since the meeting before this one ended, as the journal stands now.

    Told are the records of the forum, and those of no forum that concern every meeting. Where the journal begins after
    that meeting, what its file was first filled with is no change.
    """
    last = last_meeting(reader, occasion)
    if last is None:
        return ChangeSection("changes", title, reader.say("No meeting before this one is recorded."), (), ())
    point = points.since_meeting(reader.db, last["id"])
    began = points.begins(reader.db)
    late = bool(point.note) and began is not None
    found = changes(reader.db, points.founded(reader.db) if late else point.step)
    drafts = _drafts(reader)
    told = [each for each in found.items if _concerns(occasion, each) and (each.table, each.row_id) not in drafts]
    told.sort(key=lambda change: _TABLES[change.table])
    since = _since(reader, last)
    none = reader.say("No change")
    if late and began is not None:
        since += " " + reader.say("The journal begins on {day}; what changed before cannot be told.",
                                  day=reader.day(began.astimezone(ZoneInfo(TOKYO)).date().isoformat()))  # fmt: skip
    if not told:
        return ChangeSection(
            "changes", title, f"{none}. {since}" if reader.language == "en" else f"{none}。{since}", (), ()
        )
    rows = list(gathered(replace(found, items=tuple(told)), GATHERED_FROM - 1))
    made = tuple(_groups(reader, found, rows[:_MOST]))
    if len(rows) > _MOST:
        since += " " + reader.say("{n} more are not printed.", n=f"{len(rows) - _MOST:,}")
    heads = (reader.say("Ref"), reader.say("Record"), reader.say("Change"))
    return ChangeSection("changes", title, none, heads, made, since)


def _since(reader: Reader, last: Row) -> str:
    """Since which meeting; its title is that of a record, so its mark is counted and stands before it."""
    day = reader.day(last["start_date"], last["date_precision"])
    named = reader.say("{title}, {day}", title=last["title"], day=day)
    return reader.say("Since {meeting}.", meeting=f"{reader.mark(last)} {named}")


def _concerns(occasion: Occasion, change: Change) -> bool:
    if change.forum is None:
        return ENTITIES[change.table].group in _COMMON
    return occasion.forum is not None and change.forum == occasion.forum["id"]


def _drafts(reader: Reader) -> set[tuple[str, int]]:
    """Return the draft actions and what hangs on them, table and id: they are never printed."""
    drafts = f"SELECT id FROM action_items WHERE status = '{DRAFT_ACTION}'"  # noqa: S608 - a word of the program's own
    found = {("action_items", row_id) for row_id in reader.db.execute(drafts).scalars()}
    for table in ("parties", "extensions", "attachments") if found else ():
        hanging = f"SELECT id FROM {table} WHERE action_item_id IN ({drafts})"  # noqa: S608 - own names
        found |= {(table, row_id) for row_id in reader.db.execute(hanging).scalars()}
    return found


def _groups(reader: Reader, found: Changes, rows: Sequence[Change | Gathered]) -> Iterator[ChangeGroup]:
    telling = Telling(reader.db, found)
    for table, some in groupby(rows, key=lambda row: row.table):
        of_the_kind = list(some)
        each = [row for row in of_the_kind if isinstance(row, Change)]
        told, states = iter(telling.tell(each)), telling.states(each)
        made = tuple(
            _many(reader, found, row) if isinstance(row, Gathered) else _row(reader, found, next(told), states[row.uid])
            for row in of_the_kind
        )
        yield ChangeGroup(reader.say(ENTITIES[table].plural), made)


def _many(reader: Reader, found: Changes, many: Gathered) -> ChangeRow:
    first = many.items[0]
    ids = json.dumps([item.row_id for item in many.items])
    one_of_each_mark = (
        f"SELECT min(id) FROM {many.table} "  # noqa: S608 - own names
        "WHERE id IN (SELECT value FROM json_each(?)) GROUP BY marking ORDER BY 1"
    )
    rows = reader.query(many.table, one_of_each_mark, (ids,))
    words = reader.say("{n} records", n=f"{len(many.items):,}")
    return ChangeRow("", Text(words, reader.mark(*rows)), _status(reader, found, first, {many.step}))


def _row(reader: Reader, found: Changes, told: ToldChange, state: Row) -> ChangeRow:
    entity, outcome = ENTITIES[told.change.table], told.change.outcome
    now = {**state, **outcome.after}
    old = {**now, **outcome.before}
    # what it was then is printed with the mark it bore then; a mark alone tells nothing of the content
    content = any(value for name, value in outcome.before.items() if name not in _MARKS)
    shown: list[Row] = [old] if content and old.get("marking") != now.get("marking") else []
    fields = tuple(_fields(reader, entity, (old, now), told, shown))
    text = _title(reader, entity, now, shown)
    steps = {step.id for step in told.steps}
    return ChangeRow(told.ref, text, _status(reader, found, told.change, steps), fields)


def _title(reader: Reader, entity: Entity, values: Row, beside: list[Row]) -> Text:
    """How the record is called, with the mark of all that its line shows: of old values and of names, too."""
    title = entity.field(entity.title) if entity.title not in ("ref", "slug") else None
    if title is not None and title.kind is Kind.REFERENCE:
        row = reader.one(title.target, values.get(title.name))
        return reader.text(values, reader.name(row), None, (row, *beside))
    english, notes = reader.prose(next((str(values[c]) for c in (entity.title, *entity.label) if values.get(c)), ""))
    japanese = values.get(f"{entity.title.removesuffix('_en')}_ja")
    owner = _owner(reader, entity, values)
    text = reader.text(values, english, japanese, (owner, *beside))
    words = " – ".join(filter(None, (reader.name(owner), text.words)))
    return replace(text, words=words, notes=tuple(sorted({*text.notes, *notes})))


def _owner(reader: Reader, entity: Entity, values: Row) -> Row | None:
    """What a record without a name of its own is about, such as the ship of a repair: what its table shows first."""
    if entity.label[0] not in ("slug", "ref"):
        return None
    columns = (entity.field(name) for name in entity.columns if name not in ("slug", "ref"))
    first = next((field for field in columns if field.kind is Kind.REFERENCE), None)
    return None if first is None else reader.one(first.target, values.get(first.name))


def _fields(
    reader: Reader, entity: Entity, ends: tuple[Row, Row], told: ToldChange, shown: list[Row]
) -> Iterator[ChangeField]:
    for field in told.fields:
        if field.column == "slug":
            yield ChangeField(entity.slug_column, field.before, field.after)
            continue
        declared = entity.field(field.column)
        before, after = (_cut(_value(reader, declared, values, shown)) for values in ends)
        moved = _days(reader, told.change.outcome, declared)
        if field.why is not None:
            shown += reader.rows(field.why.table, [field.why.row_id])
            moved = reader.say("{moved}: {reason}", moved=moved, reason=_cut(field.why.text))
        yield ChangeField(reader.say(declared.label), before, after, moved)


def _value(reader: Reader, field: Field, values: Mapping[str, Any], shown: list[Row]) -> str:
    """Return a stored value in the language of the paper; a record that it names is added to what is shown."""
    value = values.get(field.name)
    if value is None or value == "":
        return "—"
    if field.kind is Kind.REFERENCE:
        row = reader.one(field.target, value)
        if row is None:
            return f"#{value}"
        shown.append(row)
        return reader.name(row)
    if field.kind is Kind.DATE:
        return reader.day(str(value), values.get(field.precision))
    if field.kind in (Kind.CHOICE, Kind.PRECISION):
        return reader.say(field.choice_label(str(value)))
    return f"{value:,}" if field.kind in (Kind.INTEGER, Kind.MONEY) else str(value)


def _days(reader: Reader, outcome: Outcome, field: Field) -> str:
    """Return "+12 d" for a date that moved."""
    old, new = outcome.before.get(field.name), outcome.after.get(field.name)
    if field.kind is not Kind.DATE or not old or not new:
        return ""
    days = (datetime.fromisoformat(new) - datetime.fromisoformat(old)).days
    return reader.say("{n} d", n=f"{days:+}".replace("-", "\N{MINUS SIGN}")) if days else ""


def _status(reader: Reader, found: Changes, change: Change, steps: set[int]) -> Status:
    word, tone = _WORDS[change.deed]
    words = reader.say(word)
    if change.deed is Deed.MOVED:
        days = change.outcome.days
        words = reader.say("Moved {n} d", n=f"{days:+}".replace("-", "\N{MINUS SIGN}"))
        tone = "soon" if days > 0 else "open"
    origins = {found.origin(step) for step in steps}
    pattern = _BY.get(origins.pop()) if len(origins) == 1 else None
    return Status(reader.say(pattern, what=words) if pattern else words, tone=tone)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
