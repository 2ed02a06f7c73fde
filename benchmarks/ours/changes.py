"""Changes of ours: `FILE SINCE UNTIL`, the journal's rows between two steps folded into one outcome for each record."""

import sys
from pathlib import Path

from benchmarks.harness import hand_over, spread, times
from benchmarks.ours.store import WHO, new, take_in
from dicas_desktop.cli.workspace import now
from dicas_desktop.store.changes import changes
from dicas_desktop.store.store import Store, open_store

TURNS = 5
ROWS = 100_000
_OFTEN = 50  # changes to each of a fiftieth of the records
# (what happened, since, until): each brings `ROWS` rows of the journal
WINDOWS = (("one import", 1, 2), ("a change to each of as many records", 2, 3), (f"{_OFTEN} changes a record", 3, 53))


def made(path: Path) -> Path:
    """Return a plain workspace with the windows above, made once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        store = new(part, None)
        take_in(store, ROWS)
        with store.write("Change each") as step:
            step.raw.execute("UPDATE action_items SET due_date = date(due_date, '+12 days'), note = 'seen once'")
        for number in range(_OFTEN):
            _change_some(store, number)
        store.close()
        part.rename(path)
    return path


def _change_some(store: Store, number: int) -> None:
    with store.write("Change some") as step:
        step.raw.execute(
            "UPDATE action_items SET due_date = date(due_date, '+1 day'), note = ? WHERE id <= ?",
            (f"seen {number}", ROWS // _OFTEN),
        )


def _run(path: Path, since: int, until: int) -> dict[str, float]:
    store = open_store(path, None, who=WHO, now=now, read_only=True)

    def fold(_turn: int) -> object:
        with store.read() as db:
            return changes(db, since, until)

    figures = spread("fold", times(fold, TURNS))
    store.close()
    return figures


if __name__ == "__main__":
    hand_over(**_run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
