"""Fixtures of all tests. Qt runs without a display unless a test run says otherwise."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dicas_desktop.store.store import Store
from tests.make import new_store, sample_store, secret_store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """An empty plain workspace, open."""
    store = new_store(tmp_path / "empty.dicas")
    yield store
    store.close()


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample workspace: the public record, open."""
    store = sample_store(tmp_path / "sample.dicas")
    yield store
    store.close()


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Store]:
    """The public record in a workspace that may hold records up to TS; each bears the mark U."""
    store = secret_store(tmp_path / "secret.dicas")
    yield store
    store.close()


def pytest_unconfigure() -> None:
    """Leave nothing of Qt to the end of the process, which takes it down in any order, threads still at work too.

    Windows that a test left are closed, so their work is asked to stop and waited for; what is unreachable goes while
    there is an application and in this thread.
    """
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    app = None if widgets is None else widgets.QApplication.instance()
    if app is None or core is None:
        return
    for widget in app.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    app.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    app.processEvents()
    app.clipboard().clear()  # what a test copied would be deleted by a static of Qt, when Python is gone
    gc.unfreeze()  # each window froze what the tests before it had left (`ui.collecting`)
    gc.collect()
    core.QThreadPool.globalInstance().waitForDone()
