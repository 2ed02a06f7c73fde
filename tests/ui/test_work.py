"""Long work: off the main thread, its end in it, progress, Cancel, problems and the unforeseen."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.check import Cancelled
from dicas_desktop.ui.status import StatusBar
from dicas_desktop.ui.work import Progress, Work


class Ends:
    """Notes how work ended, and in which thread."""

    def __init__(self) -> None:
        """Nothing has ended yet."""
        self.results: list[object] = []
        self.problems: list[str] = []
        self.errors: list[BaseException] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, problem: UserProblem) -> None:
        self.problems.append(str(problem))
        self.threads.add(threading.get_ident())

    def unforeseen(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def work(qapp: QApplication, ends: Ends) -> Work:
    assert qapp is not None
    return Work(ends.unforeseen)


def wait(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.jobs)


def test_the_work_runs_elsewhere_and_ends_here(qtbot: QtBot, work: Work, ends: Ends) -> None:
    worked_in = []

    def do(_progress: Progress) -> int:
        worked_in.append(threading.get_ident())
        return 7

    work.start("Example", do, ends.done, ends.failed)
    wait(qtbot, work)
    assert ends.results == [7]
    assert ends.threads == {threading.get_ident()}
    assert worked_in[0] != threading.get_ident()


def test_a_problem_arrives_as_its_sentence(qtbot: QtBot, work: Work, ends: Ends) -> None:
    def do(_progress: Progress) -> None:
        raise UserProblem("Example problem: do something.")

    work.start("Example", do, ends.done, ends.failed)
    wait(qtbot, work)
    assert ends.problems == ["Example problem: do something."]
    assert ends.results == []
    assert ends.threads == {threading.get_ident()}


def test_the_unforeseen_goes_to_the_one_hook(qtbot: QtBot, work: Work, ends: Ends) -> None:
    def do(_progress: Progress) -> None:
        raise ZeroDivisionError

    work.start("Example", do, ends.done, ends.failed)
    wait(qtbot, work)
    assert [type(error) for error in ends.errors] == [ZeroDivisionError]
    assert (ends.problems, ends.results) == ([], [])


def test_cancel_stops_at_the_next_report_and_calls_nobody(qtbot: QtBot, work: Work, ends: Ends) -> None:
    asked = threading.Event()

    def do(progress: Progress) -> None:
        asked.wait(5)
        if not progress(1, 2, "half"):
            raise Cancelled

    job = work.start("Example", do, ends.done, ends.failed)
    job.cancel()
    asked.set()
    wait(qtbot, work)
    assert job.cancelled
    assert not ends.results
    assert not ends.problems
    assert not ends.errors


def test_the_status_line_shows_progress_and_cancels(qtbot: QtBot, work: Work, ends: Ends) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    work.began.connect(bar.progress.follow)
    work.ended.connect(bar.progress.release)
    gate = threading.Event()

    def do(progress: Progress) -> None:
        progress(3, 10, "Three of ten")
        gate.wait(5)
        if not progress(4, 10, "Four of ten"):
            raise Cancelled

    job = work.start("Example", do, ends.done, ends.failed)
    qtbot.waitUntil(lambda: bar.progress.text.text() == "Three of ten")
    assert bar.progress.isVisible()
    assert (bar.progress.bar.value(), bar.progress.bar.maximum()) == (3, 10)
    bar.progress.cancel.click()
    assert bar.progress.text.text() == "Stopping…"
    gate.set()
    wait(qtbot, work)
    assert job.cancelled
    assert not bar.progress.isVisible()


def test_quiet_work_leaves_no_line(qtbot: QtBot, work: Work, ends: Ends) -> None:
    began: list[object] = []
    work.began.connect(began.append)
    work.quietly(lambda: "result", ends.done)
    wait(qtbot, work)
    assert ends.results == ["result"]
    assert began == []


def test_finish_stops_everything(work: Work, ends: Ends) -> None:
    def do(progress: Progress) -> None:
        while progress(0, 0, ""):
            threading.Event().wait(0.005)
        raise Cancelled

    work.start("Example", do, ends.done, ends.failed)
    assert work.finish()


LEFT = """
import threading, time
from dicas_desktop import app
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.settings import Settings
from tests.make import TODAY, sample_store

kept = []

def test_a_window_is_left_with_work_under_way(qapp, tmp_path):
    window = app.make_window(qapp, Settings(None), Clock(TODAY))
    app.give_commands(window)
    window.show()
    window.set_store(sample_store(tmp_path / "w.dicas"), "action_items")
    begun = threading.Event()

    def work(progress):
        begun.set()
        while progress(0, 0, "Example work"):
            time.sleep(0.01)
        print("stopped in time", flush=True)

    window.work.start("Example work", work, print, print)
    assert begun.wait(10)
    kept.append(window)
"""


def test_a_run_whose_tests_leave_windows_and_work_ends_in_order(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    file = tmp_path / "test_left.py"
    file.write_text(LEFT, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "tests.conftest", "-p", "no:cacheprovider", str(file),
         "-c", str(root / "pyproject.toml"), "--rootdir", str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(root)}, cwd=tmp_path, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert "1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert ran.stdout.count("stopped in time") == 1
    assert (ran.returncode, ran.stderr) == (0, "")
