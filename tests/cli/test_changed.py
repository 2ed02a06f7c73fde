"""`changes`: what changed since a meeting, a day or a step."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.make import reopen


@pytest.fixture
def lived_on(run: Run, sample_path: Path) -> Path:
    """The public record after five more steps."""
    run("set", sample_path, "action_items", "AI-0005", "status=done")
    run("set", sample_path, "action_items", "AI-0002", "due_date=12 Apr 2025")
    run("add", sample_path, "action_items", "description=Example text", "meeting_id=dicas-2024-06-09")
    run("delete", sample_path, "platforms", "uss-milius")
    run("set", sample_path, "action_items", "AI-0005", "note=Example note")
    return sample_path


def lines(text: str) -> list[str]:
    """The lines without the steps and the day of closing, which bear the clock."""
    return [line for line in text.splitlines() if not line.startswith(("       step ", "       Closed: "))]


def test_changes_are_told_by_forum_kind_and_deed_with_old_and_new(run: Run, lived_on: Path) -> None:
    told = run("changes", lived_on, "--since", "2")
    assert told.code == 0
    assert lines(told.out) == [
        "4 records changed since step 2",
        "",
        "DICAS – U.S.-Japan Defense Industrial Cooperation, Acquisition and Sustainment Forum",
        "  Action items",
        "    Added: AI-0030 Example text",
        "    Closed: AI-0005 Report working group progress to the next 2+2",
        "       Status: Not recorded -> Done",
        "       Note: — -> Example note",
        "",
        "Without a forum",
        "  Action items",
        "    Moved +12 days: AI-0002 Award the Japanese GPI contract after a public offering",
        "       Due: by Mar 2025 -> 12 Apr 2025 (+12 days)",
        "  Platforms",
        "    Deleted: P-0002 USS Milius",
    ]
    steps = [line for line in told.out.splitlines() if line.startswith("       step ")]
    assert steps[1].startswith("       step 3  ")
    assert steps[1].endswith("  Change AI-0005")
    assert steps[2].startswith("       step 7  ")


def test_a_forum_and_an_end_narrow_what_is_told(run: Run, lived_on: Path) -> None:
    told = lines(run("changes", lived_on, "--since", "2", "--until", "3", "--forum", "dicas").out)
    assert told[0] == "1 record changed since step 2 up to step 3"
    assert told[4:] == [
        "    Closed: AI-0005 Report working group progress to the next 2+2",
        "       Status: Not recorded -> Done",
    ]
    assert "U.S.-Japan Defense Industrial" in told[2]


def test_no_change_is_told_and_is_no_problem(run: Run, lived_on: Path) -> None:
    told = run("changes", lived_on, "--since", "7")
    assert (told.code, told.out, told.err) == (0, "No change since step 7\n", "")
    told = run("changes", lived_on, "--since", "3", "--until", "3")
    assert told.out == "No change since step 3 up to step 3\n"


def test_before_the_journal_the_first_line_says_from_when_it_can_answer(run: Run, sample_path: Path) -> None:
    told = run("changes", sample_path, "--since", "dicas-2024-06-09", "--forum", "DICAS")
    assert told.code == 0
    first, second, *rest = lines(told.out)
    assert first == "The journal begins on 15 Jul 2024: what changed before that cannot be told."
    assert second.endswith(" records changed since First DICAS, 9 Jun 2024")
    assert "    Added by import: 20 agenda items" in rest
    each = run("changes", sample_path, "--since", "dicas-2024-06-09", "--forum", "DICAS", "--all").out
    assert each.count("Added by import: AG-") == 20
    assert "20 agenda items" not in each


def test_a_meeting_is_named_by_its_number(run: Run, sample_path: Path) -> None:
    named, numbered = (run("changes", sample_path, "--since", name).out for name in ("dicas-2024-06-09", "DICAS#1"))
    assert named == numbered
    assert run("changes", sample_path, "--since", "DICAS#9").problem.startswith("There is no meeting or milestone")


def test_what_i_have_seen_is_a_point(run: Run, lived_on: Path) -> None:
    told = run("changes", lived_on, "--since", "looked")
    assert told.code == 0
    assert "has not looked yet." in told.out.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--since", "x"), "“x” is no meeting, no day such as 2024-07-28 and no number of a step: see `history`."),
        (("--since", "9"), "There is no step 9: the journal has 2. A day is written as 2024-07-28."),
        (("--since", "2", "--until", "1"), "step 1 lies before step 2: nothing can have changed between them."),
        (
            ("--since", "2", "--forum", "x"),
            "There is no x among forums: give a reference such as F-0001 or the id of the record.",
        ),
    ],
)
def test_bad_input_is_told_in_one_line(run: Run, sample_path: Path, arguments: tuple[str, ...], problem: str) -> None:
    told = run("changes", sample_path, *arguments)
    assert told.problem == problem
    assert told.out == ""


def test_a_text_that_would_steer_a_terminal_is_told_on_one_line(run: Run, sample_path: Path) -> None:
    store = reopen(sample_path)
    with store.write("Example\x1b[31m step") as step:
        step.update("action_items", 1, {"note": "first line\nsecond\u202eline"})
    store.close()
    told = run("changes", sample_path, "--since", "2").out
    assert "first line second line" in told
    assert "\x1b" not in told


def test_it_is_read_beside_an_open_window_and_writes_nothing(run: Run, lived_on: Path) -> None:
    window = reopen(lived_on)
    steps = window.head
    assert run("changes", lived_on, "--since", "2").code == 0
    assert window.head == steps
    window.close()
