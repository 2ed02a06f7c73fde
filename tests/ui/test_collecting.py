"""Python searches everything for garbage in quiet moments only."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from dicas_desktop.ui import collecting
from dicas_desktop.ui.collecting import Collecting
from dicas_desktop.ui.idle import IdleWatch


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[IdleWatch]:
    """One that has just been touched."""
    made = IdleWatch(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The generations that were searched while the test ran, those of the young ones left out."""
    found: list[int] = []

    def hear(phase: str, info: dict[str, Any]) -> None:
        if phase == "start" and info["generation"] == 2:
            found.append(info["generation"])

    monkeypatch.setattr(collecting, "_LEAST", 1)
    before = gc.get_threshold()
    gc.callbacks.append(hear)
    yield found
    gc.callbacks.remove(hear)
    gc.unfreeze()
    gc.set_threshold(*before)


def _work() -> None:
    """Make enough for Python to begin a search of everything by itself."""
    kept = [[{"n": n}] for n in range(300_000)]
    assert kept


def test_nothing_is_searched_while_somebody_is_at_work(watch: IdleWatch, searched: list[int]) -> None:
    assert watch.untouched < collecting.QUIET
    Collecting(watch)
    _work()
    watch.look()
    assert searched == []


def test_a_quiet_moment_is_used(watch: IdleWatch, searched: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    Collecting(watch)
    monkeypatch.setattr(collecting, "QUIET", 0.0)
    _work()
    watch.look()
    assert searched == [2]
    watch.look()
    assert searched == [2], "there is nothing to find right after a search"


def test_it_waits_for_no_quiet_moment_for_ever(
    watch: IdleWatch, searched: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Collecting(watch)
    monkeypatch.setattr(collecting, "_MOST", 5)
    _work()
    watch.look()
    assert searched == [2]


@pytest.mark.usefixtures("qapp", "searched")
def test_without_it_python_searches_as_before() -> None:
    before = gc.get_threshold()
    holder = QObject()
    Collecting(IdleWatch(holder))
    assert gc.get_threshold() != before
    holder.deleteLater()
    del holder
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gc.get_threshold() == before
