"""What the next meeting takes over: open actions, undecided and deferred items, the backlog, each with its lineage.

The proposals are the preview: `carry` takes nothing else, and refuses a proposal that is not as it was shown. What is
owed is owed once: carrying an action puts it on the agenda and never makes a second action of it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.stages import CLOSED, OUTCOMES
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.lineage import newest, times_of, times_words
from dicas_desktop.store.meetings.stages import stage_of

if TYPE_CHECKING:
    from dicas_desktop.store.step import Added, Step

Mode = Literal["move", "copy"]
ACTION, UNDECIDED, DEFERRED, BACKLOG = "action", "undecided", "deferred", "backlog"
_TAKEN = (
    *("topic", "topic_ja", "section", "minutes", "purpose", "lead_side", "lead_org_id", "wg_id", "programme_id"),
    *("marking", "releasability"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the preview. `item` is the agenda item it was dealt with under, `outcomes` what Move takes along.

    `times` counts the agendas it stood on so far; `lineage` says which time the next one would be.
    """

    kind: str
    table: str
    id: int
    ref: str
    text: str
    text_ja: str
    meeting: int | None
    origin: str  # the meeting it comes from, with its reference
    day: str | None  # of that meeting
    item: int | None
    outcomes: int
    times: int

    @property
    def lineage(self) -> str:
        """Return "third time on the agenda" if it stood there twice; empty for the first time."""
        return times_words(self.times + 1)


class Proposals(NamedTuple):
    """What a meeting could take over, in the order in which it is shown."""

    meeting: int
    actions: tuple[Proposal, ...]
    undecided: tuple[Proposal, ...]
    deferred: tuple[Proposal, ...]
    backlog: tuple[Proposal, ...]

    @property
    def all(self) -> tuple[Proposal, ...]:
        """Every line."""
        return (*self.actions, *self.undecided, *self.deferred, *self.backlog)


def proposals(db: Db, meeting_id: int) -> Proposals:
    """Return what the meeting could take over from earlier meetings of its working group, else of its forum.

    What stands on a later agenda already is not proposed again. UserProblem if there is no such meeting.
    """
    stage_of(db, meeting_id)
    series = _series(db, meeting_id)
    items = list(_items(db, series))
    kinds = {kind: tuple(p for p in items if p.kind == kind) for kind in (UNDECIDED, DEFERRED, BACKLOG)}
    return Proposals(meeting_id, tuple(_actions(db, meeting_id, series)), kinds[UNDECIDED], kinds[DEFERRED],
                     kinds[BACKLOG])  # fmt: skip


def carry(step: "Step", meeting_id: int, picks: Sequence[Proposal], mode: Mode) -> list["Added"]:
    """Put the picked proposals on the agenda of a meeting, at its end; return the new items.

    Move takes the outcomes of an item along, of an action the action itself; Copy leaves the old record whole.
    UserProblem if a pick is no longer as it was proposed, or the meeting is closed.
    """
    db = Db(step.raw)
    stage, name = stage_of(db, meeting_id)
    if stage == CLOSED:
        text = _("{meeting} is closed and can only be read: reopen it first, with a reason.")
        raise FieldProblem("stage", text.format(meeting=name))
    _refuse_stale(db, meeting_id, picks)
    seq = int(
        db.execute(
            "SELECT coalesce(max(seq), 0) FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL", (meeting_id,)
        ).scalar()
    )
    made: dict[int | None, Added] = {}
    added = []
    for pick in sorted(picks, key=lambda pick: pick.table == "action_items"):  # items first: their actions join them
        item = made.get(pick.item) if pick.item is not None else None
        if item is None:
            seq += 1
            item = step.add("agenda_items", {**_taken(db, pick), "meeting_id": meeting_id, "seq": seq})
            made[pick.item] = item
            added.append(item)
        if mode == "move":
            _move(step, pick, {"meeting_id": meeting_id, "agenda_item_id": item.id})
    return added


def actions_of_series(db: Db, meeting_id: int, among: Sequence[int]) -> list[int]:
    """Return those of these actions that are open and of the working group, else of the forum, up to this meeting."""
    series = _series(db, meeting_id)
    chosen = "t.id IN (SELECT value FROM json_each(:among))"
    own = f"SELECT t.id FROM {_OPEN} AND {chosen} AND ((m.id = :meeting) OR {series.actions}) ORDER BY t.id"
    return list(db.execute(own, {**series.values, "among": json.dumps(list(among))}).scalars())


