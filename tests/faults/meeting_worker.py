"""The child that takes a meeting down and is killed: `meeting_worker.py FILE ITEM SEED`.

It types one outcome after the other, a draft at each keystroke, and writes it. A line on standard output after each
thing that is finished: `typed N LENGTH` for a keystroke, `done N` for an outcome.
"""

import random
import sys
from pathlib import Path

from dicas_desktop.cli.workspace import now, who
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.drafts import finish, save_draft
from dicas_desktop.store.store import open_store

PLACE = "meeting/text"


def text_of(number: int) -> str:
    """Return the text of an outcome: known to both sides, of different lengths, in two scripts."""
    return f"{number:06} " + "議事録 said " * (1 + number % 3)


def take_down(path: Path, item: int, seed: int) -> None:
    """Type and write until somebody ends it."""
    store = open_store(path, None, who=who(), now=now)
    chance = random.Random(seed)
    with store.read() as db:
        number = int(db.execute("SELECT count(*) FROM notes").scalar())
    say("ready", number)
    while True:
        text = text_of(number)
        for length in range(1, len(text) + 1, chance.randrange(1, 4)):
            save_draft(store, PLACE, text[:length])
            say("typed", number, length)
        with store.write("Capture a note") as step:
            capture(step, item, "N", text)
            finish(step, PLACE)
        say("done", number)
        number += 1


def say(*words: object) -> None:
    """Write one line that is out before the next thing happens."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    take_down(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
