"""kill -9 in the middle of a meeting: of all that was said only the last keystrokes of one field may be missing."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from dicas_desktop.cli.workspace import now, who
from dicas_desktop.store.meetings.drafts import drafts
from dicas_desktop.store.store import open_store
from tests.faults.kill import ROOT
from tests.faults.meeting_worker import text_of
from tests.make import new_store
from tests.make_meetings import items_of, plan_meeting, set_stage


class Said(NamedTuple):
    """The last words of a child: outcomes finished, and how much of the next one it had typed."""

    done: int
    typed: int


@pytest.fixture
def taking_down(tmp_path: Path) -> tuple[Path, int]:
    """A workspace with a meeting in progress, closed; its only item."""
    path = tmp_path / "w.dicas"
    store = new_store(path)
    meeting = plan_meeting(store, (30,))
    set_stage(store, meeting, "open", "in_progress")
    item = items_of(store, meeting)[0]
    store.close()
    return path, item


def kill_one(path: Path, item: int, chance: random.Random) -> Said:
    command = [sys.executable, "-m", "tests.faults.meeting_worker", str(path), str(item), str(chance.randrange(10**6))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        text = b""
        while b"ready" not in text and child.poll() is None:
            select.select([child.stdout], [], [], 5)
            text += os.read(child.stdout.fileno(), 4096)
        time.sleep(chance.uniform(0, 0.25))
        child.send_signal(signal.SIGKILL)
        text += child.stdout.read()
        errors = child.stderr.read().decode()
    assert not errors, errors
    done = typed = 0
    for line in text.decode().splitlines(keepends=True):
        if line.endswith("\n"):  # a line that was cut off was not said
            word, *numbers = line.split()
            if word == "typed":
                typed = int(numbers[1])
            else:
                done, typed = int(numbers[0]) + (word == "done"), 0
    return Said(done, typed)


def test_a_meeting_killed_at_random_moments_loses_the_last_keystrokes_at_most(taking_down: tuple[Path, int]) -> None:
    path, item = taking_down
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for number in range(6):
        said = kill_one(path, item, chance)
        where = f"seed {seed}, kill {number}, {said}"
        store = open_store(path, who=who(), now=now)  # the same workstation sees that the child is dead
        assert store.check() == [], where
        with store.read() as db:
            written = db.execute("SELECT text FROM notes ORDER BY id").scalars()
            kept = [draft.text for draft in drafts(db)]
        store.close()
        # all that was finished, and at most the one that was being written when it came
        assert said.done <= len(written) <= said.done + 1, where
        assert written == [text_of(n).strip() for n in range(len(written))], where
        if len(written) == said.done:
            text = text_of(said.done)
            assert len(kept) <= 1, where
            assert all(text.startswith(one) for one in kept), where
            assert sum(map(len, kept)) >= said.typed, f"{where}: typed words are lost"
        else:  # killed between the commit and the word of it: then its draft went with it
            assert kept == [], where
