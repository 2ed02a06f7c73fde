"""Hostile input as hypothesis draws and shrinks it: `python -m tests.faults.drawn SECONDS [ENTRY ...]`.

Each entry of `tests.faults.hostile`, and a whole window with hostile settings, in turn until the time is over. What is
neither an answer nor a sentence ends the run, with the smallest input that brings it about.
"""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.faults.around import Entry
from tests.faults.grammar import STRATEGIES
from tests.faults.hostile import MOST, Entries, peak, try_one

ROUND = 150  # inputs of one entry before it is the next one's turn
SLOW = {"window": 3, "command": 40}  # fewer of these
FIRST_PAINT = 30.0  # s that a window may take with all its pages, on a machine that others use


def run(seconds: float, names: list[str], folder: Path, first: int | None = None) -> Counter[str]:
    """Draw for so many seconds, from this seed on (None: another one each time); return how many each entry got."""
    entries, counts = Entries(folder), Counter[str]()
    ways = {**entries.all(), "window": entries.around.window}
    number = random.randrange(2**32) if first is None else first
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            for name in names:
                number += 1
                counts[name] += _round(name, ways[name], number, SLOW.get(name, ROUND))
    finally:
        entries.store.close()
    return counts


def _round(name: str, entry: Entry, number: int, most: int) -> int:
    tried = 0

    @seed(number)
    @settings(max_examples=most, database=None, deadline=None, phases=(Phase.generate, Phase.shrink),
              suppress_health_check=list(HealthCheck), print_blob=False)  # fmt: skip
    @given(data=STRATEGIES[name])
    def hold(data: bytes) -> None:
        nonlocal tried
        tried += 1
        try_one(entry, data, FIRST_PAINT if name == "window" else None)

    hold()
    return tried


def main() -> int:
    """Run and tell."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    seconds, names = float(sys.argv[1]) if len(sys.argv) > 1 else 600, sys.argv[2:] or list(STRATEGIES)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(seconds, names, Path(folder))
    told = ", ".join(f"{name} {number}" for name, number in counts.items())
    sys.stdout.write(
        f"{counts.total():,} inputs in {time.monotonic() - begin:.0f} s, peak {peak():.0f} MiB, no fault: {told}\n"
    )
    return int(peak() > MOST)


if __name__ == "__main__":
    sys.exit(main())
