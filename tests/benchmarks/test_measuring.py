"""What the benchmarks say is what was measured: the real command, its rows on screen, ratios, targets."""

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from benchmarks import __main__ as run
from benchmarks import results
from benchmarks.harness import both, figures_of, in_turn, measure, percentile, spread
from benchmarks.ours.start import FLOOR, remembered, started, starts
from benchmarks.ours.store import PASSPHRASE, new, take_in
from tests.make import new_store, sample_store
from tests.make_window import NO_DISPLAY


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.dicas"
    sample_store(path).close()
    return path


@NO_DISPLAY
def test_the_real_command_is_timed_to_the_rows_that_are_seen(sample: Path, tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    found = started(remembered(tmp_path, "action_items"), "-m", "dicas_desktop", str(sample), picture=picture)
    assert found["rows_seen"] >= 10
    assert 50 < found["first_rows"] < 30_000
    assert found["peak"] > 50
    assert picture.read_bytes().startswith(b"\x89PNG")


@NO_DISPLAY
def test_the_floor_is_a_window_with_nothing_in_it(tmp_path: Path) -> None:
    found = started(remembered(tmp_path, "action_items"), *FLOOR)
    assert found["rows_seen"] == 0
    assert 20 < found["first_rows"] < 30_000


@NO_DISPLAY
def test_a_window_without_rows_is_no_start(tmp_path: Path) -> None:
    new_store(tmp_path / "empty.dicas").close()
    with pytest.raises(subprocess.TimeoutExpired):
        starts(tmp_path / "empty.dicas", 1, patience=3)


@NO_DISPLAY
def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="failed"):
        started(remembered(tmp_path, "action_items"), "-c", "raise SystemExit(3)")


def test_settings_are_those_of_an_officer_who_left_a_page(tmp_path: Path) -> None:
    folder = remembered(tmp_path / "new", "meetings")
    assert "page=meetings" in (folder / "dicas-desktop" / "window.ini").read_text(encoding="utf-8")


def test_figures_are_the_last_line_of_a_process_that_went_well() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "print('words\\n{\"edit\": 2.5}')"], capture_output=True, text=True, check=True
    )
    assert figures_of(done) == {"edit": 2.5}


def test_a_silent_process_is_told_with_all_it_said() -> None:
    code = "import sys; sys.stderr.write('why')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    with pytest.raises(RuntimeError, match="why"):
        figures_of(done)


def test_measures_run_in_turn_and_their_medians_count() -> None:
    order: list[str] = []
    ours, floor = iter((9.0, 1.0, 2.0)), iter((5.0, 7.0, 6.0))

    def one(name: str, figures: "object") -> dict[str, float]:
        order.append(name)
        assert hasattr(figures, "__next__")
        return {"seconds": figures.__next__()}

    assert in_turn(3, lambda: one("ours", ours), lambda: one("floor", floor)) == [{"seconds": 2.0}, {"seconds": 6.0}]
    assert order == ["ours", "floor"] * 3


def test_a_percentile_is_a_figure_that_was_measured() -> None:
    assert percentile(range(1, 101), 0.99) == 100
    assert spread("frame", [3.0, 1.0, 2.0]) == {"frame": 2.0, "frame_p99": 3.0}


def test_a_ratio_is_met_below_its_target_only() -> None:
    line = results.ratio("start", 150.0, 100.0, "ms", 2)
    assert (line.ours, line.floor, line.ratio, line.target, line.met) == ("150 ms", "100 ms", "1.50", "< 2", "yes")
    assert results.ratio("start", 200.0, 100.0, "ms", 2).met == "no"


def test_a_limit_is_met_below_it_only_whatever_the_floor() -> None:
    line = results.limit("frame", 4.5, 9.0, "ms", 16)
    assert (line.ours, line.floor, line.ratio, line.target, line.met) == (
        "4.50 ms",
        "9.00 ms",
        "0.50",
        "< 16 ms",
        "yes",
    )
    alone = results.limit("frame", 16.0, None, "ms", 16)
    assert (alone.floor, alone.ratio, alone.met) == ("", "", "no")


def test_what_has_no_target_is_neither_met_nor_missed() -> None:
    line = results.told("memory", 101.4, 50.7, "MiB")
    assert (line.ratio, line.target, line.met) == ("2.00", "", "")


