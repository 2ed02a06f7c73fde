"""Fixtures of all tests. Qt runs without a display unless a test run says otherwise."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))  # so that tests in any folder import `make`

from make import new_store, sample_store  # noqa: E402 - after the path is set

from dicas_desktop.store.store import Store  # noqa: E402 - after the platform is set


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
