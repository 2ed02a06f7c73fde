"""`brief` and `screenshot`: paper, language, day, theme, and the file that is written or left."""

import os
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from dicas_desktop.store.connection import connect
from tests.cli.conftest import Run
from tests.make import reopen

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


def test_the_file_remembers_the_printing_as_it_does_of_the_windows(run: Run, sample_path: Path, tmp_path: Path) -> None:
    def brief_line() -> str:
        lines = run("ready", sample_path, MEETING, "--as-of", "2024-07-15").out.splitlines()
        return next(line for line in lines if " Brief" in line or line.startswith("Brief"))

    assert brief_line().endswith("No printing is known")
    store = reopen(sample_path)
    steps = store.head
    store.close()
    run("brief", sample_path, MEETING, "-o", tmp_path / "out.pdf", "--as-of", "2024-07-15")
    assert brief_line().endswith("Printed on 15 Jul, nothing has changed since")
    assert run("set", sample_path, "meetings", MEETING, "summary=Example words").code == 0
    assert brief_line().endswith("Printed on 15 Jul, before the last change")
    store = reopen(sample_path)
    assert store.head.steps == steps.steps + 1  # that of the note alone
    store.close()


def test_beside_an_open_window_a_brief_is_printed_and_not_remembered(
    run: Run, sample_path: Path, tmp_path: Path
) -> None:
    window = reopen(sample_path)
    told = run("brief", sample_path, MEETING, "-o", tmp_path / "out.pdf", "--as-of", "2024-07-15")
    assert (told.code, told.err) == (0, "")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert "No printing is known" in run("ready", sample_path, MEETING).out
    window.close()


def test_a_brief_that_could_not_be_written_is_not_remembered(run: Run, sample_path: Path, tmp_path: Path) -> None:
    assert run("brief", sample_path, MEETING, "-o", tmp_path / "none" / "out.pdf").code == 1
    assert "No printing is known" in run("ready", sample_path, MEETING).out


def test_a_brief_is_printed_in_japanese(run: Run, sample_path: Path, tmp_path: Path) -> None:
    run("brief", sample_path, "M-0010", "-o", tmp_path / "ja.pdf", "--language", "ja", "--as-of", "2024-07-15")
    assert "防衛" in text(tmp_path / "ja.pdf")


def test_the_sections_of_a_brief_are_chosen_and_ordered(run: Run, sample_path: Path, tmp_path: Path) -> None:
    run("set", sample_path, "action_items", "AI-0005", "status=done")
    out = tmp_path / "some.pdf"
    told = run("brief", sample_path, "wg-ship-2024-06-11", "-o", out, "--sections", "sources, changes,agenda")
    assert (told.code, told.out) == (0, f"{out}\n")
    words = text(out)
    places = [words.index(title) for title in ("Changes since the last meeting", "Agenda", "Sources")]
    assert places == sorted(places)
    assert "At a glance" not in words
    assert "Not recorded" in words
    assert "Closed" in words


def test_a_section_that_there_is_not_is_told_with_the_known_ones(run: Run, sample_path: Path, tmp_path: Path) -> None:
    told = run("brief", sample_path, MEETING, "-o", tmp_path / "none.pdf", "--sections", "changes,nothing")
    assert told.problem.startswith("A brief has no section nothing; choose from glance, agenda, ")
    assert "changes, sources" in told.problem
    assert not (tmp_path / "none.pdf").exists()


def test_a_meeting_that_is_not_there_and_a_file_that_cannot_be_written_are_told(
    run: Run, sample_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    assert "There is no meeting or milestone “nothing”" in run("brief", sample_path, "nothing", "-o", out).problem
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


@pytest.mark.parametrize(("language", "word"), [("en", "Journal not verified"), ("ja", "ジャーナル未検証")])
def test_a_brief_from_a_file_that_another_program_changed_says_so_on_paper_and_beside_the_output(
    run: Run, sample_path: Path, tmp_path: Path, language: str, word: str
) -> None:
    out = tmp_path / "out.pdf"
    asked = ("brief", sample_path, MEETING, "-o", out, "--language", language, "--as-of", "2024-07-15")
    assert run(*asked).err == ""
    assert word not in text(out)
    changes = (
        ("persons SET name_en = 'Somebody else'", "persons PE-0002"),
        ("journal_steps SET label = '\x1b[31m'", "Step 2"),
    )
    for change, named in changes:
        with closing(connect(sample_path, None, "rw")) as raw:
            raw.execute(f"UPDATE {change} WHERE id = 2")
        told = run(*asked)
        assert (told.code, told.out) == (0, f"{out}\n")
        assert told.err.startswith(f"▲ {word}: {named}")
        assert told.err.count("\n") == 1
        assert "\x1b" not in told.err
        assert word in text(out)


def picture_size(path: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", path.read_bytes()[16:24])  # of the PNG header
    return width, height


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", ["overview", "action_items", "timeline", f"brief:{MEETING}"])
def test_a_page_is_drawn_without_a_display_the_same_each_time(
    sample_path: Path, tmp_path: Path, page: str, theme: str
) -> None:
    made = []
    for name in ("one.png", "two.png"):
        told = draw(sample_path, tmp_path / name, page, "--theme", theme, "--size", "1280x720")
        # Qt's platform without a display has nothing to tell a window manager, and says so when a dialog is drawn
        said = [line for line in told.stderr.splitlines() if "propagateSizeHints" not in line]
        assert (told.returncode, said) == (0, [])
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert picture_size(tmp_path / "one.png") == (1280, 720)


def test_a_picture_of_a_workspace_that_is_open_elsewhere_or_write_protected_is_drawn_read_only(
    sample_path: Path, tmp_path: Path
) -> None:
    store = reopen(sample_path)
    assert draw(sample_path, tmp_path / "beside.png", "forums").returncode == 0
    store.close()
    before = sample_path.read_bytes()
    assert draw(sample_path, tmp_path / "alone.png", "forums").returncode == 0
    assert sample_path.read_bytes() == before
    sample_path.chmod(0o444)
    assert draw(sample_path, tmp_path / "protected.png", "forums").returncode == 0


def test_a_page_that_is_not_there_is_told_with_the_known_ones(sample_path: Path, tmp_path: Path) -> None:
    told = draw(sample_path, tmp_path / "out.png", "nothing")
    assert told.returncode == 1
    assert told.stderr.startswith("dicas-desktop: ")
    assert told.stderr.count("\n") == 1
    assert "overview" in told.stderr
    assert not (tmp_path / "out.png").exists()


def test_a_picture_that_cannot_be_written_is_told(sample_path: Path, tmp_path: Path) -> None:
    told = draw(sample_path, tmp_path / "none" / "out.png", "overview")
    assert told.returncode == 1
    assert "could not be written" in told.stderr


def draw(workspace: Path, out: Path, page: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Draw in a process of its own, as a person would, with no display."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [
            *(sys.executable, "-m", "dicas_desktop", "screenshot", str(workspace), "-o", str(out)),
            *("--page", page, "--as-of", "2024-07-15", *options),
        ],
        cwd=Path(__file__).resolve().parents[2],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
