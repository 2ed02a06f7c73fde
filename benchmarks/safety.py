"""How long the file's safety takes: `python -m benchmarks.safety [ACTIONS]`, for a plain and an encrypted workspace.

Backup (copy, integrity, chain, counts), restore (backup of the present included) and check with replay, on a seeded
record of so many actions (default: 100,000), in seconds and per 100 MB or 100,000 rows of the journal.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ours.store import PASSPHRASE, WHO, new, take_in
from dicas_desktop.store.backups import back_up
from dicas_desktop.store.restore import restore
from dicas_desktop.store.store import open_store

HUNDRED_MB, HUNDRED_THOUSAND = 100e6, 100_000


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that something takes by the clock, and those of the processor."""
    begin, begun = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begin, time.process_time() - begun


def measure(path: Path, passphrase: str | None, actions: int) -> None:
    """Print the figures of one workspace."""
    store = new(path, passphrase)
    take_in(store, actions)
    store.close()
    size = path.stat().st_size
    store = open_store(path, passphrase, who=WHO, now=lambda: datetime.now(UTC))
    with store.read() as db:
        rows = db.execute("SELECT count(*) FROM journal_changes").scalar()
    made = []
    backup = timed(lambda: made.append(back_up(store.hold.file, "asked", datetime.now(UTC))))
    check = timed(store.check)
    store.close()
    back = timed(lambda: restore(path, passphrase, made[0].path, WHO, lambda: datetime.now(UTC)))
    kind = "encrypted" if passphrase else "plain"
    print(f"{kind}: {size / 1e6:.0f} MB, {rows:,} rows in the journal")
    for name, (seconds, processor), unit, share in (
        ("backup, verified", backup, "100 MB", size / HUNDRED_MB),
        ("restore, with a backup of the present", back, "100 MB", size / HUNDRED_MB),
        ("check with replay", check, "100,000 rows of the journal", rows / HUNDRED_THOUSAND),
    ):
        per = f"{seconds / share:.1f} s per {unit}, {processor / share:.1f} s of the processor"
        print(f"  {name}: {per}")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        for word in (None, PASSPHRASE):
            measure(Path(folder) / f"{'plain' if word is None else 'encrypted'}.dicas", word, number)
