"""Workspaces as a released program wrote them, kept in `tests/files` so that every later one can prove it opens them.

`python -m tests.make_released` writes those of the schema of now, plain and encrypted. It is run once for each schema,
at its release, and never again: what is there is what officers have on their disks.
"""

import sys
from contextlib import closing
from pathlib import Path

from dicas_desktop.store import schema
from dicas_desktop.store.connection import connect
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, new_store

FILES = Path(__file__).parent / "files"
ENDINGS = {"": None, "-encrypted": PASSPHRASE}


def released() -> dict[str, tuple[Path, str | None]]:
    """Return every kept workspace with its passphrase, by its name."""
    return {
        path.stem: (path, PASSPHRASE if path.stem.endswith("-encrypted") else None)
        for path in sorted(FILES.glob("schema-*.dicas"))
    }


def fill(store: Store) -> None:
    """Records with children and grandchildren, Japanese, a bin, an undone step, a marking, an empty field."""
    with store.write("Add a meeting with its delegation") as step:
        organization = step.add("organizations", {"name_en": "Example organization", "name_ja": "例示機構"})
        person = step.add(
            "persons", {"name_en": "Example Person", "name_ja": "例示 太郎", "name_kana": "レイジ タロウ"}
        )
        meeting = step.add(
            "meetings", {"title": "Example plenary", "title_ja": "例示本会合", "start_date": "2024-07-28"}
        )
        delegation = step.add("delegations", {"meeting_id": meeting.id, "side": "JP"})
        step.add("delegation_members", {"delegation_id": delegation.id, "person_id": person.id})
        step.add("agenda_items", {"meeting_id": meeting.id, "seq": 1, "topic": "艦船修理 / ship repair"})
        step.add(
            "action_items",
            {"description": "Report on 髙﨑 berth", "meeting_id": meeting.id, "owner_org_id": organization.id},
        )
        step.add("decisions", {"text": "合意した事項", "meeting_id": meeting.id})
    with store.write("Mark the organization") as step:
        step.update("organizations", organization.id, {"marking": "U", "role_note": "note with a\nsecond line"})
    with store.write("Add one to be deleted") as step:
        gone = step.add("meetings", {"title": "To be deleted"})
        step.add("delegations", {"meeting_id": gone.id, "side": "US"})
    with store.write("Delete it") as step:
        step.delete("meetings", [gone.id])
    with store.write("Rename, to be undone") as step:
        step.update("meetings", meeting.id, {"title": "Renamed"})
    store.undo()


def write(folder: Path) -> None:
    """Write the workspaces of the schema of now. FileExistsError if they are there: a released file stays."""
    for ending, passphrase in ENDINGS.items():
        path = folder / f"schema-{schema.newest_revision():04d}{ending}.dicas"
        if path.exists():
            raise FileExistsError(path)
        with closing(new_store(path, passphrase)) as store:
            fill(store)
        key = None if passphrase is None else raw_key(passphrase, path.read_bytes()[:SALT_BYTES])
        with closing(connect(path, key, "rw")) as raw:
            raw.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    write(FILES)
    sys.stdout.write("".join(f"{path}\n" for path, _passphrase in released().values()))