def test_the_page_holds_every_part_and_names_what_was_missed(tmp_path: Path) -> None:
    parts = {"start": "How it starts.", "table": "How it scrolls.", "brief": "Never measured."}
    results.keep(tmp_path, "start", "2026-01-01", [results.ratio("slow start", 9.0, 1.0, "ms", 2)])
    results.keep(tmp_path, "table", "2026-01-02", [results.limit("frame", 1.0, 2.0, "ms", 16)])
    page = results.page(tmp_path, parts)
    assert "Targets missed: slow start." in page
    assert "| frame | 1.00 ms | 2.00 ms | 0.50 | < 16 ms | yes |" in page
    assert "`start`, 2026-01-01, " in page
    assert f"{results.machine()}, load " in page
    assert "Never measured." not in page


def test_a_part_measured_again_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    parts = {"start": "How it starts."}
    results.keep(tmp_path, "start", "2026-01-01", [results.ratio("slow start", 9.0, 1.0, "ms", 2)])
    results.keep(tmp_path, "start", "2026-01-03", [results.ratio("quick start", 1.0, 1.0, "ms", 2)])
    page = results.page(tmp_path, parts)
    assert "slow start" not in page
    assert "Targets missed: none." in page


def test_a_part_that_was_measured_elsewhere_keeps_its_table(tmp_path: Path) -> None:
    parts = {"start": "How it starts.", "table": "How it scrolls."}
    results.keep(tmp_path / "one", "start", "2026-01-01", [results.ratio("slow start", 9.0, 1.0, "ms", 2)])
    results.keep(tmp_path / "one", "table", "2026-01-02", [results.told("memory", 1.0, None, "MiB")])
    before = results.page(tmp_path / "one", parts)
    assert results.page(tmp_path / "nowhere", parts, before) == before
    results.keep(tmp_path / "two", "table", "2026-01-03", [results.limit("frame", 17.0, 2.0, "ms", 16)])
    after = results.page(tmp_path / "two", parts, before)
    assert "| slow start | 9.00 ms | 1.00 ms | 9.00 | < 2 | no |" in after
    assert "Targets missed: slow start; frame." in after
    assert "memory" not in after


def test_the_machine_is_named_with_cores_and_memory() -> None:
    assert "cores" in results.machine()
    assert "GiB" in results.machine()


def test_a_part_can_be_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def start() -> "object":
        yield results.ratio("quick start", 1.0, 1.0, "ms", 2)

    monkeypatch.setattr(run, "BUILD", tmp_path)
    monkeypatch.setattr(run, "RESULTS", tmp_path / "results.md")
    monkeypatch.setitem(run.PARTS, "start", start)
    assert run.main(["start"]) == 0
    assert "quick start" in (tmp_path / "results.md").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "results-start.json").read_text(encoding="utf-8"))["lines"][0]["met"] == "yes"
    assert "quick start" in capsys.readouterr().out


def test_a_part_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["speed"]) == 2
    assert "start, store, changes, anchors, capture, table, timeline, brief" in capsys.readouterr().err


def test_the_fold_of_the_journal_is_measured_beside_a_scan_of_the_same_rows(sample: Path) -> None:
    floor = measure("floors.changes", sample, "0", "2")
    assert floor["rows"] == 597 + 4  # the import of the public record, and the offsets of four deadlines
    assert measure("floors.changes", sample, "1", "1")["rows"] == 0
    assert 0 < floor["scan"] <= floor["scan_p99"]
    ours = measure("ours.changes", sample, "0", "2")
    assert 0 < ours["fold"] <= ours["fold_p99"]


def test_what_waits_costs_the_clock_and_not_the_processor() -> None:
    def wait(seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    given, figures = both("wait", [partial(wait, 0.05), partial(wait, 0.07), partial(wait, 0.06)])
    assert given == 0.06
    assert 45 < figures["wait"] < 1_000
    assert figures["wait_cpu"] < figures["wait"] / 2


def test_what_safety_costs_is_measured_on_a_copy_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    store = new(path, PASSPHRASE)
    take_in(store, 50)
    store.close()
    before = path.read_bytes()
    for module in ("ours.safety", "floors.safety"):
        figures = measure(module, path)
        assert all(figures[name] > 0 and figures[f"{name}_cpu"] > 0 for name in ("edit", "open", "check", "backup"))
        assert figures["open_cpu"] > 30, "the derivation of the key belongs to it"
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["w.dicas"]
