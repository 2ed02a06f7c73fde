"""The delegations of a meeting: who sits for each side, in which order, and who heads it.

The order is that of `precedence`; who has none follows by capacity, as the public record names people. A side has one
head at most: naming a second one says who has to step down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import CAPACITIES
from dicas_desktop.store.db import Db
from dicas_desktop.store.posts import held_on

if TYPE_CHECKING:
    from dicas_desktop.store.step import Added, Step

HEAD, DEPUTY = "leader", "deputy"
BOTH = ("US", "JP")  # the two sides of the forum, always shown
# Written beside the guards, which would ask each other: both tell of the same chair.
_NAME = "UPDATE delegations SET leader_person_id = ?, leader_role = ? WHERE id = ?"
_SEAT_AS = "UPDATE delegation_members SET capacity = ? WHERE id = ?"
_NAMED = (
    "SELECT p.id, p.name_en, d.leader_role, m.id FROM delegations d JOIN persons p ON p.id = d.leader_person_id "
    "LEFT JOIN delegation_members m ON m.delegation_id = d.id AND m.person_id = p.id AND m.deleted_at IS NULL "
    "WHERE d.id = ? AND p.deleted_at IS NULL"
)
_RANK = " ".join(f"WHEN '{choice.value}' THEN {rank}" for rank, choice in enumerate(CAPACITIES))
_ORDER = f"m.precedence IS NULL, m.precedence, CASE m.capacity {_RANK} ELSE 99 END, m.id"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of a delegation: `role` is what is noted for this meeting, `post` what the person held on its day."""

    id: int
    ref: str
    person_id: int | None
    name: str
    name_ja: str
    role: str
    org: str
    capacity: str | None
    attendance: str | None
    post: str = ""

    @property
    def head(self) -> bool:
        """Heads the delegation."""
        return self.capacity == HEAD


@dataclass(frozen=True, slots=True)
class Side:
    """One side at the meeting. `delegation_id` is None where nothing is recorded of it yet."""

    side: str
    delegation_id: int | None = None
    ref: str = ""
    org: str = ""
    head: str = ""  # name of the head, or the role alone where only that is recorded
    headcount: int | None = None
    note: str = ""
    seats: tuple[Seat, ...] = ()


class SecondHead(FieldProblem):
    """A delegation would have two heads. `standing` is the name of the one it has."""

    def __init__(self, standing: str, field: str = "capacity") -> None:
        """Name the head there is; `field` is where another one was entered."""
        text = _("{field}: {name} heads this delegation already, and it has one head: say who steps down.")
        table = "delegation_members" if field == "capacity" else "delegations"
        super().__init__(field, text.format(field=_(ENTITIES[table].field(field).label), name=standing))
        self.standing = standing


def sides(db: Db, meeting_id: int) -> tuple[Side, ...]:
    """Return the United States, Japan, then every other side that is recorded, each with its people in order."""
    rows = db.execute(
        "SELECT d.id, d.ref, d.side, coalesce(o.abbreviation, o.name_en, ''), "
        "coalesce(p.name_en, d.leader_role, ''), d.headcount, coalesce(d.note, '') "
        "FROM delegations d LEFT JOIN organizations o ON o.id = d.org_id "
        "LEFT JOIN persons p ON p.id = d.leader_person_id "  # one who was removed led the meetings of his time
        "WHERE d.meeting_id = ? AND d.deleted_at IS NULL ORDER BY d.id",
        (meeting_id,),
    ).all()
    found: list[Side] = []
    for row_id, ref, side, org, head, headcount, note in rows:
        found.append(Side(side, row_id, ref, org, head, headcount, note, _seats(db, row_id)))
    day = db.execute("SELECT start_date FROM meetings WHERE id = ?", (meeting_id,)).scalar()
    found = [replace(each, seats=tuple(_with_post(db, seat, day) for seat in each.seats)) for each in found]
    missing = [Side(side) for side in BOTH if side not in {each.side for each in found}]
    rank = {side: place for place, side in enumerate(BOTH)}
    return tuple(sorted([*found, *missing], key=lambda each: rank.get(each.side, len(rank))))


