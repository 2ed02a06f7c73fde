"""The store of ours: `edit COUNT`, durable edits of an encrypted workspace; `bulk COUNT`, an import into a plain one.

Both stand in the folder in which the floors keep their files, and hold as many actions.
"""

import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import BUILD, hand_over, percentile
from benchmarks.workload import record_folder
from dicas_desktop.exchange.planner import Limits
from dicas_desktop.exchange.tables import execute, plan_import
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import Store, create_store

EDITS = 200
PASSPHRASE = "example words of a benchmark"  # noqa: S105 - guards nothing
WHO = Who("Example officer", "example-desk")


def new(path: Path, passphrase: str | None) -> Store:
    """Make an empty workspace."""
    return create_store(path, passphrase, who=WHO, now=lambda: datetime.now(UTC))


def take_in(store: Store, count: int, meeting: str = "") -> float:
    """Import the seeded record with so many actions; return the seconds of plan and write together."""
    folder = record_folder(count, meeting)
    begin = time.perf_counter()
    with store.read() as db:
        plan = plan_import(db, folder, store.entities, limits=Limits(rows=10**8, bytes=10**12))
    execute(store, plan, "Import")
    return time.perf_counter() - begin


def edit(path: Path, count: int) -> dict[str, float]:
    """Change one field at a time in an encrypted workspace of so many actions."""
    store = new(path, PASSPHRASE)
    take_in(store, count)
    chance = random.Random(1)
    figures = []
    for number in range(EDITS):
        begin = time.perf_counter()
        with store.write("Edit") as step:
            step.update("action_items", chance.randrange(1, count), {"note": f"seen {number}"})
        figures.append((time.perf_counter() - begin) * 1e3)
    store.close()
    return {"edit": percentile(figures, 0.5), "edit_p99": percentile(figures, 0.99)}


def bulk(path: Path, count: int) -> dict[str, float]:
    """Import into a fresh plain workspace."""
    store = new(path, None)
    seconds = take_in(store, count)
    store.close()
    return {"bulk": seconds}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        figures = {"edit": edit, "bulk": bulk}[sys.argv[1]](Path(folder) / "bench.dicas", int(sys.argv[2]))
    hand_over(**figures)
