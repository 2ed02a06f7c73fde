"""Times that come twice, and times of both capitals, by command. What is refused stands in `tests/bad_inputs`."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_edits import one

NIGHT = ("start_date=2024-11-03", "end_date=2024-11-03", "time_zone=America/New_York")


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
