"""A test waits for what the window would go on without: a loaded machine is slow, and no test may depend on that."""

import pytest

from dicas_desktop.ui.timeline import reading

PATIENCE = 20.0  # s


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for every plan of the timeline."""
    monkeypatch.setattr(reading, "AT_ONCE", PATIENCE)
