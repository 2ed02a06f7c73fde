"""The tokens: readable in both themes, and every sign is in the bundled font."""

import re

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.places import resources
from dicas_desktop.ui import stylesheet, theme

THEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@THEMES
@pytest.mark.parametrize(("text", "ground"), theme.TEXT_PAIRS)
def test_every_text_stands_out_from_its_ground(dark: bool, text: str, ground: str) -> None:
    tokens = theme.tokens(dark)
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("level", theme.MARKING_COLOURS)
def test_every_marking_word_stands_out_from_its_strip(level: str) -> None:
    strip, word = theme.MARKING_COLOURS[level]
    assert contrast(strip, word) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", [*theme.STATES, "accent"])
def test_every_tone_is_readable_on_a_page_and_on_a_selected_row(dark: bool, tone: str) -> None:
    tokens = theme.tokens(dark)
    assert contrast(tokens.tone(tone), tokens.base) >= 4.5
    assert contrast(tokens.tone(tone, selected=True), tokens.accent_soft) >= 4.5


@pytest.mark.parametrize("file", theme.FONT_FILES)
def test_every_sign_is_in_the_bundled_font(qapp: QApplication, file: str) -> None:
    assert qapp is not None
    font = QRawFont(str(resources() / "fonts" / file), 13)
    signs = "".join(look.sign for look in theme.STATES.values()) + "＋→·…—≈◇◆艦船𠮷髙﨑"
    assert [sign for sign in signs if not font.supportsCharacter(ord(sign))] == []


@pytest.mark.parametrize("file", theme.FONT_FILES)
def test_figures_are_tabular(qapp: QApplication, file: str) -> None:
    assert qapp is not None
    font = QRawFont(str(resources() / "fonts" / file), 13)
    widths = {
        round(advance.x(), 3) for advance in font.advancesForGlyphIndexes(font.glyphIndexesForString("0123456789"))
    }
    assert len(widths) == 1


def test_lengths_and_texts_grow_with_the_scale(qapp: QApplication) -> None:
    theme.apply(qapp, scale=200)
    assert theme.size(28) == 56
    assert QFontInfo(theme.font(13)).pixelSize() == 26
    theme.apply(qapp, scale=100)
    assert theme.size(28) == 28
    assert QFontInfo(theme.font(13)).pixelSize() == 13


def test_scales_outside_100_to_200_are_brought_inside(qapp: QApplication) -> None:
    theme.apply(qapp, scale=900)
    assert theme.scale() == 200
    theme.apply(qapp, scale=10)
    assert theme.scale() == 100


@THEMES
def test_applying_a_theme_sets_style_palette_and_font(qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    assert theme.current() is theme.tokens(dark)
    assert qapp.palette().base().color().name() == theme.tokens(dark).base
    assert QFontInfo(qapp.font()).family() == theme.FAMILY
    assert theme.font(bold=True).weight() == QFont.Weight.DemiBold
    assert qapp.style().name().lower() in {"fusion", ""}  # a style sheet wraps the style


@THEMES
def test_a_role_takes_effect_at_once(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    button = QPushButton("Open")
    qtbot.addWidget(button)
    button.resize(100, 30)
    button.show()
    theme.set_role(button, "primary")
    assert button.grab().toImage().pixelColor(50, 4).name() == theme.tokens(dark).primary


def test_every_pair_of_the_style_sheet_is_among_those_whose_contrast_is_held() -> None:
    pairs = set()
    for rule in re.findall(r"\{([^{}]*)\}", stylesheet._SHEET.replace("${", "$")):  # noqa: SLF001 - the sheet is looked over
        text = re.search(r"(?<![-\w])(?:color|selection-color): \$(\w+)", rule)
        ground = re.search(r"(?:background|selection-background-color): \$(\w+)", rule)
        if text is not None:
            pairs.add((text[1], ground[1] if ground is not None else "base"))
    assert ("accent_on_soft", "accent_soft") in pairs
    assert pairs <= set(theme.TEXT_PAIRS), sorted(pairs - set(theme.TEXT_PAIRS))
