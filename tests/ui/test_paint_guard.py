import sys
from types import TracebackType

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.paint_guard import PaintGuard
from tests.make_page import NO_DISPLAY, shown_page

pytestmark = NO_DISPLAY


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    errors: list[BaseException] = []

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        errors.append(error)

    monkeypatch.setattr(sys, "excepthook", hook)
    return errors


def test_an_error_in_a_paint_goes_to_the_hook_and_the_window_lives_on(
    qtbot: QtBot, sample: Store, hooked: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    with shown_page(qtbot, sample, "forums") as page:
        with monkeypatch.context() as broken:
            broken.setattr(page.model, "row", lambda number: {}[number])
            page.table.viewport().repaint()
            page.grab()
            QApplication.processEvents()
        assert hooked
        assert all(isinstance(error, KeyError) for error in hooked)
        hooked.clear()
        page.grab()
        assert hooked == []


def test_nothing_wrong_is_nothing_told_and_an_interrupt_goes_on(hooked: list[BaseException]) -> None:
    with PaintGuard():
        pass
    with pytest.raises(KeyboardInterrupt), PaintGuard():
        raise KeyboardInterrupt
    assert hooked == []
