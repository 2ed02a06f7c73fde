"""Workspaces to import into: a new one for each test, copied from one that was made once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dicas_desktop.exchange.tables import execute
from dicas_desktop.store.store import Store, create_store, open_store
from tests.exchange.rows import RECORD, WHO, now, plan


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.dicas"
    create_store(path, None, who=WHO, now=now).close()
    return path


@pytest.fixture(scope="session")
def filled_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "filled.dicas"
    shutil.copy(empty_file, path)
    store = open_store(path, who=WHO, now=now)
    execute(store, plan(store, RECORD), "Import the public record")
    store.close()
    return path


@pytest.fixture
def open_copy(tmp_path: Path) -> Iterator[Callable[[Path], Store]]:
    opened: list[Store] = []

    def open_one(source: Path) -> Store:
        path = tmp_path / f"workspace-{len(opened)}.dicas"
        shutil.copy(source, path)
        opened.append(open_store(path, who=WHO, now=now))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def empty(open_copy: Callable[[Path], Store], empty_file: Path) -> Store:
    return open_copy(empty_file)


@pytest.fixture
def filled(open_copy: Callable[[Path], Store], filled_file: Path) -> Store:
    return open_copy(filled_file)
