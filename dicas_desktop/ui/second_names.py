"""The Japanese names of what references point to, shown in mute beside the label. Looked up once for each record."""

from collections.abc import Iterable, Mapping

from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Record, fetch


class SecondNames:
    """Names in the second language by (table, id), learnt from the records that come on screen."""

    def __init__(self, entity: Entity, entities: Mapping[str, Entity]) -> None:
        """Serve the pages of this entity."""
        self.known: dict[tuple[str, int], str] = {}
        self._columns: dict[str, str] = {}  # reference field -> column of its target that holds the name
        self._targets: dict[str, str] = {}
        for field in entity.fields:
            if field.kind is Kind.REFERENCE and (column := second_column(entities[field.target])):
                self._targets[field.name], self._columns[field.target] = field.target, column

    def learn(self, db: Db, records: Iterable[Record]) -> None:
        """Look up the names of everything these records point to that is not known yet."""
        wanted: dict[str, set[int]] = {}
        for record in records:
            for name, target in self._targets.items():
                row_id = record.values[name]
                if row_id is not None and (target, row_id) not in self.known:
                    wanted.setdefault(target, set()).add(row_id)
        for target, ids in wanted.items():
            self.known.update(((target, row_id), "") for row_id in ids)
            for record in fetch(db, target, sorted(ids)):
                name = record.values[self._columns[target]]
                if name and name != record.values.get("name_en"):
                    self.known[target, record.values["id"]] = name


def second_column(entity: Entity) -> str:
    """Return the column that holds the name in Japanese, empty if the entity has none."""
    names = {field.name for field in entity.fields}
    return next((name for name in ("name_ja", f"{entity.title}_ja") if name in names), "")
