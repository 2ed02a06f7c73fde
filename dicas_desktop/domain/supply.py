"""The supply chain: parts, capacities and rules that hold a programme up."""

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import SUPPLY_KINDS, SUPPLY_STATUSES


class SupplyItem(Sourced):
    """A part, capacity, arrangement or rule with its constraint as of a day."""

    __tablename__ = "supply_items"
    declares = {
        "prefix": "SI", "slug_column": "supply_item_id", "singular": N_("Supply item"), "plural": N_("Supply items"),
        "group": N_("Industry"), "title": "name", "label": ("name",), "sort": "name",
        "columns": ("ref", "name", "kind", "programme_id", "supplier_org_id", "constraint_note", "status",
                    "as_of_date"),
    }  # fmt: skip
    name: Mapped[str] = field(N_("Name"), required=True, width=300)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=200)
    kind: Mapped[str | None] = choice(N_("Kind"), SUPPLY_KINDS, suggested=True, width=120)
    programme_id: Mapped[int | None] = reference(N_("Programme"), "programmes", width=200)
    supplier_org_id: Mapped[int | None] = reference(N_("Supplier"), "organizations")
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", width=180)
    constraint_note: Mapped[str | None] = field(N_("Constraint"), Kind.LONG_TEXT, width=320)
    status: Mapped[str | None] = choice(N_("Status"), SUPPLY_STATUSES, suggested=True, default="open", width=120)
    as_of_date: Mapped[str | None] = day(N_("As of"))
