"""Who of the people on record works here: the one person who bears the name under which steps are written."""

from typing import NamedTuple

from dicas_desktop.store.db import Db


class Officer(NamedTuple):
    """The person on record and the office this person belongs to, None if that is not recorded."""

    person: int
    office: int | None


def officer_in(db: Db, name: str) -> Officer | None:
    """Return the person of this name, in English or Japanese; None if nobody or more than one bears it."""
    found = db.execute(
        "SELECT id, org_id FROM persons WHERE deleted_at IS NULL AND merged_into_id IS NULL "
        "AND (lower(name_en) = lower(:name) OR name_ja = :name) LIMIT 2",
        {"name": " ".join(name.split())},
    ).all()
    return Officer(*found[0]) if len(found) == 1 else None
