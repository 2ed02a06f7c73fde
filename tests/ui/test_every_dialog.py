"""Every dialog, small and large: whole, named for a screen reader, and within the window."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.settings import Settings
from tests.make_dialogs import DIALOGS
from tests.make_window import NO_DISPLAY, Opened, open_window
from tests.read_names import unnamed
from tests.ui.test_labels import clipped

pytestmark = NO_DISPLAY
UI = Path(__file__).resolve().parents[2] / "dicas_desktop" / "ui"


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def shown(qtbot: QtBot, qapp: QApplication, store: Store, name: str, scale: int) -> tuple[Opened, Dialog]:
    settings = Settings(None)
    settings.theme, settings.scale = "light", scale
    opened = open_window(qtbot, qapp, store, "action_items", settings=settings, size=(1280, 720))
    DIALOGS[name](opened)
    opened.settle()
    (dialog,) = [
        each for each in opened.window.findChildren(Dialog) if each.isVisible() and type(each).__name__ == name
    ]
    return opened, dialog


def test_every_class_of_dialogs_is_opened_here() -> None:
    names = {
        node.name
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Dialog") for base in node.bases)
    }
    assert names - {"Dialog", "StepDialog"} == DIALOGS.keys()  # two that are only frames


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_whole_named_and_within_the_window(
    qtbot: QtBot, qapp: QApplication, sample: Store, name: str, scale: int
) -> None:
    opened, dialog = shown(qtbot, qapp, sample, name, scale)
    assert clipped(dialog) == []
    assert unnamed(dialog) == []
    assert dialog.windowTitle()
    assert dialog.accessibleName() == dialog.windowTitle()
    layout = dialog.layout()
    assert layout is not None
    least = layout.totalMinimumSize()
    assert dialog.width() >= least.width()
    assert dialog.height() >= least.height()
    screen = opened.window.screen().availableSize().expandedTo(opened.window.size())
    assert dialog.width() <= screen.width()
    assert dialog.height() <= screen.height()
    dialog.reject()
