"""Milestones: dated events of forums, programmes, facilities and repairs."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, precision, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import one_anchor
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import CALENDARS, MILESTONE_STATUSES, OFFSET_UNITS


class Milestone(Sourced):
    """A dated event that others look towards or back to."""

    __tablename__ = "milestones"
    declares = {
        "prefix": "MS", "slug_column": "milestone_id", "singular": N_("Milestone"), "plural": N_("Milestones"),
        "group": N_("Work"), "title": "title", "label": ("title",), "sort": "date",
        "columns": ("ref", "title", "date", "forum_id", "programme_id", "facility_id", "meeting_id", "status"),
    }  # fmt: skip
    date: Mapped[str | None] = day(
        N_("Date"), precision="date_precision", anchor="anchor", end=True, live_index=("status",)
    )
    date_precision: Mapped[str | None] = precision(N_("Date precision"))
    title: Mapped[str] = field(N_("Title"), required=True, width=420)
    forum_id: Mapped[int | None] = reference(N_("Forum"), "forums")
    programme_id: Mapped[int | None] = reference(N_("Programme"), "programmes", width=180)
    facility_id: Mapped[int | None] = reference(N_("Facility"), "facilities", width=180)
    meeting_id: Mapped[int | None] = reference(N_("Meeting"), "meetings", width=220)
    repair_id: Mapped[int | None] = reference(N_("Repair schedule"), "repair_schedules", width=180)
    status: Mapped[str | None] = choice(N_("Status"), MILESTONE_STATUSES, default="planned", width=100)
    anchor_meeting_id: Mapped[int | None] = reference(N_("Before meeting"), "meetings", recorded=False, width=200)
    anchor_milestone_id: Mapped[int | None] = reference(N_("Before milestone"), "milestones", recorded=False, width=200)
    anchor_offset: Mapped[int | None] = field(N_("Offset"), Kind.INTEGER, recorded=False, width=80)
    anchor_offset_unit: Mapped[str | None] = choice(N_("Offset in"), OFFSET_UNITS, recorded=False)
    anchor_calendar: Mapped[str | None] = choice(N_("Calendar"), CALENDARS, recorded=False)

    def problems(self) -> Iterator[FieldProblem]:
        """A milestone hangs on one event, not on two."""
        yield from super().problems()
        yield from one_anchor(self, "anchor")
