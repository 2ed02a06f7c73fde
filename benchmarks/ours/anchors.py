"""Deadlines of ours: moving a meeting on which 10,000 of them hang, in one durable step of an encrypted workspace."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.harness import hand_over, spread, times
from benchmarks.ours.store import PASSPHRASE, new

HANGING, TURNS = 10_000, 9
FIRST = date(2024, 7, 28)


def _run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        store = new(Path(folder) / "w.dicas", PASSPHRASE)
        with store.write("Fill") as step:
            meeting = step.add("meetings", {"title": "Example", "start_date": FIRST.isoformat()}).id
            step.add_many(
                "action_items",
                [
                    {"description": f"Example action {n}", "due_meeting_id": meeting, "due_offset": -1 - n % 40,
                     "due_offset_unit": "day"}
                    for n in range(HANGING)
                ],
            )  # fmt: skip
        moved: list[int] = []

        def move(turn: int) -> None:
            with store.write("Move the meeting") as step:
                step.update("meetings", meeting, {"start_date": (FIRST + timedelta(days=turn + 1)).isoformat()})
            moved.append(len(step.moved))

        figures = spread("move", times(move, TURNS))
        store.close()
    return figures | {"moved": float(min(moved))}


if __name__ == "__main__":
    hand_over(**_run())
