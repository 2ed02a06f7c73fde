"""A disk that is really full: `python -m tests.faults.full [PAGES] [DEED ...]`.

Each deed that writes is tried on a small tmpfs with no room at all, then with PAGES more pages of 4 KiB (default: 4;
0: a few amounts only) each time, until there is enough. Each time: one sentence and nothing damaged or half written,
the workspace opens, reads and checks while the disk is full, and the same deed succeeds when there is room. Plain and
encrypted in turn.

The file system is mounted inside a name space of its own (`unshare -m`), so that nothing of it outlives the run.
"""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.cli.main import main as command
from dicas_desktop.cli.workspace import now, who
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import schema
from dicas_desktop.store.backups import back_up, keys_of, read_file
from dicas_desktop.store.connection import DatabaseError
from dicas_desktop.store.store import Store, open_store
from tests.make import PASSPHRASE, dump, new_store
from tests.make_later import later_migrations
from tests.make_released import fill, released

SIZE = 24 * 2**20  # bytes of the tmpfs
PAGE = 4096
OPEN = "open"  # not a deed of one command: the disk fills up while a window has the workspace open
FEW = (0, 15, 200, 2_000)  # free pages of a short run
MOST_OPEN = 64  # free pages up to which that is tried
_WAYS = (("unshare", "-m"), ("unshare", "-rm"))  # as root; as anybody, where the system lets them
_MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'


def mounting(folder: Path) -> tuple[list[str], str]:
    """Return the words before a command that give it a small tmpfs in this folder; or none, and why it cannot be."""
    reason = "there is no unshare"
    for way in _WAYS if shutil.which("unshare") else ():
        words = [*way, "sh", "-c", _MOUNT, "sh", str(SIZE), str(folder)]
        tried = subprocess.run([*words, "true"], capture_output=True, text=True, check=False)
        if not tried.returncode:
            return words, ""
        reason = tried.stderr.strip()
    return [], reason


@dataclass
class Outcome:
    """What was seen: by deed, how often it was refused, with how many free pages it was done, the sentences."""

    refused: Counter[str] = field(default_factory=Counter)
    enough: dict[str, int] = field(default_factory=dict)
    sentences: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Disk:
    """The mounted folder, filled up but for some room, and the workspace on it."""

    def __init__(self, folder: Path, source: Path, passphrase: str | None) -> None:
        """Put a copy of a workspace, with its backups and what the deeds need, on the empty disk."""
        self.folder, self.passphrase = folder, passphrase
        self.ballast, self.path = folder / "ballast", folder / "w.dicas"
        for each in folder.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
        shutil.copytree(source, folder, dirs_exist_ok=True)
        rows = "".join(f"f-{n},action,{'Example ' * 9}{n},open\n" for n in range(150))
        texts = {
            "action_items.csv": f"action_id,kind,description,status\n{rows}",
            "pass": passphrase or "none",
            "next": "other plain example words",
            "brief.pdf": "what was there before",
            "journal.csv": "what was there before",
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")

    def leave(self, pages: int) -> None:
        """Fill the disk but for so many pages."""
        state = os.statvfs(self.folder)
        size = max(state.f_bavail * state.f_frsize - pages * PAGE, 0)
        with self.ballast.open("wb") as file:
            if size:
                os.posix_fallocate(file.fileno(), 0, size)

    def cure(self) -> None:
        """Make room again."""
        self.ballast.unlink()

    def open(self, *, read_only: bool) -> Store:
        """Open the workspace by the function that window and commands use."""
        return open_store(self.path, self.passphrase, who=who(), now=now, read_only=read_only)

    def run(self, name: str, *words: object, path: Path | None = None) -> None:
        """Run a command as the officer does. UserProblem with what it said if it failed in a sentence."""
        given = [] if self.passphrase is None else ["--passphrase-file", str(self.folder / "pass")]
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            code = command([name, str(path or self.path), *map(str, words), *given])
        if code:
            told = said.getvalue()
            assert "An error of the program" not in told, told
            assert "Errno" not in told, told
            raise UserProblem(told.splitlines()[-1])

    def files(self) -> dict[str, bytes]:
        """Return the content of every file but the workspace with its log, by name."""
        own = ("w.dicas", "w.dicas-wal", "w.dicas-shm", "ballast")
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name not in own
        }


