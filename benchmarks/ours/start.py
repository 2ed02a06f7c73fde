"""Start: the real commands, from the moment they are called to their first painted rows, told by `benchmarks.probe`.

Each has a folder for its settings, bytecode written by one run before, and no setting of ours inherited.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import ROOT, figures_of, in_turn
from benchmarks.probe.sitecustomize import BEGAN, PICTURE

FLOOR = ("-c", "from benchmarks.floors.start import main; main()")
LEAST_ROWS = 10  # of a screen of the sample


def started(settings: Path, *command: str, picture: Path | None = None, patience: float = 60) -> dict[str, float]:
    """Run `python COMMAND` with these settings until its first rows are painted; milliseconds, peak MiB, rows seen."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DICAS", "XDG"))}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": f"{ROOT / 'benchmarks' / 'probe'}:{ROOT}"}
    environment |= {"XDG_CONFIG_HOME": str(settings), "XDG_DATA_HOME": str(settings)}
    if picture is not None:
        environment[PICTURE] = str(picture)
    environment[BEGAN] = str(time.monotonic())
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
    return figures_of(done)


def remembered(folder: Path, page: str) -> Path:
    """Return a folder of settings of an officer who left the window on this page."""
    file = folder / "dicas-desktop" / "window.ini"
    file.parent.mkdir(parents=True)
    file.write_text(f"[General]\npage={page}\n", encoding="utf-8")
    return folder


def starts(path: Path, turns: int, patience: float = 60) -> tuple[dict[str, float], dict[str, float]]:
    """Return the medians of the command on this workspace, and of an empty window, run in turn."""
    with tempfile.TemporaryDirectory() as folder:
        settings = remembered(Path(folder), "action_items")

        def ours() -> dict[str, float]:
            found = started(settings, "-m", "dicas_desktop", str(path), patience=patience)
            if found["rows_seen"] < LEAST_ROWS:
                message = f"the window was shown without its rows: {json.dumps(found)}"
                raise RuntimeError(message)
            return found

        def floor() -> dict[str, float]:
            return started(settings, *FLOOR)

        ours(), floor()  # writes the bytecode
        one, other = in_turn(turns, ours, floor)
    return one, other
