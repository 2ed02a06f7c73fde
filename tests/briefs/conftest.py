"""What the tests of papers begin with."""

from collections.abc import Callable

import pytest

from dicas_desktop.briefs.content import Brief
from tests.make_brief import make_brief


@pytest.fixture
def brief() -> Callable[..., Brief]:
    """The maker of placeholder briefs."""
    return make_brief