def add_seat(
    step: "Step", meeting_id: int, side: str, values: Mapping[str, Any], steps_down: str | None = None
) -> "Added":
    """Add a person or an office to a side, below the others; the delegation is made with its first seat.

    FieldProblem without either, or if the person sits there already; `SecondHead` as from `set_capacity`.
    """
    if values.get("person_id") is None and values.get("org_id") is None and not values.get("role_note"):
        raise FieldProblem("person_id", _("Person: name a person, an office or at least a role."))
    delegation = _delegation(step, meeting_id, side)
    person = values.get("person_id")
    if person is not None:
        twice = step.raw.execute(
            "SELECT ref FROM delegation_members WHERE delegation_id = ? AND person_id = ? AND deleted_at IS NULL",
            (delegation, person),
        ).fetchone()
        if twice:
            text = _("Person: sits in this delegation already ({ref}).")
            raise FieldProblem("person_id", text.format(ref=twice[0]))
    places = step.raw.execute(
        "SELECT count(*), count(precedence), max(precedence) FROM delegation_members "
        "WHERE delegation_id = ? AND deleted_at IS NULL",
        (delegation,),
    ).fetchone() or (0, 0, 0)
    last = (places[2] or 0) + 1 if places[0] == places[1] else None  # an order is begun by whoever moves somebody
    step.steps_down = steps_down
    return step.add("delegation_members", {"precedence": last, **values, "delegation_id": delegation})


def set_capacity(step: "Step", seat_id: int, capacity: str | None, steps_down: str | None = None) -> None:
    """Give a seat its capacity. A second head needs `steps_down`, what the first becomes, or `SecondHead` says so."""
    _seat_row(step, seat_id)
    step.steps_down = steps_down
    step.update("delegation_members", seat_id, {"capacity": capacity})


