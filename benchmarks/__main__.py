"""Measure ours beside the floors in one run and write `results.md`: `python -m benchmarks [PART ...]`.

Parts: start, store, changes, anchors, capture, table, timeline, brief, safety; without one, all of them. The first run
imports a million actions by our own import and keeps the workspace under `build/benchmarks/`.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks import results
from benchmarks.harness import BUILD, ROOT, in_turn, measure
from benchmarks.ours.changes import WINDOWS
from benchmarks.ours.changes import made as changed_file
from benchmarks.ours.start import starts
from benchmarks.ours.store import PASSPHRASE, new, take_in
from benchmarks.results import Line, limit, ratio, told
from benchmarks.workload import FILTERS, SORTS, floor_file
from dicas_desktop.store.schema import newest_revision

RESULTS = ROOT / "benchmarks" / "results.md"
MILLION = 1_000_000
MEETING = "dicas-2024-06-09"
SAMPLE = 29  # actions of the public record


def workspace(count: int, meeting: str = "") -> Path:
    """Return a plain workspace with so many actions, made once a schema; all of one meeting if it is named."""
    path = BUILD / f"actions-{count}{meeting and '-of-one-meeting'}-schema{newest_revision()}.dicas"
    if not path.exists():
        store = new(path, None)
        take_in(store, count, meeting)
        store.close()
    return path


def encrypted_workspace(count: int) -> Path:
    """Return an encrypted workspace with so many actions, made once a schema."""
    path = BUILD / f"actions-{count}-encrypted-schema{newest_revision()}.dicas"
    if not path.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        store = new(path, PASSPHRASE)
        take_in(store, count)
        store.close()
    return path


def start() -> Iterator[Line]:
    """The command `python -m dicas_desktop FILE` to its first painted rows against an empty QMainWindow painted."""
    for name, count in (("sample", SAMPLE), ("a million actions", MILLION)):
        ours, floor = starts(workspace(count), 15)
        yield ratio(f"command to first painted rows, {name}", ours["first_rows"], floor["first_rows"], "ms", 2)
        yield told(f"memory at that moment, {name}", ours["peak"], floor["peak"], "MiB")


def store() -> Iterator[Line]:
    """A durable edit and a large import against sqlite3."""
    table = floor_file(100_000)
    ours, floor = in_turn(
        3, partial(measure, "ours.store", "edit", "100000"), partial(measure, "floors.sqlite", "queries", table)
    )
    edit = next(value for name, value in floor.items() if "edit" in name)
    yield ratio("durable edit, encrypted, journal and search included", ours["edit"], edit, "ms", 4)
    ours, floor = in_turn(
        3, partial(measure, "ours.store", "bulk", "100000"), partial(measure, "floors.sqlite", "bulk", table)
    )
    yield ratio("import of 100,000 actions", ours["bulk"], floor["seconds"], "s", 3)


def brief() -> Iterator[Line]:
    """The whole `brief` command on a workspace with 50 and 1,000 actions of the meeting's forum."""
    for count, most in ((50, 1_000), (1_000, 1_500)):
        file, out = workspace(count, MEETING), BUILD / "brief.pdf"
        command = ("-m", "dicas_desktop", "brief", str(file), MEETING, "-o", str(out), "--as-of", "2024-07-15")

        def whole(command: tuple[str, ...] = command) -> dict[str, float]:
            begin = time.perf_counter()
            subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
            return {"whole": (time.perf_counter() - begin) * 1e3}

        ours, floor = in_turn(3, whole, partial(measure, "floors.paper", str(count), BUILD / "floor.pdf"))
        yield limit(f"brief, whole command, {count} actions", ours["whole"], floor["whole"], "ms", most)


def changes() -> Iterator[Line]:
    """What changed in 100,000 rows of the journal, and the whole command, against a plain scan of the same rows."""
    file = changed_file(BUILD / "changes.dicas")
    for words, since, until in WINDOWS:
        window = (str(file), str(since), str(until))
        command = ("-m", "dicas_desktop", "changes", window[0], "--since", window[1], "--until", window[2])

        def whole(command: tuple[str, ...] = command) -> dict[str, float]:
            begin = time.perf_counter()
            subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
            return {"whole": (time.perf_counter() - begin) * 1e3}

        ours, floor, command_ = in_turn(
            3, partial(measure, "ours.changes", *window), partial(measure, "floors.changes", *window), whole
        )
        yield limit(f"changes of {floor['rows']:,.0f} rows, {words}", ours["fold"], floor["scan"], "ms", 1_000)
        yield told(f"the whole command with every record in words, {words}", command_["whole"], floor["scan"], "ms")


def anchors() -> Iterator[Line]:
    """Moving a meeting on which 10,000 deadlines hang, against as many updates in one durable transaction."""
    ours, floor = in_turn(
        3, partial(measure, "ours.anchors"), partial(measure, "floors.sqlite", "move", floor_file(10_000))
    )
    each = floor["move"] * ours["moved"] / floor["moved"]  # the floor's table has deadlines without a date, too
    yield ratio(f"an event with {ours['moved']:,.0f} deadlines moved, encrypted", ours["move"], each, "ms", 6)


