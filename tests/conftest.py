"""Fixtures of all tests. Qt runs without a display unless a test run says otherwise."""

import os
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