def words_for(picks: Sequence[Proposal], mode: Mode) -> str:
    """Return in a sentence what `carry` would do with these picks."""
    items = len({(pick.item, None if pick.item is not None else pick.id) for pick in picks})
    text = counted("{n} item comes onto the agenda", "{n} items come onto the agenda", items)
    if mode == "copy":
        return _("{items}; the old record stays whole.").format(items=text)
    along = counted("{n} outcome goes along", "{n} outcomes go along", sum(_along(picks)))
    return _("{items}; {outcomes}.").format(items=text, outcomes=along)


def _along(picks: Sequence[Proposal]) -> Iterator[int]:
    whole = {pick.item for pick in picks if pick.table == "agenda_items"}
    for pick in picks:
        if pick.table == "agenda_items":
            yield pick.outcomes
        elif pick.item is None or pick.item not in whole:
            yield 1


def _refuse_stale(db: Db, meeting_id: int, picks: Sequence[Proposal]) -> None:
    standing = set(proposals(db, meeting_id).all)
    gone = [pick.ref for pick in picks if pick not in standing]
    if gone:
        text = _("What was proposed has changed since ({records}): look at the proposals again.")
        raise UserProblem(text.format(records=", ".join(gone)))


def _taken(db: Db, pick: Proposal) -> dict[str, Any]:
    """The columns of the new item."""
    if pick.item is not None:
        row = db.execute(f"SELECT {', '.join(_TAKEN)} FROM agenda_items WHERE id = ?", (pick.item,)).mappings()[0]
        return {**row, "carried_from_id": pick.item, "state": "planned"}
    row = db.execute(
        "SELECT description AS topic, description_ja AS topic_ja, owner_org_id AS lead_org_id, wg_id, programme_id, "
        "CASE WHEN owner_side IN ('US', 'JP') THEN owner_side END AS lead_side, marking, releasability "
        "FROM action_items WHERE id = ?",
        (pick.id,),
    ).mappings()[0]
    return {**row, "state": "planned"}


def _move(step: "Step", pick: Proposal, there: dict[str, int]) -> None:
    if pick.table == "action_items":
        step.update("action_items", pick.id, there)
        return
    for table in OUTCOMES:
        rows = step.raw.execute(
            f"SELECT id FROM {table} WHERE agenda_item_id = ? AND deleted_at IS NULL ORDER BY id", (pick.id,)
        )
        step.update_many(table, [row[0] for row in rows], there)


class _Series(NamedTuple):
    """The earlier meetings that a meeting follows, as a condition on `m` with its parameters."""

    meetings: str
    actions: str
    values: dict[str, Any]


def _series(db: Db, meeting_id: int) -> _Series:
    row = db.execute(
        "SELECT id AS meeting, forum_id AS forum, wg_id AS wg, previous_meeting_id AS previous, start_date AS day "
        "FROM meetings WHERE id = ?",
        (meeting_id,),
    ).mappings()[0]
    same = "m.id = :previous"
    actions = "0"
    if row["wg"] is not None:
        same += " OR m.wg_id = :wg"
        actions = "t.wg_id = :wg"
    elif row["forum"] is not None:
        same += " OR (m.forum_id = :forum AND m.wg_id IS NULL)"
        actions = (
            "m.forum_id = :forum OR t.wg_id IN (SELECT id FROM working_groups "
            "WHERE forum_id = :forum AND deleted_at IS NULL)"
        )
    earlier = "(:day IS NULL OR m.start_date IS NULL OR m.start_date <= :day)"
    meetings = f"m.deleted_at IS NULL AND m.id != :meeting AND {earlier} AND ({same})"
    actions = f"(m.id IS NULL OR (m.id != :meeting AND m.deleted_at IS NULL AND {earlier})) AND ({same} OR {actions})"
    return _Series(meetings, actions, row)


