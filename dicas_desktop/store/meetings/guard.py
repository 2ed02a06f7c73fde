"""What the stage of a meeting forbids, asked of each step before it is committed, whichever way it was written.

The journal's rows of the step are judged in their order, each by the stage that the meeting had at that moment. A
meeting that comes or goes as a whole in the same step (import, deletion, the bin) is taken as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.stages import CLOSED, FROZEN, IN_PROGRESS, LABELS, OUTCOMES
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import read_values
from dicas_desktop.store.meetings.stages import check_step, stage_of

_FOREIGN = ("create", "migrate", "restore", "recover", "take_over")  # the content came from elsewhere
_BACK = ("undo", "redo")
_TABLES = ", ".join(f"'{table}'" for table in FROZEN)
_MERGED = ("persons", "organizations")
_BIN = {"deleted_at", "deleted_batch"}
_PLACE = {"meeting_id", "agenda_item_id"}


class _Change(NamedTuple):
    table: str
    row_id: int
    operation: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def comes(self) -> bool:
        """It is a new record, or one that leaves the bin."""
        return self.operation == "I" or ("deleted_at" in self.after and self.after["deleted_at"] is None)


@dataclass(slots=True)
class _Judge:
    """Knows the stages as the step goes on."""

    raw: Connection
    kind: str
    reason: str
    stages: dict[int, str | None] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)  # meetings that come or go in this step
    meetings: dict[tuple[str, int], int | None] = field(default_factory=dict)  # of agenda items and delegations
    gone: dict[int, int | None] = field(default_factory=dict)  # what items that the step took away were carried from

    def stage(self, meeting: int) -> str | None:
        if meeting not in self.stages:
            row = self.raw.execute("SELECT stage FROM meetings WHERE id = ?", (meeting,)).fetchone()
            self.stages[meeting] = row[0] if row else None
        return self.stages[meeting]

    def carried_from(self, item: int) -> int | None:
        row = self.raw.execute("SELECT carried_from_id FROM agenda_items WHERE id = ?", (item,)).fetchone()
        return row[0] if row else self.gone.get(item)

    def meeting_of(self, table: str, row_id: int) -> int | None:
        key = table, row_id
        if key not in self.meetings:
            row = self.raw.execute(f"SELECT meeting_id FROM {table} WHERE id = ?", (row_id,)).fetchone()
            self.meetings[key] = row[0] if row else None
        return self.meetings[key]


def refuse(raw: Connection, step_id: int, kind: str, reason: str) -> None:
    """Refuse a step that breaks a rule of a stage (FieldProblem, UserProblem). `reason` is what the step was told."""
    if kind in _FOREIGN or not _concerns(raw, step_id):
        return
    judge = _Judge(raw, kind, reason)
    changes = list(_changes(raw, step_id))
    for change in changes:
        if change.table == "meetings":
            _remember(judge, change)
        elif change.table == "agenda_items" and change.operation == "D":
            judge.gone[change.row_id] = change.before.get("carried_from_id")
            judge.meetings["agenda_items", change.row_id] = change.before.get("meeting_id")
    merging = _merging(raw, step_id)
    for change in changes:
        if change.table == "meetings" and "stage" in change.after and change.row_id not in judge.whole:
            _judge_stage(judge, change)
        elif not (merging and _only_people(change)):
            _judge(judge, change)


def _concerns(raw: Connection, step_id: int) -> bool:
    """Tell whether the step touches the record of any meeting at all while some meeting has a stage."""
    touched = f"SELECT 1 FROM journal_changes WHERE step_id = ? AND table_name IN ({_TABLES}) LIMIT 1"
    staged = (
        "SELECT EXISTS (SELECT 1 FROM meetings WHERE stage IS NOT NULL) OR EXISTS (SELECT 1 FROM journal_changes "
        "WHERE step_id = ? AND table_name = 'meetings' AND instr(before, '\"stage\"'))"
    )
    return bool(raw.execute(touched, (step_id,)).fetchone() and raw.execute(staged, (step_id,)).fetchone()[0])


def _changes(raw: Connection, step_id: int) -> Iterator[_Change]:
    rows = raw.execute(
        "SELECT table_name, row_id, operation, before, after FROM journal_changes "
        f"WHERE step_id = ? AND table_name IN ({_TABLES}) ORDER BY id",
        (step_id,),
    )
    for table, row_id, operation, before, after in rows:
        yield _Change(table, row_id, operation, read_values(before), read_values(after))


def _remember(judge: _Judge, change: _Change) -> None:
    """Note what the meeting was before the step."""
    if change.operation != "U" or change.comes:
        judge.whole.add(change.row_id)
    elif "stage" in change.before:
        judge.stages.setdefault(change.row_id, change.before["stage"])


def _merging(raw: Connection, step_id: int) -> bool:
    tables = ", ".join(f"'{table}'" for table in _MERGED)
    statement = (
        f"SELECT 1 FROM journal_changes WHERE step_id = ? AND table_name IN ({tables}) "
        "AND instr(coalesce(after, before), '\"merged_into_id\"') LIMIT 1"
    )
    return raw.execute(statement, (step_id,)).fetchone() is not None


def _only_people(change: _Change) -> bool:
    """Links that follow a merged person or office change no word of a meeting."""
    return change.operation == "U" and all(name.endswith(("person_id", "org_id")) for name in change.after)


def _judge_stage(judge: _Judge, change: _Change) -> None:
    before, after = judge.stage(change.row_id), change.after["stage"]
    if judge.kind not in _BACK:
        check_step(Db(judge.raw), change.row_id, (before, after), judge.reason)
    judge.stages[change.row_id] = after
    rest = change._replace(after={name: value for name, value in change.after.items() if name != "stage"})
    if before == CLOSED and set(rest.after) - {"status"}:
        _refuse_closed(judge, change.row_id, rest)


def _judge(judge: _Judge, change: _Change) -> None:
    if change.operation == "D" and change.before.get("deleted_batch"):
        return  # what lies in the bin is no part of the record any more
    frozen = FROZEN[change.table]
    touched = change.operation != "U" or frozen is None or bool((frozen | _BIN) & set(change.after))
    for meeting in _meetings(judge, change):
        stage = judge.stage(meeting)
        if stage is None or meeting in judge.whole:
            continue
        if stage == CLOSED and touched and not _goes_along(judge, change):
            _refuse_closed(judge, meeting, change)
        if stage not in (IN_PROGRESS, CLOSED) and judge.kind not in _BACK and _writes_outcome(judge, change, meeting):
            _stage, name = stage_of(Db(judge.raw), meeting)
            raise FieldProblem("meeting_id", not_begun_sentence(stage, name))
    if change.table == "agenda_items":
        _judge_dropped(judge, change)


def _meetings(judge: _Judge, change: _Change) -> set[int]:
    """The meetings whose record a change touches: the one it belonged to and the one it belongs to."""
    if change.table == "meetings":
        return {change.row_id}
    found: set[int | None] = set()
    for side in (change.before, change.after):
        found.add(side.get("meeting_id"))
        if side.get("agenda_item_id") is not None:
            found.add(judge.meeting_of("agenda_items", side["agenda_item_id"]))
        if side.get("delegation_id") is not None:
            found.add(judge.meeting_of("delegations", side["delegation_id"]))
    if change.operation == "U":
        found |= _standing(judge, change)
    return {meeting for meeting in found if meeting is not None}


def _standing(judge: _Judge, change: _Change) -> set[int | None]:
    """The meetings of a row by the columns that the change left alone; one that is gone is judged by its deletion."""
    if change.table == "delegation_members":
        statement = "SELECT delegation_id FROM delegation_members WHERE id = ?"
        seat = judge.raw.execute(statement, (change.row_id,)).fetchone()
        return {judge.meeting_of("delegations", seat[0])} if seat is not None else set()
    columns = "meeting_id, agenda_item_id" if change.table in OUTCOMES else "meeting_id, NULL"
    row = judge.raw.execute(f"SELECT {columns} FROM {change.table} WHERE id = ?", (change.row_id,)).fetchone()
    if row is None:
        return set()
    item = judge.meeting_of("agenda_items", row[1]) if row[1] is not None else None
    return {row[0], item}


def _writes_outcome(judge: _Judge, change: _Change, meeting: int) -> bool:
    """Tell whether a change adds an outcome to this meeting. One that goes along with its item is not written anew."""
    if change.table not in OUTCOMES:
        return False
    row = judge.raw.execute(f"SELECT meeting_id, agenda_item_id FROM {change.table} WHERE id = ?", (change.row_id,))
    own, item = row.fetchone() or (None, None)
    of_item = judge.meeting_of("agenda_items", item) if item is not None else None
    if change.comes:
        return meeting == of_item or (change.table != "action_items" and meeting == own)
    return of_item == meeting and "agenda_item_id" in change.after and not _goes_along(judge, change)


def _goes_along(judge: _Judge, change: _Change) -> bool:
    """Tell whether an outcome only follows its item, carried over to another meeting, or comes back by undo.

    An action that was of no item follows to the one that was made for it.
    """
    if change.table not in OUTCOMES or change.operation != "U" or not set(change.after) <= _PLACE:
        return False
    before, after = change.before.get("agenda_item_id"), change.after.get("agenda_item_id")
    if change.table == "action_items":
        return after is not None or (before is not None and judge.kind in _BACK)
    follows = after is not None and judge.carried_from(after) == before
    return before is not None and (follows or (judge.kind in _BACK and judge.carried_from(before) == after))


def _judge_dropped(judge: _Judge, change: _Change) -> None:
    if change.after.get("state") == "dropped" and judge.kind not in _BACK:
        row = judge.raw.execute("SELECT state_reason FROM agenda_items WHERE id = ?", (change.row_id,)).fetchone()
        if row and not row[0]:
            raise FieldProblem("state_reason", _("Dropping an item needs a reason: say why."))


def _refuse_closed(judge: _Judge, meeting: int, change: _Change) -> None:
    _stage, name = stage_of(Db(judge.raw), meeting)
    if change.table == "meetings" and "title" in change.before:  # it is called as it was, not as it would be
        name = f"{name.partition(' ')[0]} {change.before['title']}"
    column = next(iter(change.after), "") if change.operation == "U" else "meeting_id"
    raise FieldProblem(column, closed_sentence(change.table, name))


def closed_sentence(table: str, name: str) -> str:
    """Return why a record of this table that belongs to the closed meeting of this name cannot be written."""
    text = (
        _("{meeting} is closed: what was said there can only be read. Reopen it first, with a reason.")
        if table in OUTCOMES
        else _("{meeting} is closed and can only be read: reopen it first, with a reason.")
    )
    return text.format(meeting=name)


def not_begun_sentence(stage: str, name: str) -> str:
    """Return why an outcome of a meeting in this stage cannot be written."""
    text = _("{meeting} is {stage}: outcomes are written while it is in progress.")
    return text.format(meeting=name, stage=_(LABELS[stage]).lower())
