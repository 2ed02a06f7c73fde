"""The marks of chips are drawn, stand beside the words at every scale, and can be hit."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.ui import theme
from dicas_desktop.ui.chips import Chip, PickChip
from dicas_desktop.ui.marked_button import MARK_SPACE, Mark, MarkedButton
from tests.make_page import NO_DISPLAY, click, collected

pytestmark = NO_DISPLAY
sizes = pytest.mark.parametrize("scale", [100, 125, 150, 200])
themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def shown(qtbot: QtBot, button: MarkedButton) -> MarkedButton:
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    return button


def ink_in(image: QImage, left: float, right: float, colour: str) -> int:
    """How many pixels of nearly this colour stand between two x."""
    wanted, found = QColor(colour), 0
    for x in range(round(left), round(right)):
        for y in range(3, image.height() - 3):
            pixel = image.pixelColor(x, y)
            near = abs(pixel.red() - wanted.red()) + abs(pixel.green() - wanted.green())
            found += near + abs(pixel.blue() - wanted.blue()) < 90
    return found


@themes
@sizes
def test_a_mark_is_drawn_in_the_colour_of_the_words(qtbot: QtBot, qapp: QApplication, scale: int, dark: bool) -> None:
    theme.apply(qapp, dark=dark, scale=scale)
    chip = PickChip("Lead")
    shown(qtbot, chip)
    for on, colour in ((False, theme.current().mute), (True, theme.current().accent_on_soft)):
        chip.show_state(on=on, text="Lead: ATLA" if on else "")
        chip.resize(chip.sizeHint())
        box = chip.mark_box()
        image = chip.grab().toImage()
        assert ink_in(image, box.left(), box.right(), colour) >= theme.size(5)
        assert ink_in(image, box.right() + 2, chip.width() - theme.size(4), colour) == 0


@sizes
def test_the_words_end_before_the_mark(qtbot: QtBot, qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, scale=scale)
    for chip in (Chip("Before 2+2"), PickChip("Working group")):
        shown(qtbot, chip)
        for on in (False, True):
            chip.show_state(on=on)
            chip.resize(chip.sizeHint())
            words = QFontMetrics(chip.font()).horizontalAdvance(chip.text())
            room = chip.width() - theme.size(10) - 2 - (theme.size(MARK_SPACE) if chip.mark else theme.size(10))
            assert words <= room + 1
            if chip.mark:
                assert theme.size(10) + words < chip.mark_box().left()


def test_a_chip_without_a_mark_is_narrower(qtbot: QtBot) -> None:
    plain, marked = shown(qtbot, MarkedButton()), shown(qtbot, MarkedButton())
    for button in (plain, marked):
        button.setText("Late")
    marked.set_mark(Mark.CROSS)
    assert marked.sizeHint().width() - plain.sizeHint().width() == theme.size(MARK_SPACE) - theme.size(10)
    marked.set_mark(Mark.NONE)
    assert marked.sizeHint() == plain.sizeHint()


def test_a_click_on_the_cross_takes_the_choice_away_and_beside_it_opens(qtbot: QtBot) -> None:
    chip = PickChip("Lead")
    shown(qtbot, chip)
    chip.show_state(on=True, text="Lead: ATLA")
    chip.resize(chip.sizeHint())
    removed, opened = collected(chip.removed.connect), collected(chip.opened.connect)
    click(chip, chip.mark_box().center().toPoint())
    assert (len(removed), len(opened)) == (1, 0)
    click(chip, QPoint(theme.size(12), chip.height() // 2))
    assert (len(removed), len(opened)) == (1, 1)
