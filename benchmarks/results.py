"""The lines of `results.md`: ours, the floor beside it, the target, and whether it is met.

Each part is kept under `build/benchmarks` when it was measured, so that one part can be measured again alone; a part
that was measured in another checkout keeps the table that it has on the page.
"""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

HEAD = "| work | ours | floor | ours : floor | target | met |\n| --- | --- | --- | --- | --- | --- |"

_INTRODUCTION = """\
# Speed, ours beside the floors

Made by `python -m benchmarks`; `python -m benchmarks PART...` measures some parts again. Ours and the floor of a line
were measured in one run, in turn, and only their ratio says anything on another machine. The floors are in
`benchmarks/floors`.

Targets missed: {missed}.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. An empty target: told beside the others, held to nothing."""

    work: str
    ours: str
    floor: str = ""
    ratio: str = ""
    target: str = ""
    met: str = ""


def ratio(work: str, ours: float, floor: float, unit: str, most: float) -> Line:
    """One line whose target is a ratio."""
    found = ours / floor
    return Line(work, _number(ours, unit), _number(floor, unit), f"{found:.2f}", f"< {most}", _met(found < most))


def limit(work: str, ours: float, floor: float | None, unit: str, most: float) -> Line:
    """One line whose target is absolute, with a floor beside it if there is one."""
    beside, share = ("", "") if floor is None else (_number(floor, unit), f"{ours / floor:.2f}")
    return Line(work, _number(ours, unit), beside, share, f"< {most:g} {unit}", _met(ours < most))


def told(work: str, ours: float, floor: float | None, unit: str) -> Line:
    """One line that has no target of its own."""
    beside, share = ("", "") if floor is None else (_number(floor, unit), f"{ours / floor:.2f}")
    return Line(work, _number(ours, unit), beside, share)


def keep(folder: Path, part: str, day: str, lines: Iterable[Line]) -> None:
    """Keep what was measured of a part, over what was kept of it before."""
    folder.mkdir(parents=True, exist_ok=True)
    load = f"load {os.getloadavg()[0]:.1f}"  # of the minute before: above the number of cores, figures are too high
    content = {"day": day, "machine": machine(), "load": load, "lines": [asdict(line) for line in lines]}
    (folder / f"results-{part}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def page(folder: Path, parts: Mapping[str, str], before: str = "") -> str:
    """Return `results.md`: a table for each part (name and title) measured so far, and the targets that were missed.

    `before` is the page as it stands; what was not measured here is taken over from it.
    """
    tables: list[str] = []
    missed: list[str] = []
    standing = _standing(before)
    for part, title in parts.items():
        file = folder / f"results-{part}.json"
        if file.exists():
            content = json.loads(file.read_text(encoding="utf-8"))
            lines = [Line(**line) for line in content["lines"]]
            when = ", ".join((f"`{part}`", content["day"], content["machine"], content["load"]))
        elif part in standing:
            when, lines = standing[part]
        else:
            continue
        tables.append(f"## {title}\n\n{when}\n\n{_table(lines)}\n")
        missed.extend(line.work for line in lines if line.met == "no")
    return _INTRODUCTION.format(missed="; ".join(missed) if missed else "none") + "\n" + "\n".join(tables)


def _standing(page_before: str) -> dict[str, tuple[str, list[Line]]]:
    """Return what a page holds of each part: the line that says when and where, and its lines."""
    found = {}
    for section in page_before.split("\n## ")[1:]:
        rows = [row for row in section.splitlines() if row.startswith("| ")][2:]
        when = next(line for line in section.splitlines() if line.startswith("`"))
        lines = [Line(*(cell.strip() for cell in row.strip()[1:-1].split(" | "))) for row in rows]
        found[when.split("`")[1]] = when, lines
    return found


def machine() -> str:
    """Name the processor, its cores, the memory and the Python (Linux)."""
    words = _words_of(Path("/proc/cpuinfo"), "model name")
    memory = int(_words_of(Path("/proc/meminfo"), "MemTotal").split()[0]) / 2**20
    name = platform.machine() if words.lower() in ("", "unknown") else words
    return f"{name}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def _words_of(file: Path, name: str) -> str:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.split(":")[0].strip() == name:
            return line.split(":", 1)[1].strip()
    return ""


def _table(lines: Iterable[Line]) -> str:
    return "\n".join([HEAD, *(f"| {' | '.join(asdict(line).values())} |" for line in lines)])


def _number(figure: float, unit: str) -> str:
    return f"{figure:.2f} {unit}" if figure < 10 else f"{figure:.0f} {unit}"


def _met(met: bool) -> str:  # noqa: FBT001 - it has one meaning
    return "yes" if met else "no"
