"""`list` and `search`: what is in a workspace, for people (a table) and for programs (CSV, JSON)."""

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from dicas_desktop.cli.columns import aligned, plain
from dicas_desktop.cli.conditions import read_condition
from dicas_desktop.cli.naming import entity_named
from dicas_desktop.cli.workspace import as_of, opened
from dicas_desktop.domain import values
from dicas_desktop.domain.attention import State, due_words, state
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.derived import LIGHT, derived_of
from dicas_desktop.domain.register import against_first, light_words, stop_light
from dicas_desktop.domain.texts import _
from dicas_desktop.store import listing
from dicas_desktop.store.anchors import anchor_words, tell
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Listing, Record

_PAGE = 500
_NUMBERS = (Kind.INTEGER, Kind.MONEY)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def show(arguments: Namespace) -> int:
    """List the records of a kind that fit all conditions, in the order of their page."""
    entity = entity_named(arguments.entity)
    today = as_of(arguments)
    with opened(arguments, read_only=True) as store, store.read() as db:
        where = [condition for text in arguments.where for condition in read_condition(db, entity, text)]
        ids = listing.ordered_ids(db, Listing(entity.table, tuple(where)), today)
        records = _records(db, entity, ids)
        write = {"table": _write_table, "csv": _write_csv, "json": _write_json}[arguments.format]
        write(db, entity, records, today)
    return 0


def search(arguments: Namespace) -> int:
    """Find words in all records, grouped by kind."""
    # imported here: `list` is quicker without
    from dicas_desktop.store import search as index

    words = " ".join(arguments.words)
    with opened(arguments, read_only=True) as store, store.read() as db:
        hits = index.search(db, words.encode("utf-8", "replace").decode())
    if not hits:
        sys.stdout.write(_("Nothing was found for {words}: try fewer or other words.").format(words=words) + "\n")
    for table, found in groupby(hits, lambda hit: hit.table):
        sys.stdout.write(f"{_(ENTITIES[table].plural)}\n")
        for hit in found:
            snippet = "" if plain(hit.snippet) == plain(hit.title) else f"  {plain(hit.snippet)}"
            sys.stdout.write(f"  {hit.ref}  {plain(hit.title)}{snippet}\n")
    return 0


def _records(db: Db, entity: Entity, ids: Sequence[int]) -> Iterator[Record]:
    for start in range(0, len(ids), _PAGE):
        yield from listing.fetch(db, entity.table, ids[start : start + _PAGE])


def _write_table(db: Db, entity: Entity, records: Iterator[Record], today: date) -> None:
    found = list(records)
    tell(db, entity.table, found, today)
    fields = [entity.field(name) for name in entity.columns if name not in ("ref", "slug")]
    lit = bool(derived_of(entity.table))
    head = [_("Ref"), *(_(field.label) for field in (*fields, *derived_of(entity.table)))]
    rows = [
        [str(r.values["ref"]), *(_shown(entity, field, r, today) for field in fields), *([_light(r, today)] * lit)]
        for r in found
    ]
    right = [False, *(field.kind in _NUMBERS for field in fields), *([False] * lit)]
    for line in aligned(head, rows, right):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(rows)} {(_(entity.singular) if len(rows) == 1 else _(entity.plural)).lower()}\n")


def _shown(entity: Entity, field: Field, record: Record, today: date) -> str:
    """Return the text of a cell; a status with its sign, a date that is due with its countdown."""
    text = values.show(field, record.values, record.labels, today)
    found = state(entity.table, record.values, today)
    if found and field.name == "status":
        return f"{found.sign} {found.word}".strip()
    if found and found.days is not None and field.name == "due_date":
        text = f"{text} · {due_words(found.days)}"
    return " · ".join(filter(None, (text, anchor_words(field, record))))


def _light(record: Record, today: date) -> str:
    """Return the stop-light of an action, with its lateness against the first date where that was moved."""
    known, first = light_words(record.values, today)
    return known.brief + (f" · {first}" if first else "")


def _write_csv(db: Db, entity: Entity, records: Iterator[Record], today: date) -> None:
    """Write for a spreadsheet: a cell that would be taken for a formula is marked as text by an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_names(entity))
    for record in _told(db, entity, records, today):
        writer.writerow([_as_text(value) for value in record.values()])


def _as_text(value: str | int | None) -> str | int | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_json(db: Db, entity: Entity, records: Iterator[Record], today: date) -> None:
    """Write a JSON array, one record a line."""
    before = "[\n"
    for record in _told(db, entity, records, today):
        sys.stdout.write(f"{before}{json.dumps(record, ensure_ascii=False)}")
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _names(entity: Entity) -> list[str]:
    names = ["ref", entity.slug_column, *(field.name for field in entity.fields)]
    names += ["state", "days_left"] if _has_states(entity) else []
    return [*names, LIGHT, "first_days_left"] if derived_of(entity.table) else names


def _has_states(entity: Entity) -> bool:
    return state(entity.table, {"status": "unknown"}, date.min) is not None


def _told(db: Db, entity: Entity, records: Iterator[Record], today: date) -> Iterator[dict[str, Any]]:
    """Yield each record with its stored values by name; a reference is told as in the public record's files."""
    targets = {field.name: _keys(db, field.target) for field in entity.fields if field.kind is Kind.REFERENCE}
    for record in records:
        told = {"ref": record.values["ref"], entity.slug_column: record.values["slug"]}
        for field in entity.fields:
            value = record.values[field.name]
            told[field.name] = targets[field.name].get(value) if field.name in targets else value
        if _has_states(entity):
            found = state(entity.table, record.values, today) or State("", "", "")
            told |= {"state": found.tone or None, "days_left": found.days}
        if derived_of(entity.table):
            light = stop_light(record.values, today).word
            told |= {LIGHT: light, "first_days_left": against_first(record.values, today)}
        yield told


def _keys(db: Db, table: str) -> dict[int | None, str]:
    statement = f"SELECT id, coalesce(slug, ref) FROM {table}"  # noqa: S608 - a table of the catalogue
    return {row[0]: row[1] for row in db.execute(statement)}
