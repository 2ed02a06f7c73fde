"""Meetings made from a template or after an older meeting. What is made is a copy: later edits do not touch it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.stages import DRAFT
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db

if TYPE_CHECKING:
    from dicas_desktop.store.step import Added, Step

_GUARDED = ("marking", "releasability")
_TEMPLATE = ("meeting_type", "forum_id", "wg_id", "purpose", *_GUARDED)
_TEMPLATE_ITEM = ("seq", "topic", "topic_ja", "section", "minutes", "purpose", "lead_side", *_GUARDED)
_ITEM = (*_TEMPLATE_ITEM, "wg_id", "programme_id", "lead_org_id")
_HEADER = (
    *("forum_id", "wg_id", "meeting_type", "title", "title_ja", "purpose", "city", "country", "venue", "host_org_id"),
    *("host_side", "start_time", "end_time", "time_zone", *_GUARDED),
)
_DELEGATION = ("side", "org_id", *_GUARDED)


def from_template(step: "Step", template_id: int, values: Mapping[str, Any]) -> "Added":
    """Make a draft meeting with the agenda of a template; `values` hold against what the template says.

    FieldProblem if a rule is broken; UserProblem if the template is not there.
    """
    template = _one(Db(step.raw), "templates", template_id, ("name", *_TEMPLATE), _("This template"))
    header = {"title": template.pop("name"), **template}
    made = step.add("meetings", {**header, "stage": DRAFT, **values})
    _copy(step, ("template_items", "template_id", template_id), ("agenda_items", "meeting_id", made.id), _TEMPLATE_ITEM)
    return made


def from_meeting(step: "Step", meeting_id: int, values: Mapping[str, Any]) -> "Added":
    """Make a draft meeting after an older one: its header without the day, its agenda, its delegations without people.

    It follows the older one. Nobody is taken over, because who leads the next time has to be said anew.
    """
    header = _one(Db(step.raw), "meetings", meeting_id, _HEADER, _("This meeting"))
    made = step.add("meetings", {**header, "stage": DRAFT, "previous_meeting_id": meeting_id, **values})
    target = ("meeting_id", made.id)
    _copy(step, ("agenda_items", "meeting_id", meeting_id), ("agenda_items", *target), _ITEM)
    _copy(step, ("delegations", "meeting_id", meeting_id), ("delegations", *target), _DELEGATION)
    return made


def save_as_template(step: "Step", meeting_id: int, name: str) -> "Added":
    """Keep the kind and the agenda of a meeting as a template. FieldProblem if the name is empty or taken."""
    known = step.raw.execute(
        "SELECT 1 FROM templates WHERE deleted_at IS NULL AND lower(name) = lower(?)", (name.strip(),)
    ).fetchone()
    if known:
        text = _("There is a template “{name}” already: choose another name.")
        raise FieldProblem("name", text.format(name=name.strip()))
    header = _one(Db(step.raw), "meetings", meeting_id, _TEMPLATE, _("This meeting"))
    made = step.add("templates", {**header, "name": name.strip() or None})
    _copy(step, ("agenda_items", "meeting_id", meeting_id), ("template_items", "template_id", made.id), _TEMPLATE_ITEM)
    return made


def _one(db: Db, table: str, row_id: int, columns: tuple[str, ...], called: str) -> dict[str, Any]:
    statement = f"SELECT {', '.join(columns)} FROM {table} WHERE id = ? AND deleted_at IS NULL"
    found = db.execute(statement, (row_id,)).mappings()
    if not found:
        raise UserProblem(_("{record} is no longer there: reload the page.").format(record=called))
    return found[0]


_Owned = tuple[str, str, int]  # table, column of the owner, id of the owner


def _copy(step: "Step", source: _Owned, target: _Owned, columns: tuple[str, ...]) -> None:
    table, owner, row_id = source
    order = ("seq, " if "seq" in columns else "") + "id"
    statement = f"SELECT {', '.join(columns)} FROM {table} WHERE {owner} = ? AND deleted_at IS NULL ORDER BY {order}"
    rows = Db(step.raw).execute(statement, (row_id,)).mappings()
    if "seq" in columns:
        rows = [{**row, "seq": number} for number, row in enumerate(rows, 1)]
    if rows:
        step.add_many(target[0], [{**row, target[1]: target[2]} for row in rows])