# ------------------------------------------------------------------ guards of every route
def settle_new(step: "Step", values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A new seat is no second head, unless `step.steps_down` says what the first becomes.

    The head is written at the delegation too, where overview and readiness read it.
    """
    if values.get("capacity") == HEAD:
        _take_the_chair(step, values, None)
    return values


def settle_change(
    step: "Step", seat_id: int, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """No seat becomes a second head; a head that leaves the chair is taken off the delegation."""
    after = {**before, **values}
    if all(after[name] == before[name] for name in ("capacity", "delegation_id", "person_id", "role_note")):
        return values
    if before["capacity"] == HEAD:
        step.raw.execute(
            f"{_NAME} AND leader_person_id IS ?", (None, None, before["delegation_id"], before["person_id"])
        )
    if after["capacity"] == HEAD:
        _take_the_chair(step, after, seat_id)
    return values


def settle_delete(step: "Step", seats: Sequence[int]) -> None:
    """A head whose seat is taken out heads the delegation no longer."""
    for seat_id in seats:
        step.raw.execute(
            "UPDATE delegations SET leader_person_id = NULL, leader_role = NULL WHERE leader_person_id IS NOT NULL AND "
            "(id, leader_person_id) = (SELECT delegation_id, person_id FROM delegation_members "
            "WHERE id = ? AND capacity = ? AND deleted_at IS NULL)",
            (seat_id, HEAD),
        )


def settle_restored(step: "Step", seats: Sequence[int]) -> None:
    """A head that comes back is named at the delegation again. UserProblem if another one heads it meanwhile."""
    for seat_id in seats:
        row = step.raw.execute(
            "SELECT m.ref, m.delegation_id, m.person_id, m.role_note, d.leader_person_id FROM delegation_members m "
            "JOIN delegations d ON d.id = m.delegation_id "
            "WHERE m.id = ? AND m.capacity = ? AND d.deleted_at IS NULL",
            (seat_id, HEAD),
        ).fetchone()
        if row is None:
            continue
        ref, delegation, person, role, named = row
        standing = [seat.name for seat in _seats(Db(step.raw), delegation) if seat.head and seat.id not in seats]
        if named is not None and named != person and not standing:
            standing = [found[1] for found in step.raw.execute(_NAMED, (delegation,))]
        if standing:
            text = _("{ref} headed its delegation, which {name} heads now: give {name} another capacity, then restore.")
            raise UserProblem(text.format(ref=ref, name=standing[0]))
        if named is None and person is not None:
            step.raw.execute(_NAME, (person, role, delegation))


def settle_delegation(
    step: "Step", delegation: int, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Whoever is named as head of a delegation heads it from the seat, too; another head steps down."""
    person = values.get("leader_person_id", before["leader_person_id"])
    if person == before["leader_person_id"]:
        return values
    for seat in _seats(Db(step.raw), delegation):
        if seat.head and seat.person_id != person:
            if person is not None and step.steps_down is None:
                raise SecondHead(seat.name, "leader_person_id")
            step.raw.execute(_SEAT_AS, (None if person is None else step.steps_down, seat.id))
        elif person is not None and seat.person_id == person:
            step.raw.execute(_SEAT_AS, (HEAD, seat.id))
    return values


def _take_the_chair(step: "Step", seat: Mapping[str, Any], seat_id: int | None) -> None:
    """Let whoever heads the delegation step down for this seat, and name its person at the delegation."""
    delegation, person = seat["delegation_id"], seat["person_id"]
    standing = [each for each in _seats(Db(step.raw), delegation) if each.head and each.id != seat_id]
    for each in standing:
        if step.steps_down is None:
            raise SecondHead(each.name)
        step.raw.execute(_SEAT_AS, (step.steps_down, each.id))
    named = step.raw.execute(_NAMED, (delegation,)).fetchone()
    if named and not standing and named[0] != person:  # named at the delegation alone, as the public record may do
        if step.steps_down is None:
            raise SecondHead(named[1])
        step.raw.execute(f"{_NAME} AND leader_person_id IS NOT NULL", (None, None, delegation))
        if named[3] is None:
            step.add("delegation_members", {"delegation_id": delegation, "person_id": named[0], "role_note": named[2],
                                            "capacity": step.steps_down})  # fmt: skip
        elif named[3] != seat_id:
            step.raw.execute(_SEAT_AS, (step.steps_down, named[3]))
    step.raw.execute(f"{_NAME} AND (leader_person_id IS NOT ? OR leader_role IS NOT ?)",
                     (person, seat["role_note"], delegation, person, seat["role_note"]))  # fmt: skip


def place_seat(step: "Step", seat_id: int, place: int) -> None:
    """Put a seat at a place of its delegation's order (0 is the first); the others close up."""
    delegation = _seat_row(step, seat_id)
    order = [seat.id for seat in _seats(Db(step.raw), delegation)]
    order.remove(seat_id)
    order.insert(min(max(place, 0), len(order)), seat_id)
    for number, each in enumerate(order, 1):
        step.update("delegation_members", each, {"precedence": number})


def _seats(db: Db, delegation: int) -> tuple[Seat, ...]:
    rows = db.execute(
        "SELECT m.id, m.ref, m.person_id, coalesce(p.name_en, o.name_en, m.role_note, m.ref), "
        "coalesce(p.name_ja, o.name_ja, ''), coalesce(m.role_note, ''), "
        "coalesce(o.abbreviation, o.name_en, ''), m.capacity, m.attendance FROM delegation_members m "
        "LEFT JOIN persons p ON p.id = m.person_id LEFT JOIN organizations o ON o.id = m.org_id "
        f"WHERE m.delegation_id = ? AND m.deleted_at IS NULL ORDER BY {_ORDER}",
        (delegation,),
    )
    return tuple(Seat(*row) for row in rows)


def _with_post(db: Db, seat: Seat, day: str | None) -> Seat:
    if seat.person_id is None:
        return seat
    held = held_on(db, seat.person_id, day)
    return replace(seat, post=held["title"] or "") if held else seat


def _seat_row(step: "Step", seat_id: int) -> int:
    """Return the delegation of a seat; UserProblem if it is gone."""
    row = step.raw.execute(
        "SELECT delegation_id FROM delegation_members WHERE id = ? AND deleted_at IS NULL", (seat_id,)
    ).fetchone()
    if row is None:
        raise UserProblem(_("This delegate is no longer there: reload the page."))
    return int(row[0])


def _delegation(step: "Step", meeting_id: int, side: str) -> int:
    row = step.raw.execute(
        "SELECT id FROM delegations WHERE meeting_id = ? AND side = ? AND deleted_at IS NULL ORDER BY id LIMIT 1",
        (meeting_id, side),
    ).fetchone()
    return int(row[0]) if row else step.add("delegations", {"meeting_id": meeting_id, "side": side}).id
