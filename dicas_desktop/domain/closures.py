"""Days on which an office or a facility does not work, beside the holidays of its country."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import Record, day, field, reference
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import ends_after
from dicas_desktop.domain.texts import N_, _


class Closure(Record):
    """A closure from the first to the last day, both included. Without office and facility it holds for everybody."""

    __tablename__ = "closures"
    declares = {
        "prefix": "CL", "slug_column": "closure_id", "singular": N_("Closure"), "plural": N_("Closures"),
        "group": N_("Directory"), "title": "reason", "label": ("reason",), "sort": "first_day",
        "columns": ("ref", "first_day", "last_day", "reason", "org_id", "facility_id"), "recorded": False,
        "listed": False,
    }  # fmt: skip
    first_day: Mapped[str] = day(N_("First day"), required=True, recorded=False)
    last_day: Mapped[str] = day(N_("Last day"), required=True, end=True, recorded=False)
    reason: Mapped[str] = field(N_("Reason"), required=True, recorded=False, width=260)
    org_id: Mapped[int | None] = reference(N_("Office"), "organizations", recorded=False, width=180)
    facility_id: Mapped[int | None] = reference(N_("Facility"), "facilities", recorded=False, width=200)

    def problems(self) -> Iterator[FieldProblem]:
        """A closure does not end before it begins, and is one of an office or of a facility."""
        yield from super().problems()
        yield from ends_after(self, "first_day", "last_day")
        if self.org_id is not None and self.facility_id is not None:
            yield FieldProblem(
                "facility_id", _("Facility: the closure is one of an office already; clear one of them.")
            )
