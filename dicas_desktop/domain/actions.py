"""Action items: actions, commitments and plans with the side that owes them and their suspense."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, precision, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import one_anchor
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import (
    ACTION_KINDS,
    ACTION_STATUSES,
    CALENDARS,
    OFFSET_UNITS,
    OWNER_SIDES,
    PRIORITIES,
)


class ActionItem(Sourced):
    """Something owed. Its due is a date, or an anchor: a meeting or milestone, an offset and a calendar.

    `due_date` always holds the resolved day, so that lists sort and compare without knowing the anchor.
    """

    __tablename__ = "action_items"
    declares = {
        "prefix": "AI", "slug_column": "action_id", "singular": N_("Action item"), "plural": N_("Action items"),
        "group": N_("Work"), "title": "description", "label": ("description",), "sort": "due_date",
        "columns": ("ref", "description", "owner_org_id", "wg_id", "due_date", "status"),
    }  # fmt: skip
    kind: Mapped[str | None] = choice(N_("Kind"), ACTION_KINDS, default="action", width=110)
    meeting_id: Mapped[int | None] = reference(N_("Meeting"), "meetings", width=220)
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", width=180)
    programme_id: Mapped[int | None] = reference(N_("Programme"), "programmes", width=180)
    description: Mapped[str] = field(N_("Title"), required=True, width=420)
    owner_side: Mapped[str | None] = choice(N_("Side that owes"), OWNER_SIDES)
    owner_org_id: Mapped[int | None] = reference(N_("Lead (OPR)"), "organizations", width=130)
    due_date: Mapped[str | None] = day(
        N_("Due"), precision="due_precision", anchor="due", end=True, width=150, live_index=("status",)
    )
    due_precision: Mapped[str | None] = precision(N_("Due precision"))
    due_meeting_id: Mapped[int | None] = reference(N_("Before"), "meetings", width=200)
    due_text: Mapped[str | None] = field(N_("Due in words"), width=200)
    status: Mapped[str | None] = choice(N_("Status"), ACTION_STATUSES, default="open", width=130)
    note: Mapped[str | None] = field(N_("Note"), Kind.LONG_TEXT, width=260)
    description_ja: Mapped[str | None] = field(N_("Title in Japanese"), recorded=False, width=260)
    priority: Mapped[str | None] = choice(N_("Priority"), PRIORITIES, recorded=False, width=90)
    due_milestone_id: Mapped[int | None] = reference(N_("Before milestone"), "milestones", recorded=False, width=200)
    due_offset: Mapped[int | None] = field(N_("Offset"), Kind.INTEGER, recorded=False, width=80)
    due_offset_unit: Mapped[str | None] = choice(N_("Offset in"), OFFSET_UNITS, recorded=False)
    due_calendar: Mapped[str | None] = choice(N_("Calendar"), CALENDARS, recorded=False)
    first_due_date: Mapped[str | None] = day(
        N_("First due"), precision="first_due_precision", end=True, recorded=False, width=130
    )
    first_due_precision: Mapped[str | None] = precision(N_("First due precision"), recorded=False)
    entered_on: Mapped[str | None] = day(N_("Entered"), recorded=False, width=110)
    agenda_item_id: Mapped[int | None] = reference(N_("Agenda item"), "agenda_items", recorded=False, width=220)
    decision_id: Mapped[int | None] = reference(N_("Decision"), "decisions", recorded=False, width=220)
    parent_id: Mapped[int | None] = reference(N_("Part of"), "action_items", recorded=False, width=220)
    carried_from_id: Mapped[int | None] = reference(N_("Carried over from"), "action_items", recorded=False, width=220)
    measure: Mapped[str | None] = field(N_("Measure of fulfilment"), recorded=False, width=220)
    closed_on: Mapped[str | None] = day(N_("Closed"), recorded=False, width=110)
    evidence: Mapped[str | None] = field(N_("Evidence"), Kind.LONG_TEXT, recorded=False, width=260)
    evidence_decision_id: Mapped[int | None] = reference(
        N_("Closed by decision"), "decisions", recorded=False, width=220
    )

    def problems(self) -> Iterator[FieldProblem]:
        """A deadline hangs on one event, not on two."""
        yield from super().problems()
        yield from one_anchor(self, "due")
