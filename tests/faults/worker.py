"""The child that is killed: works on one file through the public functions and says what it has finished.

`worker.py FILE MODE SEED PASSES INDEX`: PASSES is a folder of passphrase files 0, 1, 2 …, INDEX the one that opens the
file now. A line on standard output before and after each deed: `begin NAME`, then `done NAME STEPS DIGEST INDEX`.
"""

import contextlib
import csv
import io
import random
import sys
from pathlib import Path

from dicas_desktop.cli.main import main
from dicas_desktop.cli.workspace import now, who
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.tables import execute, plan_import
from dicas_desktop.store import schema
from dicas_desktop.store.key import SALT_BYTES
from dicas_desktop.store.store import Store, open_store

WORDS = ("部品の納期を確認する", "Review the berth plan", "“quoted”; --", "next 2+2 までに")
ROWS = 400  # of one import


class Worker:
    """One file and the deeds done to it."""

    def __init__(self, path: Path, seed: int, passes: Path, index: int) -> None:
        self.path, self.passes, self.index = path, passes, index
        self.chance = random.Random(seed)
        self.store: Store | None = None
        self.count = seed * 1_000_000

    def run(self, mode: str) -> None:
        """Work until somebody ends it."""
        deeds = {
            "edit": (self.edit, self.add, self.delete, self.undo, self.redo, self.many),
            "import": (self.bring_in, self.edit),
            "backup": (self.backup, self.edit),
            "rekey": (self.edit, self.rekey),
            "restore": (self.backup, self.edit, self.restore),
            "upgrade": (self.edit_old, self.add_old),
        }[mode]
        first = [self.upgrade] if mode == "upgrade" else []
        say("ready")
        while True:
            deed = first.pop() if first else self.chance.choice(deeds)
            say("begin", deed.__name__, self.index)
            with contextlib.suppress(UserProblem):  # nothing to undo, say: a sentence, and nothing done
                deed()
            head = self.open().head
            say("done", deed.__name__, head.steps, head.digest, self.index)

    def open(self) -> Store:
        """Return the store, opened if it is not."""
        if self.store is None:
            self.store = open_store(self.path, self.passphrase(), who=who(), now=now)
        return self.store

    def passphrase(self) -> str | None:
        """Return the passphrase of now; None for a plain file, whose index is -1."""
        return None if self.index < 0 else (self.passes / str(self.index)).read_text(encoding="utf-8")

    def close(self) -> None:
        """Let the file go, for a deed that wants it closed."""
        if self.store is not None:
            self.store.close()
            self.store = None

    # --------------------------------------------------------------------------------------------------- deeds
    def edit(self) -> None:
        """Change one record."""
        with self.open().write("Edit") as step:
            step.update("action_items", self.chance.randrange(1, 30), {"note": f"{self.words()} {self.count}"})

    def add(self) -> None:
        """Add a meeting with what belongs to it."""
        with self.open().write("Add a meeting") as step:
            meeting = step.add("meetings", {"title": self.words()})
            for seq in range(1, 4):
                step.add("agenda_items", {"meeting_id": meeting.id, "seq": seq, "topic": self.words()})

    def many(self) -> None:
        """Change many records at once."""
        with self.open().write("Change many") as step:
            step.update_many("action_items", range(1, 30), {"note": self.words()})

    def delete(self) -> None:
        """Put a meeting into the bin with everything that belongs to it."""
        with self.open().write("Delete") as step:
            step.delete("meetings", [self.chance.randrange(1, 29)])

    def undo(self) -> None:
        """Take the last step back."""
        self.open().undo()

    def redo(self) -> None:
        """Make it again."""
        self.open().redo()

    def bring_in(self) -> None:
        """Import a file of new actions."""
        file = self.path.with_name("action_items.csv")
        with file.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(("action_id", "kind", "description", "status"))
            for _row in range(ROWS):
                self.count += 1
                table.writerow((f"fault-{self.count}", "action", self.words(), "open"))
        store = self.open()
        with store.read() as db:
            plan = plan_import(db, file, store.entities)
        execute(store, plan, "Import")

    def backup(self) -> None:
        """Make a backup by the command."""
        self.command("backup")

    def restore(self) -> None:
        """Put the newest backup in the place of the file, by the command."""
        folder = self.path.with_name(f"{self.path.name}.backups")
        salt = first_bytes(self.path)  # a backup of another passphrase has another
        made = [each for each in sorted(folder.glob("*.dicas")) if first_bytes(each) == salt] if folder.is_dir() else []
        if made:
            self.close()
            self.command("restore", str(made[-1]), "--even-if-smaller", "--keep")

    def rekey(self) -> None:
        """Give the file the next passphrase, by the command."""
        self.close()
        new = self.index + 1
        (self.passes / str(new)).write_text(f"plain example words of number {new}", encoding="utf-8")
        self.command("passphrase", "--new-passphrase-file", str(self.passes / str(new)))
        self.index = new

    def upgrade(self) -> None:
        """Open a file of an older schema, which brings it up."""
        schema.__dict__["migrations"] = lambda: self.path.parent / "migrations"
        self.open()

    def edit_old(self) -> None:
        """Change the one organization of a released workspace."""
        with self.open().write("Edit") as step:
            step.update("organizations", 1, {"role_note": f"{self.words()} {self.count}"})

    def add_old(self) -> None:
        """Add to it."""
        with self.open().write("Add") as step:
            step.add("organizations", {"name_en": self.words()})

    def command(self, name: str, *arguments: str) -> None:
        """Run a command as the officer would; what it says goes nowhere, a failure ends the worker."""
        given = [] if self.index < 0 else ["--passphrase-file", str(self.passes / str(self.index))]
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main([name, str(self.path), *arguments, *given])
        if code:
            say("failed", name, said.getvalue().replace("\n", " "))
            sys.exit(1)

    def words(self) -> str:
        """Return some text."""
        return self.chance.choice(WORDS)


def first_bytes(path: Path) -> bytes:
    """Return the salt of an encrypted file, the same for every plain one."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def say(*words: object) -> None:
    """Write one line that is out before the next thing happens."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    file, mode, seed, passes, index = sys.argv[1:]
    Worker(Path(file), int(seed), Path(passes), int(index)).run(mode)
