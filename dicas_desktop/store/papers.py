"""The papers of a meeting that are kept: numbered versions, of which a final one never changes again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import read_values
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

DRAFT, FINAL = "draft", "final"
_OF_KIND = "SELECT id FROM papers WHERE meeting_id = ? AND kind = ? AND deleted_at IS NULL ORDER BY version, id"
_BIN = {"deleted_at", "deleted_batch"}
_TOUCHED = (
    "SELECT p.ref, p.version, p.state, p.meeting_id, c.before, c.after FROM journal_changes c "
    "JOIN papers p ON p.id = c.row_id WHERE c.step_id = ? AND c.table_name = 'papers' AND c.operation = 'U' "
    "ORDER BY c.id"
)
_OTHERS = ("undo", "redo", "create", "migrate", "restore", "recover", "take_over")
_NEXT = "SELECT coalesce(max(version), 0) + 1 FROM papers WHERE meeting_id = ? AND kind = ?"


@dataclass(frozen=True, slots=True)
class Kept:
    """One version: its record, number, state, language and day; `content` is its data as JSON."""

    id: int
    ref: str
    version: int
    state: str
    language: str
    made_on: str
    content: str


def kept(db: Db, meeting_id: int, kind: str) -> list[Kept]:
    """Return the versions of a paper, the oldest first."""
    found = [record.values for record in fetch(db, "papers", db.execute(_OF_KIND, (meeting_id, kind)).scalars())]
    return [_kept(row) for row in found]


def version(db: Db, meeting_id: int, kind: str, number: int) -> Kept:
    """Return one version; UserProblem names those that there are."""
    versions = kept(db, meeting_id, kind)
    for one in versions:
        if one.version == number:
            return one
    known = ", ".join(str(one.version) for one in versions) or _("none")
    raise UserProblem(_("There is no version {n} of this paper; kept are: {known}.").format(n=number, known=known))


def next_version(db: Db, meeting_id: int, kind: str) -> int:
    """Return the number that the next version takes; none is given twice, also not after a deletion."""
    return int(db.execute(_NEXT, (meeting_id, kind)).scalar())


class New(NamedTuple):
    """A version that was kept: its reference and number."""

    ref: str
    version: int


def keep(step: "Step", meeting_id: int, values: Mapping[str, Any]) -> New:
    """Keep a version: `values` are kind, state, language, made_on and content."""
    number = next_version(Db(step.raw), meeting_id, values["kind"])
    return New(step.add("papers", {**values, "meeting_id": meeting_id, "version": number}).ref, number)


def refuse_changes(raw: Connection, step_id: int, kind: str) -> None:
    """Refuse a step that changes a final paper, or puts it into the bin without its meeting (UserProblem).

    Asked of each step before it is committed. What undo and redo do was once allowed.
    """
    if kind in _OTHERS:
        return
    rows = raw.execute(_TOUCHED, (step_id,)).fetchall()
    states: dict[str, str] = {}  # as the step goes on; at its beginning what the first change of it was before
    for ref, _number, state, _meeting, before, _after in reversed(rows):
        states[ref] = read_values(before).get("state", states.get(ref, state))
    for ref, number, _state, meeting, before, after in rows:
        was, now = read_values(before), read_values(after)
        if states[ref] == FINAL and not (set(now) <= _BIN and _goes_with_meeting(raw, step_id, meeting)):
            text = _("{ref} is final, version {n}: it is never changed. Make a new version instead.")
            raise UserProblem(text.format(ref=ref, n=was.get("version", number)))
        states[ref] = now.get("state", states[ref])


def _goes_with_meeting(raw: Connection, step_id: int, meeting: int) -> bool:
    statement = "SELECT 1 FROM journal_changes WHERE step_id = ? AND table_name = 'meetings' AND row_id = ? LIMIT 1"
    return raw.execute(statement, (step_id, meeting)).fetchone() is not None


def _kept(row: Mapping[str, Any]) -> Kept:
    texts = (str(row[name] or "") for name in ("language", "made_on", "content"))
    return Kept(row["id"], row["ref"], row["version"], row["state"], *texts)