# ------------------------------------------------------------------------------------------------------------ deeds
Deed = Callable[[Disk], None]


def _commands(*words: str) -> Deed:
    """Return the deed of a command; {x} is the file or folder x on the disk."""
    name, *rest = words
    return lambda disk: disk.run(name, *(word.replace("{", f"{disk.folder}/").replace("}", "") for word in rest))


def _restore(disk: Disk) -> None:
    (backup, *_others) = sorted((disk.folder / "w.dicas.backups").glob("*Z-*.dicas"))
    disk.run("restore", backup, "--even-if-smaller")


def _new(disk: Disk) -> None:
    given = ["--plain"] if disk.passphrase is None else []
    disk.run("new", *given, path=disk.folder / "other.dicas")


def _upgrade(disk: Disk) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        later = later_migrations(Path(folder) / "migrations")
        patch.setattr(schema, "migrations", lambda: later)
        disk.open(read_only=False).close()


DEEDS: dict[str, Deed] = {
    "edit": _commands("set", "organizations", "O-0001", "role_note=" + "changed " * 1_000),
    "add": _commands("add", "meetings", "title=Example of an added one"),
    "undo": _commands("undo"),
    "import": _commands("import", "{action_items.csv}"),
    "backup": _commands("backup"),
    "rekey": _commands("passphrase", "--new-passphrase-file", "{next}"),
    "upgrade": _upgrade,
    "restore": _restore,
    "compact": _commands("compact", "--yes"),
    "brief": _commands("brief", "M-0001", "-o", "{brief.pdf}", "--as-of", "2024-07-15"),
    "export": _commands("export", "{out}"),
    "journal": _commands("journal", "-o", "{journal.csv}"),
    "recover": _commands("recover", "{recovered.dicas}"),
    "new": _new,
}


class Trial:
    """One deed on one kind of workspace, with less room than it needs, then with more and more."""

    def __init__(self, name: str, passphrase: str | None, mounted: Path, scratch: Path) -> None:
        """Make the workspace on the side, once."""
        self.name, self.passphrase, self.mounted = name, passphrase, mounted
        self.kind = f"{name}, {'plain' if passphrase is None else 'encrypted'}"
        self.source = scratch / self.kind
        self.source.mkdir()
        path = self.source / "w.dicas"
        if name == "upgrade":
            shutil.copyfile(released()["schema-0001" if passphrase is None else "schema-0001-encrypted"][0], path)
            return
        with contextlib.closing(new_store(path, passphrase)) as store:
            fill(store)
            back_up(store.hold.file, "asked", now())

    def run(self, rooms: Iterable[int], outcome: Outcome) -> None:
        """Try with each of these amounts of free pages until the deed is done."""
        for pages in rooms:
            try:
                if self._try(pages, outcome):
                    outcome.enough[self.kind] = pages
                    return
            except (AssertionError, OSError, DatabaseError, UserProblem) as wrong:
                outcome.wrong.append(f"{self.kind}, {pages} pages free: {type(wrong).__name__} {str(wrong)[:400]}")
        outcome.wrong.append(f"{self.kind}: never done")

    def _try(self, pages: int, outcome: Outcome) -> bool:
        """Return whether it was done; if not, it was refused as it should be."""
        disk = Disk(self.mounted, self.source, self.passphrase)
        before, files = self._content(disk), disk.files()
        disk.leave(pages)
        try:
            DEEDS[self.name](disk)
        except UserProblem as problem:
            sentence = str(problem)
        else:
            return True
        outcome.refused[self.kind] += 1
        outcome.sentences[sentence.replace(str(self.mounted), "")] += 1
        assert "full" in sentence or "No space left" in sentence, sentence
        assert self._content(disk) == before, "another content while the disk is full"
        disk.cure()
        assert self._content(disk) == before, "another content when there is room"
        left = disk.files()
        for name in sorted(left.keys() - files.keys()):
            if name.startswith("w.dicas.backups/"):  # one made before, and whole
                keys = keys_of(None, self.passphrase)
                assert read_file(self.mounted / name, keys).content is not None, f"a bad backup is left: {name}"
                del left[name]
        differing = {name for name in left.keys() | files.keys() if left.get(name) != files.get(name)}
        assert not differing, f"left or changed: {sorted(differing)}"
        DEEDS[self.name](disk)  # a problem now goes up
        return False

    def _content(self, disk: Disk) -> Any:  # noqa: ANN401 - bytes or rows, only ever compared
        """Return what the workspace holds, read and checked; its bytes where it is too old to be read."""
        if self.name == "upgrade":
            return disk.path.read_bytes()
        with contextlib.closing(disk.open(read_only=True)) as store:
            assert store.check() == []
            return dump(store), store.head


