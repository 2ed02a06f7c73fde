"""Ships, aircraft and engines, where they are repaired, and when."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, precision, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import ends_after, not_negative
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.vocabulary import AVAILABILITY_TYPES, FACILITY_KINDS, PLATFORM_KINDS, REPAIR_STATUSES


class Platform(Sourced):
    """A ship, a type of aircraft or a type of engine."""

    __tablename__ = "platforms"
    declares = {
        "prefix": "P", "slug_column": "platform_id", "singular": N_("Platform"), "plural": N_("Platforms"),
        "group": N_("Sustainment"), "title": "name", "label": ("name",), "sort": "name",
        "columns": ("ref", "name", "designation", "kind", "ship_class_or_type", "operator_org_id",
                    "homeport_or_base"),
    }  # fmt: skip
    kind: Mapped[str] = choice(N_("Kind"), PLATFORM_KINDS, required=True)
    name: Mapped[str] = field(N_("Name"), required=True, width=220)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=160)
    designation: Mapped[str | None] = field(N_("Hull or type number"), width=140)
    ship_class_or_type: Mapped[str | None] = field(N_("Class or type"), width=240)
    operator_org_id: Mapped[int | None] = reference(N_("Operator"), "organizations")
    homeport_or_base: Mapped[str | None] = field(N_("Home port or base"), width=140)
    note: Mapped[str | None] = field(N_("Note"), Kind.LONG_TEXT, width=260)


class Facility(Sourced):
    """A yard, dock, depot or plant."""

    __tablename__ = "facilities"
    declares = {
        "prefix": "FC", "slug_column": "facility_id", "singular": N_("Facility"), "plural": N_("Facilities"),
        "group": N_("Sustainment"), "title": "name_en", "label": ("name_en",), "sort": "name_en",
        "columns": ("ref", "name_en", "name_ja", "kind", "operator_org_id", "city", "country", "capability"),
    }  # fmt: skip
    name_en: Mapped[str] = field(N_("Name"), required=True, width=240)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=160)
    kind: Mapped[str | None] = choice(N_("Kind"), FACILITY_KINDS, suggested=True, width=150)
    operator_org_id: Mapped[int | None] = reference(N_("Operator"), "organizations")
    city: Mapped[str | None] = field(N_("City"), width=110)
    prefecture_or_state: Mapped[str | None] = field(N_("Prefecture or state"), width=130)
    country: Mapped[str | None] = field(N_("Country"), Kind.COUNTRY, width=80)
    opened_date: Mapped[str | None] = day(N_("Opened"))
    capability: Mapped[str | None] = field(N_("Capability"), Kind.LONG_TEXT, width=320)


class RepairSchedule(Sourced):
    """An availability or depot job with three date pairs: planned is the baseline, then forecast, then actual."""

    __tablename__ = "repair_schedules"
    declares = {
        "prefix": "RS", "slug_column": "repair_id", "singular": N_("Repair schedule"),
        "plural": N_("Repair schedules"), "group": N_("Sustainment"), "title": "scope_note",
        "label": ("slug", "ref"), "sort": "actual_start",
        "columns": ("ref", "platform_id", "facility_id", "availability_type", "status", "planned_end", "forecast_end",
                    "actual_end"),
    }  # fmt: skip
    platform_id: Mapped[int | None] = reference(N_("Platform"), "platforms", width=180)
    facility_id: Mapped[int | None] = reference(N_("Facility"), "facilities", width=200)
    lead_org_id: Mapped[int | None] = reference(N_("Lead"), "organizations")
    contractor_org_id: Mapped[int | None] = reference(N_("Contractor"), "organizations")
    availability_type: Mapped[str | None] = choice(
        N_("Availability type"), AVAILABILITY_TYPES, suggested=True, width=160
    )
    planned_start: Mapped[str | None] = day(N_("Baseline start"), precision="planned_start_precision")
    planned_start_precision: Mapped[str | None] = precision(N_("Baseline start precision"))
    planned_end: Mapped[str | None] = day(N_("Baseline finish"), precision="planned_end_precision", end=True)
    planned_end_precision: Mapped[str | None] = precision(N_("Baseline finish precision"))
    actual_start: Mapped[str | None] = day(N_("Actual start"), precision="actual_start_precision")
    actual_start_precision: Mapped[str | None] = precision(N_("Actual start precision"))
    actual_end: Mapped[str | None] = day(N_("Actual finish"), precision="actual_end_precision", end=True)
    actual_end_precision: Mapped[str | None] = precision(N_("Actual finish precision"))
    contract_value_usd: Mapped[int | None] = field(N_("Contract value, USD"), Kind.MONEY, width=140)
    status: Mapped[str | None] = choice(N_("Status"), REPAIR_STATUSES, default="planned", width=120)
    scope_note: Mapped[str | None] = field(N_("Scope"), Kind.LONG_TEXT, width=320)
    forecast_start: Mapped[str | None] = day(N_("Forecast start"), precision="forecast_start_precision", recorded=False)
    forecast_start_precision: Mapped[str | None] = precision(N_("Forecast start precision"), recorded=False)
    forecast_end: Mapped[str | None] = day(
        N_("Forecast finish"), precision="forecast_end_precision", end=True, recorded=False
    )
    forecast_end_precision: Mapped[str | None] = precision(N_("Forecast finish precision"), recorded=False)
    progress: Mapped[int | None] = field(N_("Done, per cent"), Kind.INTEGER, recorded=False, width=90)

    def problems(self) -> Iterator[FieldProblem]:
        """No pair of dates runs backwards; progress is a percentage; money is not negative."""
        yield from super().problems()
        for pair in ("planned", "forecast", "actual"):
            yield from ends_after(self, f"{pair}_start", f"{pair}_end")
        yield from not_negative(self, "contract_value_usd")
        if self.progress is not None and not 0 <= self.progress <= 100:  # noqa: PLR2004 - a percentage
            yield FieldProblem("progress", _("Done: {n} is not between 0 and 100.").format(n=self.progress))
