"""The declarations of all entities without SQLAlchemy, so that a window shows its first rows before that is imported.

`declared.json` is derived from the entity classes by `python -m dicas_desktop.domain.catalogue`; a test compares the
two. Declare in the classes only.
"""

import json
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any

from dicas_desktop.domain.declaration import Choice, Entity, Field, Kind

_FILE = Path(__file__).with_name("declared.json")
_DEFAULTS = {f.name: f.default for f in fields(Field) if f.default is not MISSING}


def _entity(told: dict[str, Any]) -> Entity:
    declared = tuple(
        Field(**{**f, "kind": Kind(f["kind"]), "choices": tuple(Choice(*c) for c in f.get("choices", ()))})
        for f in told["fields"]
    )
    return Entity(**{**told, "fields": declared, "label": tuple(told["label"]), "columns": tuple(told["columns"])})


def _told(entity: Entity) -> dict[str, Any]:
    told = asdict(entity)
    told["fields"] = [
        {n: v for n, v in asdict(f).items() if n != "choices" and v != _DEFAULTS.get(n, MISSING)}
        | ({"choices": [[c.value, c.label] for c in f.choices]} if f.choices else {})
        for f in entity.fields
    ]
    return told


def derive() -> str:
    """Return the text of `declared.json` as the entity classes have it now."""
    # imported here: this is the import that the file spares everybody else
    from dicas_desktop.domain.entities import MODELS

    return json.dumps([_told(model.entity) for model in MODELS], ensure_ascii=False, indent=1) + "\n"


ENTITIES: dict[str, Entity] = (
    {e.table: e for e in map(_entity, json.loads(_FILE.read_text("utf-8")))} if _FILE.exists() else {}
)

if __name__ == "__main__":
    _FILE.write_text(derive(), "utf-8")
