"""`agenda`, `ready`, `stage`, `capture`, `carry`, `plan` and `template`: a meeting's life without a window."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.make import dump, reopen
from tests.make_meetings import id_of, row_of

FIRST = "dicas-2024-06-09"
NO_FATE = "does not say what becomes of an item: write AG-0001=next, =backlog, =discussed or =drop:why."


@pytest.fixture
def planned(run: Run, sample_path: Path) -> Path:
    """The public record with a draft M-0029 made of a template of the first DICAS."""
    assert run("template", sample_path, FIRST, "DICAS plenary").out == "TP-0001\n"
    made = run(
        "plan", sample_path, "--template", "DICAS plenary", "title=Example meeting", "start_date=2025-06-09",
        "start_time=09:00", "end_time=10:00", "time_zone=Asia/Tokyo",
    )  # fmt: skip
    assert (made.code, made.out) == (0, "M-0029\n")
    return sample_path


def dumped(path: Path) -> object:
    store = reopen(path)
    found = dump(store)
    store.close()
    return found


def test_the_agenda_is_told_with_clock_times_outcomes_and_overrun(run: Run, planned: Path) -> None:
    assert run("agenda", planned, "M-0029").out.splitlines()[-1] == "In all 7 items without minutes"
    run("set", planned, "agenda_items", "AG-0052", "minutes=1.5h")
    run("stage", planned, "M-0029", "Open")
    run("stage", planned, "M-0029", "In progress")
    assert run("capture", planned, "AG-0052", "a", "Example action", "--who", "ATLA", "--when", "2025-07-01").out == (
        "AI-0030\n"
    )
    assert run("capture", planned, "AG-0052", "C", "Example commitment", "--who", "US").out == "AI-0031\n"
    told = run("agenda", planned, "M-0029", "--as-of", "2025-05-01").out.splitlines()
    assert told[0] == "M-0029 Example meeting · In progress"
    assert told[1] == "Mon 9 Jun 2025, 09:00–10:00 JST / Sun 8 Jun, 20:00–21:00 EDT"
    assert told[2].split() == ["No.", "Ref", "Time", "Elsewhere", "Length", "Section", "Topic", "State"]
    assert " ".join(told[4].split()) == (
        "1 AG-0052 09:00-10:30 Sun 8 Jun, 20:00 EDT 1 h 30 min Signing of the Terms of Reference Discussed, "
        "▲ 30 min beyond the planned end"
    )
    assert " ".join(told[5].split()) == (
        "2 AG-0053 10:30 Sun 8 Jun, 21:30 EDT Principles for industrial cooperation Planned"
    )
    assert told[11:] == [
        "In all 1 h 30 min and 6 items without minutes",
        "▲ The agenda takes 1 h 30 min, 30 min beyond the planned end at 10:00.",
        "",
        "1. Signing of the Terms of Reference",
        "  A  AI-0030  Example action (ATLA, 1 Jul 2025, ○ Later)",
        "  C  AI-0031  Example commitment (United States, ○ Undated)",
    ]


def test_an_agenda_without_items_says_so(run: Run, sample_path: Path) -> None:
    run("add", sample_path, "meetings", "title=Example meeting")
    assert (
        run("agenda", sample_path, "M-0029").out
        == "M-0029 Example meeting · without a stage\ndate not set\nNo item yet\n"
    )


def test_readiness_is_told_line_by_line_with_its_signs(run: Run, sample_path: Path) -> None:
    told = run("ready", sample_path, "dicas-2024-10-07", "--as-of", "2024-10-01").out.splitlines()
    assert told[0] == "M-0022 Second DICAS · without a stage"
    assert told[1] == "✓ Heads of delegation  U.S.: William A. LaPlante · Japan: Takeshi Ishikawa"
    assert [line[0] for line in told[1:]] == ["✓", "◐", "◐", "◐", "○", "✓", "▲", "◐", "✓"]


def test_a_meeting_is_brought_through_its_stages_and_what_is_open_is_named(run: Run, planned: Path) -> None:
    assert run("stage", planned, "M-0029").out == "M-0029 Example meeting · Draft\nIt can become: Open\n"
    run("stage", planned, "M-0029", "open")
    told = run("stage", planned, "M-0029", "in_progress").out.splitlines()
    assert told[:4] == [
        "M-0029 Example meeting · In progress",
        "It can become: Closed, Open",
        "Not discussed: 7",
        "  AG-0052  Signing of the Terms of Reference",
    ]
    run("capture", planned, "AG-0052", "A", "Example action")
    settled = [f"AG-00{n}=next" for n in range(53, 57)] + ["AG-0057=backlog", "AG-0058=drop:Settled by letter"]
    told = run("stage", planned, "M-0029", *[word for one in settled for word in ("--settle", one)]).out.splitlines()
    assert told[2:] == ["Without a lead: 1", "  AI-0030  Example action"]
    assert run("stage", planned, "M-0029", "closed").out.splitlines()[0] == "M-0029 Example meeting · Closed"
    closed = run("set", planned, "meetings", "M-0029", "title=Other")
    assert closed.problem == ("M-0029 Example meeting is closed and can only be read: reopen it first, with a reason.")
    again = run("stage", planned, "M-0029", "in_progress", "--reason", "A number was wrong")
    assert again.out.splitlines()[0] == "M-0029 Example meeting · In progress"
    newest = run("history", planned).out.splitlines()[0]
    assert "Bring M-0029 to In progress: A number was wrong" in newest


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("done",), "“done” is not one of draft, open, in_progress, closed."),
        (("closed",), "M-0029 Example meeting is draft: it can become Open."),
        (("--settle", "AG-0052"), f"“AG-0052” {NO_FATE}"),
        (("--settle", "AG-0052=later"), f"“AG-0052=later” {NO_FATE}"),
        (("--settle", "AG-0052=drop"), "Dropping an item needs a reason: say why."),
        (("--settle", "AG-0001=next"), "AG-0001 is not on the agenda of this meeting."),
        (("--settle", "AG-0999=next"),
         "There is no AG-0999 among agenda_items: give a reference such as AG-0001 or the id of the record."),
    ],
)  # fmt: skip
def test_a_stage_that_cannot_be_is_refused_in_one_line(
    run: Run, planned: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = dumped(planned)
    assert run("stage", planned, "M-0029", *words).problem == sentence
    assert dumped(planned) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("AG-0052", "A", "Words"), "M-0029 Example meeting is draft: outcomes are written while it is in progress."),
        (("AG-0011", "Q", "Words"),
         "“Q” is no kind of outcome: use one of D = Decision, C = Commitment, A = Action, N = Note."),
        (("AG-0011", "N", " "), "The text is missing: write what was said."),
        (("AG-0011", "A", "Words", "--who", "nobody"),
         "There is no office “nobody”: write its abbreviation, its name or its id, or a side (US, JP, both)."),
    ],
)  # fmt: skip
def test_an_outcome_that_cannot_be_written_is_refused_in_one_line(
    run: Run, planned: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = dumped(planned)
    assert run("capture", planned, *words).problem == sentence
    assert dumped(planned) == before


def test_a_preview_tells_what_would_be_carried_and_writes_nothing(run: Run, planned: Path) -> None:
    before = dumped(planned)
    told = run("carry", planned, "dicas-2024-10-07", "--preview").out.splitlines()
    assert told[0] == "Open actions: 8"
    assert told[1] == "  AI-0005  Report working group progress to the next 2+2 (M-0010 First DICAS)"
    assert told[-1] == "8 items come onto the agenda; the old record stays whole."
    assert dumped(planned) == before
    assert run("carry", planned, "M-0001", "--preview").out == (
        "Earlier meetings have left nothing.\n0 items come onto the agenda; the old record stays whole.\n"
    )


def test_what_is_picked_comes_onto_the_agenda_and_its_outcomes_along_if_asked(run: Run, planned: Path) -> None:
    assert run("carry", planned, "M-0029", "--pick", "ai-5").out == (
        "1 item comes onto the agenda; the old record stays whole.\nAG-0059\n"
    )
    assert run("carry", planned, "M-0029", "--pick", "AI-0006", "--move").out == (
        "1 item comes onto the agenda; 1 outcome goes along.\nAG-0060\n"
    )
    store = reopen(planned)
    moved = row_of(store, "action_items", id_of(store, "action_items", "act-concrete-results-2plus2"))
    assert (moved["meeting_id"], moved["agenda_item_id"]) == (29, 60)
    store.close()
    told = run("carry", planned, "M-0029", "--preview").out
    assert "AI-0005" not in told
    assert "AI-0006" not in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say what M-0029 takes over: --pick REF for each, or --all; --preview lists what there is."),
        (("--pick", "AI-7"),
         "AI-0007 is not among what M-0029 could take over: --preview lists what there is."),
    ],
)  # fmt: skip
def test_nothing_is_carried_unasked(run: Run, planned: Path, words: tuple[str, ...], sentence: str) -> None:
    before = dumped(planned)
    assert run("carry", planned, "M-0029", *words).problem == sentence
    assert dumped(planned) == before


def test_a_meeting_after_an_older_one_warns_of_nobody_and_follows_it(run: Run, planned: Path) -> None:
    made = run("plan", planned, "--like", FIRST, "start_date=2025-06-10")
    assert (made.code, made.out, made.err) == (0, "M-0030\n", "")
    store = reopen(planned)
    row = row_of(store, "meetings", 30)
    assert (row["title"], row["stage"], row["previous_meeting_id"]) == ("First DICAS", "draft", 10)
    store.close()


def test_a_second_template_of_the_same_name_is_refused(run: Run, planned: Path) -> None:
    assert run("template", planned, FIRST, "dicas PLENARY").problem == (
        "There is a template “dicas PLENARY” already: choose another name."
    )


@pytest.mark.parametrize("value", ["-30", "0", "25h", "soon"])
def test_minutes_are_refused_by_their_own_sentence(run: Run, planned: Path, value: str) -> None:
    before = dumped(planned)
    assert run("set", planned, "agenda_items", "AG-0052", f"minutes={value}").problem.startswith(
        f"Minutes: “{value}” is "
    )
    assert dumped(planned) == before
