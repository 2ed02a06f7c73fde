"""A long day in one process: `python -m tests.faults.soak [COUNT]`.

Edits, undos, redos and now and then a backup through the public functions, in a workspace of many records; memory is
looked at as it goes. Many records, so that SQLite's caches of pages, which have a limit, are full from the beginning:
in a small workspace they grow with the file and look like a leak.
"""

import ctypes
import gc
import io
import random
import resource
import sys
import tempfile
import time
from contextlib import closing, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

from dicas_desktop.cli.main import main as command
from dicas_desktop.cli.workspace import now, who
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import open_store
from tests.make import sample_store

RECORDS = 30_000  # actions beside the public record
AT_ONCE = 500  # few, so that no room is left over in which a leak would hide
BACKUP_EVERY = 2_000
LOOKS = 20


@dataclass(frozen=True)
class Day:
    """What a soak saw: resident memory in MiB after each twentieth, bytes of the file at the end, findings of check."""

    memory: list[float]
    size: int
    findings: list[str]
    seconds: float
    needed: float = 0.0  # MiB resident at the end, when what had been freed was given back to the system

    @property
    def growth(self) -> float:
        """Share by which any look found more memory than the first one."""
        return max(self.memory) / self.memory[0] - 1


def resident() -> float:
    """Return the resident memory of this process now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


def given_back() -> float:
    """Have the C library give freed memory back (glibc), and return what is resident then, in MiB."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return resident()


def back_up(path: Path) -> None:
    """Make a backup by the command; what it says goes nowhere."""
    with redirect_stdout(io.StringIO()):
        code = command(["backup", str(path)])
    assert code == 0, "the backup failed"


def run(count: int, folder: Path, seed: int = 1) -> Day:
    """Do so many deeds and look at the memory twenty times."""
    chance, path = random.Random(seed), folder / "soak.dicas"
    with closing(sample_store(path)) as store:
        for first in range(0, RECORDS, AT_ONCE):
            with store.write("Add some") as step:
                rows = [{"description": f"Example {first + number} {'x' * 200}"} for number in range(AT_ONCE)]
                step.add_many("action_items", rows)
    store = open_store(path, None, who=who(), now=now)
    for first in range(1, RECORDS, AT_ONCE):  # so that the pages of all are remembered
        with store.write("Touch every record") as step:
            step.update_many("action_items", range(first, first + AT_ONCE), {"note": "部品"})
    back_up(path)  # as the window does at opening
    memory, begin = [], time.perf_counter()
    for number in range(1, count + 1):
        deed = chance.random()
        with suppress(UserProblem):  # there is nothing to undo, or to redo
            if deed < 0.7:
                with store.write(f"Edit {number}") as step:
                    step.update("action_items", chance.randrange(1, RECORDS), {"note": f"部品 {chance.random()}"})
            elif deed < 0.85:
                store.undo()
            else:
                store.redo()
        if number % BACKUP_EVERY == 0:
            back_up(path)
        if number % (count // LOOKS) == 0:
            memory.append(resident())
    needed = given_back()
    findings = store.check()
    store.close()
    return Day(memory, path.stat().st_size, findings, time.perf_counter() - begin, needed)


def main() -> int:
    """Run and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        day = run(count, Path(folder))
    sys.stdout.write(
        f"{count} deeds in {day.seconds:.0f} s; memory {day.memory[0]:.0f} MiB at first, {day.memory[-1]:.0f} MiB at "
        f"last ({day.needed:.0f} in use), grown by {day.growth:.1%}; file {day.size / 1024**2:.1f} MiB; "
        f"check found {len(day.findings)}\n"
    )
    return 1 if day.findings or day.growth > 0.2 else 0


if __name__ == "__main__":
    sys.exit(main())
