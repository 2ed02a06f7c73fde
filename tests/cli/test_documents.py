"""`minutes`, `readout` and `delegations` as a person runs them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_edits import content
from tests.read_paper import pages_of

DICAS = "dicas-2024-06-09"


@pytest.mark.parametrize("command", ["minutes", "readout", "delegations"])
@pytest.mark.parametrize("language", ["en", "ja", "both"])
def test_a_paper_is_written_and_nothing_is_kept(
    run: Run, sample_path: Path, tmp_path: Path, command: str, language: str
) -> None:
    before, out = content(sample_path), tmp_path / "out.pdf"
    told = run(command, sample_path, DICAS, "-o", out, "--lang", language)
    assert (told.code, told.out, told.err) == (0, f"{out}\n", "")
    (first, *_rest) = pages_of(out.read_bytes(), tmp_path)
    assert ("Masaki FUKASAWA" in first, "深澤雅貴" in first) == (language != "ja", language != "en")
    assert content(sample_path) == before


def test_names_are_printed_in_the_order_that_is_asked_for(run: Run, sample_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert run("delegations", sample_path, DICAS, "-o", out, "--names", "family-first").code == 0
    assert "FUKASAWA Masaki" in pages_of(out.read_bytes(), tmp_path)[0]


@pytest.mark.parametrize(("order", "name"), [("given-first", "Masaki FUKASAWA"), ("family-first", "FUKASAWA Masaki")])
def test_a_brief_prints_names_in_the_order_that_is_asked_for(
    run: Run, sample_path: Path, tmp_path: Path, order: str, name: str
) -> None:
    out = tmp_path / "out.pdf"
    told = run("brief", sample_path, DICAS, "-o", out, "--names", order, "--sections", "delegations")
    assert told.code == 0, told.err
    assert name in "".join(pages_of(out.read_bytes(), tmp_path))


def test_an_unknown_order_of_names_is_wrong_usage(run: Run, sample_path: Path, tmp_path: Path) -> None:
    told = run("brief", sample_path, DICAS, "-o", tmp_path / "out.pdf", "--names", "sideways")
    assert told.code == 2
    assert "--names: invalid choice: 'sideways'" in told.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_final_version_prints_the_same_for_ever(run: Run, sample_path: Path, tmp_path: Path) -> None:
    first, again, now = (tmp_path / name for name in ("first.pdf", "again.pdf", "now.pdf"))
    told = run("minutes", sample_path, DICAS, "-o", first, "--final")
    assert (told.code, told.out) == (0, f"PP-0001: minutes, version 1, final\n{first}\n")
    run("set", sample_path, "decisions", "D-0007", "text=Other words", "--reason", "Correction")
    assert run("minutes", sample_path, DICAS, "-o", again, "--kept", "1").code == 0
    assert again.read_bytes() == first.read_bytes()
    newer = run("minutes", sample_path, DICAS, "-o", now)
    assert newer.err == "Version 1 is final; this is a draft of version 2. `--kept 1` prints the final one.\n"
    assert "DRAFT" in pages_of(now.read_bytes(), tmp_path)[0]
    locked = run("set", sample_path, "papers", "PP-0001", "state=draft")
    assert locked.problem == "PP-0001 is final, version 1: it is never changed. Make a new version instead."


def test_two_versions_are_compared_in_words_and_as_a_page(run: Run, sample_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert run("minutes", sample_path, DICAS, "--keep").out == "PP-0001: minutes, version 1, draft\n"
    run("set", sample_path, "decisions", "D-0007", "text=Other words", "--reason", "Correction")
    run("minutes", sample_path, DICAS, "--keep")
    told = run("minutes", sample_path, DICAS, "--compare", "1", "2", "-o", out)
    old = "Principle: projects benefit both sides, technology transfer included"
    first, difference, last = told.out.splitlines()
    assert (first, last) == ("1 difference between version 1 and version 2", str(out))
    where, corrected = difference.split(" (corrected ")  # on the day of the computer's clock
    assert where == f"  page 1, Further outcomes, Decision D-0007: “(U) {old}” is now “(U) Other words"
    assert corrected.endswith(f", Correction; before: “{old}”)”")
    assert "Other words" in pages_of(out.read_bytes(), tmp_path)[0]
    same = run("minutes", sample_path, DICAS, "--compare", "2", "2")
    assert same.out == "No difference between version 2 and version 2\n"


def test_a_paper_with_something_open_becomes_final_only_if_one_insists(
    run: Run, sample_path: Path, tmp_path: Path
) -> None:
    before, out = content(sample_path), tmp_path / "out.pdf"
    told = run("delegations", sample_path, "wg-ship-2024-06-11", "-o", out, "--final")
    assert told.code == 1
    assert told.err.splitlines()[-1] == (
        "dicas-desktop: The delegation list cannot be final, 2 things stand open: No head of delegation is recorded: "
        "United States. Settle it, or insist. (--anyway)"
    )
    assert content(sample_path) == before
    assert not out.exists()
    assert run("delegations", sample_path, "wg-ship-2024-06-11", "-o", out, "--final", "--anyway").code == 0
    assert "DRAFT" not in pages_of(out.read_bytes(), tmp_path)[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["minutes", "scc-2024-07-28", "-o", "x.pdf", "--as-of", "2024-07-01"],
         "M-0015 begins on 28 Jul 2024: print its minutes from that day on."),
        (["minutes", DICAS], "Name the file to be written: -o OUT.pdf."),
        (["readout", DICAS, "-o", "x.pdf", "--kept", "4"],
         "There is no version 4 of this paper; kept are: none."),
        (["minutes", DICAS, "--compare", "1", "2"], "There is no version 1 of this paper; kept are: none."),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_told_and_nothing_is_written(
    run: Run, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = content(sample_path)
    assert run(words[0], sample_path, *words[1:]).problem == told
    assert content(sample_path) == before
    assert not (tmp_path / "x.pdf").exists()


def test_two_wishes_at_once_are_wrong_usage(run: Run, sample_path: Path) -> None:
    told = run("minutes", sample_path, DICAS, "--keep", "--final")
    assert told.code == 2
