"""Times that do not exist or come twice, by command: refused with what to write, and nothing is written."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_edits import content, one

ZONE = "time_zone=America/New_York"
NIGHT = ("start_date=2024-11-03", "end_date=2024-11-03", ZONE)
SPRING = ("start_date=2024-03-10", "end_date=2024-03-10", ZONE)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            (*NIGHT, "start_time=01:30"),
            "Begins at: 01:30 on Sun 3 Nov 2024 comes twice in America/New_York, where the clock goes back: "  # noqa: ISC004 - one sentence
            "write 01:30 EDT for the first or 01:30 EST for the second.",
        ),
        (
            (*SPRING, "start_time=2:30"),
            "Begins at: 02:30 on Sun 10 Mar 2024 does not exist in America/New_York, where the clock goes forward: "  # noqa: ISC004 - one sentence
            "write 01:30 (EST) or 03:30 (EDT).",
        ),
        (
            ("start_date=2024-07-03", "end_date=2024-07-03", ZONE, "start_time=09:30 EST"),
            "Begins at: '09:30 EST': on Wed 3 Jul 2024 the clock of America/New_York is called EDT; write 09:30",
        ),
        (
            (*NIGHT, "start_time=01:30 PST"),
            "Begins at: '01:30 PST': on Sun 3 Nov 2024 the clock of America/New_York is called EDT and then EST",
        ),
        (
            ("start_date=Aug 2024", ZONE, "start_time=09:30 EST"),
            "Begins at: '09:30 EST' needs the day of the meeting; write 09:30",
        ),
        (
            ("start_time=25:00 EST",),
            "Begins at: '25:00' is not on the clock; hours go from 0 to 23 and minutes from 0 to 59",
        ),
        (
            ("time_zone=Asia/Tokyo EST",),
            "Time zone: 'Asia/Tokyo EST' is not a time zone; write it as Asia/Tokyo or America/New_York",
        ),
    ],
)  # fmt: skip
def test_what_is_no_one_moment_is_refused_and_nothing_is_written(
    run: Run, sample_path: Path, fields: tuple[str, ...], sentence: str
) -> None:
    before = content(sample_path)
    assert run("set", sample_path, "meetings", "dicas-2024-10-07", *fields).problem == sentence
    assert run("add", sample_path, "meetings", "title=Example", *fields).problem == sentence
    assert content(sample_path) == before


def test_it_is_set_as_the_sentence_says_and_told_in_both_capitals(run: Run, sample_path: Path) -> None:
    told = run("set", sample_path, "meetings", "dicas-2024-10-07", *NIGHT, "start_time=01:30 est")
    assert (told.code, told.out.splitlines()[0]) == (0, "M-0022")
    row = one(run, sample_path, "meetings", "M-0022")
    assert (row["start_time"], row["time_zone"]) == ("01:30", "America/New_York EST -")
    assert run("set", sample_path, "meetings", "M-0022", "start_time=01:30 EDT").code == 0
    assert one(run, sample_path, "meetings", "M-0022")["time_zone"] == "America/New_York EDT -"


def test_an_agenda_is_printed_with_the_time_in_the_other_capital(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "meetings", "wg-ship-2024-06-11", "start_time=09:30", "time_zone=Asia/Tokyo")
    run("set", sample_path, "agenda_items", "ag-wg-ship-2024-06-11-01", "minutes=30")
    lines = run("agenda", sample_path, "wg-ship-2024-06-11").out.splitlines()
    assert lines[0].endswith("without a stage")
    assert lines[1] == "Tue 11 Jun 2024, 09:30 JST / Mon 10 Jun, 20:30 EDT"
    assert "Mon 10 Jun, 20:30 EDT" in lines[4]
    assert "Mon 10 Jun, 21:00 EDT" in lines[5]
