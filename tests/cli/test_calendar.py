"""`calendar`, and the sentences about days off after `add`, `set` and `due`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_edits import content, one

OFF = (
    "Mon 15 Jul 2024 is no joint working day (Marine Day, Japan): "
    "the one before is Fri 12 Jul 2024, the next Tue 16 Jul 2024.\n"
)


def test_a_year_is_printed_with_holidays_in_two_languages_and_its_working_days(run: Run, sample_path: Path) -> None:
    told = run("calendar", sample_path, "--year", "JFY2025")
    lines = told.out.splitlines()
    assert (told.code, told.err) == (0, "")
    assert lines[0] == "Joint: both work, JFY2025 (Tue 1 Apr 2025 – Tue 31 Mar 2026)"
    assert lines[1] == "233 working days of 365; Saturdays and Sundays are off"
    assert any(line.split() == ["Mon", "21", "Jul", "2025", "Marine", "Day", "海の日", "Japan"] for line in lines)
    assert any(line.split()[:5] == ["Fri", "4", "Jul", "2025", "Independence"] for line in lines)
    assert lines[-1].split() == ["Mar", "2026", "21"]


def test_the_year_of_today_and_the_joint_calendar_are_the_standard(run: Run, sample_path: Path) -> None:
    standard = run("calendar", sample_path, "--as-of", "2024-07-15").out
    assert standard == run("calendar", sample_path, "--calendar", "joint", "--year", "2024").out


def test_closures_are_printed_with_their_reference(run: Run, sample_path: Path) -> None:
    run("add", sample_path, "closures", "first_day=2024-08-13", "last_day=2024-08-16", "reason=夏季休業")
    lines = run("calendar", sample_path, "--year", "2024", "--calendar", "us").out.splitlines()
    found = [line.split() for line in lines if "夏季休業" in line]
    assert found == [["Tue", "13", "Aug", "2024", "–", "Fri", "16", "Aug", "2024", "夏季休業", "Everybody", "CL-0001"]]


def test_a_year_without_a_list_says_weekends_only(run: Run, sample_path: Path) -> None:
    told = run("calendar", sample_path, "--year", "2150", "--calendar", "JP").out
    assert told.splitlines()[2] == "No list of Japanese holidays for 2150: weekends only are taken off."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--year", "soon"), ("'soon' is not a date; write a day such as 28 Jul 2024, a month such as Jul 2024, "
                             "a year, or by 2025-03")),
        (("--year", "FY2026 Q3"), "“FY2026 Q3” is not a year: write 2026, FY2026 or JFY2026."),
        (("--year", "2500"), "The year 2500 is outside 1800 to 2199; correct the year"),
        (("--calendar", "EU"), "There is no calendar EU: use US, JP, joint, or an office or a facility."),
    ],
)  # fmt: skip
def test_bad_input_is_refused_and_nothing_is_written(
    run: Run, sample_path: Path, arguments: tuple[str, str], sentence: str
) -> None:
    before = content(sample_path)
    assert run("calendar", sample_path, *arguments).problem == sentence
    assert content(sample_path) == before


def test_a_deadline_on_a_holiday_is_told_when_it_is_added_and_set_and_stays(run: Run, sample_path: Path) -> None:
    added = run("add", sample_path, "action_items", "description=Example", "owner_org_id=us-dod", "due=15 Jul 2024",
                "--as-of", "2024-07-01")  # fmt: skip
    assert (added.code, added.out) == (0, "AI-0030\n")
    assert added.err.endswith(f"AI-0030: {OFF}")  # after the line that it was due before it was entered
    assert one(run, sample_path, "action_items", "AI-0030")["due_date"] == "2024-07-15"
    working = run("set", sample_path, "action_items", "AI-0009", "due=2024-07-16", "--as-of", "2024-07-01")
    assert (working.out, working.err) == ("AI-0009\n", "")
    moved = run("set", sample_path, "action_items", "AI-0009", "due=2024-07-15", "--as-of", "2024-07-01",
                "--reason", "Example", "--agreed", "Example officer")  # fmt: skip
    assert (moved.code, moved.out, moved.err) == (0, "AI-0009\n", f"AI-0009: {OFF}")
    assert run("set", sample_path, "action_items", "AI-0009", "status=blocked").err == ""


def test_what_is_due_names_the_days_off_below_each_group(run: Run, sample_path: Path) -> None:
    lines = run("due", sample_path, "--before", "2+2", "--as-of", "2024-07-15").out.splitlines()
    told = [line for line in lines if "is no joint working day" in line]
    assert told[0] == (
        "AI-0005: Sun 28 Jul 2024 is no joint working day (Sunday): "
        "the one before is Fri 26 Jul 2024, the next Mon 29 Jul 2024."
    )
    assert len(told) == 2
