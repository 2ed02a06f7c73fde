"""What the tests of papers begin with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dicas_desktop.briefs.content import Brief
from dicas_desktop.store.store import Store
from tests.make import sample_store
from tests.make_brief import make_brief


@pytest.fixture
def brief() -> Callable[..., Brief]:
    """The maker of placeholder briefs."""
    return make_brief


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The public record, open for many tests that only read it."""
    store = sample_store(Path(tmp_path_factory.mktemp("record")) / "record.dicas")
    yield store
    store.close()
