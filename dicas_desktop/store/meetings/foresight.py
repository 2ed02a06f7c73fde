"""What the guard would refuse of rows that are yet to be written, so that an import names them one by one.

It knows the meetings as they stand before; what a file does to a meeting's stage and to its record in one go is judged
by the stage of now. The guard has the last word.
"""

from collections.abc import Mapping
from typing import Any

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.stages import CLOSED, FROZEN, IN_PROGRESS, OUTCOMES
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.guard import closed_sentence, not_begun_sentence
from dicas_desktop.store.meetings.stages import check_step

_OWNERS = {"agenda_item_id": "agenda_items", "delegation_id": "delegations"}


class Foresight:
    """The stages of a workspace at one moment. Where no meeting has a stage it costs one query and refuses nothing."""

    def __init__(self, db: Db) -> None:
        """Read the meetings that have a stage, and what belongs to them."""
        self._db = db
        rows = db.execute("SELECT id, stage, ref || ' ' || title FROM meetings WHERE stage IS NOT NULL").all()
        self._stages = {row[0]: (row[1], row[2]) for row in rows}
        self._meetings: dict[str, dict[int, int]] = {}
        if self._stages:
            for column, table in _OWNERS.items():
                self._meetings[column] = dict(db.execute(f"SELECT id, meeting_id FROM {table}").all())

    def refusal(self, table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> FieldProblem | None:
        """Return why a row cannot be written: `before` is empty for a new one, `after` holds what is set."""
        if not self._stages or table not in FROZEN:
            return None
        if table == "meetings":
            return self._of_meeting(before, after)
        frozen = FROZEN[table]
        for meeting in self._of(before) | self._of(after):
            stage, name = self._stages.get(meeting, (None, ""))
            if stage == CLOSED and (not before or frozen is None or frozen & set(after)):
                return FieldProblem(next(iter(after)) if before else "meeting_id", closed_sentence(table, name))
            if stage not in (None, CLOSED, IN_PROGRESS) and self._writes_outcome(table, before, after, meeting):
                return FieldProblem("meeting_id", not_begun_sentence(stage, name))
        return None

    def _of_meeting(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> FieldProblem | None:
        stage, name = self._stages.get(before.get("id"), (None, ""))
        if stage == CLOSED and set(after) - {"stage", "status"}:
            return FieldProblem(next(iter(after)), closed_sentence("meetings", name))
        if before and "stage" in after:
            try:
                check_step(self._db, before["id"], (before["stage"], after["stage"]), "")
            except UserProblem as problem:
                return FieldProblem("stage", str(problem))
        return None

    def _of(self, values: Mapping[str, Any]) -> set[int]:
        found = {values.get("meeting_id")}
        for column, owned in self._meetings.items():
            if isinstance(values.get(column), int):
                found.add(owned.get(values[column]))
        return {meeting for meeting in found if isinstance(meeting, int)}

    def _writes_outcome(self, table: str, before: Mapping[str, Any], after: Mapping[str, Any], meeting: int) -> bool:
        if table not in OUTCOMES:
            return False
        of_item = self._meetings["agenda_item_id"].get(after.get("agenda_item_id", 0))
        return of_item == meeting or (not before and table != "action_items" and after.get("meeting_id") == meeting)
