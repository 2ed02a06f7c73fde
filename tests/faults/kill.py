"""kill -9 at random moments: `python -m tests.faults.kill [COUNT] [SEED]`.

A child works on a workspace, encrypted and plain in turn, and is killed. Afterwards the file must open, `check` must
pass, everything that the child had finished must be there, and nothing half done; nothing unknown may lie beside it.
"""

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dicas_desktop.cli.workspace import now, who
from dicas_desktop.store import schema
from dicas_desktop.store.backups import keys_of, listed
from dicas_desktop.store.faults import WrongPassphrase
from dicas_desktop.store.store import Store, open_store
from tests.make import PASSPHRASE, new_store, sample_store
from tests.make_later import later_migrations
from tests.make_released import released

ROOT = Path(__file__).resolve().parents[2]
# seconds after the child is ready within which it is killed: about as long as two of its longest deeds take
WINDOWS = {"edit": 0.25, "import": 0.6, "backup": 1.0, "rekey": 2.5, "restore": 2.5, "upgrade": 2.0}
# what must be in a released workspace whatever was killed: a meeting with its delegation, a person in it
_CHILDREN = (
    "SELECT m.title_ja, d.side, p.name_ja, m.rooms FROM meetings m JOIN delegations d ON d.meeting_id = m.id "
    "JOIN delegation_members x ON x.delegation_id = d.id JOIN persons p ON p.id = x.person_id"
)
FRESH_AFTER = 25  # kills after which a new file is begun
COMPANIONS = (
    "{}",
    "{}-wal",
    "{}-shm",
    "{}-journal",
    ".{}.owner",
    "{}.backups",
    "action_items.csv",
    "passes",
    "migrations",
)


@dataclass
class Outcome:
    """What was seen: kills by what was going on, and each thing that was wrong."""

    during: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    finished: int = 0  # deeds that the children said they had finished


@dataclass
class _Said:
    """The last words of a child."""

    doing: str = "nothing"
    index: int = 0
    steps: int = 0
    digest: str = ""
    finished: int = 0


