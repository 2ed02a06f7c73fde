"""Measure ours beside the floors in one run and write `results.md`: `python -m benchmarks`.

The first run imports a million actions by our own import and keeps the workspace under `build/benchmarks/`.
"""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.harness import BUILD, ROOT, in_turn, measure
from benchmarks.ours.store import new, take_in
from benchmarks.workload import floor_file

RESULTS = ROOT / "benchmarks" / "results.md"
MILLION = 1_000_000
MEETING = "dicas-2024-06-09"
HEAD = "| work | ours | floor | ours : floor | target | met |\n| --- | --- | --- | --- | --- | --- |"
Row = tuple[str, str, str, str, str, str]


def workspace(count: int, meeting: str = "") -> Path:
    """Return a plain workspace with so many actions, made once; all of one meeting if it is named."""
    path = BUILD / f"actions-{count}{meeting and '-of-one-meeting'}.dicas"
    if not path.exists():
        store = new(path, None)
        take_in(store, count, meeting)
        store.close()
    return path


def row(work: str, ours: float, floor: float, unit: str, most: float) -> Row:
    """One line whose target is a ratio."""
    ratio = ours / floor
    return (
        work,
        f"{ours:.2f} {unit}",
        f"{floor:.2f} {unit}",
        f"{ratio:.2f}",
        f"< {most}",
        "yes" if ratio < most else "no",
    )


def limit(work: str, ours: float, floor: float | None, unit: str, most: float) -> Row:
    """One line whose target is absolute."""
    beside = "" if floor is None else f"{floor:.1f} {unit}"
    ratio = "" if floor is None else f"{ours / floor:.2f}"
    return work, f"{ours:.1f} {unit}", beside, ratio, f"< {most} {unit}", "yes" if ours < most else "no"


def starts() -> Iterator[Row]:
    """Start with the sample and with a million actions against an empty window."""
    for name, count in (("sample", 29), ("a million actions", MILLION)):
        run = partial(measure, "ours.start", workspace(count))
        ours, floor = in_turn(5, run, partial(measure, "floors.start", "window"))
        yield row(f"start to first rows, {name}", ours["first_rows"], floor["first_paint"], "ms", 2)


def stores() -> Iterator[Row]:
    """A durable edit and a large import against sqlite3."""
    table = floor_file(100_000)
    ours, floor = in_turn(
        2, partial(measure, "ours.store", "edit"), partial(measure, "floors.sqlite", "queries", table)
    )
    edit = next(value for name, value in floor.items() if "edit" in name)
    yield row("durable edit, encrypted, journal and search included", ours["edit"], edit, "ms", 4)
    ours, floor = in_turn(
        2, partial(measure, "ours.store", "bulk", "100000"), partial(measure, "floors.sqlite", "bulk", table)
    )
    yield row("import of 100,000 actions", ours["bulk"], floor["seconds"], "s", 3)


def tables() -> Iterator[Row]:
    """The table of a million actions against a plain QTableView."""
    ours = measure("ours.table", workspace(MILLION))
    floor = measure("floors.table", str(MILLION))
    print(ours, floor, sep="\n")
    yield limit("a million rows: page turned to first painted rows", ours["shown"], floor["shown"], "ms", 300)
    for name in (n for n in floor if n.startswith("frame")):
        yield limit(f"a million rows: {name}", ours[name], floor[name], "ms", 16)
    for name in (n for n in ours if n.startswith("filter") and not n.endswith(("_rows", "_whole"))):
        yield limit(f"a million rows: {name} to painted rows", ours[name], None, "ms", 150)
    yield limit("a million rows: peak memory after scrolling and filtering", ours["peak"], None, "MiB", 200)


def timelines() -> Iterator[Row]:
    """The timeline of 100,000 bars."""
    ours, floor = measure("ours.timeline", "100000"), measure("floors.timeline", "100000")
    print(ours, floor, sep="\n")
    for name in (n for n in ours if n.endswith("p99")):
        yield limit(f"timeline frame, {name}", ours[name], floor.get(name.split("_", 1)[1]), "ms", 16)
    for name in (n for n in ours if "open" in n):
        yield limit(f"timeline, {name}", ours[name], floor.get(name.split("_", 1)[1]), "ms", 200)


def briefs() -> Iterator[Row]:
    """The whole `brief` command on a workspace with 50 and 1,000 actions of the meeting's forum."""
    for count, most in ((50, 1_000), (1_000, 1_500)):
        file, out = workspace(count, MEETING), BUILD / "brief.pdf"
        brief = ("-m", "dicas_desktop", "brief", str(file), MEETING, "-o", str(out), "--as-of", "2024-07-15")
        seconds = []
        for _turn in range(3):
            begin = time.perf_counter()
            subprocess.run([sys.executable, *brief], cwd=ROOT, check=True, capture_output=True)
            seconds.append(time.perf_counter() - begin)
        floor = measure("floors.paper", str(count), BUILD / "floor.pdf")
        yield limit(f"brief, whole command, {count} actions", sorted(seconds)[1] * 1e3, floor["whole"], "ms", most)


def main() -> None:
    """Run everything and write the table, with what failed named in it."""
    rows: list[Row] = []
    for part in (starts, stores, tables, timelines, briefs):
        print(part.__doc__, flush=True)
        rows.extend(part())
    lines = [f"| {' | '.join(one)} |" for one in rows]
    day = datetime.now(UTC).date()
    RESULTS.write_text(
        f"# Speed, ours beside the floors\n\nMade by `python -m benchmarks` on {day}, {platform.machine()}, "
        f"{os.cpu_count()} shared cores, Python {platform.python_version()}. Only ratios of one run say anything;"
        f" the floors are in `benchmarks/floors`.\n\n{HEAD}\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
