"""Every dialog of the pictures, small and large: no word is cut off, and every letter is in the bundled font."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.places import resources
from dicas_desktop.store.store import Store
from dicas_desktop.ui import pictures, theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.pages import all_pages
from dicas_desktop.ui.settings import Settings
from tests.make_window import NO_DISPLAY, Opened, open_window
from tests.ui.test_labels import clipped

pytestmark = NO_DISPLAY
DIALOGS = (
    "new_workspace", "passphrase", "in_use", "risky_folder", "lock_settings", "change_passphrase", "verify_head",
    "consent", "remove_all", "removed", "import", "import_source", "delete", "bulk_edit", "choose_meeting", "keys",
    "about", "check",
)  # fmt: skip


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def foreign_letters(top: QWidget) -> set[str]:
    """The letters of visible words that the bundled font lacks, so that another font or a box would stand there."""
    font = QRawFont(str(resources() / "fonts" / theme.FONT_FILES[0]), 13)
    words = [part.text() for part in top.findChildren(QLabel) if part.isVisible()]
    words += [part.text() for part in top.findChildren(QPushButton) if part.isVisible()]
    words += [part.text() + part.placeholderText() for part in top.findChildren(QLineEdit) if part.isVisible()]
    return {letter for letter in "".join(words) if letter not in "\n\t" and not font.supportsCharacter(ord(letter))}


def window_in(qtbot: QtBot, qapp: QApplication, store: Store | None, scale: int) -> Opened:
    settings = Settings(None)
    settings.theme, settings.scale = "light", scale
    return open_window(qtbot, qapp, store, settings=settings)


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_in_a_dialog_is_cut_off_or_foreign(
    qtbot: QtBot, qapp: QApplication, sample: Store, name: str, scale: int
) -> None:
    opened = window_in(qtbot, qapp, None, scale)
    pictures.take(qapp, opened.window, sample, f"dialog:{name}", (1440, 900))
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert shown
    for dialog in shown:
        assert clipped(dialog) == []
        assert foreign_letters(dialog) == set()
        dialog.reject()


def test_every_letter_of_every_page_is_in_the_bundled_font(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = window_in(qtbot, qapp, sample, 100)
    for page in all_pages():
        opened.go(page.name)
        assert foreign_letters(opened.window) == set(), page.name


def test_the_measure_finds_a_letter_the_font_lacks(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    QLabel("Lead ▾", top)
    top.show()
    assert foreign_letters(top) == {"▾"}