_DECIDED = (
    "SELECT agenda_item_id FROM decisions WHERE deleted_at IS NULL AND agenda_item_id IS NOT NULL "
    "AND coalesce(status, 'agreed') NOT IN ('proposed', 'withdrawn')"
)
_CARRIED = (
    "SELECT n.carried_from_id FROM agenda_items n JOIN meetings x ON x.id = n.meeting_id "
    "WHERE n.carried_from_id IS NOT NULL AND n.deleted_at IS NULL AND x.deleted_at IS NULL"
)
_CLOSED = ", ".join(f"'{status}'" for status in CLOSED_ACTIONS)
_OPEN = (
    "action_items t LEFT JOIN meetings m ON m.id = t.meeting_id "
    f"WHERE t.deleted_at IS NULL AND coalesce(t.status, '') NOT IN ({_CLOSED})"
)
_COUNTED = " + ".join(
    f"(SELECT count(*) FROM {table} WHERE agenda_item_id = t.id AND deleted_at IS NULL)" for table in OUTCOMES
)


def _items(db: Db, series: _Series) -> Iterator[Proposal]:
    over = "(m.stage = 'closed' OR (m.stage IS NULL AND m.status = 'held'))"
    kind = (
        f"CASE WHEN t.state = 'deferred' THEN '{DEFERRED}' WHEN t.state = 'backlog' THEN '{BACKLOG}' "
        f"WHEN t.purpose = 'decide' AND coalesce(t.state, '') != 'dropped' AND {over} AND t.id NOT IN ({_DECIDED}) "
        f"THEN '{UNDECIDED}' END"
    )
    rows = db.execute(
        f"SELECT {kind} AS kind, t.id, t.ref, t.topic AS text, t.topic_ja AS text_ja, t.id AS item, {_COUNTED} "
        "AS outcomes, m.id AS meeting, m.ref || ' ' || m.title AS origin, m.start_date AS day FROM agenda_items t "
        f"JOIN meetings m ON m.id = t.meeting_id WHERE t.deleted_at IS NULL AND t.id NOT IN ({_CARRIED}) "
        f"AND kind IS NOT NULL AND {series.meetings} ORDER BY m.start_date, m.id, t.seq, t.id",
        series.values,
    ).mappings()
    yield from _proposals(db, rows, "agenda_items")


def _actions(db: Db, meeting_id: int, series: _Series) -> Iterator[Proposal]:
    rows = db.execute(
        f"SELECT '{ACTION}' AS kind, t.id, t.ref, t.description AS text, t.description_ja AS text_ja, "
        "t.agenda_item_id AS item, 0 AS outcomes, m.id AS meeting, m.ref || ' ' || m.title AS origin, "
        f"m.start_date AS day FROM {_OPEN} AND {series.actions} ORDER BY t.due_date IS NULL, t.due_date, t.id",
        series.values,
    ).mappings()
    topics = _topics(db, series)
    known = {row["id"]: row["item"] or topics.get(row["text"]) for row in rows}
    latest = newest(db, {item for item in known.values() if item is not None})
    rows = [{**row, "item": latest.get(known[row["id"]] or 0)} for row in rows]
    here = db.execute("SELECT id, topic FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL", (meeting_id,))
    on_it = dict(here.all())
    fresh = [row for row in rows if row["item"] not in on_it and (row["item"] or row["text"] not in on_it.values())]
    yield from _proposals(db, fresh, "action_items")


def _topics(db: Db, series: _Series) -> dict[str, int]:
    """The last item of each topic on earlier agendas: an action that is of no item is known by its words."""
    rows = db.execute(
        "SELECT t.topic, t.id FROM agenda_items t JOIN meetings m ON m.id = t.meeting_id "
        f"WHERE t.deleted_at IS NULL AND {series.meetings} ORDER BY m.start_date, m.id, t.id",
        series.values,
    )
    return dict(rows.all())


def _proposals(db: Db, rows: Iterable[dict[str, Any]], table: str) -> Iterator[Proposal]:
    rows = list(rows)
    times = times_of(db, {row["item"] for row in rows if row["item"] is not None})
    for row in rows:
        yield Proposal(
            row["kind"], table, row["id"], row["ref"], row["text"], row["text_ja"] or "", row["meeting"],
            row["origin"] or "", row["day"], row["item"], row["outcomes"], times.get(row["item"], 0),
        )  # fmt: skip
