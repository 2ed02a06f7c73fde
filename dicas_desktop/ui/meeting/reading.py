"""What the meeting page shows, read in one snapshot as plain data."""

from dataclasses import dataclass
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import SIDES
from dicas_desktop.store.db import Db
from dicas_desktop.store.delegations import Side, sides
from dicas_desktop.store.listing import Record, fetch
from dicas_desktop.store.meetings.agenda import Agenda, agenda
from dicas_desktop.store.meetings.capture import Outcome, outcomes
from dicas_desktop.store.meetings.stages import incomplete


@dataclass(frozen=True, slots=True)
class Document:
    """A paper or a file of the meeting."""

    table: str
    id: int
    name: str
    detail: str


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


def _leads(db: Db, items: list[int]) -> dict[int, str]:
    sides_of = {choice.value: _(choice.label) for choice in SIDES}
    return {
        record.values["id"]: record.labels.get("lead_org_id") or sides_of.get(record.values["lead_side"], "")
        for record in fetch(db, "agenda_items", items)
    }


def _documents(db: Db, meeting_id: int) -> tuple[Document, ...]:
    papers = db.execute(
        "SELECT id, kind, version, state FROM papers WHERE meeting_id = ? AND deleted_at IS NULL "
        "ORDER BY kind, version DESC",
        (meeting_id,),
    )
    files = db.execute(
        "SELECT id, name, size FROM attachments WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY name",
        (meeting_id,),
    )
    version = _("version {n}, {state}")
    return (
        *(
            Document(
                "papers", row_id, _word("kind", kind), version.format(n=number, state=_word("state", state).lower())
            )
            for row_id, kind, number, state in papers
        ),
        *(Document("attachments", row_id, name, f"{size / 1024:,.0f} KB") for row_id, name, size in files),
    )


def _word(field: str, value: str) -> str:
    return _(ENTITIES["papers"].field(field).choice_label(value))
