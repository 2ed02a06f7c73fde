"""`today`: the start page without a window."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.make import dump, new_store, reopen
from tests.make_clock import day_in_tokyo, written_in

AHEAD = timedelta(days=9)


def dumped(path: Path) -> object:
    store = reopen(path)
    found = dump(store)
    store.close()
    return found


def fact(out: str, name: str) -> str:
    """The value that stands behind a name."""
    found = re.search(rf"^  {re.escape(name)}  +(.*)$", out, re.MULTILINE)
    assert found, (name, out)
    return found[1]


def parts(out: str) -> list[str]:
    return [lines[0] for block in out.split("\n\n")[1:] if (lines := block.splitlines())]


def test_it_tells_what_the_start_page_shows(run: Run, sample_path: Path) -> None:
    before = dumped(sample_path)
    told = run("today", sample_path, "--as-of", "2024-07-15")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[0] == "Mon 15 Jul 2024 · Deadline: 2+2, Sun 28 Jul 2024"
    assert [part.partition(":")[0] for part in parts(told.out)] == [
        "Today", "Before the 2+2", "Next meeting", "Repair schedules", "Coming next in repair", "Needs a hand today",
    ]  # fmt: skip
    assert fact(told.out, "Overdue") == "▲ 1"
    assert fact(told.out, "Due in 7 days") == "0"
    assert fact(told.out, "Due in 30 days") == "○ 2"
    assert fact(told.out, "Last backup") == "▲ never"
    assert fact(told.out, "Days left") == "13 d, 9 joint working days"
    assert fact(told.out, "We owe them 米側") == "1, 1 late"
    assert (
        "Next meeting: M-0018 Aircraft repair working group, date first announced · Aug 2024 · in 17 d or more"
        in told.out
    )
    assert "MS-0042  31 Dec 2030 · 2,360 d      MV-22 contracts end with all extensions" in told.out
    assert dumped(sample_path) == before


@pytest.mark.parametrize("day", ["2024-01-20", "2024-07-15", "2024-10-07", "2026-11-24"])
def test_every_figure_is_the_length_of_what_list_prints(run: Run, sample_path: Path, day: str) -> None:
    told = run("today", sample_path, "--as-of", day).out

    def listed(*conditions: str) -> int:
        where = [word for condition in conditions for word in ("--where", condition)]
        out = run("list", sample_path, "action_items", "--as-of", day, "--format", "csv", *where).out
        return len(re.findall(r"^AI-", out, re.MULTILINE))

    overdue = int(fact(told, "Overdue").removeprefix("▲ "))
    assert overdue == listed("is=late")
    assert int(fact(told, "Due in 30 days").removeprefix("○ ")) == listed("is=soon")
    deadline = ["due_date<=2024-07-28"] if day < "2024-07-28" else ["due_date!="]
    assert int(fact(told, "Open")) == listed("is=open", *deadline)
    assert int(fact(told, "No lead named")) == listed("is=no_lead", *deadline)


def test_the_lines_of_the_next_meeting_are_those_of_ready(run: Run, sample_path: Path) -> None:
    told = run("today", sample_path, "--as-of", "2024-07-15").out
    ready = run("ready", sample_path, "wg-aircraft-2024-08", "--as-of", "2024-07-15").out
    for line in ready.splitlines()[1:]:
        found = re.fullmatch(r"(\S) (.+?)  +(.+)", line)
        assert found
        assert fact(told, found[2]) == f"{found[1]} {found[3]}"


def test_another_deadline_is_measured_against(run: Run, sample_path: Path) -> None:
    told = run("today", sample_path, "--as-of", "2024-07-15", "--before", "DICAS#2").out
    assert told.splitlines()[0].endswith("Deadline: Second DICAS, Mon 7 Oct 2024")
    assert fact(told, "Days left").startswith("84 d, ")
    assert "Before the deadline" in parts(told)


def test_a_deadline_that_is_none_is_refused_and_nothing_is_written(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "meetings", "dicas-2024-10-07", "start_date=", "end_date=")
    before = dumped(sample_path)
    told = run("today", sample_path, "--before", "dicas-2024-10-07")
    assert told.problem == "Second DICAS, date not set: choose one that has a date."
    assert run("today", sample_path, "--before", "Zzz").problem.startswith("There is no meeting or milestone “Zzz”")
    assert run("today", sample_path, "--as-of", "soon").code == 2
    assert dumped(sample_path) == before


def test_an_empty_workspace_says_what_is_not_there(run: Run, tmp_path: Path) -> None:
    new_store(tmp_path / "w.dicas").close()
    told = run("today", tmp_path / "w.dicas", "--as-of", "2024-07-15").out
    for sentence in (
        "Mon 15 Jul 2024 · No 2+2 on record after this day",
        "  Nothing is overdue and nothing is due in the next 30 days.",
        "  No meeting on record after this day.",
        "  No milestone of repair is ahead.",
        "  Nothing is late, missing or without a lead.",
    ):
        assert sentence in told.splitlines()


def test_a_backup_is_told(run: Run, sample_path: Path) -> None:
    run("backup", sample_path)
    assert fact(run("today", sample_path, "--as-of", "2024-07-15").out, "Last backup") == "✓ made today"


def test_under_a_clock_that_cannot_be_right_the_last_day_is_told_and_nothing_is_late(
    run: Run, sample_path: Path
) -> None:
    written_in(sample_path, AHEAD).close()
    before = dumped(sample_path)
    told = run("today", sample_path)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].endswith(" · No deadline until the date is right")
    assert lines[1].startswith("▲ Check the clock: This computer says ")
    assert lines[1].endswith(
        f", but the latest entry of the journal is of {day_in_tokyo(AHEAD)}. "
        "Nothing is counted as late or early until the date is right."
    )
    assert lines[2] == "Or give the day that counts as today: --as-of DATE."
    assert "  Overdue and due soon are not counted until the date is right." in lines
    rest = "\n".join(lines[3:]).replace("counted as late or early", "")
    assert not re.search(r"\d+ late|Late \d|^  Late |Overdue  |\d d\b|End has passed +\d", rest, re.MULTILINE), rest
    assert fact(told.out, "Open").isdecimal(), "what no clock decides is counted as ever"
    assert fact(told.out, "End has passed") == "n/a"
    assert dumped(sample_path) == before


def test_a_day_given_by_hand_counts_under_such_a_clock_too(run: Run, sample_path: Path) -> None:
    written_in(sample_path, AHEAD).close()
    told = run("today", sample_path, "--as-of", "2024-07-15").out
    assert "Check the clock" not in told
    assert fact(told, "Overdue") == "▲ 1"


def test_within_a_day_the_clock_is_believed(run: Run, sample_path: Path) -> None:
    written_in(sample_path, timedelta(hours=23)).close()
    told = run("today", sample_path).out
    assert "Check the clock" not in told
    assert fact(told, "Overdue").startswith("▲ ")
