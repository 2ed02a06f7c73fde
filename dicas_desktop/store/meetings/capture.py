"""Outcomes written at typing speed: a letter, a text, who and when; and the outcomes of a meeting, item by item."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain import values
from dicas_desktop.domain.attention import SIGNS, State, state
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.clocks import place_of
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.register import stop_light
from dicas_desktop.domain.stages import IN_PROGRESS, LABELS
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.vocabulary import OWNER_SIDES
from dicas_desktop.domain.zones import TOKYO, zone_of
from dicas_desktop.store.anchors import anchor_of, read_due
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import SeveralEvents
from dicas_desktop.store.listing import find, label_of
from dicas_desktop.store.meetings.stages import DISCUSSED, NO_LEAD, stage_of

if TYPE_CHECKING:
    from dicas_desktop.store.step import Added, Step

DECISION, COMMITMENT, ACTION, NOTE = "D", "C", "A", "N"
LETTERS = {DECISION: N_("Decision"), COMMITMENT: N_("Commitment"), ACTION: N_("Action"), NOTE: N_("Note")}
_SIDES = {choice.value.casefold(): choice.value for choice in OWNER_SIDES}
_SIDES |= {choice.label.casefold(): choice.value for choice in OWNER_SIDES}
_ORDER = {"decisions": "1", "action_items": "2", "notes": "3"}  # of what one step has written, as the record has it
_MOMENT = 13  # letters of a uid that tell the millisecond


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome as the page shows it. `who` and `when` are texts; `draft` says that nobody leads an open action.

    `due` is the day (ISO) that it is owed by, with its precision. `item` is the agenda item that it stands under, and
    `entered` the moment in which it was written, as the beginning of its uid.
    """

    item: int | None
    entered: str
    letter: str
    table: str
    id: int
    ref: str
    text: str
    text_ja: str
    who: str
    when: str
    status: str
    due: str | None = None
    precision: str | None = None
    draft: bool = False

    @property
    def place(self) -> tuple[str, str, int]:
        """What outcomes are sorted by. Of those that came within one millisecond the numbers tell the order."""
        return self.entered, _ORDER[self.table], self.id

    def state(self, today: date) -> State | None:
        """Return how it stands in words: No lead, Overdue 3 days, Done, Agreed, …; None of a note."""
        if self.draft:
            return State(SIGNS["late"], _("No lead"), "late")
        if self.table != "action_items":
            return state(self.table, {"status": self.status or None}, today)
        owed = {"status": self.status or None, "due_date": self.due, "due_precision": self.precision}
        return stop_light(owed, today)


class _Place(NamedTuple):
    """Where an outcome is written."""

    meeting: int
    wg: int | None
    programme: int | None
    state: str | None
    day: str | None


def capture(step: "Step", item_id: int, letter: str, text: str, who: str = "", when: str = "") -> "Added":
    """Write an outcome of an agenda item: D decision, C commitment, A action, N note. The item counts as discussed.

    `who` is an office by abbreviation, name or id, or a side (US, JP, both); `when` is a due, for a decision its day.
    An action that no office leads is kept as a draft; a commitment may be a side's. FieldProblem names the part (text,
    who, when) that is wrong.
    """
    db = Db(step.raw)
    place = _place(db, item_id)
    if letter.upper() not in LETTERS:
        known = ", ".join(f"{key} = {_(label)}" for key, label in LETTERS.items())
        text = _("“{letter}” is no kind of outcome: use one of {known}.")
        raise FieldProblem("letter", text.format(letter=letter, known=known))
    if not text.strip():
        raise FieldProblem("text", _("The text is missing: write what was said."))
    common = {"meeting_id": place.meeting, "agenda_item_id": item_id}
    write = {DECISION: _decision, NOTE: _note}.get(letter.upper(), _action)
    table, made = write(_Said(db, step, place, letter.upper(), text.strip(), who.strip(), when.strip()))
    added = step.add(table, {**common, **made})
    if place.state in (None, "planned"):
        step.update("agenda_items", item_id, {"state": DISCUSSED})
    return added


def outcomes(db: Db, meeting_id: int) -> dict[int | None, list[Outcome]]:
    """Return the outcomes of a meeting by agenda item, in the order in which they were written; None: of no item."""
    items = _items(db, meeting_id)
    return _by_item(_outcome(db, row, items) for row in _outcomes(db, meeting_id))


