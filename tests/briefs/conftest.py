"""What the tests of papers begin with."""

from collections.abc import Callable

import pytest
from make_brief import make_brief

from dicas_desktop.briefs.content import Brief


@pytest.fixture
def brief() -> Callable[..., Brief]:
    """The maker of placeholder briefs."""
    return make_brief
