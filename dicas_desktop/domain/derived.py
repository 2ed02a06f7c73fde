"""Columns of a list that no record holds: they follow from what it holds and from the day. They are never edited."""

from collections.abc import Mapping

from dicas_desktop.domain.declaration import Choice, Entity, Field, Kind
from dicas_desktop.domain.texts import N_

LIGHT = "light"
OVERDUE, SOON, LATER, UNDATED, DONE, CANCELLED, DRAFT = LIGHTS = (
    "overdue",
    "soon",
    "later",
    "undated",
    "done",
    "cancelled",
    "draft",
)  # fmt: skip - the most urgent first
_WORDS = (
    N_("Overdue"),
    N_("Due within 30 days"),  # `SOON_DAYS`
    N_("Later"),
    N_("Undated"),
    N_("Done"),
    N_("Cancelled"),
    N_("Draft, never printed"),
)
DERIVED: Mapping[str, tuple[Field, ...]] = {
    "action_items": (
        Field(
            LIGHT,
            N_("Stop-light"),
            Kind.CHOICE,
            required=True,
            choices=tuple(Choice(value, word) for value, word in zip(LIGHTS, _WORDS, strict=True)),
            recorded=False,
            width=170,
        ),
    ),
}


def derived_of(table: str) -> tuple[Field, ...]:
    """Return the columns of a kind of record that follow from others."""
    return DERIVED.get(table, ())


def is_derived(table: str, name: str) -> bool:
    """Tell whether a column of a list follows from others."""
    return any(field.name == name for field in derived_of(table))


def column_field(entity: Entity, name: str) -> Field:
    """Return what is declared of a column of a list, one that follows from others too; KeyError if there is none."""
    for field in derived_of(entity.table):
        if field.name == name:
            return field
    return entity.field(name)
