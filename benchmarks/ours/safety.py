"""What safety costs in ours: `safety WORKSPACE`, an encrypted workspace, which is copied first and left as it is.

Opening, durable edits with journal and search, the check with replay, a verified backup; by the clock and by the
processor.
"""

import random
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import BUILD, both, hand_over
from benchmarks.ours.store import EDITS, PASSPHRASE, WHO
from dicas_desktop.store.backups import back_up
from dicas_desktop.store.store import Store, open_store


def _now() -> datetime:
    return datetime.now(UTC)


def _opened(path: Path) -> Store:
    store = open_store(path, PASSPHRASE, who=WHO, now=_now)
    with store.read() as db:
        db.execute("SELECT * FROM action_items ORDER BY due_date, id LIMIT 50").all()
    return store


def main(source: Path) -> dict[str, float]:
    """Return the figures, in milliseconds."""
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        path = Path(shutil.copy(source, Path(folder) / "w.dicas"))
        store, figures = both("open", [lambda: _opened(path)])
        with store.read() as db:
            count = int(db.execute("SELECT max(id) FROM action_items").scalar())
            rows = int(db.execute("SELECT count(*) FROM journal_changes").scalar())
        chance = random.Random(1)

        def edit() -> None:
            with store.write("Edit") as step:
                step.update("action_items", chance.randrange(1, count), {"note": f"seen {chance.random()}"})

        figures |= both("edit", [edit] * EDITS)[1]
        figures |= both("check", [store.check])[1]
        figures |= both("backup", [lambda: back_up(store.hold.file, "asked", _now())])[1]
        store.close()
    return {**figures, "rows": rows, "bytes": source.stat().st_size}


if __name__ == "__main__":
    hand_over(**main(Path(sys.argv[1])))
