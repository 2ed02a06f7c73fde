"""Changes floor: `FILE SINCE UNTIL`, the same rows of the journal read by sqlite3 and nothing done with them."""

import sqlite3
import sys
from pathlib import Path

from benchmarks.harness import hand_over, spread, times

TURNS = 5
ROWS = "SELECT * FROM journal_changes WHERE step_id > ? AND step_id <= ? ORDER BY step_id, id"


def _run(path: Path, since: int, until: int) -> dict[str, float]:
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    figures = spread("scan", times(lambda _turn: db.execute(ROWS, (since, until)).fetchall(), TURNS))
    figures["rows"] = len(db.execute(ROWS, (since, until)).fetchall())
    return figures


if __name__ == "__main__":
    hand_over(**_run(Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3])))
