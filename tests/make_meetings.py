"""Meetings to test with: placeholders on a blank agenda, and ways to find records of the public record."""

from collections.abc import Sequence
from typing import Any

from dicas_desktop.store.store import Store


def meeting_of(store: Store, slug: str = "dicas-2024-06-09") -> int:
    """Return the id of a meeting of the public record."""
    return id_of(store, "meetings", slug)


def id_of(store: Store, table: str, slug: str) -> int:
    """Return the id of a record of the public record."""
    with store.read() as db:
        return int(db.execute(f"SELECT id FROM {table} WHERE slug = ?", (slug,)).scalar())


def row_of(store: Store, table: str, row_id: int) -> dict[str, Any]:
    """Return a record with all its columns."""
    with store.read() as db:
        return db.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).mappings()[0]


def items_of(store: Store, meeting: int) -> list[int]:
    """Return the ids of the live items of a meeting in their order."""
    with store.read() as db:
        statement = "SELECT id FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY seq, id"
        return list(db.execute(statement, (meeting,)).scalars())


def plan_meeting(
    store: Store, minutes: Sequence[int | None] = (), sections: Sequence[str | None] = (), **values: str | int | None
) -> int:
    """Add a draft meeting with an item for each length in minutes (None: not known); return its id."""
    day = values.pop("start_date", "2024-07-22")
    given = {"title": "Example meeting", "stage": "draft", "start_date": day, "end_date": day, **values}
    with store.write("Plan a meeting") as step:
        meeting = step.add("meetings", given).id
        for number, length in enumerate(minutes, 1):
            section = sections[number - 1] if sections else None
            item = {"meeting_id": meeting, "seq": number, "topic": f"Topic {number}", "minutes": length}
            step.add("agenda_items", {**item, "section": section})
    return meeting


def set_stage(store: Store, meeting: int, *stages: str, reason: str = "") -> None:
    """Bring a meeting through these stages, one step each."""
    # imported here: tests of other parts do without
    from dicas_desktop.store.meetings.stages import advance

    for stage in stages:
        with store.write(f"Bring the meeting to {stage}") as step:
            advance(step, meeting, stage, reason)