def outcomes_again(
    db: Db, meeting_id: int, known: Mapping[int | None, list[Outcome]], changed: Mapping[str, Collection[int]]
) -> dict[int | None, list[Outcome]]:
    """Return what `outcomes` would, when `known` is what it returned before these ids of its three tables changed.

    The agenda must have the same items as then, and offices and events the same names.
    """
    rest = [one for some in known.values() for one in some if one.id not in changed.get(one.table, ())]
    items = _items(db, meeting_id)
    return _by_item([*rest, *(_outcome(db, row, items) for row in _outcomes(db, meeting_id, changed))])


def office(db: Db, name: str) -> int | None:
    """Return the id of the office that an abbreviation, a name in either language or an id names, None if none does.

    UserProblem if it names several.
    """
    found = find(db, "organizations", name)
    if found is None:
        rows = db.execute(
            "SELECT id FROM organizations WHERE deleted_at IS NULL AND :name IN (name_ja, lower(name_en)) LIMIT 2",
            {"name": name.strip().lower()},
        ).scalars()
        if len(rows) > 1:
            raise UserProblem(_("“{name}” names several offices: give its id.").format(name=name))
        found = rows[0] if rows else None
    return found


class _Said(NamedTuple):
    db: Db
    step: "Step"
    place: _Place
    letter: str
    text: str
    who: str
    when: str

    def office(self) -> int | None:
        try:
            found = office(self.db, self.who)
        except UserProblem as problem:
            raise FieldProblem("who", str(problem)) from problem
        if found is None:
            text = _(
                "There is no office “{who}”: write its abbreviation, its name or its id, or a side (US, JP, both)."
            )
            raise FieldProblem("who", text.format(who=self.who))
        return found

    def today(self) -> date:
        """The day at the place of the meeting."""
        row = self.db.execute(
            "SELECT time_zone, country, city FROM meetings WHERE id = ?", (self.place.meeting,)
        ).first() or ("", "", "")
        zone = row[0] or zone_of(row[1] or "", row[2] or "") or TOKYO
        return self.step.now.astimezone(place_of(zone)).date()


def _place(db: Db, item_id: int) -> _Place:
    row = db.execute(
        "SELECT a.meeting_id, coalesce(a.wg_id, m.wg_id), a.programme_id, a.state, m.start_date, a.deleted_at "
        "FROM agenda_items a JOIN meetings m ON m.id = a.meeting_id WHERE a.id = ?",
        (item_id,),
    ).first()
    if row is None or row[5] is not None:
        raise UserProblem(_("This item is no longer on the agenda: reload the page."))
    stage, name = stage_of(db, row[0])
    if stage not in (None, IN_PROGRESS):
        text = _("{meeting} is {stage}: outcomes are written while it is in progress.")
        raise FieldProblem("meeting_id", text.format(meeting=name, stage=_(LABELS[stage]).lower()))
    return _Place(*row[:5])


def _decision(said: _Said) -> tuple[str, dict[str, Any]]:
    made: dict[str, Any] = {"text": said.text, "wg_id": said.place.wg, "programme_id": said.place.programme}
    if said.who:
        side = _SIDES.get(said.who.casefold())
        made["made_by"] = said.who if side else _office_label(said.db, said.office())
    made["decision_date"] = said.place.day
    if said.when:
        made["decision_date"] = _read(said, "decisions", "decision_date")["decision_date"]
    return "decisions", made


def _action(said: _Said) -> tuple[str, dict[str, Any]]:
    kind = "commitment" if said.letter == COMMITMENT else "action"
    made: dict[str, Any] = {
        "kind": kind, "description": said.text, "wg_id": said.place.wg, "programme_id": said.place.programme,
        "status": "open", "entered_on": said.today().isoformat(),
    }  # fmt: skip
    side = _SIDES.get(said.who.casefold())
    if side:
        made["owner_side"] = side
    elif said.who:
        made["owner_org_id"] = said.office()
        country = said.db.execute("SELECT country FROM organizations WHERE id = ?", (made["owner_org_id"],)).scalar()
        made["owner_side"] = country if country in _SIDES.values() else None
    return "action_items", {**made, **(_read(said, "action_items", "due_date") if said.when else {})}


def _note(said: _Said) -> tuple[str, dict[str, Any]]:
    for part in ("who", "when"):
        if getattr(said, part):
            raise FieldProblem(part, _("A note has no owner and no due: write it as an action, or clear this."))
    return "notes", {"text": said.text}


