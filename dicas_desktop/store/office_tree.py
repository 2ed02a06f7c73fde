"""The organizations as a tree: who is part of whom, with the people of each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dicas_desktop.store.db import Db


@dataclass(frozen=True, slots=True)
class Office:
    """One line of the tree. `depth` counts from 0; `below` is the number of offices under it, `people` its own.

    `circle` tells that it is its own superior by way of others: it stands where the circle was met first.
    """

    id: int
    ref: str
    name: str
    name_ja: str
    abbreviation: str
    country: str
    depth: int
    below: int
    people: int
    circle: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A person of an office."""

    id: int
    ref: str
    name: str
    name_ja: str
    title: str


_ALL = (
    "SELECT id, ref, coalesce(name_en, '') AS name, coalesce(name_ja, '') AS name_ja, "
    "coalesce(abbreviation, '') AS abbreviation, coalesce(country, '') AS country, parent_org_id AS parent "
    "FROM organizations WHERE deleted_at IS NULL ORDER BY country = 'US' DESC, country = 'JP' DESC, country, "
    "CASE org_type WHEN 'government' THEN 0 WHEN 'military' THEN 1 WHEN 'company' THEN 2 ELSE 3 END, name, id"
)
_MEMBERS = (
    "SELECT org_id, id, ref, name_en AS name, coalesce(name_ja, '') AS name_ja, coalesce(title, '') AS title "
    "FROM persons WHERE deleted_at IS NULL AND org_id IS NOT NULL ORDER BY org_id, name_en, id"
)
_PEOPLE = "SELECT org_id FROM persons WHERE deleted_at IS NULL AND org_id IS NOT NULL"


def tree(db: Db) -> list[Office]:
    """Return every organization in the order of the tree: each below the one that it is part of, the two sides first.

    An office whose superior is in the bin stands at the top; one in a circle is listed once and says so.
    """
    rows = {row["id"]: row for row in db.execute(_ALL).mappings()}
    people = Counter(db.execute(_PEOPLE).scalars())
    children: dict[int | None, list[int]] = {}
    for row_id, row in rows.items():
        children.setdefault(row["parent"] if row["parent"] in rows else None, []).append(row_id)
    found: dict[int, tuple[int, bool]] = {}
    for top in children.get(None, []):
        found.update(_below(children, top, circle=False))
    for row_id in rows:  # what no top leads to stands in a circle
        if row_id not in found:
            found.update((i, place) for i, place in _below(children, row_id, circle=True) if i not in found)
    order = list(found)
    return [_office(rows[i], found, order, place, people) for place, i in enumerate(order)]


def members(db: Db) -> dict[int, list[Member]]:
    """Return the people by the id of their office, each office's in the order of their names."""
    found: dict[int, list[Member]] = {}
    for org_id, *values in db.execute(_MEMBERS).all():
        found.setdefault(org_id, []).append(Member(*values))
    return found


def _below(
    children: Mapping[int | None, list[int]], top: int, *, circle: bool
) -> Iterator[tuple[int, tuple[int, bool]]]:
    waiting, met = [(top, 0)], set[int]()
    while waiting:
        row_id, depth = waiting.pop()
        if row_id in met:
            continue
        met.add(row_id)
        yield row_id, (depth, circle)
        waiting.extend((child, depth + 1) for child in reversed(children.get(row_id, [])))


def _office(
    row: Mapping[str, Any], found: Mapping[int, tuple[int, bool]], order: list[int], place: int, people: Counter[int]
) -> Office:
    depth, circle = found[row["id"]]
    below = 0
    for following in order[place + 1 :]:
        if found[following][0] <= depth:
            break
        below += 1
    plain = {name: row[name] for name in ("id", "ref", "name", "name_ja", "abbreviation", "country")}
    return Office(**plain, depth=depth, below=below, people=people[row["id"]], circle=circle)
