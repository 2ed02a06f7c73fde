"""Clocks, peaks and the one way in which a measuring process hands its figures to the run that asked for them."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "benchmarks"
Result = TypeVar("Result")


def since_start() -> float:
    """Milliseconds since the kernel started this process, interpreter and imports included (Linux)."""
    started = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) * 1e3 - started * 1e3 / os.sysconf("SC_CLK_TCK")


def peak_mib() -> float:
    """Highest resident memory of this process so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def times(work: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds of each of `count` calls, which get their number."""
    return [timed(partial(work, number)) for number in range(count)]


def both(name: str, works: Sequence[Callable[[], Result]]) -> tuple[Result, dict[str, float]]:
    """Do these one by one; return what the last gave, and the medians under `name` and, of the processor, `name_cpu`.

    Milliseconds. The processor's figure hardly changes where others use the same cores.
    """
    clock, processor, given = [], [], list[Result]()
    for work in works:
        begin, begun = time.perf_counter(), time.process_time()
        given[:] = [work()]
        clock.append((time.perf_counter() - begin) * 1e3)
        processor.append((time.process_time() - begun) * 1e3)
    return given[0], {name: statistics.median(clock), f"{name}_cpu": statistics.median(processor)}


def percentile(figures: Iterable[float], share: float) -> float:
    """Return the figure below which this share (0 to 1) of all figures lies."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def spread(name: str, figures: list[float]) -> dict[str, float]:
    """Median and 99th percentile under `name` and `name_p99`."""
    return {name: statistics.median(figures), f"{name}_p99": percentile(figures, 0.99)}


def hand_over(**figures: float) -> None:
    """Print the figures as the last line and end at once: tearing Qt down is not part of any measure."""
    sys.stdout.write("\n" + json.dumps(figures) + "\n")
    sys.stdout.flush()
    os._exit(0)


def measure(module: str, *arguments: str | Path, timeout: float = 900) -> dict[str, float]:
    """Run `python -m benchmarks.<module>` in a process of its own, offscreen, and return what it handed over."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    with tempfile.TemporaryDirectory() as home:
        # settings of nobody; bytecode kept, as every installed program has it
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "XDG_CONFIG_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout, check=False
        )
    return figures_of(done)


def figures_of(done: "subprocess.CompletedProcess[str]") -> dict[str, float]:
    """Return what an ended process handed over. RuntimeError with all it said if it failed or handed nothing over."""
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        message = f"{' '.join(done.args)} failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)
    figures: dict[str, float] = json.loads(lines[-1])
    return figures


def in_turn(count: int, *runs: Callable[[], dict[str, float]]) -> list[dict[str, float]]:
    """Run each measure `count` times, one after the other in turn, and return the median figures of each."""
    collected: list[list[dict[str, float]]] = [[] for _ in runs]
    for _ in range(count):
        for run, figures in zip(runs, collected, strict=True):
            figures.append(run())
    return [{name: statistics.median(one[name] for one in many) for name in many[0]} for many in collected]
