"""Hostile input through every entry: `python -m tests.faults.hostile SECONDS [ENTRY]`.

With the fuzzer atheris installed (`pip install atheris`; it is no part of the program) it is led by what the input
reaches; without it the bytes are drawn at random. Whatever comes in, the answer is a value or one sentence
(`UserProblem`): no other error, no hang, memory bounded.
"""

import random
import resource
import sys
import tempfile
import time
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path

from dicas_desktop.cli.conditions import read_condition
from dicas_desktop.cli.naming import assigned
from dicas_desktop.cli.workspace import now, who
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import read_date, read_time
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.marking import parse, roll_up
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.values import read
from dicas_desktop.exchange.tables import plan_import
from dicas_desktop.store import journal
from dicas_desktop.store.listing import Listing, ordered_ids
from dicas_desktop.store.lock import OwnerLock
from dicas_desktop.store.search import search
from dicas_desktop.store.store import Store, open_store
from dicas_desktop.store.wal import is_torn
from tests.faults.around import Around, Entry
from tests.make import TODAY, sample_store

LONGEST = 3.0  # s that one input may take
MOST = 600  # MiB that the process may need in the end
_ENTITIES = tuple(ENTITIES.values())
_FIELDS = [field for entity in _ENTITIES for field in entity.fields if field.kind is not Kind.PRECISION]


