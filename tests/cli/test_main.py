"""How the command ends: 0, 1 or 2, one line for a problem, never a traceback, and nothing imported in vain."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from dicas_desktop import app
from dicas_desktop.cli import lists
from dicas_desktop.cli.main import main
from dicas_desktop.domain.version import VERSION
from dicas_desktop.store.files import Mode
from tests.cli.conftest import Run

COMMANDS = (
    *("new", "import", "export", "check", "list", "add", "set", "delete", "search", "undo", "redo", "history"),
    *("brief", "screenshot"),
)
ROOT = Path(__file__).resolve().parents[2]


def process(*arguments: str | Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dicas_desktop", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def imported(*arguments: str | Path) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dicas_desktop", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    ).stderr
    return {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in told.splitlines() if line.startswith("import")}


def test_help_names_every_command_and_each_has_its_own(run: Run) -> None:
    told = run("--help")
    assert told.code == 0
    assert all(f"\n    {name}" in told.out for name in COMMANDS)
    for name in COMMANDS:
        told = run(name, "--help")
        assert told.code == 0
        assert told.out.startswith(f"usage: dicas-desktop {name} ")


def test_the_version_is_told_everywhere(run: Run) -> None:
    for arguments in (["--version"], *([name, "--version"] for name in COMMANDS)):
        told = run(*arguments)
        assert (told.code, told.out, told.err) == (0, f"dicas-desktop {VERSION}\n", "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["lst"], "argument W.dicas: 'lst' is neither a file nor one of new, import, export, check, list, "),
        (["w.dicas", "x"], "unrecognized arguments: x"),
        (["list"], "the following arguments are required: W.dicas, ENTITY (help: dicas-desktop list --help)"),
        (["list", "w.dicas", "forums", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["brief", "w.dicas", "m"], "the following arguments are required: -o/--output"),
        (["history", "w.dicas", "meetings"], "history of a record takes ENTITY and REF"),
        (
            ["list", "w.dicas", "forums", "--as-of", "soon"],
            "argument --as-of: 'soon' is not a date; write a day such as",
        ),
        (["list", "w.dicas", "forums", "--as-of", "2024-07"], "argument --as-of: '2024-07' is not a whole day"),
        (["screenshot", "w", "-o", "x.png", "--size", "big"], "argument --size: 'big' is not a size such as 1440x900"),
        (["screenshot", "w", "-o", "x.png", "--size", "10x10"], "argument --size: '10x10' is outside 320 to 10000"),
        (["import", "w.dicas", "p", "--max-rows", "many"], "argument --max-rows: 'many' is not a number such as 12"),
        (["undo", "w.dicas", "9" * 20], f"argument STEP: '{'9' * 20}' is not a number such as 12"),
        (["minutes", "w.dicas", "M-0001", "--kept", "-1"], "argument --kept: '-1' is not a number such as 12"),
        (["--passphrase-file"], "argument --passphrase-file: expected one argument"),
        (["--colour"], "unrecognized arguments: --colour"),
        (["list", "w.dicas", "forums", "--for", "csv"], "unrecognized arguments: --for csv"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(run: Run, arguments: list[str], line: str) -> None:
    told = run(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert told.err.startswith(f"dicas-desktop: {line}")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("place", range(1, 4))
def test_options_stand_before_between_and_behind_the_other_words(run: Run, sample_path: Path, place: int) -> None:
    words: list[str | Path] = ["stage", sample_path, "dicas-2024-06-09", "open"]
    words[place:place] = ["--reason", "Example"]
    assert run(*words).out.splitlines()[0] == "M-0010 First DICAS · Open"


def test_a_problem_is_one_line_and_code_1(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "missing.dicas"
    assert run("list", missing, "forums").problem.startswith(f"There is no file {missing}")


def test_an_error_of_the_program_goes_to_the_log_and_is_told_in_one_line(
    run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_arguments: Namespace) -> int:
        raise ZeroDivisionError("a fault\nof two lines")

    monkeypatch.setattr(lists, "show", broken)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    log = tmp_path / "data" / "dicas-desktop" / "dicas-desktop.log"
    problem = run("list", sample_path, "forums").problem
    assert problem == f"An error of the program, ZeroDivisionError; nothing half done was kept. Details are in {log}."
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "a fault" in log.read_text(encoding="utf-8")
    run("list", sample_path, "forums")
    assert log.read_text(encoding="utf-8").count("Traceback") == 2


def test_an_error_that_cannot_be_logged_is_not_lost(
    run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_arguments: Namespace) -> int:
        raise ZeroDivisionError("a fault")

    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(lists, "show", broken)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    told = run("list", sample_path, "forums")
    assert told.code == 1
    assert "ZeroDivisionError: a fault" in told.err


def test_an_interrupt_is_told_and_no_traceback(run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_arguments: Namespace) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    monkeypatch.setattr(lists, "show", interrupted)
    assert run("list", sample_path, "forums").problem == "Stopped; what was not finished was not written."


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way there")
def test_a_reader_that_has_enough_is_no_problem(sample_path: Path) -> None:
    command = [sys.executable, "-m", "dicas_desktop", "list", str(sample_path), "sources", "--format", "json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


def test_the_module_runs_as_the_command(sample_path: Path) -> None:
    told = process("list", sample_path, "forums")
    assert told.returncode == 0
    assert "10 forums" in told.stdout
    told = process("list", sample_path, "forum")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)


def test_output_is_utf8_whatever_the_locale_says(sample_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    told = process("list", sample_path, "forums", environment=environment)
    assert "日米装備・技術定期協議" in told.stdout


def test_no_command_imports_qt_and_each_only_what_it_needs(sample_path: Path, tmp_path: Path) -> None:
    qt, database, paper = {"PySide6", "shiboken6"}, {"sqlalchemy", "alembic"}, {"typst"}
    heavy = qt | database | paper | {"holidays", "cryptography"}
    assert imported("--help") & heavy == set()
    assert imported("--version") & heavy == set()
    for name, *words in (["list", "meetings"], ["search", "艦船"], ["history"], ["check"]):
        assert imported(name, sample_path, *words) & heavy == set()
    assert imported("export", sample_path, tmp_path / "out") & (heavy - {"sqlalchemy"}) == set()
    assert imported("set", sample_path, "forums", "dicas", "purpose=x") & (heavy - {"sqlalchemy"}) == set()
    brief = imported("brief", sample_path, "dicas-2024-06-09", "-o", tmp_path / "out.pdf")
    assert brief & qt == set()
    assert brief & paper == paper


@pytest.mark.parametrize("name", ["w.dicas", "例.dicas", "import.dicas"])
def test_a_file_alone_means_what_the_long_way_of_reading_arguments_makes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked: list[tuple[object, ...]] = []

    def run(*given: object) -> int:
        asked.append(given)
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setattr("gc.disable", lambda: None)
    (tmp_path / name).touch()
    (tmp_path / "words").write_text("example words\n", encoding="utf-8")
    monkeypatch.setenv("DICAS_PASSPHRASE_FILE", str(tmp_path / "words"))
    assert main([str(tmp_path / name)]) == 0
    assert main([str(tmp_path / name), "--passphrase-file", str(tmp_path / "words")]) == 0
    assert asked == [(tmp_path / name, "example words", Mode.WRITE)] * 2


def test_a_command_is_a_command_although_a_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("check", "--version"):
        (tmp_path / name).touch()
    assert main(["check"]) == 2
    assert "check" in capsys.readouterr().err
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("dicas-desktop ")
