"""`brief`: paper, language, day, and the file that is written or left."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Run

A4, LETTER = (595, 842), (612, 792)
MEETING = "dicas-2024-06-09"


def size(path: Path) -> tuple[int, int]:
    box = PdfReader(path).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


def text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize(("paper", "expected"), [("a4", A4), ("letter", LETTER)])
def test_a_brief_is_printed_on_each_paper_with_the_same_bytes_each_time(
    run: Run, sample_path: Path, tmp_path: Path, paper: str, expected: tuple[int, int]
) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    for path in (one, two):
        told = run("brief", sample_path, MEETING, "-o", path, "--paper", paper, "--as-of", "2024-07-15")
        assert (told.code, told.out) == (0, f"{path}\n")
    assert one.read_bytes() == two.read_bytes()
    assert size(one) == expected
    assert "First DICAS" in text(one)
    assert "UNCLASSIFIED" in text(one)


def test_a_brief_is_printed_in_japanese(run: Run, sample_path: Path, tmp_path: Path) -> None:
    run("brief", sample_path, "M-0010", "-o", tmp_path / "ja.pdf", "--language", "ja", "--as-of", "2024-07-15")
    assert "防衛" in text(tmp_path / "ja.pdf")


def test_a_meeting_that_is_not_there_and_a_file_that_cannot_be_written_are_told(
    run: Run, sample_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    assert "There is no nothing among meetings" in run("brief", sample_path, "nothing", "-o", out).problem
    assert not out.exists()
    assert "could not be written" in run("brief", sample_path, MEETING, "-o", tmp_path / "none" / "out.pdf").problem
    out.mkdir()
    assert "could not be written" in run("brief", sample_path, MEETING, "-o", out).problem
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".") and path.suffix == ".part"] == []


def test_what_makes_a_brief_a_draft_is_told_beside_the_output(run: Run, sample_path: Path, tmp_path: Path) -> None:
    told = run("brief", sample_path, "summit-2025-02", "-o", tmp_path / "out.pdf", "--as-of", "2025-03-01")
    assert told.code == 0
    assert told.out == f"{tmp_path / 'out.pdf'}\n"
    assert all(line.startswith("DRAFT: ") for line in told.err.splitlines())
    assert ("DRAFT" in text(tmp_path / "out.pdf")) == bool(told.err)
