"""Filters a list by free text fast enough to follow the typing among a million records.

The order of the list without its text is known already, and the index names the records that hold a word without
reading them. So each word is a row of flags by record id, and the list is what is left of the known order: no sorting,
and no record is read. A word that nearly all records hold is tried on the head of the list first.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.periods import fiscal_period
from dicas_desktop.store import search
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import days_in

HEAD = 2_000  # ids of the order that are tried with a common word
COMMON = 200_000  # hits that make a word common
INDEXED = 3  # letters of the longest prefix the index holds; for those the hits of a single record are found at once


def expressions_of(text: str) -> list[str]:
    """Return what the index is asked for each word; what is no word asks nothing."""
    return [expression for expression, _word in _asked(text)]


def _asked(text: str) -> list[tuple[str, str]]:
    """Return what the index is asked for each word, and the word."""
    words = text.replace('"', " ").split()
    return [(found, word) for word in words if (found := search.match_expression(word))]


def first_ids(db: Db, table: str, text: str, order: Sequence[int], limit: int) -> "array[int] | None":
    """Return the first `limit` ids of the order that hold every word, if the words are common and its head tells.

    None if the whole order has to be looked at: `filtered_ids` does.
    """
    expressions = expressions_of(text)
    if any(fiscal_period(word) for word in text.split()):
        return None  # days are looked at too: the whole order tells
    if not all(_is_common(db, table, expression) for expression in expressions):
        return None
    head = order[:HEAD]
    hits = set(head)
    for expression in expressions:
        hits = _holding(db, ENTITIES[table], expression, hits)
    if len(hits) < limit and len(order) > HEAD:
        return None
    return array("q", islice((row_id for row_id in head if row_id in hits), limit))


def filtered_ids(db: Db, table: str, text: str, order: "array[int]") -> "array[int]":
    """Return those ids of the order that hold every word, in themselves or in what one of their references names."""
    flags: bytearray | None = None
    for expression, word in _asked(text):
        found = _flags(db, ENTITIES[table], expression, word)
        flags = found if flags is None else _both(flags, found)
    if flags is None:
        return order
    return array("q", filter(flags.__getitem__, order))


def _is_common(db: Db, table: str, expression: str) -> bool:
    hits = "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
    found = db.execute(f"SELECT count(*) FROM ({hits})", (expression, *search.range_of(table), COMMON))
    return " AND " not in expression and int(found.scalar()) >= COMMON


def _holding(db: Db, entity: Entity, expression: str, ids: set[int]) -> set[int]:
    """Return those ids whose record holds a word itself or points to a record that does."""
    first, last = search.range_of(entity.table)
    base = f"SELECT rowid - {first} FROM search_index WHERE search_index MATCH ? AND rowid"
    if len(expression.strip('" *')) <= INDEXED:
        listed = ", ".join(str(first + row_id) for row_id in ids)
        hits = set(db.execute(f"{base} IN ({listed})", (expression,)).scalars())
    else:
        hits = ids.intersection(row[0] for row in db.execute(f"{base} BETWEEN ? AND ?", (expression, first, last)))
    rest = ", ".join(str(row_id) for row_id in ids - hits)
    for name, pointing, parameters in _pointing(entity, expression) if rest else ():
        statement = f"SELECT id FROM {entity.table} WHERE id IN ({rest}) AND {name} IN ({pointing})"
        hits.update(db.execute(statement, parameters).scalars())
    return hits


def _flags(db: Db, entity: Entity, expression: str, word: str) -> bytearray:
    """Return a byte for each record id, 1 where the record holds a word or points to a record that does.

    A fiscal year is held by the days of a record too.
    """
    flags = bytearray(int(db.execute(f"SELECT coalesce(max(id), 0) FROM {entity.table}").scalar()) + 1)
    first, last = search.range_of(entity.table)
    own = f"SELECT rowid - {first} FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
    _raise_flags(flags, db.execute(own, (expression, first, last)))
    days, bounding = days_in(entity, word)
    if days:
        _raise_flags(flags, db.execute(f"SELECT id FROM {entity.table} WHERE {days}", bounding))
    for name, pointing, parameters in _pointing(entity, expression):
        _raise_flags(flags, db.execute(f"SELECT id FROM {entity.table} WHERE {name} IN ({pointing})", parameters))
    return flags


def _pointing(entity: Entity, expression: str) -> Iterable[tuple[str, str, tuple[object, ...]]]:
    """Yield for each reference on the page its column and the query for the records that hold the word."""
    for field in entity.fields:
        if field.kind is Kind.REFERENCE and field.name in entity.columns:
            first, last = search.range_of(field.target)
            statement = f"SELECT rowid - {first} FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
            yield field.name, statement, (expression, first, last)


def _raise_flags(flags: bytearray, rows: Iterable[tuple[int, ...]]) -> None:
    for row in rows:
        flags[row[0]] = 1


def _both(one: bytearray, other: bytearray) -> bytearray:
    joined = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return bytearray(joined.to_bytes(len(one), "little"))
