"""Full-text search over every record, English and Japanese.

Text is normalised (NFKC, case folded) and every run of Japanese is written as overlapping two-character pieces, ended
by its last character alone, so that a word of two characters is found anywhere and one character as a prefix. The
index is brought up to date at the end of a step from the changes that the journal holds anyway.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple
from zlib import crc32

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import WORDS
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.db import Db

_JAPANESE = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN, _PART = f"[{_JAPANESE}]+", f"([{_JAPANESE}]+)|([^{_JAPANESE}]+)"
_TABLE_BITS = 40
_MANY = 2_000  # above this many hits ranking them all takes too long; they come by table instead
_CHUNK = 500
_REMEMBERED = 4_096  # runs of Japanese, of which names and set phrases come again and again


class Hit(NamedTuple):
    """A record that was found: where it lives, its title, and the words around the first match."""

    table: str
    id: int
    ref: str
    title: str
    snippet: str


def create(raw: Connection) -> None:
    """Make the empty index of a new file."""
    raw.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(body, content='', contentless_delete=1, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    # bytes gathered before a piece of the index is written: an import writes fewer pieces to be merged again
    raw.execute("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 8388608)")


def normalise(text: str) -> str:
    """Return the text as it is compared: compatibility forms and case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def pieces(text: str) -> str:
    """Return the text as it is indexed."""
    if text.isascii():
        return text.casefold()
    return _pattern(_RUN).sub(lambda run: _pieces_of_run(run[0]), normalise(text))


def match_expression(words: str) -> str:
    """Return the FTS5 expression of what a person typed; every character is literal. Empty if there is no word."""
    return " AND ".join(_terms(words))


def first_rowid(table: str) -> int:
    """Return the number that stands for record 0 of a table in the index; records follow by their id."""
    return (crc32(table.encode()) & 0x7FFF) << _TABLE_BITS


def range_of(table: str) -> tuple[int, int]:
    """Return the first and last number that records of a table can have in the index."""
    first = first_rowid(table)
    return first, first + (1 << _TABLE_BITS) - 1


def update(raw: Connection, changed: dict[str, set[int]], new: Mapping[str, Container[int]] | None = None) -> None:
    """Bring the index up to date for these records, inside the open step. Those in `new` are not in it yet."""
    for table, ids in changed.items():
        names = _text_columns(table)
        body = " || ".join(f"coalesce({name} || char(10), '')" for name in ("ref", "slug", *names))
        statement = f"SELECT ? + id, {body} FROM {table} WHERE deleted_at IS NULL AND id IN "
        first = first_rowid(table)
        fresh = new.get(table, ()) if new else ()
        for chunk in _chunks(sorted(ids)):
            marks = f"({', '.join('?' * len(chunk))})"
            if gone := [(first + i,) for i in chunk if i not in fresh]:
                raw.executemany("DELETE FROM search_index WHERE rowid = ?", gone)
            rows = raw.execute(statement + marks, (first, *chunk)).fetchall()
            raw.executemany(
                "INSERT INTO search_index (rowid, body) VALUES (?, ?)", [(rowid, pieces(body)) for rowid, body in rows]
            )


def rebuild(raw: Connection, tables: Iterable[str]) -> None:
    """Make the whole index anew, inside the open step."""
    raw.execute("DELETE FROM search_index")
    for table in tables:
        update(raw, {table: {row[0] for row in raw.execute(f"SELECT id FROM {table}")}})


def search(db: Db, words: str, limit: int = 50) -> list[Hit]:
    """Return what was found, best first within a table, tables in sidebar order."""
    expression = match_expression(words)
    if not expression:
        return []
    found = db.execute("SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?", (expression, _MANY + 1))
    order = "ORDER BY rank" if len(found.all()) <= _MANY else ""
    hits: list[Hit] = []
    for table, entity in ENTITIES.items():
        first, last = range_of(table)
        rows = db.execute(
            f"SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? {order} LIMIT ?",
            (expression, first, last, limit),
        )
        ids = [rowid - first for rowid in rows.scalars()]
        hits.extend(_hits(db, table, entity.title, ids, words))
    return hits


def _hits(db: Db, table: str, title: str, ids: list[int], words: str) -> Iterator[Hit]:
    names = _text_columns(table)
    marks = ", ".join("?" * len(ids))
    rows = db.execute(f"SELECT id, ref, {title}, {', '.join(names)} FROM {table} WHERE id IN ({marks})", ids)
    by_id = {row[0]: row for row in rows}
    wanted = [normalise(word) for word in words.replace('"', " ").split()]
    for row in (by_id[row_id] for row_id in ids if row_id in by_id):  # another program may have taken a row away
        yield Hit(table, row[0], row[1], row[2] or row[1], _snippet([t for t in row[3:] if t], wanted))


def _snippet(texts: list[str], wanted: list[str], around: int = 60) -> str:
    for text in texts:
        folded = normalise(text)
        places = [folded.find(word) for word in wanted]
        found = [place for place in places if place >= 0]
        if found:
            start = max(0, min(found) - around)
            end = min(len(text), min(found) + 2 * around)
            return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return texts[0][: 3 * around] if texts else ""


def _text_columns(table: str) -> list[str]:
    return [field.name for field in ENTITIES[table].fields if field.kind in WORDS]


@lru_cache(_REMEMBERED)
def _pieces_of_run(run: str) -> str:
    return f" {' '.join(_pairs(run))} {run[-1]} "


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    """Compile when first asked for: ranges so large take 3 ms, which a window's first rows need not wait for."""
    return re.compile(expression)


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:]))


def _terms(words: str) -> Iterator[str]:
    for word in words.replace('"', " ").replace("\0", " ").split():
        for japanese, other in _pattern(_PART).findall(normalise(word)):
            if japanese:
                yield f'"{" ".join(_pairs(japanese))}"' if len(japanese) > 1 else f'"{japanese}" *'
            elif tokens := re.findall(r"\w+", other.replace("_", " ")):
                yield f'"{" ".join(tokens)}" *'


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
