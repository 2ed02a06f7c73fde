"""Changes in words: the label of a field with its value before and after, as the window and the commands tell them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import show
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch, label_of

Values = Mapping[str, Any]
NOTHING = "—"
_NOTHING: Values = {}


class Told(NamedTuple):
    """One field that changed: column, label, texts before and after."""

    column: str
    label: str
    before: str
    after: str


class Teller:
    """Puts stored values of one snapshot into words; the names of what is pointed to are looked up once."""

    def __init__(self, db: Db) -> None:
        """Read names through this snapshot."""
        self._db = db
        self._names: dict[tuple[str, int], str] = {}
        self._days: dict[tuple[str, str | None], str] = {}

    def changes(self, entity: Entity, before: Values, after: Values, shared: Values = _NOTHING) -> list[Told]:
        """Return the fields of a record that differ between two states of it, in the order of its declaration.

        A state holds every column that matters; one that it lacks is as in `shared`, else empty. A date and how much
        of it is known count as one field.
        """
        differing = tuple(name for name in {**before, **after} if before.get(name) != after.get(name))
        found = []
        if "slug" in differing:
            ends = [str(state["slug"]) if state.get("slug") else NOTHING for state in (before, after)]
            found.append(Told("slug", entity.slug_column, *ends))
        for field in fields_of(entity.table, differing):
            ends = [self.value(field, state, shared) for state in (before, after)]
            found.append(Told(field.name, _(field.label), *ends))
        return found

    def value(self, field: Field, values: Values, shared: Values = _NOTHING) -> str:
        """Return one value of a record in words, a dash for nothing."""
        value = values[field.name] if field.name in values else shared.get(field.name)
        if value is None or value == "":
            return NOTHING
        kind = field.kind
        if kind is Kind.REFERENCE:
            return self.name(field.target, value)
        if kind is Kind.DATE:
            precision = values[field.precision] if field.precision in values else shared.get(field.precision)
            return self._day(value, precision)
        return show(field, {field.name: value}, {})

    def name(self, table: str, row_id: Any) -> str:  # noqa: ANN401 - a stored value, whatever another program made of it
        """Return the reference and the short name of a record, in the bin or not; its number if it is gone."""
        if not isinstance(row_id, int):
            return str(row_id)
        if (table, row_id) not in self._names:
            found = fetch(self._db, table, [row_id])
            self._names[table, row_id] = called(found[0].table, found[0].values) if found else f"#{row_id}"
        return self._names[table, row_id]

    def _day(self, day: str, precision: str | None) -> str:
        """A date as far as it is known; many records have it in common."""
        found = self._days.get((day, precision))
        if found is None:
            found = self._days[day, precision] = show_date(day, precision or "day")
        return found


@lru_cache(maxsize=1_000)
def fields_of(table: str, columns: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields of a kind that these columns belong to, in the order of its declaration.

    How much of a date is known belongs to the date.
    """
    fields = ENTITIES[table].fields
    with_dates = {field.precision for field in fields if field.precision}
    return tuple(f for f in fields if f.name not in with_dates and (f.name in columns or f.precision in columns))


def called(table: str, values: Mapping[str, Any]) -> str:
    """Return how a record is called in a line of text: its reference and its title, "AI-0012 Example text"."""
    entity = ENTITIES[table]
    title = values.get(entity.title) or label_of(entity, dict(values))
    ref = values.get("ref") or ""
    return f"{ref} {title}" if title and title != ref else str(ref)
