"""What the meeting page shows, read in one snapshot as plain data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import SIDES
from dicas_desktop.store.db import Db
from dicas_desktop.store.delegations import Side, sides
from dicas_desktop.store.listing import Record, fetch
from dicas_desktop.store.meetings.agenda import Agenda, agenda
from dicas_desktop.store.meetings.capture import Outcome, outcomes, outcomes_again
from dicas_desktop.store.meetings.stages import incomplete
from dicas_desktop.store.papers import FINAL

# the tables that each part of the page is read from
_RECORD = {"meetings", *(field.target for field in ENTITIES["meetings"].fields if field.target)}
_AGENDA = {"agenda_items", "meetings"}
_LEADS = {"agenda_items", "organizations"}
_OUTCOMES = {"decisions", "action_items", "notes"}
_NAMES = {"organizations", "meetings", "milestones", "forums", "working_groups"}  # offices and events of outcomes
_LOOSE = {"agenda_items", *_OUTCOMES}
_SIDES = {"delegations", "delegation_members", "persons", "organizations", "posts", "meetings"}
_DOCUMENTS = {"papers", "attachments"}
_MANY = 500  # changed outcomes from which on they are all read again


@dataclass(frozen=True, slots=True)
class Document:
    """A version of a paper, with its kind, or a file of the meeting."""

    table: str
    id: int
    name: str
    detail: str
    kind: str = ""
    note: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting with everything on its page.

    `leads` says who leads an agenda item, `incomplete` is the number on Close.
    """

    record: Record
    agenda: Agenda
    leads: dict[int, str]
    outcomes: dict[int | None, list[Outcome]]
    incomplete: int
    sides: tuple[Side, ...]
    documents: tuple[Document, ...]

    @property
    def values(self) -> dict[str, Any]:
        """The stored values of the meeting."""
        return self.record.values

    @property
    def closed(self) -> bool:
        """Closed is read-only."""
        return bool(self.values["stage"] == "closed")


def read_meeting(db: Db, meeting_id: int) -> Shown:
    """Read the page of a meeting. UserProblem if it lies in the bin."""
    found = fetch(db, "meetings", [meeting_id])
    if not found or found[0].values["deleted_at"] is not None:
        raise UserProblem(_("This meeting is in the bin."))
    planned = agenda(db, meeting_id)
    return Shown(
        found[0], planned, _leads(db, [line.id for line in planned.lines]), outcomes(db, meeting_id),
        incomplete(db, meeting_id).number, sides(db, meeting_id), _documents(db, meeting_id),
    )  # fmt: skip


def read_again(db: Db, shown: Shown, changed: Mapping[str, Collection[int]]) -> Shown:
    """Return what `read_meeting` would, when `shown` is what it returned before these ids by table changed.

    Only what can have changed is read: a page may hold hundreds of outcomes, and one is written at a time.
    """
    meeting, tables = shown.record.values["id"], set(changed)
    if "meetings" in tables:  # everything hangs on it
        return read_meeting(db, meeting)
    now = shown
    if tables & _RECORD:
        now = replace(now, record=fetch(db, "meetings", [meeting])[0])
    if tables & _AGENDA:
        now = replace(now, agenda=agenda(db, meeting))
    items = [line.id for line in now.agenda.lines]
    if tables & _LEADS:
        now = replace(now, leads=_leads(db, items))
    if tables & _NAMES or {*items} != {line.id for line in shown.agenda.lines}:
        now = replace(now, outcomes=outcomes(db, meeting))
    elif touched := {table: changed[table] for table in _OUTCOMES & tables}:
        few = sum(map(len, touched.values())) <= _MANY
        again = outcomes_again(db, meeting, shown.outcomes, touched) if few else outcomes(db, meeting)
        now = replace(now, outcomes=again)
    if tables & _LOOSE:
        now = replace(now, incomplete=incomplete(db, meeting).number)
    if tables & _SIDES:
        now = replace(now, sides=sides(db, meeting))
    if tables & _DOCUMENTS:
        now = replace(now, documents=_documents(db, meeting))
    return now


def _leads(db: Db, items: list[int]) -> dict[int, str]:
    sides_of = {choice.value: _(choice.label) for choice in SIDES}
    return {
        record.values["id"]: record.labels.get("lead_org_id") or sides_of.get(record.values["lead_side"], "")
        for record in fetch(db, "agenda_items", items)
    }


def _documents(db: Db, meeting_id: int) -> tuple[Document, ...]:
    papers = db.execute(
        "SELECT id, kind, version, state, made_on FROM papers WHERE meeting_id = ? AND deleted_at IS NULL "
        "ORDER BY kind, version DESC",
        (meeting_id,),
    )
    files = db.execute(
        "SELECT id, name, size, coalesce(note, '') FROM attachments WHERE meeting_id = ? AND deleted_at IS NULL "
        "ORDER BY name, id",
        (meeting_id,),
    )
    return (*(_version(*row) for row in papers), *(_file(*row) for row in files))


def _version(row_id: int, kind: str, number: int, state: str, made_on: str | None) -> Document:
    word = _(ENTITIES["papers"].field("state").choice_label(state))
    name = _("Version {n}, {state}").format(n=number, state=word.lower())
    return Document("papers", row_id, name, show_date(made_on) if made_on else "", kind, final=state == FINAL)


def _file(row_id: int, name: str, size: int, note: str) -> Document:
    return Document("attachments", row_id, name, _("{n} KB").format(n=f"{-(-size // 1024):,}"), note=note)
