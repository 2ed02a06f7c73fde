"""Commands about meetings take the names of events, as a deadline does: `2+2`, `wg-ship#2`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.make import dump, reopen

DAY = ("--as-of", "2024-07-15")
ALL = [
    ("agenda", "W", "NAME"), ("ready", "W", "NAME"), ("stage", "W", "NAME"), ("carry", "W", "NAME", "--preview"),
    ("template", "W", "NAME", "Example"), ("minutes", "W", "NAME", "-o", "OUT"), ("readout", "W", "NAME", "-o", "OUT"),
    ("delegations", "W", "NAME", "-o", "OUT"), ("brief", "W", "NAME", "-o", "OUT"),
    ("plan", "W", "--like", "NAME", "title=Example"), ("capture", "W", "NAME/1", "N", "Example note"),
]  # fmt: skip


def dumped(path: Path) -> object:
    store = reopen(path)
    found = dump(store)
    store.close()
    return found


def asked(words: tuple[str, ...], path: Path, name: str, out: Path) -> list[str]:
    places = {"W": str(path), "OUT": str(out)}
    return [*(places.get(word, word.replace("NAME", name)) for word in words), *DAY]


@pytest.mark.parametrize("words", ALL, ids=lambda words: words[0])
def test_each_command_takes_the_name_of_an_event(
    run: Run, sample_path: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "out.pdf"
    told = run(*asked(words, sample_path, "DICAS#1", out))
    assert told.code == 0, told.err
    if "OUT" in words:
        assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("2+2", "M-0015 "), ("DICAS#1", "M-0010 "), ("wg-ship#1", "M-0013 "), ("WG-Ship", "M-0013 "),
        ("dicas-2024-06-09", "M-0010 "), ("m-10", "M-0010 "),
    ],
)  # fmt: skip
def test_a_meeting_is_named_as_in_a_deadline(run: Run, sample_path: Path, name: str, head: str) -> None:
    told = run("agenda", sample_path, name, "--as-of", "2024-06-01" if name == "WG-Ship" else "2024-07-15")
    assert told.out.startswith(head)


@pytest.mark.parametrize("words", ALL, ids=lambda words: words[0])
def test_a_name_that_is_no_meeting_is_refused_and_nothing_is_written(
    run: Run, sample_path: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before, out = dumped(sample_path), tmp_path / "out.pdf"
    told = run(*asked(words, sample_path, "MS-0001", out))
    assert told.problem == "“MS-0001” is a milestone (MS-0001): name a meeting."
    assert dumped(sample_path) == before
    assert not out.exists()


@pytest.mark.parametrize("name", ["wg-sheep#1", "DICAS#99"])
def test_an_unknown_name_brings_the_nearest(run: Run, sample_path: Path, name: str) -> None:
    told = run("stage", sample_path, name, "in_progress")
    assert told.problem.startswith(f"There is no meeting or milestone “{name}”; nearest are ")


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000])
def test_a_number_beyond_all_numbers_is_answered_like_any_other(run: Run, sample_path: Path, number: str) -> None:
    told = run("agenda", sample_path, f"DICAS#{number}")
    assert told.problem.startswith(f"There is no meeting or milestone “DICAS#{number}”; nearest are ")
    sentence = f"The agenda of M-0010 has no item {number}."
    assert run("capture", sample_path, f"dicas#1/{number}", "N", "Example note").problem == sentence
    run("stage", sample_path, "DICAS#1", "in_progress")
    assert run("stage", sample_path, "DICAS#1", "closed", "--settle", f"{number}=next").problem == sentence


def test_an_empty_name_is_no_name_of_every_event(run: Run, sample_path: Path) -> None:
    sentence = "The name is empty: name a meeting or a milestone, such as 2+2 or DICAS#1."
    assert run("agenda", sample_path, " ").problem == sentence
    told = run("distinct", sample_path, "persons", "", "fukasawa-masaki")
    assert told.problem == "The name is empty: name one of persons by a reference such as PE-0001 or by its id."


def test_an_item_is_named_by_its_number_on_the_agenda(run: Run, sample_path: Path) -> None:
    run("stage", sample_path, "DICAS#1", "in_progress")
    assert run("capture", sample_path, "dicas#1/3", "N", "Example note").out == "N-0001\n"
    assert "N-0001  Example note" in run("agenda", sample_path, "DICAS#1").out
    told = run("stage", sample_path, "DICAS#1", "--settle", "1=next", "--settle", "2=drop:Settled by letter")
    assert "Not discussed: 3" in told.out.replace("Not discussed: 4", "Not discussed: 3")
    before = dumped(sample_path)
    for words, problem in (
        (("capture", sample_path, "DICAS#1/99", "N", "Words"), "The agenda of M-0010 has no item 99."),
        (("stage", sample_path, "DICAS#1", "--settle", "99=next"), "The agenda of M-0010 has no item 99."),
        (
            ("capture", sample_path, "AG-9999", "N", "Words"),
            "There is no AG-9999 among agenda_items: give a reference ",
        ),
    ):
        assert run(*words).problem.startswith(problem)
    assert dumped(sample_path) == before