class Entries:
    """The ways in, on one workspace with the public record."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.around = folder, Around(folder)
        self.store: Store = sample_store(folder / "w.dicas")

    def all(self) -> dict[str, Entry]:
        """Return every entry by name."""
        return {
            "csv": self.csv, "value": self.value, "search": self.search, "filter": self.filter, "where": self.where,
            "assignment": self.assignment, "date": self.date, "marking": self.marking, "file_name": self.file_name,
            "file": self.file, "log": self.log, "owner": self.owner, "change": self.change,
            **self.around.all(),
        }  # fmt: skip

    def csv(self, data: bytes) -> None:
        """A file to import; the first byte says of which kind of record, and whether it has a good head."""
        entity = _ENTITIES[data[0] % len(_ENTITIES)] if data else _ENTITIES[0]
        head = ",".join([entity.slug_column, *(f.name for f in entity.fields if f.recorded)]) + "\n"
        path = self.folder / f"{entity.table}.csv"
        path.write_bytes((head.encode() if data[:1] < b"\xc0" else b"") + data[1:])
        with self.store.read() as db:
            plan_import(db, path, ENTITIES)

    def value(self, data: bytes) -> None:
        """A text typed into a field."""
        field = _FIELDS[data[0] % len(_FIELDS)] if data else _FIELDS[0]
        read(field, text(data[1:]), lambda _table, _text: 1)

    def search(self, data: bytes) -> None:
        """Words in the search box."""
        with self.store.read() as db:
            search(db, text(data))

    def filter(self, data: bytes) -> None:
        """Words in the filter of a table."""
        entity = _ENTITIES[data[0] % len(_ENTITIES)] if data else _ENTITIES[0]
        with self.store.read() as db:
            ordered_ids(db, Listing(entity.table, text=text(data[1:])), TODAY)

    def where(self, data: bytes) -> None:
        """A condition of the command `list`, and the list it gives."""
        with self.store.read() as db:
            conditions = read_condition(db, ENTITIES["action_items"], text(data))
            ordered_ids(db, Listing("action_items", tuple(conditions)), TODAY)

    def assignment(self, data: bytes) -> None:
        """What `set` is given: FIELD=VALUE."""
        with self.store.read() as db:
            assigned(db, ENTITIES["action_items"], text(data).split("\x1f"), TODAY)

    def date(self, data: bytes) -> None:
        """A date, a time."""
        with suppress(UserProblem):
            read_time(text(data))
        read_date(text(data), end=bool(data[:1] > b"\x80"))

    def marking(self, data: bytes) -> None:
        """Portion marks, one a line."""
        with suppress(UserProblem):
            parse(text(data))
        roll_up(text(data).split("\n"))

    def file_name(self, data: bytes) -> None:
        """The name of a file to open."""
        name = text(data).replace("/", "").replace("\0", "")[:80] or "x"
        with closing(open_store(self.folder / name, None, who=who(), now=now, read_only=True)):
            pass

    def file(self, data: bytes) -> None:
        """The bytes of a file to open."""
        path = self.folder / "hostile.dicas"
        path.write_bytes((b"SQLite format 3\0" if data[:1] > b"\x80" else b"") + data)
        with closing(open_store(path, "words", who=who(), now=now, read_only=True)):
            pass

    def log(self, data: bytes) -> None:
        """The bytes of a write-ahead log."""
        path = self.folder / "hostile-wal"
        path.write_bytes((b"\x37\x7f\x06\x82\x00\x2d\xe2\x18\x00\x00\x10\x00" if data[:1] > b"\x80" else b"") + data)
        is_torn(path)

    def owner(self, data: bytes) -> None:
        """The owner file that another program left."""
        path = self.folder / "owned.dicas"
        path.touch()
        path.with_name(".owned.dicas.owner").write_bytes(data)
        OwnerLock(path, who(), now().isoformat(), take_over=False).release()

    def change(self, data: bytes) -> None:
        """What a change in the journal holds, spoiled by another program."""
        journal.read_values(text(data))


def text(data: bytes) -> str:
    """Return any bytes as text, half characters and all."""
    return data.decode("utf-8", "surrogateescape")


def try_one(entry: Entry, data: bytes, longest: float | None = None) -> None:
    """Give an input; whatever is neither an answer nor a sentence goes up, and so does a hang (s, else `LONGEST`)."""
    begin = time.perf_counter()
    try:
        entry(data)
    except UserProblem as problem:
        if "\n" in str(problem) or not str(problem):
            raise AssertionError(f"no plain sentence: {problem!r}") from problem
    longest = LONGEST if longest is None else longest
    if time.perf_counter() - begin > longest:
        raise AssertionError(f"took longer than {longest} s: {data!r}")


def drawn(chance: random.Random) -> bytes:
    """Return an input at random: bytes, Japanese, signs that mean something, pieces of good input."""
    pieces = (
        b"2024-07-28", "令和6年6月11日".encode(), b"FY2026", b"by ", b"(S//REL TO USA, JPN)",
        b"status=open", b"due_date<",
        b'"', b"'", b"%", b"_", b"*", b"--", b"\x00", b"\xff", b"\xed\xa0\x80", "ｶﾅ".encode(), "\u202e".encode(),
        b",", b"\n",
        b"=1+1", b'{"a":1}', b"~", b"\x1f", b"9" * 30, b"x" * 300, "艦船".encode(), b"\t", b"//", b"-",
    )  # fmt: skip
    made = (
        chance.choice(pieces) if chance.random() < 0.7 else chance.randbytes(chance.randrange(6))
        for _piece in range(chance.randrange(1, 12))
    )
    return chance.randbytes(1) + b"".join(made)


def run(seconds: float, names: list[str], folder: Path, seed: int = 1) -> dict[str, int]:
    """Draw inputs for these entries in turn for so many seconds; return how many each got."""
    entries, chance = Entries(folder), random.Random(seed)
    ways, counts = entries.all(), dict.fromkeys(names, 0)
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            for name in names:
                try_one(ways[name], drawn(chance))
                counts[name] += 1
    finally:
        entries.store.close()
    return counts


def peak() -> float:
    """Return the most memory this process needed, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Run with atheris if it is there, else at random, and tell."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    with tempfile.TemporaryDirectory() as folder:
        names = sys.argv[2:] or list(Entries(Path(folder)).all())
    try:
        atheris = import_module("atheris")
    except ImportError:
        with tempfile.TemporaryDirectory() as folder:
            counts = run(seconds, names, Path(folder))
        told = ", ".join(f"{name} {number}" for name, number in counts.items())
        sys.stdout.write(f"{seconds:.0f} s at random, peak {peak():.0f} MiB, no fault: {told}\n")
        return int(peak() > MOST)
    with tempfile.TemporaryDirectory() as folder:
        ways = Entries(Path(folder)).all()

        def one(data: bytes) -> None:
            if data:
                try_one(ways[names[data[0] % len(names)]], data[1:])

        atheris.instrument_all()
        atheris.Setup([sys.argv[0], f"-max_total_time={seconds:.0f}", "-rss_limit_mb=2048", "-timeout=10"], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
