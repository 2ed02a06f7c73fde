"""Changes in words: the label of a field with its value before and after, as the window and the commands tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import show
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch, label_of

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Told:
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

    def changes(self, entity: Entity, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Told]:
        """Return the fields of a record that differ between two states of it, in the order of its declaration.

        A state holds every column that matters; one that it lacks is empty. A date and how much of it is known count
        as one field.
        """
        found = []
        if before.get("slug") != after.get("slug"):
            ends = [str(state["slug"]) if state.get("slug") else NOTHING for state in (before, after)]
            found.append(Told("slug", entity.slug_column, *ends))
        differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        with_dates = {field.precision for field in entity.fields if field.precision}
        for field in entity.fields:
            if field.name not in with_dates and (field.name in differing or field.precision in differing):
                ends = [self.value(field, state) for state in (before, after)]
                found.append(Told(field.name, _(field.label), *ends))
        return found

    def value(self, field: Field, values: Mapping[str, Any]) -> str:
        """Return one value of a record in words, a dash for nothing."""
        value = values.get(field.name)
        if value is None or value == "":
            return NOTHING
        if field.kind is Kind.REFERENCE:
            return self.name(field.target, value)
        return show(field, {field.name: value, field.precision: values.get(field.precision)}, {})

    def name(self, table: str, row_id: Any) -> str:  # noqa: ANN401 - a stored value, whatever another program made of it
        """Return the reference and the short name of a record, in the bin or not; its number if it is gone."""
        if not isinstance(row_id, int):
            return str(row_id)
        if (table, row_id) not in self._names:
            found = fetch(self._db, table, [row_id])
            self._names[table, row_id] = called(found[0].table, found[0].values) if found else f"#{row_id}"
        return self._names[table, row_id]


def called(table: str, values: Mapping[str, Any]) -> str:
    """Return how a record is called in a line of text: its reference and its title, "AI-0012 Example text"."""
    entity = ENTITIES[table]
    title = values.get(entity.title) or label_of(entity, dict(values))
    ref = values.get("ref") or ""
    return f"{ref} {title}" if title and title != ref else str(ref)
