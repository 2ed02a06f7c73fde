"""Co-production: programmes, what they are to deliver and what they have delivered."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, precision, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import ends_after, not_negative
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import (
    ARRANGEMENTS,
    ITEM_TYPES,
    MEASURES,
    PERIODS,
    PROGRAMME_STATUSES,
    QUALIFIERS,
    TARGET_KINDS,
)


class Programme(Sourced):
    """A programme of co-production, co-development, repair or supply."""

    __tablename__ = "programmes"
    declares = {
        "prefix": "PR", "slug_column": "programme_id", "singular": N_("Programme"), "plural": N_("Co-production"),
        "group": N_("Industry"), "title": "name", "label": ("name",), "sort": "name",
        "columns": ("ref", "name", "item_type", "us_prime_org_id", "jp_prime_org_id", "arrangement",
                    "start_date", "status"),
    }  # fmt: skip
    name: Mapped[str] = field(N_("Name"), required=True, width=280)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=200)
    item_type: Mapped[str | None] = choice(N_("Item"), ITEM_TYPES, suggested=True, width=110)
    us_prime_org_id: Mapped[int | None] = reference(N_("U.S. prime"), "organizations")
    jp_prime_org_id: Mapped[int | None] = reference(N_("Japan prime"), "organizations")
    arrangement: Mapped[str | None] = choice(N_("Arrangement"), ARRANGEMENTS, suggested=True, width=140)
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", width=180)
    start_date: Mapped[str | None] = day(N_("Start"), precision="start_precision")
    start_precision: Mapped[str | None] = precision(N_("Start precision"))
    status: Mapped[str | None] = choice(N_("Status"), PROGRAMME_STATUSES, default="active", width=100)
    summary: Mapped[str | None] = field(N_("Summary"), Kind.LONG_TEXT, width=320)


class ProductionTarget(Sourced):
    """What is to be produced, in the words of the source: a quantity with its qualifier, unit and period."""

    __tablename__ = "production_targets"
    declares = {
        "prefix": "PT", "slug_column": "target_id", "singular": N_("Production target"),
        "plural": N_("Production targets"), "group": N_("Industry"), "title": "note", "label": ("slug", "ref"),
        "sort": "programme_id",
        "columns": ("ref", "programme_id", "producer_org_id", "target_kind", "qualifier", "quantity", "unit", "period",
                    "target_date", "announced_date"),
    }  # fmt: skip
    programme_id: Mapped[int] = reference(N_("Programme"), "programmes", required=True, owner=True, width=220)
    producer_org_id: Mapped[int | None] = reference(N_("Producer"), "organizations")
    location_country: Mapped[str | None] = field(N_("Made in"), Kind.COUNTRY, width=80)
    target_kind: Mapped[str | None] = choice(N_("Kind"), TARGET_KINDS)
    quantity: Mapped[int | None] = field(N_("Quantity"), Kind.INTEGER, width=90)
    qualifier: Mapped[str | None] = choice(N_("Qualifier"), QUALIFIERS, width=100)
    unit: Mapped[str | None] = field(N_("Unit"), width=120)
    period: Mapped[str | None] = choice(N_("Period"), PERIODS, width=90)
    target_date: Mapped[str | None] = day(N_("Target date"), precision="target_precision", end=True)
    target_precision: Mapped[str | None] = precision(N_("Target precision"))
    announced_date: Mapped[str | None] = day(N_("Announced"))
    note: Mapped[str | None] = field(N_("Note"), Kind.LONG_TEXT, width=300)

    def problems(self) -> Iterator[FieldProblem]:
        """Units are counted from zero."""
        yield from super().problems()
        yield from not_negative(self, "quantity")


class ProductionActual(Sourced):
    """What has been produced in a period."""

    __tablename__ = "production_actuals"
    declares = {
        "prefix": "PA", "slug_column": "actual_id", "singular": N_("Production figure"),
        "plural": N_("Production figures"), "group": N_("Industry"), "title": "note", "label": ("slug", "ref"),
        "sort": "programme_id",
        "columns": ("ref", "programme_id", "producer_org_id", "period_start", "period_end", "qualifier", "quantity",
                    "unit", "measure"),
    }  # fmt: skip
    programme_id: Mapped[int] = reference(N_("Programme"), "programmes", required=True, owner=True, width=220)
    producer_org_id: Mapped[int | None] = reference(N_("Producer"), "organizations")
    location_country: Mapped[str | None] = field(N_("Made in"), Kind.COUNTRY, width=80)
    period_start: Mapped[str | None] = day(N_("From"), precision="period_precision")
    period_end: Mapped[str | None] = day(N_("To"), precision="period_precision", end=True)
    period_precision: Mapped[str | None] = precision(N_("Period precision"))
    quantity: Mapped[int | None] = field(N_("Quantity"), Kind.INTEGER, width=90)
    qualifier: Mapped[str | None] = choice(N_("Qualifier"), QUALIFIERS, width=100)
    unit: Mapped[str | None] = field(N_("Unit"), width=110)
    measure: Mapped[str | None] = choice(N_("Measure"), MEASURES, width=140)
    note: Mapped[str | None] = field(N_("Note"), Kind.LONG_TEXT, width=300)

    def problems(self) -> Iterator[FieldProblem]:
        """Units are counted from zero; a period does not run backwards."""
        yield from super().problems()
        yield from not_negative(self, "quantity")
        yield from ends_after(self, "period_start", "period_end")
