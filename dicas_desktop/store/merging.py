"""Two records of the directory made one: the fields chosen one by one, all links follow, one step that undo takes back.

The record that goes lies in the bin and says into which one it was merged. Links are moved in closed meetings as well,
since no word of theirs changes when a name in them was written twice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.marking import combined, in_brackets
from dicas_desktop.domain.names import compared
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.delegations import HEAD
from dicas_desktop.store.distinct import follow_merge
from dicas_desktop.store.duplicates import TABLES
from dicas_desktop.store.listing import fetch, links
from dicas_desktop.store.posts import day_before, posts_of
from dicas_desktop.store.told import Teller

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

_INTO = "merged_into_id"
_ALONE = (_INTO, "not_same_as", "marking")  # follow from the merging itself
# Where one record may point to a person or office only once: the column that says within what.
_ONCE = {("delegation_members", "person_id"): "delegation_id", ("parties", "org_id"): "action_item_id"}
# Two seats in a closed meeting stay two: its record can only be read.
_OPEN = {
    "delegation_members": "AND delegation_id NOT IN (SELECT d.id FROM delegations d JOIN meetings m "
    "ON m.id = d.meeting_id WHERE m.stage = 'closed')"
}
# What an office supports it no longer supports when it has come to lead it.
_LED = (
    "SELECT p.id FROM parties p JOIN action_items a ON a.id = p.action_item_id "
    "WHERE p.org_id = ? AND a.owner_org_id = p.org_id AND p.deleted_at IS NULL"
)
_POST = ("title", "title_ja", "org_id", "from_date", "to_date", "source_id", "marking", "releasability")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One field in which the two differ: column, label, the text of each, and whether the second one's is taken."""

    column: str
    label: str
    kept: str
    gone: str
    take: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a merge would do. `links` are the records that point to the second one: kind, field, number."""

    table: str
    kept: int
    gone: int
    sides: tuple[Side, ...]
    links: tuple[tuple[Entity, Field, int], ...]

    @property
    def taken(self) -> tuple[str, ...]:
        """The columns proposed to be taken from the second: those that the first does not fill."""
        return tuple(side.column for side in self.sides if side.take)


def propose(db: Db, table: str, kept: int, gone: int) -> Proposal:
    """Return the two side by side. UserProblem if they are no two live records of the directory."""
    one, other = _two(db, table, kept, gone)
    entity, teller = ENTITIES[table], Teller(db)
    sides = tuple(
        Side(field.name, _(field.label), teller.value(field, one), teller.value(field, other), one[field.name] is None)
        for field in entity.fields
        if field.name not in _ALONE and other[field.name] is not None and one[field.name] != other[field.name]
    )
    return Proposal(table, kept, gone, sides, tuple(links(db, table, gone)))


def merge(step: "Step", table: str, kept: int, gone: int, take: Collection[str]) -> int:
    """Make the two one: `take` names the columns whose value comes from the second. Return how many links moved."""
    db = Db(step.raw)
    one, other = _two(db, table, kept, gone)
    for column in take:
        if column in _ALONE or column not in {field.name for field in ENTITIES[table].fields}:
            text = _("{kind} has no field {name} to take.")
            raise FieldProblem(column, text.format(kind=_(ENTITIES[table].singular), name=column))
    if table == "persons":
        _keep_both_posts(step, one, other, title_taken="title" in take)
    values = {column: other[column] for column in take} | _mark(step, one, other, take)
    if table == "organizations":
        values |= _parent(one, other, values)
    moved = _move(step, table, kept, gone)
    step.update(table, gone, {_INTO: kept})
    batch = step.delete(table, [gone]).batch
    _fold(step, table, kept, batch)
    if values:
        step.update(table, kept, values)
    follow_merge(step, table, kept, gone)
    if table == "organizations":
        _cut_circle(step, kept, other["parent_org_id"])
    return moved


def _two(db: Db, table: str, kept: int, gone: int) -> tuple[Row, Row]:
    if table not in TABLES:
        text = _("Only {known} are merged, not {table}.")
        raise UserProblem(text.format(known=", ".join(TABLES), table=table))
    if kept == gone:
        raise UserProblem(_("This is one record already: choose two to merge."))
    found = [record.values for record in fetch(db, table, [kept, gone])]
    for row in found:
        if row["deleted_at"]:
            text = _("{ref} lies in the bin: take it out first, or choose another.")
            raise UserProblem(text.format(ref=row["ref"]))
    if len(found) < 2:  # noqa: PLR2004 - both of them
        raise UserProblem(_("One of the two is no longer there: reload the page."))
    return found[0], found[1]


def _parent(one: Row, other: Row, values: Row) -> dict[str, int | None]:
    """Return what the office is part of when the two have become one: never itself, nor the one that goes."""
    wished = values.get("parent_org_id", one["parent_org_id"])
    parents = (wished, one["parent_org_id"], other["parent_org_id"])
    parent = next((each for each in parents if each not in (one["id"], other["id"])), None)
    return {} if parent == one["parent_org_id"] and "parent_org_id" not in values else {"parent_org_id": parent}


def _mark(step: "Step", one: Row, other: Row, take: Collection[str]) -> dict[str, str]:
    """Return the marking of both together where words of the second come over to the first, nothing if it stays."""
    if one["marking"] == other["marking"] or not any(other[column] for column in take):
        return {}
    row = step.raw.execute("SELECT value FROM store_facts WHERE name = 'ceiling'").fetchone()
    own, others = (in_brackets(each["marking"] or row[0]) for each in (one, other))
    mark = combined([own, others])
    return {} if mark == own else {"marking": mark[1:-1]}


def _keep_both_posts(step: "Step", one: Row, other: Row, *, title_taken: bool) -> None:
    """Keep the title that is not taken as a post, where its dates are recorded: meetings of that time print it.

    Where the one taken began later, the post held until then ends the day before.
    """
    begins = str(other["from_date"] or "") if title_taken else ""
    for row in posts_of(Db(step.raw), one["id"]):
        if not row["to_date"] and (row["from_date"] or "") < begins:
            step.update("posts", row["id"], {"to_date": day_before(begins)})
    left = one if title_taken else other
    chosen = other if title_taken else one
    dated = left["from_date"] or left["to_date"]
    if left["title"] and dated and compared(left["title"]) != compared(chosen["title"]):
        step.add("posts", {**{name: left[name] for name in _POST}, "person_id": one["id"]})


def _move(step: "Step", table: str, kept: int, gone: int) -> int:
    """Let whatever points to the second point to the first, also from the bin. Return how many live links moved."""
    moved = 0
    for entity, field in _pointing(table):
        if entity.table == table:  # none may end up pointing to itself
            itself = f"UPDATE {table} SET {field.name} = NULL WHERE id = ? AND {field.name} = ?"
            step.raw.execute(itself, (kept, gone))
        where = f"FROM {entity.table} WHERE {field.name} = ? AND deleted_at IS NULL"
        moved += step.raw.execute(f"SELECT count(*) {where}", (gone,)).fetchone()[0]
        step.raw.execute(f"UPDATE {entity.table} SET {field.name} = ? WHERE {field.name} = ?", (kept, gone))
    return moved


def _pointing(table: str) -> Iterator[tuple[Entity, Field]]:
    for entity in ENTITIES.values():
        for field in entity.fields:
            if field.target == table:
                yield entity, field


def _fold(step: "Step", table: str, kept: int, batch: str) -> None:
    """Make one of what now says the same twice: a seat in one delegation, an office at one action, a post held.

    An office that has come to lead an action supports it no more.
    """
    db = Db(step.raw)
    for (child, column), within in _ONCE.items():
        if ENTITIES[child].field(column).target == table:
            statement = (
                f"SELECT id FROM {child} WHERE {column} = ? AND deleted_at IS NULL {_OPEN.get(child, '')} ORDER BY id"
            )
            rows = [record.values for record in fetch(db, child, db.execute(statement, (kept,)).scalars())]
            _fold_rows(step, child, rows, (within,), batch)
    if table == "organizations":
        for row_id in db.execute(_LED, (kept,)).scalars():
            _bin(step, "parties", row_id, batch)
    if table == "persons":
        posts = [row for row in posts_of(db, kept) if not row["deleted_at"]]
        _fold_rows(step, "posts", posts, ("title", "from_date", "to_date"), batch)


def _fold_rows(step: "Step", table: str, rows: Sequence[Row], same: Sequence[str], batch: str) -> None:
    """Put each later row that is the same in these columns into the batch; what only it says goes to the first."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        standing = first.setdefault(tuple(row[name] for name in same), row)
        if standing is row:
            continue
        more = {f.name: row[f.name] for f in ENTITIES[table].fields
                if standing[f.name] is None and row[f.name] is not None and f.name != "marking"}  # fmt: skip
        if row.get("capacity") == HEAD:  # of two seats of one person the higher one is meant
            more["capacity"] = HEAD
        pairs = "".join(f"{name} = ?, " for name in more)
        # `ref` to itself: an update needs a column, also where there is nothing more to say
        step.raw.execute(f"UPDATE {table} SET {pairs}ref = ref WHERE id = ?", (*more.values(), standing["id"]))
        _bin(step, table, row["id"], batch)
        first[tuple(row[name] for name in same)] = {**standing, **more}


def _bin(step: "Step", table: str, row_id: int, batch: str) -> None:
    at = step.now.isoformat(timespec="milliseconds")
    step.raw.execute(f"UPDATE {table} SET deleted_at = ?, deleted_batch = ? WHERE id = ?", (at, batch, row_id))


def _cut_circle(step: "Step", office: int, instead: int | None) -> None:
    """Hang the office below `instead`, or nothing, if it stands below itself since the two became one."""
    parents = dict(step.raw.execute("SELECT id, parent_org_id FROM organizations").fetchall())
    for parent in (parents.get(office), instead, None):
        above, met = parent, set[int]()
        while above is not None and above != office and above not in met:
            met.add(above)
            above = parents.get(above)
        if above != office:
            if parent != parents.get(office):
                step.update("organizations", office, {"parent_org_id": parent})
            return
