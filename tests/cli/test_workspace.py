"""Passphrases from files, the environment and a terminal; progress on a terminal."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dicas_desktop.cli.workspace import progress, who
from tests.cli.conftest import Run
from tests.make import PASSPHRASE, reopen

ROOT = Path(__file__).resolve().parents[2]
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of POSIX")


class Terminal:
    """A command on a pseudo terminal, with what it showed."""

    def __init__(self, master: int, running: "subprocess.Popen[bytes]") -> None:
        self._master = master
        self.running = running
        self.shown = ""

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 30
        while text not in self.shown:
            assert time.monotonic() < end, self.shown
            self.shown += os.read(self._master, 4096).decode()

    def type(self, text: str) -> None:
        self.shown = ""
        os.write(self._master, text.encode())

    def end(self) -> int:
        try:
            while part := os.read(self._master, 4096):
                self.shown += part.decode()
        except OSError:
            pass  # the other end is closed: the command has ended
        return self.running.wait(30)


def sit_down(terminal: int) -> None:
    """Give the child the terminal; Ctrl+C ends it also where the tests were started in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.login_tty(terminal)


@contextmanager
def on_terminal(*arguments: str | Path) -> Iterator[Terminal]:
    master, slave = os.openpty()
    command = [sys.executable, "-m", "dicas_desktop", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, preexec_fn=lambda: sit_down(slave), pass_fds=[slave]) as running:  # noqa: PLW1509 - the only way to give the child a terminal
        os.close(slave)
        yield Terminal(master, running)
        running.kill()
    os.close(master)


@on_posix
def test_a_passphrase_is_asked_for_on_a_terminal_and_not_shown(encrypted_path: Path) -> None:
    with on_terminal("list", encrypted_path, "forums") as terminal:
        terminal.wait_for("Passphrase of encrypted.dicas: ")
        terminal.type("wrong\n")
        terminal.wait_for("Passphrase of encrypted.dicas: ")
        assert "The passphrase does not open encrypted.dicas" in terminal.shown
        assert "wrong" not in terminal.shown.replace("does not open", "")
        terminal.type(f"{PASSPHRASE}\n")
        assert terminal.end() == 0
        assert "0 forums" in terminal.shown
        assert PASSPHRASE not in terminal.shown


@on_posix
def test_three_wrong_passphrases_end_the_command(encrypted_path: Path) -> None:
    with on_terminal("list", encrypted_path, "forums") as terminal:
        for _attempt in range(3):
            terminal.wait_for("Passphrase of encrypted.dicas: ")
            terminal.type("wrong\n")
        assert terminal.end() == 1
        assert "dicas-desktop: The passphrase does not open encrypted.dicas" in terminal.shown


@on_posix
def test_a_new_passphrase_is_asked_for_twice(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    with on_terminal("new", path) as terminal:
        terminal.wait_for("New passphrase: ")
        terminal.type(f"{PASSPHRASE}\n")
        terminal.wait_for("The same again: ")
        terminal.type(f"{PASSPHRASE}\n")
        assert terminal.end() == 0
    reopen(path, PASSPHRASE).close()


@on_posix
@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("one", "two", "The two passphrases differ: nothing was made."), ("", None, "The passphrase is empty: nothing")],
)
def test_passphrases_that_differ_or_are_empty_make_nothing(
    tmp_path: Path, first: str, second: str | None, told: str
) -> None:
    with on_terminal("new", tmp_path / "w.dicas") as terminal:
        terminal.wait_for("New passphrase: ")
        terminal.type(f"{first}\n")
        if second is not None:
            terminal.wait_for("The same again: ")
            terminal.type(f"{second}\n")
        assert terminal.end() == 1
        assert f"dicas-desktop: {told}" in terminal.shown
    assert list(tmp_path.iterdir()) == []


@on_posix
def test_ctrl_c_at_the_prompt_stops_without_a_traceback(encrypted_path: Path) -> None:
    with on_terminal("list", encrypted_path, "forums") as terminal:
        terminal.wait_for("Passphrase of encrypted.dicas: ")
        terminal.type("\x03")
        assert terminal.end() == 1
        assert "dicas-desktop: Stopped; what was not finished was not written." in terminal.shown
        assert "Traceback" not in terminal.shown


def test_the_environment_may_name_the_passphrase_file(
    run: Run, encrypted_path: Path, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DICAS_PASSPHRASE_FILE", str(passphrase_file))
    assert run("list", encrypted_path, "forums").code == 0
    other = tmp_path / "other.txt"
    other.write_text("wrong", encoding="utf-8")
    problem = run("list", encrypted_path, "forums", "--passphrase-file", other).problem
    assert problem.startswith("The passphrase does not open encrypted.dicas")


def test_a_passphrase_file_that_cannot_be_used_is_told(run: Run, encrypted_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "none.txt"
    told = run("list", encrypted_path, "forums", "--passphrase-file", file).problem
    assert told == f"The passphrase file {file} could not be read: No such file or directory."
    file.write_bytes(b"")
    told = run("list", encrypted_path, "forums", "--passphrase-file", file).problem
    assert told == f"The passphrase file {file} is empty: write the passphrase into it."
    file.write_bytes(b"\xff\xfe")
    told = run("list", encrypted_path, "forums", "--passphrase-file", file).problem
    assert told == f"The passphrase file {file} could not be read: it is not UTF-8 text."


def test_a_passphrase_file_from_windows_is_read_alike(run: Run, encrypted_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes(f"\ufeff{PASSPHRASE}\r\n".encode())
    assert run("list", encrypted_path, "forums", "--passphrase-file", file).code == 0


def test_a_new_workspace_without_a_passphrase_is_refused_where_nobody_can_be_asked(run: Run, tmp_path: Path) -> None:
    problem = run("new", tmp_path / "w.dicas").problem
    assert problem.startswith("A passphrase is needed: give --passphrase-file FILE, ")
    assert list(tmp_path.iterdir()) == []


def test_writing_beside_an_open_window_is_refused_and_names_who_has_it(run: Run, sample_path: Path) -> None:
    store = reopen(sample_path)
    problem = run("set", sample_path, "forums", "dicas", "purpose=x").problem
    store.close()
    assert "sample.dicas is in use by Example officer on example-desk" in problem


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_told_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = FakeTerminal()
    monkeypatch.setattr(sys, "stderr", shown)
    tell = progress()
    assert tell(50, 200, "Read forums.csv")
    assert tell(51, 200, "Read forums.csv")
    assert tell(200, 200, "Read forums.csv")
    assert shown.getvalue() == f"\rRead forums.csv 25 %\r{' ' * 20}\r"
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert progress()(50, 200, "Read forums.csv")
    assert quiet.getvalue() == ""


def test_the_officer_is_the_account_and_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOGNAME", "example")
    assert who().name == "example"
    assert who().workstation
