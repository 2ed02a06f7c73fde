"""Flipped bits and cut files: `python -m tests.faults.flips [COUNT] [SEED]`.

One bit of a workspace, or of its log, is flipped, or the file is cut. Then it is opened, checked and read whole. It
must be noticed (a sentence at opening, a note, a finding of `check`, an error in reading), or the content must be what
it was: a bit of an unused place changes nothing. A different content that nobody notices is wrong.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from dicas_desktop.cli.workspace import now, who
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.tables import execute, plan_import
from dicas_desktop.store.store import open_store
from tests.make import PASSPHRASE, SAMPLE, dump, new_store

KINDS = ("plain", "encrypted", "plain log", "encrypted log")
Content = dict[str, list[tuple[Any, ...]]]


class Subject:
    """A workspace to be damaged, the bytes of its files, and what it holds."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind = kind
        self.passphrase = PASSPHRASE if kind.startswith("encrypted") else None
        folder.mkdir(parents=True)
        self.path = folder / "w.dicas"
        self.part = self.path.with_name("w.dicas-wal") if kind.endswith("log") else self.path
        store = new_store(self.path, self.passphrase)
        with store.read() as db:
            plan = plan_import(db, SAMPLE, store.entities)
        execute(store, plan, "Import the public record")
        store.close()
        store = open_store(self.path, self.passphrase, who=who(), now=now)
        if kind.endswith("log"):
            for number in range(20):
                with store.write("Edit") as step:
                    step.update("action_items", 1 + number, {"note": f"部品 {number}"})
        self.content = dump(store)
        self.files = {
            path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".owner"
        }
        store.close()

    def look(self, damage: Callable[[bytearray], None]) -> str:
        """Damage a fresh copy; return "noticed", "harmless" or "SILENT"."""
        for path in self.path.parent.iterdir():
            path.unlink() if path.is_file() else shutil.rmtree(path)
        for name, bytes_ in self.files.items():
            if not name.endswith("-shm"):  # made anew after a crash
                self.path.with_name(name).write_bytes(bytes_)
        spoiled = bytearray(self.files[self.part.name])
        damage(spoiled)
        self.part.write_bytes(spoiled)
        try:
            with closing(open_store(self.path, self.passphrase, who=who(), now=now)) as store:
                if store.notes or store.check():
                    return "noticed"
                return "harmless" if dump(store) == self.content else "SILENT"
        except UserProblem:
            return "noticed"


def flip(chance: random.Random) -> Callable[[bytearray], None]:
    """Return a damage of one bit."""

    def damage(content: bytearray) -> None:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)

    return damage


def cut(chance: random.Random) -> Callable[[bytearray], None]:
    """Return a damage that cuts the end off."""

    def damage(content: bytearray) -> None:
        del content[chance.randrange(len(content)) :]

    return damage


def run(count: int, seed: int, folder: Path, kinds: tuple[str, ...] = KINDS) -> dict[str, Counter[str]]:
    """Damage so many copies, each kind of file in turn, one of ten by cutting; return what was seen by kind."""
    chance = random.Random(seed)
    subjects = [Subject(folder / kind.replace(" ", "-"), kind) for kind in kinds]
    seen: dict[str, Counter[str]] = {}
    for number in range(count):
        subject = subjects[number % len(subjects)]
        cutting = number // len(subjects) % 10 == 9
        name = f"{subject.kind}, {'cut' if cutting else 'bit'}"
        outcome = subject.look((cut if cutting else flip)(chance))
        seen.setdefault(name, Counter())[outcome] += 1
    return seen


def main() -> int:
    """Run and tell."""
    count, seed = (int(word) for word in (sys.argv[1:] + ["500", "1"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as folder:
        seen = run(count, seed, Path(folder))
    for name, counted in sorted(seen.items()):
        sys.stdout.write(f"{name}: {', '.join(f'{what} {number}' for what, number in sorted(counted.items()))}\n")
    return 1 if any(counted["SILENT"] for counted in seen.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
