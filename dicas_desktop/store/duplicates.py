"""Records of the directory that look like one and the same: people and organizations.

Compared are keys of their names (`domain.names`), not texts: width, case, kana and shapes of a character do not count.
Nothing is decided here. Two people may share a name, and a person looks at both before they become one. Those of which
a person said that they are two (`distinct`) are not proposed again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.names import office_keys, person_keys
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.db import Db
from dicas_desktop.store.distinct import told_apart

TABLES = ("persons", "organizations")
_KEYS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, str]]] = {
    "persons": person_keys,
    "organizations": office_keys,
}
_WORDS = {
    "japanese": N_("same name in Japanese"),
    "kana": N_("same reading in kana"),
    "latin": N_("same name in Latin letters"),
    "name": N_("same name"),
    "abbreviation": N_("same abbreviation"),
    "office": N_("same organization"),
    "differ": N_("other names in Japanese"),
}
_WEIGHT = {"japanese": 4, "name": 4, "kana": 2, "latin": 2, "abbreviation": 2, "office": 1, "differ": -3}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records that look like one, `one` the older; `reasons` are names of what they share, see `words`."""

    table: str
    one: int
    other: int
    reasons: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it; the higher ones come first in a list."""
        return sum(_WEIGHT[reason] for reason in self.reasons)

    @property
    def words(self) -> str:
        """Say what they share: "same name in Japanese, same organization"."""
        return ", ".join(_(_WORDS[reason]) for reason in self.reasons)


def pairs(db: Db, table: str) -> list[Likeness]:
    """Return every two records that look like one, the likeliest first. `table` is one of `TABLES`."""
    rows, apart = _rows(db, table), told_apart(db, table)
    keyed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row_id, row in rows.items():
        for key in _KEYS[table](row).items():
            keyed[key].append(row_id)
    met: dict[tuple[int, int], None] = {}
    for ids in keyed.values():
        for place, other in enumerate(ids):  # with the oldest that it may be: of three records two pairs, not three
            one = next((each for each in islice(ids, place) if (each, other) not in apart), None)
            if one is not None:
                met[one, other] = None
    found = [_likeness(table, rows[one], rows[other]) for one, other in met]
    return sorted(found, key=lambda like: (-like.weight, like.one, like.other))


def alike(db: Db, table: str, values: Row, besides: int | None = None) -> list[Likeness]:
    """Return the records that a new one of these values looks like, the likeliest first; `other` is 0, the new one.

    `besides` is the record itself, where one that is there already is asked about.
    """
    own = set(_KEYS[table](values).items())
    if not own:
        return []
    new = {**dict.fromkeys(_columns(table)), **values, "id": 0}
    apart = set() if besides is None else {each for pair in told_apart(db, table) if besides in pair for each in pair}
    found = [
        _likeness(table, row, new)
        for row_id, row in _rows(db, table).items()
        if row_id not in {besides, *apart} and own & set(_KEYS[table](row).items())
    ]
    return sorted(found, key=lambda like: (-like.weight, like.one))


def _likeness(table: str, one: Row, other: Row) -> Likeness:
    return Likeness(table, one["id"], other["id"], tuple(_reasons(table, one, other)))


def _reasons(table: str, one: Row, other: Row) -> Iterator[str]:
    own, others = _KEYS[table](one), _KEYS[table](other)
    shared = [name for name, key in own.items() if others.get(name) == key]
    yield from shared
    if table == "persons":
        if one["org_id"] is not None and one["org_id"] == other["org_id"]:
            yield "office"
        if "japanese" not in shared and "japanese" in own and "japanese" in others:
            yield "differ"


def _rows(db: Db, table: str) -> dict[int, dict[str, Any]]:
    columns = ", ".join(("id", *_columns(table)))
    statement = f"SELECT {columns} FROM {table} WHERE deleted_at IS NULL ORDER BY id"
    return {row["id"]: row for row in db.execute(statement).mappings()}


def _columns(table: str) -> list[str]:
    return [
        field.name
        for field in ENTITIES[table].fields
        if "name" in field.name or field.name in ("abbreviation", "country", "org_id")
    ]