def _read(said: _Said, table: str, column: str) -> Mapping[str, Any]:
    """Read when: a date, or an event for a deadline. The problem stands under that part."""
    entity = ENTITIES[table]
    try:
        return read_due(said.db, entity, entity.field(column), said.when, said.today())
    except SeveralEvents:
        raise  # it bears what to choose from
    except UserProblem as problem:
        raise FieldProblem("when", str(problem)) from problem


def _office_label(db: Db, row_id: int | None) -> str:
    row = db.execute("SELECT abbreviation, name_en, ref FROM organizations WHERE id = ?", (row_id,)).mappings()[0]
    return label_of(ENTITIES["organizations"], row)


_ROWS = (
    "SELECT '{letter}' AS letter, '{table}' AS tbl, t.id, t.ref, t.uid AS entered, t.agenda_item_id, {columns} "
    "FROM {table} t {join} WHERE t.deleted_at IS NULL AND (t.meeting_id = :meeting OR t.agenda_item_id IN "
    "(SELECT id FROM agenda_items WHERE meeting_id = :meeting AND deleted_at IS NULL)) {some}"
)
_SOME = "AND t.id IN (SELECT value FROM json_each(:ids))"
_DECISIONS = "t.text, t.text_ja, t.made_by AS who, NULL AS side, t.status, t.decision_date AS due, NULL AS precision"
_ACTIONS = (
    "t.description AS text, t.description_ja AS text_ja, coalesce(o.abbreviation, o.name_en) AS who, "
    "t.owner_side AS side, t.status, t.due_date AS due, t.due_precision AS precision, t.kind, "
    f"{NO_LEAD} AS draft, t.due_meeting_id, t.due_milestone_id, t.due_offset, t.due_offset_unit, "
    "t.due_calendar"
)
_NOTES = "t.text, t.text_ja, NULL AS who, NULL AS side, NULL AS status, NULL AS due, NULL AS precision"


def _items(db: Db, meeting_id: int) -> set[int]:
    statement = "SELECT id FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL"
    return set(db.execute(statement, (meeting_id,)).scalars())


def _by_item(found: Iterable[Outcome]) -> dict[int | None, list[Outcome]]:
    by_item: dict[int | None, list[Outcome]] = {}
    for outcome in sorted(found, key=lambda outcome: outcome.place):
        by_item.setdefault(outcome.item, []).append(outcome)
    return by_item


def _outcomes(db: Db, meeting_id: int, only: Mapping[str, Collection[int]] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of every outcome, or of those of these ids by table."""
    owner = "LEFT JOIN organizations o ON o.id = t.owner_org_id"
    parts = ((DECISION, "decisions", _DECISIONS, ""), (ACTION, "action_items", _ACTIONS, owner),
             (NOTE, "notes", _NOTES, ""))  # fmt: skip
    for letter, table, columns, join in parts:
        ids = None if only is None else sorted(only.get(table, ()))
        if ids is None or ids:
            some = "" if ids is None else _SOME
            statement = _ROWS.format(letter=letter, table=table, columns=columns, join=join, some=some)
            yield from db.execute(statement, {"meeting": meeting_id, "ids": json.dumps(ids)}).mappings()


def _outcome(db: Db, row: Mapping[str, Any], items: Collection[int]) -> Outcome:
    letter = COMMITMENT if row.get("kind") == "commitment" else row["letter"]
    item = row["agenda_item_id"] if row["agenda_item_id"] in items else None
    due, precision = (row["due"], row["precision"]) if row["tbl"] == "action_items" else (None, None)
    return Outcome(
        item, row["entered"][:_MOMENT], letter, row["tbl"], row["id"], row["ref"], row["text"], row["text_ja"] or "",
        _who(row), _when(db, row), row["status"] or "", due, precision, bool(row.get("draft")),
    )  # fmt: skip


def _who(row: Mapping[str, Any]) -> str:
    if row["who"] or not row["side"]:
        return str(row["who"] or "")
    labels = {choice.value: choice.label for choice in OWNER_SIDES}
    return _(labels.get(row["side"], row["side"]))


def _when(db: Db, row: Mapping[str, Any]) -> str:
    """The day that is due, or the event of which no day is known yet."""
    if row["due"] is None:
        anchor = anchor_of(db, "action_items", row, date.max)
        return _("{event} (date not set)").format(event=anchor.text) if anchor else ""
    field = ENTITIES["action_items"].field("due_date")
    return values.show(field, {"due_date": row["due"], "due_precision": row["precision"]}, {})
