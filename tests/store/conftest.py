"""An empty workspace is made once a run and copied for each test: migrating a new file takes longer than most tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dicas_desktop.store.store import Store
from tests.make import new_store, reopen


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "empty.dicas"
    new_store(path).close()
    return path


@pytest.fixture
def empty(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "empty.dicas"
    shutil.copyfile(empty_file, path)
    store = reopen(path)
    yield store
    store.close()