def capture() -> Iterator[Line]:
    """Outcomes typed on the page of a meeting, key to painted row, against a bare list and sqlite3."""
    for count, words in ((SAMPLE, "sample"), (10_000, "10,000 actions, 357 of them on the page")):
        ours, floor = in_turn(3, partial(measure, "ours.capture", str(count)), partial(measure, "floors.capture"))
        yield limit(f"letter to painted line, {words}, 99th percentile", ours["line_p99"], None, "ms", 50)
        yield told(f"Enter to painted row, {words}, median", ours["row"], floor["row"], "ms")
        yield limit(f"Enter to painted row, {words}, 99th percentile", ours["row_p99"], floor["row_p99"], "ms", 50)


def table() -> Iterator[Line]:
    """The table of a million actions against a plain QTableView over a list, its filters against FTS5."""
    file = workspace(MILLION)
    ours, floor, found = in_turn(
        3,
        partial(measure, "ours.table", file),
        partial(measure, "floors.table", str(MILLION)),
        partial(measure, "floors.filters", str(MILLION)),
    )
    yield limit("page turned to first painted rows", ours["shown"], floor["shown"], "ms", 300)
    for name, words in (("row", "by a row"), ("page", "by a page"), ("jump", "to anywhere")):
        median, worst = f"frame_{name}", f"frame_{name}_p99"
        yield told(f"frame while scrolling {words}, median", ours[median], floor[median], "ms")
        yield limit(f"frame while scrolling {words}, 99th percentile", ours[worst], floor[worst], "ms", 16)
    for name, words in FILTERS.items():
        yield limit(f"filter “{words}” to painted rows", ours[name], found[name], "ms", 150)
    for name in SORTS:
        yield told(f"{name.replace('_', ' by ')} to first painted rows", ours[name], None, "ms")
    yield limit("peak memory after scrolling and filtering", ours["peak"], floor["peak"], "MiB", 200)
    yield limit("peak memory after sorting too", ours["peak_sorted"], floor["peak"], "MiB", 200)


def timeline() -> Iterator[Line]:
    """The timeline of 100,000 bars against a scroll area that paints bars and nothing else."""
    ours, floor = in_turn(3, partial(measure, "ours.timeline", "100000"), partial(measure, "floors.timeline", "100000"))
    for name in (n for n in ours if "open" in n):
        yield limit(f"{name.replace('_', ', ')}", ours[name], floor.get(name.split("_", 1)[1]), "ms", 200)
    for name in (n for n in ours if n.endswith("p99")):
        words = name.removesuffix("_p99").replace("_", ", ")
        yield limit(f"frame, {words}, 99th percentile", ours[name], floor.get(name.split("_", 1)[1]), "ms", 16)
    yield told("arranging all bars in lanes, before that", ours["arranged"], None, "ms")
    yield told("peak memory", ours["peak"], floor["peak"], "MiB")


def safety() -> Iterator[Line]:
    """What safety costs on 100,000 encrypted actions against SQLite and SQLCipher alone, by the clock and processor."""
    file = encrypted_workspace(100_000)
    ours, floor = in_turn(3, partial(measure, "ours.safety", file), partial(measure, "floors.safety", file))
    rows, size = ours["rows"] / 100_000, ours["bytes"] / 100e6
    for name, words, unit, per in (
        ("edit", "durable edit with journal and search, against a plain one", "ms", 1),
        ("open", "open, with the key derived, to 50 rows read", "ms", 1),
        ("check", "check with replay, 100,000 rows of the journal", "s", 1e3 * rows),
        ("backup", "backup, verified, 100 MB", "s", 1e3 * size),
    ):
        yield told(f"{words}, by the clock", ours[name] / per, floor[name] / per, unit)
        yield told(f"{words}, by the processor", ours[f"{name}_cpu"] / per, floor[f"{name}_cpu"] / per, unit)


PARTS: dict[str, Callable[[], Iterator[Line]]] = {
    part.__name__: part for part in (start, store, changes, anchors, capture, table, timeline, brief, safety)
}


def _page() -> str:
    """Return the page with what was measured here, and what it holds of the parts that were not."""
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    return results.page(BUILD, {name: str(part.__doc__) for name, part in PARTS.items()}, before)


def main(argv: list[str]) -> int:
    """Measure these parts, or all, and write the page. 2 if one is named that there is not."""
    unknown = [name for name in argv if name not in PARTS]
    if unknown:
        sys.stderr.write(f"There is no part {', '.join(unknown)}: choose from {', '.join(PARTS)}.\n")
        return 2
    for name in argv or PARTS:
        print(PARTS[name].__doc__, flush=True)
        lines = []
        for line in PARTS[name]():
            print("  ", *filter(None, astuple(line)), flush=True)
            lines.append(line)
        results.keep(BUILD, name, datetime.now(UTC).date().isoformat(), lines)
    RESULTS.write_text(_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