class OpenTrial(Trial):
    """The disk fills up while a workspace is open: written to until it is refused, then closed, full or cured."""

    def _try(self, pages: int, outcome: Outcome) -> bool:
        disk = Disk(self.mounted, self.source, self.passphrase)
        with contextlib.closing(disk.open(read_only=False)) as store:
            disk.leave(pages)
            sentence = self._fill(store)
            outcome.refused[self.kind] += 1
            outcome.sentences[sentence] += 1
            assert "full" in sentence, sentence
            assert store.check() == []
            before = dump(store), store.head
            if not pages % 2:
                disk.cure()
                self._go_on(store)
        if pages % 2:  # closed as it is: what was written may still lie in the log
            assert self._content(disk) == before, "another content while the disk is full"
            disk.cure()
            with contextlib.closing(disk.open(read_only=False)) as store:
                assert (dump(store), store.head) == before, "another content when there is room"
                self._go_on(store)
        assert self._content(disk)[0] == before[0]
        return pages >= MOST_OPEN

    def _go_on(self, store: Store) -> None:
        self._write(store, "when there is room")
        store.undo()

    def _fill(self, store: Store) -> str:
        """Write until it is refused; what was not refused is there."""
        for number in range(SIZE // PAGE):
            steps = store.head.steps
            try:
                self._write(store, str(number))
            except UserProblem as problem:
                assert store.head.steps == steps
                return str(problem)
            assert store.head.steps == steps + 1
        raise AssertionError("never refused")

    def _write(self, store: Store, words: str) -> None:
        with store.write(f"Note {words}") as step:
            step.update("organizations", 1, {"role_note": f"{words} changed" * 300})


def run(names: Iterable[str], mounted: Path, rooms: Iterable[int]) -> Outcome:
    """Try these deeds, plain and encrypted, in a mounted folder."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            for passphrase in (None, PASSPHRASE):
                kind = OpenTrial if name == OPEN else Trial
                kind(name, passphrase, mounted, Path(scratch)).run(rooms, outcome)
    return outcome


def _tell(outcome: Outcome) -> None:
    for kind, pages in outcome.enough.items():
        sys.stdout.write(f"{kind}: refused {outcome.refused[kind]} times, done with {pages} free pages\n")
    for sentence, number in outcome.sentences.most_common():
        sys.stdout.write(f"  {number} times: {sentence}\n")
    lines = [f"{outcome.refused.total()} full disks, wrong: {len(outcome.wrong)}", *outcome.wrong]
    sys.stdout.write("\n  ".join(lines) + "\n")


def main() -> int:
    """Run inside a name space that has the small disk, and tell. 2 if none can be mounted."""
    words = sys.argv[1:] or ["4"]
    if words[0] == "--mounted":
        return _inside(Path(words[1]), int(words[2]), words[3:])
    with tempfile.TemporaryDirectory() as folder:
        way, reason = mounting(Path(folder))
        if not way:
            sys.stderr.write(f"No small disk can be mounted here: {reason}\n")
            return 2
        again = [*way, sys.executable, "-m", "tests.faults.full", "--mounted", folder, *words]
        return subprocess.run(again, check=False).returncode


def _inside(mounted: Path, step: int, names: list[str]) -> int:
    outcome = run(names or [OPEN, *DEEDS], mounted, range(0, SIZE // PAGE, step) if step else FEW)
    _tell(outcome)
    return int(bool(outcome.wrong))


if __name__ == "__main__":
    sys.exit(main())