class Victim:
    """One workspace that outlives its children. Index -1 and less: a plain one."""

    def __init__(self, folder: Path, index: int) -> None:
        folder.mkdir()
        self.path, self.passes, self.index = folder / "w.dicas", folder / "passes", index
        self.passes.mkdir()
        if index < 0:
            sample_store(self.path).close()
        else:
            (self.passes / "0").write_text("plain example words of number 0", encoding="utf-8")
            store = new_store(self.path, "plain example words of number 0")
            with store.write("Some records") as step:
                step.add_many("action_items", [{"description": f"Example {n}"} for n in range(40)])
                step.add_many("meetings", [{"title": f"Example {n}"} for n in range(40)])
            store.close()

    def kill_once(self, mode: str, chance: random.Random, outcome: Outcome) -> None:
        """Let a child work, kill it, and look."""
        said = self._work(mode, chance)
        outcome.during[said.doing] += 1
        outcome.finished += said.finished
        try:
            self._judge(said)
        except AssertionError as wrong:
            outcome.wrong.append(f"{mode}, killed during {said.doing}: {wrong}")

    def _work(self, mode: str, chance: random.Random) -> _Said:
        command = [sys.executable, "-m", "tests.faults.worker", str(self.path), mode, str(chance.randrange(10**6))]
        with subprocess.Popen(
            [*command, str(self.passes), str(self.index)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            text = b""
            while b"ready" not in text and child.poll() is None:
                select.select([child.stdout], [], [], 5)
                text += os.read(child.stdout.fileno(), 4096)
            time.sleep(chance.uniform(0, WINDOWS[mode]))
            child.send_signal(signal.SIGKILL)
            text += child.stdout.read()
            errors = child.stderr.read().decode()
        assert "failed" not in text.decode(), text.decode()
        assert not errors, errors
        return self._last_words(text.decode())

    def _last_words(self, text: str) -> _Said:
        said = _Said(index=self.index)
        for line in text.splitlines(keepends=True):
            words = line.split()
            if not line.endswith("\n"):  # cut off in the middle of a line: not said
                break
            if words[0] == "begin":
                said.doing = words[1]
            elif words[0] == "done":
                said.doing, said.steps, said.digest, said.index = "nothing", int(words[2]), words[3], int(words[4])
                said.finished += 1
        return said

    def _judge(self, said: _Said) -> None:
        store = self._opened(said)
        try:
            found = store.check()
            assert found == [], f"check: {found}"
            head = store.head
            if said.digest:
                with store.read() as db:
                    then = db.execute("SELECT digest FROM journal_steps WHERE id = ?", (said.steps,)).scalar()
                    newest = db.execute("SELECT kind FROM journal_steps ORDER BY id DESC LIMIT 1").scalar()
                back = said.doing == "restore" and newest == "restore"
                assert back or then == said.digest, f"step {said.steps} was finished and is not there ({head.steps})"
                assert back or head.steps <= said.steps + 1, "more than one deed without a word"
        finally:
            store.close()
        self._look_beside()

    def _opened(self, said: _Said) -> Store:
        """Open with the passphrase of then, or, killed while it was being changed, with the next."""
        for index in (said.index, said.index + 1) if said.doing == "rekey" else (said.index,):
            passphrase = None if index < 0 else (self.passes / str(index)).read_text(encoding="utf-8")
            try:
                store = open_store(self.path, passphrase, who=who(), now=now)
            except WrongPassphrase:
                continue
            self.index = index
            return store
        raise AssertionError("no passphrase opens the file")

    def _look_beside(self) -> None:
        known = {name.format(self.path.name) for name in COMPANIONS}
        beside = sorted(path.name for path in self.path.parent.iterdir() if path.name not in known)
        assert beside == [], f"left beside the file: {beside}"


class Old(Victim):
    """A workspace as a released program wrote it, whose child brings it to a schema after the newest."""

    def __init__(self, folder: Path, index: int) -> None:
        """Copy it, with the migrations that the child uses."""
        folder.mkdir()
        self.path, self.passes, self.index = folder / "w.dicas", folder / "passes", index
        self.passes.mkdir()
        self.later = later_migrations(folder / "migrations")
        (self.passes / "0").write_text(PASSPHRASE, encoding="utf-8")
        self.source = released()["schema-0001" if index < 0 else "schema-0001-encrypted"][0]
        shutil.copyfile(self.source, self.path)

    def _judge(self, said: _Said) -> None:
        """The original byte by byte or the upgraded file, either with all that was in it, and only good backups."""
        untouched = self.path.read_bytes() == self.source.read_bytes()
        assert not (untouched and said.finished), "an upgrade that was finished is not there"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "migrations", lambda: self.later)
            super()._judge(said)
            keys = keys_of(None, None if self.index < 0 else PASSPHRASE)
            bad = [each.path.name for each in listed(self.path, keys) if each.content is None]
            assert bad == [], f"bad backups: {bad}"
            with closing(self._opened(said)) as store, store.read() as db:
                kinds = db.execute("SELECT kind FROM journal_steps").scalars()
                assert kinds.count("migrate") == 1, kinds
                assert db.execute(_CHILDREN).all() == [("例示本会合", "JP", "例示 太郎", 1)]
                old = db.execute("SELECT count(*) FROM organizations WHERE name_en LIKE '% (renamed)'").scalar()
                assert old == 1, "the migration was made by half, or twice"


def run(count: int, seed: int, folder: Path, modes: tuple[str, ...] = tuple(WINDOWS)) -> Outcome:
    """Kill so many children at moments drawn from this seed."""
    chance, outcome = random.Random(seed), Outcome()
    victim: dict[int, Victim] = {}
    for number in range(count):
        mode = modes[number % len(modes)]
        kind = 0 if mode == "rekey" else -(number // len(modes) % 2)
        if number % FRESH_AFTER == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            victim.clear()
        if mode == "upgrade":
            Old(folder / f"old {number}", kind).kill_once(mode, chance, outcome)
            continue
        if kind not in victim:
            victim[kind] = Victim(folder / str(kind), kind)
        victim[kind].kill_once(mode, chance, outcome)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number + 1}/{count}")
    return outcome


def main() -> int:
    """Run and tell."""
    count, seed = (
        (int(word) for word in [*sys.argv[1:], "300", "1"][:2]) if len(sys.argv) < 3 else map(int, sys.argv[1:3])
    )
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(count, seed, Path(folder) / "files")
    during = ", ".join(f"{name} {number}" for name, number in outcome.during.most_common())
    lines = [f"{count} kills, {outcome.finished} deeds finished before them; killed during {during}"]
    lines += [f"wrong: {len(outcome.wrong)}", *outcome.wrong]
    sys.stdout.write("\n  ".join(lines) + "\n")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
