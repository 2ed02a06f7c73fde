"""A long day in one process: `python -m tests.faults.soak [COUNT]`.

Edits, undos, redos and now and then a backup through the public functions; memory is looked at as it goes.
"""

import random
import resource
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dicas_desktop.cli.main import main as command
from dicas_desktop.cli.workspace import now, who
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import open_store
from tests.make import sample_store

BACKUP_EVERY = 2_000
LOOKS = 20


@dataclass(frozen=True)
class Day:
    """What a soak saw: resident memory in MiB after each twentieth, bytes of the file at the end, findings of check."""

    memory: list[float]
    size: int
    findings: list[str]
    seconds: float

    @property
    def growth(self) -> float:
        """Share by which the second half of the day needed more memory than the first tenth had left it at."""
        settled = max(self.memory[: LOOKS // 4])
        return max(self.memory[LOOKS // 2 :]) / settled - 1


def resident() -> float:
    """Return the resident memory of this process now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


def run(count: int, folder: Path, seed: int = 1) -> Day:
    """Do so many deeds and look at the memory twenty times."""
    chance, path = random.Random(seed), folder / "soak.dicas"
    sample_store(path).close()
    store = open_store(path, None, who=who(), now=now)
    memory, begin = [], time.perf_counter()
    for number in range(1, count + 1):
        deed = chance.random()
        with suppress(UserProblem):  # there is nothing to undo, or to redo
            if deed < 0.7:
                with store.write(f"Edit {number}") as step:
                    step.update("action_items", chance.randrange(1, 30), {"note": f"部品 {chance.random()}"})
            elif deed < 0.85:
                store.undo()
            else:
                store.redo()
        if number % BACKUP_EVERY == 0 and command(["backup", str(path)]):
            raise AssertionError("the backup failed")
        if number % (count // LOOKS) == 0:
            memory.append(resident())
    findings = store.check()
    store.close()
    return Day(memory, path.stat().st_size, findings, time.perf_counter() - begin)


def main() -> int:
    """Run and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        day = run(count, Path(folder))
    sys.stdout.write(
        f"{count} deeds in {day.seconds:.0f} s; memory {day.memory[0]:.0f} MiB at first, {day.memory[-1]:.0f} MiB at "
        f"last, grown by {day.growth:.1%}; file {day.size / 1024**2:.1f} MiB; check found {len(day.findings)}\n"
    )
    return 1 if day.findings or day.growth > 0.2 else 0


if __name__ == "__main__":
    sys.exit(main())
