"""No label is clipped on any page, in both sizes of screen, both themes, 100 and 200 %."""

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.cards import FactRow, FigureButton
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.pages import all_pages
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.sidebar import Sidebar
from tests.make import RECORDED
from tests.make_window import NO_DISPLAY, Opened, open_window
from tests.read_names import unnamed

pytestmark = NO_DISPLAY
SIZES = ((1440, 900), (1280, 720))
DIALOGS = ("new_workspace", "deadline", "import", "bulk_edit", "delete", "brief", "about", "keys")


def clipped(top: QWidget) -> list[str]:
    """The words of visible labels and buttons that do not fit their box."""
    found = []
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            words = _words_cut(widget)
            if words:
                found.append(f"{type(widget).__name__}: {words!r} {widget.size().toTuple()}")
    return found


def _words_cut(widget: QWidget) -> str:
    size, hint = widget.size(), widget.sizeHint()
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            return widget.text() if widget.heightForWidth(size.width()) > size.height() else ""
        return widget.text() if hint.width() > size.width() or hint.height() > size.height() else ""
    if isinstance(widget, FigureButton):
        return widget.accessibleName() if hint.width() > size.width() else ""
    if isinstance(widget, FactRow):
        return widget.accessibleName() if hint.width() > size.width() else ""
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text() if hint.width() > size.width() or hint.height() > size.height() else ""
    return ", ".join(widget.overflowing()) if isinstance(widget, Sidebar) else ""


def window_of(qtbot: QtBot, qapp: QApplication, store: Store, size: tuple[int, int], dark: bool, scale: int) -> Opened:
    settings = Settings(None)
    settings.theme, settings.scale = "dark" if dark else "light", scale
    return open_window(qtbot, qapp, store, settings=settings, size=size)


def test_the_measure_finds_what_is_clipped(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    top.resize(300, 200)
    narrow, wrapped, button = QLabel("A long label", top), QLabel("word " * 40, top), QPushButton("A long button", top)
    wrapped.setWordWrap(True)
    for number, widget in enumerate((narrow, wrapped, button)):
        widget.setGeometry(0, number * 30, 40, 20)
    top.show()
    assert len(clipped(top)) == 3


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_label_is_clipped_on_any_page(
    qtbot: QtBot, qapp: QApplication, sample: Store, size: tuple[int, int], scale: int, dark: bool
) -> None:
    opened = window_of(qtbot, qapp, sample, size, dark, scale)
    for page in all_pages():
        opened.go(page.name)
        desk = opened.window.desk
        assert desk is not None
        if desk.entity_page() is not None and page.name in RECORDED:
            opened.select(1)
        assert clipped(opened.window) == [], page.name


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("name", DIALOGS)
def test_no_label_is_clipped_in_any_dialog(
    qtbot: QtBot, qapp: QApplication, sample: Store, name: str, scale: int
) -> None:
    opened = window_of(qtbot, qapp, sample, (1440, 900), dark=False, scale=scale)
    opened.go("action_items")
    opened.select(3)
    opened.do(name)
    dialog = next(d for d in opened.window.findChildren(Dialog) if d.isVisible())
    assert clipped(dialog) == []
    assert dialog.windowTitle()
    dialog.reject()


def test_the_start_page_is_whole_at_every_scale(qtbot: QtBot, qapp: QApplication) -> None:
    for scale in (100, 200):
        settings = Settings(None)
        settings.theme, settings.scale = "light", scale
        opened = open_window(qtbot, qapp, None, settings=settings, size=(1280, 720))
        assert clipped(opened.window) == []
        assert unnamed(opened.window) == []
